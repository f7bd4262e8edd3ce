"""Years in prose: how they are written, and which years they are."""

import re
from datetime import date
from typing import Final, NamedTuple

from hidaka_dx.house_style import DateStyle
from hidaka_dx.japanese.eras import ERA, ERAS, NAMES, SEIREKI, SHORT, seireki

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
ERA_DAY: Final = re.compile(
    rf"(?P<era>{NAMES})(?P<count>元|[0-9]{{1,2}})年(?:[（(][^（）()]*[）)])?"
    r"(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日)?"
)
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


def outside_era(found: re.Match[str]) -> str | None:
    """Say which era a day or month is of, where it is that of its last or first year but of another era (`ERA_DAY`)."""
    at = [era.name for era in ERAS].index(found["era"])
    year, month, day = seireki(found["era"] + found["count"]), int(found["month"]), int(found["day"] or 0)
    first, after = ERAS[at].first_day, ERAS[at + 1] if at + 1 < len(ERAS) else None
    if at and year == first.year and _is_before(month, day or 31, first):
        return (
            f"「{found[0]}」は、まだ{ERAS[at - 1].name}です（{found['era']}は{first.month}月{first.day}日からです）。"
        )
    if after is None:
        return None
    change = after.first_day
    shared = change.year < ERAS[-2].first_day.year  # the day of such a change was called by both names
    if year == change.year and not _is_before(month, day or 1, change, 1 if shared else 0):
        return f"「{found[0]}」は、もう{after.name}です（{after.name}は{change.month}月{change.day}日からです）。"
    return None


def _is_before(month: int, day: int, change: date, shared: int = 0) -> bool:
    return (month, day) < (change.month, change.day + shared)
