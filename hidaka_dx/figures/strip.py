"""A strip of one indicator's targets and values, drawn between the rows of a table of years.

It has the table's columns: base and years stand above their numbers. The vertical axis labels its ends and has a
line at zero; where zero is not on it, it is visibly broken (`trend.BROKEN` says so in words).
"""

from collections.abc import Mapping
from functools import partial
from typing import Final, NamedTuple

from hidaka_dx.figures.plot import TICK, draw_axis, draw_line
from hidaka_dx.figures.svg import LEADING, SMALL, Canvas, Rect, TextLine
from hidaka_dx.figures.trend import Trend
from hidaka_dx.japanese import amount
from hidaka_dx.theme import STRIP

AIR: Final = 4.0
"""Space above the highest and below the lowest value."""
BREAK: Final = 3.0
"""Half the width of the two slanted strokes that break an axis; their distance equals it."""


class Places(NamedTuple):
    """The x of what stands above its numbers, in points."""

    base: float
    years: Mapping[int, float]


def draw(trend: Trend, places: Places, left: float) -> str:
    """Return a drawing as SVG; `left` is the x of the axis in points."""
    paper = Canvas(STRIP)
    _axis(paper, trend, left, max(places.years.values()))
    base = [(places.base, _height(trend, trend.base[1]))] if trend.base else []
    for values, reached in ((trend.targets, False), (trend.values, True)):
        there = sorted((year, value) for year, value in values.items() if year in places.years)
        points = [(places.years[year], _height(trend, value)) for year, value in there]
        draw_line(paper, [*base, *points], reached=reached)
    return paper.drawing().svg


def _height(trend: Trend, value: float) -> float:
    """Return the y of a value."""
    return STRIP - AIR - trend.axis.share(value) * (STRIP - 2 * AIR)


def labelled(trend: Trend) -> float:
    """Return the room that the labels of the axis take, in points."""
    return max(_label(value).width for value in (trend.axis.low, trend.axis.high)) + TICK + 2


def _label(value: float) -> TextLine:
    return TextLine(amount(value), SMALL, colour="grey")


def _axis(paper: Canvas, trend: Trend, left: float, right: float) -> None:
    ends = {trend.axis.low: STRIP - AIR, trend.axis.high: AIR}
    for value, y in ends.items():
        paper.line([(left - TICK, y), (left, y)], "rule", 0.5)
        paper.words(
            (_label(value),),
            *(left - TICK - 2, min(max(y - LEADING / 2, 0), STRIP - LEADING), "end"),
        )
    at = Rect(left, AIR, right + AIR - left, STRIP - 2 * AIR)
    draw_axis(paper, trend.axis, at, partial(_height, trend), BREAK)
