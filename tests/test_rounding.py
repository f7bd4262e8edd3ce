"""Lengths are rounded alike, however their last bits came about."""

from fractions import Fraction
from math import fsum, inf, nan

import pytest

from hidaka_dx.rounding import rounded, written


def test_a_half_is_rounded_up_though_its_sum_is_a_little_less() -> None:
    parts = [0.1] * 7 + [0.05 / 10**6 * 10]  # 0.7 and half a millionth
    naive = 0.0
    for part in parts:
        naive += part
    assert naive != fsum(parts)
    assert written(naive) == written(fsum(parts)) == b"0.700001"


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [(1 / 32, 4, 0.0313), (-1 / 32, 4, -0.0312), (2.5, 0, 3.0), (0.125, 2, 0.13), (1.23456, 2, 1.23), (0.0, 2, 0.0)],
)
def test_halves_go_up(value: float, digits: int, expected: float) -> None:
    assert rounded(value, digits) == expected
    assert rounded(value - 1e-12, digits) == rounded(value + 1e-12, digits) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12.0, b"12"),
        (11.9999999999, b"12"),
        (12.0000000001, b"12"),
        (-0.5, b"-0.5"),
        (1e-9, b"0"),
        (-1e-9, b"0"),
        (1e15, b"1000000000000000"),
    ],
)
def test_numbers_have_no_needless_digits(value: float, expected: bytes) -> None:
    assert written(value) == expected


def test_numbers_are_within_half_a_millionth() -> None:
    for value in (436.9864025, 1 / 3, -2 / 3, 1234.5678915):
        assert abs(Fraction(written(value).decode()) - Fraction(value)) <= Fraction(502, 10**9)


@pytest.mark.parametrize("value", [inf, -inf, nan])
def test_what_is_no_number_is_not_written(value: float) -> None:
    with pytest.raises(OverflowError):
        written(value)
