"""How wide the columns of a table are, from the words in them."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from hidaka_dx.document import Cell
from hidaka_dx.theme import MEASURE, SMALLEST

PADDING = 14.0
"""Room beside the words of a cell, in points."""
LEAST: Final = 4.0
"""Characters that a column has room for, however long the others are."""
WHOLE: Final = re.compile(
    r"[約△▲第]?[0-9０-９]+(?:[.,．，:：][0-9０-９]+)*(?:[万億兆千][0-9]+(?:[.,][0-9]+)*)?(?:か?[一-鿿々]{1,3}|つ|[%％℃㎡㎢㎞㎏]|[A-Za-z/]{1,4})?"
)
"""A number with what it counts, which no line end parts."""


def shares(rows: Sequence[Sequence[Cell]]) -> tuple[float, ...]:
    """Give each column's share of the measure: what is short stays on one line, the long columns share the rest."""
    columns = [[cell.text for cell in column] for column in zip(*rows, strict=True)]
    natural = [max(map(_width, column)) + PADDING for column in columns]
    narrow = {index: natural[index] for index in _short(natural)}
    if len(narrow) == len(natural):
        return tuple(width / sum(natural) for width in natural)
    least = [max(LEAST * SMALLEST, *map(_whole, column)) + PADDING for column in columns]
    taken = {**narrow, **_squeezed(natural, least, narrow)}
    part = (MEASURE - sum(taken.values())) / sum(width for i, width in enumerate(natural) if i not in taken)
    return tuple(taken.get(i, width * part) / MEASURE for i, width in enumerate(natural))


def _short(natural: Sequence[float]) -> Collection[int]:
    """Find the columns whose words have room in one line."""
    narrow: set[int] = set()
    while True:
        rest = MEASURE - sum(natural[i] for i in narrow)
        fair = rest / max(len(natural) - len(narrow), 1)
        found = {i for i, width in enumerate(natural) if width <= fair} - narrow
        if not found:
            return narrow
        narrow |= found


def _squeezed(natural: Sequence[float], least: Sequence[float], narrow: Mapping[int, float]) -> dict[int, float]:
    """Give the columns their least width to which longer ones would leave less; all a fair one, where it is too much."""
    wide = [i for i in range(len(natural)) if i not in narrow]
    rest = MEASURE - sum(narrow.values())
    most = rest if sum(least[i] for i in wide) <= rest else rest / len(wide)
    taken: dict[int, float] = {}
    while True:
        free = [i for i in wide if i not in taken]
        part = (rest - sum(taken.values())) / sum(natural[i] for i in free)
        found = {i: min(least[i], most) for i in free if natural[i] * part < min(least[i], most)}
        if len(found) in (0, len(free)):
            return taken
        taken |= found


def _whole(text: str) -> float:
    """Give the width of the longest number in a text."""
    return max((_width(found) for found in WHOLE.findall(text)), default=0.0)


def _width(text: str) -> float:
    """Give the width of the longest line of a text at the size of tables, in points."""
    return max(sum(_em(character) for character in line) for line in text.split("\n")) * SMALLEST


def _em(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.75
