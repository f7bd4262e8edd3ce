"""Trends: small charts side by side, each with the way from a base to a target and the values reached so far."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from hidaka_dx import theme
from hidaka_dx.figures import lettering
from hidaka_dx.figures.svg import (
    LEADING,
    SMALL,
    STROKE,
    Drawing,
    Rect,
    Run,
    Sheet,
    colour,
    columns,
    element,
    high,
    sheet,
)
from hidaka_dx.japanese import amount, short_fiscal_year

GUTTER: Final = 24.0
PLOT: Final = 58.5
"""Height in which the lines rise and fall."""
DOT: Final = 2.75
"""Radius of the mark of a value."""
FOOT: Final = 15.0
"""Room below the lines for words under their marks."""
SIDE: Final = 15.0
"""Room left and right of the lines for the words at their ends."""
MOST: Final = 3
"""Charts in one row."""


@dataclass(frozen=True)
class Trend:
    """An indicator over the years."""

    name: str
    unit: str
    base: tuple[int, float] | None
    targets: Mapping[int, float]
    """Value aimed at in each fiscal year."""
    values: Mapping[int, float]
    """Value reached in each fiscal year so far."""


def lines(trends: Sequence[Trend]) -> float:
    """Give the height of the drawing in lines of text, a multiple of a half."""
    rows = [_tall(trends[start : start + _across(trends)]) for start in range(0, len(trends), _across(trends))]
    return math.ceil(sum(rows) / theme.LINE * 2) / 2


def draw(trends: Sequence[Trend], years: range) -> Drawing:
    """Draw a chart for each indicator over `years`, up to three in a row."""
    paper, top, across = sheet(lines(trends)), 0.0, _across(trends)
    for start in range(0, len(trends), across):
        row = trends[start : start + across]
        for trend, (left, width) in zip(row, columns(across, GUTTER), strict=False):
            _chart(paper, trend, years, Rect(left, top, width, _tall(row)))
        top += _tall(row)
    return paper.drawing()


def spoken(trends: Sequence[Trend]) -> str:
    """Say where each indicator began, where it stands and where it is to go."""
    return "".join(map(_said, trends))


def _said(trend: Trend) -> str:
    parts = [f"{short_fiscal_year(trend.base[0])}の基準値は{amount(trend.base[1])}"] if trend.base else []
    parts += [f"{short_fiscal_year(year)}の実績は{amount(value)}" for year, value in sorted(trend.values.items())]
    parts += [
        f"{short_fiscal_year(year)}の目標は{amount(value)}" for year, value in [*sorted(trend.targets.items())][-1:]
    ]
    return f"{trend.name}（{trend.unit}）：{'、'.join(parts)}。"


def _across(trends: Sequence[Trend]) -> int:
    """Two charts a row, three where there are just three, so that they are of like width on all pages."""
    return MOST if len(trends) == MOST else 2


def _tall(row: Sequence[Trend]) -> float:
    return (
        max(high(_title(trend, columns(_across(row), GUTTER)[0][1])) for trend in row)
        + LEADING
        + PLOT
        + LEADING
        + FOOT
        + LEADING
        + 6
    )


def _title(trend: Trend, room: float) -> tuple[Run, ...]:
    words = lettering.wrap(f"{trend.name}（{trend.unit}）", room, SMALL, bold=True)
    return tuple(Run(line, SMALL, bold=True) for line in words)


@dataclass(frozen=True)
class _Scale:
    """Where years and values stand on the paper."""

    at: Rect
    first: int
    last: int
    low: float
    high: float

    def x(self, year: int) -> float:
        return self.at.x + (year - self.first) / max(self.last - self.first, 1) * self.at.w

    def y(self, value: float) -> float:
        return self.at.bottom - (value - self.low) / ((self.high - self.low) or 1) * self.at.h

    def point(self, year: int, value: float) -> tuple[float, float]:
        return self.x(year), self.y(value)


def _chart(paper: Sheet, trend: Trend, years: range, at: Rect) -> None:
    title = _title(trend, at.w)
    paper.words(title, at.x, at.y, "start")
    foot = at.bottom - 6 - LEADING
    plot = Rect(at.x + SIDE, foot - FOOT - PLOT, at.w - 2 * SIDE, PLOT)
    scale = _scale(trend, years, plot)
    paper.line([(at.x, foot), (at.right, foot)], "rule", 0.5)
    _years(paper, scale, foot)
    _line(paper, scale, _way(trend, trend.targets), reached=False)
    _line(paper, scale, _way(trend, trend.values), reached=True)
    _labels(paper, scale, trend)


def _scale(trend: Trend, years: range, plot: Rect) -> _Scale:
    """Begin at nought unless all values lie far above it."""
    values = [*trend.targets.values(), *trend.values.values(), *([trend.base[1]] if trend.base else [])]
    low, top = min(values, default=0.0), max(values, default=1.0)
    low = min(low, 0.0) if low < top / 2 else low
    first = min([years.start, *([trend.base[0]] if trend.base else [])])
    return _Scale(plot, first, years.stop - 1, low, top)


def _way(trend: Trend, values: Mapping[int, float]) -> list[tuple[int, float]]:
    """Give the points of a line; it begins at the base."""
    return [*([trend.base] if trend.base else []), *sorted(values.items())]


def _line(paper: Sheet, scale: _Scale, way: Sequence[tuple[int, float]], *, reached: bool) -> None:
    """Draw what was reached as a firm line with full marks, what is aimed at as a broken one with open marks."""
    points, ink = [scale.point(*each) for each in way], colour("ai" if reached else "ink")
    if len(points) > 1:
        path = "M" + " L".join(f"{x:.2f} {y:.2f}" for x, y in points)
        weight, dashes = (1.5, "none") if reached else (STROKE, "3 2.5")
        paper.parts.append(
            element("path", d=path, fill="none", stroke=ink, stroke_width=weight, stroke_dasharray=dashes)
        )
    fill = ink if reached else colour("paper")
    for x, y in points:
        paper.parts.append(element("circle", cx=x, cy=y, r=DOT, fill=fill, stroke=ink, stroke_width=STROKE))


def _years(paper: Sheet, scale: _Scale, foot: float) -> None:
    """Name the years; where they would touch, only every second and the last."""
    names = {year: Run(short_fiscal_year(year), SMALL, colour="grey") for year in range(scale.first, scale.last + 1)}
    pitch = scale.x(scale.first + 1) - scale.x(scale.first)
    step = 1 if max(name.width for name in names.values()) + 3 <= pitch else 2
    for year, name in names.items():
        if (scale.last - year) % step == 0:
            paper.words((name,), scale.x(year), foot + 3)


def _labels(paper: Sheet, scale: _Scale, trend: Trend) -> None:
    """Write the newest value and the last target beside their marks, where no line passes."""
    last = max(trend.targets, default=None)
    newest = max(trend.values, default=None)
    if last is not None and last != newest:
        above = _rises(_way(trend, trend.targets))
        _label(paper, scale, (last, trend.targets[last]), _Side(above=above, right=False), reached=False)
    if newest is not None:
        value = trend.values[newest]
        above = value >= trend.targets.get(newest, value)
        right = above != _rises(_way(trend, trend.values))
        _label(paper, scale, (newest, value), _Side(above=above, right=right), reached=True)


class _Side(NamedTuple):
    """On which side of a mark its words stand."""

    above: bool
    right: bool


def _rises(way: Sequence[tuple[int, float]]) -> bool:
    """Tell whether a line comes up to its last point."""
    return len(way) < 2 or way[-1][1] >= way[-2][1]


def _label(paper: Sheet, scale: _Scale, point: tuple[int, float], side: _Side, *, reached: bool) -> None:
    run = Run(amount(point[1]), SMALL, bold=reached, colour="ai" if reached else "ink")
    x, y = scale.point(*point)
    half = run.width / 2
    middle = x + half + DOT + 1 if side.right else x
    middle = min(max(middle, scale.at.x - SIDE + half), scale.at.right + SIDE - half)
    paper.words((run,), middle, y - DOT - LEADING + 1 if side.above else y + DOT - 1)
