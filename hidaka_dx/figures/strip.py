"""A strip of one indicator's targets and values, drawn between the rows of a table of years.

It has the table's columns: base and years stand above their numbers. The vertical axis labels its ends and has a
line at zero; where zero is not on it, it is visibly broken (`trend.BROKEN` says so in words).
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from hidaka_dx.figures.svg import LEADING, SMALL, STROKE, Canvas, TextLine, colour, element
from hidaka_dx.figures.trend import DOT, Trend
from hidaka_dx.japanese import amount

HEIGHT: Final = 36.0
"""Height of a strip in points."""
AIR: Final = 4.0
"""Space above the highest and below the lowest value."""
TICK: Final = 3.0
BREAK: Final = 3.0
"""Half the width of the two slanted strokes that break an axis; their distance equals it."""


class Places(NamedTuple):
    """The x of what stands above its numbers, in points."""

    base: float
    years: Mapping[int, float]


def draw(trend: Trend, places: Places, left: float) -> str:
    """Return a drawing as SVG; `left` is the x of the axis in points."""
    paper = Canvas(HEIGHT)
    _axis(paper, trend, left, max(places.years.values()))
    base = [(places.base, _height(trend, trend.base[1]))] if trend.base else []
    for values, reached in ((trend.targets, False), (trend.values, True)):
        there = sorted((year, value) for year, value in values.items() if year in places.years)
        points = [(places.years[year], _height(trend, value)) for year, value in there]
        _way(paper, [*base, *points], reached=reached)
    return paper.drawing().svg


def _height(trend: Trend, value: float) -> float:
    """Return the y of a value."""
    return HEIGHT - AIR - trend.axis.share(value) * (HEIGHT - 2 * AIR)


def labelled(trend: Trend) -> float:
    """Return the room that the labels of the axis take, in points."""
    return max(_label(value).width for value in (trend.axis.low, trend.axis.high)) + TICK + 2


def _label(value: float) -> TextLine:
    return TextLine(amount(value), SMALL, colour="grey")


def _axis(paper: Canvas, trend: Trend, left: float, right: float) -> None:
    ends = {trend.axis.low: HEIGHT - AIR, trend.axis.high: AIR}
    for value, y in ends.items():
        paper.line([(left - TICK, y), (left, y)], "rule", 0.5)
        paper.words(
            (_label(value),),
            *(left - TICK - 2, min(max(y - LEADING / 2, 0), HEIGHT - LEADING), "end"),
        )
    for value in {trend.axis.low, *trend.axis.named[1:-1]}:  # the least value, and zero where it lies between
        paper.line([(left, _height(trend, value)), (right + AIR, _height(trend, value))], "rule", 0.5)
    upper, lower = HEIGHT - AIR - 3 * BREAK, HEIGHT - AIR - 2 * BREAK
    for top, bottom in ((AIR, upper), (lower, HEIGHT - AIR)) if trend.axis.broken else ((AIR, HEIGHT - AIR),):
        paper.line([(left, top), (left, bottom)], "rule", 0.5)
    for middle in (lower, upper) if trend.axis.broken else ():
        paper.line([(left - BREAK, middle + BREAK / 2), (left + BREAK, middle - BREAK / 2)], "ink")


def _way(paper: Canvas, points: Sequence[tuple[float, float]], *, reached: bool) -> None:
    """Draw actual values as a solid line with filled marks, targets as a dashed line with open marks."""
    ink = colour("ai" if reached else "ink")
    if len(points) > 1:
        path = "M" + " L".join(f"{x:.2f} {y:.2f}" for x, y in points)
        weight, dashes = (1.5, "none") if reached else (STROKE, "3 2.5")
        paper.parts.append(
            element("path", d=path, fill="none", stroke=ink, stroke_width=weight, stroke_dasharray=dashes)
        )
    for x, y in points:
        fill = ink if reached else colour("paper")
        paper.parts.append(element("circle", cx=x, cy=y, r=DOT, fill=fill, stroke=ink, stroke_width=STROKE))
