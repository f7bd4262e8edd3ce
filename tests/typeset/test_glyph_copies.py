"""Copies of glyphs: which codes they get, and what they read as."""

from types import SimpleNamespace

import pytest

from hidaka_dx.typeset import glyph_copies
from hidaka_dx.typeset.glyph_copies import LAST, GlyphCopy


def font(**changed: object) -> SimpleNamespace:
    own = {"bitmap": False, "type": "ttf", "png": False, "svg": False, "colr": False, "tables": ["glyf"]}
    return SimpleNamespace(**{**own, "glyph_count": 20, "to_unicode": {7: "町"}, **changed})


def test_equal_copies_share_a_code() -> None:
    one, copies = font(), [GlyphCopy(7, 2, "町"), GlyphCopy(7, 0, "〔削る：町"), GlyphCopy(7, 2, "町")]
    assert [glyph_copies.code(one, each) for each in copies] == [LAST, LAST - 1, LAST]
    assert [glyph_copies.drawn(one, code) for code in (LAST, LAST - 1)] == copies[:2]


def test_a_glyph_of_the_font_is_drawn_as_itself() -> None:
    assert glyph_copies.drawn(font(), 7) == GlyphCopy(7, 0, "町")
    assert glyph_copies.drawn(font(), 8) == GlyphCopy(8, 0, "")


def test_all_that_is_used_is_in_the_order_of_codes() -> None:
    one = font()
    for extra in (1, 2):
        glyph_copies.code(one, GlyphCopy(7, extra, "町"))
    assert list(glyph_copies.used(one)) == [7, LAST - 1, LAST]


@pytest.mark.parametrize(
    "changed",
    [{"bitmap": True}, {"type": "otf"}, {"png": True}, {"svg": True}, {"colr": True}, {"tables": ["glyf", "fvar"]}],
)
def test_fonts_that_we_do_not_embed_have_no_copies(changed: dict[str, object]) -> None:
    assert glyph_copies.code(font(**changed), GlyphCopy(7, 2, "町")) == 0


@pytest.mark.parametrize(
    ("units", "asked", "expected"), [(2048, 3, 3), (2048, 300, 40), (16384, 300, 22), (2048, -4, -4), (2048, -20, -8)]
)
def test_an_advance_holds_what_its_table_can_hold(units: int, asked: int, expected: int) -> None:
    assert glyph_copies.fitting(font(upem=units, widths={7: 1000}), 7, asked) == expected


def test_codes_never_reach_those_of_the_font() -> None:
    one = font(glyph_count=LAST - 1)
    assert [glyph_copies.code(one, GlyphCopy(7, extra, "町")) for extra in range(3)] == [LAST, LAST - 1, 0]
