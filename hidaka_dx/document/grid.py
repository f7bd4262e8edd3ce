"""Columns of the cells of a table, some of which reach over columns or into the rows below."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

Size: TypeAlias = tuple[int, int]
"""How many columns and how many rows a cell covers."""


def columns(rows: Iterable[Sequence[Size]]) -> Iterator[tuple[int, ...]]:
    """Yield for each row the column in which each of its cells begins, counted from 0."""
    covered: dict[int, int] = {}
    """Rows that are still covered from above, by column."""
    for row in rows:
        found, column, below = list[int](), 0, dict[int, int]()
        for span, height in row:
            while covered.get(column, 0):
                column += 1
            found.append(column)
            below |= dict.fromkeys(range(column, column + span), height)
            column += span
        covered = {each: left - 1 for each, left in (covered | below).items() if left > 1}
        yield tuple(found)


def heads_above(rows: Sequence[Sequence[tuple[Size, str]]]) -> tuple[str, ...]:
    """Return the words above each column: of several rows of heads each once, with a blank between them.

    Takes the rows of heads, each cell with its size and its words.
    """
    found: dict[int, list[str]] = {}
    for places, row in zip(columns([size for size, _ in row] for row in rows), rows, strict=True):
        for first, ((span, _), words) in zip(places, row, strict=True):
            for column in range(first, first + span):
                found.setdefault(column, []).append(words)
    return tuple(" ".join(filter(None, found.get(column, ()))) for column in range(max(found, default=-1) + 1))
