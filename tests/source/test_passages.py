"""A passage is what an author edits together; writing it touches no other line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidaka_dx.source.passages import neighbours, passage_at, successor_of, with_passage

ROOT = Path(__file__).parents[2]
CHAPTER = """\
# 将来展望 {#vision}
町は、暮らしを便利にします。
続きの行です。

- 一つ
- 二つ

::: コラム 題
中の段落です。
:::

町は、暮らしを便利にします。
続きの行です。
"""
CHAPTERS = sorted((ROOT / "examples/mihon/content/chapters").glob("*.md"))


@pytest.mark.parametrize(
    ("line", "first", "words"),
    [
        (1, 1, "# 将来展望 {#vision}"),
        (3, 2, "町は、暮らしを便利にします。\n続きの行です。"),
        (4, 5, "- 一つ\n- 二つ"),
        (9, 9, "中の段落です。"),
        (10, 10, ":::"),
        (99, 12, "町は、暮らしを便利にします。\n続きの行です。"),
    ],
)
def test_the_passage_of_a_line(line: int, first: int, words: str) -> None:
    found = passage_at(CHAPTER, line)
    assert found
    assert (found.first, found.words) == (first, words)


def test_a_text_without_words_has_no_passage() -> None:
    assert passage_at("\n\n", 1) is None


def test_a_passage_is_found_again_by_its_words_unless_they_stand_there_twice() -> None:
    moved = f"新しい行\n\n{CHAPTER}"
    assert with_passage(moved, 5, "- 一つ\n- 二つ", "- 三つ") == moved.replace("- 一つ\n- 二つ", "- 三つ")
    twice = passage_at(CHAPTER, 2)
    assert twice
    assert with_passage(moved, 2, twice.words, "別の文") is None
    assert with_passage(CHAPTER.replace("- 一つ", "- 他"), 5, "- 一つ\n- 二つ", "- 三つ") is None


def test_what_a_passage_has_become_stands_between_its_neighbours_or_is_like_it() -> None:
    around = neighbours(CHAPTER, 5)
    assert around == ("町は、暮らしを便利にします。\n続きの行です。", "::: コラム 題")
    rewritten = successor_of(CHAPTER.replace("- 一つ\n- 二つ", "まったく別の文"), "- 一つ\n- 二つ", around)
    assert rewritten
    assert rewritten.words == "まったく別の文"
    elsewhere = CHAPTER.replace("- 一つ\n- 二つ\n\n", "前の文\n\n") + "\n- 一つ\n- 二つめ\n"
    moved = successor_of(elsewhere, "- 一つ\n- 二つ", ("", ""))
    assert moved
    assert moved.words == "- 一つ\n- 二つめ"
    assert successor_of(CHAPTER.replace("- 一つ\n- 二つ\n\n", ""), "- 一つ\n- 二つ", around) is None


def test_a_passage_without_words_goes_with_the_blank_lines_behind_it() -> None:
    assert with_passage(CHAPTER, 5, "- 一つ\n- 二つ", " \n") == CHAPTER.replace("- 一つ\n- 二つ\n\n", "")
    last = passage_at(CHAPTER, 99)
    assert last
    assert with_passage(CHAPTER, last.first, last.words, "") == CHAPTER[: CHAPTER.rindex("町は")]


def test_blanks_at_the_ends_of_what_was_typed_are_not_written() -> None:
    assert with_passage("前\n\n後\n", 1, "前", "\r\n一 \r\n\r\n二　\r\n\r\n") == "一\n\n二\n\n後\n"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHAPTERS), st.integers(1, 80), st.text("あい\n -", min_size=1).filter(str.strip))
def test_no_line_outside_the_passage_changes(file: Path, line: int, typed: str) -> None:
    text = file.read_text(encoding="utf-8")
    passage = passage_at(text, line)
    assert passage
    new = with_passage(text, passage.first, passage.words, typed)
    assert new
    lines, above = text.split("\n"), passage.first - 1
    below = lines[above + passage.words.count("\n") + 1 :]
    assert new.split("\n")[:above] == lines[:above]
    assert new.split("\n")[len(new.split("\n")) - len(below) :] == below
