"""What a link says by itself, in a list of links or by ear (ISO 14289-1, 7.18.5): 「策定の背景、2ページ」, not 「2」."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final, NamedTuple

from hidaka_dx.typeset.marks import text
from hidaka_dx.typeset.node import Leaf, Node
from hidaka_dx.typeset.targets import HEADINGS, Targets

NOTE: Final = "注"
"""What a footnote is called."""


class LinkText(NamedTuple):
    """A link before it is told apart from others."""

    words: str
    name: str
    """What its target is called."""
    target: str
    """The id or the address."""


def link_text(leaves: Iterable[Leaf], target: str, targets: Targets) -> LinkText:
    """Describe a link by what is printed of it; the page that `target-counter` prints becomes 「、2ページ」."""
    shown, name = list(leaves), _name(targets, target)
    pages = [leaf for leaf in shown if _is_page_number(leaf.box)]
    words = text(leaf for leaf in shown if leaf not in pages)
    if pages:
        words = f"{words or name}、{text(iter(pages))}ページ"
    elif words.isdigit():
        words = f"{name}{words}" if name == NOTE else f"{name}（{words}）"
    return LinkText(words, name, target)


def told_apart(links: Collection[LinkText]) -> Iterator[str]:
    """Yield a text for each link, no two the same for different targets.

    Words that lead to several targets are followed by the target's name, then by a number where that is the same, too.
    """
    shared = _shared((each.words, each.target) for each in links)
    named = [
        (f"{words}（{name}）" if words in shared and name not in words else words, target)
        for words, name, target in links
    ]
    again = _shared(named)
    for words, target in named:
        place = again[words].index(target) if words in again else 0
        yield f"{words}（{place + 1}）" if place else words


def _shared(links: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the targets of those words that lead to several."""
    targets = defaultdict[str, dict[str, None]](dict)
    for words, target in links:
        targets[words][target] = None
    return {words: list(found) for words, found in targets.items() if len(found) > 1}


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
