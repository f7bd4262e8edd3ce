"""Faults that typesetting finds, or the check foresees, told at the places of the content that they come from."""

from collections.abc import Iterator

from hidaka_dx.content import Manuscript
from hidaka_dx.problem import Place, Problem

NOWHERE = Place("templates")
"""Stands for what no file of the content says."""


def letter_problems(letter: str, manuscript: Manuscript | None) -> Iterator[Problem]:
    """Tell a letter that no font has, wherever it is written."""
    message = f"「{letter}」（U+{ord(letter):04X}）は、どの書体にもありません。別の字で書いてください。"
    places = tuple(manuscript.find(letter)) if manuscript else ()
    yield from (Problem(place, message, "glyph") for place in places or (NOWHERE,))


def picture_problems(image: str, message: str, manuscript: Manuscript | None) -> Iterator[Problem]:
    """Tell a picture that cannot be printed, at the figures that call for it."""
    places = tuple(manuscript.figures_with(image)) if manuscript else ()
    yield from (Problem(place, message, "image") for place in places or (NOWHERE,))
