"""Layout of long documents with little memory and time: WeasyPrint 70.0 keeps all intermediate data to the end.

Inside `with memory_saving_layout():` nine private parts of it are replaced; no page changes by a byte. Unneeded styles are
not created (`styles`), and layout data is freed as soon as the pages exist. Nothing happens on import.
"""

import gc
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
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
    """Yield the laid-out pages; free the layout context after the last page.

    Reference cycles would only be freed by the garbage collector, and late: so the context is emptied, and cycles in
    each page that only layout needs are broken.
    """
    for page in _LAYOUT_DOCUMENT(html, root_box, context, *args):
        _break_reference_cycles(page)
        yield page
    for spent in (context.target_collector, context):
        vars(spent).clear()


def _cache_target_page_counters(targets: Any, anchor: str, *args: Any) -> None:
    """Pass an anchor's page number to the items that refer to it; WeasyPrint scans all references each time."""
    if targets.collecting:
        return
    if "referring" not in vars(targets):
        targets.referring = _items_by_anchor(targets.counter_lookup_items)
    whole = targets.counter_lookup_items
    targets.counter_lookup_items = targets.referring.get(anchor, {})
    try:
        _CACHE_TARGET_PAGE_COUNTERS(targets, anchor, *args)
    finally:
        targets.counter_lookup_items = whole


def _items_by_anchor(items: dict[Any, Any]) -> dict[str, dict[Any, Any]]:
    """Index the items that wait for page numbers by the anchors they refer to; none are added once pages are made."""
    found: dict[str, dict[Any, Any]] = {}
    for key, item in items.items():
        for anchor in item.missing_target_counters:
            found.setdefault(anchor, {})[key] = item
    return found


def _shrink_to_fit(context: Any, box: Any, available: float) -> Any:
    """Return the shrink-to-fit width of a box; the minimum width is computed only if the maximum does not fit."""
    widest = max_content_width(context, box, outer=False)
    return widest if widest <= available else _SHRINK_TO_FIT(context, box, available)


def _break_reference_cycles(page: Any) -> None:
    """Break reference cycles so that a page's boxes are freed with it: columns to table cells, footnote areas to pages."""
    for box in page.descendants():
        vars(box).pop("page", None)
        for group in vars(box).get("column_groups", ()):
            for column in group.children:
                vars(column).pop("get_cells", None)


@contextmanager
def freed_at_the_end() -> Iterator[None]:
    """Free what a document leaves behind in reference cycles: fonts, their configuration, styles, elements.

    The garbage collector would look at them late, when a few documents are done. Here it looks at what was made
    meanwhile and at nothing older, which takes little time.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()


def memory_saving_layout() -> AbstractContextManager[None]:
    """Lay out with little memory while the context lasts.

    May be nested. Not thread-safe.
    """
    return replaced(
        {
            **styles.REPLACEMENTS,
            **footnotes.REPLACEMENTS,
            LAYOUT_DOCUMENT: _layout_document,
            SHRINK_TO_FIT: _shrink_to_fit,
            CACHE_TARGET_PAGE_COUNTERS: _cache_target_page_counters,
        }
    )
