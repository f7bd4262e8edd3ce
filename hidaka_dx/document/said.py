"""What a document says, by the ids that stay the same from edition to edition."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from hidaka_dx.document.inlines import Inline, Link
from hidaka_dx.document.parts import Block, Document, Figure, Form, Items, Paragraph, Part, Table

Said: TypeAlias = tuple[str, str | None]
"""An id and the words that have it; none for a paragraph that names other sections."""


def says_otherwise(one: Document, other: Document) -> tuple[str, ...]:
    """Return the ids of all headings, paragraphs, tables and figures whose words are not in the other document.

    Words have their ids in both, or a composer gives them once where another repeats them. Those of paragraphs that name
    other sections are not compared: where sections stand, and so their names, is the composer's choice.
    """
    here, there = dict(_parts(one.parts)), dict(_parts(other.parts))
    return tuple(dict.fromkeys((*_unsaid(here, there), *_unsaid(there, here))))


def _unsaid(words: Mapping[str, str | None], other: Mapping[str, str | None]) -> Iterator[str]:
    """Yield the ids whose words are not in the other document."""
    spoken = set(other.values())
    for key, said in words.items():
        if said is not None and (other[key] not in (said, None) if key in other else said not in spoken):
            yield key


def _parts(parts: Iterable[Part]) -> Iterator[Said]:
    for part in parts:
        yield part.id, part.heading.title
        yield from _blocks(part.blocks)
        yield from _parts(part.parts)


def _blocks(blocks: Iterable[Block]) -> Iterator[Said]:
    for block in blocks:
        match block:
            case Paragraph(inlines=inlines):
                yield block.id, _words(inlines)
            case Items(items=items):
                yield from (pair for item in items for pair in _blocks(item))
            case Form(rows=rows):
                yield from (pair for row in rows for field in row for pair in _blocks(field.blocks))
            case Table(rows=rows):
                yield block.id, "\n".join("\t".join(cell.text for cell in row) for row in rows)
            case Figure(spoken=spoken):
                yield block.id, spoken


def _words(inlines: Iterable[Inline]) -> str | None:
    if any(isinstance(inline, Link) for inline in inlines):
        return None
    return "".join(inline.text for inline in inlines)
