"""Low-level PDF writer: numbered objects in object streams and cross-reference streams (ISO 32000-1, 7.5).

pypdf's own writer does not compress objects; the structure tree of a pack would then take half of the file.
"""

from collections.abc import Callable, Mapping
from hashlib import md5
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final, TypeAlias
from zlib import compress

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

_HEADER: Final = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
"""The second line tells programs that the file is not text (ISO 19005-3, 6.1.2)."""
_CHUNK: Final = 500
"""Objects per object stream: a reader decompresses all of them to read one."""
_WIDTHS: Final = (1, 5, 2)
"""Field widths in bytes of a row of the cross-reference stream."""
_Row: TypeAlias = tuple[int, int, int]
"""Location of an object: 1 and its offset, or 2, the object stream and the index in it (ISO 32000-1, table 18)."""


def value(content: Any) -> Any:
    """Convert Python values to PDF objects: a str becomes a name, keys have no slash."""
    match content:
        case PdfObject():
            return content
        case dict():
            return DictionaryObject({_name(key): value(inner) for key, inner in content.items()})
        case list() | tuple():
            return ArrayObject(value(inner) for inner in content)
    return _PLAIN[type(content)](content)


def _name(text: str) -> NameObject:
    return NameObject(f"/{text}")


_PLAIN: Final[Mapping[type, Callable[[Any], PdfObject]]] = MappingProxyType(
    {bool: BooleanObject, int: NumberObject, float: FloatObject, str: _name}
)


def stream(content: bytes, entries: dict[str, Any], *, packed: bool = True) -> StreamObject:
    """Return a stream, compressed unless it must stay human-readable."""
    made = StreamObject()
    made.update(value({**entries, "Filter": "FlateDecode"} if packed else entries))
    made.set_data(compress(content, 9) if packed else content)
    return made


class File:
    """PDF objects and their numbers."""

    def __init__(self) -> None:
        """Start without objects."""
        self._objects: list[PdfObject] = []

    def add(self, content: Any = None) -> IndirectObject:
        """Add an object, or reserve a number for one that follows later; return the reference."""
        self._objects.append(NullObject() if content is None else value(content))
        return IndirectObject(len(self._objects), 0, self)

    def put(self, place: IndirectObject, content: Any) -> None:
        """Store an object under a reserved number."""
        self._objects[place.idnum - 1] = value(content)

    @property
    def objects(self) -> tuple[PdfObject, ...]:
        """Return all objects, in the order of their numbers."""
        return tuple(self._objects)

    def get_object(self, place: IndirectObject) -> PdfObject:
        """Return the object of a reference; the interface that pypdf calls."""
        return self._objects[place.idnum - 1]

    def written(self, catalog: IndirectObject, info: IndirectObject) -> bytes:
        """Return the bytes; the identifier is a digest of the content, so that the same objects give the same file."""
        out = BytesIO()
        out.write(_HEADER)
        rows: dict[int, _Row] = {0: (0, 0, 65535)}
        self._write_objects(out, rows)
        identifier = ByteStringObject(md5(out.getbuffer(), usedforsecurity=False).digest())
        end, number = out.tell(), len(rows)
        rows[number] = (1, end, 0)
        entries = {"Type": "XRef", "Size": len(rows), "W": _WIDTHS, "Root": catalog, "Info": info}
        table = b"".join(_object_stream_of(rows[each]) for each in range(len(rows)))
        _write(out, number, stream(table, {**entries, "ID": (identifier, identifier)}))
        out.write(b"startxref\n%d\n%%%%EOF\n" % end)
        return out.getvalue()

    def _write_objects(self, out: BytesIO, rows: dict[int, _Row]) -> None:
        """Write the streams, then all other objects packed in object streams."""
        loose: list[tuple[int, PdfObject]] = []
        for number, content in enumerate(self._objects, 1):
            if isinstance(content, StreamObject):
                rows[number] = _write(out, number, content)
            else:
                loose.append((number, content))
        for first in range(0, len(loose), _CHUNK):
            chunk, holder = loose[first : first + _CHUNK], len(self._objects) + 1 + first // _CHUNK
            rows.update({number: (2, holder, place) for place, (number, _) in enumerate(chunk)})
            rows[holder] = _write(out, holder, _object_stream(chunk))


def _write(out: BytesIO, number: int, content: PdfObject) -> _Row:
    """Write an object; return its row of the cross-reference stream."""
    start = out.tell()
    out.write(b"%d 0 obj\n" % number)
    content.write_to_stream(out)
    out.write(b"\nendobj\n")
    return 1, start, 0


def _object_stream(chunk: list[tuple[int, PdfObject]]) -> StreamObject:
    """Return an object stream with some objects that are not streams."""
    body, places = BytesIO(), []
    for number, content in chunk:
        places.append(b"%d %d" % (number, body.tell()))
        content.write_to_stream(body)
        body.write(b"\n")
    head = b" ".join(places) + b"\n"
    return stream(head + body.getvalue(), {"Type": "ObjStm", "N": len(chunk), "First": len(head)})


def _object_stream_of(row: _Row) -> bytes:
    return b"".join(number.to_bytes(width, "big") for number, width in zip(row, _WIDTHS, strict=True))
