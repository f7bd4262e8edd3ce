"""Items of a list that stands in a cell of a table."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from hidaka_dx.document.blocks import Cell
from hidaka_dx.document.inlines import Changed, Inline, Text

DOT: Final = "・"


def items_of(cell: Cell) -> tuple[tuple[Inline, ...], ...]:
    """Return the items of the list that a cell holds, without the 「、」 between them.

    None where it holds no list, or the changes of a comparison.
    """
    if any(isinstance(inline, Changed) for inline in cell.inlines):
        return ()
    return tuple(_items(cell.inlines, cell.items))


def lines_of(cell: Cell) -> tuple[tuple[bool, tuple[tuple[Inline, ...], ...]], ...]:
    """Return the lines of a cell in groups: whether they are the items of a list, marked by 「・」, and the lines.

    None where the cell has one line only, or holds the changes of a comparison.
    """
    if "\n" not in cell.text or any(isinstance(inline, Changed) for inline in cell.inlines):
        return ()
    found: list[tuple[Inline, ...]] = [()]
    for inline in cell.inlines:
        first, *others = inline.text.split("\n") if isinstance(inline, Text) else (inline,)
        found[-1] += _words(first)
        found += map(_words, others)
    grouped = groupby(filter(None, found), key=lambda line: line[0].text.startswith(DOT))
    return tuple((is_list, tuple(lines)) for is_list, lines in grouped)


def _words(words: Inline | str) -> tuple[Inline, ...]:
    """Return a piece of a line; none where it is empty."""
    if isinstance(words, str):
        return (Text(words),) if words else ()
    return (words,)


def _items(inlines: Sequence[Inline], lengths: Sequence[int]) -> Iterator[tuple[Inline, ...]]:
    for place, length in enumerate(lengths, 1):
        separator = int(place < len(lengths))
        item, inlines = _cut(inlines, length - separator)
        _, inlines = _cut(inlines, separator)
        yield item


def _cut(inlines: Sequence[Inline], length: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Split inlines behind `length` characters; only plain text is cut inside."""
    for place, inline in enumerate(inlines):
        if length <= 0:
            return tuple(inlines[:place]), tuple(inlines[place:])
        if isinstance(inline, Text) and len(inline.text) > length:
            head, tail = Text(inline.text[:length]), Text(inline.text[length:])
            return (*inlines[:place], head), (tail, *inlines[place + 1 :])
        length -= len(inline.text)
    return tuple(inlines), ()
