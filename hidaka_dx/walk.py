"""The one walk over a composed document: every section, block and line of words, in reading order; and a copy with changes.

Each kind of block is matched here, so that a new kind that nobody has thought of is told by the type checker.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias, assert_never

from hidaka_dx.document import (
    Block,
    Cell,
    Changed,
    Document,
    Figure,
    Form,
    Inline,
    Items,
    NoteCall,
    Paragraph,
    Part,
    Table,
)

Line: TypeAlias = tuple[Inline, ...]
"""Words that stand in one place: of a paragraph, a cell, a title as a comparison shows it."""


def parts(inside: Document | Part) -> Iterator[Part]:
    """Give all sections in a document or section, each before those in it."""
    for part in inside.parts:
        yield part
        yield from parts(part)


def blocks(inside: Document | Part) -> Iterator[Block]:
    """Give all blocks in a document or section, those in lists, forms and figures too, each before those in it."""
    own = (inside,) if isinstance(inside, Part) else ()
    for part in (*own, *parts(inside)):
        yield from within(part.blocks)


def within(found: Iterable[Block]) -> Iterator[Block]:
    """Give some blocks and all that are in them."""
    for block in found:
        yield block
        yield from within(_inner(block))


def _inner(block: Block) -> Iterator[Block]:
    """Give the blocks that lie right in a block."""
    match block:
        case Items():
            yield from (inner for item in block.items for inner in item)
        case Form():
            yield from (inner for row in block.rows for field in row for inner in field.blocks)
        case Figure():
            yield from (block.table,) if block.table else ()
        case Paragraph() | Table():
            pass
        case _:
            assert_never(block)


def lines(block: Block) -> Iterator[Line]:
    """Give a block's own lines, not those of blocks in it."""
    match block:
        case Paragraph():
            yield block.inlines
        case Table():
            yield block.caption
            yield from (cell.inlines for row in (block.head, *block.rows) for cell in row)
        case Figure():
            yield block.caption
        case Items() | Form():
            pass
        case _:
            assert_never(block)


def inlines(line: Line) -> Iterator[Inline]:
    """Give the inlines of a line, those in changed words and in the notes that it brings along too."""
    for inline in line:
        yield inline
        if isinstance(inline, Changed):
            yield from inlines(inline.inlines)
        elif isinstance(inline, NoteCall):
            yield from inlines(inline.content)


def changed_lines(block: Block, change: Callable[[Line], Line]) -> Block:
    """Give a copy of a block in which each line, those of blocks in it too, is what `change` makes of it."""

    def all_in(found: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(changed_lines(each, change) for each in found)

    match block:
        case Paragraph():
            return replace(block, inlines=change(block.inlines))
        case Items():
            return replace(block, items=tuple(map(all_in, block.items)))
        case Table():
            return _table(block, change)
        case Figure():
            table = _table(block.table, change) if block.table else None
            return replace(block, caption=change(block.caption), table=table)
        case Form():
            rows = (tuple(replace(each, blocks=all_in(each.blocks)) for each in row) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case _:
            assert_never(block)


def _table(table: Table, change: Callable[[Line], Line]) -> Table:
    def cells(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, inlines=change(cell.inlines)) for cell in row)

    return replace(table, caption=change(table.caption), head=cells(table.head), rows=tuple(map(cells, table.rows)))
