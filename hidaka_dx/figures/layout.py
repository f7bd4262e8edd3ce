"""Layout of a diagram's boxes and frames: from columns and rows to rectangles, for any height."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figure import COLUMNS, Arrow, Box, Diagram, Frame, PlacedPart
from hidaka_dx.figures.svg import LEADING, PAD, RISE, Rect, columns, runs, total_height

GUTTER: Final = 20.0
"""Space between columns."""
FRAME_PAD: Final = 7.0
"""Space between a frame and its boxes; two frames side by side are 6 points apart."""
FRAME_HEAD: Final = 22.0
"""Distance from a frame's upper edge to its first box: room for its title."""
_GAP: Final = 8.0
_BETWEEN: Final = 6.0  # two frames, one above the other
_ARROW_GAP: Final = 17.0
_WIDEST_GAP: Final = 44.0


@dataclass(frozen=True)
class Layout:
    """Rectangles of a diagram's parts, in the order of its data."""

    boxes: tuple[Rect, ...]
    frames: tuple[Rect, ...]
    needed: float
    """The minimum height that holds everything, in points."""


@dataclass(frozen=True)
class _Tracks:
    top: float
    rows: tuple[float, ...]
    clear: tuple[float, ...]
    """Space free of frames between two rows, where arrows run."""
    edges: tuple[float, ...]
    """Space taken by frames between two rows."""
    bottom: float

    @property
    def gaps(self) -> tuple[float, ...]:
        return tuple(clear + edge for clear, edge in zip(self.clear, self.edges, strict=True))

    @property
    def height(self) -> float:
        return self.top + fsum(self.rows) + fsum(self.gaps) + self.bottom

    def span(self, first: int, count: int) -> tuple[float, float]:
        """Return top and bottom of rows, counted from 1."""
        start = self.top + fsum(self.rows[: first - 1]) + fsum(self.gaps[: first - 1])
        return start, start + fsum(self.rows[first - 1 : first + count - 1]) + fsum(
            self.gaps[first - 1 : first + count - 2]
        )


def lay_out(diagram: Diagram, height: float) -> Layout:
    """Place boxes and frames in `height` points; they overflow where the height is less than `needed`."""
    inset = FRAME_PAD if diagram.frames else 0
    cols = columns(COLUMNS, GUTTER, inset, theme.MEASURE - 2 * inset)
    least = _minimum_tracks(diagram, cols)
    tracks = _spread(least, height - least.height)
    return Layout(
        tuple(_widened_to_frames(_place(box, cols, tracks), box, diagram.frames) for box in diagram.boxes),
        tuple(_around(_place(frame, cols, tracks)) for frame in diagram.frames),
        least.height,
    )


def _place(part: PlacedPart, cols: Sequence[tuple[float, float]], tracks: _Tracks) -> Rect:
    x = cols[part.col - 1][0]
    top, bottom = tracks.span(part.row, part.rows)
    return Rect(x, top, _width(part, cols), bottom - top)


def _widened_to_frames(rect: Rect, box: Box, frames: Sequence[Frame]) -> Rect:
    """Extend a box outside all frames to the frames' width, so that edges line up."""
    if not frames or any(set(_columns(box)) <= set(_columns(frame)) and _rows(box) <= _rows(frame) for frame in frames):
        return rect
    left = FRAME_PAD if box.col == 1 else 0.0
    right = FRAME_PAD if box.col + box.cols - 1 == COLUMNS else 0.0
    return Rect(rect.x - left, rect.y, rect.w + left + right, rect.h)


def _rows(part: PlacedPart) -> set[int]:
    return set(range(part.row, part.row + part.rows))


def _width(part: PlacedPart, cols: Sequence[tuple[float, float]]) -> float:
    last = cols[part.col + part.cols - 2]
    return last[0] + last[1] - cols[part.col - 1][0]


def _around(inner: Rect) -> Rect:
    return Rect(
        inner.x - FRAME_PAD, inner.y - FRAME_HEAD, inner.w + 2 * FRAME_PAD, inner.h + FRAME_HEAD + FRAME_PAD
    )  # fmt: skip


def _minimum_tracks(diagram: Diagram, cols: Sequence[tuple[float, float]]) -> _Tracks:
    """Compute the minimum rows and gaps that hold text, arrows and frames."""
    count = max(part.row + part.rows - 1 for part in (*diagram.boxes, *diagram.frames))
    gaps = [_gap(diagram, row) for row in range(1, count)]
    rows = [LEADING] * count
    for box in sorted(diagram.boxes, key=lambda box: box.rows):
        here = slice(box.row - 1, box.row + box.rows - 1)
        held = fsum(rows[here]) + fsum(map(fsum, gaps[box.row - 1 : box.row + box.rows - 2]))
        lacking = max(0.0, _need(box, cols) - held) / box.rows
        rows[here] = [row + lacking for row in rows[here]]
    top = FRAME_HEAD if any(frame.row == 1 for frame in diagram.frames) else 0.0
    bottom = FRAME_PAD if any(frame.row + frame.rows - 1 == count for frame in diagram.frames) else 0.0
    return _Tracks(top, tuple(rows), tuple(clear for clear, _ in gaps), tuple(edge for _, edge in gaps), bottom)


def _need(box: Box, cols: Sequence[tuple[float, float]]) -> float:
    return total_height(runs(box.head, box.text, _width(box, cols) - 2 * PAD)) + 2 * RISE


def _gap(diagram: Diagram, row: int) -> tuple[float, float]:
    """Compute the minimum gap below `row`: the clearance for arrows plus the space for frame edges."""
    parts = {part.id: part for part in (*diagram.boxes, *diagram.frames)}
    every = _edges(diagram.frames, row)
    clear, edges = (_GAP, 0.0) if not every else (_BETWEEN, every)
    needs = [_through(arrow, parts[arrow.start], parts[arrow.end], diagram.frames, row) for arrow in diagram.arrows]
    if any(need for need, _ in needs):
        edges = max(crossed for need, crossed in needs if need)
        clear = max(clear + every - edges, *(need + crossed - edges for need, crossed in needs))
    return clear, edges


def _through(
    arrow: Arrow, start: PlacedPart, end: PlacedPart, frames: Sequence[Frame], row: int
) -> tuple[float, float]:
    """Return the space an arrow needs below `row` (0 if it does not pass), and the frame edges it crosses there."""
    upper, lower = sorted((start, end), key=lambda part: part.row)
    beside = arrow.bend == "corner" and not _columns(upper) & _columns(lower)
    if beside or not upper.row + upper.rows - 1 <= row < lower.row:
        return 0.0, 0.0
    words = len(arrow.text.splitlines()) if row == lower.row - 1 else 0
    ways = _columns(upper) & _columns(lower) or _columns(upper) | _columns(lower)
    return max(_ARROW_GAP, words * LEADING + 3), _edges([frame for frame in frames if _columns(frame) & ways], row)


def _columns(part: PlacedPart) -> set[int]:
    return set(range(part.col, part.col + part.cols))


def _edges(frames: Sequence[Frame], row: int) -> float:
    """Sum up the space that frames ending or beginning below `row` take from the gap."""
    ends = any(frame.row + frame.rows - 1 == row for frame in frames)
    begins = any(frame.row == row + 1 for frame in frames)
    return ends * FRAME_PAD + begins * FRAME_HEAD


def _spread(tracks: _Tracks, extra: float) -> _Tracks:
    """Distribute surplus height: a third between the rows, the rest to the lowest rows first."""
    if extra <= 0:
        return tracks
    levelled = _levelled(tracks.clear, extra / 3)
    clear = tuple(max(gap, min(_WIDEST_GAP, new)) for gap, new in zip(tracks.clear, levelled, strict=True))
    left = extra - (fsum(clear) - fsum(tracks.clear))
    return _Tracks(tracks.top, _levelled(tracks.rows, left), clear, tracks.edges, tracks.bottom)


def _levelled(rows: Sequence[float], extra: float) -> tuple[float, ...]:
    """Raise the lowest rows to one level until `extra` is used up."""
    low = sorted(rows)
    for count in range(len(low), 0, -1):
        level = (fsum(low[:count]) + extra) / count
        if level >= low[count - 1]:
            return tuple(max(row, level) for row in rows)
    return tuple(rows)
