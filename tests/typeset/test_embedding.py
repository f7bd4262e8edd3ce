"""Fonts in a PDF of ours: widths, texts and glyphs of each code agree."""

import re
from functools import cache
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest
from fontTools.ttLib import TTFont
from measure.each_reader import EACH_READER
from measure.pdf_reading import written
from measure.readers import Reader

from hidaka_dx.inspection import failures
from hidaka_dx.typeset import embedding
from hidaka_dx.typeset.justify import japanese_line_composition

PHRASES = (
    "いわゆる、「自治体DX」（仮称）",
    "日高町DX推進計画",
    "令和5年度",
    "3か年",
    "第1回AI会議の<b>DX</b>推進",
    "1,800件",
)
PROSE = "<h1>題</h1>" + "".join(f"<p>この{phrase}を定める。" for phrase in PHRASES)


@cache
def pdf() -> bytes:
    with japanese_line_composition():
        return written(PROSE)


def fonts(content: bytes) -> list[Any]:
    page: Any = pypdf.PdfReader(BytesIO(content)).pages[0]
    found = page["/Resources"]["/Font"]
    return [font.get_object() for font in found.values()]


def widths(font: Any) -> dict[int, float]:
    entries = font["/DescendantFonts"][0].get_object()["/W"]
    return {
        first + place: float(width)
        for first, each in zip(entries[::2], entries[1::2], strict=True)
        for place, width in enumerate(each)
    }


def texts(font: Any) -> dict[int, str]:
    rows = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>\n", font["/ToUnicode"].get_object().get_data())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in rows if text != b"ffff"}


def test_every_code_has_its_width_its_text_and_its_glyph() -> None:
    for font in fonts(pdf()):
        descendant = font["/DescendantFonts"][0].get_object()
        file = TTFont(BytesIO(descendant["/FontDescriptor"]["/FontFile2"].get_object().get_data()))
        places, em = descendant["/CIDToGIDMap"].get_object().get_data(), file["head"].unitsPerEm
        assert widths(font).keys() == texts(font).keys()
        for code, width in widths(font).items():
            number = int.from_bytes(places[2 * code : 2 * code + 2], "big")
            assert number > 0
            assert file["hmtx"][file.getGlyphName(number)][0] * 1000 / em == pytest.approx(width, abs=1)


def test_two_files_of_one_name_have_tags_of_their_own() -> None:
    files = [SimpleNamespace(file_content=content, index=0, variations={}) for content in (b"a", b"b", b"a")]
    tags = [embedding._tag(b"BIZ-UDMincho", file) for file in files]
    assert tags[0] == tags[2] != tags[1]
    assert all(re.fullmatch("[A-Z]{6}", tag) for tag in tags)


def test_two_letters_may_stand_at_both_edges() -> None:
    with japanese_line_composition():
        wide = written("<h1>題</h1><p style='text-align-last: justify; font-size: 4pt'>目的")
    assert failures(wide) == []


def test_it_conforms_and_needs_no_replacement_text() -> None:
    assert failures(pdf()) == []
    page = pypdf.PdfReader(BytesIO(pdf())).pages[0].get_contents()
    assert page is not None
    assert b"/ActualText" not in page.get_data()


@EACH_READER
def test_no_reader_takes_a_gap_for_a_blank(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("gaps") / "gaps.pdf"
    path.write_bytes(pdf())
    (text,) = reader.texts([path])
    assert [phrase for phrase in PHRASES if re.sub("<.*?>", "", phrase) not in text] == []
