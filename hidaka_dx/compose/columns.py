"""How wide the columns of a table are, from the words in them."""

import unicodedata
from collections.abc import Sequence
from typing import Final

from hidaka_dx.document import Cell
from hidaka_dx.theme import MEASURE, SMALLEST

PADDING = 14.0
"""Room beside the words of a cell, in points."""
LEAST: Final = 12 * SMALLEST + PADDING
"""A column of long words is not narrower than a code with the beginning of its name, however long the others are."""


def shares(rows: Sequence[Sequence[Cell]]) -> tuple[float, ...]:
    """Give each column's share of the measure: what is short stays on one line, the long columns share the rest."""
    natural = [max(_width(cell.text) for cell in column) + PADDING for column in zip(*rows, strict=True)]
    narrow: dict[int, float] = {}
    while True:
        rest = MEASURE - sum(narrow.values())
        fair = rest / max(len(natural) - len(narrow), 1)
        found = {i: width for i, width in enumerate(natural) if i not in narrow and width <= fair}
        if not found:
            break
        narrow |= found
    if len(narrow) == len(natural):
        return tuple(width / sum(natural) for width in natural)
    least = min(LEAST, fair)
    while True:
        wide = {i: width for i, width in enumerate(natural) if i not in narrow}
        rest = MEASURE - sum(narrow.values())
        found = {i: least for i, width in wide.items() if rest * width / sum(wide.values()) < least}
        if not found:
            break
        narrow |= found
    return tuple(narrow.get(i, rest * width / sum(wide.values())) / MEASURE for i, width in enumerate(natural))


def _width(text: str) -> float:
    """Give the width of the longest line of a text at the size of tables, in points."""
    return max(sum(_em(character) for character in line) for line in text.split("\n")) * SMALLEST


def _em(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.75
