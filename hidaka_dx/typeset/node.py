"""The structure tree of a document, in reading order.

WeasyPrint splits boxes at lines, columns and pages; elements are not split. So nodes belong to elements: a box whose
element already has a node is added to it, whatever page it is on. Roles are the standard structure types of ISO
32000-1, 14.8.4; which role may contain which is defined only in `Node.place`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

GROUPS: Final = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOCI"})
"""Roles that contain blocks: text directly inside gets a P of its own."""
INLINE: Final = frozenset({"Span", "Link", "Reference", "Ruby", "Code", "Quote"})
"""Inline roles (ISO 32000-1, 14.8.4.4)."""
CELLS: Final = frozenset({"TH", "TD"})
"""Roles kept even if empty: a table needs all its cells (ISO 14289-1, 7.5)."""


@dataclass(slots=True, eq=False)
class Leaf:
    """A box on a page: painted content of a node, or the area of a link."""

    box: Any
    page: int
    """Counted from 0."""


@dataclass(slots=True, eq=False)
class Node:
    """A structure element under construction."""

    role: str
    language: str = ""
    """The language in force here, inherited."""
    contents: bool = False
    """Whether this is inside a table of contents (`nav`)."""
    parent: "Node | None" = None
    kids: "list[Node | Leaf]" = field(default_factory=list)
    notes: "list[Node]" = field(default_factory=list)
    """Footnotes to be read right after this node."""
    links: list[Leaf] = field(default_factory=list)
    """Boxes whose link annotations belong to this node."""
    frame: Leaf | None = None
    """The box that gives a figure its bounding box."""
    entries: dict[str, str] = field(default_factory=dict)
    """Text entries of the structure element: Alt, E, Lang, ID."""
    attributes: dict[str, Any] = field(default_factory=dict)
    """Its attribute object, with the owner under O."""
    made: bool = False
    """Whether `place` generated it, without an element."""

    def nodes(self) -> "Iterator[Node]":
        """Yield the child nodes, without leaves."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def leaves(self) -> Iterator[Leaf]:
        """Yield all leaves below, in reading order, footnotes left out."""
        for kid in self.kids:
            if isinstance(kid, Leaf):
                yield kid
            elif kid.role != "Note":
                yield from kid.leaves()

    def add(self, kid: "Node") -> "Node":
        """Add a node at or below this one, where its role is allowed; return the node."""
        holder = self.place(kid.role)
        kid.parent, kid.language = holder, kid.language or holder.language
        kid.contents = kid.contents or holder.contents
        holder.kids.append(kid)
        return kid

    def write(self, leaf: Leaf) -> None:
        """Add painted content at or below this node, where it is allowed."""
        self.place("").kids.append(leaf)

    def part(self) -> None:
        """Split a Ruby of several pairs into several Rubies: each has one base and one text (ISO 32000-1, table 339)."""
        pairs: list[list[Node | Leaf]] = []
        for kid in self.kids:
            if not pairs or (isinstance(kid, Node) and kid.role == "RB"):
                pairs.append([])
            pairs[-1].append(kid)
        if self.parent is not None and len(pairs) > 1:
            place = self.parent.kids.index(self)
            rubies = [Node(self.role, self.language, self.contents, self.parent, pair) for pair in pairs]
            self.parent.kids[place : place + 1] = rubies

    def place(self, role: str) -> "Node":
        """Find or create the node at or below this one that may contain `role` ("" for text)."""
        wanted = _between(self.role, role)
        if role == "Link" and self.contents and self.role != "Reference":
            wanted = "Reference"
        elif self.role in GROUPS and (not role or role in INLINE) and (self.role, role) != ("TOCI", "Reference"):
            wanted = "P"
        if not wanted:
            return self
        return self._last(wanted, role).place(role)

    def _last(self, wanted: str, role: str) -> "Node":
        """Return the last child if it has the wanted role and is still open, else a new child."""
        last = self.kids[-1] if self.kids else None
        if isinstance(last, Node) and last.role == wanted and _open(last, role):
            return last
        return self.add(Node(wanted, made=True))


def _between(outer: str, inner: str) -> str:
    """Return the role required between two others, "" if none (ISO 32000-1, tables 333 to 338)."""
    if outer == "LI" and inner not in {"Lbl", "LBody"}:
        return "LBody"
    if outer == "L" and inner in {"Lbl", "LBody"}:
        return "LI"
    if outer == "Ruby" and inner not in {"RB", "RT", "RP"}:
        return "RB"
    return ""


def _open(node: Node, role: str) -> bool:
    """Tell whether a generated node accepts one more child: a term starts a new entry after the last one's definition."""
    if node.role == "LI" and role == "Lbl":
        return node.made and not any(kid.role == "LBody" for kid in node.nodes())
    return node.made and node.role != "Reference"
