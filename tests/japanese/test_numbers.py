import pytest

from hidaka_dx.japanese import amount, edition_name, item_mark
from hidaka_dx.japanese.numbers import number_of_kanji


@pytest.mark.parametrize(
    ("depth", "number", "mark"),
    [(1, 1, "1"), (1, 12, "12"), (2, 3, "(3)"), (3, 1, "ア"), (3, 6, "カ"), (4, 2, "(イ)"), (4, 46, "(ン)")],
)
def test_item_marks(depth: int, number: int, mark: str) -> None:
    assert item_mark(depth, number) == mark


def test_there_are_no_more_marks_than_sounds() -> None:
    with pytest.raises(ValueError, match="47"):
        item_mark(3, 47)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1234.5, "1,234.5"),
        (160.0, "160"),
        (99.99999999999, "99.99999999999"),
        (123456789012.0, "123,456,789,012"),
        (0.00001, "0.00001"),
        (-2000, "-2,000"),
    ],
)
def test_amounts(value: float, words: str) -> None:
    assert amount(value) == words


@pytest.mark.parametrize(("words", "number"), [("一", 1), ("十", 10), ("百五十", 150), ("三千二十一", 3021)])
def test_numbers_in_kanji(words: str, number: int) -> None:
    assert number_of_kanji(words) == number


def test_editions() -> None:
    assert (edition_name("1"), edition_name("2.1")) == ("第1版", "第2.1版")
