"""The last page of a text that holds little more than one short part, such as a history of one row.

The part before it goes with it to the last page, if that part stands behind another one and leaves enough on its page. Only
in texts of the class `floating`, which templates that are frozen in archives do not give. Lengths are in CSS pixels.
"""

from typing import Any, Final
from xml.etree.ElementTree import Element

from hidaka_dx.theme import LINE
from hidaka_dx.typeset.emptiness import begun, box_of, empty_share, page_boxes
from hidaka_dx.typeset.floats import text_parts
from hidaka_dx.typeset.markup import add_class

LITTLE: Final = 2 / 3
"""The last page is filled better where more than this share of it stays empty."""
LEAST: Final = 0.3
"""Share of a page that must stay filled where a part of it goes to the next page."""
PIXELS: Final = 4 / 3
BETWEEN: Final = 1.5 * LINE * PIXELS
"""Space above the head of a part that does not begin a page."""


def fill_last_page(page: Element, document: Any) -> bool:
    """Let the last part but one of a laid-out text begin a page, where that fills its last page better; tell if so."""
    pages, parts = page_boxes(document), text_parts(page)
    if len(pages) < 2 or len(parts) < 2 or empty_share(pages[-1]) <= LITTLE:
        return False
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
