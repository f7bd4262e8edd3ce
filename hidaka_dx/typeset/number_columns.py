"""Columns of numbers: the decimal points of numbers of one unit stand below each other (12.5% over 100%, 11.4（R7） over 120（R12）).

In a table with an axis of years the numbers also stand in the middle of their columns, below the heads. Lengths are in points.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import fsum
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from hidaka_dx.japanese.ragged import run_width
from hidaka_dx.theme import SMALLEST
from hidaka_dx.typeset.cell_words import plain_words

DASH: Final = "―"
LONGEST: Final = 7 * SMALLEST
"""What stands behind a number is a unit or a year up to this width; wider, it is words, which move no column."""
_WHOLE: Final = re.compile(r"[△▲+−-]?[0-9][0-9,]*")
_DIGITS: Final = re.compile(r"[0-9.]+")


class _Number(NamedTuple):
    """A cell that holds a number."""

    cell: Element
    unit: str
    """What follows it, without digits: counts and shares of them do not stand point below point."""
    whole: float
    """Width before the decimal point."""
    behind: float
    """Width from the point on, with all that follows."""


def align(cells: Iterable[Element], beside: float) -> None:
    """Set the points of a column below each other; `beside` is the padding to the right that its cells have."""
    found = _numbers(cells)
    for unit in {each.unit: None for each in found}:
        alike = [each for each in found if each.unit == unit]
        if len(alike) > 1 and max(each.behind for each in alike) <= LONGEST:
            _pad(alike, beside)


def centre(cells: Iterable[Element], beside: float, room: float) -> None:
    """Set the points of columns of one width at one place in each, the widest number in the middle of `room`."""
    found = _numbers(cells)
    spare = room - fsum(_widest(found))
    if found and spare > 0:
        _pad(found, beside + spare / 2)


def below_points(cells: Iterable[Element], beside: float, room: float) -> None:
    """Set the points of columns of one width at one place in each, so that on average numbers stay where they are."""
    found = _numbers(cells)
    whole, behind = _widest(found)
    if whole + behind <= room + beside and behind:
        _pad(found, max(beside - behind / 2, 0.0))


def _widest(found: Sequence[_Number]) -> tuple[float, float]:
    """Return the greatest widths before and behind the points."""
    return max((each.whole for each in found), default=0.0), max((each.behind for each in found), default=0.0)


def _pad(found: Sequence[_Number], beside: float) -> None:
    most = max((each.behind for each in found), default=0.0)
    for each in found:
        lacking = beside + most - each.behind
        each.cell.set("style", f"padding-right: {lacking:.2f}pt")


def _numbers(cells: Iterable[Element]) -> list[_Number]:
    """Return the numbers among cells, and the dashes that stand for some; all digits are equally wide."""
    found: list[_Number] = []
    dashes: list[Element] = []
    for cell in cells:
        words = plain_words(cell).replace("1", "0")
        if words == DASH:
            dashes.append(cell)
        elif match := _WHOLE.match(words):
            whole = run_width(match[0], SMALLEST)
            unit = _DIGITS.sub("", words[match.end() :])
            found.append(_Number(cell, unit, whole, run_width(words, SMALLEST) - whole))
    usual = Counter(each.unit for each in found).most_common(1)
    return [*found, *(_Number(cell, unit, SMALLEST, 0.0) for unit, _ in usual for cell in dashes)]
