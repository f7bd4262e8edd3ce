"""Table rows too high to be kept together, marked before layout because WeasyPrint no longer knows them during layout.

A row is kept on one page. One that is higher than the space below caption and head would leave these alone on the
page before it, so a row of `LONGEST` lines or more may break.
"""

from collections.abc import Iterator, Sequence
from math import ceil, fsum
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.japanese.widths import HALF, ems
from hidaka_dx.theme import LINES, MEASURE, SMALLEST
from hidaka_dx.typeset.markup import add_class, placed_cells, share

LONGEST: Final = LINES // 2
"""Estimated number of lines of the highest row that is kept together."""
PADDING: Final = 12.0
"""Horizontal padding of a cell, in points."""


def mark_long_rows(page: Element) -> None:
    """Add the class `long` to every row below `page` that is too high, and to its table."""
    for table in page.iter("table"):
        widths = [share(column) * MEASURE for column in table.iter("col")]
        rows = [row for row in table.iter("tr") if _lines(row, widths) > LONGEST]
        for element in (*rows, *([table] if rows else ())):
            add_class(element, "long")


def _lines(row: Element, widths: Sequence[float]) -> int:
    """Estimate the number of lines of a row's highest cell; a low estimate, seldom above the real one."""
    return max((_height(cell, room) for cell, room in _rooms(row, widths)), default=0)


def _rooms(row: Element, widths: Sequence[float]) -> Iterator[tuple[Element, float]]:
    """Yield each cell with the width available to its text, in points."""
    for at, span, cell in placed_cells(row):
        yield cell, max(fsum(widths[at : at + span]) or MEASURE, SMALLEST + PADDING) - PADDING


def _height(cell: Element, room: float) -> int:
    letters = ems("".join(cell.itertext()), HALF)
    blocks = sum(element.tag in ("p", "li", "br") for element in cell.iter())
    return ceil(letters * SMALLEST / room) + blocks
