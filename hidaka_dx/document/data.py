"""Documents as data: what `dumped` writes, `restored` reads back."""

import dataclasses
import datetime
import json
from functools import cache
from typing import Final

from pydantic import TypeAdapter

from hidaka_dx.document.parts import Document
from hidaka_dx.facts import NO_FACTS
from hidaka_dx.foreign import require_plain, require_small

FORMAT: Final = 2
"""The newest form of a document as data; 1 has no facts."""


def dumped(document: Document, format: int = FORMAT) -> bytes:  # noqa: A002  the name that the data has for it
    """Write a document as JSON, the same bytes each time."""
    values = dataclasses.asdict(document)
    if format < FORMAT or not document.facts:
        del values["facts"]
    text = json.dumps(values, ensure_ascii=False, indent=1, default=datetime.date.isoformat)
    return text.encode() + b"\n"


def restored(raw: bytes) -> Document:
    """Read what `dumped` wrote; raises ValueError where it is something else, ForeignError where it may do harm."""
    document = _adapter().validate_json(require_small(raw))
    require_plain(document)
    return document


def format_of(document: Document) -> int:
    """Tell in which form an issued document is written."""
    return FORMAT if document.facts else 1


def say_the_same(one: Document, other: Document) -> bool:
    """Tell whether two documents say the same; facts count where both have them."""
    if not (one.facts and other.facts):
        one, other = (dataclasses.replace(each, facts=NO_FACTS) for each in (one, other))
    return one == other


@cache
def _adapter() -> "TypeAdapter[Document]":
    """Make the reader of JSON when it is first needed: it takes longer than composing a plan."""
    return TypeAdapter(Document)
