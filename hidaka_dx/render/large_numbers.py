"""The large numbers of a summary: 「48 → 160件」, all in the size in which none of them is parted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from hidaka_dx.japanese.ragged import run_width
from hidaka_dx.theme import CARDS, SMALLEST

ARROW: Final = " →"
SIZES: Final[Mapping[str, float]] = {"large": 20.0, "less": 17.0, "long": 13.5, "longer": 12.0, "longest": SMALLEST}
"""Classes of assets/css/page.css with their sizes."""
IN_ONE_LINE: Final = ("large", "less", "long")
"""Sizes in which a value has one line; smaller ones are not tried before a second line."""
DIGIT: Final = re.compile("[0-9]")
"""All are as wide as this one."""
ROOM: Final = CARDS[3]


def number_class(values: Sequence[str]) -> str:
    """Return the class of the largest size in which values have one line each, or else two: base and goal."""
    one = (name for name in IN_ONE_LINE if all(_fits(each, name) for each in values))
    two = (name for name in ("long", "longer") if all(_fits(part, name) for each in values for part in _halves(each)))
    return next(one, next(two, "longest"))


def number_lines(value: str, name: str) -> tuple[str, ...]:
    """Return the lines of a value in the size of a class: whole, or base and goal, or base, goal and unit."""
    if _fits(value, name):
        return (value,)
    return tuple(line for part in _halves(value) for line in ((part,) if _fits(part, name) else _unit_apart(part)))


def _halves(value: str) -> Iterator[str]:
    base, arrow, goal = value.partition(ARROW)
    yield base + arrow
    if arrow:
        yield goal.strip()


def _unit_apart(goal: str) -> tuple[str, ...]:
    unit = goal.lstrip("0123456789,.△-−")
    return tuple(filter(None, (goal.removesuffix(unit), unit)))


def _fits(text: str, name: str) -> bool:
    return run_width(DIGIT.sub("0", text), SIZES[name], bold=True) <= ROOM
