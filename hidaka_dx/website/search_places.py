"""What search finds: every paragraph, item, row and heading of a document, with the address of its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, assert_never

from hidaka_dx.document import (
    Block,
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
    Ruby,
    Table,
)
from hidaka_dx.website.folding import BASE, END, READING
from hidaka_dx.website.terms import table_of_terms

HEADING: Final = 0
TERM: Final = 1
WORDS: Final = 2
TABLE: Final = 3
"""In the order of what is found: names before the glossary before sentences before tables and drawings."""


@dataclass(frozen=True)
class SearchPlace:
    """A place that holds words."""

    rank: int
    page: str
    """The address of its page."""
    anchor: str
    """Its id there."""
    section: str
    """Number and name of its section."""
    text: str
    """Its words; ruby with its reading (`folding`)."""


def places(document: Document, home: str, pages: Mapping[str, str], later: int = 0) -> Iterator[SearchPlace]:
    """Yield the places of a document, in reading order.

    `home` is its page, `pages` those of sections that have one of their own, by their ids; `later` is added to the ranks.
    """
    finder = _Finder(table_of_terms(document), pages, later)
    for part in document.parts:
        yield from finder.part(part, home)


@dataclass(frozen=True)
class _Finder:
    glossary: str
    pages: Mapping[str, str]
    later: int

    def part(self, part: Part, page: str) -> Iterator[SearchPlace]:
        own = self.pages.get(part.id, page)
        section = f"{part.heading.mark} {part.heading.title}".strip()
        yield SearchPlace(self.later + HEADING, own, part.id, section, section)
        for block in part.blocks:
            for rank, anchor, text in self.block(block, ""):
                if text.strip():
                    yield SearchPlace(self.later + rank, own, anchor, section, text)
        for inner in part.parts:
            yield from self.part(inner, own)

    def block(self, block: Block, around: str) -> Iterator[tuple[int, str, str]]:
        """Yield rank, id and words of what is in a block; `around` is the id of what has one, if it has none."""
        match block:
            case Paragraph():
                yield WORDS, block.id, words(block.inlines)
                yield from ((WORDS, f"_note-{call.note}", words(call.content)) for call in _notes(block.inlines))
            case Items():
                yield from (found for item in block.items for inner in item for found in self.block(inner, around))
            case Form():
                inside = (inner for row in block.rows for each in row for inner in each.blocks)
                yield from (found for inner in inside for found in self.block(inner, around))
            case Panel():
                yield HEADING, block.id, block.title
                yield from (found for inner in block.blocks for found in self.block(inner, around))
            case Figure():
                yield HEADING, block.id, f"{block.label} {block.title}".strip()
                yield TABLE, block.id, block.spoken or block.alt
                yield from self.table(block.table, block.id) if block.table else ()
            case Table():
                yield HEADING, around or block.id, f"{block.label} {block.title}".strip() if block.number else ""
                yield from self.table(block, around or block.id)
            case _:
                assert_never(block)

    def table(self, table: Table, anchor: str) -> Iterator[tuple[int, str, str]]:
        """Yield the rows of a table, the words of cells apart from each other."""
        explains = table.id == self.glossary
        for number, row in enumerate((table.head, *table.rows)):
            said = " ".join(text for cell in row if (text := words(cell.inlines)))
            if explains and number:
                yield TERM, f"_term-{number}", said
            elif not explains:
                yield TABLE, anchor, said


def _notes(inlines: tuple[Inline, ...]) -> Iterator[NoteCall]:
    return (each for each in inlines if isinstance(each, NoteCall) and each.content)


def words(inlines: tuple[Inline, ...]) -> str:
    """Return the words of a line; calls of notes are none."""
    return "".join(map(_word, inlines))


def _word(inline: Inline) -> str:
    match inline:
        case Ruby():
            return f"{BASE}{inline.text}{READING}{inline.reading}{END}"
        case Changed():
            return words(inline.inlines)
        case NoteCall():
            return ""
        case _:
            return inline.text
