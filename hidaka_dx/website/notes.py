"""Footnotes of a document: on the web they stand together below the text."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from hidaka_dx.document import Document, NoteCall


def notes(document: Document) -> tuple[NoteCall, ...]:
    """Give the calls that bring a note along, in the order of reading."""
    return tuple(call for call in _calls(document.parts) if call.content)


def _calls(value: object) -> Iterator[NoteCall]:
    if isinstance(value, NoteCall):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _calls(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _calls(getattr(value, each.name))
