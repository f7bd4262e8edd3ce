"""Make small fonts of indices: the subscripts and superscripts (CO₂, NOₓ, 10⁶, m⁻³) that the BIZ UD fonts lack.

They are the letters of the fonts in `assets/fonts`, smaller, lowered or raised, under their own code points (Unicode: those
that decompose to `<sub>` or `<super>` and one letter). So they are printed, copied and read aloud as they were typed, and a
line is no higher for them. In Gothic the bold cut is made smaller for both weights, and the others are made bolder, so that strokes do not grow thin.

Usage: python tools/index_fonts.py assets/fonts
"""

import sys
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates

MINUS = "\u2212"
"""The one sign that the Latin cuts lack; the hyphen stands for it."""
MITER = 0.5
"""Keeps sharp corners from growing far out."""


class Setting(NamedTuple):
    """How an index is set, in shares of an em."""

    scale: float
    rise: float


SETTINGS = {"<super>": Setting(0.5, 0.4625), "<sub>": Setting(0.56, -0.105)}
"""Superscripts are as large and as high as those that the fonts have (¹ to ⁴); subscripts end where descenders do."""
STYLES = {
    "BIZUDGothic-Index-Regular": ("BIZUDGothic-Regular", "BIZUDPGothic-Latin-Bold", 0),
    "BIZUDGothic-Index-Bold": ("BIZUDGothic-Bold", "BIZUDPGothic-Latin-Bold", 16),
    "BIZUDMincho-Index-Regular": ("BIZUDMincho-Regular", "BIZUDPMincho-Latin-Regular", 14),
}
"""Each new font, by the one that lacks the letters, the one whose letters it takes, and by how much strokes grow on each side."""


def indices(letters: set[int]) -> dict[int, tuple[str, Setting]]:
    """Return how each index is set that can be made of `letters`, by its code point."""
    found = {}
    for code in range(0xA0, 0x10000):
        kind, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        letter = chr(int(parts[0], 16)).replace(MINUS, "-") if kind in SETTINGS and len(parts) == 1 else ""
        if letter and ord(letter) in letters:
            found[code] = letter, SETTINGS[kind]
    return found


def drawn(font: TTFont, letter: str, setting: Setting, bolder: int) -> tuple[Glyph, int]:
    """Return the outline of an index and its advance; strokes grow by `bolder` on each side."""
    em, name = font["head"].unitsPerEm, font.getBestCmap()[ord(letter)]
    outline, pen = DecomposingRecordingPen(font.getGlyphSet()), TTGlyphPen(None)
    font.getGlyphSet()[name].draw(outline)
    outline.replay(TransformPen(pen, (setting.scale, 0, 0, setting.scale, 0, setting.rise * em)))
    glyph = pen.glyph(dropImpliedOnCurves=False)
    embolden(glyph, bolder)
    return glyph, round(font["hmtx"][name][0] * setting.scale)


def embolden(glyph: Glyph, by: int) -> None:
    """Move every point of an outline outwards, along the normals of the lines beside it; outer contours may run either way."""
    points = [complex(*point) for point in glyph.coordinates]
    ends = [0, *(end + 1 for end in glyph.endPtsOfContours)]
    contours = [points[start:end] for start, end in pairwise(ends)]
    around = [list(zip(each[-1:] + each[:-1], each, each[1:] + each[:1], strict=True)) for each in contours]
    side = -by if sum((here.conjugate() * after).imag for each in around for _, here, after in each) > 0 else by
    moved = [here + side * outwards(here - before, after - here) for each in around for before, here, after in each]
    glyph.coordinates = GlyphCoordinates([(round(each.real), round(each.imag)) for each in moved])


def outwards(coming: complex, going: complex) -> complex:
    """Return where a corner goes when the lines beside it move one unit to their left."""
    coming, going = (line / abs(line) if line else 0 for line in (coming or going, going or coming))
    both = coming + going
    return 1j * both / max(abs(both) ** 2 / 2, MITER) if both else 0


def indexed(lacking: TTFont, source: TTFont, bolder: int) -> TTFont:
    """Return `source` with indices instead of its letters: those that the font `lacking` them has not."""
    wanted = indices(set(source.getBestCmap()))
    made = {code: drawn(source, *wanted[code], bolder) for code in wanted if code not in lacking.getBestCmap()}
    names = {code: f"uni{code:04X}" for code in made}
    glyphs = {".notdef": TTGlyphPen(None).glyph(), **{names[code]: glyph for code, (glyph, _) in made.items()}}
    advances = {".notdef": 1024, **{names[code]: advance for code, (_, advance) in made.items()}}
    builder = FontBuilder(font=source)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (advances[name], getattr(glyphs[name], "xMin", 0)) for name in glyphs})
    for table in {"GSUB", "vhea", "vmtx", "gasp"} & set(source.keys()):
        del source[table]
    source["head"].macStyle = lacking["head"].macStyle
    for field in ("usWeightClass", "fsSelection"):
        setattr(source["OS/2"], field, getattr(lacking["OS/2"], field))
    return source


def rename(font: TTFont, name: str) -> None:
    """Give a font a name of its own."""
    family, _, style = name.rpartition("-")
    own = {1: family, 2: style, 3: name, 4: f"{family} {style}", 6: name}
    for record in font["name"].names:
        record.string = own.get(record.nameID, record.toUnicode())


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, (lacking, letters, bolder) in STYLES.items():
        with (
            TTFont(folder / f"{letters}.ttf", recalcTimestamp=False) as source,
            TTFont(folder / f"{lacking}.ttf") as whole,
        ):
            font = indexed(whole, source, bolder)
            rename(font, name)
            font.save(folder / f"{name}.ttf", reorderTables=True)
