"""Pages of which much stays empty, and what was moved to the page behind them as a whole.

Found on the laid-out boxes: what a page holds, without opening the finished PDF.
"""

from collections.abc import Iterator, Sequence
from math import fsum
from typing import Any, Final
from xml.etree.ElementTree import Element

from hidaka_dx.typeset.borrowed import boxes
from hidaka_dx.typeset.job import EmptyPage, PageLabel
from hidaka_dx.typeset.labels import printed
from hidaka_dx.typeset.markup import HEADINGS, classes

MOST: Final = 0.25
"""The share of its text block that may stay empty at the foot of a page before it is told."""
FRONT: Final = "front"
"""The named page of cover and contents, which are free in their form (assets/css/page.css)."""


def empty_pages(document: Any, labels: tuple[PageLabel, ...]) -> tuple[EmptyPage, ...]:
    """Return the pages of a laid-out document that are emptier than they should be, in order."""
    pages = page_boxes(document)
    return tuple(
        EmptyPage(printed(labels, number), empty_share(page), _moved(page, pages[number + 1 : number + 2]))
        for number, page in enumerate(pages)
        if is_too_empty(page)
    )


def page_boxes(document: Any) -> list[Any]:
    """Return the boxes of a document's pages."""
    return [page._page_box for page in document.pages]  # noqa: SLF001  WeasyPrint has no public access to them


def is_too_empty(page: Any) -> bool:
    """Tell whether more of a page stays empty than should."""
    return page.page_type.name != FRONT and empty_share(page) > MOST


def empty_share(page: Any) -> float:
    """Return the share of a page's text block below its last words or rule, without the place of its footnotes."""
    share: float = (foot(page) - last_ink(page)) / page.height
    return share


def foot(page: Any) -> float:
    """Return where the text of a page ends at the latest: above its footnotes."""
    notes = fsum(child.margin_height() for child in page.children if isinstance(child, boxes.FootnoteAreaBox))
    end: float = page.content_box_y() + page.height - notes
    return end


def last_ink(page: Any) -> float:
    """Return where the last words or rule of a page's text end."""
    return max((low for child in _content(page) for low in _feet(child)), default=page.content_box_y())


def _content(page: Any) -> Iterator[Any]:
    outside = (boxes.MarginBox, boxes.FootnoteAreaBox)
    return (child for child in page.children if not isinstance(child, outside))


def _feet(box: Any) -> Iterator[float]:
    """Yield the lower edges of what is seen in a box."""
    box = box.__dict__.get("_box", box)  # absolutely positioned boxes appear in their parent as placeholders
    if box.style["visibility"] != "visible" or "only_seen" in vars(box):
        return
    ruled = box.style["border_bottom_width"] or box.style["background_color"].alpha
    if ruled or isinstance(box, boxes.LineBox | boxes.ReplacedBox):
        yield box.position_y + box.margin_top + box.border_height()
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            yield from _feet(child)


def _moved(page: Any, following: Sequence[Any]) -> str | None:
    """Name what begins the page behind: 図3, 表1, 個票 …; empty where that is other content, None at the end."""
    return _name(begun(page, following[0])) if following else None


def begun(page: Any, following: Any) -> list[Element]:
    """Return the elements that begin a page and did not begin on the page before, from the outermost."""
    here = {id(box.element) for box in page.descendants() if box.element is not None}
    return [element for element in first_elements(following, HEADINGS) if id(element) not in here]


def box_of(page: Any, element: Element) -> Any:
    """Return the box of a block on a page; none where it is on another."""
    return next((box for box in page.descendants() if box.element is element and box.element_tag == element.tag), None)


def first_elements(page: Any, passed: frozenset[str] = frozenset()) -> Iterator[Element]:
    """Yield the elements in which a page begins, from the outermost; what has a `passed` tag is passed over for what follows it."""
    inner: Sequence[Any] = tuple(_content(page))
    while inner := [each for each in inner if each.is_in_normal_flow() and _is_there(each)]:
        first = next((each for each in inner if each.element_tag not in passed), inner[0])
        if first.element is not None:
            yield first.element
        inner = getattr(first, "children", ())


def _is_there(box: Any) -> bool:
    """Tell whether a box takes any room: the one that keeps the place of a moved figure takes none."""
    return isinstance(box, boxes.LineBox | boxes.InlineLevelBox) or bool(box.height)


def _name(elements: Sequence[Element]) -> str:
    """Name the outermost thing that is set in one piece among the elements in which a page begins."""
    for element in elements:
        if "sheet" in classes(element):
            return "個票"
        if element.tag in ("figure", "table"):
            return _numbered(element)
    return ""


def _numbered(element: Element) -> str:
    number = next((each for each in element.iter() if "number" in classes(each)), None)
    said = "" if number is None else "".join(number.itertext())
    return said or ("図" if element.tag == "figure" else "表")
