"""What charts of values over the years share: the lines of the vertical axis, and lines with marks."""

from collections.abc import Callable, Sequence
from typing import Final

from hidaka_dx.figures.axis import Axis
from hidaka_dx.figures.svg import STROKE, Canvas, Rect, colour, element

DOT: Final = 2.75
"""Radius of a value's mark."""
TICK: Final = 3.0
"""Length of the end marks of an axis."""


def draw_axis(paper: Canvas, axis: Axis, at: Rect, height: Callable[[float], float], gap: float) -> None:
    """Draw lines at the least value and at zero across `at`, and the axis at its left, broken where zero is not on it.

    `height` gives the y of a value; `gap` is half the width of the two slanted strokes that break the axis, and their
    distance. Lengths are in points.
    """
    for value in {axis.low, *axis.named[1:-1]}:
        paper.line([(at.x, height(value)), (at.right, height(value))], "rule", 0.5)
    upper, lower = at.bottom - 3 * gap, at.bottom - 2 * gap  # keeps clear of the end value
    for top, bottom in ((at.y, upper), (lower, at.bottom)) if axis.broken else ((at.y, at.bottom),):
        paper.line([(at.x, top), (at.x, bottom)], "rule", 0.5)
    for middle in (lower, upper) if axis.broken else ():
        paper.line([(at.x - gap, middle + gap / 2), (at.x + gap, middle - gap / 2)], "ink")


def draw_line(paper: Canvas, points: Sequence[tuple[float, float]], *, reached: bool) -> None:
    """Draw actual values as a solid line with filled marks, targets as a dashed line with open marks."""
    ink = colour("ai" if reached else "ink")
    if len(points) > 1:
        path = "M" + " L".join(f"{x:.2f} {y:.2f}" for x, y in points)
        weight, dashes = (1.5, "none") if reached else (STROKE, "3 2.5")
        paper.parts.append(
            element("path", d=path, fill="none", stroke=ink, stroke_width=weight, stroke_dasharray=dashes)
        )
    fill = ink if reached else colour("paper")
    for x, y in points:
        paper.parts.append(element("circle", cx=x, cy=y, r=DOT, fill=fill, stroke=ink, stroke_width=STROKE))
