"""Years and days as Japanese documents write them: eras (元号), Seireki (西暦), fiscal years (年度)."""

import re
from datetime import date, timedelta, timezone
from typing import Final, NamedTuple

JAPAN: Final = timezone(timedelta(hours=9), "JST")
"""The time by which days are told, wherever the machine stands."""


class Era(NamedTuple):
    """An era, by which years are counted."""

    name: str
    letter: str
    """What tables write for it; empty for those that no plan abbreviates."""
    first_day: date
    """Before the new calendar of 1873, the first year is taken whole."""


ERAS: Final = (
    Era("明治", "", date(1868, 1, 1)),
    Era("大正", "", date(1912, 7, 30)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("令和", "R", date(2019, 5, 1)),
)
"""Oldest first. The next era is one more line here."""
NAMES: Final = "|".join(era.name for era in ERAS)
"""All names, to put into a pattern as `(?:…)`."""
LETTERS: Final = "".join(era.letter for era in ERAS)
"""All letters, to put into a pattern as `[…]`."""

ERA: Final = rf"(?:{NAMES})(?:元|[0-9]{{1,2}})年?度?"
"""Pattern of a year of an era: 令和7年度, 平成元."""
SEIREKI: Final = r"(?<![0-9,.])(?:19|20|21)[0-9]{2}年?度?"
"""Pattern of a Seireki year: 2025年度."""
SHORT: Final = rf"(?<![A-Za-z0-9])[{LETTERS}](?:元|[0-9]{{1,2}})(?![0-9A-Za-zァ-ヴ.])(?:年度?)?"
"""Pattern of a year as tables write it: R7."""
_FIRST_YEARS: Final = {name: era.first_day.year for era in ERAS for name in (era.name, era.letter) if name}
_COUNT: Final = re.compile("元|[0-9]+")


def seireki(words: str) -> int | None:
    """Give the Seireki year of 令和7年度, R7 or 2025年."""
    count = _COUNT.search(words)
    if count is None:
        return None
    number = 1 if count[0] == "元" else int(count[0])
    first = _FIRST_YEARS.get(words[: count.start()])
    return number if first is None else first + number - 1


def last_year(name: str) -> int | None:
    """Give the number of the last year of an era, in which the next one began: 31 of 平成; none while it goes on."""
    at = [era.name for era in ERAS].index(name)
    return ERAS[at + 1].first_day.year - ERAS[at].first_day.year + 1 if at + 1 < len(ERAS) else None


def seireki_date(day: date) -> str:
    """Write a date as 「2023年7月1日」."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_fiscal_year(year: int) -> str:
    """Write the fiscal year that begins in April of `year` as tables do: 2023 gives 「R5」, 2019 「R1」."""
    era, count = _counted(year)
    return f"{era.letter or era.name}{count}"


def fiscal_year(year: int) -> str:
    """Write the fiscal year that begins in April of `year` in words: 2027 gives 「令和9年度」, 2019 「令和元年度」."""
    era, count = _counted(year)
    return f"{era.name}{'元' if count == 1 else count}年度"


def _counted(year: int) -> tuple[Era, int]:
    """Give the era of a year, the newer one where it has two, and which of its years this is."""
    for era in reversed(ERAS):
        if year >= era.first_day.year:
            return era, year - era.first_day.year + 1
    raise ValueError(f"no era is known for {year}")
