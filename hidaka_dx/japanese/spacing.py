"""Space between characters: what stands there, what it may lose and gain (字間), as pure functions.

Rules: JLREQ 3.1.2–3.1.6 (約物), 3.2.6 (和欧間), 3.8 (line adjustment). Lengths are in em of the text unless said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum
from typing import Final

from hidaka_dx.japanese.kinsoku import FULL_CLOSING, FULL_OPENING, UNSPLIT
from hidaka_dx.japanese.letters import (
    ATOM,
    GLUE,
    SPACE,
    SPLIT,
    is_index,
    is_japanese_letter,
    is_western,
    is_western_letter,
)

COMMAS: Final = frozenset("、，")
STOPS: Final = frozenset("。．")
MIDDLE: Final = frozenset("・：；")
"""中点類: a quarter blank on both sides."""
ENDING: Final = FULL_CLOSING | COMMAS | STOPS
"""What may be set half an em wide at a line end (JLREQ 3.1.9)."""
HALF: Final = 0.5
LOOSEST: Final = 0.3
"""A line whose gaps would open further than this stays short: a straight edge is not worth a torn line."""


@dataclass(frozen=True)
class Gap:
    """What is between two neighbours of a line."""

    natural: float = 0.0
    """Space there in an unadjusted line; negative where a blank half of punctuation is taken out."""
    shrink: float = 0.0
    """How much narrower it may become (追込み)."""
    stretch: float = 0.0
    """How much it gains before all gaps of the line open together (追出し)."""
    rank: int = 0
    """Which joints give and gain first: 0 和欧間 and word spaces, 1 約物."""
    opens: bool = True
    """Whether it takes part when all gaps of a line open evenly."""


FIRM: Final = Gap(opens=False)
"""Inside Western words and numbers, between a bracket and what it holds."""
EVEN: Final = Gap()
"""Between two Japanese characters."""
MIXED: Final = Gap(0.25, 0.125, 0.125)
"""和欧間: a quarter em, an eighth when squeezed, three eighths before other gaps open too (JLREQ 3.2.6, 3.8)."""
WORD: Final = Gap(0, 0.1, 0.1)
"""After a word space; the space itself is a third of an em wide."""
AFTER_COMMA: Final = Gap(0, 0.15, 0.06, rank=1)
AFTER_STOP: Final = Gap(0, 0, 0.06, rank=1)
AROUND_BRACKET: Final = Gap(0, 0.15, 0.06, rank=1)
"""Blank halves of 約物. JLREQ 3.8.3 lets them go altogether; that little keeps the colour of the page even."""
DOUBLE: Final = Gap(-HALF, 0.1, 0.06, rank=1)
"""Two blanks meet: half an em is taken out (JLREQ 3.1.4)."""
SHUT: Final = Gap(-HALF, opens=False)
"""A blank inside a bracket or before a closing one: none is left (JLREQ 3.1.4)."""


def _punctuation(left: str, right: str) -> Gap | None:
    """Give the joint beside full-width punctuation, or None where there is none."""
    blank_right = left in ENDING
    if (blank_right and (right in ENDING or right in MIDDLE)) or (left in FULL_OPENING and right in FULL_OPENING):
        return SHUT
    if (blank_right or left in MIDDLE) and right in FULL_OPENING:
        return DOUBLE
    if left in FULL_OPENING or right in ENDING:
        return FIRM
    if right in FULL_OPENING:
        return AROUND_BRACKET
    if blank_right:
        return AFTER_COMMA if left in COMMAS else AFTER_STOP if left in STOPS else AROUND_BRACKET
    return None


@lru_cache(maxsize=8192)
def joint(left: str, right: str) -> Gap:
    """Give what stands between two neighbouring characters of a line."""
    if left == SPACE and right != SPACE:
        return WORD
    if right == SPACE or left in GLUE or right in GLUE or SPLIT in (left, right):
        return FIRM
    if (is_western(left) and is_western(right)) or (left == right and left in UNSPLIT) or is_index(right):
        return FIRM
    if (is_western_letter(left) and is_japanese_letter(right)) or (
        is_japanese_letter(left) and is_western_letter(right)
    ):
        return MIXED
    if ATOM in (left, right):
        return EVEN
    return _punctuation(left, right) or EVEN


def _even(joints: Sequence[Gap], ems: Sequence[float], room: float, loosest: float) -> float:
    """Give how much every gap opens when `room` is left after 和欧間 and 約物; 0 where that would tear the line."""
    gaps = sum(each.opens for each in joints)
    even = room / gaps if gaps else 0.0
    return even if even <= loosest * max(ems, default=0.0) else 0.0


def fill(joints: Sequence[Gap], ems: Sequence[float], room: float, loosest: float = LOOSEST) -> list[float]:
    """Give the spaces of a line whose `room` (negative: to squeeze) is to be used up, natural spaces included.

    `ems` says how long an em is at each joint, in the unit of `room`. Order of JLREQ 3.8.3 and 3.8.4: 和欧間 and
    word spaces, then 約物, then (opening only) all gaps evenly, unless each would open more than `loosest` em.
    """
    sign, amount = (-1.0, -room) if room < 0 else (1.0, room)
    spaces = [each.natural * em for each, em in zip(joints, ems, strict=True)]
    for rank in (0, 1):
        able = {
            index: (each.shrink if room < 0 else each.stretch) * ems[index]
            for index, each in enumerate(joints)
            if each.rank == rank and each.stretch
        }
        total = fsum(able.values())
        share = min(1.0, amount / total) if total else 0.0
        for index, value in able.items():
            spaces[index] += sign * value * share
        amount -= total * share
    if room > 0 and (even := _even(joints, ems, amount, loosest)):
        return [space + even if each.opens else space for space, each in zip(spaces, joints, strict=True)]
    return spaces
