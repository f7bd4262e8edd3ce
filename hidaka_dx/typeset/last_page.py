"""The last page of a text that holds little more than one short part, such as a history of one row.

Where little is lacking for it to stand on the page before, the rows of the tables on both stand closer. Else the part
before it goes with it to the last page, if that part stands behind another one and leaves enough on its page. Only in
texts of the class `floating`, which templates that are frozen in archives do not give. Lengths are in CSS pixels.
"""

from collections.abc import Sequence
from math import fsum
from typing import Any, Final
from xml.etree.ElementTree import Element

from hidaka_dx.theme import LINE
from hidaka_dx.typeset.borrowed import boxes
from hidaka_dx.typeset.emptiness import begun, box_of, empty_share, foot, last_ink, page_boxes
from hidaka_dx.typeset.floats import text_parts
from hidaka_dx.typeset.markup import add_class, classes

LITTLE: Final = 2 / 3
"""The last page is filled better where more than this share of it stays empty."""
LEAST: Final = 0.3
"""Share of a page that must stay filled where a part of it goes to the next page."""
PIXELS: Final = 4 / 3
BETWEEN: Final = 1.5 * LINE * PIXELS
"""Space above the head of a part that does not begin a page."""
CLOSER: Final = 3.25 * PIXELS
"""What a row takes less in a table of class `closer` (assets/css/table.css)."""
SURE: Final = 4.0
"""What must be left free where rows stand closer."""


def fill_last_page(page: Element, document: Any) -> bool:
    """Have less on the last page of a laid-out text, or more, where it holds little; tell if something is to move."""
    pages, parts = page_boxes(document), text_parts(page)
    if len(pages) < 2 or not parts or empty_share(pages[-1]) <= LITTLE:
        return False
    return _moves_up(pages, parts[-1]) or (len(parts) > 1 and _fills(pages, parts))


def _moves_up(pages: Sequence[Any], last: Element) -> bool:
    """Let rows stand closer if all of the last page then finds room on the one before."""
    begins = any(each is last for each in begun(*pages[-2:]))
    if begins and box_of(pages[-1], last).style["break_before"] != "auto":
        return False
    high = last_ink(pages[-1]) - pages[-1].content_box_y() + (BETWEEN if begins else 0.0)
    free = foot(pages[-2]) - last_ink(pages[-2])
    tables = [each for page in pages[-2:] for each in page.descendants() if is_list(each)]
    return high + SURE <= free + saved(tables) and closer(tables)


def closer(tables: Sequence[Any]) -> bool:
    """Let the rows of tables stand closer; tell if there are any."""
    for table in tables:
        if "closer" not in classes(table.element):
            add_class(table.element, "closer")
    return bool(tables)


def saved(tables: Sequence[Any]) -> float:
    """Return what tables take less with closer rows, and half the space above them; that below is mostly the heading's, too."""
    rows = len([each for table in tables for each in table.descendants() if isinstance(each, boxes.TableRowBox)])
    return rows * CLOSER + fsum(each.margin_top for each in tables) / 2


def is_list(box: Any) -> bool:
    """Tell whether a box is that of a table, with its caption, whose rows may stand closer."""
    return box.element_tag == "table" and box.is_table_wrapper and "list" in classes(box.element)


def _fills(pages: Sequence[Any], parts: Sequence[Element]) -> bool:
    """Let the last part but one begin a page, where that fills the last page better."""
    before, last = parts[-2:]
    here = box_of(pages[-2], before)
    if here is None or all(each is not last for each in begun(*pages[-2:])):
        return False
    kept = here.position_y - pages[-2].content_box_y()
    high = here.margin_height() + BETWEEN + box_of(pages[-1], last).margin_height()
    if kept < LEAST * pages[-2].height or high > pages[-1].height:
        return False
    add_class(before, "page")
    return True
