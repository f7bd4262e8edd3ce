"""Outline tree with short branches: related bookmarks are grouped, and long branches are split.

Bookmarks form a linked list. Programs that follow the links recursively, the PDF/UA checker among them, fail a few
hundred links from the root; readers give up sooner.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeAlias

SHELF: Final = "␟"
"""The visible symbol for a unit separator; in a label it separates the group's name from the bookmark's own."""
DEEPEST: Final = 200
"""Maximum number of links from the root to any bookmark; page-validation follows 256, and binding a volume adds more."""
_BRANCHES: Final = (100, 50, 25, 12, 6)
"""Branch lengths that are tried, the longest first."""

Target: TypeAlias = tuple[int, float, float]
"""Page, counted from 0, and position on it."""


class Bookmark(NamedTuple):
    """A bookmark as WeasyPrint has it."""

    label: str
    target: Target
    children: "Sequence[Bookmark]"
    state: str


def arranged(found: Sequence[Any]) -> list[Bookmark]:
    """Group bookmarks by the group named in their labels, then split branches that are too long.

    Takes and returns what `weasyprint.Document.make_bookmark_tree` returns. The order within a group stays.
    """
    tree = _grouped(found)
    for length in _BRANCHES:
        if _deepest(tree) <= DEEPEST:
            break
        tree = _split_long(_grouped(found), length)
    return tree


def _grouped(found: Sequence[Any]) -> list[Bookmark]:
    """Put the bookmarks of one group below an entry with its name, at the place of the first one."""
    tree: list[Bookmark] = []
    shelves: dict[str, list[Bookmark]] = {}
    for label, target, children, state in found:
        shelf, _, own = label.rpartition(SHELF)
        bookmark = Bookmark(own, target, _grouped(children), state)
        if not shelf:
            tree.append(bookmark)
        elif shelf in shelves:
            shelves[shelf].append(bookmark)
        else:
            shelves[shelf] = [bookmark]
            tree.append(Bookmark(shelf, target, shelves[shelf], "open"))
    return tree


def _split_long(tree: Sequence[Bookmark], length: int) -> list[Bookmark]:
    """Split each branch into groups of at most `length`, named after their first and last bookmarks."""
    whole = [each._replace(children=_split_long(each.children, length)) for each in tree]
    while len(whole) > length:
        pieces = [whole[place : place + length] for place in range(0, len(whole), length)]
        whole = [Bookmark(_range(piece), piece[0].target, piece, "closed") for piece in pieces]
    return whole


def _range(piece: Sequence[Bookmark]) -> str:
    first, last = piece[0].label.partition("〜")[0], piece[-1].label.rpartition("〜")[2]
    return first if len(piece) == 1 else f"{first}〜{last}"


def _deepest(tree: Sequence[Bookmark], above: int = 0) -> int:
    """Return the number of links from the root to the farthest bookmark."""
    steps = (max(place, _deepest(each.children, place)) for place, each in enumerate(tree, above + 1))
    return max(steps, default=above)
