"""Fonts for tests, and what is in a font file."""

from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from hidaka_dx.typeset.font_subset import Drawn

MINCHO = Path(__file__).resolve().parents[2] / "assets/fonts/BIZUDMincho-Regular.ttf"


@cache
def mincho() -> bytes:
    return MINCHO.read_bytes()


def glyphs(text: str) -> list[Drawn]:
    with TTFont(BytesIO(mincho()), lazy=True) as font:
        return [Drawn(font.getGlyphID(font.getBestCmap()[ord(char)])) for char in text]


def shape(font: TTFont, number: int) -> object:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[font.getGlyphName(number)].draw(pen)
    return pen.value


def advance(font: TTFont, number: int) -> int:
    return int(font["hmtx"][font.getGlyphName(number)][0])


def composite() -> bytes:
    """Make a font whose glyph C consists of A and B, which stand after it."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "C", "unused", "A", "B"])
    drawn = {".notdef": TTGlyphPen(None).glyph(), "unused": TTGlyphPen(None).glyph()}
    for name, left in (("A", 0), ("B", 300)):
        pen = TTGlyphPen(None)
        pen.moveTo((left, 0))
        pen.lineTo((left, 200))
        pen.lineTo((left + 200, 0))
        pen.closePath()
        drawn[name] = pen.glyph()
    pen = TTGlyphPen(drawn)
    pen.addComponent("A", (1, 0, 0, 1, 0, 0))
    pen.addComponent("B", (1, 0, 0, 1, 0, 100))
    drawn["C"] = pen.glyph()
    builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics({name: (600, 300 if name == "B" else 0) for name in drawn})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    out = BytesIO()
    builder.save(out)
    return out.getvalue()
