"""Headings are marked as official documents do, or as a town chooses."""

from functools import reduce

import pytest

from hidaka_dx.japanese.marks import OFFICIAL, Marks, joined, mark

CHAPTERS: Marks = ("第1章", "第1節", "1", "(1)")
ROMAN: Marks = ("Ⅰ", "1", "(1)", "ア")
REPEATED: Marks = ("1", "1-1", "1-1-1", "(1)")


@pytest.mark.parametrize(
    ("styles", "counts", "own", "name"),
    [
        (OFFICIAL, [12], "12", "12"),
        (OFFICIAL, [2, 3], "(3)", "2(3)"),
        (OFFICIAL, [2, 1, 6], "カ", "2(1)カ"),
        (OFFICIAL, [2, 1, 1, 46], "(ン)", "2(1)ア(ン)"),
        (CHAPTERS, [2, 3], "第3節", "第2章第3節"),
        (CHAPTERS, [2, 3, 1, 4], "(4)", "第2章第3節1(4)"),
        (ROMAN, [4, 2, 1], "(1)", "Ⅳ-2(1)"),
        (REPEATED, [2, 3], "2-3", "2-3"),
        (REPEATED, [2, 3, 10], "2-3-10", "2-3-10"),
        (REPEATED, [2, 3, 1, 4], "(4)", "2-3-1(4)"),
        (("第1章", "1-1", "(1)", "ア"), [2, 3, 1], "(1)", "2-3(1)"),
    ],
)
def test_marks_and_the_names_that_they_make(styles: Marks, counts: list[int], own: str, name: str) -> None:
    around = [mark(style, counts[:depth]) for depth, style in enumerate(styles[: len(counts)], 1)]
    assert (around[-1], reduce(joined, around)) == (own, name)


def test_what_has_no_mark_adds_nothing() -> None:
    assert (joined("", "(1)"), joined("2", ""), joined("", "")) == ("(1)", "2", "")


@pytest.mark.parametrize(("style", "number"), [("ア", 47), ("(ア)", 47), ("Ⅰ", 13)])
def test_some_marks_run_out(style: str, number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        mark(style, [number])  # type: ignore[arg-type]  # one of the styles
