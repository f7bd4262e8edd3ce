"""What a link says by itself, in a list of links or by ear (ISO 14289-1, 7.18.5): 「策定の背景、2ページ」, not 「2」."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from hidaka_dx.typeset.marks import text
from hidaka_dx.typeset.node import Leaf, Node
from hidaka_dx.typeset.targets import HEADINGS, Targets
from hidaka_dx.typeset.telling_apart import Said

NOTE: Final = "注"
"""What a footnote is called."""


def link_text(leaves: Iterable[Leaf], target: str, targets: Targets) -> Said:
    """Describe a link by what is printed of it; the page that `target-counter` prints becomes 「、2ページ」."""
    shown, name = list(leaves), _name(targets, target)
    pages = [leaf for leaf in shown if _is_page_number(leaf.box)]
    words = text(leaf for leaf in shown if leaf not in pages)
    if pages:
        words = f"{words or name}、{text(iter(pages))}ページ"
    elif words.isdigit():
        words = f"{name}{words}" if name == NOTE else f"{name}（{words}）"
    return Said(words, name, target)


def _name(targets: Targets, target: str) -> str:
    """Return what a target is called: by its caption, its heading, or that of the section in which it stands."""
    place = targets.places.get(target)
    if place is None or place.node is None:
        return place.section if place else target
    if place.node.role == "Note":
        return NOTE
    if place.node.role == "Sect":
        return targets.headings.get(_first(place.node, HEADINGS) or place.node, place.section)
    caption = _first(place.node, {"Caption"})
    return text(caption.leaves()) if caption else place.section


def _first(node: Node, roles: Collection[str]) -> Node | None:
    """Return the first node of some roles directly in another, or in groups without a heading of their own."""
    for kid in node.nodes():
        found = kid if kid.role in roles else _first(kid, roles) if kid.role == "Div" else None
        if found:
            return found
    return None


def _is_page_number(box: Any) -> bool:
    """Tell whether a box is generated and holds nothing but a number, as `target-counter(attr(href), page)` does."""
    words = getattr(box, "text", "").strip()
    return box.element_tag.endswith("::after") and words.isascii() and words.isalnum()
