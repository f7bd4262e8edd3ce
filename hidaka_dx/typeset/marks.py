"""Marked content: decides which painted content of a page belongs to the structure tree and which is an artifact.

WeasyPrint marks every text box and image while it paints (`/Span <</MCID n>> BDC`). `Sheet` replaces a page while the
PDF is written: it paints that page, then renumbers the marks of the tree and turns all others into artifacts (ISO
32000-1, 14.7.4 and 14.8.2.2). No function of WeasyPrint is replaced.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from hidaka_dx.typeset import change_bars, names, roles, spoken_signs, word_spaces
from hidaka_dx.typeset.borrowed import pydyf
from hidaka_dx.typeset.fetcher import BASE
from hidaka_dx.typeset.leaders import RepeatedDots, opening_operators
from hidaka_dx.typeset.node import Leaf
from hidaka_dx.typeset.structure import Structure

_PROPERTIES: Final = {
    roles.HEADER: {"Type": "/Pagination", "Subtype": "/Header"},
    roles.FOOTER: {"Type": "/Pagination", "Subtype": "/Footer"},
    roles.WATERMARK: {"Type": "/Pagination", "Subtype": "/Watermark"},
    roles.PAGINATION: {"Type": "/Pagination"},
}
_LAYOUT: Final = {"Type": "/Layout"}


LINKS: Final = re.compile("(?:https?|mailto|tel):", re.IGNORECASE)
"""Schemes of external links that are allowed."""


def is_usable_target(kind: str, target: str) -> bool:
    """Tell whether a link target is usable: inside the document, or an address that is not local to this machine."""
    return kind == "internal" or (LINKS.match(target) is not None and not target.startswith(BASE))


class Mark(NamedTuple):
    """Location of painted content of the tree in the file."""

    stream: Any
    """The page's content, or that of a group painted on it (opacity)."""
    number: int
    """Marked content identifier, counted in the stream."""


class MarkedPage:
    """Wraps a page while the PDF is written, with the interface that WeasyPrint expects of pages."""

    def __init__(self, page: Any, number: int, structure: Structure, links: set[Any]) -> None:
        """Take a page, its number from 0, the tree, and the boxes that carry a link of the tree."""
        self._page, self._number, self._structure = page, number, structure
        self._page_box = page._page_box  # noqa: SLF001
        self.width, self.height, self.bleed = page.width, page.height, page.bleed
        self.bookmarks, self.forms = page.bookmarks, page.forms
        notes = structure.notes.get(number, [])
        self.anchors = {**page.anchors, **{name: _area(leaf.box) for name, leaf in notes}}
        self.links = [link for link in page.links if link[3] in links and is_usable_target(*link[:2])]
        self.content: Any = None
        self.marks: dict[Any, list[Mark]] = {}
        """The marks of the tree on this page, by box; several where signs have their own marked content."""
        self.groups: list[Any] = []
        """Form XObject groups that contain marks of the tree."""

    def link(self, box: Any, anchor: str) -> None:
        """Register a box as a link to an anchor of the document."""
        self.links.append(("internal", anchor, _area(box), box))

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page, then renumber its marked content."""
        known = len(stream._resources["XObject"])  # noqa: SLF001
        self._page.paint(stream, scale)
        change_bars.draw(stream, self._page_box, scale)
        self.content = stream
        boxes = {mark["mcid"]: box for box, mark in stream._tags.items()}  # noqa: SLF001
        self._sort(stream, boxes)
        for group in _groups(list(stream._resources["XObject"].values())[known:]):  # noqa: SLF001
            if self._sort(group, boxes):
                self.groups.append(group)
        stream._tags.clear()  # noqa: SLF001
        stream.stream = names.joined(stream.stream)
        # Frees the painted boxes, and keeps WeasyPrint from building its own structure tree from them.
        self._page, self._page_box = None, self._page_box.copy_with_children(())
        self._structure.free(self._number, self.marks)

    def _sort(self, stream: Any, boxes: dict[int, Any]) -> int:
        """Renumber the marked content of one stream; return how many marks belong to the tree."""
        spoken_signs.put(stream, boxes, self._structure.signs)
        sorter = _Sorter(self, stream, boxes)
        for item in stream.stream:
            sorter.take(item)
        stream.stream[:] = sorter.items
        for box, (begin, end) in reversed(sorter.spans.items()):
            if box in self._structure.blanks:
                word_spaces.put(stream, begin, end)
        return sorter.count

    def kind(self, box: Any) -> Any:
        """Return the artifact properties of a box; None for a box of the tree."""
        if box in self._structure.leaves:
            return None
        return pydyf.Dictionary(_PROPERTIES.get(self._structure.artifacts[self._number].get(box, ""), _LAYOUT))


@dataclass
class _Sorter:
    """Copies a stream's items, numbering the marks of the tree from 0.

    Nested marked content (a sign with ActualText, see `spoken_signs`) is flattened into a sibling: some readers lose the
    rest of the outer one.
    """

    sheet: MarkedPage
    stream: Any
    boxes: dict[int, Any]
    items: list[Any] = field(default_factory=list)
    count: int = 0
    spans: dict[Any, tuple[int, int]] = field(default_factory=dict)
    """For each box of the tree, the start of its first mark and the end of its last one."""
    open: list[tuple[Any, bool]] = field(default_factory=list)
    """Open marks: the box (none for artifacts), and whether the mark was nested."""
    artifact: bytes = b""
    """The operators that began the last artifact."""

    def take(self, item: Any) -> None:
        """Copy one item."""
        self.items.append(item)
        if item in (b"BDC", b"BMC"):
            self._begin()
        elif item == b"EMC":
            self._end()
        elif isinstance(item, RepeatedDots):
            item.mark = self.artifact

    def _begin(self) -> None:
        properties = self.items[-2]
        outer = self.open[-1][0] if self.open else None
        if isinstance(properties, pydyf.Dictionary) and "MCID" in properties:
            self._begin_box(self.boxes[properties["MCID"]])
        elif outer is not None and isinstance(properties, bytes):
            self.items[-3:] = [b"EMC", "/Span", b"<</MCID %d " % self.count + properties[2:], b"BDC"]
            self._number(outer)
            self.open.append((outer, True))
        else:
            self.open.append((None, False))

    def _begin_box(self, box: Any) -> None:
        artifact = self.sheet.kind(box)
        if artifact is not None:
            self.items[-3:] = ["/Artifact", artifact, b"BDC"]
            self.artifact = opening_operators("/Artifact", artifact)
            self.open.append((None, False))
            return
        self.spans[box] = (len(self.items), 0)
        self.items[-2] = pydyf.Dictionary({"MCID": self.count})
        self._number(box)
        self.open.append((box, False))

    def _end(self) -> None:
        box, inside = self.open.pop()
        if inside:
            self.items += ["/Span", pydyf.Dictionary({"MCID": self.count}), b"BDC"]
            self._number(box)
        elif box is not None:
            self.spans[box] = (self.spans[box][0], len(self.items))

    def _number(self, box: Any) -> None:
        self.sheet.marks.setdefault(box, []).append(Mark(self.stream, self.count))
        self.count += 1


def text(leaves: Iterator[Leaf]) -> str:
    """Join the text of boxes as it appears: a space where there is a gap in a line."""
    joined, last = "", None
    for leaf in leaves:
        words = getattr(leaf.box, "text", "") or roles.alternative(leaf.box)
        gap = last is not None and leaf.box.position_x - (last.position_x + last.width) > 1
        joined += f" {words}" if gap else words
        last = leaf.box
    return " ".join(joined.split())


def _groups(objects: list[Any]) -> Iterator[Any]:
    """Yield the form XObject groups among painted objects, including nested ones."""
    for group in objects:
        if isinstance(group, pydyf.Stream):
            yield group
            yield from _groups(list(group.extra.get("Resources", {}).get("XObject", {}).values()))


def _area(box: Any) -> tuple[float, float, float, float]:
    """Return the corners of a box in CSS px from the top left of the page."""
    x, y, width, height = box.hit_area()
    return x, y, x + width, y + height
