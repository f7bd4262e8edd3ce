"""帯グラフ: bands of equal length, each a whole, with its parts as shares."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import fsum
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figure import ChartData
from hidaka_dx.figures import fills
from hidaka_dx.figures.svg import LEADING, SMALL, Canvas, Rect, TextLine, broken, total_height

THICK: Final = 21.0
GAP: Final = 8.0
LABELS: Final = 130.0


def shares(values: Sequence[float | None]) -> tuple[float, ...]:
    """Return the shares of the parts of a whole."""
    total = fsum(value or 0.0 for value in values)
    return tuple((value or 0.0) / total for value in values)


def percent(data: ChartData, value: float | None, share: float, unit: str | None) -> str:
    """Return a share as it is printed: as written where the values are shares, else with one decimal."""
    return f"{data.shown(value)}%" if unit in ("%", "％") else f"{share * 100:.1f}%"


def draw(paper: Canvas, data: ChartData, unit: str | None, top: float) -> bool:
    """Draw the bands from `top` downwards and set the height of the sheet; tell whether every value is printed."""
    labels = [broken(label, LABELS) for label in data.labels]
    left = max((line.width for lines in labels for line in lines), default=0.0)
    left += 8 if left else 0
    room = theme.MEASURE - left
    if _named_above(data, left, room):
        for name, at in zip(data.series, _parts(data.values[0], left, room, top), strict=True):
            paper.words((TextLine(name, SMALL),), at.cx, top)
        top += LEADING + 1
    else:
        top += fills.legend(paper, data.series, 0, top, theme.MEASURE) + 4
    whole, y = unit in ("%", "％"), top
    for label, row in zip(labels, data.values, strict=True):
        high = max(THICK, total_height(label))
        paper.words(label, 0, y + (high - total_height(label)) / 2, "start")
        for series, (at, value, share) in enumerate(
            zip(_parts(row, left, room, y + (high - THICK) / 2), row, shares(row), strict=True)
        ):
            fills.paint(paper, at, series)
            whole &= fills.write_in(paper, percent(data, value, share, unit), at, series) or not share
        y += high + GAP
    paper.height = y - GAP + 1
    return whole


def _parts(values: Sequence[float | None], left: float, room: float, top: float) -> list[Rect]:
    ends = [left + room * end for end in accumulate(shares(values), initial=0.0)]
    return [Rect(start, top, end - start, THICK) for start, end in pairwise(ends)]


def _named_above(data: ChartData, left: float, room: float) -> bool:
    """Tell whether the names of all parts have room above those of the first band."""
    parts = _parts(data.values[0], left, room, 0)
    return all(TextLine(name, SMALL).width + 6 <= at.w for name, at in zip(data.series, parts, strict=True))
