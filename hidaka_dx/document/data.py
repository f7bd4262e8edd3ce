"""Documents as data: what `dumped` writes, `restored` reads back."""

from functools import cache

from pydantic import TypeAdapter

from hidaka_dx import formats
from hidaka_dx.document.parts import Document
from hidaka_dx.foreign import require_plain, require_small


def dumped(document: Document, number: int = formats.NEWEST) -> bytes:
    """Write a document as JSON in a format, the same bytes each time."""
    return formats.written(document, number)


def restored(raw: bytes, number: int | None = None) -> Document:
    """Read what `dumped` wrote, in any format or in this one; raises FormatError for what is none, ForeignError for harm."""
    document = formats.read(_adapter(), require_small(raw), number)
    require_plain(document)
    return document


@cache
def _adapter() -> "TypeAdapter[Document]":
    """Make the reader of JSON when it is first needed: it takes longer than composing a plan."""
    return TypeAdapter(Document)
