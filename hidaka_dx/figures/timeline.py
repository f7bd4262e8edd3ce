"""A timeline: tints, bars and hairlines; an HTML table placed over it prints the text.

The text is left to the table so that screen readers present rows, heads and cells.
"""

import math
from dataclasses import dataclass
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figure import Bar, Timeline, TimelineRow
from hidaka_dx.figures.svg import (
    CORNER,
    LEADING,
    PAD,
    RISE,
    SMALL,
    STROKE,
    Canvas,
    Drawing,
    Path,
    Rect,
    box_colours,
    broken,
    colour,
    element,
    number,
    sheet,
)
from hidaka_dx.japanese import short_fiscal_year
from hidaka_dx.japanese.ragged import seen_width

HEAD: Final = 39.0
"""Height of the head: two lines of text."""
APART: Final = 0.75 * SMALL
"""Least space between the heads of two years."""
_POINT: Final = 7.0


@dataclass(frozen=True)
class Grid:
    """Dimensions of the table in points; label, years and rows fill the drawing exactly."""

    label: float
    """Width of the column of labels."""
    year: float
    """Width of each column of a year."""
    years: int
    """How many years."""
    head: float
    """Height of the head."""
    row: float
    """Height of each row."""


@dataclass(frozen=True)
class TimelineCell:
    """A cell of a row after its label."""

    years: int
    """How many columns it covers."""
    text: str
    """Words of the bar; empty where there is no bar."""
    bar: bool
    """Whether a bar is drawn behind it."""


def grid(timeline: Timeline) -> Grid:
    """Return the dimensions shared by drawing and table."""
    longest = max(seen_width(line, SMALL) for row in timeline.rows for line in row.label.splitlines())
    label = float(math.ceil(min(max(longest + PAD, 90.0), 160.0)))
    years = timeline.last - timeline.first + 1
    row = (timeline.lines * theme.LINE - HEAD) / len(timeline.rows)
    return Grid(label, (theme.MEASURE - label) / years, years, HEAD, row)


def heads(timeline: Timeline) -> tuple[tuple[str, str], ...]:
    """Return the two lines of each year's head, such as R5 and (2023), without brackets where columns are narrow."""
    form = "({})" if grid(timeline).year > seen_width(f"({timeline.first})", SMALL) + APART else "{}"
    years = range(timeline.first, timeline.last + 1)
    return tuple((short_fiscal_year(year), form.format(year)) for year in years)


def cells(timeline: Timeline, row: TimelineRow) -> tuple[TimelineCell, ...]:
    """Return a row's cells from left to right; years without a bar are single empty cells."""
    found: list[TimelineCell] = []
    year = timeline.first
    for bar in row.bars:
        found += [TimelineCell(1, "", bar=False)] * (bar.start - year)
        found.append(TimelineCell(bar.end - bar.start + 1, bar.text, bar=True))
        year = bar.end + 1
    found += [TimelineCell(1, "", bar=False)] * (timeline.last + 1 - year)
    return tuple(found)


def draw(timeline: Timeline) -> Drawing:
    """Draw the background of the table without text; text that would not fit its cell is a fault."""
    paper = sheet(timeline.lines)
    sizes = grid(timeline)
    paper.fill(Rect(0, 0, theme.MEASURE, sizes.head), "tint-grey")
    for place, row in enumerate(timeline.rows):
        top = sizes.head + place * sizes.row
        _check(paper, row.label, Rect(0, top, sizes.label + PAD, sizes.row), ("rows", place, "label"))
        for nth, bar in enumerate(row.bars):
            at = _at(bar, timeline, sizes, top)
            _bar(paper, bar, at)
            _check(paper, bar.text, at, ("rows", place, "bars", nth, "text"))
    _rules(paper, timeline, sizes)
    return paper.drawing()


def _at(bar: Bar, timeline: Timeline, sizes: Grid, top: float) -> Rect:
    tall = max(min(sizes.row - 5, LEADING + 2 * RISE), sizes.row * 0.72)
    x = sizes.label + (bar.start - timeline.first) * sizes.year
    return Rect(x + 2, top + (sizes.row - tall) / 2, (bar.end - bar.start + 1) * sizes.year - 4, tall)


def _bar(paper: Canvas, bar: Bar, at: Rect) -> None:
    """Draw a bar; it is pointed on the side where it continues beyond the years."""
    fill, stroke = box_colours(bar.look)
    if bar.since is None and bar.until is None:
        paper.box(at, fill, stroke)
        return
    at = at.inset(STROKE / 2)
    d = _side(at, at.x, 1, CORNER, point=bar.since is not None) + _side(
        at, at.right, -1, CORNER, point=bar.until is not None
    )
    paper.parts.append(
        element("path", d=f"M{d[1:]}Z", fill=colour(fill), stroke=colour(stroke), stroke_width=STROKE),
    )


def _side(at: Rect, x: float, inward: int, corner: float, *, point: bool) -> str:
    """Return the path along one side of a bar: upwards on the left, downwards on the right."""
    first, last = (at.bottom, at.y) if inward > 0 else (at.y, at.bottom)
    if point:
        ways = [(x + inward * _POINT, first), (x, at.cy), (x + inward * _POINT, last)]
        return "".join(f"L{number(a)} {number(b)}" for a, b in ways)
    turn = corner if last > first else -corner
    return (
        f"L{number(x + inward * corner)} {number(first)}Q{number(x)} {number(first)} {number(x)} {number(first + turn)}"
        f"L{number(x)} {number(last - turn)}Q{number(x)} {number(last)} {number(x + inward * corner)} {number(last)}"
    )


def _rules(paper: Canvas, timeline: Timeline, sizes: Grid) -> None:
    for place in range(len(timeline.rows) + 1):
        y = sizes.head + place * sizes.row
        paper.line([(0, y), (theme.MEASURE, y)], "rule", 0.5)


def _check(paper: Canvas, text: str, at: Rect, path: Path) -> None:
    paper.check(broken(text, at.w - 2 * PAD), at, path)
