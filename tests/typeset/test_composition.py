"""Where lines end, by numbers alone."""

import pytest

from hidaka_dx.typeset.composition import ParagraphText, Tie

EM = 10.0


def paragraph(text: str, *ties: Tie) -> ParagraphText:
    """Make a paragraph in which Latin letters are half an em wide."""
    widths = [EM / 2 if char.isascii() else EM for char in text]
    return ParagraphText(text, widths, [EM] * len(text), [False] * len(text), ties)


def taken(text: str, ems: float, *, shrink: bool = False) -> str:
    found = paragraph(text).end_of_line(0, len(text), ems * EM, shrink=shrink)
    assert found.fits
    return text[: found.resume]


def test_width_counts_the_spaces() -> None:
    assert paragraph("町のDX」「計").width(0, 7) == pytest.approx((2 + 0.25 + 1 + 1 + 0.5 + 1) * EM)


def test_a_line_takes_what_fits() -> None:
    assert taken("日高町の計画", 4.2) == "日高町の"
    assert taken("日高町の計画", 4) == "日高町の"
    assert taken("日高町の計画", 3.99) == "日高町"


def test_a_stop_comes_in_when_its_blank_may_stand_out() -> None:
    assert taken("日高町。計画", 3.5) == "日高町。"
    assert taken("日高町。計画", 3.4) == "日高"


def test_squeezing_takes_in_one_more() -> None:
    text = "町ABの計画、この国の形が"
    assert taken(text, 9.9, shrink=False) == "町ABの計画、この国"
    assert taken(text, 10.4, shrink=True) == "町ABの計画、この国の"


def test_spaces_at_the_end_take_no_room() -> None:
    assert taken("Digital Trans", 3.5) == "Digital "


@pytest.mark.parametrize(("ems", "first"), [(8.5, "窓口の設置、"), (9, "窓口の設置、3-2 定")])
def test_a_code_goes_to_the_next_line_with_its_name(ems: float, first: str) -> None:
    text = "窓口の設置、3-2 定型業務"
    found = paragraph(text, Tie(6, 10, 11))
    found.begin(0, ems * EM)
    assert text[: found.end_of_line(0, len(text), ems * EM, shrink=False).resume] == first


def test_a_code_stands_alone_where_the_beginning_of_its_name_finds_no_room_beside_it() -> None:
    text = "3-2 定型業務の自動化"
    for whole, alone in ((5, False), (8, True)):
        found = paragraph(text, Tie(0, 4, whole))
        found.begin(0, 4.5 * EM)
        assert found.allowed[4] is alone


def test_a_long_word_is_told_not_to_fit() -> None:
    found = paragraph("日Transformation").end_of_line(1, 15, 30, shrink=False)
    assert not found.fits
    assert found.resume == 15
    assert paragraph("日Transformation").last_fitting(1, 15, 30) == 7


def test_raised_marks_stay_with_their_word() -> None:
    found = ParagraphText("町1の", [EM, 3, EM], [EM, 6, EM], [False, True, False])
    assert found.allowed == [False, False, True]
    assert found.width(0, 3) == 23


def test_blanks_are_cut_off_only_where_there_are_any() -> None:
    assert paragraph("「町。").flush(0) == paragraph("「町。").hang(3) == EM / 2
    narrow = ParagraphText("「町。", [5, EM, 5], [EM] * 3, [False] * 3)
    assert narrow.flush(0) == narrow.hang(3) == 0


def test_what_stands_in_the_line_already_has_used_its_slack() -> None:
    text = "町の、国の、計画です。"
    found = paragraph(text)
    found.begin(0, 55.0)
    found.resume(6, 0.0)  # 町の、国の、 takes 60 and was squeezed to 55
    assert found.spent == pytest.approx(5.0)
    assert found._excess(6, 7, 0.0) > paragraph(text)._excess(6, 7, 0.0)


@pytest.mark.parametrize(
    ("pieces", "ems", "line"),
    [
        (("2(2) 災害への", "備えと"), 5.5, "2(2) "),  # the name has no room beside its code, but below it
        (("2(2) 災害への", "備えと"), 7, "2(2) 災害への"),
        (("情報推進計画課の", "取組"), 7, "情報推進"),  # parted between words
        (("取組の", "自治体情報化推進計画の"), 9, "取組の自治体情報化"),
        (("自治体推進計画への", "意見"), 9, "自治体推進計画への"),
    ],
)
def test_a_ragged_line_ends_between_words(pieces: tuple[str, ...], ems: float, line: str) -> None:
    text = "".join(pieces)
    narrow = paragraph(text)
    narrow.keep(pieces, ems * EM)
    narrow.begin(0, ems * EM)
    found = narrow.end_of_line(0, len(text), ems * EM, shrink=False)
    assert text[: found.resume] == line
