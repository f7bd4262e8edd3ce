"""The plan from which another document is derived: its sections and named paragraphs, by id, with their pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hidaka_dx.document import Block, Document, Figure, Inline, Items, Link, Paragraph, Part, Text


@dataclass(frozen=True)
class Passage:
    """A section of the plan, or a paragraph of one."""

    name: str
    """「2(1)ア」."""
    title: str
    """Heading of the section."""
    page: str
    """Page on which it stands, as printed."""
    blocks: tuple[Block, ...]
    """What it says, links to elsewhere in the plan turned into words."""

    @property
    def reference(self) -> str:
        """Words that lead a reader there: 「2(1)ア デジタル化への対応（4ページ）」."""
        return f"{self.name} {self.title}（{self.page}ページ）"


def passages(plan: Document, pages: Mapping[str, str]) -> dict[str, Passage]:
    """Give every section and paragraph of a plan; `pages` holds the printed page of each id."""
    return dict(_walk(plan.parts, "", pages))


def _walk(parts: tuple[Part, ...], before: str, pages: Mapping[str, str]) -> Iterator[tuple[str, Passage]]:
    for part in parts:
        name = before + part.heading.mark
        blocks = tuple(_plain(block) for block in part.blocks)
        yield part.id, Passage(name, part.heading.title, pages[part.id], blocks)
        for block in blocks:
            if isinstance(block, Paragraph):
                yield block.id, Passage(name, part.heading.title, pages[block.id], (block,))
        yield from _walk(part.parts, name, pages)


def _plain(block: Block) -> Block:
    match block:
        case Paragraph():
            return replace(block, inlines=tuple(map(_unlinked, block.inlines)))
        case Items():
            return replace(block, items=tuple(tuple(map(_plain, item)) for item in block.items))
        case _:
            return block


def _unlinked(inline: Inline) -> Inline:
    return Text(inline.text) if isinstance(inline, Link) else inline


def renumbered(blocks: tuple[Block, ...], first: int) -> tuple[Block, ...]:
    """Give new numbers to the figures among blocks, from `first`."""
    numbers = iter(range(first, first + len(blocks)))
    return tuple(replace(block, number=next(numbers)) if isinstance(block, Figure) else block for block in blocks)
