"""Fills of the series of a chart: told apart in colour and in grey, by tint and by pattern."""

from collections.abc import Iterator, Sequence
from typing import Final

from hidaka_dx.figures.svg import LEADING, SMALL, STROKE, Canvas, Rect, TextLine, colour, element

DARK: Final = 0
"""The only fill on which words are white."""
PATTERNED: Final = (2, 3, 5)
"""Fills with lines, on which words need a plate."""
_GROUNDS: Final = ("ai", "tint-ai", "paper", "paper", "tint-grey", "paper")
_PITCH: Final = 4.0
SWATCH: Final = 14.0
"""Width of a sample in a legend."""


def paint(paper: Canvas, at: Rect, series: int) -> None:
    """Fill a rectangle as the bars of a series are filled."""
    if at.w <= 0 or at.h <= 0:
        return
    inner = at.inset(min(STROKE, at.w, at.h) / 2)
    paper.parts.append(
        element(
            "rect",
            x=inner.x,
            y=inner.y,
            width=inner.w,
            height=inner.h,
            fill=colour(_GROUNDS[series]),
            stroke=colour("ai"),
            stroke_width=STROKE,
        )
    )
    lines = {2: _slanted(at), 3: _level(at), 5: (*_slanted(at), *_level(at))}.get(series, ())
    for start, end in lines:
        paper.line([start, end], "ai", 0.5)


def _slanted(at: Rect) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield strokes from the lower left to the upper right."""
    step = _PITCH * 1.4
    for number in range(1, int((at.w + at.h) / step) + 1):
        far = number * step
        start = (at.x + max(far - at.h, 0.0), at.y + min(far, at.h))
        end = (at.x + min(far, at.w), at.y + max(far - at.w, 0.0))
        yield start, end


def _level(at: Rect) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    for number in range(1, int(at.h / _PITCH) + 1):
        y = at.y + number * _PITCH
        if y < at.bottom:
            yield (at.x, y), (at.right, y)


def write_in(paper: Canvas, words: str, at: Rect, series: int) -> bool:
    """Write words in the middle of a filled rectangle; tell whether they fit."""
    run = TextLine(words, SMALL, colour="paper" if series == DARK else "ink")
    if run.width + 4 > at.w or at.h < SMALL + 1:
        return False
    if series in PATTERNED:
        paper.fill(Rect(at.cx - run.width / 2 - 1.5, at.cy - SMALL / 2 - 0.5, run.width + 3, SMALL + 1), "paper")
    paper.words((run,), at.cx, at.cy - LEADING / 2)
    return True


def write_value(paper: Canvas, run: TextLine, x: float, top: float) -> None:
    """Write a value above or below its mark, on a plate that hides the lines behind it."""
    paper.fill(Rect(x - run.width / 2 - 1, top + 2, run.width + 2, LEADING - 4), "paper")
    paper.words((run,), x, top)


def legend(paper: Canvas, names: Sequence[str], x: float, top: float, room: float) -> float:
    """Draw samples with their names in rows of `room` points; return the height."""
    left, y = x, top
    for series, name in enumerate(names):
        run = TextLine(name, SMALL)
        if left > x and left + SWATCH + 4 + run.width > x + room:
            left, y = x, y + LEADING
        paint(paper, Rect(left, y + 3, SWATCH, 9), series)
        paper.words((run,), left + SWATCH + 4, y, "start")
        left += SWATCH + 4 + run.width + 14
    return y + LEADING - top
