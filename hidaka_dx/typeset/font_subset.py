"""Font files for embedding, with the glyphs of one document only: the same bytes on every machine.

WeasyPrint asks the system's libharfbuzz-subset, whose releases keep different glyphs and tables. Here the pinned
fontTools does it: of the font, only the tables that a CIDFontType2 needs (ISO 32000-1, 9.9) are kept, glyphs are
numbered from 0, hints are dropped. A glyph may be asked for with several advances.
"""

import struct
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import lru_cache
from io import BytesIO
from typing import Any, Final, NamedTuple

from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import _g_l_y_f as outlines

NOTDEF: Final = 0
"""The glyph for what a font lacks; it stays the first one."""
_COMPOSITE: Final = b"\xff\xff"
"""Number of contours, by which glyphs that consist of others are known."""
_ONE_COMPONENT: Final = struct.Struct(">HHbb")
"""Flags, glyph, and offset of the component of a composite glyph."""
_OFFSET_IS_PLACE: Final = 2
"""Flag of a component: its two arguments are an offset (ARGS_ARE_XY_VALUES)."""
_NO_HINTS: Final = {
    "maxZones": 1,
    "maxTwilightPoints": 0,
    "maxStorage": 0,
    "maxFunctionDefs": 0,
    "maxInstructionDefs": 0,
    "maxStackElements": 0,
    "maxSizeOfInstructions": 0,
}


class Drawn(NamedTuple):
    """A glyph of a font as a document draws it."""

    glyph: int
    extra: int = 0
    """What is added to its advance, in eighths of an em."""


class Subset(NamedTuple):
    """A font file with the glyphs of one document."""

    content: bytes
    numbers: Mapping[Drawn, int]
    """The number of each glyph in the new file."""


def subset(content: bytes, index: int, drawn: Iterable[Drawn]) -> Subset:
    """Return a TrueType font (`index` in a collection, else 0) with only these glyphs and those that they are made of."""
    source = _opened(content, index)
    asked = sorted({*drawn})
    plain = _with_components(source, {NOTDEF, *(each.glyph for each in asked)})
    wider = [each for each in asked if each.extra]
    numbers = {Drawn(glyph): place for place, glyph in enumerate(plain)}
    numbers.update({each: len(plain) + place for place, each in enumerate(wider)})
    return Subset(_written(source, plain, wider, numbers), numbers)


@lru_cache(maxsize=16)
def _opened(content: bytes, index: int) -> TTFont:
    return TTFont(BytesIO(content), fontNumber=index, lazy=True, recalcTimestamp=False, recalcBBoxes=False)


def _with_components(source: TTFont, glyphs: set[int]) -> list[int]:
    """Add the glyphs that composite glyphs consist of."""
    found, table = set[int](), source["glyf"]
    while glyphs:
        found |= glyphs
        names = {part for glyph in glyphs for part in _outline(source, glyph).getComponentNames(table)}
        glyphs = {source.getGlyphID(name) for name in names} - found
    return sorted(found)


def _outline(source: TTFont, glyph: int) -> Any:
    """Return a glyph of the source without its hints."""
    outline = source["glyf"].glyphs[source.getGlyphName(glyph)]
    outline.trim(remove_hinting=True)
    if hasattr(outline, "data") and outline.data[:2] == _COMPOSITE:
        outline.expand(source["glyf"])  # so that its components are written by their new numbers
    return outline


def _written(source: TTFont, plain: list[int], wider: list[Drawn], numbers: Mapping[Drawn, int]) -> bytes:
    font = TTFont(recalcTimestamp=False, recalcBBoxes=False)
    names = [source.getGlyphName(glyph) for glyph in plain]
    font.setGlyphOrder([*names, *(f"wider{place}" for place in range(len(wider)))])
    for tag in ("head", "hhea", "maxp"):
        font[tag] = deepcopy(source[tag])
    font["glyf"], font["hmtx"] = newTable("glyf"), newTable("hmtx")
    font["loca"] = newTable("loca")
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["glyf"].glyphs = {name: source["glyf"].glyphs[name] for name in names}
    font["hmtx"].metrics = {name: source["hmtx"][name] for name in names}
    for place, each in enumerate(wider):
        _add_wider(font, f"wider{place}", source.getGlyphName(each.glyph), numbers[Drawn(each.glyph)], each.extra)
    _declare(font)
    out = BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def _add_wider(font: TTFont, name: str, base: str, number: int, extra: int) -> None:
    """Add a glyph that draws another one and has a longer advance."""
    advance, side = font["hmtx"].metrics[base]
    font["hmtx"].metrics[name] = advance + round(extra * font["head"].unitsPerEm / 8), side
    bounds = font["glyf"].glyphs[base].compile(font["glyf"])[2:10]
    part = _ONE_COMPONENT.pack(_OFFSET_IS_PLACE, number, 0, 0)
    font["glyf"].glyphs[name] = outlines.Glyph(_COMPOSITE + bounds + part if bounds else b"")


def _declare(font: TTFont) -> None:
    """Correct what the tables of the whole font say about glyphs and hints."""
    limits = font["maxp"]
    vars(limits).update(_NO_HINTS)
    limits.maxComponentElements = max(1, limits.maxComponentElements)
    limits.maxComponentDepth += 1
    font["hhea"].advanceWidthMax = max(advance for advance, _ in font["hmtx"].metrics.values())
