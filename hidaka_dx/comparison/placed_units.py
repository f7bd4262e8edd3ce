"""Units with their paths, collected and told apart: by keys, by words."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from hidaka_dx.comparison.units import Unit

Path: TypeAlias = tuple[int, ...]
"""A path in a tree: the child index at each level."""


class PlacedUnit(NamedTuple):
    """A unit and its path."""

    path: Path
    unit: Unit


def children(placed: PlacedUnit, kinds: Collection[str] = ()) -> list[PlacedUnit]:
    """Return the children of a unit, of all kinds or of some."""
    return [
        PlacedUnit((*placed.path, i), unit)
        for i, unit in enumerate(placed.unit.units)
        if not kinds or unit.kind in kinds
    ]


def floating(placed: PlacedUnit) -> Iterator[PlacedUnit]:
    """Yield the document, its sections and their blocks: the units that may move anywhere."""
    yield placed
    for inner in children(placed):
        if inner.unit.kind == "part":
            yield from floating(inner)
        else:
            yield inner


def notes(placed: PlacedUnit) -> Iterator[PlacedUnit]:
    """Yield the footnotes in a unit."""
    for inner in children(placed):
        if inner.unit.kind == "note":
            yield inner
        else:
            yield from notes(inner)


def once(placed: Sequence[PlacedUnit]) -> list[PlacedUnit]:
    """Return the units whose key is unique."""
    counts = Counter(each.unit.key for each in placed)
    return [each for each in placed if counts[each.unit.key] == 1]


def said_once(placed: Sequence[PlacedUnit]) -> list[PlacedUnit]:
    """Return the units whose words no other one has."""
    counts = Counter((each.unit.kind, words_below(each.unit)) for each in placed)
    return [each for each in placed if counts[each.unit.kind, words_below(each.unit)] == 1]


def keyed(placed: Iterable[PlacedUnit]) -> dict[tuple[str, str, int], PlacedUnit]:
    """Index units by kind and key; duplicates are numbered."""
    turns: Counter[tuple[str, str]] = Counter()
    found = {}
    for each in placed:
        key = (each.unit.kind, each.unit.key)
        if each.unit.key:
            found[(*key, turns[key])] = each
            turns[key] += 1
    return found


def words_below(unit: Unit) -> str:
    """Return all words of a unit and its descendants, except running numbers."""
    return "" if unit.counted else unit.text + "".join(map(words_below, unit.units))
