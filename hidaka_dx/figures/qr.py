"""A hash as a QR code (ISO/IEC 18004), for who has a telephone and would not type sixty-four letters."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

import segno

from hidaka_dx import theme
from hidaka_dx.figures.svg import Drawing, colour, element, number, sheet

MODULE: Final = 2.0
"""Side of a module in points, 0.7 mm: cameras read down to half of it, from a copy of a copy, too."""
QUIET: Final = 4
"""Modules that stay white around it (ISO/IEC 18004, 9.1)."""


def lines(text: str) -> float:
    """Give the height of the drawing in lines of text, a multiple of a half."""
    side = (len(_modules(text)) + 2 * QUIET) * MODULE
    return -(-side // (theme.LINE / 2)) / 2


def draw(text: str) -> Drawing:
    """Draw a code in ink on white, where its caption begins; the margin of the page is the white beside it."""
    modules = _modules(text)
    paper = sheet(lines(text))
    boxes = "".join(
        f"M{number(begin * MODULE)} {number((row + QUIET) * MODULE)}h{number(wide * MODULE)}v{number(MODULE)}h{number(-wide * MODULE)}z"
        for row, cells in enumerate(modules)
        for begin, wide in _dark(cells)
    )
    paper.parts.append(
        element("path", d=boxes, fill=colour("ink"))
    )  # one shape: no seams between what touches in a row
    return paper.drawing()


def _dark(cells: bytearray) -> Iterator[tuple[int, int]]:
    """Give where dark modules begin that touch, and how many there are."""
    place = 0
    for dark, group in groupby(cells):
        wide = len(list(group))
        if dark:
            yield place, wide
        place += wide


@lru_cache(maxsize=1)
def _modules(text: str) -> tuple[bytearray, ...]:
    return tuple(segno.make_qr(text, error="m", boost_error=False).matrix)
