"""Split and joined paragraphs, found where pairing alone would leave one of two neighbours unmatched."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from hidaka_dx.comparison.placed_units import Path, PlacedUnit, children
from hidaka_dx.comparison.units import Unit, at
from hidaka_dx.comparison.words import tokens

HOLDERS: Final = ("part", "items", "item", "field")
"""Kinds of units that contain paragraphs, or list items consisting of one paragraph."""
TAKEN_OVER: Final = 0.8
"""Minimum share of a neighbour's words that come from the paragraph, and of common words of both."""


class SplitOrJoin(NamedTuple):
    """A split paragraph, or joined paragraphs: one side has one path, the other several."""

    olds: tuple[Path, ...]
    news: tuple[Path, ...]


def paragraph_of(unit: Unit) -> Unit | None:
    """Return the paragraph that a unit or a simple list item consists of; none where it has more."""
    if unit.kind == "item" and len(unit.units) == 1:
        unit = unit.units[0]
    return unit if unit.kind == "paragraph" else None


def splits_and_joins(old: Unit, new: Unit, found: Mapping[Path, Path]) -> Iterator[SplitOrJoin]:
    """Find the split or joined paragraphs of two trees; `found` maps new paths to old ones."""
    taken = {before: after for after, before in found.items()}
    for path, before in found.items():
        olds, news = PlacedUnit(before, at(old, before)), PlacedUnit(path, at(new, path))
        if news.unit.kind in HOLDERS:
            here, there = children(news), children(olds)
            for one, several in _groups(there, here, taken, found):
                yield SplitOrJoin((one,), several)
            for one, several in _groups(here, there, found, taken):
                yield SplitOrJoin(several, (one,))


def _groups(
    ones: Sequence[PlacedUnit], several: Sequence[PlacedUnit], partner: Mapping[Path, Path], known: Collection[Path]
) -> Iterator[tuple[Path, tuple[Path, ...]]]:
    """Find for each paragraph a run of neighbours on the other side that together contain its text.

    `partner` is what a paragraph has been paired with, `known` all that is paired on the other side.
    """
    places = {placed.path: index for index, placed in enumerate(several)}
    free = [paragraph_of(each.unit) is not None and each.path not in known for each in several]
    for one in ones:
        at = places.get(partner.get(one.path, ()))
        if at is None or paragraph_of(one.unit) is None or not any(free[max(at - 1, 0) : at + 2]):
            continue
        first, last = _grown(_bag(one.unit), several, at, free)
        if first < last:
            free[first : last + 1] = [False] * (last + 1 - first)
            yield one.path, tuple(each.path for each in several[first : last + 1])


def _grown(words: Counter[str], several: Sequence[PlacedUnit], at: int, free: Sequence[bool]) -> tuple[int, int]:
    """Return the range of neighbours around a paragraph that are parts of the same paragraph; itself if there are none."""
    first = last = at
    have = _bag(several[at].unit)
    while last + 1 < len(several) and free[last + 1] and _takes(words, have, several[last + 1].unit):
        last += 1
        have = have + _bag(several[last].unit)
    while first > 0 and free[first - 1] and _takes(words, have, several[first - 1].unit):
        first -= 1
        have = have + _bag(several[first].unit)
    alike = 2 * _size(words & have) >= TAKEN_OVER * (_size(words) + _size(have))
    return (first, last) if alike else (at, at)


def _takes(words: Counter[str], have: Counter[str], unit: Unit) -> bool:
    """Tell whether a neighbour contains part of the text still missing of a paragraph."""
    own = _bag(unit)
    gained = _size(words & (have + own)) - _size(words & have)
    return gained > 0 and gained >= TAKEN_OVER * _size(own)


def _bag(unit: Unit) -> Counter[str]:
    words = (paragraph_of(unit) or unit).words
    return Counter(word for inline in words for word in tokens(inline.text))


def _size(bag: Counter[str]) -> int:
    return sum(count * len(word) for word, count in bag.items())
