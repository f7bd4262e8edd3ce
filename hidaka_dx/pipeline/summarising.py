"""概要版 keeps to two pages by design: where words are long, fewer measures are named, until all finds room."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from hidaka_dx.compose import PAGES, Room, compose_summary
from hidaka_dx.compose.summary import LAST, USUAL
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.typeset.job import Pressed


def summary(
    manuscript: Manuscript,
    plan: Document,
    pages: Mapping[str, str],
    printer: Printer,
    labelled: Callable[[Document], Document] = lambda document: document,
) -> Document:
    """Compose the summary as long as its two pages can hold it, by setting it without keeping what is set.

    `labelled` marks a draft, as it is to be printed. A summary that has faults of its own is given as it is, for the
    printer to tell them; so is one that is too long with nothing named at all.
    """

    def made(room: Room) -> Document:
        """Compose with some room."""
        return labelled(compose_summary(manuscript, plan, pages, room))

    def fits(room: Room, test: Callable[[Pressed], bool]) -> bool:
        """Set what is composed with some room, and ask how that came out."""
        pressed = replace(printer, done=[], problems=[], used=set()).print(made(room), ())
        return pressed is None or test(pressed)

    if fits(USUAL, _on_two):
        return made(USUAL)
    named = _most(lambda most: fits(Room(most, 1), _first_on_one), USUAL.named)
    return made(Room(named, _most(lambda most: fits(Room(named, most), _on_two), USUAL.chosen)))


def _on_two(pressed: Pressed) -> bool:
    return pressed.pages <= PAGES


def _first_on_one(pressed: Pressed) -> bool:
    """Tell whether the second page's part stands where it belongs."""
    return pressed.places[LAST] == str(PAGES)


def _most(fits: Callable[[int], bool], highest: int) -> int:
    """Give the largest number up to `highest` that fits, 0 where none does; what is smaller fits, too."""
    low, high = 0, highest
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
