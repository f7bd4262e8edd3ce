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
EDITION: Final = re.compile(
    "(?:[0-9]{1,2}月)?(?:一部)?(?:改[訂定])?版|代|改正[一-鿿]{1,20}法|(?:[0-9]{1,2}月|[春夏秋冬]|新年)号"
)
"""What makes a year part of a document's name: 「令和6年版」, 「2024年改訂版」, 「2025年1月号」; a decade (昭和40年代) is no year."""
EVENT: Final = re.compile(
    "(?:[0-9]{1,2}月)?(?=[一-鿿ァ-ヴ])(?:[^、。，．はをにの（）「」]|はる){0,14}?"
    "(?:地震|津波|震災|豪雨|豪雪|大雪|台風|噴火|水害|大火|国勢調査|センサス|統計調査|博覧会|万博|オリンピック|パラリンピック|国体|国民体育大会|国民スポーツ大会)"
)
"""What makes it part of the name of an event or a survey: 「1968年十勝沖地震」, 「令和2年国勢調査」."""
OF_EVENT: Final = re.compile("(?:地震|津波|震災|豪雨|豪雪|大雪|台風|噴火|水害|大火)[（(]$")
"""What stands before the year of an event, in brackets: 「新潟地震（1964年）」."""
GLOSSING: Final = re.compile("[0-9](?:年度?)?[（(][^（）()]{0,9}$")
"""What stands before a year that says a span of years again: 「2013〜2017（平成25〜29）年」."""
NUMBERED: Final = re.compile(
    "(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:[一-鿿・]{0,12}(?:法律|[政省府院会庁勅]令|規則|条例|告示|訓令|規程|要綱|通知|通達|公告)|付け?[一-鿿]{1,8})"
    "第[0-9一二三四五六七八九十百]+号"
)
"""What makes an era year part of a law's number, which is written in no other way: 「令和元年法律第48号」."""
NEAR: Final = 20
"""Letters before a year in which its bracket opens."""


class WrittenYear(NamedTuple):
    """A year as it is written."""

    start: int
    words: str
    style: DateStyle
    name: str
    """The year as first named."""
    gloss: str
    """The same year in brackets, empty where there is none."""


def years(text: str) -> list[WrittenYear]:
    """Find the years of a text."""
    return [_written(found) for found in YEAR.finditer(text)]


def _written(found: re.Match[str]) -> WrittenYear:
    group = next(name for name in STYLES if found[name])
    gloss = "" if group.endswith("_only") else found[f"{group}_as"]
    return WrittenYear(found.start(), found[0], STYLES[group], found[group], gloss)


def is_named(text: str, written: WrittenYear) -> bool:
    """Tell whether a year is part of a name (令和6年版, 令和2年国勢調査), of a law's number, or of a repeated span."""
    end = written.start + len(written.words)
    of_law = written.style == "元号" and NUMBERED.match(text, end)
    named = EDITION.match(text, end) or EVENT.match(text, end) or of_law
    named = named or OF_EVENT.search(text, max(written.start - NEAR, 0), written.start)
    return bool(named or GLOSSING.search(text, max(written.start - NEAR, 0), written.start))


def outside_era(found: re.Match[str]) -> str | None:
    """Return the era of a day or month in an era's first or last year that belongs to another era (`ERA_DAY`)."""
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
