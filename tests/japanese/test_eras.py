"""One table of eras, for all who write or read years."""

from datetime import date

import pytest

from hidaka_dx.japanese.eras import ERAS, fiscal_year, last_year, seireki, seireki_date, short_fiscal_year


@pytest.mark.parametrize(("year", "short"), [(2023, "R5"), (2019, "R1"), (2018, "H30"), (1989, "H1"), (1988, "S63")])
def test_fiscal_years(year: int, short: str) -> None:
    assert short_fiscal_year(year) == short
    assert seireki(short) == year


@pytest.mark.parametrize(
    ("year", "words"), [(2027, "令和9年度"), (2019, "令和元年度"), (2018, "平成30年度"), (1920, "大正9年度")]
)
def test_fiscal_years_in_words(year: int, words: str) -> None:
    assert fiscal_year(year) == words
    assert seireki(words) == year


@pytest.mark.parametrize(("words", "year"), [("2025年", 2025), ("平成元", 1989), ("T5", 5), ("", None)])
def test_years_are_read(words: str, year: int | None) -> None:
    assert seireki(words) == year


def test_years_before_all_eras_are_refused() -> None:
    with pytest.raises(ValueError, match="1867"):
        short_fiscal_year(1867)


def test_every_era_but_the_last_has_ended() -> None:
    assert [last_year(era.name) for era in ERAS] == [45, 15, 64, 31, None]


def test_dates() -> None:
    assert seireki_date(date(2023, 7, 1)) == "2023年7月1日"
