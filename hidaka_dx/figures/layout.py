"""Where the boxes and frames of a diagram stand: from columns and rows to rectangles, for any height."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figure import COLUMNS, Arrow, Box, Diagram, Frame
from hidaka_dx.figures.svg import LEADING, PAD, Rect, columns, runs

GUTTER: Final = 20.0
"""Between columns."""
FRAME_PAD: Final = 7.0
"""Between a frame and its boxes; two frames side by side stand 6 points apart."""
FRAME_HEAD: Final = 23.0
"""From a frame's upper edge to its first box: room for its head."""
_GAP: Final = 9.0
_ARROW_GAP: Final = 19.0
_WIDEST_GAP: Final = 40.0


@dataclass(frozen=True)
class Layout:
    """Rectangles of a diagram's parts, in the order of its data."""

    boxes: tuple[Rect, ...]
    frames: tuple[Rect, ...]
    needed: float
    """The least height that holds everything, in points."""


@dataclass(frozen=True)
class _Tracks:
    top: float
    rows: tuple[float, ...]
    gaps: tuple[float, ...]
    bottom: float

    @property
    def height(self) -> float:
        return self.top + sum(self.rows) + sum(self.gaps) + self.bottom

    def span(self, first: int, count: int) -> tuple[float, float]:
        """Give top and bottom of rows, counted from 1."""
        start = self.top + sum(self.rows[: first - 1]) + sum(self.gaps[: first - 1])
        return start, start + sum(self.rows[first - 1 : first + count - 1]) + sum(
            self.gaps[first - 1 : first + count - 2]
        )


def lay_out(diagram: Diagram, height: float) -> Layout:
    """Place boxes and frames in `height` points; they overflow where the height is less than `needed`."""
    inset = FRAME_PAD if diagram.frames else 0
    cols = columns(COLUMNS, GUTTER, inset, theme.MEASURE - 2 * inset)
    least = _least(diagram, cols)
    tracks = _spread(least, height - least.height)
    return Layout(
        tuple(_place(box, cols, tracks) for box in diagram.boxes),
        tuple(_around(_place(frame, cols, tracks)) for frame in diagram.frames),
        least.height,
    )


def _place(part: Box | Frame, cols: Sequence[tuple[float, float]], tracks: _Tracks) -> Rect:
    x = cols[part.col - 1][0]
    top, bottom = tracks.span(part.row, part.rows)
    return Rect(x, top, _width(part, cols), bottom - top)


def _width(part: Box | Frame, cols: Sequence[tuple[float, float]]) -> float:
    last = cols[part.col + part.cols - 2]
    return last[0] + last[1] - cols[part.col - 1][0]


def _around(inner: Rect) -> Rect:
    return Rect(
        inner.x - FRAME_PAD, inner.y - FRAME_HEAD, inner.w + 2 * FRAME_PAD, inner.h + FRAME_HEAD + FRAME_PAD
    )  # fmt: skip


def _least(diagram: Diagram, cols: Sequence[tuple[float, float]]) -> _Tracks:
    """Find the smallest rows and gaps that hold words, arrows and frames."""
    count = max(part.row + part.rows - 1 for part in (*diagram.boxes, *diagram.frames))
    gaps = tuple(_gap(diagram, row) for row in range(1, count))
    rows = [LEADING] * count
    for box in sorted(diagram.boxes, key=lambda box: box.rows):
        here = slice(box.row - 1, box.row + box.rows - 1)
        held = sum(rows[here]) + sum(gaps[box.row - 1 : box.row + box.rows - 2])
        lacking = max(0.0, _need(box, cols) - held) / box.rows
        rows[here] = [row + lacking for row in rows[here]]
    top = FRAME_HEAD if any(frame.row == 1 for frame in diagram.frames) else 0.0
    bottom = FRAME_PAD if any(frame.row + frame.rows - 1 == count for frame in diagram.frames) else 0.0
    return _Tracks(top, tuple(rows), gaps, bottom)


def _need(box: Box, cols: Sequence[tuple[float, float]]) -> float:
    return LEADING * len(runs(box.head, box.text, _width(box, cols) - 2 * PAD)) + PAD


def _gap(diagram: Diagram, row: int) -> float:
    """Find the smallest gap below `row`."""
    parts = {part.id: part for part in (*diagram.boxes, *diagram.frames)}
    gap = _GAP
    for arrow in diagram.arrows:
        gap = max(gap, _arrow_gap(arrow, parts[arrow.start], parts[arrow.end], row))
    ends = any(frame.row + frame.rows - 1 == row for frame in diagram.frames)
    begins = any(frame.row == row + 1 for frame in diagram.frames)
    return gap + ends * FRAME_PAD + begins * FRAME_HEAD


def _arrow_gap(arrow: Arrow, start: Box | Frame, end: Box | Frame, row: int) -> float:
    upper, lower = sorted((start, end), key=lambda part: part.row)
    if not upper.row + upper.rows - 1 <= row < lower.row:
        return 0.0
    words = len(arrow.text.splitlines())
    return max(_ARROW_GAP, words * LEADING + 5) if row == lower.row - 1 else _ARROW_GAP


def _spread(tracks: _Tracks, extra: float) -> _Tracks:
    """Share what the height leaves over: a third to the gaps, the rest to the lower rows first."""
    if extra <= 0:
        return tracks
    each = extra / 3 / len(tracks.gaps) if tracks.gaps else 0.0
    gaps = tuple(gap + min(each, max(0.0, _WIDEST_GAP - gap)) for gap in tracks.gaps)
    left = extra - (sum(gaps) - sum(tracks.gaps))
    return _Tracks(tracks.top, _levelled(tracks.rows, left), gaps, tracks.bottom)


def _levelled(rows: Sequence[float], extra: float) -> tuple[float, ...]:
    """Raise the lowest rows to one level until `extra` is used up."""
    low = sorted(rows)
    for count in range(len(low), 0, -1):
        level = (sum(low[:count]) + extra) / count
        if level >= low[count - 1]:
            return tuple(max(row, level) for row in rows)
    return tuple(rows)
