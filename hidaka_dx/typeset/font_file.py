"""TrueType files, read glyph by glyph and written anew with the tables that a PDF needs (ISO 32000-1, 9.9)."""

import struct
from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from typing import Any, Final

from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import _g_l_y_f as outlines

COMPOSITE: Final = b"\xff\xff"
"""Number of contours, by which glyphs that consist of others are known."""
_LONG: Final = struct.Struct(">Hh")
"""Advance and left side bearing of a glyph."""
_SHORT: Final = struct.Struct(">h")
_NO_HINTS: Final = {
    "maxZones": 1,
    "maxTwilightPoints": 0,
    "maxStorage": 0,
    "maxFunctionDefs": 0,
    "maxInstructionDefs": 0,
    "maxStackElements": 0,
    "maxSizeOfInstructions": 0,
}


class GlyphNames:
    """Names glyphs by their numbers; fontTools asks it for those of which a glyph consists."""

    extended = False
    """Whether numbers of glyphs take three bytes."""

    def getGlyphName(self, number: int) -> str:  # noqa: N802  fontTools' name
        """Return the name of a glyph."""
        return f"glyph{number}"

    def getGlyphID(self, name: str) -> int:  # noqa: N802  fontTools' name
        """Return the number of a glyph by its name."""
        return int(name.removeprefix("glyph"))


GLYPH_NAMES: Final = GlyphNames()


class FontSource:
    """A font file, of which only the glyphs that are asked for are read: all of them would take ten times its size."""

    def __init__(self, content: bytes, index: int = 0) -> None:
        """Take the bytes of a font, or of a collection and the font's place in it; raises fontTools' TTLibError."""
        font = TTFont(BytesIO(content), fontNumber=index, lazy=True, recalcTimestamp=False, recalcBBoxes=False)
        self.tables: Mapping[str, Any] = {tag: font[tag] for tag in ("head", "hhea", "maxp")}
        self._places, self._outlines, self._metrics = font["loca"].locations, font.reader["glyf"], font.reader["hmtx"]
        self._read: dict[int, Any] = {}

    def outline(self, glyph: int) -> Any:
        """Return a glyph without its hints; one that consists of others names them (`GLYPH_NAMES`)."""
        if glyph not in self._read:
            outline = outlines.Glyph(self._outlines[self._places[glyph] : self._places[glyph + 1]])
            outline.trim(remove_hinting=True)
            if getattr(outline, "data", b"")[:2] == COMPOSITE:
                outline.expand(GLYPH_NAMES)
            self._read[glyph] = outline
        return self._read[glyph]

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Return the advance and the left side bearing of a glyph; those at the end of a font share one advance."""
        last = self.tables["hhea"].numberOfHMetrics - 1
        advance: int = _LONG.unpack_from(self._metrics, 4 * min(glyph, last))[0]
        place = 4 * glyph + 2 if glyph <= last else 4 * (last + 1) + 2 * (glyph - last - 1)
        side: int = _SHORT.unpack_from(self._metrics, place)[0]
        return advance, side

    def parts(self, glyph: int) -> list[int]:
        """Return the glyphs of which one consists."""
        return [GLYPH_NAMES.getGlyphID(each.glyphName) for each in getattr(self.outline(glyph), "components", ())]

    def data(self, glyph: int, numbers: Mapping[int, int]) -> bytes:
        """Return the bytes of a glyph, its parts under their new `numbers`."""
        outline = self.outline(glyph)
        if hasattr(outline, "components"):
            outline = deepcopy(outline)
            for part in outline.components:
                part.glyphName = GLYPH_NAMES.getGlyphName(numbers[GLYPH_NAMES.getGlyphID(part.glyphName)])
        return bytes(outline.compile(GLYPH_NAMES, recalcBBoxes=False))


def font_file(
    tables: Mapping[str, Any], glyphs: list[tuple[bytes, tuple[int, int]]], limits: Mapping[str, int]
) -> bytes:
    """Write a font file.

    `tables` are head, hhea and maxp of a font that has all these glyphs, each given by its bytes and metrics; `limits`
    are values of maxp that differ.
    """
    font = TTFont(recalcTimestamp=False, recalcBBoxes=False)
    names = [GLYPH_NAMES.getGlyphName(number) for number in range(len(glyphs))]
    font.setGlyphOrder(names)
    for tag, table in tables.items():
        font[tag] = deepcopy(table)
    font["glyf"], font["hmtx"], font["loca"] = newTable("glyf"), newTable("hmtx"), newTable("loca")
    font["glyf"].glyphOrder = names
    font["glyf"].glyphs = {name: outlines.Glyph(data) for name, (data, _) in zip(names, glyphs, strict=True)}
    font["hmtx"].metrics = {name: metrics for name, (_, metrics) in zip(names, glyphs, strict=True)}
    vars(font["maxp"]).update({**_NO_HINTS, **limits})
    font["hhea"].advanceWidthMax = max(advance for _, (advance, _) in glyphs)
    out = BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()
