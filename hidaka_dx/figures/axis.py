"""The axis of a chart: round values at both ends, starting at zero unless that would hide all differences."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from hidaka_dx.figure import ChartData
from hidaka_dx.records import exact

STEPS: Final = 5
"""Maximum number of steps from the least to the greatest value."""
CLOSE: Final = Fraction(2, 3)
"""Minimum ratio of least to greatest value from which an axis starting at zero would show little."""
ROOM: Final = Fraction(1, 4)
"""Share of a broken axis kept free below the least value, for labels below its mark."""
NEAR: Final = 0.2
"""Minimum distance of zero from the ends of an axis for it to be labelled."""


@dataclass(frozen=True)
class Axis:
    """The range of values of a chart's axis."""

    low: float
    high: float

    @property
    def broken(self) -> bool:
        """Tell whether the axis omits zero, so that the drawing must say so."""
        return self.low > 0

    @property
    def named(self) -> tuple[float, ...]:
        """The labelled values, in ascending order: both ends, and zero if it lies well between them."""
        between = self.low < 0 < self.high and NEAR < self.share(0) < 1 - NEAR
        return (self.low, *((0.0,) if between else ()), self.high)

    def share(self, value: float) -> float:
        """Return the relative position of a value (0: lower end, 1: upper end)."""
        return (value - self.low) / (self.high - self.low)


def axis_labels(axis: Axis, data: ChartData) -> tuple[tuple[float, str], ...]:
    """Return the labelled values with their labels, which have no more decimals than these round values need."""
    needed = next(
        (each for each in range(data.decimals) if all(round(value, each) == value for value in axis.named)),
        data.decimals,
    )
    rounder = replace(data, decimals=needed)
    return tuple((value, rounder.shown(value)) for value in axis.named)


def axis_of(values: Sequence[float], clear: float = 0.0) -> Axis:
    """Choose the axis for values: it includes zero unless all of them lie close together and far above.

    `clear` is the share of the axis that stays free beyond the greatest value, and the least one below zero, for the labels
    there, so that they do not lie on the line of the axis' end.
    """
    least, most = exact(min(values, default=0.0)), exact(max(values, default=0.0))
    if 0 < most * CLOSE <= least < most:
        step = _step(most - least)
        high = math.ceil(most / step) * step
        low = math.floor((least - high * ROOM) / (1 - ROOM) / step) * step
        if low > 0:
            return Axis(float(low), float(high))
    least, most = min(least, Fraction(0)), max(most, Fraction(0))
    step = _step(most - least or Fraction(1))
    high = math.ceil(most / step) * step if most > least else Fraction(1)
    low = math.floor(least / step) * step
    while most > 0 and high - most < exact(clear) * (high - low):
        high += step
    while least < 0 and least - low < exact(clear) * (high - low):
        low -= step
    return Axis(float(low), float(high))


def _step(span: Fraction) -> Fraction:
    """Return the least round step (1, 2 or 5 times a power of ten) of which `STEPS` cover a span."""
    power = math.floor(math.log10(span / STEPS))
    steps = (Fraction(10) ** (power + more) * first for more in (0, 1) for first in (1, 2, 5))
    return next(step for step in steps if step * STEPS >= span)
