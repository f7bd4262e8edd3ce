"""Cells that reach into the rows below, in one edition or in both.

Word joins cells row by row, so that a row may come or go inside of a tall cell. Where a tall cell begins in a row that only one
edition has, and reaches into one that both have, the rows around it are replaced as a whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias, cast

from hidaka_dx.comparison.units import Unit, inside
from hidaka_dx.comparison.words import State
from hidaka_dx.wordfile.paired_units import UnitPair, added, removed

Side: TypeAlias = Literal["removed", "added"]
SIDES: Final[dict[State, tuple[Side, ...]]] = {
    "same": ("removed", "added"),
    "removed": ("removed",),
    "added": ("added",),
}


def sides_of(state: State) -> tuple[Side, ...]:
    """Return the editions that have something of some state: the old one is called by what only it has."""
    return SIDES[state]


def span(cell: Unit) -> int:
    """Return how many columns a cell covers."""
    return max(int(cast("int", cell.fact("span"))), 1)


def height(cell: Unit) -> int:
    """Return how many rows a cell covers."""
    return max(int(cast("int", cell.fact("rows"))), 1)


def cells_of(row: UnitPair) -> Iterator[UnitPair]:
    """Pair the cells of a row by the columns they stand in."""
    olds, news = (tuple(inside(unit, ["cell"])) if unit else () for unit in (row.old, row.new))
    if row.old is None or row.new is None:
        yield from (UnitPair(None, cell) for cell in news)
        yield from (UnitPair(cell, None) for cell in olds)
    else:
        yield from (UnitPair(*cells) for cells in zip(olds, news, strict=True))


class _Cover(NamedTuple):
    """A tall cell: how many columns it covers, and how many rows more in each edition."""

    columns: int
    left: dict[Side, int]


@dataclass
class Covers:
    """The tall cells that reach into the rows to come, by their first column."""

    found: dict[int, _Cover] = field(default_factory=dict)

    def below(self, at: int, state: State) -> int:
        """Return how many columns from here on a cell above covers in a row of some state; 0 for none."""
        cover = self.found.get(at)
        mine = [side for side in sides_of(state) if cover and cover.left.get(side, 0) > 0]
        if cover is None or not mine:
            return 0
        for side in mine:
            cover.left[side] -= 1
        if not any(cover.left.values()):
            del self.found[at]
        return cover.columns

    def begin(self, at: int, cell: UnitPair) -> bool:
        """Take a cell; tell whether it reaches into rows below."""
        left = {side: height(unit) - 1 for side, unit in cell.sides()}
        if any(left.values()):
            self.found[at] = _Cover(span(cell.unit), left)
        return any(left.values())

    def fits(self, row: UnitPair) -> bool:
        """Tell whether the cells above reach into a row of both editions in both of them, or in neither."""
        if row.state != "same":
            return True
        return all(len({each.left.get(side, 0) > 0 for side in sides_of("same")}) == 1 for each in self.found.values())

    def step(self, row: UnitPair) -> None:
        """Go over a row."""
        at = 0
        for cell in (*cells_of(row), None):
            while columns := self.below(at, row.state):
                at += columns
            if cell:
                self.begin(at, cell)
                at += span(cell.unit)


def together(rows: Sequence[UnitPair]) -> list[UnitPair]:
    """Return the rows of a table as Word can show them: those that a tall cell ties together stand in both editions alike, or apart."""
    found, group, covers, is_sound = list[UnitPair](), list[UnitPair](), Covers(), True
    for row in rows:
        is_sound = is_sound and covers.fits(row)
        covers.step(row)
        group.append(row)
        if not covers.found:
            found += group if is_sound else _replaced(group)
            group, is_sound = [], True
    return found + (group if is_sound else [*_replaced(group)])


def _replaced(rows: Sequence[UnitPair]) -> Iterator[UnitPair]:
    yield from removed([each.old for each in rows if each.old])
    yield from added([each.new for each in rows if each.new])
