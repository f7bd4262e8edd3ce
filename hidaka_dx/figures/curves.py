"""Lines over a sequence of labels, mostly years; a value that is missing leaves a gap."""

from collections.abc import Callable, Iterator, Sequence
from math import ceil, fsum
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figure import ChartData
from hidaka_dx.figures import fills
from hidaka_dx.figures.axis import axis_labels, axis_of
from hidaka_dx.figures.plot import TICK
from hidaka_dx.figures.svg import LEADING, SMALL, STROKE, Canvas, Rect, TextLine, broken, colour, element, total_height

PLOT: Final = 136.5
MARK: Final = 2.75
"""Half the size of a value's mark."""
CLEAR: Final = (LEADING + MARK) / PLOT
"""Share of the axis that the value above the highest mark takes."""
DASHES: Final = ("none", "6 3", "2 2", "8 2 2 2")
NAMES: Final = 110.0
"""Greatest width of the names at the ends of the lines."""


def draw(paper: Canvas, data: ChartData, top: float) -> bool:
    """Draw the lines from `top` downwards and set the height of the sheet; tell whether every value is printed."""
    axis = axis_of([0.0, *data.known], CLEAR)
    gutter = max(TextLine(label, SMALL).width for _, label in axis_labels(axis, data)) + 2 * TICK
    names = [broken(name, NAMES) for name in data.series] if len(data.series) > 1 else []
    half = max(TextLine(data.shown(value), SMALL).width for value in data.known) / 2
    beside = max((line.width + half for lines in names for line in lines), default=0.0)
    plot = Rect(gutter, top + LEADING, theme.MEASURE - gutter - beside, PLOT)
    pitch = plot.w / len(data.labels)

    def point(place: int, value: float) -> tuple[float, float]:
        return plot.x + (place + 0.5) * pitch, plot.bottom - axis.share(value) * plot.h

    for value, label in axis_labels(axis, data):
        y = point(0, value)[1]
        paper.line([(gutter - TICK, y), (plot.right, y)], "rule", 0.5)
        paper.words((TextLine(label, SMALL, colour="grey"),), gutter - TICK - 1, y - LEADING / 2, "end")
    paper.line([(gutter, point(0, 0)[1]), (plot.right, point(0, 0)[1])], "ink", 0.75)
    ends: list[float] = []
    for series in range(len(data.series)):
        values = [row[series] for row in data.values]
        for run in _runs(values):
            _line(paper, [point(place, values[place] or 0.0) for place in run], series)
        last = next((place for place in range(len(values) - 1, -1, -1) if values[place] is not None), 0)
        ends.append(point(last, values[last] or 0.0)[1])
    for lines, y in zip(
        names,
        _apart(ends, [total_height(lines) for lines in names], plot.bottom + LEADING) if names else (),
        strict=False,
    ):
        paper.words(lines, plot.right - pitch / 2 + half + 6, y, "start")
    paper.height = plot.bottom + 2 + _labels(paper, data, plot, pitch)
    return _values(paper, data, pitch, point)


def _runs(values: Sequence[float | None]) -> Iterator[list[int]]:
    """Yield the stretches of values without a gap."""
    run: list[int] = []
    for place, value in enumerate(values):
        if value is not None:
            run.append(place)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _line(paper: Canvas, points: Sequence[tuple[float, float]], series: int) -> None:
    path = "M" + " L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    ink = colour("ai" if series % 2 == 0 else "ink")
    if len(points) > 1:
        paper.parts.append(
            element("path", d=path, fill="none", stroke=ink, stroke_width=1.5, stroke_dasharray=DASHES[series])
        )
    for x, y in points:
        fill = ink if series % 2 == 0 else colour("paper")
        if series < 2:
            paper.parts.append(element("circle", cx=x, cy=y, r=MARK, fill=fill, stroke=ink, stroke_width=STROKE))
        else:
            sides = {"x": x - MARK, "y": y - MARK, "width": 2 * MARK, "height": 2 * MARK}
            paper.parts.append(element("rect", **sides, fill=fill, stroke=ink, stroke_width=STROKE))


def _apart(ends: Sequence[float], heights: Sequence[float], foot: float) -> list[float]:
    """Return where names begin so that none lies on another or below `foot`: near the ends of their lines."""
    tops, reached = [0.0] * len(ends), 0.0
    order = sorted(range(len(ends)), key=lambda each: ends[each])
    for place in order:
        tops[place] = max(ends[place] - heights[place] / 2, reached)
        reached = tops[place] + heights[place]
    for place in reversed(order):
        tops[place] = min(tops[place], foot - heights[place])
        foot = tops[place]
    return tops


def _labels(paper: Canvas, data: ChartData, plot: Rect, pitch: float) -> float:
    """Write the labels below the axis, only every second or third where they would touch; return their height."""
    widest = max(map(_width, data.labels))
    shifted = max(0.0, (widest - pitch) / 2)  # the last one, so that it ends with the sheet
    step = min(ceil((widest + shifted + 3) / pitch), len(data.labels))
    narrow = [broken(label, pitch - 3) for label in data.labels]
    if all(len(lines) <= 2 and all(line.width <= pitch - 3 for line in lines) for lines in narrow):
        step = 1
    highest = 0.0
    for place in range(len(data.labels) - 1, -1, -step):
        words = broken(data.labels[place], min(step * pitch - 3, NAMES))
        half = max(word.width for word in words) / 2
        middle = max(min(plot.x + (place + 0.5) * pitch, theme.MEASURE - half), half)
        paper.words(words, middle, plot.bottom + 2)
        highest = max(highest, total_height(words))
    return highest


def _width(label: str) -> float:
    return TextLine(label, SMALL).width


def _values(paper: Canvas, data: ChartData, pitch: float, point: Callable[[int, float], tuple[float, float]]) -> bool:
    """Write the values above a single line where they fit; of several lines the first and last ones of each."""
    single = len(data.series) == 1
    fits = max(_width(data.shown(value)) for value in data.known) <= pitch - 2
    for series in range(len(data.series)):
        values = [(place, row[series]) for place, row in enumerate(data.values) if row[series] is not None]
        shown = values if single and fits else [*values[:1], *values[1:][-1:]]
        for place, value in shown:
            x, y = point(place, value or 0.0)
            others = [row for other, row in enumerate(data.values[place]) if other != series and row is not None]
            is_low = bool(others) and (value or 0.0) < fsum(others) / len(others)
            below = is_low and y + MARK + LEADING < point(0, 0.0)[1]
            run = TextLine(data.shown(value), SMALL)
            x = min(x, theme.MEASURE - run.width / 2)
            fills.write_value(paper, run, x, y + MARK if below else y - MARK - LEADING + 2)
    return single and fits and all(row[0] is not None for row in data.values)
