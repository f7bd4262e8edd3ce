"""Rules of dates: years that contradict each other, and one way of writing them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hidaka_dx.figure import Timeline
from hidaka_dx.house_style import DateStyle
from hidaka_dx.lint.passage import Finding
from hidaka_dx.lint.reading import Reading
from hidaka_dx.lint.rule import rule
from hidaka_dx.lint.years import ERA, SEIREKI, SINGLE, seireki, years
from hidaka_dx.plan import Period

EDITIONS: Final = "content/editions.yaml"
FIRST_ERA_YEAR: Final = re.compile(r"(?:明治|大正|昭和|平成|令和)1年度?")
PAST_HEISEI: Final = re.compile(r"平成(?:3[2-9]|[4-9][0-9])年度?|昭和(?:6[5-9]|[7-9][0-9])年度?")
WEEKDAY: Final = re.compile(
    rf"(?P<year>{ERA}|{SEIREKI})(?:[（(][^（）()]*[）)])?(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})日"
    r"(?:[（(](?P<name>[月火水木金土日])(?:曜日?)?[）)])?"
)
SPAN: Final = re.compile(
    rf"(?P<start>{ERA}|{SEIREKI})(?:[（(][^（）()]*[）)])?から[^。]{{0,80}}?"
    rf"(?P<end>{ERA}|{SEIREKI})(?:[（(][^（）()]*[）)])?までの(?P<count>[0-9]{{1,2}})[か]?年間"
)
PERIOD: Final = re.compile(rf"計画の期間は、?(?P<start>{SINGLE})から[^。]{{0,80}}?(?P<end>{SINGLE})まで")
FOCUS: Final = re.compile(rf"(?P<end>{SINGLE})まで(?:の[0-9]+年間)?を重点取組期間")
WEEKDAYS: Final = "月火水木金土日"


@rule("era-year", "誤り", "W01・W03")
def era_year(reading: Reading) -> Iterator[Finding]:
    """元号と西暦を並べたときは、同じ年でなければなりません。元号の最初の年は「元年」と書きます。

    誤: 令和7年度（2026年度）に公表します。
    誤: 令和1年に始めました。
    誤: 平成35年度に終わります。
    正: 令和7年度（2025年度）に公表します。
    正: 平成26（2014）年に始めました。
    """
    for passage in reading.passages:
        for written in years(passage.text):
            end = written.start + len(written.words)
            named, glossed = seireki(written.name), seireki(written.gloss)
            if glossed is not None and named != glossed:
                message = f"「{written.name}」は{named}年です。「{written.gloss}」と合いません。"
                yield passage.found(written.start, end, message)
        for found in passage.matches(FIRST_ERA_YEAR):
            yield passage.found(*found.span(), f"「{found[0]}」は「{found[0].replace('1', '元')}」と書きます。")
        for found in passage.matches(PAST_HEISEI):
            yield passage.found(*found.span(), f"「{found[0]}」はありません（次の元号になっています）。")


@rule("fiscal-year", "誤り", "W02")
def fiscal_year(reading: Reading) -> Iterator[Finding]:
    """元号と西暦を並べたときは、どちらも「年度」か、どちらも「年」にします。

    誤: 令和7年度（2025年）に公表します。
    正: 令和7年度（2025年度）に公表します。
    正: 令和7年（2025年）4月に公表します。
    """
    for passage in reading.passages:
        for written in years(passage.text):
            ends = written.name.endswith("年度"), written.gloss.endswith("年度")
            if written.gloss.endswith(("年", "度")) and written.name.endswith(("年", "度")) and len(set(ends)) > 1:
                message = f"「{written.words}」で、年と年度が混ざっています。どちらかにそろえてください。"
                yield passage.found(written.start, written.start + len(written.words), message)


@rule("weekday", "誤り", "W05")
def weekday(reading: Reading) -> Iterator[Finding]:
    """日付は暦にあり、曜日が合っていなければなりません。

    誤: 2026年3月25日（木）に開きます。
    誤: 令和8年2月30日に開きます。
    正: 2026年3月25日（水）に開きます。
    """
    for passage in reading.passages:
        for found in passage.matches(WEEKDAY):
            try:
                day = date(seireki(found["year"]) or 1, int(found["month"]), int(found["day"]))
            except ValueError:
                yield passage.found(*found.span(), f"「{found[0]}」は暦にありません。")
                continue
            right = WEEKDAYS[day.weekday()]
            if found["name"] and found["name"] != right:
                yield passage.found(*found.span(), f"この日は{right}曜日です。日付か曜日を直してください。")


@rule("year-span", "誤り", "W06")
def year_span(reading: Reading) -> Iterator[Finding]:
    """「…から…までの5年間」の年数は、初めと終わりの年度に合っていなければなりません。

    誤: 令和8年度から令和12年度までの4年間とします。
    誤: 2026年度（令和8年度）から始め、2030年度（令和12年度）までの6年間とします。
    正: 令和8年度（2026年度）から令和12年度（2030年度）までの5年間とします。
    """
    for passage in reading.prose:
        for found in passage.matches(SPAN):
            start, end = seireki(found["start"]), seireki(found["end"])
            if start and end and end - start + 1 != int(found["count"]):
                message = f"{found['start']}から{found['end']}までは{end - start + 1}年間です（「{found['count']}年間」と書かれています）。"
                yield passage.found(found.start("count"), found.end(), message)


@rule("plan-period", "誤り", "W06・X04")
def plan_period(reading: Reading) -> Iterator[Finding]:
    """本文の計画期間と重点取組期間は、content/plan.yaml の period と同じでなければなりません。

    誤: 本計画の期間は、令和8年度から令和11年度までとします。
    正: 本計画の期間は、令和8年度（2026年度）から令和12年度（2030年度）までの5年間とします。
    """
    period = reading.manuscript.plan.period
    for passage in reading.prose:
        for found in passage.matches(PERIOD):
            said = seireki(found["start"]), seireki(found["end"])
            if said != (period.start, period.end):
                message = f"計画期間が content/plan.yaml（{period.start}〜{period.end}年度）と合いません。"
                yield passage.found(*found.span(), message)
        for found in passage.matches(FOCUS):
            if period.focus and seireki(found["end"]) != period.focus.end:
                message = f"重点取組期間の終わりが content/plan.yaml（{period.focus.end}年度）と合いません。"
                yield passage.found(*found.span(), message)


@rule("timeline-period", "誤り", "W06・X04")
def timeline_period(reading: Reading) -> Iterator[Finding]:
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


def _periods(reading: Reading) -> dict[str, Period]:
    """Give the period of each plan by its title."""
    manuscript = reading.manuscript
    cited = {source.title: source.period for source in manuscript.sources if source.period}
    return {**cited, manuscript.plan.title: manuscript.plan.period}


@dataclass(frozen=True)
class _Dated:
    style: DateStyle
    area: str
    finding: Finding


@rule("date-style", "注意", "W04・D18（書き方は house-style.yaml の dates で選ぶ）")
def date_style(reading: Reading) -> Iterator[Finding]:
    """年の書き方を、一つの文書でそろえます（元号、西暦、元号に西暦を添える、など）。

    本文・図表・表紙で分けるときは、house-style.yaml の dates に書きます。表紙の日付は西暦で組まれます。

    誤: 令和4年6月に決まりました。令和5年3月に始めました。2027年度（令和9年度）に終わります。
    誤: 令和4年6月に決まりました。[content/house-style.yaml] dates: {text: 元号（西暦）}
    正: 令和4年（2022年）6月に決まりました。[content/house-style.yaml] dates: {text: 元号（西暦）, cover: 西暦}
    """
    chosen = reading.manuscript.style.dates.model_dump()
    found = list(_dated(reading))
    for each in found:
        if chosen[each.area] and each.style != chosen[each.area]:
            yield each.finding
    yield from _minority([each for each in found if not chosen[each.area]])


def _dated(reading: Reading) -> Iterator[_Dated]:
    for index, edition in enumerate(reading.manuscript.editions):
        if edition.date:
            where = ("promotion-plan", index, "date")
            message = "表紙と改訂履歴の日付は西暦で組まれます。"
            yield _Dated("西暦", "cover", reading.at(EDITIONS, where, str(edition.date), message))
    for passage in reading.prose:
        area = "figures" if passage.field.startswith("figure") or passage.kind in {"cell", "caption"} else "text"
        for written in years(passage.text):
            message = f"年の書き方「{written.words}」（{written.style}）が、町の書き方ではありません。"
            end = written.start + len(written.words)
            yield _Dated(written.style, area, passage.found(written.start, end, message))


def _minority(found: Sequence[_Dated]) -> Iterator[Finding]:
    """Give the first year of each style but the most frequent one."""
    counts = Counter(each.style for each in found)
    if len(counts) < 2:
        return
    named = "、".join(f"{style}{count}" for style, count in counts.most_common())
    usual = counts.most_common(1)[0][0]
    for style in counts:
        first = next(each.finding for each in found if each.style == style)
        if style != usual:
            message = f"年の書き方が{len(counts)}通りあります（{named}）。「{usual}」にそろえるか、house-style.yaml の dates で決めてください。"
            yield Finding(first.place, first.words, first.names, message)
