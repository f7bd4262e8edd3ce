"""Many footnotes: WeasyPrint 70.0 lays out all footnotes of a page again for each new one, and may lose the last.

It also loses or repeats footnotes when it makes a single page again: those called on the page before, and those of a
table's head that the page repeats. So what each page calls and defers is remembered.

No position on a page changes. Once laid out on a page, a footnote is represented by an empty box of the same height:
it begins where it began, since those before it are the same, and so ends where it ended.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from hidaka_dx.typeset.borrowed import ZERO_PIXELS, boxes
from hidaka_dx.typeset.borrowed.patches import original

LAYOUT: Final = "weasyprint.layout"
_UPDATE_FOOTNOTE_AREA: Final = original(f"{LAYOUT}.LayoutContext._update_footnote_area")
_UNLAYOUT_FOOTNOTE: Final = original(f"{LAYOUT}.LayoutContext.unlayout_footnote")
_BLOCK_LEVEL_LAYOUT: Final = original(f"{LAYOUT}.block_level_layout")
_NUMBER: Final = 3
"""Place of the page's number in what `make_page` takes after the context."""
_MAKE_PAGE: Final = original(f"{LAYOUT}.page.make_page")
_MAKE_ALL_PAGES: Final = original(f"{LAYOUT}.make_all_pages")


def update_footnote_area(context: Any) -> Any:
    """Compute the height of a page's footnotes; returns what WeasyPrint's function of this name returns."""
    area, notes = context.current_footnote_area, context.current_page_footnotes
    known = vars(area).setdefault("known", {})
    context.current_page_footnotes = [known.get(note, note) for note in notes]
    try:
        return _UPDATE_FOOTNOTE_AREA(context) or _overfull(context, area.page)
    finally:
        laid = vars(area).pop("laid", None)
        if laid is not None and len(laid.children) == len(notes):
            for note, box in zip(notes, laid.children, strict=True):
                known.setdefault(note, _stand_in(box) or note)
        context.current_page_footnotes = area.children = notes


def _overfull(context: Any, page: Any) -> bool:
    """Tell whether the footnotes of a page without other content overflow its top; WeasyPrint puts all it has on it."""
    return bool(page.page_type.blank and context.page_bottom < page.content_box_y())


def block_level_layout(context: Any, box: Any, *args: Any) -> Any:
    """Lay out a footnote area and store it for `update_footnote_area`."""
    found = _BLOCK_LEVEL_LAYOUT(context, box, *args)
    context.current_footnote_area.laid = found[0]
    return found


def _stand_in(note: Any) -> Any:
    """Return an empty box with the height of a laid-out footnote; None if it contains more than lines."""
    if not isinstance(note, boxes.BlockBox) or not all(isinstance(child, boxes.LineBox) for child in note.children):
        return None
    empty = note.copy_with_children(())
    empty.style = note.style.copy()
    empty.style["height"] = type(ZERO_PIXELS)(note.height, "px")
    empty.style["box_sizing"] = "content-box"
    return empty


class _Calls:
    """Where the footnotes of a document are first called, and which ones each page defers to the next."""

    def __init__(self) -> None:
        self.page = 0
        """Number of the page that is being made."""
        self.deferred: dict[int, tuple[Any, ...]] = {}
        self._first: dict[Any, int] = {}
        self._on: dict[int, list[Any]] = {}

    def is_older(self, note: Any) -> bool:
        """Tell whether a footnote is called on a page before: the head of a broken table repeats its calls."""
        return self._first.get(note, self.page) < self.page

    def forget(self) -> None:
        """Forget what was called on the page, as it is made again."""
        for note in self._on.pop(self.page, ()):
            if self._first[note] == self.page:
                del self._first[note]

    def remember(self, notes: list[Any]) -> None:
        """Record what is called on the page."""
        self._on[self.page] = notes
        self._first.update((note, self.page) for note in notes if not self.is_older(note))


def _calls(context: Any) -> _Calls:
    found: _Calls = vars(context).setdefault("calls", _Calls())
    return found


def unlayout_footnote(context: Any, note: Any) -> None:
    """Take a footnote off the page with the line that calls it, unless an earlier page has called it."""
    if not _calls(context).is_older(note):
        _UNLAYOUT_FOOTNOTE(context, note)


def make_page(context: Any, *args: Any) -> Any:
    """Make a page with the footnotes that are first called on it or that the page before has deferred.

    Carry over to the next page those that have been called but not placed: WeasyPrint loses the footnotes of a line
    for which it has made room by deferring others.
    """
    calls = _calls(context)
    calls.page = args[_NUMBER]
    calls.forget()
    context.reported_footnotes = [*calls.deferred.get(calls.page - 1, ())]
    context.footnotes = [note for note in context.footnotes if not calls.is_older(note)]
    is_any_left = bool(context.footnotes)
    made = _MAKE_PAGE(context, *args)
    if is_any_left:
        called = [box.footnote for box in made[0].descendants() if box.footnote is not None]
        calls.remember(called)
        for note in called:
            if note in context.footnotes:
                context.footnotes.remove(note)
                context.reported_footnotes.append(note)
    calls.deferred[calls.page] = (*context.reported_footnotes,)
    return made


def make_all_pages(context: Any, root_box: Any, html: Any, pages: Sequence[Any]) -> Iterator[Any]:
    """Make the pages that need another pass; keep trailing pages that hold only footnotes.

    WeasyPrint stops at the page with the end of the text if that page needs no further pass.
    """
    maker = context.page_maker
    made = 0
    last = None
    for last in _MAKE_ALL_PAGES(context, root_box, html, pages):
        made += 1
        yield last
    if made < len(pages) and last is pages[made - 1]:
        context.page_maker = maker
        yield from pages[made:]


REPLACEMENTS: Final = {
    f"{LAYOUT}.LayoutContext._update_footnote_area": update_footnote_area,
    f"{LAYOUT}.LayoutContext.unlayout_footnote": unlayout_footnote,
    f"{LAYOUT}.block_level_layout": block_level_layout,
    f"{LAYOUT}.page.make_page": make_page,
    f"{LAYOUT}.make_all_pages": make_all_pages,
}
"""Replacement functions by the WeasyPrint parts they replace (`borrowed.patches`)."""
