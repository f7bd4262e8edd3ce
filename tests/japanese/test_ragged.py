"""Ragged lines end between phrases, are counted as they will be set, and leave no short end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.japanese.ragged import LEAST_LAST, is_kept, ragged, run_width, running, segments

EM = 10.5
WORDS = st.text(st.sampled_from("町民の手続を、オンライン化し「便利」に。します2年 DX（案）"), min_size=1, max_size=40)


@given(WORDS)
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(segments(text)) == text


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("窓口のキャッシュレス決済の拡大", "の拡大"),
        ("業務の自動化", "自動化"),
        ("相談会を開く", "開く"),
    ],
)
def test_the_last_piece_is_never_short(text: str, end: str) -> None:
    last = segments(text)[-1]
    assert last.endswith(end)
    assert len(last) >= LEAST_LAST


def test_a_code_stays_with_its_name() -> None:
    text = "1-1 行政手続のオンライン化"
    assert segments(text)[0].startswith("1-1 行政")
    assert segments("2(1)ア デジタル化への対応")[0].startswith("2(1)ア デジタル")
    assert segments("別表 手続の一覧", frozenset((3,)))[0].startswith("別表 手続")


@given(WORDS, st.floats(3 * EM, 30 * EM))
def test_no_more_room_needs_more_lines(text: str, room: float) -> None:
    measured = ragged(text, EM)
    wide = measured.set_in(room + 40 * EM)[0]
    assert 1 <= wide <= measured.set_in(room)[0]
    assert measured.set_in(measured.natural)[0] == 1
    assert measured.longest <= measured.natural + 0.01 or len(text) == 1


def test_a_long_phrase_is_parted_where_the_hole_before_it_would_be_too_large() -> None:
    assert is_kept(5 * EM, 6 * EM, EM)
    assert is_kept(9 * EM, 12 * EM, EM)
    assert not is_kept(12 * EM, 20 * EM, EM)
    assert not is_kept(5 * EM, 4 * EM, EM)


def test_a_column_is_as_wide_as_its_words_of_katakana_and_its_numbers() -> None:
    assert ragged("デジタルトランスフォーメーションの推進", EM).longest >= run_width(
        "デジタルトランスフォーメーション", EM
    )
    assert ragged("1,234,567千円", EM).longest == pytest.approx(run_width("1,234,567千円", EM))


def test_running_text_is_counted_to_the_line() -> None:
    text = "日高町のDXを総合的に指導統括する役割としてCIO(ChiefInformationOfficer)を置き、副町長を充てます。"
    assert running(text, 12).set_in(402)[0] == 2
    assert running(text, 12).set_in(300)[0] == 3


def test_blanks_of_brackets_at_both_ends_take_no_room() -> None:
    bare, held = ragged("町の案", EM), ragged("「町の案」", EM)
    assert held.natural == pytest.approx(bare.natural + EM)
