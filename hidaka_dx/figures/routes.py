"""Routes of arrows between rectangles, and candidate places for their labels."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from hidaka_dx.figures.svg import LEADING, Rect

Point = tuple[float, float]
Route = tuple[Point, ...]


def route(start: Rect, end: Rect, bend: Literal["steps", "corner"]) -> Route:
    """Return the route from edge to edge: straight where the two face each other, else with right angles."""
    left, right = max(start.x, end.x), min(start.right, end.right)
    if left < right:
        x = (left + right) / 2
        return ((x, start.bottom), (x, end.y)) if start.y < end.y else ((x, start.y), (x, end.bottom))
    top, bottom = max(start.y, end.y), min(start.bottom, end.bottom)
    if top < bottom:
        y = (top + bottom) / 2
        return ((start.right, y), (end.x, y)) if start.x < end.x else ((start.x, y), (end.right, y))
    leave = start.bottom if start.y < end.y else start.y
    if bend == "corner":
        return (start.cx, leave), (start.cx, end.cy), (end.x if start.x < end.x else end.right, end.cy)
    arrive = end.y if start.y < end.y else end.bottom
    half = (leave + arrive) / 2
    return (start.cx, leave), (start.cx, half), (end.cx, half), (end.cx, arrive)


def segments(way: Route) -> tuple[Rect, ...]:
    """Return each straight segment of a route as a rectangle without width or height."""
    return tuple(Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairwise(way))


def crosses(way: Route, obstacle: Rect) -> bool:
    """Tell whether a route runs through the inside of a rectangle."""
    inner = obstacle.inset(0.5)
    return any(leg.inset(-0.1).meets(inner) for leg in segments(way))


def label_places(way: Route, width: float, lines: int, edges: Sequence[Rect]) -> Iterator[Rect]:
    """Return places for a label of `width` points beside a route, best first, clear of the edges of frames."""
    high = lines * LEADING
    for leg in sorted(_clear(way, edges), key=lambda leg: -max(leg.w, leg.h)):
        if leg.h:
            yield Rect(leg.x + 6, leg.cy - high / 2, width, high)
            yield Rect(leg.x - 6 - width, leg.cy - high / 2, width, high)
        else:
            yield Rect(leg.cx - width / 2, leg.y - high - 1, width, high)
            yield Rect(leg.cx - width / 2, leg.y + 1, width, high)


def _clear(way: Route, edges: Sequence[Rect]) -> Iterator[Rect]:
    """Split the segments of a route where they cross an edge."""
    for leg in segments(way):
        if leg.h:
            cuts = _cuts(
                leg.y, leg.bottom, [y for edge in edges if edge.x < leg.x < edge.right for y in (edge.y, edge.bottom)]
            )
            yield from (Rect(leg.x, a, 0, b - a) for a, b in pairwise(cuts))
        else:
            cuts = _cuts(
                leg.x, leg.right, [x for edge in edges if edge.y < leg.y < edge.bottom for x in (edge.x, edge.right)]
            )
            yield from (Rect(a, leg.y, b - a, 0) for a, b in pairwise(cuts))


def _cuts(low: float, high: float, values: Sequence[float]) -> list[float]:
    return sorted({low, high, *(value for value in values if low < value < high)})
