"""Widths of words and ends of lines."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.figures.line_breaking import squeeze, wrap
from hidaka_dx.japanese.widths import BOLD, REGULAR, width

FONTS = Path(__file__).parents[2] / "assets" / "fonts"


@pytest.mark.parametrize(("cut", "table"), [("Regular", REGULAR), ("Bold", BOLD)])
def test_table_is_that_of_the_font(cut: str, table: tuple[int, ...]) -> None:
    font = TTFont(FONTS / f"BIZUDPGothic-Latin-{cut}.ttf")
    glyphs, em = font.getBestCmap(), font["head"].unitsPerEm
    assert table == tuple(round(font["hmtx"][glyphs[code]][0] * 1000 / em) for code in range(0x20, 0x7F))


def test_measures_kanji_as_one_em_and_latin_by_the_table() -> None:
    assert width("日高町", 10) == 30
    assert width("DX", 10) == pytest.approx(16.4)
    assert width("DX", 10, bold=True) == pytest.approx(16.7)


def test_keeps_the_line_breaks_of_the_author() -> None:
    assert wrap("Society\n5.0", 100, 10) == ("Society", "5.0")


def test_breaks_between_phrases_where_that_costs_no_line() -> None:
    assert wrap("組織やプロセス全体をデジタル化する", 120, 10) == ("組織やプロセス全体を", "デジタル化する")


def test_lines_are_about_equally_long() -> None:
    assert wrap("個人情報保護審査会設置要綱案", 130, 10) == ("個人情報保護", "審査会設置要綱案")


@pytest.mark.parametrize(
    "text",
    ["あああああああああ、い", "あああああああああ」い", "ああああああああ（いい）", "ああああああああキャッシュ"],
)
def test_no_line_begins_or_ends_with_a_forbidden_sign(text: str) -> None:
    for room in range(20, 130, 5):
        for line in wrap(text, room, 10):
            assert line[0] not in "、」）ャッュー"
            assert line[-1] not in "（「"


def test_no_line_ends_in_a_word_where_another_line_is_allowed() -> None:
    """Drawings that grow with their words take one more line rather than part one, but none of one or two signs."""
    assert squeeze("1 安心して育ち、学べる町", 66, 10.5, bold=True) == ("1 安心して", "育ち、", "学べる町")
    assert len(squeeze("道路と橋の計画的な修繕", 84, 10.5)[-1]) > 2


def test_no_number_parts_from_its_unit() -> None:
    for room in range(80, 130, 5):
        assert any("1,200戸" in line for line in wrap("町が整備した光回線1,200戸", room, 10))
        assert any("令和12年度" in line for line in wrap("整備の完了は令和12年度の末", room, 10))


def test_no_code_parts_from_its_name() -> None:
    for room in range(70, 140, 5):
        assert wrap("1-12 生じた資源の振り向けによる質の向上", room, 10, code="1-12")[0] != "1-12"


@given(st.text("日高町の計画、DX（を）進める。 ーッ5", max_size=60), st.integers(40, 300))
def test_loses_no_sign(text: str, room: int) -> None:
    assert "".join(wrap(text, room, 10)).replace(" ", "") == text.replace(" ", "")
