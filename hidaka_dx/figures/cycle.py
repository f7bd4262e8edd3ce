"""A cycle: stations on a ring, clockwise from the upper left, with a label in the middle.

The ring has two straight sides, on which the stations are, and two round ends; arrows follow it from each to the next.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figure import Cycle
from hidaka_dx.figures.routes import Point, Route, route
from hidaka_dx.figures.svg import (
    BARB,
    PAD,
    RISE,
    Canvas,
    Drawing,
    Rect,
    TextLine,
    broken,
    runs,
    sheet,
    total_height,
)

WIDE: Final = 156.0
"""Width of a station where no ring has room for its words: two columns of the grid."""
LEAST: Final = 84.0
"""Minimum width of a station on the ring."""
ARROW: Final = 13.0
"""Minimum length of an arrow between the rows."""
END: Final = 12.0
"""Minimum width of a round end; stations side by side are twice as far from each other as the ends are wide."""
RUN: Final = BARB + 1
"""Straight piece before and after a round end: the head of the arrow."""
STEPS: Final = 36
"""Pieces of a round end."""

_Texts = Sequence[tuple[TextLine, ...]]


def draw(cycle: Cycle) -> Drawing:
    """Draw the ring with its stations; where their words need the whole width, two rows with straight arrows."""
    paper, count = sheet(cycle.lines), len(cycle.stations)
    core = broken(cycle.core, WIDE, 12, bold=True)
    free = max(ARROW, total_height(core) + 2 * RISE if core else 0)
    texts = _texts(cycle, _widest(count) - 2 * PAD)
    is_ring = _fits(texts, _widest(count), _tall(texts, paper.height, free))
    texts = texts if is_ring else _texts(cycle, WIDE - 2 * PAD)
    tall = _tall(texts, paper.height, free)
    wide = max(LEAST, *(line.width + 2 * PAD for lines in texts for line in lines)) if is_ring else WIDE
    end = _end(count, wide, (paper.height - tall) / 2) if is_ring else 0.0
    places = _places(count, Rect(0, 0, wide, tall), 2 * end if is_ring else _spread(count), paper.height)
    for way in _ring(places, end) if is_ring else _straight(places):
        paper.arrow(way)
    for place, at in enumerate(places):
        paper.box(at, "tint-ai", "ai")
        paper.centred(texts[place], at, ("stations", place, "text"))
    _write_core(paper, core, tall)
    return paper.drawing()


def _write_core(paper: Canvas, core: Sequence[TextLine], tall: float) -> None:
    if core:
        room = Rect(theme.MEASURE / 2 - WIDE / 2, tall, WIDE, paper.height - 2 * tall)
        paper.centred(core, room, ("core",))


def _texts(cycle: Cycle, room: float) -> _Texts:
    return [runs(station.head, station.text, room) for station in cycle.stations]


def _fits(texts: _Texts, wide: float, tall: float) -> bool:
    broad = all(line.width <= wide - 2 * PAD + 0.01 for lines in texts for line in lines)
    return broad and max(map(total_height, texts)) <= tall - 2 * RISE + 0.01


def _tall(texts: _Texts, height: float, free: float) -> float:
    """Return the height of the stations, which leaves `free` between the rows."""
    wanted = max(max(map(total_height, texts)) + 2 * PAD, min(height * 0.36, 84.0))
    return min(wanted, (height - free) / 2)


def _upper(count: int) -> int:
    """Return how many stations are on the upper side; the others are on the lower one."""
    return (count + 1) // 2


def _widest(count: int) -> float:
    """Return the maximum width of a station that leaves room for the ring."""
    return (theme.MEASURE - 2 * RUN) / _upper(count) - 2 * END


def _end(count: int, wide: float, round_end: float) -> float:
    """Return the width of a round end: half a circle, where the sheet is wide enough."""
    return min(round_end, (theme.MEASURE - 2 * RUN) / _upper(count) / 2 - wide / 2)


def _spread(count: int) -> float:
    """Return the gap between stations whose rows are as wide as the sheet."""
    return (theme.MEASURE - _upper(count) * WIDE) / max(_upper(count) - 1, 1)


def _places(count: int, size: Rect, gap: float, height: float) -> list[Rect]:
    """Return the places of the stations, clockwise from the upper left."""
    lower = _row(count - _upper(count), height - size.h, size, gap)
    return [*_row(_upper(count), 0, size, gap), *reversed(lower)]


def _row(count: int, y: float, size: Rect, gap: float) -> list[Rect]:
    left = (theme.MEASURE - count * size.w - (count - 1) * gap) / 2
    return [Rect(left + place * (size.w + gap), y, size.w, size.h) for place in range(count)]


def _straight(places: Sequence[Rect]) -> Iterator[Route]:
    for place, at in enumerate(places):
        yield route(at, places[(place + 1) % len(places)], "corner")


def _ring(places: Sequence[Rect], end: float) -> Iterator[Route]:
    """Yield the way from each station to the next along the ring."""
    right, left = max(at.right for at in places) + RUN, min(at.x for at in places) - RUN
    for place, at in enumerate(places):
        other = places[(place + 1) % len(places)]
        if at.y == other.y:
            yield ((at.right, at.cy), (other.x, at.cy)) if at.x < other.x else ((at.x, at.cy), (other.right, at.cy))
        elif at.y < other.y:
            yield (at.right, at.cy), *_half(right, at.cy, other.cy, end), (other.right, other.cy)
        else:
            yield (at.x, at.cy), *_half(left, at.cy, other.cy, -end), (other.x, other.cy)


def _half(x: float, start: float, stop: float, end: float) -> Iterator[Point]:
    """Yield the points of a round end from `start` to `stop`, which lies outward of `x` by `end`."""
    for step in range(STEPS + 1):
        angle = math.pi * step / STEPS
        yield x + end * math.sin(angle), (start + stop) / 2 + (start - stop) / 2 * math.cos(angle)
