"""Widths of a table's columns: those with the fewest lines over the whole table. Pure; lengths are in points.

A column is never narrower than its longest unbreakable piece and never wider than its words need. Where not all words
fit on one line each, widths are sought in half-ems: first the fewest line pitches of all rows together, then the most
even looseness of the columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations
from math import fsum
from typing import Final

from hidaka_dx.japanese.ragged import Ragged
from hidaka_dx.theme import SMALLEST, ColumnKind

STEP: Final = SMALLEST / 2
PADDING: Final = 10.0
"""Room beside the words of a cell, in all."""
WHOLE: Final = {
    "number": 14 * SMALLEST,
    "mark": 14 * SMALLEST,
    **dict.fromkeys(("code", "class", "short"), 10 * SMALLEST),
}
"""Width up to which a cell of a kind is not broken; what is wider, such as a sentence among numbers, is prose."""
LONGEST_PIECE: Final = 15 * SMALLEST
"""A longer unbreakable piece, such as an address, asks for no wider column."""
LONGEST_HEAD: Final = 6 * SMALLEST
"""A longer phrase of a head may be parted before columns go below each other."""
SHORTEST_LINE: Final = 5 * SMALLEST
"""Width of words from which they may be parted before columns go below each other."""
GUTTER: Final = 2 * SMALLEST
"""How much wider than needed a column may be, so that a table comes to fill its measure."""
BESIDE: Final = PADDING + 0.3
"""Padding, and a little more, since widths are written with few decimals."""
NARROW: Final = 5.7
"""The same where a table would break its numbers otherwise (assets/css/table.css, `narrow`)."""
HEAD: Final = -1
"""The row of the heads, where a cell over several columns stands among them."""
NUMBERS: Final = frozenset(("number", "mark", "code"))
MOST_FOR_NUMBERS: Final = 0.85
"""Share of the room that numbers may take where there is too little for all."""
STRIDES: Final = (16, 8, 4, 2, 1)
"""Steps that move from one column to another at once while widths are sought."""


@dataclass(frozen=True)
class Words:
    """The words of a cell: paragraphs, each with its indent."""

    paragraphs: tuple[tuple[Ragged, float], ...] = ()

    def set_in(self, room: float) -> tuple[int, float]:
        """Return the number of lines in a column of width `room`, and the width that they need of it."""
        found = [(each.set_in(max(room - indent, STEP)), indent) for each, indent in self.paragraphs]
        return sum(lines for (lines, _), _ in found), max((wide + indent for (_, wide), indent in found), default=0.0)

    @property
    def longest(self) -> float:
        """Width of the longest unbreakable piece."""
        return max((each.longest + indent for each, indent in self.paragraphs), default=0.0)

    @property
    def firm(self) -> float:
        """Width of the longest piece in which no line ends unless it is wider than any line: a number, a word, a character."""
        return max((each.firm + indent for each, indent in self.paragraphs), default=0.0)

    @property
    def natural(self) -> float:
        """Width without any break."""
        return max((each.natural + indent for each, indent in self.paragraphs), default=0.0)


@dataclass(frozen=True)
class SpanningCell:
    """A cell over several columns, but not over all."""

    row: int
    """Its place below the heads, or HEAD."""
    first: int
    columns: int
    words: Words


@dataclass
class TableColumn:
    """The cells of a column from its head down; none where a wider cell covers the place."""

    kind: ColumnKind
    head: Words
    cells: Sequence[Words | None]
    _known: dict[float, tuple[list[int], float]] = field(default_factory=dict)

    @cached_property
    def natural(self) -> float:
        """Width in which no cell is broken."""
        return max([self.head.natural, *(each.natural for each in self.cells if each)])

    @cached_property
    def least(self) -> float:
        """Width of the longest piece that must not be broken."""
        return max(min(self.head.longest, LONGEST_PIECE), self.least_of_cells)

    @cached_property
    def least_of_cells(self) -> float:
        """The same without the head."""
        pieces = [0.0]
        for each in filter(None, self.cells):
            whole = each.natural <= WHOLE.get(self.kind, 0.0)
            pieces.append(each.natural if whole else min(each.longest, LONGEST_PIECE))
        return max(pieces)

    @cached_property
    def firm(self) -> float:
        """Width below which a number would be parted, or a short phrase or the head more than they should."""
        pieces = [max(self.head.firm, min(self.head.longest, LONGEST_HEAD))]
        pieces += [max(each.firm, min(each.longest, SHORTEST_LINE)) for each in self.cells if each]
        return max(pieces)

    def set_in(self, room: float) -> tuple[list[int], float]:
        """Return the lines of each cell, head first, in a column of width `room`, and the width they need of it."""
        if room not in self._known:
            found = [each.set_in(room) if each else (0, 0.0) for each in (self.head, *self.cells)]
            self._known[room] = [lines for lines, _ in found], max(wide for _, wide in found)
        return self._known[room]


def allot(
    columns: Sequence[TableColumn], spans: Sequence[SpanningCell], measure: float, beside: float = BESIDE
) -> tuple[float, ...]:
    """Return the width of each column with its padding `beside` its words; together they are at most `measure`."""
    room = measure - beside * len(columns)
    chosen = _chosen(columns, spans, room)
    needed = [column.set_in(wide)[1] for column, wide in zip(columns, chosen, strict=True)]
    for span in (each for each in spans if each.row == HEAD):
        _widen(needed, span, room, beside)
    spare = min(room - fsum(needed), GUTTER * len(columns))
    return tuple(wide + beside + spare / len(columns) for wide in needed)


def _widen(widths: list[float], span: SpanningCell, room: float, beside: float) -> None:
    """Widen the columns below a wide head alike, as far as its words need it and the table has room."""
    places = range(span.first, span.first + span.columns)
    lack = span.words.natural - fsum(widths[place] for place in places) - beside * (span.columns - 1)
    given = min(lack, room - fsum(widths))
    for place in places if given > 0 else ():
        widths[place] += given / span.columns


def least_width(columns: Sequence[TableColumn], beside: float = BESIDE) -> float:
    """Return the width of the narrowest table in which nothing is broken that must stay whole."""
    return fsum(column.least + beside for column in columns)


def _chosen(columns: Sequence[TableColumn], spans: Sequence[SpanningCell], room: float) -> list[float]:
    naturals, leasts = ([getattr(each, name) for each in columns] for name in ("natural", "least"))
    if fsum(naturals) <= room:
        return naturals
    if fsum(leasts) >= room:
        return _squeezed(columns, leasts, room)
    share = (room - fsum(leasts)) / (fsum(naturals) - fsum(leasts))
    first = [least + (natural - least) * share for least, natural in zip(leasts, naturals, strict=True)]
    return _improved(first, columns, spans)


def _squeezed(columns: Sequence[TableColumn], leasts: Sequence[float], room: float) -> list[float]:
    """Share too little room: heads give way first, then words, numbers last."""
    bodies = [max(column.least_of_cells, 2 * SMALLEST) for column in columns]
    firm = [min(column.firm, least) for column, least in zip(columns, leasts, strict=True)]
    for tight in (bodies, firm):
        if fsum(tight) <= room:
            share = (room - fsum(tight)) / max(fsum(leasts) - fsum(tight), 1.0)
            return [each + (least - each) * share for each, least in zip(tight, leasts, strict=True)]
    numbers = fsum(least for column, least in zip(columns, leasts, strict=True) if column.kind in NUMBERS)
    words = fsum(leasts) - numbers
    if words and numbers <= MOST_FOR_NUMBERS * room:
        share = (room - numbers) / words
        return [
            least if column.kind in NUMBERS else least * share for column, least in zip(columns, leasts, strict=True)
        ]
    return [least * room / fsum(leasts) for least in leasts]


def _improved(widths: list[float], columns: Sequence[TableColumn], spans: Sequence[SpanningCell]) -> list[float]:
    """Move half-ems from column to column as long as the table gets better by it."""
    known: dict[tuple[float, ...], tuple[int, float]] = {}

    def cost(widths: list[float]) -> tuple[int, float]:
        """Return the cost of widths, which is found once for each."""
        key = tuple(widths)
        if key not in known:
            known[key] = _cost(widths, columns, spans)
        return known[key]

    free = [index for index, each in enumerate(columns) if each.natural > each.least]
    best = cost(widths)
    improving = True
    while improving:
        improving = False
        for stride in STRIDES:
            for moved in _moves(widths, columns, free, stride * STEP):
                if cost(moved) < best:
                    widths, best, improving = moved, cost(moved), True
                    break
    return widths


def _moves(
    widths: Sequence[float], columns: Sequence[TableColumn], free: Sequence[int], step: float
) -> Iterator[list[float]]:
    """Yield the widths after each possible move of `step` from one column to another."""
    for giver, taker in permutations(free, 2):
        given = min(step, widths[giver] - columns[giver].least, columns[taker].natural - widths[taker])
        if given > STEP / 10:
            moved = list(widths)
            moved[giver] -= given
            moved[taker] += given
            yield moved


def _cost(widths: Sequence[float], columns: Sequence[TableColumn], spans: Sequence[SpanningCell]) -> tuple[int, float]:
    """Return the lines of all rows together, and how unevenly loose the columns are."""
    found = [column.set_in(wide) for column, wide in zip(columns, widths, strict=True)]
    heights = list(map(max, *(lines for lines, _ in found))) if len(found) > 1 else list(found[0][0])
    for span in spans:
        wide = fsum(widths[span.first : span.first + span.columns]) + PADDING * (span.columns - 1)
        heights[span.row + 1] = max(heights[span.row + 1], span.words.set_in(wide)[0])
    return sum(heights), fsum((wide - need) ** 2 for wide, (_, need) in zip(widths, found, strict=True))
