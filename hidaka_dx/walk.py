"""The only traversal of a composed document: sections, blocks and lines in reading order; and copies with changes.

Each kind of block is matched here, so that the type checker reports a new kind that is not handled.
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
    Panel,
    Paragraph,
    Part,
    Table,
)

Line: TypeAlias = tuple[Inline, ...]
"""Words that stand in one place: of a paragraph, a cell, a title as a comparison shows it."""


def parts(inside: Document | Part) -> Iterator[Part]:
    """Return all sections in a document or section, parents first."""
    for part in inside.parts:
        yield part
        yield from parts(part)


def blocks(inside: Document | Part) -> Iterator[Block]:
    """Return all blocks in a document or section, parents first; nested ones in lists, forms and figures, too."""
    own = (inside,) if isinstance(inside, Part) else ()
    for part in (*own, *parts(inside)):
        yield from within(part.blocks)


def within(found: Iterable[Block]) -> Iterator[Block]:
    """Return blocks and all their descendants."""
    for block in found:
        yield block
        yield from within(_inner(block))


def chains(inside: Document | Part, around: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the id of each section and block, followed by the ids of what it stands in, innermost first."""
    if isinstance(inside, Part):
        around = (inside.id, *around)
        yield around
        yield from _chains(inside.blocks, around)
    for part in inside.parts:
        yield from chains(part, around)


def _chains(found: Iterable[Block], around: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for block in found:
        yield block.id, *around
        yield from _chains(_inner(block), (block.id, *around))


def _inner(block: Block) -> Iterator[Block]:
    """Return the direct child blocks of a block."""
    match block:
        case Items():
            yield from (inner for item in block.items for inner in item)
        case Form():
            yield from (inner for row in block.rows for field in row for inner in field.blocks)
        case Figure():
            yield from (block.table,) if block.table else ()
        case Panel():
            yield from block.blocks
        case Paragraph() | Table():
            pass
        case _:
            assert_never(block)


def lines(block: Block) -> Iterator[Line]:
    """Return a block's own lines, without those of nested blocks."""
    match block:
        case Paragraph():
            yield block.inlines
        case Table():
            yield block.caption
            yield from (cell.inlines for row in (block.head, *block.rows) for cell in row)
        case Figure():
            yield block.caption
        case Panel():
            yield block.words
        case Items() | Form():
            pass
        case _:
            assert_never(block)


def figures(part: Part) -> tuple[Figure, ...]:
    """Return the figures that stand in a section itself, without those of sections and blocks in it."""
    return tuple(block for block in part.blocks if isinstance(block, Figure))


def words(block: Block) -> str:
    """Return a block's own text, a line each: what it is called, its cells, what stands for its drawing."""
    match block:
        case Paragraph():
            return block.text
        case Table():
            return "\n".join((block.title, *(cell.text for row in (block.head, *block.rows) for cell in row)))
        case Figure():
            return "\n".join((block.title, block.alt, block.spoken, *block.notes))
        case Panel():
            return block.title
        case Items() | Form():
            return ""
        case _:
            assert_never(block)


def inlines(line: Line) -> Iterator[Inline]:
    """Return the inlines of a line, including those in changed text and in footnotes called there."""
    for inline in line:
        yield inline
        if isinstance(inline, Changed):
            yield from inlines(inline.inlines)
        elif isinstance(inline, NoteCall):
            yield from inlines(inline.content)


def changed_parts(document: Document, change: Callable[[Part], Part]) -> Document:
    """Return a copy of a document with `change` applied to each section, to those inside one before it."""

    def inside(part: Part) -> Part:
        return change(replace(part, parts=tuple(map(inside, part.parts))))

    return replace(document, parts=tuple(map(inside, document.parts)))


def changed_figures(document: Document, change: Callable[[Figure], Figure]) -> Document:
    """Return a copy of a document with `change` applied to each figure."""

    def in_block(block: Block) -> Block:
        match block:
            case Figure():
                return change(block)
            case Items():
                return replace(block, items=tuple(tuple(map(in_block, item)) for item in block.items))
            case Panel():
                return replace(block, blocks=tuple(map(in_block, block.blocks)))
            case Form():
                rows = (
                    tuple(replace(each, blocks=tuple(map(in_block, each.blocks))) for each in row) for row in block.rows
                )
                return replace(block, rows=tuple(rows))
            case Paragraph() | Table():
                return block
            case _:
                assert_never(block)

    return changed_parts(document, lambda part: replace(part, blocks=tuple(map(in_block, part.blocks))))


def changed_lines(block: Block, change: Callable[[Line], Line]) -> Block:
    """Return a copy of a block with `change` applied to each line, nested blocks included."""

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
        case Panel():
            return replace(block, words=change(block.words), blocks=all_in(block.blocks))
        case Form():
            rows = (tuple(replace(each, blocks=all_in(each.blocks)) for each in row) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case _:
            assert_never(block)


def _table(table: Table, change: Callable[[Line], Line]) -> Table:
    def cells(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, inlines=change(cell.inlines)) for cell in row)

    return replace(table, caption=change(table.caption), head=cells(table.head), rows=tuple(map(cells, table.rows)))
