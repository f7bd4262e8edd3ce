import pytest

from hidaka_dx.japanese import amount, edition_name
from hidaka_dx.japanese.numbers import number_of_kanji


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
