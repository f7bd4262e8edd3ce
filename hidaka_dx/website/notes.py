"""Footnotes of a document, collected below the text on the web."""

from hidaka_dx.document import Document, NoteCall
from hidaka_dx.walk import blocks, inlines, lines


def notes(document: Document) -> tuple[NoteCall, ...]:
    """Return the calls that carry a note, in reading order."""
    found = (inline for block in blocks(document) for line in lines(block) for inline in inlines(line))
    return tuple(each for each in found if isinstance(each, NoteCall) and each.content)
