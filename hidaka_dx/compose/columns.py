"""How wide the columns of a table are, from the words in them."""

import unicodedata
from collections.abc import Sequence

from hidaka_dx.document import Cell
from hidaka_dx.theme import MEASURE, SMALLEST

PADDING = 14.0
"""Room beside the words of a cell, in points."""


def shares(rows: Sequence[Sequence[Cell]]) -> tuple[float, ...]:
    """Give each column's share of the measure: what is short stays on one line, the long columns share the rest."""
    natural = [max(_width(cell.text) for cell in column) + PADDING for column in zip(*rows, strict=True)]
    narrow: set[int] = set()
    while True:
        rest = MEASURE - sum(natural[i] for i in narrow)
        fair = rest / max(len(natural) - len(narrow), 1)
        found = {i for i, width in enumerate(natural) if width <= fair} - narrow
        if not found:
            break
        narrow |= found
    wide = sum(width for i, width in enumerate(natural) if i not in narrow)
    if not wide:
        return tuple(width / sum(natural) for width in natural)
    return tuple((width if i in narrow else rest * width / wide) / MEASURE for i, width in enumerate(natural))


def _width(text: str) -> float:
    """Give the width of the longest line of a text at the size of tables, in points."""
    return max(sum(_em(character) for character in line) for line in text.split("\n")) * SMALLEST


def _em(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.75
