"""A strip of one indicator's targets and values, drawn between the rows of a table of years.

It has the table's columns: base and years stand above their numbers. The vertical axis labels its ends and has a
line at zero; where zero is not on it, it is visibly broken (`trend.BROKEN` says so in words).
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple

from hidaka_dx.figures.plot import TICK, draw_axis, draw_line
from hidaka_dx.figures.svg import LEADING, SMALL, Canvas, Rect, TextLine, number
from hidaka_dx.figures.trend import Trend
from hidaka_dx.japanese import amount
from hidaka_dx.theme import STRIP, STRIP_STEP, STRIP_STEPS

AIR: Final = 4.0
"""Space above the highest and below the lowest value."""
BREAK: Final = 3.0
"""Half the width of the two slanted strokes that break an axis; their distance equals it."""

_TEXT: Final = re.compile(r'<text x="[\d.]+" y="([\d.]+)')
_PATH: Final = re.compile(r' d="[^"]+"')
_POINT: Final = re.compile(r"([\d.]+) (-?[\d.]+)(?=[ \"])")
_MARK: Final = re.compile(r'cy="([\d.]+)"')


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


def every_height(drawing: str) -> Iterator[tuple[str, str]]:
    """Yield a strip in each of its heights, with what names it: nothing, then `.1`, `.2` … (typeset/strips.py)."""
    yield "", drawing
    for step in range(1, STRIP_STEPS + 1):
        yield f".{step}", grown(drawing, step * STRIP_STEP)


def grown(drawing: str, more: float) -> str:
    """Return a strip that is `more` points higher, all on its axis moved in proportion; marks and letters keep their sizes."""
    texts = [float(found) for found in _TEXT.findall(drawing)]
    scale, first, last = 1 + more / (STRIP - 2 * AIR), min(texts, default=0.0), max(texts, default=0.0)

    def moved(y: str) -> str:
        return number(AIR + (float(y) - AIR) * scale)

    def beside(found: "re.Match[str]") -> str:
        return (
            f"{found[0][: -len(found[1])]}{number(float(found[1]) + more * (float(found[1]) - first) / (last - first))}"
        )

    said = _TEXT.sub(beside, drawing) if last > first else drawing
    paths = _PATH.sub(lambda path: _POINT.sub(lambda each: f"{each[1]} {moved(each[2])}", path[0]), said)
    marks = _MARK.sub(lambda found: f'cy="{moved(found[1])}"', paths)
    old, new = number(STRIP), number(STRIP + more)
    return marks.replace(f'height="{old}pt"', f'height="{new}pt"', 1).replace(f' {old}" font', f' {new}" font', 1)
