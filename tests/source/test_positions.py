"""Words that are printed are found in the text behind them, letter by letter, or not at all."""

import re

from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.source.positions import words_in

TEXT = "町は、\\*安心\\*して｛暮｜く｝らせる\n町を（[](#aim)）作ります。 {#vision}"
WORDS = "町は、*安心*して暮らせる町を（1(1)）作ります。"


def test_marks_breaks_and_computed_words_are_stepped_over() -> None:
    found = words_in(WORDS, TEXT)
    assert found

    def cut(words: str) -> str | None:
        span = found.span(WORDS.index(words), WORDS.index(words) + len(words)) if found else None
        return TEXT[slice(*span)] if span else None

    assert cut("*安心*") == "\\*安心\\*"
    assert cut("せる町") == "せる\n町"
    assert cut("作ります") == "作ります"
    assert cut("1(1)") is cut("暮らせる") is None
    assert found.gaps(len(WORDS)) == (TEXT.index(" {#"),)
    assert {TEXT[at - 1 : at + 1] for at in found.gaps(WORDS.index("らせる"))} == {"暮｜", "｝ら"}


@given(st.lists(st.sampled_from(["あ", "い", "*", "1"]), max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_what_is_found_is_what_was_written(letters: list[str], first: int, last: int) -> None:
    words = "".join(letters)
    found = words_in(words, "".join(re.sub(r"([*])", r"\\\1", letter) for letter in letters))
    assert found
    span = found.span(min(first, last), max(first, last))
    if span:
        assert re.sub(r"\\(.)", r"\1", found.text[slice(*span)]) == words[min(first, last) : max(first, last)]
