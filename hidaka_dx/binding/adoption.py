"""Copies the objects reachable from one volume into the pack: renumbered, with unique names."""

from typing import Any
from urllib.parse import quote

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from hidaka_dx.binding.file import File


class Adoption:
    """Moves objects of a volume into the pack's file, in place: the volume's reader must not be used afterwards."""

    def __init__(self, file: File, reader: PdfReader, prefix: str, first_key: int) -> None:
        """Take both files, the prefix of the volume's names, and its first key in the pack's parent tree."""
        self._file, self._reader = file, reader
        self._prefix, self._first_key = prefix, first_key
        self._known: dict[int, IndirectObject] = {}
        self._waiting: list[IndirectObject] = []

    def replace(self, old: IndirectObject, new: IndirectObject) -> None:
        """Redirect references from an object of the volume to one of the pack."""
        self._known[old.idnum] = new

    def take(self, value: Any) -> Any:
        """Return a value with its references redirected to the pack; referenced objects are queued for `finish`."""
        if isinstance(value, IndirectObject):
            return self._reference(value)
        if isinstance(value, DictionaryObject):
            for key, inner in value.items():
                value[key] = self.take(inner)
            self._make_unique(value)
        elif isinstance(value, ArrayObject):
            value[:] = [self.take(inner) for inner in value]
        return value

    def finish(self) -> None:
        """Copy all queued objects and whatever they refer to; iterative, so that long chains do not exhaust the stack."""
        while self._waiting:
            old = self._waiting.pop()
            self._file.put(self._known[old.idnum], self.take(self._reader.get_object(old)))

    def key(self, key: int) -> int:
        """Map a key of the volume's parent tree to the pack's."""
        return self._first_key + key

    def name(self, name: str) -> TextStringObject:
        """Map a name of the volume to the pack's, in ASCII: readers disagree on the order of other letters."""
        return TextStringObject(self._prefix + quote(name))

    def _reference(self, old: IndirectObject) -> IndirectObject:
        if old.idnum not in self._known:
            self._known[old.idnum] = self._file.add()
            self._waiting.append(old)
        return self._known[old.idnum]

    def _make_unique(self, value: DictionaryObject) -> None:
        """Make entries unique that would collide between volumes.

        These are the keys of the parent tree, the names of link destinations, and the identifiers of structure
        elements.
        """
        for entry in ("/StructParents", "/StructParent"):
            if entry in value:
                value[NameObject(entry)] = NumberObject(self.key(value.raw_get(entry)))
        for entry in ("/Dest", "/ID"):
            if isinstance(value.get(entry), TextStringObject):
                value[NameObject(entry)] = self.name(value.raw_get(entry))
