"""A volume of the pack: a finished PDF of this program."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, cast

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import IndirectObject

_NEEDED: Final = {"/Pages", "/Lang", "/StructTreeRoot", "/OutputIntents", "/MarkInfo"}
_KNOWN: Final = _NEEDED | {
    *("/Type", "/Outlines", "/Names", "/ViewerPreferences", "/Metadata", "/PageLabels", "/PageMode", "/AF"),
}
"""Known entries of such a PDF's catalog; binding would lose any others, such as a signature."""
_TREE: Final = {"/Type", "/K", "/ParentTree", "/ParentTreeNextKey", "/IDTree"}


@dataclass(frozen=True)
class Volume:
    """A finished document and its title in the pack."""

    title: str
    """Title of its bookmark."""
    pdf: bytes
    """As the typesetter has written it: PDF/A-3a and PDF/UA-1."""


class OpenedVolume:
    """The parts of a volume that the pack needs, with the volume's own references."""

    def __init__(self, volume: Volume) -> None:
        """Read a volume; raise ValueError if it was not written by this program."""
        self.title = volume.title
        try:
            self.reader = PdfReader(BytesIO(volume.pdf))
            self.catalog = cast("Any", self.reader.trailer["/Root"])
            self.tree = cast("Any", self.catalog["/StructTreeRoot"])
        except (PyPdfError, KeyError) as error:
            raise ValueError(_refusal(volume.title)) from error
        if (
            _NEEDED - self.catalog.keys()
            or self.catalog.keys() - _KNOWN
            or self.tree.keys() - _TREE
            or not self.title.strip()
        ):
            raise ValueError(_refusal(volume.title))

    @property
    def pages(self) -> tuple[IndirectObject, ...]:
        """Return the pages; this program writes a flat page tree."""
        return tuple(self.catalog["/Pages"]["/Kids"])

    @property
    def bookmarks(self) -> Any:
        """Return the outline root, if any."""
        return self.catalog.get("/Outlines")

    def names(self, kind: str) -> Iterator[tuple[Any, Any]]:
        """Yield the pairs of a name tree: `/Dests` or `/EmbeddedFiles`."""
        tree = self.catalog.get("/Names", {}).get(kind)
        yield from _pairs(tree.get_object()["/Names"] if tree else ())

    def identifiers(self) -> Iterator[tuple[Any, Any]]:
        """Yield the identifiers of structure elements, with the elements."""
        yield from _pairs(self.tree["/IDTree"]["/Names"] if "/IDTree" in self.tree else ())

    def parents(self) -> Iterator[tuple[Any, Any]]:
        """Yield the pairs of the parent tree."""
        yield from _pairs(self.tree["/ParentTree"]["/Nums"])


def _pairs(row: Any) -> Iterator[tuple[Any, Any]]:
    yield from zip(row[::2], row[1::2], strict=True)


def _refusal(title: str) -> str:
    return f"資料「{title}」を綴じられません。この仕組みで組んだままのPDF（署名を付ける前のもの）と、資料の名前を渡してください"
