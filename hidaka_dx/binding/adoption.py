"""What leads out of one volume is taken over into the pack: same objects, other numbers, names that no other has."""

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
    """Moves objects of a volume into the pack's file, in place: the volume's reader is of no use afterwards."""

    def __init__(self, file: File, reader: PdfReader, prefix: str, first_key: int) -> None:
        """Take both files, what is put before the volume's names, and its first key of the pack's parent tree."""
        self._file, self._reader = file, reader
        self._prefix, self._first_key = prefix, first_key
        self._known: dict[int, IndirectObject] = {}
        self._waiting: list[IndirectObject] = []

    def replace(self, old: IndirectObject, new: IndirectObject) -> None:
        """Lead references to an object of the volume to one of the pack instead."""
        self._known[old.idnum] = new

    def take(self, value: Any) -> Any:
        """Give a value with its references leading into the pack; what they lead to waits for `finish`."""
        if isinstance(value, IndirectObject):
            return self._reference(value)
        if isinstance(value, DictionaryObject):
            for key, inner in value.items():
                value[key] = self.take(inner)
            self._set_apart(value)
        elif isinstance(value, ArrayObject):
            value[:] = [self.take(inner) for inner in value]
        return value

    def finish(self) -> None:
        """Take over all that waits, and all it leads to: one after the other, however long the chain."""
        while self._waiting:
            old = self._waiting.pop()
            self._file.put(self._known[old.idnum], self.take(self._reader.get_object(old)))

    def key(self, key: int) -> int:
        """Give a key of the volume's parent tree as the pack's."""
        return self._first_key + key

    def name(self, name: str) -> TextStringObject:
        """Give a name of the volume as the pack's, in ASCII: readers disagree on the order of other letters."""
        return TextStringObject(self._prefix + quote(name))

    def _reference(self, old: IndirectObject) -> IndirectObject:
        if old.idnum not in self._known:
            self._known[old.idnum] = self._file.add()
            self._waiting.append(old)
        return self._known[old.idnum]

    def _set_apart(self, value: DictionaryObject) -> None:
        """Change the entries by which volumes would be mistaken for one another.

        These are the keys of the parent tree, the names links lead to, and the identifiers of structure elements.
        """
        for entry in ("/StructParents", "/StructParent"):
            if entry in value:
                value[NameObject(entry)] = NumberObject(self.key(value.raw_get(entry)))
        for entry in ("/Dest", "/ID"):
            if isinstance(value.get(entry), TextStringObject):
                value[NameObject(entry)] = self.name(value.raw_get(entry))
