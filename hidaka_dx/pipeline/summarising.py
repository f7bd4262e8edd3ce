"""Fits 概要版 on two pages: names fewer measures when the text is long, until everything fits."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from hidaka_dx.compose import PAGES, ContentLimits, compose_summary
from hidaka_dx.compose.summary import ACROSS, LAST, MORE, SENTENCES, USUAL
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.typeset.job import Pressed

LEAST: Final = ContentLimits(0, 0)
"""A fault that remains with the fewest words is not from their number."""


def summary(
    manuscript: Manuscript,
    plan: Document,
    pages: Mapping[str, str],
    printer: Printer,
    labelled: Callable[[Document], Document] = lambda document: document,
) -> Document:
    """Compose the summary with as much text as fits on two pages, by typesetting trial versions.

    `labelled` marks a draft, as it is to be printed. A summary with faults of its own is returned as it is, for the
    printer to report; so is one that is too long even without measures.
    """

    def made(room: ContentLimits) -> Document:
        """Compose with a given number of measures."""
        return labelled(compose_summary(manuscript, plan, pages, room))

    def tried(room: ContentLimits) -> Pressed | None:
        """Typeset a trial version; none if it has faults."""
        return replace(printer, done=[], problems=[], used=set()).print(made(room), ())

    def fits(room: ContentLimits, test: Callable[[Pressed], bool]) -> bool:
        """Typeset a trial version and test the result."""
        pressed = tried(room)
        return pressed is not None and test(pressed)

    @cache
    def first_rows(named: int) -> int | None:
        """Return how many rows of pillars find room on the first page; none where all do."""
        if fits(ContentLimits(named, 1), _first_on_one):
            return None
        rows = -(-len(manuscript.action.pillars if manuscript.action else ()) // ACROSS)
        return _most(lambda most: fits(ContentLimits(named, 1, most), _more_on_two), rows - 1)

    usual = tried(USUAL)
    if _on_two(usual) if usual else tried(LEAST) is None:
        return made(USUAL)
    named = _most(lambda most: fits(ContentLimits(most, 1), _first_on_one), USUAL.named)
    first = None
    if not named:
        lines = min(len(manuscript.measures) + SENTENCES, USUAL.chosen)
        named = _most(lambda most: fits(ContentLimits(most, lines, first_rows(most)), _on_two), USUAL.named)
        first = first_rows(named)
    chosen = _most(lambda most: fits(ContentLimits(named, most, first), _on_two), USUAL.chosen)
    return made(ContentLimits(named, chosen, first))


def _on_two(pressed: Pressed) -> bool:
    return pressed.pages <= PAGES


def _first_on_one(pressed: Pressed) -> bool:
    """Tell whether the part of the second page starts on that page."""
    return pressed.places[LAST] == str(PAGES)


def _more_on_two(pressed: Pressed) -> bool:
    """Tell whether the rest of the pillars starts on the second page, so that the others are on the first."""
    return pressed.places.get(MORE) == str(PAGES)


def _most(fits: Callable[[int], bool], highest: int) -> int:
    """Return the largest number up to `highest` that fits, by binary search; 0 if none does."""
    low, high = 0, highest
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
