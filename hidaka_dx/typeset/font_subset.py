"""Font files for embedding, with the glyphs of one document only: the same bytes on every machine.

WeasyPrint asks the system's libharfbuzz-subset, whose releases keep different glyphs and tables. Here the pinned
fontTools writes them: glyphs are numbered from 0, hints are dropped. A glyph may be asked for with several advances.
"""

import struct
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from hidaka_dx.typeset.font_file import COMPOSITE, FontSource, font_file

NOTDEF: Final = 0
"""The glyph for what a font lacks; it stays the first one."""
_ONE_PART: Final = struct.Struct(">HHbb")
"""Flags, glyph, and offset of the one part of a composite glyph."""
_OFFSET_IS_PLACE: Final = 2
"""Flag of a part: its two arguments are an offset (ARGS_ARE_XY_VALUES)."""


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
    plain = _with_parts(source, {NOTDEF, *(each.glyph for each in asked)})
    numbers = {glyph: number for number, glyph in enumerate(plain)}
    copies = [each for each in asked if each.extra]
    glyphs = [(source.data(glyph, numbers), source.metrics(glyph)) for glyph in plain]
    glyphs += [_copy(source, each, glyphs[numbers[each.glyph]][0], numbers[each.glyph]) for each in copies]
    limits = source.tables["maxp"]
    deeper = {
        "maxComponentElements": max(1, limits.maxComponentElements),
        "maxComponentDepth": limits.maxComponentDepth + 1,
    }
    found = {Drawn(glyph): number for glyph, number in numbers.items()}
    found |= {each: len(plain) + place for place, each in enumerate(copies)}
    return Subset(font_file(source.tables, glyphs, deeper), found)


@lru_cache(maxsize=16)
def _opened(content: bytes, index: int) -> FontSource:
    return FontSource(content, index)


def _with_parts(source: FontSource, glyphs: set[int]) -> list[int]:
    """Add the glyphs that composite glyphs consist of."""
    found = set[int]()
    while glyphs:
        found |= glyphs
        glyphs = {part for glyph in glyphs for part in source.parts(glyph)} - found
    return sorted(found)


def _copy(source: FontSource, drawn: Drawn, data: bytes, number: int) -> tuple[bytes, tuple[int, int]]:
    """Return a glyph that draws another one, which has this `data` and `number`, and has another advance."""
    advance, side = source.metrics(drawn.glyph)
    wider = advance + round(drawn.extra * source.tables["head"].unitsPerEm / 8)
    part = _ONE_PART.pack(_OFFSET_IS_PLACE, number, 0, 0)
    return COMPOSITE + data[2:10] + part if data else b"", (wider, side)
