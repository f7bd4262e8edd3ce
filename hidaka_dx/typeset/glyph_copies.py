"""Duplicate glyphs: drawn like another glyph but extracted as different text by every PDF reader.

A copy has a glyph code of its own in the content, the same outline in the font file (CIDToGIDMap, ISO 32000-1,
9.7.4.3), and a text of its own in /ToUnicode, as a ligature has. So it needs no space on the page, no invisible text
and no /ActualText, which some readers ignore.
"""

import struct
from collections.abc import Iterable
from typing import Any, Final

from hidaka_dx.typeset.borrowed import pydyf
from hidaka_dx.typeset.objects import referred

LAST: Final = 0xFEFF
"""Codes of copies count down from here, far above those of the fonts' own glyphs."""
_BATCH: Final = 100
"""Maximum number of entries in one block of a /ToUnicode CMap."""


def number(font: Any, glyph: int, text: str) -> int:
    """Return the code of a glyph's copy that reads as `text`; `font` is WeasyPrint's, `glyph` one drawn with it.

    0 for a font that can have no copies: one without outlines of TrueType, or with too many glyphs.
    """
    copies = _of(font)
    free = LAST - len(copies)
    if font.bitmap or font.type != "ttf" or free < font.glyph_count:
        return 0
    return copies.setdefault((glyph, text), free)


def write(pdf: Any, fonts: Iterable[Any]) -> None:
    """Write the glyph copies of fonts that are embedded in the PDF; fonts without copies stay identical to the byte."""
    for font in fonts:
        if _of(font):
            _write(pdf, font, _dictionary(pdf, font))


def _of(font: Any) -> dict[tuple[int, str], int]:
    copies: dict[tuple[int, str], int] = vars(font).setdefault("copies", {})
    return copies


def _dictionary(pdf: Any, font: Any) -> Any:
    """Find the font dictionary of a font in the PDF."""
    fonts = (each for each in pdf.objects if isinstance(each, pydyf.Dictionary) and each.get("Subtype") == "/Type0")
    return next(each for each in fonts if each["BaseFont"] == font.name)


def _write(pdf: Any, font: Any, dictionary: Any) -> None:
    """Write outline, width and Unicode text of each copy."""
    copies = sorted((copy, glyph, text) for (glyph, text), copy in _of(font).items())
    descendant = referred(pdf, dictionary["DescendantFonts"][0])
    glyphs = {glyph: glyph for glyph in font.to_unicode}
    for copy, glyph, _ in copies:
        glyphs[copy] = glyph
        descendant["W"] += [copy, pydyf.Array([font.widths[glyph]])]
    numbers = (glyphs.get(code, 0) for code in range(LAST + 1))
    places = pydyf.Stream([struct.pack(f">{LAST + 1}H", *numbers)], compress=True)
    pdf.add_object(places)
    descendant["CIDToGIDMap"] = places.reference
    readings = referred(pdf, dictionary["ToUnicode"]).stream
    end = readings.index(b"endcmap")
    lines = [f"<{copy:04x}> <{text.encode('utf-16-be').hex()}>".encode() for copy, _, text in copies]
    batches = [lines[start : start + _BATCH] for start in range(0, len(lines), _BATCH)]
    readings[end:end] = [
        line for batch in batches for line in (f"{len(batch)} beginbfchar".encode(), *batch, b"endbfchar")
    ]
