"""Traversal of the prose: every block and inline, at any depth."""

from collections.abc import Iterable, Iterator

from hidaka_dx.prose import (
    Block,
    Chapter,
    Inline,
    WrittenHeading,
    WrittenItems,
    WrittenPanel,
    WrittenParagraph,
    WrittenTable,
)


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks and the blocks inside their lists and fenced parts, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, WrittenItems):
            for item in block.items:
                yield from all_blocks(item)
        elif isinstance(block, WrittenPanel):
            yield from all_blocks(block.blocks)


def inlines_of(chapters: Iterable[Chapter]) -> Iterator[Inline]:
    """Yield all inlines of the chapters, in order."""
    for chapter in chapters:
        for block in all_blocks(chapter.blocks):
            if isinstance(block, WrittenParagraph):
                yield from block.inlines
            elif isinstance(block, WrittenTable):
                yield from (inline for row in (block.head, *block.rows) for cell in row for inline in cell.inlines)


def named_parts(chapters: Iterable[Chapter]) -> tuple[str, ...]:
    """Return the ids of all sections and of the paragraphs that have one."""
    blocks = (block for chapter in chapters for block in all_blocks(chapter.blocks))
    return tuple(
        block.id for block in blocks if isinstance(block, WrittenHeading | WrittenParagraph | WrittenPanel) and block.id
    )
