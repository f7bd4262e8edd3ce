"""Years in prose: how they are written, and which years they are."""

import re
from typing import Final, NamedTuple

from hidaka_dx.house_style import DateStyle

FIRST_YEARS: Final = {
    "明治": 1868,
    "大正": 1912,
    "昭和": 1926,
    "平成": 1989,
    "令和": 2019,
    "S": 1926,
    "H": 1989,
    "R": 2019,
}
ERA: Final = r"(?:明治|大正|昭和|平成|令和)(?:元|[0-9]{1,2})年?度?"
SEIREKI: Final = r"(?<![0-9,.])(?:19|20|21)[0-9]{2}年?度?"
SHORT: Final = r"(?<![A-Za-z0-9])[RHS](?:元|[0-9]{1,2})(?![0-9A-Za-z.])(?:年度?)?"
YEAR: Final = re.compile(
    rf"(?P<era>{ERA})[（(](?P<era_as>{SEIREKI})[）)]"
    rf"|(?P<seireki>{SEIREKI})[（(](?P<seireki_as>{ERA})[）)]"
    rf"|(?P<short>{SHORT}) ?[（(](?P<short_as>{SEIREKI})[）)]"
    rf"|(?P<era_only>{ERA})|(?P<seireki_only>(?<![0-9,.])(?:19|20|21)[0-9]{{2}}年度?(?!問題))|(?P<short_only>{SHORT})"
)
STYLES: Final[dict[str, DateStyle]] = {
    "era": "元号（西暦）",
    "seireki": "西暦（元号）",
    "short": "略号",
    "era_only": "元号",
    "seireki_only": "西暦",
    "short_only": "略号",
}
SINGLE: Final = rf"(?:{ERA}|{SEIREKI})(?:[（(][^（）()]*[）)])?"


class Written(NamedTuple):
    """A year as it is written."""

    start: int
    words: str
    style: DateStyle
    name: str
    """The year as first named."""
    gloss: str
    """The same year in brackets, empty where there is none."""


def years(text: str) -> list[Written]:
    """Find the years of a text."""
    return [_written(found) for found in YEAR.finditer(text)]


def _written(found: re.Match[str]) -> Written:
    group = next(name for name in STYLES if found[name])
    gloss = "" if group.endswith("_only") else found[f"{group}_as"]
    return Written(found.start(), found[0], STYLES[group], found[group], gloss)


def seireki(name: str) -> int | None:
    """Give the Seireki year of 令和7年度, R7 or 2025年."""
    figures = re.search("元|[0-9]+", name)
    if figures is None:
        return None
    number = 1 if figures[0] == "元" else int(figures[0])
    first = FIRST_YEARS.get(name[: figures.start()])
    return number if first is None else first + number - 1
