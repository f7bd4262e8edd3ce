"""Numbers as Japanese documents write and read them."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

KATAKANA: Final = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
"""In the order of the fifty sounds, as marks of headings."""
FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")
"""Turns figures in full width into those in half width (`str.translate`)."""
KANJI: Final = "一二三四五六七八九"
_POWERS: Final = {"千": 1000, "百": 100, "十": 10}


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


def truncated_percent(share: Fraction) -> str:
    """Write how much of something was reached, with one decimal: 0.8974 gives 「89.7%」, 0.9996 「99.9%」.

    `share` is nought or more. What follows is cut off, never rounded up: 「90.0%」 stands only where 90 % was reached, 「100.0%」 only where all was.
    """
    whole, tenth = divmod(int(share * 1000), 10)
    return f"{whole}.{tenth}%"


def number_of_kanji(words: str) -> int:
    """Give the number, below ten thousand, that kanji stand for: 百五十 gives 150."""
    total, last = 0, 0
    for letter in words:
        if letter in _POWERS:
            total, last = total + (last or 1) * _POWERS[letter], 0
        else:
            last = KANJI.index(letter) + 1
    return total + last


def in_groups(digest: str) -> str:
    """Part a hash into groups of four, as people read it out and compare it."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))
