"""Pages that would stay more than a quarter empty: what stands behind them comes nearer, else what they hold stands looser.

In this order: the source of a quotation stands on the last line of its paragraph where that has room; a part that begins a
page without the town's wish (back matter) follows the one before it, if it finds room there; rows of tables stand closer where
a figure lacks little; rows stand farther apart where nothing can come nearer. Only where a style sheet asks for it, as
those of archives do not: editions are set again as they were issued. Found on laid-out boxes, and kept only if fewer pages then stay empty.
Lengths are in CSS pixels.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import fsum, inf
from typing import Any, Final
from xml.etree.ElementTree import Element

from hidaka_dx.theme import LINE
from hidaka_dx.typeset.asked import is_asked
from hidaka_dx.typeset.borrowed import boxes
from hidaka_dx.typeset.emptiness import begun, box_of, empty_share, foot, is_too_empty, last_ink, page_boxes
from hidaka_dx.typeset.floats import text_parts
from hidaka_dx.typeset.job import SetOtherwise
from hidaka_dx.typeset.last_page import BETWEEN, PIXELS, SURE, closer, is_list, saved
from hidaka_dx.typeset.markup import add_class, classes

ASKED: Final = "__empty_pages"
"""Custom property `--empty-pages: filled` of the whole document (assets/css/text.css)."""
PARTED: Final = 1 / 3
"""Share of a page that must be free where back matter begins that goes on on the next page."""
ASIDE: Final = 2 * LINE * PIXELS
"""Least space between the end of a paragraph and its source on the same line."""
MARKS: Final = frozenset(("follows", "closer", "looser", "on-last-line", "on-caption"))
LOOSER: Final = 3.25 * PIXELS
"""What a row takes more in a table of class `looser` (assets/css/table.css)."""
MOST_PAGES: Final = 100
"""A longer text is not set twice: both would take much memory."""
KEPT_ROWS: Final = 3
"""A table of fewer rows stays as it is."""


def save_pages(page: Element, document: Any, rendered: Callable[[], Any], refit: Callable[[float], None]) -> Any:
    """Return a laid-out text, set anew with what is to stand otherwise if that leaves less of its pages empty.

    `refit` places sheets anew where the page before their first chapter is filled up to a height in points.
    """
    parts, pages = text_parts(page), page_boxes(document)
    if (
        not is_asked(document, ASKED, "filled")
        or not parts
        or len(pages) > MOST_PAGES
        or not any(map(is_too_empty, pages))
    ):
        return document
    before = {each: each.get("class") for each in page.iter()}
    found = [*map(_source_beside, pages), _follow(pages, parts), _sheets_below(pages, refit)]
    found += [_nearer(one, other) or _looser(one, other) for one, other in pairwise(pages)]
    if not any(found):
        return document
    tried = rendered()
    if _waste(tried) < _waste(document):
        return tried
    for element, names in before.items():
        element.attrib.pop("class", None)
        element.attrib.update({} if names is None else {"class": names})
    return document


def marks_made(page: Element) -> Iterator[SetOtherwise]:
    """Yield what stands otherwise in a text."""
    for each in page.iter():
        for name in sorted(MARKS & set(classes(each))):
            yield SetOtherwise(_id(each), name)


def mark(page: Element, marks: Sequence[SetOtherwise]) -> None:
    """Let parts of a text stand as they do in the whole."""
    wanted = {(each.id, each.name == "follows"): each.name for each in marks}
    for each in page.iter():
        if name := wanted.get((_id(each), each.tag == "section")):
            add_class(each, name)


def _id(element: Element) -> str:
    """Return the id of an element, of a section that of its heading."""
    return element.get("id") or next((child.get("id", "") for child in element), "")


def _waste(document: Any) -> tuple[int, float]:
    """Return how many pages stay too empty, and the squares of what all leave empty but the last, whose text ends anyway."""
    pages = page_boxes(document)
    return len([*filter(is_too_empty, pages)]), len(pages) + fsum(empty_share(each) ** 2 for each in pages[:-1])


def _source_beside(page: Any) -> bool:
    """Set sources on the last lines of the paragraphs or captions above them on a page."""
    done = False
    for parent in (each for each in page.descendants() if isinstance(each, boxes.BlockBox)):
        for above, source in pairwise(parent.children):
            if _is_source(source) and _has_room(above, source):
                add_class(source.element, "on-caption" if above.element_tag == "figure" else "on-last-line")
                done = True
    return done


def _is_source(box: Any) -> bool:
    names = classes(box.element) if box.element is not None and box.element_tag == "p" else []
    return "source" in names and not {"on-caption", "on-last-line"} & set(names)


def _has_room(above: Any, source: Any) -> bool:
    """Tell whether the last line of a paragraph, or of a figure's caption, leaves room for a source."""
    if above.element_tag not in ("p", "figure") or source.position_y < above.position_y:
        return False
    ends = [line for line in (above, *above.descendants()) if isinstance(line, boxes.LineBox)]
    lines = [line for line in source.children if isinstance(line, boxes.LineBox)]
    if len(lines) != 1 or not ends or ("source" in classes(above.element)):
        return False
    room: float = lines[0].children[0].position_x - _right(ends[-1])
    return room >= ASIDE


def _right(line: Any) -> float:
    return max((child.position_x + child.margin_width() for child in line.children), default=0.0)


def _follow(pages: Sequence[Any], parts: Sequence[Element]) -> bool:
    """Let parts that begin a page follow those before them."""
    done, shift, begins = False, 0.0, {id(each): each for each in parts}
    for before, after in pairwise(pages):
        here = [begins[id(each)] for each in begun(before, after) if id(each) in begins]
        free = shift or foot(before) - last_ink(before)
        shift = 0.0
        if not here or free <= before.height / 4 or not _may_follow(here[0], before, after):
            continue
        is_whole = len(here) == 1 and _ends_on(after, pages, here[0])
        high = last_ink(after) - box_of(after, here[0]).position_y if is_whole else inf
        if high + BETWEEN + SURE <= free:
            shift = free - high - BETWEEN
        elif free < before.height * PARTED:
            continue
        add_class(here[0], "follows")
        done = True
    return done


def _sheets_below(pages: Sequence[Any], refit: Callable[[float], None]) -> bool:
    """Place sheets anew if their first chapter could begin on the page before it."""
    for before, after in pairwise(pages):
        first = next((each for each in begun(before, after) if "sheets" in classes(each)), None)
        if first is not None:
            may = is_too_empty(before) and "begins" in classes(first) and _is_alike(before, after)
            if may:
                refit((last_ink(before) - before.content_box_y()) / PIXELS)
            return may
    return False


def _may_follow(part: Element, before: Any, after: Any) -> bool:
    """Tell whether a part is on a page of its own by our style, not by the town's wish, and on paper of the same kind."""
    names = set(classes(part))
    ours = "unnumbered" in names and not {"page", "sheets"} & names
    return ours and _is_alike(before, after)


def _is_alike(before: Any, after: Any) -> bool:
    """Tell whether two pages are on paper of the same kind."""
    return bool(before.page_type.name == after.page_type.name)


def _ends_on(after: Any, pages: Sequence[Any], part: Element) -> bool:
    """Tell whether a part ends on the page that it begins."""
    place = next(place for place, each in enumerate(pages) if each is after)
    following = pages[place + 1 : place + 2]
    return not any(box_of(each, part) is not None for each in following)


def _nearer(before: Any, after: Any) -> bool:
    """Let rows stand closer on a page where a figure would find room then."""
    figure = next((each for each in begun(before, after) if each.tag == "figure"), None)
    if figure is None or not is_too_empty(before) or "sheet" in _around(before):
        return False
    box = box_of(after, figure)
    lacking = box.margin_height() - box.margin_bottom - (foot(before) - last_ink(before)) + SURE
    tables = [each for each in before.descendants() if is_list(each)]
    return 0 < lacking <= saved(tables) and closer(tables)


def _looser(before: Any, after: Any) -> bool:
    """Let rows stand farther apart on a page that the next sheet leaves empty."""
    begins = begun(before, after)
    if not is_too_empty(before) or not any("sheet" in classes(each) for each in begins) or "sheet" in _around(before):
        return False
    tables = [each for each in before.descendants() if is_list(each) and not _goes_back(each, before)]
    more = fsum(LOOSER * len(_rows(each)) for each in tables)
    if more + SURE > foot(before) - last_ink(before) or empty_share(before) - more / before.height > 1 / 3:
        return False
    for each in tables:
        add_class(each.element, "looser")
    return bool(tables)


def _goes_back(table: Any, page: Any) -> bool:
    """Tell whether a table began on an earlier page, whose rows would then move too."""
    return len(_rows(table)) < KEPT_ROWS or table.position_y <= page.content_box_y() + 1


def _rows(table: Any) -> list[Any]:
    return [each for each in table.descendants() if isinstance(each, boxes.TableRowBox)]


def _around(page: Any) -> set[str]:
    """Return the classes of all sections on a page."""
    found: Iterator[Any] = (box.element for box in page.descendants() if box.element_tag == "section")
    return {name for element in found if element is not None for name in classes(element)}
