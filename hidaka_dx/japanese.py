"""How Japanese official documents number, date and name things."""

from datetime import date
from typing import Final

ERAS: Final = (("R", 2019), ("H", 1989), ("S", 1926))
"""Letters of the eras, newest first, and the Seireki year of their first year."""

KATAKANA: Final = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
"""Item marks of the third level, in the order of the fifty sounds."""


def seireki_date(day: date) -> str:
    """Write a date as 「2023年7月1日」."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_fiscal_year(year: int) -> str:
    """Write the fiscal year that begins in April of `year` as tables do: 2023 gives 「R5」, 2019 「R1」."""
    for letter, first in ERAS:
        if year >= first:
            return f"{letter}{year - first + 1}"
    raise ValueError(f"no era is known for {year}")


def item_mark(depth: int, number: int) -> str:
    """Give the mark of a heading: depth 1 「1」, 2 「(1)」, 3 「ア」, 4 「(ア)」 (公用文の項目記号, rule K08)."""
    plain = _katakana(number) if depth > 2 else str(number)
    return f"({plain})" if depth % 2 == 0 else plain


def edition_name(number: str) -> str:
    """Write an edition's number as 「第1版」 or 「第2.1版」."""
    return f"第{number}版"


def _katakana(number: int) -> str:
    if number > len(KATAKANA):
        raise ValueError(f"no item mark for the {number}th item")
    return KATAKANA[number - 1]
