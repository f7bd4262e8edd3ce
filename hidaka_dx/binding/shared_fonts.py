"""Fonts of a pack: subsets of one font, which each volume brings, become one file that all of them use."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pypdf.generic import IndirectObject, NameObject, NullObject, PdfObject, StreamObject

from hidaka_dx.binding.file import File, stream
from hidaka_dx.typeset.embedding import glyph_places
from hidaka_dx.typeset.font_union import EmbeddedSubset, union, units_of


class _Font:
    """A font of one volume: a composite font with TrueType outlines (ISO 32000-1, 9.7)."""

    def __init__(self, dictionary: Any) -> None:
        self.name = str(dictionary["/BaseFont"])
        self._descendant = dictionary["/DescendantFonts"][0].get_object()
        self._descriptor = self._descendant["/FontDescriptor"].get_object()

    @property
    def is_shareable(self) -> bool:
        """Tell whether its file is one that can be united with others."""
        return "/FontFile2" in self._descriptor

    @property
    def file(self) -> Any:
        """Return the reference to the font file."""
        return self._descriptor.raw_get("/FontFile2")

    def identity(self) -> tuple[str, int]:
        """Return what fonts have in common that can be united; a program may give two files one name."""
        return self.name, units_of(self.file.get_object().get_data())

    def codes(self) -> Iterator[int]:
        """Yield the codes that are drawn."""
        entries = self._descendant["/W"].get_object()
        for first, widths in zip(entries[::2], entries[1::2], strict=True):
            yield from range(first, first + len(widths.get_object()))

    def glyphs(self) -> dict[int, int]:
        """Return the glyph of each code."""
        places = self._descendant["/CIDToGIDMap"].get_object()
        if not isinstance(places, StreamObject):
            return {code: code for code in self.codes()}
        content = places.get_data()
        return {code: int.from_bytes(content[2 * code : 2 * code + 2], "big") for code in self.codes()}

    def use(self, pack: File, shared: IndirectObject, glyphs: dict[int, int]) -> None:
        """Refer to another font file, in which the codes have these glyphs."""
        self._descendant[NameObject("/CIDToGIDMap")] = pack.add(stream(glyph_places(glyphs), {}))
        self._descriptor[NameObject("/FontFile2")] = shared


def share(pack: File, objects: Iterable[PdfObject]) -> None:
    """Replace the subsets of each font by one; `objects` are all of the pack's."""
    dictionaries = [each for each in objects if isinstance(each, dict) and each.get("/Subtype") == "/Type0"]
    fonts = [font for font in map(_Font, dictionaries) if font.is_shareable]
    groups = defaultdict[tuple[str, int], list[_Font]](list)
    for font in fonts:
        groups[font.identity()].append(font)
    for _, same in sorted(groups.items()):
        if len({font.file.idnum for font in same}) > 1:
            _share(pack, same)


def _share(pack: File, fonts: list[_Font]) -> None:
    glyphs = [font.glyphs() for font in fonts]
    subsets = [
        EmbeddedSubset(font.file.get_object().get_data(), tuple(sorted({*drawn.values()})))
        for font, drawn in zip(fonts, glyphs, strict=True)
    ]
    content, places = union(subsets)
    for file in {font.file.idnum: font.file for font in fonts}.values():
        pack.put(file, NullObject())
    shared = pack.add(stream(content, {"Length1": len(content)}))
    for font, drawn, place in zip(fonts, glyphs, places, strict=True):
        font.use(pack, shared, {code: place[glyph] for code, glyph in drawn.items()})
