"""Fits 概要版 on two pages: names fewer measures when the text is long, until everything fits."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

from hidaka_dx.compose import PAGES, ContentLimits, compose_summary
from hidaka_dx.compose.summary import ACROSS, LAST, MORE, SENTENCES, USUAL
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.typeset.job import Pressed

LEAST: Final = ContentLimits(0, 0)
"""A fault that remains with the fewest words is not from their number."""
FEWER_NUMBERS: Final = (3, 1, 0)
LONGEST_AIM: Final = 20
"""Maximum number of sentences of めざす姿 where not all of them find room."""


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
    fitting = _Fitting(manuscript, plan, pages, printer, labelled)
    usual = fitting.tried(USUAL)
    if _on_two(usual) if usual else fitting.tried(LEAST) is None:
        return fitting.made(USUAL)
    return fitting.made(fitting.found(USUAL) or next(filter(None, map(fitting.found, fitting.shorter())), LEAST))


@dataclass(frozen=True)
class _Fitting:
    """Typesets trial versions of a summary."""

    manuscript: Manuscript
    plan: Document
    pages: Mapping[str, str]
    printer: Printer
    labelled: Callable[[Document], Document]

    def made(self, room: ContentLimits) -> Document:
        """Compose with a given amount of content."""
        return self.labelled(compose_summary(self.manuscript, self.plan, self.pages, room))

    def tried(self, room: ContentLimits) -> Pressed | None:
        """Typeset a trial version; none if it has faults."""
        return replace(self.printer, done=[], problems=[], used=set()).print(self.made(room), ())

    def fits(self, room: ContentLimits, test: Callable[[Pressed], bool]) -> bool:
        """Typeset a trial version and test the result."""
        pressed = self.tried(room)
        return pressed is not None and test(pressed)

    def first_rows(self, limits: ContentLimits) -> int | None:
        """Return how many rows of pillars find room on the first page; none where all do."""
        if self.fits(limits._replace(chosen=1), _first_on_one):
            return None
        rows = -(-len(self.manuscript.action.pillars if self.manuscript.action else ()) // ACROSS)
        return _most(lambda most: self.fits(limits._replace(chosen=1, first=most), _more_on_two), rows - 1)

    def found(self, whole: ContentLimits) -> ContentLimits | None:
        """Return how many measures find room beside the other words of `whole`; none where not even these do."""
        rows = cache(lambda most: self.first_rows(whole._replace(named=most)))
        named = _most(lambda most: self.fits(whole._replace(named=most, chosen=1), _first_on_one), USUAL.named)
        first = None
        if not named:
            tight = whole._replace(chosen=min(len(self.manuscript.measures) + SENTENCES, USUAL.chosen))
            named = _most(lambda most: self.fits(tight._replace(named=most, first=rows(most)), _on_two), USUAL.named)
            first = rows(named)
        limits = whole._replace(named=named, first=first)
        chosen = _most(lambda most: self.fits(limits._replace(chosen=most), _on_two), USUAL.chosen)
        limits = limits._replace(chosen=chosen)
        return limits if chosen or self.fits(limits, _on_two) else None

    def shorter(self) -> Iterator[ContentLimits]:
        """Yield limits for texts so long that measures alone make no room: fewer numbers, then fewer sentences of めざす姿."""
        yield from (USUAL._replace(numbers=most) for most in FEWER_NUMBERS)
        for named in (1, 0):
            aim = _most(partial(self.fits_with_aim, named), LONGEST_AIM)
            yield from (USUAL._replace(aim=aim, numbers=most) for most in (USUAL.numbers, *FEWER_NUMBERS))

    def fits_with_aim(self, named: int, sentences: int) -> bool:
        """Tell whether so many sentences of めざす姿 find room above the pillars on the first page."""
        return self.fits(ContentLimits(named, 1, numbers=0, aim=sentences), _first_on_one)


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
