"""Where the pages of a laid-out document begin in its text."""

from collections.abc import Iterator
from typing import Any

from hidaka_dx.typeset.economy import marks_made
from hidaka_dx.typeset.emptiness import first_elements, page_boxes
from hidaka_dx.typeset.floats import moves_made
from hidaka_dx.typeset.job import Beginnings
from hidaka_dx.typeset.markup import classes


def beginnings(document: Any) -> Beginnings:
    """Return where the pages of a laid-out document begin in its text."""
    root = page_boxes(document)[0].children[0].element
    beside = any("beside" in classes(each) for each in root.iter("div"))
    moves = tuple(moves_made(root))
    moved = {each.figure for each in moves}
    ids = tuple("" if name in moved else name for name in _ids(document))
    return Beginnings(ids, beside, moves, tuple(marks_made(root)))


def _ids(document: Any) -> Iterator[str]:
    """Yield for each page the id of the outermost element that begins at its head and has one."""
    before: frozenset[str] = frozenset()
    for page, box in zip(document.pages, page_boxes(document), strict=True):
        here = frozenset(page.anchors)
        names = (element.get("id", "") for element in first_elements(box))
        yield next((name for name in names if name in here - before), "")
        before = here
