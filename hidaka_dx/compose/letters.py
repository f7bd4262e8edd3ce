"""The printed characters of a composed document: everything but ids and text equivalents."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html import unescape
from re import compile as pattern
from typing import Final
from unicodedata import normalize

from hidaka_dx.document import Document, Figure

_UNPRINTED: Final = frozenset(
    (
        *("id", "target", "note", "kind", "change", "layout", "language", "alt", "spoken", "drawing", "image", "keep"),
        "facts",  # a source that no text cites is printed nowhere
    )
)
"""Fields with names, classes and other values that are not printed there."""
_DRAWN: Final = pattern(r"<text[^>]*>(.*?)</text>")
_TAG: Final = pattern(r"<[^>]*>")


def printed(value: Document | str) -> frozenset[str]:
    """Return every printed character of a document, drawings included; its templates may add their own."""
    return frozenset(normalize("NFC", "".join(_words(value))))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _words(each)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in _UNPRINTED:
                yield from _words(getattr(value, each.name))
        if isinstance(value, Figure) and value.drawing:
            yield from (unescape(_TAG.sub("", words)) for words in _DRAWN.findall(value.drawing))
