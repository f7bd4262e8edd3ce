"""Where links may lead: the element with an id, and what the section is called in which it stands."""

from dataclasses import dataclass
from typing import Any, Final

from hidaka_dx.typeset.bookmarks import SHELF
from hidaka_dx.typeset.node import Node

HEADINGS: Final = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})


@dataclass(frozen=True)
class LinkTarget:
    """Where an id stands."""

    section: str
    """What the nearest heading before it, or itself, is called."""
    node: Node | None
    """The structure element that has the id; none where the element has no role."""


class Targets:
    """The places of all ids, collected in reading order."""

    def __init__(self) -> None:
        """Start without any."""
        self.places: dict[str, LinkTarget] = {}
        self.headings: dict[Node, str] = {}
        """What headings are called."""
        self.section = ""
        """What the last heading that was met is called."""

    def meet(self, box: Any, node: Node, outer: Node) -> None:
        """Record the id of a box's element; `node` is what it was read into, within `outer`."""
        if box.element is None or "::" in box.element_tag:
            return
        if node not in self.headings and (label := _heading(box.element)):
            self.headings[node] = self.section = label
        if (name := box.element.get("id")) and name not in self.places:
            self.places[name] = LinkTarget(self.section, None if node is outer else node)


def _heading(element: Any) -> str:
    """Return what a heading is called as a bookmark; "" for any other element."""
    label = element.get("data-label") or ""
    if not label and str(element.tag).upper() in HEADINGS:
        label = "".join(element.itertext())
    return " ".join(label.rpartition(SHELF)[2].split())
