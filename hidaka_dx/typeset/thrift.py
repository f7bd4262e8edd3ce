"""Layout of long documents in little memory and time: WeasyPrint 70.0 keeps everything to the end.

Inside `with thrifty_layout():` nine private parts of it are replaced; no page changes by a byte. What is not needed is
not made (`styles`), and what the pages were made from goes as soon as they are there. Nothing happens on import.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, Final

from hidaka_dx.typeset import footnotes, styles
from hidaka_dx.typeset.borrowed import max_content_width
from hidaka_dx.typeset.borrowed.patches import original, replaced

LAYOUT_DOCUMENT: Final = "weasyprint.document.layout_document"
SHRINK_TO_FIT: Final = "weasyprint.layout.inline.shrink_to_fit"
CACHE_TARGET_PAGE_COUNTERS: Final = "weasyprint.css.targets.TargetCollector.cache_target_page_counters"
_LAYOUT_DOCUMENT: Final = original(LAYOUT_DOCUMENT)
_SHRINK_TO_FIT: Final = original(SHRINK_TO_FIT)
_CACHE_TARGET_PAGE_COUNTERS: Final = original(CACHE_TARGET_PAGE_COUNTERS)


def _layout_document(html: Any, root_box: Any, context: Any, *args: Any) -> Iterator[Any]:
    """Yield the laid-out pages; then let go of all that they were made from.

    What refers to itself would be found by the garbage collector alone, and rather late: so the context is emptied, and
    in each page the circles are opened that are of use in layout only.
    """
    for page in _LAYOUT_DOCUMENT(html, root_box, context, *args):
        _open_circles(page)
        yield page
    for spent in (context.target_collector, context):
        vars(spent).clear()


def _cache_target_page_counters(targets: Any, anchor: str, *args: Any) -> None:
    """Tell what refers to an anchor on which page it is; WeasyPrint looks for that among all that refers to anything."""
    if targets.collecting:
        return
    if "referring" not in vars(targets):
        targets.referring = _referring(targets.counter_lookup_items)
    whole = targets.counter_lookup_items
    targets.counter_lookup_items = targets.referring.get(anchor, {})
    try:
        _CACHE_TARGET_PAGE_COUNTERS(targets, anchor, *args)
    finally:
        targets.counter_lookup_items = whole


def _referring(items: dict[Any, Any]) -> dict[str, dict[Any, Any]]:
    """Sort what waits for page numbers by the anchors it refers to; nothing is added once pages are made."""
    found: dict[str, dict[Any, Any]] = {}
    for key, item in items.items():
        for anchor in item.missing_target_counters:
            found.setdefault(anchor, {})[key] = item
    return found


def _shrink_to_fit(context: Any, box: Any, available: float) -> Any:
    """Give the width of a box that is as wide as its content; how narrow it may be counts only where that is too wide."""
    widest = max_content_width(context, box, outer=False)
    return widest if widest <= available else _SHRINK_TO_FIT(context, box, available)


def _open_circles(page: Any) -> None:
    """Make a page's boxes go with the page: no column knows its table's cells, no footnote area its page."""
    for box in page.descendants():
        vars(box).pop("page", None)
        for group in vars(box).get("column_groups", ()):
            for column in group.children:
                vars(column).pop("get_cells", None)


def thrifty_layout() -> AbstractContextManager[None]:
    """Lay out in little memory while the context lasts; may be nested. Not for several threads at once."""
    return replaced(
        {
            **styles.REPLACEMENTS,
            **footnotes.REPLACEMENTS,
            LAYOUT_DOCUMENT: _layout_document,
            SHRINK_TO_FIT: _shrink_to_fit,
            CACHE_TARGET_PAGE_COUNTERS: _cache_target_page_counters,
        }
    )
