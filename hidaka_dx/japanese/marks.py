"""Marks of headings: 1 → (1) → ア as official documents have them, 第1章 → 第1節, Ⅰ, 1-1; and how several name a section."""

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from hidaka_dx.japanese.numbers import KATAKANA

MarkStyle: TypeAlias = Literal[
    "第1編", "第1部", "第1章", "第1節", "第1項", "Ⅰ", "1", "(1)", "ア", "(ア)", "1-1", "1-1-1"
]
"""A style, written as its first mark."""
Marks: TypeAlias = tuple[MarkStyle, ...]
"""The styles of the four levels of headings."""
OFFICIAL: Final[Marks] = ("1", "(1)", "ア", "(ア)")
"""公文書の項目記号 (rule K08)."""
APPENDIX: Final = "資料"
"""What stands before the number of a chapter of the appendix."""
COMPOSITE: Final = re.compile(r"[0-9]+(?:-[0-9]+)+")
"""A mark that repeats those of the levels above."""
ROMAN: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
"""Roman numbers, each a letter."""


def mark(style: MarkStyle, counts: Sequence[int]) -> str:
    """Give the mark of a heading; `counts` are the numbers of the headings around it and its own, outermost first.

    Raises ValueError for a number that a style has no mark for.
    """
    number = counts[-1]
    match style:
        case "1-1" | "1-1-1":
            return "-".join(map(str, counts[-(style.count("-") + 1) :]))
        case "Ⅰ":
            return _listed(ROMAN, number)
        case "ア" | "(ア)":
            return style.replace("ア", _listed(KATAKANA, number))
        case _:
            return style.replace("1", str(number))


def most(style: MarkStyle) -> int | None:
    """Return how many headings of one level a style has marks for; none if any number."""
    return len(ROMAN) if style == "Ⅰ" else len(KATAKANA) if "ア" in style else None


def is_word(own: str) -> bool:
    """Tell whether a mark is a word, as 第1章 or 資料1, which takes more room than a number."""
    return own.startswith(("第", APPENDIX))


def is_composite(own: str) -> bool:
    """Tell whether a mark is of several numbers, which are wider than one: 1-1."""
    return bool(COMPOSITE.fullmatch(own))


def joined(before: str, own: str) -> str:
    """Name a section by its mark and the name of the section around it: 「2(1)ア」「第1章第2節」「Ⅰ-2(1)」「1-2」."""
    if COMPOSITE.fullmatch(own) or not (before and own):
        return own or before
    between = "-" if before[-1] in ROMAN or (before[-1].isdigit() and own[0].isdigit()) else ""
    return f"{before}{between}{own}"


def _listed(marks: str, number: int) -> str:
    if number > len(marks):
        raise ValueError(f"no mark for the {number}th heading")
    return marks[number - 1]
