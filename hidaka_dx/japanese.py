"""How Japanese official documents number, date and name things."""

import re
from datetime import date, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

JAPAN: Final = timezone(timedelta(hours=9), "JST")
"""The time by which days are told, wherever the machine stands."""
ERAS: Final = (("R", "令和", 2019), ("H", "平成", 1989), ("S", "昭和", 1926))
"""Letters and names of the eras, newest first, and the Seireki year of their first year."""

WORKING: Final = "原稿"
"""What officials call the newest edition of the working content."""

RUN: Final = re.compile(r"[\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff]{2,}")
"""Japanese letters without anything between them that could be mark-up."""
KATAKANA: Final = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
"""Item marks of the third level, in the order of the fifty sounds."""


def seireki_date(day: date) -> str:
    """Write a date as 「2023年7月1日」."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_fiscal_year(year: int) -> str:
    """Write the fiscal year that begins in April of `year` as tables do: 2023 gives 「R5」, 2019 「R1」."""
    letter, _, count = _era(year)
    return f"{letter}{count}"


def fiscal_year(year: int) -> str:
    """Write the fiscal year that begins in April of `year` in words: 2027 gives 「令和9年度」, 2019 「令和元年度」."""
    _, name, count = _era(year)
    return f"{name}{'元' if count == 1 else count}年度"


def amount(value: float) -> str:
    """Write a number with a comma between thousands, without needless zeros: 1234.50 gives 「1,234.5」.

    Nothing is rounded: what is printed is what is judged.
    """
    text = f"{Decimal(repr(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(part: int, whole: int) -> str:
    """Write a share with one decimal, rounded half up: 5 of 27 gives 「18.5%」, of nothing 「0.0%」."""
    share = Decimal(100 * part) / Decimal(whole) if whole else Decimal(0)
    return f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def cut_percent(share: Fraction) -> str:
    """Write how much of something was reached, with one decimal: 0.8974 gives 「89.7%」, 0.9996 「99.9%」.

    `share` is nought or more. What follows is cut off, never rounded up: 「90.0%」 stands only where 90 % was reached, 「100.0%」 only where all was.
    """
    whole, tenth = divmod(int(share * 1000), 10)
    return f"{whole}.{tenth}%"


def item_mark(depth: int, number: int) -> str:
    """Give the mark of a heading: depth 1 「1」, 2 「(1)」, 3 「ア」, 4 「(ア)」 (公用文の項目記号, rule K08)."""
    plain = _katakana(number) if depth > 2 else str(number)
    return f"({plain})" if depth % 2 == 0 else plain


def edition_name(number: str) -> str:
    """Write an edition's number as 「第1版」 or 「第2.1版」."""
    return f"第{number}版"


def _era(year: int) -> tuple[str, str, int]:
    """Give letter and name of an era, and which of its years this is."""
    for letter, name, first in ERAS:
        if year >= first:
            return letter, name, year - first + 1
    raise ValueError(f"no era is known for {year}")


def _katakana(number: int) -> str:
    if number > len(KATAKANA):
        raise ValueError(f"no item mark for the {number}th item")
    return KATAKANA[number - 1]
