"""Trends: small charts side by side, each with a line from base to target and one for the actual values.

The vertical axis starts at zero and labels its ends; where it cannot start there, it is visibly broken and the text
beside the drawing says so.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final, NamedTuple

from hidaka_dx import theme
from hidaka_dx.figures.axis import Axis, axis_of
from hidaka_dx.figures.plot import DOT, TICK, draw_axis, draw_line
from hidaka_dx.figures.svg import (
    LEADING,
    SMALL,
    Canvas,
    Drawing,
    Rect,
    TextLine,
    broken,
    columns,
    sheet,
    total_height,
)
from hidaka_dx.figures.telling import listed
from hidaka_dx.japanese import amount, fiscal_year, short_fiscal_year

GUTTER: Final = 24.0
PLOT: Final = 73.5
"""Height of the plot area."""
SIDE: Final = 15.0
"""Space left and right of the lines for labels at their ends."""
BREAK: Final = 4.0
"""Half the width of the two slanted strokes that break an axis; their distance equals their height."""
MOST: Final = 3
"""Maximum number of charts in a row."""
BROAD: Final = 45.0
"""Width of axis labels above which only two charts fit in a row."""
BROKEN: Final = "縦軸が二重の斜線で切れているグラフは、縦軸が0から始まりません。"
"""Printed note beside charts with a broken axis."""


@dataclass(frozen=True)
class Trend:
    """An indicator over the years."""

    name: str
    unit: str
    base: tuple[int, float] | None
    targets: Mapping[int, float]
    """Target value of each fiscal year."""
    values: Mapping[int, float]
    """Actual value of each fiscal year so far."""

    @property
    def axis(self) -> Axis:
        """The axis that covers all its values."""
        return axis_of([*self.targets.values(), *self.values.values(), *([self.base[1]] if self.base else [])])


def lines(trends: Sequence[Trend]) -> float:
    """Give the height of the drawing in lines of text, a multiple of a half."""
    rows = [
        _chart_height(trends[start : start + _charts_per_row(trends)])
        for start in range(0, len(trends), _charts_per_row(trends))
    ]
    return math.ceil(fsum(rows) / theme.LINE * 2) / 2


def draw(trends: Sequence[Trend], years: range) -> Drawing:
    """Draw a chart for each indicator over `years`, up to three in a row."""
    paper, top, across = sheet(lines(trends)), 0.0, _charts_per_row(trends)
    gutter = _gutter(trends)
    for start in range(0, len(trends), across):
        row = trends[start : start + across]
        for trend, (left, width) in zip(row, columns(across, GUTTER), strict=False):
            _chart(paper, trend, years, Rect(left, top, width, _chart_height(row)), gutter)
        top += _chart_height(row)
    return paper.drawing()


def alone(trend: Trend, years: range) -> tuple[Drawing, float]:
    """Draw the chart of one indicator, as wide as one of two in a row; give its height in lines, too."""
    high, (_, width) = lines((trend,)), columns(2, GUTTER)[0]
    paper = sheet(high, width)
    _chart(paper, trend, years, Rect(0, 0, width, high * theme.LINE), _gutter((trend,)))
    return paper.drawing(), high


def spoken(trends: Sequence[Trend]) -> str:
    """Describe for each indicator the base, the latest value and the target."""
    return "".join(map(_sentences, trends))


def notes(trends: Sequence[Trend]) -> tuple[str, ...]:
    """Return notes on axes that do not start at zero."""
    return (BROKEN,) if any(trend.axis.broken for trend in trends) else ()


def _sentences(trend: Trend) -> str:
    base = f"基準値は{fiscal_year(trend.base[0])}の{amount(trend.base[1])}。" if trend.base else ""
    found = [f"{fiscal_year(year)}が{amount(value)}" for year, value in sorted(trend.values.items())]
    values = listed("実績は、", found) if found else ""
    targets = [f"目標は{fiscal_year(year)}の{amount(trend.targets[year])}。" for year in sorted(trend.targets)]
    return f"{trend.name}（{trend.unit}）の推移。{base}{values}{''.join(targets[-1:])}"


def _charts_per_row(trends: Sequence[Trend]) -> int:
    """Return the charts per row: two, or three for exactly three narrow ones, to keep similar widths on all pages."""
    return MOST if len(trends) == MOST and _gutter(trends) <= BROAD else 2


def _gutter(trends: Sequence[Trend]) -> float:
    """Return the space for the axis labels; it is the same for all, so that the charts line up."""
    return max(TextLine(amount(value), SMALL).width for trend in trends for value in trend.axis.named) + 2 * TICK


def _chart_height(row: Sequence[Trend]) -> float:
    return (
        max(total_height(_title(trend, columns(_charts_per_row(row), GUTTER)[0][1])) for trend in row)
        + LEADING
        + PLOT
        + LEADING
        + LEADING
        + 6
    )


def _title(trend: Trend, room: float) -> tuple[TextLine, ...]:
    return broken(f"{trend.name}（{trend.unit}）", room, bold=True)


@dataclass(frozen=True)
class _Scale:
    """Maps years and values to coordinates."""

    at: Rect
    first: int
    last: int
    axis: Axis

    def x(self, year: int) -> float:
        return self.at.x + (year - self.first) / max(self.last - self.first, 1) * self.at.w

    def y(self, value: float) -> float:
        return self.at.bottom - self.axis.share(value) * self.at.h

    def point(self, year: int, value: float) -> tuple[float, float]:
        return self.x(year), self.y(value)


def _chart(paper: Canvas, trend: Trend, years: range, at: Rect, gutter: float) -> None:
    title = _title(trend, at.w)
    paper.words(title, at.x, at.y, "start")
    foot = at.bottom - 6 - LEADING
    plot = Rect(at.x + gutter + SIDE, foot - PLOT, at.w - gutter - 2 * SIDE, PLOT)
    scale = _scale(trend, years, plot)
    _axes(paper, scale, at.x + gutter, at.right)
    _years(paper, scale, foot)
    _line(paper, scale, _line_points(trend, trend.targets), reached=False)
    _line(paper, scale, _line_points(trend, trend.values), reached=True)
    _labels(paper, scale, trend)


def _scale(trend: Trend, years: range, plot: Rect) -> _Scale:
    first = min([years.start, *([trend.base[0]] if trend.base else [])])
    return _Scale(plot, first, years.stop - 1, trend.axis)


def _axes(paper: Canvas, scale: _Scale, left: float, right: float) -> None:
    """Draw the vertical axis with its end values, the base line and, if elsewhere, the zero line."""
    for value in scale.axis.named:
        y = scale.y(value)
        paper.line([(left - TICK, y), (left, y)], "rule", 0.5)
        paper.words((TextLine(amount(value), SMALL, colour="grey"),), left - TICK - 1, y - LEADING / 2, "end")
    at = Rect(left, scale.at.y, right - left, scale.at.h)
    draw_axis(paper, scale.axis, at, scale.y, BREAK)


def _line_points(trend: Trend, values: Mapping[int, float]) -> list[tuple[int, float]]:
    """Return the points of a line; it begins at the base."""
    return [*([trend.base] if trend.base else []), *sorted(values.items())]


def _line(paper: Canvas, scale: _Scale, way: Sequence[tuple[int, float]], *, reached: bool) -> None:
    draw_line(paper, [scale.point(*each) for each in way], reached=reached)


def _years(paper: Canvas, scale: _Scale, foot: float) -> None:
    """Label the years; where they would touch, only every second and the last."""
    names = {
        year: TextLine(short_fiscal_year(year), SMALL, colour="grey") for year in range(scale.first, scale.last + 1)
    }
    pitch = scale.x(scale.first + 1) - scale.x(scale.first)
    step = 1 if max(name.width for name in names.values()) + 3 <= pitch else 2
    for year, name in names.items():
        if (scale.last - year) % step == 0:
            paper.words((name,), scale.x(year), foot + 3)


def _labels(paper: Canvas, scale: _Scale, trend: Trend) -> None:
    """Label the newest value and the last target beside their marks, where no line passes."""
    last = max(trend.targets, default=None)
    newest = max(trend.values, default=None)
    if last is not None and last != newest:
        above = _rises(_line_points(trend, trend.targets))
        _label(paper, scale, (last, trend.targets[last]), _Side(above, 0), reached=False)
    if newest is not None:
        value = trend.values[newest]
        above, rises = value >= trend.targets.get(newest, value), _rises(_line_points(trend, trend.values))
        aside = 1 if above != rises else -1 if above else 0
        _label(paper, scale, (newest, value), _Side(above, aside), reached=True)


class _Side(NamedTuple):
    """The side of a mark on which its label is placed."""

    above: bool
    aside: int
    """1 to the right, -1 to the left, 0 in the middle."""


def _rises(way: Sequence[tuple[int, float]]) -> bool:
    """Tell whether a line rises to its last point."""
    return len(way) < 2 or way[-1][1] >= way[-2][1]


def _label(paper: Canvas, scale: _Scale, point: tuple[int, float], side: _Side, *, reached: bool) -> None:
    run = TextLine(amount(point[1]), SMALL, bold=reached, colour="ai" if reached else "ink")
    x, y = scale.point(*point)
    half = run.width / 2
    reach = half + DOT + 1
    low = not side.above and y + DOT - 1 + LEADING > scale.at.bottom  # keeps labels off the base line
    middle = x + (reach if low else side.aside * (reach if side.aside > 0 else half - DOT))
    middle = min(max(middle, scale.at.x - SIDE + half), scale.at.right + SIDE - half)
    if low and side.aside > 0:
        top = min(y - LEADING / 2, scale.at.bottom - LEADING + 1)
    else:
        top = y - DOT - LEADING + 1 if side.above or low else y + DOT - 1
    paper.words((run,), middle, top)
