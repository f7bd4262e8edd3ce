"""A phrase that has no room in a line is parted between words, not inside one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.japanese.compounds import words_of
from hidaka_dx.japanese.kinsoku import breaks
from hidaka_dx.japanese.ragged import LEAST_LAST, words_in


@pytest.mark.parametrize(
    "words",
    [
        "自治体｜DX｜推進｜計画",
        "（令和2年｜12月｜閣議｜決定）",
        "情報｜セキュリティ｜対策の｜徹底",
        "オンライン化の｜充実",
        "町民税｜課税｜台帳",
        "地域｜防災｜計画｜推進｜本部｜会議",
        "道路と｜橋の｜計画的な｜修繕",
        "全職員",
        "取り組む",
    ],
)
def test_words(words: str) -> None:
    assert "｜".join(words_of(words.replace("｜", ""))) == words


@given(st.text("自治体推進計画のをりAi10（）、。ー化カ ", max_size=20))
def test_words_are_the_phrase_and_keep_the_rules_of_line_ends(phrase: str) -> None:
    assert "".join(words_of(phrase)) == phrase
    place = 0
    for word in words_of(phrase)[:-1]:
        place += len(word)
        assert breaks(phrase)[place]


def test_the_last_word_is_no_short_last_line_and_a_code_keeps_its_name() -> None:
    assert words_in("情報推進計画") == ("情報", "推進計画")
    assert words_in("2(2) 災害への備えと")[0] == "2(2) 災害への"
    assert len(words_in("オンライン化の充実")[-1]) >= LEAST_LAST
