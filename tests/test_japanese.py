from datetime import date

import pytest

from hidaka_dx.japanese import amount, edition_name, fiscal_year, item_mark, seireki_date, short_fiscal_year


@pytest.mark.parametrize(
    ("depth", "number", "mark"),
    [(1, 1, "1"), (1, 12, "12"), (2, 3, "(3)"), (3, 1, "ア"), (3, 6, "カ"), (4, 2, "(イ)"), (4, 46, "(ン)")],
)
def test_item_marks(depth: int, number: int, mark: str) -> None:
    assert item_mark(depth, number) == mark


def test_there_are_no_more_marks_than_sounds() -> None:
    with pytest.raises(ValueError, match="47"):
        item_mark(3, 47)


@pytest.mark.parametrize(("year", "short"), [(2023, "R5"), (2019, "R1"), (2018, "H30"), (1989, "H1"), (1988, "S63")])
def test_fiscal_years(year: int, short: str) -> None:
    assert short_fiscal_year(year) == short


@pytest.mark.parametrize(("year", "words"), [(2027, "令和9年度"), (2019, "令和元年度"), (2018, "平成30年度")])
def test_fiscal_years_in_words(year: int, words: str) -> None:
    assert fiscal_year(year) == words


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


def test_years_before_all_eras_are_refused() -> None:
    with pytest.raises(ValueError, match="1900"):
        short_fiscal_year(1900)


def test_dates_and_editions() -> None:
    assert seireki_date(date(2023, 7, 1)) == "2023年7月1日"
    assert (edition_name("1"), edition_name("2.1")) == ("第1版", "第2.1版")
