"""Rules of dates: years that contradict each other, and one way of writing them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hidaka_dx.catalogue.documents import PLAN
from hidaka_dx.figure import Timeline
from hidaka_dx.house_style import DateStyle
from hidaka_dx.japanese.eras import ERA, NAMES, SEIREKI, last_year, seireki
from hidaka_dx.lint.passage import OPEN, Passage, RuleFinding
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.lint.rule import rule
from hidaka_dx.lint.spans import GLOSS, MARK, is_of_span, spans, wrong_count
from hidaka_dx.lint.years import ERA_DAY, SINGLE, WrittenYear, is_named, outside_era, years
from hidaka_dx.plan import Period

COVER: Final = "cover"
EDITIONS: Final = "content/editions.yaml"
NO_YEAR: Final = re.compile(rf"(?:{NAMES})0+(?![0-9])年?度?")
FIRST_ERA_YEAR: Final = re.compile(rf"(?:{NAMES})1年度?")
COUNTED_YEAR: Final = re.compile(rf"(?P<era>{NAMES})(?P<count>[0-9]{{2}})年度?")
WEEKDAY: Final = re.compile(
    rf"(?P<year>{ERA}|{SEIREKI}){GLOSS}(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})日"
    r"(?:[（(](?P<name>[月火水木金土日])(?:曜日?)?(?:・[^（）()]{1,4})?[）)])?"
)
PERIOD: Final = re.compile(
    rf"(?P<own>本|この)?(?:(?<![一-鿿ァ-ヴー」）の])|(?<=本)|(?<=この))計画の?期間は、?(?P<start>{SINGLE})(?:から[^。]{{0,80}}?|{MARK})(?P<end>{SINGLE})"
)
OTHER_PLAN: Final = re.compile("前の?計画|旧計画|前期|前回|従前|これまで|次期|次の計画")
FOCUS: Final = re.compile(rf"(?P<end>{SINGLE})まで(?:の[0-9]+年間)?を重点取組期間")
WEEKDAYS: Final = "月火水木金土日"


@rule("era-year", "誤り", "W01・W03")
def era_year(reading: ProseReading) -> Iterator[RuleFinding]:
    """元号と西暦を並べたときは、同じ年でなければなりません。元号の最初の年は「元年」と書きます。

    合わない年だけが誤りで、「令和1年」と、その元号になかった年や日（平成35年度、平成31年5月1日）は注意です。
    引用、括弧の中、改元の前に作られた計画の期間にある「平成35年度」などは、そのままにします。

    誤: 令和7年度（2026年度）に公表します。
    誤: 令和1年に始めました。
    誤: 平成35年度に終わります。
    誤: 大正16年に始まりました。
    誤: 令和0年に始めました。
    誤: 令和元年4月1日に改めました。
    正: 令和7年度（2025年度）に公表します。
    正: 平成26（2014）年に始めました。
    正: 「前の計画（平成26年度〜平成35年度）」を引き継ぎます。
    正: 平成27年度から平成36年度までの計画を引き継ぎました。
    """
    for passage in reading.passages:
        for written in years(passage.narrow):
            end = written.start + len(written.words)
            named, glossed = seireki(written.name), seireki(written.gloss)
            if glossed is not None and named != glossed:
                message = f"「{written.name}」は{named}年です。「{written.gloss}」と合いません。"
                yield passage.found(written.start, end, message)
        yield from _odd_years(reading, passage)


def _odd_years(reading: ProseReading, passage: Passage) -> Iterator[RuleFinding]:
    """Find years and days written in an unusual way, or that lie outside their era."""
    for found in passage.figures(FIRST_ERA_YEAR):
        if reading.is_own(passage, found.start()):
            message = f"「{found[0]}」は「{found[0].replace('1', '元')}」と書きます。"
            yield passage.found(*found.span(), message).at_most("注意")
    for found in passage.figures(NO_YEAR):
        yield passage.found(*found.span(), f"「{found[0]}」はありません。元号は元年から数えます。").at_most("注意")
    for found in passage.figures(COUNTED_YEAR):
        if _is_past(found) and not _is_of_old_plan(reading, passage, found):
            message = f"「{found[0]}」はありません（次の元号になっています）。"
            yield passage.found(*found.span(), message).at_most("注意")
    for found in passage.figures(ERA_DAY):
        other = outside_era(found)
        if other and reading.is_own(passage, found.start()) and not is_of_span(passage, found):
            yield passage.found(*found.span(), other).at_most("注意")


def _is_past(found: re.Match[str]) -> bool:
    """Tell whether an era ended before it reached a year."""
    last = last_year(found["era"])
    return last is not None and int(found["count"]) > last


def _is_of_old_plan(reading: ProseReading, passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether a year was written before its era ended: it is quoted, in brackets, in a span, or beside the correct year."""
    return bool(
        is_of_span(passage, found)
        or passage.is_within(found.start(), OPEN)
        or passage.fixed
        or reading.is_cited(passage, found.start())
    )


@rule("fiscal-year", "注意", "W02")
def fiscal_year(reading: ProseReading) -> Iterator[RuleFinding]:
    """元号と西暦を並べたときは、どちらも「年度」か、どちらも「年」にします。

    誤: 令和7年度（2025年）に公表します。
    誤: 令和７年度（２０２５年）に公表します。
    正: 令和7年度（2025年度）に公表します。
    正: 令和7年（2025年）4月に公表します。
    """
    for passage in reading.passages:
        for written in years(passage.narrow):
            ends = written.name.endswith("年度"), written.gloss.endswith("年度")
            if written.gloss.endswith(("年", "度")) and written.name.endswith(("年", "度")) and len(set(ends)) > 1:
                message = f"「{written.words}」で、年と年度が混ざっています。どちらかにそろえてください。"
                yield passage.found(written.start, written.start + len(written.words), message)


@rule("weekday", "誤り", "W05")
def weekday(reading: ProseReading) -> Iterator[RuleFinding]:
    """日付は暦にあり、曜日が合っていなければなりません。数字の幅は問いません。

    誤: 2026年3月25日（木）に開きます。
    誤: 令和８年３月２５日（木）に開きます。
    誤: 令和8年2月30日に開きます。
    正: 2026年3月25日（水）に開きます。
    """
    for passage in reading.passages:
        for found in passage.figures(WEEKDAY):
            try:
                day = date(seireki(found["year"]) or 1, int(found["month"]), int(found["day"]))
            except ValueError:
                yield passage.found(*found.span(), f"「{found[0]}」は暦にありません。")
                continue
            right = WEEKDAYS[day.weekday()]
            if found["name"] and found["name"] != right:
                yield passage.found(*found.span(), f"この日は{right}曜日です。日付か曜日を直してください。")


@rule("year-span", "誤り", "W06")
def year_span(reading: ProseReading) -> Iterator[RuleFinding]:
    """「…から…までの5年間」の年数は、初めと終わりに合っていなければなりません。

    年度は初めと終わりの両方を数え、年（2015年から2020年まで）は、間の年数でも両方を数えた年数でも構いません。

    誤: 令和8年度から令和12年度までの4年間とします。
    誤: 令和８年度〜令和１２年度の４年間とします。
    誤: 令和8年4月から令和13年3月までの4年間とします。
    誤: 2026年度（令和8年度）から始め、2030年度（令和12年度）までの6年間とします。
    正: 令和8年度（2026年度）から令和12年度（2030年度）までの5年間とします。
    正: 2015年から2020年までの5年間に、人口が減りました。
    """
    for passage in reading.prose:
        for found in spans(passage):
            if right := wrong_count(found):
                message = f"{found['start']}から{found['end']}までは{right}年間です（「{passage.text[found.start('count') : found.end()]}」と書かれています）。"
                yield passage.found(found.start("count"), found.end(), message)


@rule("plan-period", "誤り", "W06・X04")
def plan_period(reading: ProseReading) -> Iterator[RuleFinding]:
    """本文の計画期間と重点取組期間は、content/plan.yaml の period と同じでなければなりません。

    「本計画」「この計画」の期間だけが誤りで、どの計画か確かでない「計画の期間」は注意です。

    誤: 本計画の期間は、令和8年度から令和11年度までとします。
    誤: 本計画の期間は、令和８年度〜令和１１年度とします。
    正: 本計画の期間は、令和8年度（2026年度）から令和12年度（2030年度）までの5年間とします。
    正: 前の計画の期間は、令和3年度から令和7年度まででした。
    """
    period = reading.manuscript.plan.period
    for passage in reading.prose:
        for found in passage.figures(PERIOD):
            said = seireki(found["start"]), seireki(found["end"])
            if said != (period.start, period.end) and not _is_of_another_plan(reading, passage, found):
                message = f"計画期間が content/plan.yaml（{period.start}〜{period.end}年度）と合いません。"
                finding = passage.found(*found.span(), message)
                yield finding if found["own"] else finding.at_most("注意")
        for found in passage.figures(FOCUS):
            wrong = period.focus and seireki(found["end"]) != period.focus.end
            if period.focus and wrong and not _is_of_another_plan(reading, passage, found):
                message = f"重点取組期間の終わりが content/plan.yaml（{period.focus.end}年度）と合いません。"
                yield passage.found(*found.span(), message)


def _is_of_another_plan(reading: ProseReading, passage: Passage, found: re.Match[str]) -> bool:
    sentence = passage.text[: found.start()].rpartition("。")[2]
    return bool(OTHER_PLAN.search(sentence)) or not reading.is_own(passage, found.start())


@rule("timeline-period", "誤り", "W06・X04")
def timeline_period(reading: ProseReading) -> Iterator[RuleFinding]:
    """年度の表で、計画の帯の年度は、content/plan.yaml と content/references.yaml の期間と同じでなければなりません。

    誤: ![](f)[content/figures/f.yaml] {kind: timeline, title: 期間, alt: 計画の期間を年度ごとに示します。, lines: 6, first: 2026, last: 2030, rows: [{label: 見本町DX推進計画, bars: [{from: 2026, to: 2029}]}]}
    正: ![](f)[content/figures/f.yaml] {kind: timeline, title: 期間, alt: 計画の期間を年度ごとに示します。, lines: 6, first: 2026, last: 2030, rows: [{label: 見本町DX推進計画, bars: [{from: 2026, to: 2030}]}]}
    """
    periods = _periods(reading)
    for located in reading.manuscript.figures.values():
        rows = located.value.rows if isinstance(located.value, Timeline) else ()
        for index, row in enumerate(rows):
            period = periods.get(row.label)
            first, last = row.bars[0], row.bars[-1]
            shown = first.since or first.start, last.until or last.end
            if period and shown != (period.start, period.end):
                message = f"「{row.label}」の期間（{period.start}〜{period.end}年度）と、帯の年度（{shown[0]}〜{shown[1]}）が合いません。"
                yield reading.at(located.data.path, ("rows", index, "bars"), row.label, message)


def _periods(reading: ProseReading) -> dict[str, Period]:
    """Give the period of each plan by its title."""
    manuscript = reading.manuscript
    cited = {source.title: source.period for source in manuscript.sources if source.period}
    return {**cited, manuscript.plan.title: manuscript.plan.period}


GLOSSED: Final[dict[DateStyle, DateStyle]] = {"元号": "元号（西暦）", "西暦": "西暦（元号）"}
"""How years of a style are written with the other calendar added."""
MANY: Final = 2
"""Plain years for each of those: less often they have it where it helps, for the plan's period or a year far away."""


@dataclass(frozen=True)
class _Dated:
    style: DateStyle
    area: str
    finding: RuleFinding
    is_for_room: bool = False
    """「R7」 in a cell, where it is no way of writing years, but want of room."""


@rule("date-style", "注意", "W04・D18（書き方は house-style.yaml の dates で選ぶ）", "text")
def date_style(reading: ProseReading) -> Iterator[RuleFinding]:
    """年の書き方を、一つの文書でそろえます（元号、西暦、元号に西暦を添える、など）。

    本文・図表・表紙で分けるときは、house-style.yaml の dates に書きます。表紙の日付は西暦で組まれます。

    誤: 令和4年6月に決まりました。令和5年3月に始めました。2027年度（令和9年度）に終わります。
    誤: 令和4年6月に決まりました。[content/house-style.yaml] dates: {text: 元号（西暦）}
    正: 2024年に始めました。R1グループとR2グループを比べました。2025年に見直します。
    正: 2024年に始めました。基本法（令和元年法律第48号）によります。2025年に見直します。
    正: 2024年に始めました。令和3年総務省告示第12号によります。2025年に見直します。
    正: 2024年に始めました。令和5年3月1日付け総行第12号の通知によります。2025年に見直します。
    誤: 2024年に始めました。令和元年に法律ができました。2025年に見直します。
    誤: 令和4年に始めました。2019年法律第48号によります。令和7年に見直します。
    正: 令和5年に始めました。令和6年に広げました。目標の年は令和22年（2040年）です。[content/editions.yaml] promotion-plan: [{number: "1", status: 案, changes: 策定}]
    正: 令和4年（2022年）6月に決まりました。[content/house-style.yaml] dates: {text: 元号（西暦）, cover: 西暦}
    """
    chosen = reading.manuscript.style.dates.model_dump()
    found = list(_dated(reading))
    for each in found:
        if chosen[each.area] and each.style != chosen[each.area]:
            yield each.finding
    yield from _minority([each for each in found if not chosen[each.area] and not each.is_for_room])


def _dated(reading: ProseReading) -> Iterator[_Dated]:
    for index, edition in enumerate(reading.manuscript.editions):
        if edition.date:
            message = "表紙と改訂履歴の日付は西暦で組まれます。"
            yield _Dated("西暦", COVER, reading.at(EDITIONS, (PLAN, index, "date"), str(edition.date), message))
    for passage in reading.prose:
        area = "figures" if passage.field.startswith("figure") or passage.kind in {"cell", "caption"} else "text"
        is_line = passage.kind == "paragraph" and "。" not in passage.text
        for written in years(passage.narrow):
            if not is_line and _is_own(reading, passage, written):
                message = f"年の書き方「{written.words}」（{written.style}）が、町の書き方ではありません。"
                found = passage.found(written.start, written.start + len(written.words), message)
                yield _Dated(written.style, area, found, written.style == "略号" and passage.kind == "cell")


def _is_own(reading: ProseReading, passage: Passage, written: WrittenYear) -> bool:
    """Tell whether a year is the town's own wording: not quoted, and not part of a name or number."""
    return reading.is_own(passage, written.start) and not is_named(passage.narrow, written)


def _minority(found: Sequence[_Dated]) -> Iterator[RuleFinding]:
    """Return the first year of each style except the most frequent; a few years with the other calendar added count as the frequent style."""
    counts = Counter(each.style for each in found)
    for plain, added in GLOSSED.items():
        places = {each.finding.place.line for each in found if each.style == added}  # a span of years is one place
        if len(places) * MANY <= counts[plain]:
            del counts[added]
    if len(counts) < 2:
        return
    usual = next((style for style, _ in counts.most_common() if style != "略号"), "略号")
    named = "、".join(f"{style}{count}" for style, count in counts.most_common())
    for style in counts:
        alike = [each for each in found if each.style == style]
        first = next((each for each in alike if each.area != COVER), alike[0])
        if style != usual:
            right = f"「{usual}」にそろえるか、house-style.yaml の dates で決めてください。"
            if first.area == COVER:
                right = f"表紙の日付はいつも西暦です。それでよければ、house-style.yaml に dates: {{cover: {style}}} と書いてください。"
            message = f"年の書き方が{len(counts)}通りあります（{named}）。{right}"
            yield RuleFinding(first.finding.place, first.finding.words, first.finding.names, message)
