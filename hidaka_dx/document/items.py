"""Items of a list that stands in a cell of a table."""

from collections.abc import Iterator, Sequence

from hidaka_dx.document.inlines import Changed, Inline, Text
from hidaka_dx.document.parts import Cell


def items_of(cell: Cell) -> tuple[tuple[Inline, ...], ...]:
    """Return the items of the list that a cell holds, without the 「、」 between them.

    None where it holds no list, or the changes of a comparison.
    """
    if any(isinstance(inline, Changed) for inline in cell.inlines):
        return ()
    return tuple(_items(cell.inlines, cell.items))


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
