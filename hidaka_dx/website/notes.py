"""Footnotes of a document: on the web they stand together below the text."""

from hidaka_dx.document import Document, NoteCall
from hidaka_dx.walk import blocks, inlines, lines


def notes(document: Document) -> tuple[NoteCall, ...]:
    """Give the calls that bring a note along, in the order of reading."""
    found = (inline for block in blocks(document) for line in lines(block) for inline in inlines(line))
    return tuple(each for each in found if isinstance(each, NoteCall) and each.content)
