"""Fonts in the PDF: replaces what WeasyPrint embedded by subsets of our own, with the copies of glyphs that were drawn.

A code of the content is a glyph number of the whole font, or that of a copy; CIDToGIDMap (ISO 32000-1, 9.7.4.3) leads
from it to the glyph of the subset.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import Any, Final

from hidaka_dx.typeset import glyph_copies
from hidaka_dx.typeset.borrowed import pydyf
from hidaka_dx.typeset.borrowed.patches import original
from hidaka_dx.typeset.font_subset import NOTDEF, Drawn, subset
from hidaka_dx.typeset.glyph_copies import EIGHTH, GlyphCopy
from hidaka_dx.typeset.objects import referred

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


_BUILD: Final = original("weasyprint.pdf.build_fonts_dictionary")


def own_fonts() -> dict[str, Any]:
    """Return what embeds fonts, by the dotted name of the WeasyPrint function that it replaces."""
    return {"weasyprint.pdf.build_fonts_dictionary": _build_fonts_dictionary}


def _build_fonts_dictionary(pdf: Any, fonts: Mapping[Any, Any], *args: Any) -> Any:
    """Embed fonts with the glyphs that were drawn with them; return what WeasyPrint's function of this name returns.

    A font that can have no copies, or lacks a glyph (which the press reports), is left to WeasyPrint.
    """
    ours = [font for font in fonts.values() if glyph_copies.may_have(font) and not font.missing and font.to_unicode]
    for font in ours:
        font.clean = _leave_whole
    named = _BUILD(pdf, fonts, *args)
    for font in ours:
        _write(pdf, font, glyph_copies.used(font), referred(pdf, named[font.hash]))
    return named


def _leave_whole(*_: Any) -> None:
    """Take the place of WeasyPrint's subsetting."""


def _write(pdf: Any, font: Any, used: Mapping[int, GlyphCopy], dictionary: Any) -> None:
    drawn = {code: Drawn(copy.glyph, copy.extra) for code, copy in used.items()}
    content, numbers = subset(font.file_content, font.index, drawn.values())
    descendant = referred(pdf, dictionary["DescendantFonts"][0])
    file = referred(pdf, referred(pdf, descendant["FontDescriptor"])["FontFile2"])
    file.stream, file.extra["Length1"] = [content], len(content)
    places = pydyf.Stream([_places({code: numbers[each] for code, each in drawn.items()})], compress=True)
    pdf.add_object(places)
    descendant["CIDToGIDMap"] = places.reference
    descendant["W"] = _widths({code: font.widths[copy.glyph] + copy.extra * EIGHTH for code, copy in used.items()})
    referred(pdf, dictionary["ToUnicode"]).stream = [*_HEAD, *_texts(used), *_TAIL]


def _places(numbers: Mapping[int, int]) -> bytes:
    """Return the map from codes to glyphs, two bytes each."""
    return b"".join(struct.pack(">H", numbers.get(code, NOTDEF)) for code in range(max(numbers) + 1))


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
