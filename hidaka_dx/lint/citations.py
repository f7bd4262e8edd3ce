"""Rules of citations: what the text says of other plans and laws agrees with content/references.yaml."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from hidaka_dx.japanese.eras import ERA, SEIREKI, seireki, short_fiscal_year
from hidaka_dx.lint.passage import Passage, RuleFinding
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.lint.rule import rule
from hidaka_dx.plan import Plan, Source

REFERENCES: Final = "content/references.yaml"
NEAR: Final = 12
LONGEST: Final = 120
"""Letters in which the year stands that goes with a name."""
DAY: Final = rf"(?P<year>{ERA}|{SEIREKI})(?:[（(][^（）()]*[）)])?(?:(?P<month>[0-9]{{1,2}})月)?(?:[0-9]{{1,2}}日)?"
ACT: Final = "閣議決定|告示|公布|議決|策定|公表|決定|改定|作成|制定"
EXCLUSIVE: Final = frozenset({"閣議決定", "告示", "公布", "議決"})
"""Acts that no other word can stand for."""
NOTE: Final = re.compile(rf"」?[（(]{DAY}(?:に)?(?P<act>{ACT})?[）)]")
BEFORE: Final = re.compile(
    rf"{DAY}に、?(?:(?P<body>[一-鿿]{{1,8}}?(?:省|庁|府|国|道|県|町|市))が)?[^。、「]{{0,12}}?(?P<act>{ACT})(?:された|した)[^。「」]{{0,12}}「?$"
)
QUOTED: Final = re.compile(
    r"「(?P<name>[^「」（）()]{4,40}(?:計画|戦略|方針|構想|条例|要綱|規程|指針|ビジョン))(?=[」（(])"
)
BY_LAW: Final = re.compile("[条項号](?:の[0-9０-９]{1,2})?(?:に|の規定により|で|が)(?:規定する|定める|いう|掲げる)$")
"""What stands before words of a law, which are no title: 「第42条第3項に定める「地区防災計画」」."""
LIKENED: Final = re.compile("(?:いわば|言わば|いわゆる)[^「」。]{0,3}$")
"""What stands before a word that is an image, not a title: 「いわば「アンブレラ計画」」."""
OPERATORS: Final = re.compile("[−＋×÷＝=]|[ 　][+-][ 　]")
"""What stands between the terms of a formula, in no title: 「実績 − 計画」."""
RANK: Final = re.compile("(?:上位|下位|個別|関連|関係|分野別|部門別|次期|現行|既存)の?(?:計画|戦略|方針|構想)$")
"""How words end that say what a plan is among others, and are no title: 「総合計画の個別計画」."""
FILED: Final = re.compile("」を[^。、「」]{0,16}(?:届け?出|提出)")
"""What follows the kind of a document that others hand in: 「「工事中の消防計画」を消防署長に届け出る」."""
PART: Final = re.compile("第[0-9０-９一二三四五六七八九十]{1,3}[編部章節]")
"""How the title of a part of a plan begins: 「第5章　第9節　救助救出計画」."""
AS_WHICH: Final = re.compile("」として(?:策定|作成|定め|位置付け|位置づけ|の(?:性格|位置))")
"""What follows the kind that a plan is, by a law: 「「地方スポーツ推進計画」として策定する」."""
TERM: Final = re.compile("第[0-9０-９一二三四五六七八九十]{1,3}[次期]")
"""Which of a row of plans one is: 「第3次見本町総合計画」."""
ALIAS: Final = re.compile(r"」?[（(]以下「(?P<short>[^」]+)」という。[）)]")


def _aliases(reading: ProseReading) -> dict[str, Source]:
    """Return the names of each source: its title, and the short name that the text defines for it."""
    names = {source.title: source for source in reading.manuscript.sources}
    for passage in reading.chapters:
        for source in (each for each in reading.manuscript.sources if each.title in passage.text):
            for found in re.finditer(re.escape(source.title), passage.text):
                alias = ALIAS.match(passage.text, found.end())
                if alias:
                    names[alias["short"]] = source
    return names


@rule("citation", "誤り", "X11・D13")
def citation(reading: ProseReading) -> Iterator[RuleFinding]:
    """ほかの計画や法律について書いた日付・主体・決め方は、content/references.yaml と同じでなければなりません。

    誤: 「国の計画（令和2年12月閣議決定）」と整合を図ります。[content/references.yaml] [{id: a, title: 国の計画, act: 策定, date: 2020-12}]
    誤: 令和4年6月に閣議決定された「国の方針」を踏まえます。[content/references.yaml] [{id: a, title: 国の方針, act: 閣議決定, date: 2022-07}]
    正: 「国の計画（令和2年12月策定）」と整合を図ります。[content/references.yaml] [{id: a, title: 国の計画, act: 策定, date: 2020-12}]
    """
    names = _aliases(reading)
    for passage in reading.prose:
        for name, source in ((name, source) for name, source in names.items() if name in passage.text):
            for found in re.finditer(re.escape(name), passage.text):
                yield from _disagreements(passage, found, source)
    for head, text in _boxes(reading):
        note = re.match(rf"{DAY}(?P<act>{ACT})?$", text.narrow)
        if note and head.text in names:
            yield from (text.found(0, len(text.text), message) for message in _wrong(note, names[head.text]))


def _disagreements(passage: Passage, found: re.Match[str], source: Source) -> Iterator[RuleFinding]:
    first = max(found.start() - LONGEST, 0)
    before = BEFORE.search(passage.narrow[first : found.start()])
    after = NOTE.match(passage.narrow, found.end())
    if before:
        yield from (passage.found(first + before.start(), found.end(), message) for message in _wrong(before, source))
    if after:
        yield from (passage.found(found.start(), after.end(), message) for message in _wrong(after, source))


def _boxes(reading: ProseReading) -> Iterator[tuple[Passage, Passage]]:
    """Pair the head of a figure's box with the words below it."""
    heads = {passage.names: passage for passage in reading.fields("figure.boxes.head")}
    for text in reading.fields("figure.boxes.text"):
        if text.names in heads:
            yield heads[text.names], text


def _wrong(found: re.Match[str], source: Source) -> Iterator[str]:
    """Describe the points in which a mention contradicts the record."""
    groups = found.groupdict()
    act, body = groups.get("act"), groups.get("body")
    if act in EXCLUSIVE and source.act and act != source.act:
        yield f"「{source.title}」は{act}ではなく{source.act}です（{REFERENCES}）。"
    if body and source.body and source.body not in {body, "国"} and body != "国":
        yield f"「{source.title}」の主体は{body}ではなく{source.body}です（{REFERENCES}）。"
    year, month = seireki(groups["year"]), groups.get("month")
    if source.date and not _same_day(year, month, source.date):
        yield f"「{source.title}」の日付が {source.date}（{REFERENCES}）と合いません。"


def _same_day(year: int | None, month: str | None, recorded: str) -> bool:
    parts = [int(part) for part in recorded.split("-")]
    return year == parts[0] and (month is None or len(parts) == 1 or int(month) == parts[1])


@rule("citation-unknown", "参考", "X11", "text")
def citation_unknown(reading: ProseReading) -> Iterator[RuleFinding]:
    """「 」で名前を挙げた計画や方針は、content/references.yaml に載せます。

    誤: 町の「第5次見本町総合計画」を踏まえます。
    誤: 町の「第5次見本町合計画」を踏まえます。[content/references.yaml] [{id: a, title: 第5次見本町総合計画}]
    正: いわば「傘となる計画」で、法律に基づく「地方見本推進計画」として策定します。
    正: 町の「第5次見本町総合計画」を踏まえます。[content/references.yaml] [{id: a, title: 第5次見本町総合計画}]
    """
    own = {reading.manuscript.plan.title, *([reading.manuscript.action.title] if reading.manuscript.action else ())}
    defined = {found["short"] for p in reading.chapters for found in re.finditer("以下「(?P<short>[^」]+)」", p.text)}
    known = {*_aliases(reading), *own, *defined}
    seen: set[str] = set()
    for passage in reading.prose:
        for found in passage.matches(QUOTED):
            name = found["name"]
            if (
                not _is_kind(passage, found)
                and name not in known | seen
                and not any(title.startswith(name) for title in known)
            ):
                near = get_close_matches(name, sorted(known), n=1, cutoff=0.75)
                advice = f"「{near[0]}」ではありませんか。" if near else "書き加えてください。"
                message = f"「{name}」が {REFERENCES} にありません。{advice}"
                yield passage.found(*found.span("name"), message)
            seen.add(name)


def _is_kind(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether the words in 「 」 are a kind of plan defined by law, a figure of speech or a chapter, rather than a title."""
    first = max(found.start() - NEAR, 0)
    before = any(pattern.search(passage.text, first, found.start()) for pattern in (BY_LAW, LIKENED))
    after = any(pattern.match(passage.text, found.end()) for pattern in (AS_WHICH, FILED))
    return before or bool(
        after or any(form.search(found["name"]) for form in (OPERATORS, RANK)) or PART.match(found["name"])
    )


@rule("citation-ended", "注意", "W07・X11・D21")
def citation_ended(reading: ProseReading) -> Iterator[RuleFinding]:
    """参照する計画が、この計画より先に終わります。次の計画との整合を図る時期と方法を決めておきます。

    この計画の前の期の計画（第3次総合計画に対する第2次総合計画）は、終わっているのが当然なので、知らせません。

    誤: 計画です。[content/references.yaml] [{id: a, title: 総合戦略, period: {start: 2025, end: 2029}}]
    正: 計画です。[content/references.yaml] [{id: a, title: 総合戦略, period: {start: 2025, end: 2030}}]
    正: 計画です。[content/references.yaml] [{id: a, title: 第1次見本町DX推進計画, period: {start: 2021, end: 2025}}]
    誤: 計画です。[content/references.yaml] [{id: a, title: 第1次見本町環境計画, period: {start: 2021, end: 2025}}]
    """
    plan = reading.manuscript.plan
    last = plan.period.end
    for index, source in enumerate(reading.manuscript.sources):
        if source.period and source.period.end < last and not _is_before(source, plan):
            ends = short_fiscal_year(source.period.end), short_fiscal_year(last)
            message = f"「{source.title}」は{ends[0]}年度までで、この計画（{ends[1]}年度まで）より先に終わります。次の計画を確かめてください。"
            yield reading.at(REFERENCES, (index, "period"), source.title, message)


def _is_before(source: Source, plan: Plan) -> bool:
    """Tell whether a source is the plan of the term before this one."""
    has_ended = source.period is not None and source.period.end < plan.period.start
    return has_ended and TERM.sub("", source.title) == TERM.sub("", plan.title)
