"""Fonts in the PDF: replaces what WeasyPrint embedded by subsets of our own, with the copies of glyphs that were drawn.

A code of the content is a glyph number of the whole font, or that of a copy; CIDToGIDMap (ISO 32000-1, 9.7.4.3) leads
from it to the glyph of the subset.
"""

import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import md5
from typing import Any, Final

from hidaka_dx.typeset import glyph_copies
from hidaka_dx.typeset.borrowed import ffi, get_pango_font_hb_face, pydyf
from hidaka_dx.typeset.borrowed.patches import original
from hidaka_dx.typeset.font_subset import Drawn, subset
from hidaka_dx.typeset.glyph_copies import EIGHTH, GlyphCopy
from hidaka_dx.typeset.objects import referred

_PLACE: Final = struct.Struct(">H")
_BATCH: Final = 100
"""Maximum number of entries in one block of a CMap."""
_HEAD: Final = (
    b"/CIDInit /ProcSet findresource begin",
    b"12 dict begin",
    b"begincmap",
    b"/CIDSystemInfo",
    b"<</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
    b"/CMapName /Adobe-Identity-UCS def",
    b"/CMapType 2 def",
    b"1 begincodespacerange",
    b"<0000> <ffff>",
    b"endcodespacerange",
)
_TAIL: Final = (b"endcmap", b"CMapName currentdict /CMap defineresource pop", b"end", b"end")


_KEY: Final = original("weasyprint.pdf.stream.get_pango_font_key")
_FONT: Final = original("weasyprint.pdf.stream.Font")
_BUILD: Final = original("weasyprint.pdf.build_fonts_dictionary")
_TAG: Final = 6
"""Letters before the name of a subset (ISO 32000-1, 9.6.4)."""


def own_fonts() -> dict[str, Any]:
    """Return what names and embeds the fonts of a document, by the WeasyPrint parts that it replaces."""
    fonts = _Fonts()
    return {
        "weasyprint.pdf.stream.get_pango_font_key": _key,
        "weasyprint.pdf.stream.Font": fonts.font,
        "weasyprint.pdf.build_fonts_dictionary": fonts.build,
    }


def _key(pango_font: Any) -> Any:
    """Return what tells fonts of a document apart: WeasyPrint goes by the family, of which a town may have two files."""
    key, *more = _KEY(pango_font)
    return (key, int(ffi.cast("intptr_t", get_pango_font_hb_face(pango_font)))), *more


class _Fonts:
    """The fonts of the document that is being written."""

    def __init__(self) -> None:
        self._by_tag: dict[str, Any] = {}

    def font(self, *args: Any) -> Any:
        """Return WeasyPrint's Font under a name that does not depend on the release of Pango.

        WeasyPrint makes it from Pango's description, in which some releases mention the features of a text. Fonts that
        differ in these alone, and are the same file, are one: they share the glyphs that were drawn.
        """
        font = _FONT(*args)
        name = font.name.partition(b"+")[2]
        font.hash = _tag(name, font)
        font.name = b"/%s+%s" % (font.hash.encode(), name)
        first = self._by_tag.setdefault(font.hash, font)
        if first is not font:
            font.widths, font.to_unicode = first.widths, first.to_unicode
            glyph_copies.share(first, font)
        return font

    def build(self, pdf: Any, fonts: Mapping[Any, Any], *args: Any) -> Any:
        """Embed fonts with the glyphs that were drawn; return what WeasyPrint's function of this name returns.

        A font that can have no copies, or lacks a glyph (which the press reports), is left to WeasyPrint.
        """
        self._by_tag.clear()
        ours = {font.hash: font for font in fonts.values() if _is_ours(font)}
        for font in fonts.values():
            if font.hash in ours:
                font.clean = _leave_whole
        named = _BUILD(pdf, fonts, *args)
        for font in ours.values():
            _write(pdf, font, glyph_copies.used(font), referred(pdf, named[font.hash]))
        return named


def _is_ours(font: Any) -> bool:
    return bool(font.to_unicode) and not font.missing and glyph_copies.may_have(font)


def _tag(name: bytes, font: Any) -> str:
    """Return a tag that only the same file has: a town may name two files alike, or replace one."""
    which = f"{font.index} {sorted(font.variations.items())}".encode()
    digest = md5(name + _digest(font.file_content) + which, usedforsecurity=False).digest()
    return "".join(chr(ord("A") + each % 26) for each in digest[:_TAG])


@lru_cache(maxsize=16)
def _digest(content: bytes) -> bytes:
    """Return what identifies a font file; worked out once a process, as all documents use the same few."""
    return md5(content, usedforsecurity=False).digest()


def _leave_whole(*_: Any) -> None:
    """Take the place of WeasyPrint's subsetting."""


def _write(pdf: Any, font: Any, used: Mapping[int, GlyphCopy], dictionary: Any) -> None:
    drawn = {code: Drawn(copy.glyph, copy.extra) for code, copy in used.items()}
    content, numbers = subset(font.file_content, font.index, drawn.values())
    descendant = referred(pdf, dictionary["DescendantFonts"][0])
    file = referred(pdf, referred(pdf, descendant["FontDescriptor"])["FontFile2"])
    file.stream, file.extra["Length1"] = [content], len(content)
    places = pydyf.Stream([glyph_places({code: numbers[each] for code, each in drawn.items()})], compress=True)
    pdf.add_object(places)
    descendant["CIDToGIDMap"] = places.reference
    descendant["W"] = _widths({code: font.widths[copy.glyph] + copy.extra * EIGHTH for code, copy in used.items()})
    referred(pdf, dictionary["ToUnicode"]).stream = [*_HEAD, *_texts(used), *_TAIL]


def glyph_places(numbers: Mapping[int, int]) -> bytes:
    """Return the map from codes to glyphs, two bytes each; codes that are not used have the first glyph, NOTDEF."""
    places = bytearray(2 * (max(numbers) + 1))
    for code, number in numbers.items():
        _PLACE.pack_into(places, 2 * code, number)
    return bytes(places)


def _widths(widths: Mapping[int, int]) -> Any:
    """Return the advances of codes in thousandths of an em, those of neighbours in one array."""
    written = pydyf.Array()
    for code, width in widths.items():
        if code - 1 not in widths:
            written += [code, pydyf.Array()]
        written[-1].append(width)
    return written


def _texts(used: Mapping[int, GlyphCopy]) -> Iterator[bytes]:
    """Yield the blocks of the CMap that says what codes read as."""
    lines = [f"<{code:04x}> <{copy.text.encode('utf-16-be').hex()}>".encode() for code, copy in used.items()]
    for start in range(0, len(lines), _BATCH):
        block = lines[start : start + _BATCH]
        yield from (f"{len(block)} beginbfchar".encode(), *block, b"endbfchar")
