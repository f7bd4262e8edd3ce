"""Sentences for the ear."""

import pytest

from hidaka_dx.figures.telling import LONGEST, described, listed, quoted


def test_names_are_told_in_sentences_of_one_breath() -> None:
    names = [f"{number}番の取組の長い名前" for number in range(1, 20)]
    said = listed("「柱」の下に、", names)
    sentences = [f"{each}。" for each in said.split("。")[:-1]]
    assert all(len(each) <= LONGEST for each in sentences)
    assert len(sentences) == 4
    assert sentences[0].startswith("「柱」の下に、1番の")
    assert all(each.startswith("続いて、") for each in sentences[1:])
    assert all(name in said for name in names)


def test_a_name_longer_than_a_sentence_is_whole() -> None:
    assert listed("柱は、", ["名" * 90, "次"]) == f"柱は、{'名' * 90}。続いて、次。"


def test_long_words_below_a_name_are_a_sentence_of_their_own() -> None:
    assert described("町", "") == "町"
    assert described("町", "語" * 70) == f"町（{'語' * 70}）"
    assert described("町", "語" * 80) == f"町。{'語' * 80}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("町", "「町」"),
        ("「変革」", "「変革」"),
        ("「変革」の前", "「『変革』の前」"),
        ("「甲」と「乙」", "「『甲』と『乙』」"),
    ],
)
def test_brackets_are_never_doubled(name: str, said: str) -> None:
    assert quoted(name) == said
