"""The phrases of a composed document that its PDF must let people find: of prose, cells, captions, notes, and readings."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from hidaka_dx.document import Block, Changed, Document, Figure, Form, Inline, NoteCall, PageOf, Panel, Ruby, Table
from hidaka_dx.walk import lines, parts, within

END: Final = re.compile(r"(?<=[。、])|[\n　]+")
"""Where a phrase ends: behind a mark, or where a line or a field ends. A comma at its end goes where a cell is a list."""
WORDS: Final = re.compile(r"[^\W\d_].|.[^\W\d_]|.{5}", re.DOTALL)
"""What a phrase has: two characters, of which one is a letter; a short number joins with that of the next cell."""


class Phrase(NamedTuple):
    """Words that are printed next to each other."""

    words: str
    change: str = ""
    """What a redline makes of them: removed, added; empty for all others."""
    is_note: bool = False
    """Whether they are a footnote, which is read after its paragraph and stands at the foot of the page."""


def phrases(document: Document) -> tuple[Phrase, ...]:
    """Return each phrase of a document once, in the order of the text."""
    found = (each._replace(words=piece.strip(" 、")) for each in _runs(document) for piece in END.split(each.words))
    return tuple(dict.fromkeys(each for each in found if WORDS.search(each.words)))


def _runs(document: Document) -> Iterator[Phrase]:
    if document.contents:
        yield from (Phrase(words) for words in (document.title, document.contents_title))
    for part in parts(document):
        yield Phrase(part.heading.title)
        yield from _line(part.heading.words)
        for block in _printed(part.blocks):
            yield from map(Phrase, _titles(block, is_sheet=part.layout == "sheet"))
            for line in lines(block):
                yield from _line(line)


def _printed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks and those in them, without the tables that hold the values of charts only for the ear."""
    heard = None
    for block in within(blocks):
        if block is not heard:
            yield block
        heard = block.table if isinstance(block, Figure) and block.values == "read" else heard


def _titles(block: Block, *, is_sheet: bool) -> Iterator[str]:
    """Yield what is printed of a block beside its lines. Tables on sheets have no caption, nor have figures in them."""
    match block:
        case Figure():
            yield from ("" if block.strips else block.title, block.source or "", *block.notes)
        case Table() if (block.captioned or block.number) and not is_sheet:
            yield block.title
        case Panel() if block.role == "column":
            yield block.title
        case Form():
            yield from (field.label for row in block.rows for field in row)
        case _:
            pass


def _line(line: Iterable[Inline], change: str = "") -> Iterator[Phrase]:
    """Yield the runs of a line: what stands beside a reading, the number of a note or a page is a run of its own."""
    run = ""
    for inline in line:
        match inline:
            case Changed():
                inner = _line(inline.inlines, inline.change if inline.change in ("removed", "added") else change)
            case NoteCall():
                notes = (each._replace(is_note=True) for each in _line(inline.content, change))
                inner = iter((Phrase(inline.text, change), *notes))
            case Ruby():
                inner = iter((Phrase(inline.text, change), Phrase(inline.reading, change)))
            case PageOf():
                inner = iter(())
            case _:
                run += inline.text
                continue
        yield from (Phrase(run, change), *inner)
        run = ""
    yield Phrase(run, change)
