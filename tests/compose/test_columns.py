import pytest

from hidaka_dx.compose.columns import column_shares
from hidaka_dx.document import Cell, Text


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((Text(text),)) for text in texts)


def test_short_columns_keep_their_words_on_one_line() -> None:
    widths = column_shares((row("番号", "取組", "段階"), row("M-01", "長い説明の文" * 20, "見直し")))
    assert sum(widths) == pytest.approx(1)
    assert widths[2] * 480 >= 3 * 10.5 + 12
    assert widths[1] > 0.7


def test_long_columns_share_by_their_length() -> None:
    widths = column_shares((row("あ" * 100, "い" * 200, "う"),))
    assert widths[1] == pytest.approx(widths[0] * 2, rel=0.05)


def test_no_long_column_is_too_narrow_for_a_code_and_the_beginning_of_its_name() -> None:
    widths = column_shares((row("2(1)ア デジタル化への対応", "5", "長い" * 200),))
    assert sum(widths) == pytest.approx(1)
    assert widths[0] * 480 >= 12 * 10.5


def test_many_long_columns_have_their_fair_share() -> None:
    assert column_shares((row(*["長い" * 50] * 4, "長い" * 500),)) == pytest.approx((0.2,) * 5)


def test_a_table_of_short_words_fills_the_measure() -> None:
    assert column_shares((row("一", "二"),)) == (0.5, 0.5)


def test_no_column_is_squeezed_by_a_longer_one_until_a_number_parts() -> None:
    widths = column_shares((row("あ" * 5000, "1,234,567千円と1,234,567千円" * 3, "い" * 60),))
    assert sum(widths) == pytest.approx(1)
    assert widths[1] * 480 >= (9 * 0.75 + 2) * 10.5 + 12
    assert widths[2] * 480 >= 4 * 10.5 + 12


def test_numbers_for_which_there_is_no_room_share_it() -> None:
    widths = column_shares((row(*["1,234,567,890千円と12,345千円"] * 8),))
    assert widths == pytest.approx((1 / 8,) * 8)
