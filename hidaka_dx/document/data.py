"""Serialisation of documents: `dumped` writes JSON, `restored` reads it."""

from functools import cache

from pydantic import TypeAdapter

from hidaka_dx import formats
from hidaka_dx.document.parts import Document
from hidaka_dx.foreign import require_plain, require_small


def dumped(document: Document, number: int = formats.NEWEST) -> bytes:
    """Serialise a document as deterministic JSON in a given format."""
    return formats.written(document, number)


def restored(raw: bytes, number: int | None = None) -> Document:
    """Deserialise a document, in any format or the given one; raises FormatError if invalid, ForeignError if harmful."""
    document = formats.read(_adapter(), require_small(raw), number)
    require_plain(document)
    return document


@cache
def _adapter() -> "TypeAdapter[Document]":
    """Create the JSON validator lazily: that takes longer than composing a plan."""
    return TypeAdapter(Document)
