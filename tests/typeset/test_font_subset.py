"""Font files with the glyphs of one document: what is in them, and that they are the same everywhere."""

from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from hidaka_dx.typeset.font_subset import Drawn, subset

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


def test_only_what_is_drawn_is_in_the_file() -> None:
    content, numbers = subset(mincho(), 0, glyphs("日高町"))
    font = TTFont(BytesIO(content))
    assert set(font.keys()) == {"GlyphOrder", "head", "hhea", "maxp", "hmtx", "loca", "glyf"}
    assert len(font.getGlyphOrder()) == 1 + len("日高町")
    assert set(numbers.values()) == set(range(4))


def test_glyphs_look_as_in_the_whole_font() -> None:
    whole, asked = TTFont(BytesIO(mincho()), lazy=True), glyphs("日高町の計画")
    content, numbers = subset(mincho(), 0, asked)
    font = TTFont(BytesIO(content))
    for each in asked:
        assert shape(font, numbers[each]) == shape(whole, each.glyph)
        assert advance(font, numbers[each]) == advance(whole, each.glyph)


def test_a_wider_glyph_looks_the_same_and_is_wider() -> None:
    (own,) = glyphs("町")
    content, numbers = subset(mincho(), 0, [own._replace(extra=3)])
    font = TTFont(BytesIO(content))
    wider = numbers[own._replace(extra=3)]
    assert shape(font, wider) == shape(font, numbers[own])
    assert advance(font, wider) - advance(font, numbers[own]) == font["head"].unitsPerEm * 3 / 8


def test_a_wider_blank_is_empty() -> None:
    (own,) = glyphs("　")
    content, numbers = subset(mincho(), 0, [own._replace(extra=1)])
    font = TTFont(BytesIO(content))
    assert shape(font, numbers[own._replace(extra=1)]) == []


def test_the_order_in_which_glyphs_were_drawn_does_not_matter() -> None:
    asked = [*glyphs("日高町の計画を定める"), *(each._replace(extra=2) for each in glyphs("計画"))]
    first = subset(mincho(), 0, asked)
    Random(1).shuffle(asked)
    assert subset(bytes(bytearray(mincho())), 0, asked * 2) == first


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


@pytest.mark.parametrize("extra", [0, 4])
def test_glyphs_made_of_others_bring_them_along(extra: int) -> None:
    whole, asked = composite(), Drawn(1, extra)
    content, numbers = subset(whole, 0, [asked])
    font = TTFont(BytesIO(content))
    assert len(font.getGlyphOrder()) == 4 + bool(extra)
    assert shape(font, numbers[asked]) == shape(TTFont(BytesIO(whole)), 1)
