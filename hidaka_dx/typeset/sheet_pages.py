"""Which sheets share a page.

The fewest pages are chosen, of these the fewest that stay a quarter empty, of these the largest sizes, and then the fullest.
Pure; heights are in points.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Self

MOST_EMPTY: Final = 0.23
"""A page of which more stays empty looks thrown away; a little less than a quarter, since the last line ends above its pitch."""


class _Cost(NamedTuple):
    """What a choice of pages costs, the worst first."""

    pages: int = 0
    empty: int = 0
    """How many pages stay a quarter empty, without the last one, on which the next chapter may begin."""
    smaller: int = 0
    uneven: float = 0.0
    """The squares of what pages leave empty, again without the last one."""

    def plus(self, other: Self) -> "_Cost":
        """Return the cost of both."""
        return _Cost(
            self.pages + other.pages,
            self.empty + other.empty,
            self.smaller + other.smaller,
            self.uneven + other.uneven,
        )


def shared_pages(
    heights: Sequence[Sequence[float]], between: Sequence[float], room: float, used: float
) -> Iterator[tuple[int, int, int]]:
    """Yield the first sheet of each page, the one behind its last, and their size, which is the largest that fits.

    Takes the height of each sheet in each size, the space between two sheets in each size, the height of a page, and
    what of the first page is taken. A sheet that fits no page has one to itself, in the last size.
    """
    count = len(heights)
    best: list[tuple[_Cost, int, int]] = [(_Cost(), count, 0)]
    """For the last sheets, from none on: the least cost, where the first page of them ends, and its size."""
    for first in reversed(range(count)):
        groups = _groups(heights[first:], between, room, 0.0 if first else used)
        costs = (
            (_Cost(1, empty > MOST_EMPTY, size, empty**2).plus(best[count - first - many][0]), first + many, size)
            for many, size, empty in groups
        )
        best.append(min(costs))
    first = 0
    while first < count:
        _, end, size = best[count - first]
        yield first, end, size
        first = end


def _groups(
    heights: Sequence[Sequence[float]], between: Sequence[float], room: float, used: float
) -> Iterator[tuple[int, int, float]]:
    """Yield how many of the first sheets may share a page, their size, and what share of it stays empty; 0 of the last page."""
    filled = [used - space for space in between]
    for many, each in enumerate(heights, 1):
        filled = [high + more + space for high, more, space in zip(filled, each, between, strict=True)]
        size = next((size for size, high in enumerate(filled) if high <= room), None)
        if size is None and many > 1:
            return
        size = len(between) - 1 if size is None else size
        yield many, size, max(1 - filled[size] / room, 0.0) if many < len(heights) else 0.0
