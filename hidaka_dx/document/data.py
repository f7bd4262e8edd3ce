"""Serialisation of documents: `dumped` writes JSON, `restored` reads it."""

from functools import cache, partial
from hashlib import sha256
from typing import Final

from pydantic import TypeAdapter

from hidaka_dx import formats
from hidaka_dx.document.parts import Document
from hidaka_dx.foreign import require_plain, require_small
from hidaka_dx.kept.memory import Memory

_known: Final = Memory[Document](4 * 2**20)
"""By bytes that were read: a command reads the same few editions again and again."""


def dumped(document: Document, number: int = formats.NEWEST) -> bytes:
    """Serialise a document as deterministic JSON in a given format."""
    return formats.written(document, number)


def restored(raw: bytes, number: int | None = None) -> Document:
    """Deserialise a document, in any format or the given one, once for the same bytes.

    Raises FormatError if it is invalid, ForeignError if it is harmful.
    """
    return _known.of((sha256(raw).digest(), number), len(raw), partial(_restored, raw, number))


def _restored(raw: bytes, number: int | None) -> Document:
    document = formats.read(_adapter(), require_small(raw), number)
    require_plain(document)
    return document


@cache
def _adapter() -> "TypeAdapter[Document]":
    """Create the JSON validator lazily: that takes longer than composing a plan."""
    return TypeAdapter(Document)
