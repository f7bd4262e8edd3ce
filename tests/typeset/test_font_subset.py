"""Font files with the glyphs of one document: what is in them, and that they are the same everywhere."""

from io import BytesIO
from random import Random

import pytest
from fontTools.ttLib import TTFont
from measure.fonts import advance, composite, glyphs, mincho, shape

from hidaka_dx.typeset.font_subset import Drawn, subset


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


@pytest.mark.parametrize("extra", [3, -4])
def test_a_copy_looks_the_same_and_has_another_advance(extra: int) -> None:
    (own,) = glyphs("町")
    content, numbers = subset(mincho(), 0, [own._replace(extra=extra)])
    font = TTFont(BytesIO(content))
    wider = numbers[own._replace(extra=extra)]
    assert shape(font, wider) == shape(font, numbers[own])
    assert advance(font, wider) - advance(font, numbers[own]) == font["head"].unitsPerEm * extra / 8


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


@pytest.mark.parametrize("extra", [0, 4])
def test_glyphs_made_of_others_bring_them_along(extra: int) -> None:
    whole, asked = composite(), Drawn(1, extra)
    content, numbers = subset(whole, 0, [asked])
    font = TTFont(BytesIO(content))
    assert len(font.getGlyphOrder()) == 4 + bool(extra)
    assert shape(font, numbers[asked]) == shape(TTFont(BytesIO(whole)), 1)
