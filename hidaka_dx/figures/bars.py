"""Bars: alone, side by side or stacked, upright where all words fit below and above them, else level."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final, TypeAlias

from hidaka_dx import theme
from hidaka_dx.figure import ChartData
from hidaka_dx.figures import fills
from hidaka_dx.figures.axis import Axis, axis_labels, axis_of
from hidaka_dx.figures.plot import TICK
from hidaka_dx.figures.svg import LEADING, SMALL, Canvas, Rect, TextLine, broken, total_height

Scale: TypeAlias = Callable[[float], float]
"""Turns a value into its place on the axis."""
PLOT: Final = 146.25
"""Height of the field of upright bars."""
CLEAR: Final = LEADING / PLOT
"""Share of the axis that the value above the highest bar takes."""
LABELS: Final = 150.0
"""Greatest width of the labels beside level bars."""
THICK: Final = 13.0
GAP: Final = 7.0


@dataclass(frozen=True)
class Bars:
    """What is drawn."""

    data: ChartData
    stacked: bool

    @property
    def axis(self) -> Axis:
        """The axis of upright bars, which has zero on it, and room for the value above the highest bar."""
        return axis_of(self._reached, CLEAR)

    @property
    def level_axis(self) -> Axis:
        """The axis of level bars, which have their values beside them."""
        return axis_of(self._reached)

    @property
    def _reached(self) -> list[float]:
        sums = [fsum(value or 0.0 for value in row) for row in self.data.values]
        return [0.0, *(sums if self.stacked else self.data.known)]

    @property
    def across(self) -> int:
        """How many bars stand side by side for each label."""
        return 1 if self.stacked else len(self.data.series)


def draw(paper: Canvas, bars: Bars, top: float) -> bool:
    """Draw bars from `top` downwards and set the height of the sheet; tell whether every value is printed."""
    data = bars.data
    named = len(data.series) > 1
    if named:
        top += fills.legend(paper, data.series, 0, top, theme.MEASURE) + 4
    return _upright(paper, bars, top) if _fits_upright(bars) else _level(paper, bars, top)


def _gutter(bars: Bars) -> float:
    return max(TextLine(label, SMALL).width for _, label in axis_labels(bars.axis, bars.data)) + 2 * TICK


def _pitch(bars: Bars) -> float:
    return (theme.MEASURE - _gutter(bars)) / len(bars.data.labels)


def _thick(bars: Bars) -> float:
    return min(_pitch(bars) * 0.8 / bars.across, 54.0)


def _fits_upright(bars: Bars) -> bool:
    """Tell whether labels have room below upright bars in two lines, and values above them."""
    pitch, data = _pitch(bars), bars.data
    labels = [broken(label, pitch - 4) for label in data.labels]
    values = [TextLine(data.shown(value), SMALL).width for row in data.values for value in row]
    if bars.stacked:
        values += [
            TextLine(data.shown(fsum(value or 0 for value in row)), SMALL, bold=True).width for row in data.values
        ]
    room = pitch - 3 if bars.stacked or bars.across == 1 else _thick(bars)
    return (
        all(len(lines) <= 2 and all(line.width <= pitch - 3 for line in lines) for lines in labels)
        and max(values) <= room
    )


def _upright(paper: Canvas, bars: Bars, top: float) -> bool:
    axis, gutter, pitch = bars.axis, _gutter(bars), _pitch(bars)
    plot = Rect(gutter, top + LEADING, theme.MEASURE - gutter, PLOT)

    def y(value: float) -> float:
        return plot.bottom - axis.share(value) * plot.h

    for value, label in axis_labels(axis, bars.data):
        paper.line([(gutter - TICK, y(value)), (plot.right, y(value))], "rule", 0.5)
        paper.words((TextLine(label, SMALL, colour="grey"),), gutter - TICK - 1, y(value) - LEADING / 2, "end")
    whole, lowest = True, plot.bottom + (LEADING if axis.low < 0 else 0)
    for place, (label, row) in enumerate(zip(bars.data.labels, bars.data.values, strict=True)):
        middle = plot.x + (place + 0.5) * pitch
        whole &= _stack(paper, bars, row, middle, y) if bars.stacked else _cluster(paper, bars, row, middle, y)
        words = broken(label, pitch - 4)
        paper.words(words, middle, lowest + 2)
    paper.line([(gutter, y(0)), (plot.right, y(0))], "ink", 0.75)
    most = max(total_height(broken(label, pitch - 4)) for label in bars.data.labels)
    paper.height = lowest + 2 + most
    return whole


def _cluster(paper: Canvas, bars: Bars, row: Sequence[float | None], middle: float, y: Scale) -> bool:
    thick = _thick(bars)
    left = middle - thick * len(row) / 2
    for series, value in enumerate(row):
        at = _between(left + series * thick, thick - (2 if len(row) > 1 else 0), y(0), y(value or 0))
        if value is not None:
            fills.paint(paper, at, series)
        above = value is None or value >= 0
        run = TextLine(bars.data.shown(value), SMALL)
        fills.write_value(paper, run, at.cx, at.y - LEADING + 1 if above else at.bottom)
    return True


def _stack(paper: Canvas, bars: Bars, row: Sequence[float | None], middle: float, y: Scale) -> bool:
    thick, reached, whole = min(_pitch(bars) * 0.66, 60.0), 0.0, True
    for series, value in enumerate(row):
        if value:
            at = _between(middle - thick / 2, thick, y(reached), y(reached + value))
            fills.paint(paper, at, series)
            whole &= fills.write_in(paper, bars.data.shown(value), at, series)
            reached += value
    total = TextLine(bars.data.shown(reached), SMALL, bold=True)
    fills.write_value(paper, total, middle, y(reached) - LEADING + 1)
    return whole and None not in row


def _between(x: float, w: float, one: float, other: float) -> Rect:
    return Rect(x, min(one, other), w, abs(one - other))


def _level(paper: Canvas, bars: Bars, top: float) -> bool:
    data, axis = bars.data, bars.level_axis
    labels = [broken(label, LABELS) for label in data.labels]
    left = max(line.width for lines in labels for line in lines) + 8
    ends = max(TextLine(data.shown(value), SMALL, bold=bars.stacked).width for value in (*axis.named, *data.known)) + 6
    before = ends if axis.low < 0 else 0.0
    plot = Rect(left + before, top, theme.MEASURE - left - before - ends, 0)

    def x(value: float) -> float:
        return plot.x + axis.share(value) * plot.w

    whole, y = True, top
    for label, row in zip(labels, data.values, strict=True):
        high = max(THICK * bars.across, total_height(label))
        paper.words(label, 0, y + (high - total_height(label)) / 2, "start")
        start = y + (high - THICK * bars.across) / 2
        whole &= (
            _level_stack(paper, bars, row, start, x) if bars.stacked else _level_cluster(paper, bars, row, start, x)
        )
        y += high + GAP
    paper.line([(x(0), top - 2), (x(0), y - GAP + 2)], "ink", 0.75)
    paper.height = y - GAP + 4
    return whole


def _level_cluster(paper: Canvas, bars: Bars, row: Sequence[float | None], top: float, x: Scale) -> bool:
    for series, value in enumerate(row):
        at = Rect(min(x(0), x(value or 0)), top + series * THICK, abs(x(value or 0) - x(0)), THICK - 1)
        fills.paint(paper, at, series)
        is_right = value is None or value >= 0
        run = TextLine(bars.data.shown(value), SMALL)
        paper.words((run,), at.right + 3 if is_right else at.x - 3, at.cy - LEADING / 2, "start" if is_right else "end")
    return True


def _level_stack(paper: Canvas, bars: Bars, row: Sequence[float | None], top: float, x: Scale) -> bool:
    reached, whole = 0.0, True
    for series, value in enumerate(row):
        if value:
            at = Rect(x(reached), top, x(reached + value) - x(reached), THICK)
            fills.paint(paper, at, series)
            whole &= fills.write_in(paper, bars.data.shown(value), at, series)
            reached += value
    paper.words(
        (TextLine(bars.data.shown(reached), SMALL, bold=True),), x(reached) + 3, top + THICK / 2 - LEADING / 2, "start"
    )
    return whole and None not in row
