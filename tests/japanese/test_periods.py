"""A period of fiscal years is read as officials write it; what could mean two things is not read at all."""

import pytest

from hidaka_dx.japanese.periods import fiscal_years

SAME = (
    *("令和8年度〜令和12年度", "令和８年度～１２年度", "2026-2030", "R8-R12", "r8〜12", " 2026年度から 2030年度まで "),
    *("令和8年度から5年間", "2026-30", "令和八年度〜令和十二年度", "㋿8〜12", "R8−R12", "令和8から12までの5か年"),
    "令和8年度（2026年度）から令和12年度（2030年度）までの5年間",
)


@pytest.mark.parametrize("words", SAME)
def test_one_period_in_many_hands(words: str) -> None:
    assert fiscal_years(words) == (2026, 2030)


@pytest.mark.parametrize(
    ("words", "years"),
    [
        *((words, (2027, 2036)) for words in ("令和9年度から10年間", "2027〜10か年", "令和九年度より十年間")),
        ("令和元年度", (2019, 2019)),
        ("平成31年度〜令和5年度", (2019, 2023)),
        ("2030-2026", (2030, 2026)),
    ],
)
def test_eras_end_and_one_year_is_a_period(words: str, years: tuple[int, int]) -> None:
    assert fiscal_years(words) == years


@pytest.mark.parametrize(
    "words",
    [
        *("令和9年から10年", "R9から10年", "令和9年度から5年", "2027〜20315年間"),
        *("", "令和", "8-12", "平成35年度", "令和0年度", "2026〜", "R8/R12", "20260-20301", "令和8年4月〜令和13年3月"),
        *(
            "2026から2030までの4年間",
            "2026(令和9)",
            "2026（予定）",
            "2026-元",
            "2026、2030",
            "令和8年度〜12年度〜13年度",
        ),
    ],
)
def test_what_is_none_or_two_things_is_not_read(words: str) -> None:
    assert fiscal_years(words) is None
