"""Painting: which marked content on a page belongs to the tree, and which is an artifact.

WeasyPrint marks every text box and image while it paints (`/Span <</MCID n>> BDC`). `Sheet` stands in for a page while
the PDF is written: it paints that page, then numbers the marks of the tree anew and turns all others into artifacts
(ISO 32000-1, 14.7.4 and 14.8.2.2). No function of WeasyPrint is replaced.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pydyf

from hidaka_dx.typeset import blanks, roles
from hidaka_dx.typeset.node import Leaf
from hidaka_dx.typeset.structure import Structure

_PROPERTIES: Final = {
    roles.HEADER: {"Type": "/Pagination", "Subtype": "/Header"},
    roles.FOOTER: {"Type": "/Pagination", "Subtype": "/Footer"},
    roles.WATERMARK: {"Type": "/Pagination", "Subtype": "/Watermark"},
    roles.PAGINATION: {"Type": "/Pagination"},
}
_LAYOUT: Final = {"Type": "/Layout"}


class Mark(NamedTuple):
    """Where painted content of the tree is found in the file."""

    stream: Any
    """The page's content, or that of a group painted on it (opacity)."""
    number: int
    """Marked content identifier, counted in the stream."""


class Sheet:
    """A page while the PDF is written; has what WeasyPrint asks of its own pages."""

    def __init__(self, page: Any, number: int, structure: Structure, links: set[Any]) -> None:
        """Take a page, its number from 0, the tree, and the boxes that carry a link of the tree."""
        self._page, self._structure = page, structure
        self._page_box = page._page_box  # noqa: SLF001
        self.width, self.height, self.bleed = page.width, page.height, page.bleed
        self.bookmarks, self.forms = page.bookmarks, page.forms
        notes = structure.notes.get(number, [])
        self.anchors = {**page.anchors, **{name: _area(leaf.box) for name, leaf in notes}}
        self.links = [link for link in page.links if link[3] in links and not link[1].startswith("file:")]
        self.content: Any = None
        self.marks: dict[Any, Mark] = {}
        """The marks of the tree on this page, by box."""
        self.groups: list[Any] = []
        """Groups with marks of the tree."""

    def link(self, box: Any, anchor: str) -> None:
        """Make a box a link to an anchor of the document."""
        self.links.append(("internal", anchor, _area(box), box))

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page, then sort its marks."""
        known = len(stream._resources["XObject"])  # noqa: SLF001
        self._page.paint(stream, scale)
        self.content = stream
        boxes = {mark["mcid"]: box for box, mark in stream._tags.items()}  # noqa: SLF001
        self._sort(stream, boxes)
        for group in _groups(list(stream._resources["XObject"].values())[known:]):  # noqa: SLF001
            if self._sort(group, boxes):
                self.groups.append(group)
        stream._tags.clear()  # noqa: SLF001
        self._page_box = self._page_box.copy_with_children(())  # WeasyPrint is to build no tree of its own

    def _sort(self, stream: Any, boxes: dict[int, Any]) -> int:
        """Sort the marks of one stream and give how many belong to the tree."""
        count = 0
        items = stream.stream
        for position, item in enumerate(items):
            if not isinstance(item, pydyf.Dictionary) or "MCID" not in item:
                continue
            box = boxes[item["MCID"]]
            if box in self._structure.leaves:
                self.marks[box] = Mark(stream, count)
                item["MCID"] = count
                count += 1
                if box in self._structure.blanks:
                    blanks.put(stream, position)
            else:
                items[position - 1] = "/Artifact"
                kind = self._structure.artifacts.get(box, "")
                items[position] = pydyf.Dictionary(_PROPERTIES.get(kind, _LAYOUT))
        return count


def text(leaves: Iterator[Leaf]) -> str:
    """Join the text of leaves as it is seen: a blank where there is a gap in a line."""
    joined, last = "", None
    for leaf in leaves:
        words = getattr(leaf.box, "text", "") or roles.alternative(leaf.box)
        gap = last is not None and leaf.box.position_x - (last.position_x + last.width) > 1
        joined += f" {words}" if gap else words
        last = leaf.box
    return " ".join(joined.split())


def _groups(objects: list[Any]) -> Iterator[Any]:
    """Yield the groups among painted objects, with the groups inside them."""
    for group in objects:
        if isinstance(group, pydyf.Stream):
            yield group
            yield from _groups(list(group.extra.get("Resources", {}).get("XObject", {}).values()))


def _area(box: Any) -> tuple[float, float, float, float]:
    """Give the corners of a box in CSS pixels from the top left of the page."""
    x, y, width, height = box.hit_area()
    return x, y, x + width, y + height
