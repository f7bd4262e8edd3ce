"""Figures that change places with paragraphs of their section, where a page would stay more than a quarter empty.

A figure that does not fit its page goes to the next one and leaves its room empty. It may stand behind paragraphs that
follow it, or before some that precede it where one before these refers to it; never outside its section. It is still
read aloud where it stands in the document: an empty element keeps its place (`structure`).

Only in texts of the class `floating`, which templates that are frozen in archives do not give.

Moves are tried on a copy without the chapters behind, and made only if fewer of its pages stay empty.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from itertools import pairwise, takewhile
from math import inf
from typing import Any, Final
from xml.etree.ElementTree import Element

from hidaka_dx.typeset.emptiness import begun, box_of, foot, is_too_empty, last_ink, page_boxes
from hidaka_dx.typeset.job import Move
from hidaka_dx.typeset.markup import classes

FLOATING: Final = "floating"
PLACE_OF: Final = "data-place-of"
"""On the element that keeps the place of a moved figure: the figure's id."""
TEXT: Final = frozenset(("p", "ul", "ol"))
"""What a figure may change places with."""
TIED: Final = frozenset(("leads", "source"))
"""Classes of paragraphs that must stay between what precedes and what follows them."""
ABOVE: Final = ("上の図", "前の図", "上図", "前図")
"""Words of a paragraph that must stay below its figure."""
MOST_TRIALS: Final = 6
SMALL: Final = 4
"""Parts of less than a quarter of a text are a small share of it."""

Trial = Callable[[Element], tuple[Element, Any]]
"""Lays out a copy of a page of HTML that lacks chapters; returns the copy and its pages."""


def figures_in_front(page: Element) -> int:
    """Return the number of parts of a text up to its last figure, if they are a small share of it; else 0.

    So little is laid out on trial before the whole, rather than the whole a second time.
    """
    parts = text_parts(page)
    figures = {count: list(_neighbours(part)) for count, part in enumerate(parts, 1)}
    is_free = any(_may_change_places(each) for found in figures.values() for near in found for each in near)
    last = max((count for count, found in figures.items() if found and is_free), default=0)
    sizes = [sum(map(len, part.itertext())) for part in parts]
    return last if sum(sizes[:last]) * SMALL <= sum(sizes) else 0


def figures_before_room(page: Element, document: Any) -> int:
    """Return the number of parts up to the last one whose figure leaves a page of a laid-out text too empty; 0 if none does."""
    parts = {id(each): place for place, part in enumerate(text_parts(page), 1) for each in part.iter()}
    pages = pairwise(page_boxes(document))
    figures = [_figure(before, after) for before, after in pages if is_too_empty(before)]
    count = max((parts.get(id(figure), 0) for figure in figures if figure is not None), default=0)
    return count if next(_possible(page, document), None) else 0


def text_parts(page: Element) -> list[Element]:
    """Return the parts of a text that may be placed otherwise than they are written."""
    text = page.find(".//main")
    return list(text) if text is not None and FLOATING in classes(text) else []


def moves(page: Element, count: int, trial: Trial) -> tuple[Move, ...]:
    """Return the moves by which fewer pages of the first parts of a text stay empty; none where nothing is gained."""
    if not count:
        return ()
    tried, found, least = _first_chapters(page, count), list[Move](), None
    for _ in range(MOST_TRIALS):
        tried, laid = trial(tried)
        empty = sum(map(is_too_empty, page_boxes(laid)[:-1]))
        least = empty if least is None else least
        if empty < least:
            return tuple(found)
        move = next(
            (each for each in _possible(tried, laid) if each.figure not in {known.figure for known in found}), None
        )
        if move is None:
            break
        apply(tried, move)
        found.append(move)
    return ()


def apply(page: Element, move: Move) -> None:
    """Move a figure within its section, and keep its place."""
    section = next(each for each in page.iter() if any(child.get("id") == move.figure for child in each))
    figure = next(child for child in section if child.get("id") == move.figure)
    keeper = Element("div", {PLACE_OF: move.figure})
    keeper.tail, figure.tail = figure.tail, None
    section[list(section).index(figure)] = keeper
    beside = next(place for place, child in enumerate(section) if child.get("id") == move.beside)
    section.insert(beside + move.behind, figure)


def moves_made(page: Element) -> Iterator[Move]:
    """Yield the moves of figures that have changed places."""
    for section in page.iter():
        for figure in filter(None, (child.get(PLACE_OF) for child in section)):
            ids = [child.get("id", "") for child in section]
            place = ids.index(figure)
            before, after = ids[place - 1], next(iter(ids[place + 1 :]), "")
            yield Move(figure, before or after, behind=bool(before))


def _neighbours(section: Element) -> Iterator[Sequence[Element]]:
    """Yield what stands beside each figure in a section; those of sheets are left out."""
    for place, each in enumerate(section):
        if each.tag == "figure":
            yield (*section[max(place - 1, 0) : place], *section[place + 1 : place + 2])
        elif "sheet" not in classes(each):
            yield from _neighbours(each)


def _first_chapters(page: Element, count: int) -> Element:
    """Return a copy of a page with the first parts of its text only."""
    copy = deepcopy(page)
    text = copy.find(".//main")
    if text is not None:
        del text[count:]
    return copy


def _figure(before: Any, after: Any) -> Element | None:
    """Return the figure that begins a page, if there is one; those of sheets stay on their sheets."""
    begins = list(takewhile(lambda each: "sheet" not in classes(each), begun(before, after)))
    return next((each for each in begins if each.tag == "figure" and each.get("id")), None)


def _possible(page: Element, document: Any) -> Iterator[Move]:
    """Yield moves of figures that left room on the page before them, from the first page on."""
    sections = {id(child): section for section in page.iter() for child in section}
    for before, after in pairwise(page_boxes(document)):
        figure = _figure(before, after)
        if figure is not None and figure.get("id") not in _moved(sections[id(figure)]):
            yield from _moves_of(figure, list(sections[id(figure)]), before, after)


def _moved(section: Element) -> set[str | None]:
    return {child.get(PLACE_OF) for child in section}


def _moves_of(figure: Element, section: Sequence[Element], before: Any, after: Any) -> Iterator[Move]:
    """Yield the move of a figure before paragraphs on the page before it, else the one behind those on its own page."""
    at, name = list(map(id, section)).index(id(figure)), figure.get("id", "")
    earlier = list(takewhile(_may_change_places, reversed(section[:at])))[::-1]
    later = list(takewhile(_may_change_places, section[at + 1 :]))
    if (first := _first_to_follow(figure, earlier, before, after)) is not None:
        yield Move(name, first.get("id", ""), behind=False)
    elif (last := _last_to_precede(later, before, after)) is not None:
        yield Move(name, last.get("id", ""), behind=True)


def _first_to_follow(figure: Element, earlier: Sequence[Element], before: Any, after: Any) -> Element | None:
    """Return the last block that leaves enough room for a figure, and has a reference to it above itself."""
    name, high = figure.get("id", ""), _height(after, figure)
    for place in range(len(earlier) - 1, 0, -1):
        lead = box_of(before, earlier[place - 1])
        referred = any(_refers(each, name) for each in earlier[:place])
        if referred and lead is not None and foot(before) - lead.position_y - lead.margin_height() >= high:
            return earlier[place]
    return None


def _last_to_precede(later: Sequence[Element], before: Any, after: Any) -> Element | None:
    """Return the last of the blocks behind a figure that have room on the page before."""
    room, last = foot(before) - last_ink(before), None
    for each in later:
        room -= _height(after, each)
        if room < 0 or any(words in "".join(each.itertext()) for words in ABOVE):
            break
        last = each
    return last


def _may_change_places(element: Element) -> bool:
    return element.tag in TEXT and bool(element.get("id")) and not TIED & set(classes(element))


def _refers(element: Element, name: str) -> bool:
    return any(link.get("href") == f"#{name}" for link in element.iter("a"))


def _height(page: Any, element: Element) -> float:
    """Return the height of an element on a page; infinite where it is on another."""
    box = box_of(page, element)
    return inf if box is None else float(box.margin_height())
