"""Spans of years in prose: start, end and the stated number of years."""

import re
from collections.abc import Iterator
from typing import Final

from hidaka_dx.japanese.eras import ERA, SEIREKI, SHORT, seireki
from hidaka_dx.japanese.numbers import KANJI, number_of_kanji
from hidaka_dx.lint.passage import Passage

YEAR: Final = rf"{ERA}|{SEIREKI}|{SHORT}"
GLOSS: Final = r"(?:[（(][^（）()]*[）)])?"
MARK: Final = "[〜～~−–－-]"
"""Signs that stand for から and まで."""
BETWEEN: Final = rf"(?:(?!から|{ERA}|{SEIREKI})[^。「」]){{0,80}}?"
COUNT: Final = rf"(?P<count>[0-9]{{1,2}}|[{KANJI}十])(?:[かヵヶカケ]年間?|年間)"
CHANGE: Final = re.compile("増|減|伸|低下|上昇|下が|上が|推移|変化|縮|広が|倍")
"""What is said of two points in time rather than of the years between."""
TO: Final = re.compile(rf"(?:{ERA}|{SEIREKI}){GLOSS}(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?(?:から、?|{MARK})$")
FROM: Final = re.compile(rf"{GLOSS}(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?(?:から、?|{MARK})(?:{ERA}|{SEIREKI})")
SAME_YEAR: Final = re.compile(rf"[（(]{SEIREKI}")
NEAR: Final = 40
"""Letters before a year in which the beginning of its span stands."""


def _point(name: str) -> str:
    return rf"(?P<{name}>{YEAR}){GLOSS}(?:(?P<{name}_month>[0-9]{{1,2}})月)?(?:(?P<{name}_day>[0-9]{{1,2}})日)?"


SPANS: Final = (
    re.compile(rf"{_point('start')}から{BETWEEN}{_point('end')}まで(?:の|、|は、?|[（(])?{COUNT}"),
    re.compile(rf"{_point('start')}{MARK}{_point('end')}(?:まで)?(?:の|[（(])?{COUNT}"),
)


def spans(passage: Passage) -> Iterator[re.Match[str]]:
    """Find every span that names its years: groups `start`, `end` (with `_month`, `_day`) and `count`."""
    for pattern in SPANS:
        yield from passage.figures(pattern)


def wrong_count(found: re.Match[str]) -> str | None:
    """Return the correct number of years of a span; none if the written one is right or the number is uncertain."""
    count, right = _number(found["count"]), _years(found)
    if not right or count in right or _is_change(found, count + 1 in right):
        return None
    return "か".join(map(str, sorted(right)))


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else number_of_kanji(word)


def _is_change(found: re.Match[str], one_less: bool) -> bool:  # noqa: FBT001  a plain answer
    """Tell whether a span compares values of two fiscal years; it then does not count the first year."""
    rest = found.string[found.end() :].partition("。")[0]
    return one_less and bool(CHANGE.search(rest))


def _years(found: re.Match[str]) -> set[int]:
    """Return all correct numbers of years of a span; empty if it is not a whole number of years."""
    start, end = seireki(found["start"]), seireki(found["end"])
    fiscal = {found[name].endswith("年度") for name in ("start", "end")}
    if start is None or end is None or end < start or len(fiscal) > 1:
        return set()
    if found["start_month"] and found["end_month"]:
        totals = _months(found, (end - start) * 12)
        return {total // 12 for total in totals if total % 12 == 0}
    if found["start_month"] or found["end_month"]:
        return set()
    return {end - start + 1} if fiscal == {True} else {end - start, end - start + 1}


def _months(found: re.Match[str], between: int) -> set[int]:
    """Count the months from the first day to the last; without days, to the beginning or to the end of the last month."""
    months = between + int(found["end_month"]) - int(found["start_month"])
    first, last = found["start_day"], found["end_day"]
    if not first or not last:
        return {months, months + 1}
    if int(first) == 1 and int(last) >= 28:
        return {months + 1}
    return {months} if int(last) in {int(first), int(first) - 1} else set()


def is_of_span(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether a year begins or ends a span of years, or is said again in the other calendar."""
    before, text = passage.narrow[max(found.start() - NEAR, 0) : found.start()], passage.narrow
    return bool(TO.search(before) or FROM.match(text, found.end()) or SAME_YEAR.match(text, found.end()))
