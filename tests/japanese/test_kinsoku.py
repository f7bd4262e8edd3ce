"""Where lines may break."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.japanese.kinsoku import NOT_FIRST, NOT_LAST, breaks, unbreakable_spans
from hidaka_dx.japanese.letters import is_japanese


def pieces(text: str) -> list[str]:
    """Cut a text at every break."""
    starts = [0, *(index for index, allowed in enumerate(breaks(text)) if allowed), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


@pytest.mark.parametrize(
    "char", "、。，．・：；？！）」』】〕〉》］｝,.:;?!)]}ーゝゞ々ぁぃっゃゅょゎァィッャュョヮヵヶ〜～…‥ヽ"
)
def test_no_line_begins_with(char: str) -> None:
    assert not breaks(f"日{char}本")[1]


@pytest.mark.parametrize("char", "（「『【〔〈《［｛([{")
def test_no_line_ends_with(char: str) -> None:
    assert not breaks(f"日{char}本")[2]


NUMBERS = (
    "5年 第1版 令和9年度 (1) （3） 2023年度 1,234千円 50% 50％ 17業務 第3項 2040年問題 3か月 10ヶ所 第二次 約20件 ３つ"
)
WORDS = "令和13年度 1,000時間 100人 Society5.0 ICT 図1 1,200ヘクタール 2.5平方キロメートル △1,234,567円 約△5％ 約1億2,345万6千円"
INDICES = "CO₂ H₂SO₄ 12,000t-CO₂ 10⁻³ 12.3km²"
WITH_BLANKS = ("約1,200 ha", "10 km", "3.5 GB", "20 %")


@pytest.mark.parametrize("whole", [*NUMBERS.split(), *WORDS.split(), *INDICES.split(), *WITH_BLANKS])
def test_kept_whole(whole: str) -> None:
    text = f"これは{whole}の話"
    start = text.index(whole)
    assert not any(breaks(text)[start + 1 : start + len(whole)])


def test_a_bracket_after_a_number_may_begin_a_line() -> None:
    assert pieces("2023年度（令和5年度）") == ["2023年度", "（令和5年度）"]


def test_parts_of_a_date_may_part() -> None:
    assert pieces("2023年7月1日") == ["2023年", "7月", "1日"]


def test_japanese_breaks_between_any_two_letters() -> None:
    assert pieces("日高町の計画") == ["日", "高", "町", "の", "計", "画"]


def test_latin_breaks_at_space_hyphen_and_slash_only() -> None:
    assert pieces("Digital Trans-formation AI/RPA") == ["Digital ", "Trans-", "formation ", "AI/", "RPA"]


def test_numbers_are_not_broken_at_signs() -> None:
    assert pieces("2023-04/05 1,234.5") == ["2023-04/05 ", "1,234.5"]


def test_an_address_breaks_after_its_signs() -> None:
    assert pieces("https://a.jp/b_c/d.pdf") == ["https://a.jp/", "b_", "c/", "d.pdf"]


def test_two_dots_are_one_sign() -> None:
    assert not breaks("そう……と――思う")[3]
    assert not breaks("そう……と――思う")[6]


def test_the_last_line_has_two_letters() -> None:
    text = "あ" * 40 + "す。"
    assert not breaks(text)[-2]
    assert breaks(text)[-3]


def test_glue_and_split() -> None:
    assert pieces("日\u2060本\u00a0語\u200b文") == ["日\u2060本\u00a0語\u200b", "文"]


def test_marks_stay_on_their_letter() -> None:
    assert pieces("葛\U000e0100区") == ["葛\U000e0100", "区"]


def test_wholes_are_numbers_with_their_units() -> None:
    text = "令和9年度に17業務"
    assert [text[start:end] for start, end in unbreakable_spans(text)] == ["令和9年度", "17業務"]


def test_what_is_japanese() -> None:
    assert is_japanese("DX推進")
    assert not is_japanese("Digital “quoted” – text")


@given(st.text("日本のー、。「」（）1290年度第ADXa -/,.%…〜々ッ", max_size=60))
def test_never_a_forbidden_break(text: str) -> None:
    allowed = breaks(text)
    assert len(allowed) == len(text)
    assert not any(allowed[:1])
    for index in range(1, len(text)):
        if allowed[index] and text[index - 1] != " ":
            assert text[index] not in NOT_FIRST
            assert text[index - 1] not in NOT_LAST
            assert not (text[index - 1].isdigit() and text[index].isdigit())
