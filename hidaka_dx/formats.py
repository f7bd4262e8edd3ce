"""Versioned file formats that stay readable after the program that wrote them is gone.

Format 1 is what was written before there were numbers, and has none. A field that a later format adds is marked where
it is defined (`field(metadata=since(2))`); earlier formats are written and read without it. Parsing is strict: an
unknown key is an error, and so is a missing one, since a renamed field would otherwise silently read as empty. Only what a
town seldom chooses (`since(4, seldom=True)`) is written where it is not as usual, and left out elsewhere.

To begin a new format: raise `NEWEST`, mark the fields that it adds, give `archive/snapshot.py` a reader where content
is named differently, and let `tests/keeping.py` put what it writes into tests/fixtures/formats. The formats before
stay.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

Kind = TypeVar("Kind")
NEWEST: Final = 4
"""The format in which whatever is new is written."""
UNNUMBERED: Final = 1
KEY: Final = "format"
_SINCE: Final = "since"
_SELDOM: Final = "seldom"
_SHOWN: Final = 60


class FormatError(ValueError):
    """A file is not in a format that this program reads; the Japanese message is a clause."""


class NewerError(FormatError):
    """A file is in a format of a later program; the message says what to do."""

    def __init__(self, number: int) -> None:
        """Take the number of the format."""
        super().__init__(
            f"新しい版のhidaka-dxで作られた形式（{number}）です。このhidaka-dxが読めるのは{NEWEST}までなので、"
            "hidaka-dxを新しい版に入れ替えてから、もう一度実行してください"
        )


def since(number: int, *, seldom: bool = False) -> Mapping[str, int]:
    """Return the metadata of a field that formats before this one lack; a `seldom` one is left out where it has its default."""
    return {_SINCE: number, _SELDOM: int(seldom)}


def known(number: object) -> int:
    """Return the number of a readable format; raises FormatError for any other."""
    if type(number) is not int or number <= UNNUMBERED:
        raise FormatError(f"形式の番号（{str(number)[:_SHOWN]}）が正しくありません")
    if number > NEWEST:
        raise NewerError(number)
    return number


def plain(value: object, number: int) -> Any:
    """Convert dataclasses to dictionaries with the keys of a format."""
    if isinstance(value, tuple):
        return [plain(each, number) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        said = ((each, getattr(value, each.name)) for each in _fields(type(value), number))
        return {
            each.name: plain(inner, number)
            for each, inner in said
            if not (each.metadata.get(_SELDOM) and inner == each.default)
        }
    return value


@cache
def _fields(kind: type[Any], number: int) -> tuple[Field[Any], ...]:
    """Return the fields of a format."""
    return tuple(each for each in fields(kind) if each.metadata.get(_SINCE, UNNUMBERED) <= number)


def written(value: object, number: int) -> bytes:
    """Serialise a dataclass as deterministic JSON."""
    head = {KEY: number} if number > UNNUMBERED else {}
    return json.dumps({**head, **plain(value, number)}, ensure_ascii=False, indent=1).encode() + b"\n"


def read(adapter: TypeAdapter[Kind], raw: bytes, wanted: int | None = None) -> Kind:
    """Parse what `written` wrote, rejecting unknown keys; raises FormatError.

    `wanted` is the required format, where it is stated elsewhere.
    """
    said, number = _parsed(raw)
    if wanted not in (None, number):
        raise FormatError(f"形式が{number}です。記録では{wanted}です")
    try:
        value = adapter.validate_python(said)
    except ValidationError as error:
        raise FormatError(_first(error)) from None
    understood = plain(value, number)
    if said != understood and (strange := next(_wrong_keys(said, understood, number), "")):
        raise FormatError(strange)
    return value


def number_of(raw: bytes) -> int:
    """Return the number of the format of what `written` wrote; raises FormatError."""
    return _parsed(raw)[1]


def _parsed(raw: bytes) -> tuple[dict[str, object], int]:
    """Parse JSON; return it without its format number, and that number."""
    try:
        said = from_json(raw, allow_inf_nan=False)
    except ValueError:
        raise FormatError("JSONとして読めません") from None
    if not isinstance(said, dict):
        raise FormatError("項目と値の組ではありません")
    return said, known(said.pop(KEY)) if KEY in said else UNNUMBERED


def _first(error: ValidationError) -> str:
    """Return the first error of the validation."""
    found = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(map(str, found["loc"]))
    return f"項目 {place} がありません" if found["type"] == "missing" else f"項目 {place} が読めない形です"


def _wrong_keys(said: object, understood: object, number: int, place: str = "") -> Iterator[str]:
    """Find unknown keys and missing ones; for format 1 only unknown ones.

    While that was the format, optional fields were added to it.
    """
    if isinstance(said, dict) and isinstance(understood, dict):
        inside = f"{place}." if place else ""
        yield from (
            f"知らない項目 {inside}{ascii(key[:_SHOWN])[1:-1]} があります" for key in said if key not in understood
        )
        lost = [key for key in understood if key not in said and number > UNNUMBERED]
        yield from (f"項目 {inside}{key} がありません" for key in lost)
        for key in said:
            yield from _wrong_keys(said[key], understood[key], number, f"{inside}{key}")
    elif isinstance(said, list) and isinstance(understood, list):
        for index, (one, other) in enumerate(zip(said, understood, strict=True)):
            yield from _wrong_keys(one, other, number, f"{place}.{index}")
    elif said != understood:
        yield f"項目 {place} が読めない形です"
