"""Column widths of a table, computed from the text."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from hidaka_dx.document import Cell
from hidaka_dx.document.grid import columns
from hidaka_dx.theme import MEASURE, SMALLEST

PADDING = 14.0
"""Room beside the words of a cell, in points."""
LEAST: Final = 12 * SMALLEST + PADDING
"""Minimum width of a column with long text: a code with the beginning of its name."""

ROOM: Final = 4 * SMALLEST + PADDING
"""Minimum width that an unbreakable number leaves to each of its neighbours."""
WHOLE: Final = re.compile(
    r"[約△▲第]?[0-9０-９]+(?:[.,．，:：][0-9０-９]+)*(?:[万億兆千][0-9]+(?:[.,][0-9]+)*)?(?:か?[一-鿿々]{1,3}|つ|[%％℃㎡㎢㎞㎏]|[A-Za-z/]{1,4})?"
)
"""An unbreakable number with its counter."""


def column_shares(rows: Sequence[Sequence[Cell]]) -> tuple[float, ...]:
    """Return each column's share of the text width: short columns stay on one line, long ones share the rest."""
    texts = _columns(rows)
    natural = [max(map(_width, column), default=0.0) + PADDING for column in texts]
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
    narrow |= _numbers(texts, narrow, fair)
    return _shares_of_long(natural, narrow)


def _columns(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Return the words of each column, without those of cells over several of them."""
    found: dict[int, list[str]] = {}
    for places, row in zip(columns(tuple((cell.span, cell.rows) for cell in row) for row in rows), rows, strict=True):
        for column, cell in zip(places, row, strict=True):
            found.setdefault(column, []).extend([cell.text] if cell.span == 1 else [])
            found |= {each: found.get(each, []) for each in range(column, column + cell.span)}
    return [found[column] for column in sorted(found)]


def _numbers(texts: Sequence[Sequence[str]], narrow: Mapping[int, float], fair: float) -> dict[int, float]:
    """Return the columns whose numbers need more than an equal share, if the rest still fits."""
    wide = [i for i in range(len(texts)) if i not in narrow]
    found = {i: max(map(_whole, texts[i]), default=0.0) + PADDING for i in wide}
    found = {i: width for i, width in found.items() if width > fair}
    taken = sum(found.values()) + ROOM * (len(wide) - len(found))
    return found if len(found) < len(wide) and taken <= fair * len(wide) else {}


def _shares_of_long(natural: Sequence[float], narrow: dict[int, float]) -> tuple[float, ...]:
    """Distribute the remaining width among long columns by length, with a minimum for each."""
    if len(narrow) == len(natural):  # numbers that must not be parted are all there is
        return tuple(narrow[i] / sum(narrow.values()) for i in range(len(natural)))
    least = min(LEAST, (MEASURE - sum(narrow.values())) / (len(natural) - len(narrow)))
    while True:
        wide = {i: width for i, width in enumerate(natural) if i not in narrow}
        rest = MEASURE - sum(narrow.values())
        found = {i: least for i, width in wide.items() if rest * width / sum(wide.values()) < least}
        if not found or len(found) == len(wide):
            break
        narrow |= found
    return tuple(narrow.get(i, rest * width / sum(wide.values())) / MEASURE for i, width in enumerate(natural))


def _whole(text: str) -> float:
    """Return the width of the longest number in a text."""
    return max((_width(found) for found in WHOLE.findall(text)), default=0.0)


def _width(text: str) -> float:
    """Return the width of the longest line of a text at table size, in points."""
    return max(sum(_em(character) for character in line) for line in text.split("\n")) * SMALLEST


def _em(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.75
