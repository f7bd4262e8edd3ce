"""Lengths rounded alike on every machine.

Python's `sum` of floats is more exact from 3.12 on. The difference, in the last bits, shows wherever a length lies on
the border between two roundings, and lengths often do: Pango counts in 1/1024 px, columns are simple fractions. So
halves are rounded with a tolerance here; our own sums of lengths are `math.fsum`, which is exact in all releases.
"""

from math import floor, isfinite
from typing import Final

_HALF: Final = 0.501
"""What lies a thousandth of the last decimal below a half is taken for a half, and rounded up."""


def rounded(value: float, digits: int) -> float:
    """Round to `digits` decimals, halves up, whatever the last bits of the value are."""
    scale: int = 10**digits
    return floor(value * scale + _HALF) / scale


def written(value: float) -> bytes:
    """Write a number as PDF syntax wants it: at most six decimals, no exponent. Raises OverflowError for no number."""
    if not isfinite(value):
        raise OverflowError("a length that is no number")
    number = rounded(value, 6)
    return b"%d" % number if number.is_integer() else f"{number:.6f}".rstrip("0").encode("ascii")
