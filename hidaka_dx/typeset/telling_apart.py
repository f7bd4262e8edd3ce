"""Different things never say the same where they are heard alone: links in a list of links, figures one after another."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple


class Said(NamedTuple):
    """What a link or figure says, before it is told apart from others."""

    words: str
    name: str
    """What its target is called, or where it stands."""
    target: str
    """What it leads to, or is: two of the same may say the same."""


def told_apart(found: Collection[Said]) -> Iterator[str]:
    """Yield a text for each, no two the same for different targets.

    Words that stand for several targets are followed by the name, then by a number where that is the same, too.
    """
    shared = _shared((each.words, each.target) for each in found)
    named = [
        (f"{words}（{name}）" if words in shared and name not in words else words, target)
        for words, name, target in found
    ]
    again = _shared(named)
    for words, target in named:
        place = again[words].index(target) if words in again else 0
        yield f"{words}（{place + 1}）" if place else words


def _shared(said: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the targets of those words that stand for several."""
    targets = defaultdict[str, dict[str, None]](dict)
    for words, target in said:
        targets[words][target] = None
    return {words: list(each) for words, each in targets.items() if len(each) > 1}
