"""Periods of fiscal years as officials write them: 令和8年度〜令和12年度, 2026-2030, R8〜R12, 令和8年度から5年間."""

import re
import unicodedata
from typing import Final

from hidaka_dx.japanese import eras, numbers

_ERA: Final = rf"{eras.NAMES}|[{eras.LETTERS}]"
_YEAR: Final = rf"(?P<era{{0}}>{_ERA})?(?P<count{{0}}>元|[0-9]{{{{1,4}}}})(?:年度?)?(?:\((?P<again{{0}}>[^()]*)\))?"
_BETWEEN: Final = "(?:から|[~〜‐‑‒–—―−ー-])"
_YEARS: Final = "[かヶケカヵ箇]?年[間度]?"
_FROM: Final = "(?:から|より|を初年度とする|を初年度とした)の?(?=[0-9]+(?:[かヶケカヵ箇]年|年間))"
"""Before a number of years that is nothing else: 10年間, 10か年."""
_PERIOD: Final = re.compile(
    rf"{_YEAR.format(1)}(?:"
    rf"{_BETWEEN}{_YEAR.format(2)}(?:まで)?(?:(?:の|(?<![0-9]))(?P<whole>[0-9]+){_YEARS})?"
    rf"|(?:{_BETWEEN}|{_FROM})(?P<span>[0-9]{{1,2}}){_YEARS})?"
)
_AMBIGUOUS: Final = re.compile(rf"{_YEAR.format(1)}(?:から|より)[0-9]{{1,2}}年")
"""A last year, or how many there are: 令和9年から10年."""
_KANJI: Final = re.compile(rf"[{numbers.KANJI}十百千]+")


def fiscal_years(words: str) -> tuple[int, int] | None:
    """Read a period as its first and last fiscal year in Seireki; none where it is no period, ambiguous or contradicts itself.

    A second year without an era is of that of the first: 令和8〜12年度.
    """
    plain = unicodedata.normalize("NFKC", "".join(words.split())).upper()
    plain = _KANJI.sub(lambda found: str(numbers.number_of_kanji(found[0])), plain)
    found = None if _AMBIGUOUS.fullmatch(plain) else _PERIOD.fullmatch(plain)
    start = _year(found, "1", None, None) if found else None
    if found is None or start is None:
        return None
    end = _year(found, "2", found["era1"], start) if found["count2"] else start + int(found["span"] or 1) - 1
    if end is None or (found["whole"] and end - start + 1 != int(found["whole"])):
        return None
    return start, end


def _year(found: re.Match[str], place: str, era: str | None, before: int | None) -> int | None:
    """Return one year of a period, if what is added to it in brackets is the same year."""
    year = _counted(found[f"era{place}"] or era, found[f"count{place}"], before)
    again = found[f"again{place}"]
    return year if year and (again is None or fiscal_years(again) == (year, year)) else None


def _counted(era: str | None, count: str, before: int | None) -> int | None:
    """Count a year by its era, or in Seireki, where a shortened one is of the century of the one before: 2026-30."""
    if len(count) == 4:
        return int(count)
    if era:
        name = next(each.name for each in eras.ERAS if era in (each.name, each.letter))
        number, last = 1 if count == "元" else int(count), eras.last_year(name)
        return eras.seireki(f"{name}{count}") if number and (last is None or number <= last) else None
    return before - before % 100 + int(count) if before and len(count) == 2 else None
