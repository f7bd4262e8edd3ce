"""Diff and patch: two editions give a comparison; a comparison and the old edition give the new one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hidaka_dx.comparison.changes import COMPUTED, COUNTED, Change, Comparison, Difference, Fate
from hidaka_dx.comparison.listing import entries
from hidaka_dx.comparison.naming import names
from hidaka_dx.comparison.pairing import paired
from hidaka_dx.comparison.placed_units import Path
from hidaka_dx.comparison.splits_and_joins import SplitOrJoin, paragraph_of, splits_and_joins
from hidaka_dx.comparison.units import Unit, at, unit_of
from hidaka_dx.comparison.values import differences, same_number
from hidaka_dx.comparison.words import Span, edits, edits_of_split, is_renumbering, line
from hidaka_dx.document import Document
from hidaka_dx.facts import Facts


def compare(old: Document, new: Document) -> Comparison:
    """Compute the changes from one edition of a document to another."""
    before, after = unit_of(old), unit_of(new)
    pairs = paired(before, after)
    comparer = _Comparer(before, after, pairs, splits_and_joins(before, after, pairs))
    comparer.known = frozenset(_known(old.facts)) & frozenset(_known(new.facts))
    root = comparer.change((), after)
    values = differences(old.facts, new.facts)
    return Comparison(old.name, new.name, entries(root, names(before, after)), root, values)


def _known(facts: Facts) -> Iterator[str]:
    """Return the sections that print facts of measures."""
    return (each.target for each in facts.measures if each.target)


def name_of(path: Path) -> str:
    """Format a path in a tree as comparisons write it: 「2.0.1」; the document itself is 「」."""
    return ".".join(map(str, path))


class _Comparer:
    def __init__(self, old: Unit, new: Unit, pairs: Mapping[Path, Path], joint: Iterable[SplitOrJoin]) -> None:
        self.old, self.new, self.pairs = old, new, dict(pairs)
        self.known: frozenset[str] = frozenset()
        """Ids of the sections whose numbers are facts of both editions."""
        self.edits: dict[Path, tuple[Span, ...]] = {}
        """The edits of the first paragraph of a joint, by its new path."""
        self.split: dict[Path, tuple[Path, tuple[Span, ...]]] = {}
        """For a paragraph split from the one before it, by new path: their old path, and its own edits."""
        self.joined: dict[Path, tuple[tuple[Path, tuple[Span, ...]], ...]] = {}
        """For joined paragraphs, by new path: the old paths of all but the first, each with its own edits."""
        for each in joint:
            self.join(each)
        self.gone_in = {path for rest in self.joined.values() for path, _ in rest}
        self.backwards = {old: new for new, old in self.pairs.items()}

    def join(self, joint: SplitOrJoin) -> None:
        """Record a split or join of paragraphs; the first ones of both sides are paired."""
        befores, afters = (
            [(paragraph_of(unit) or unit).words for unit in units]
            for units in ([at(self.old, path) for path in joint.olds], [at(self.new, path) for path in joint.news])
        )
        first, *others = edits_of_split(befores, afters)
        self.note(joint, first, others)
        self.joined[joint.news[0]] = tuple(zip(joint.olds[1:], others, strict=False))
        if at(self.new, joint.news[0]).kind == "item":
            self.edits[joint.news[0]] = ()
            inner = SplitOrJoin(*(tuple((*path, 0) for path in paths) for paths in joint))
            self.note(inner, first, others)

    def note(self, joint: SplitOrJoin, first: tuple[Span, ...], others: Sequence[tuple[Span, ...]]) -> None:
        """Pair the first ones of both sides, and record the edits of each."""
        (old, *_), (new, *news) = joint
        for path in joint.news:
            self.pairs.pop(path, None)
        self.pairs[new], self.edits[new] = old, first
        self.split.update((path, (old, spans)) for path, spans in zip(news, others, strict=False))

    def change(self, path: Path, new: Unit, *, moved: bool = False) -> Change:
        """Return the change of a unit of the new tree and of its descendants."""
        found = self.pairs.get(path)
        if found is None:
            return self.added(path, new) if path not in self.split else self.split_off(path, new)
        old = at(self.old, found)
        moved = moved and new.kind != "note"  # a footnote belongs to its call, which reports it
        was, now = name_of(found), name_of(path)
        if old == new and path not in self.edits and self.stays(found, path, old):
            return Change(new.kind, "same", was, now, moved=moved, kept=True)
        spans = self.edits.get(path)
        if spans is None:
            spans = edits(old.words, new.words) if old.words != new.words else ()
        facts = tuple(
            Difference(after.name, before.value, after.value)
            for before, after in zip(old.facts, new.facts, strict=True)
            if before != after
        )
        changes = tuple(self.inner(found, path, new))
        unread = (old.counted and new.counted) or self.same_fact(path, old, new)
        fate = _fate(facts, () if unread else spans)
        return Change(new.kind, fate, was, now, moved, facts=facts, spans=spans, changes=changes)

    def same_fact(self, path: Path, old: Unit, new: Unit) -> bool:
        """Tell whether two cells print the same number that is a fact of both editions, even in another format."""
        if new.kind != "cell" or not same_number(old.text, new.text):
            return False
        around = (at(self.new, path[:depth]) for depth in range(len(path)))
        return any(each.kind == "part" and each.fact("id") in self.known for each in around)

    def stays(self, old: Path, new: Path, unit: Unit) -> bool:
        """Tell whether all sections and blocks of two equal units are paired with each other."""
        if unit.kind not in ("document", "part"):
            return True
        return all(
            self.pairs.get((*new, i)) == (*old, i) and self.stays((*old, i), (*new, i), inner)
            for i, inner in enumerate(unit.units)
        )

    def added(self, path: Path, new: Unit) -> Change:
        """Record a new unit; sections and blocks in it may have been moved there."""
        facts = tuple(Difference(fact.name, None, fact.value) for fact in new.facts)
        inner = tuple(self.change((*path, i), unit, moved=(*path, i) in self.pairs) for i, unit in enumerate(new.units))
        return Change(
            new.kind, "added", None, name_of(path), facts=facts, spans=line(new.words, "added"), changes=inner
        )

    def split_off(self, path: Path, new: Unit) -> Change:
        """Record that a paragraph or list item was split from the one before it."""
        old, spans = self.split[path]
        spans = () if new.kind == "item" else spans
        change = replace(self.added(path, new), old=name_of(old), joint="split", spans=spans)
        return replace(change, fate=_fate((), spans))

    def joined_to(self, path: Path, old: Path, spans: tuple[Span, ...]) -> Change:
        """Record that a paragraph or list item was joined to the one before it."""
        change = replace(self.removed(old), new=name_of(path), joint="joined", spans=spans)
        if change.kind == "item":
            inner = self.joined_to((*path, 0), (*old, 0), spans)
            return replace(change, fate="same", spans=(), changes=(inner,))
        return replace(change, fate=_fate((), spans))

    def removed(self, path: Path) -> Change:
        """Record a removed unit; parts of it that were moved elsewhere are reported there."""
        old = at(self.old, path)
        facts = tuple(Difference(fact.name, fact.value, None) for fact in old.facts)
        places = ((*path, i) for i in range(len(old.units)))
        inner = tuple(self.removed(place) for place in places if place not in self.backwards)
        return Change(
            old.kind, "removed", name_of(path), None, facts=facts, spans=line(old.words, "removed"), changes=inner
        )

    def inner(self, old: Path, path: Path, new: Unit) -> Iterator[Change]:
        """Return the changes of child units in new order; a removed unit keeps its place after its former predecessor."""
        gone = self.gone(old)
        yield from gone.get(None, ())
        stay = self.staying(old, path, new)
        for index, unit in enumerate(new.units):
            place, after = (*path, index), (*path, index + 1)
            yield self.change(place, unit, moved=place in self.pairs and index not in stay)
            yield from (self.joined_to(place, *each) for each in self.joined.get(place, ()))
            before = self.split[place][0] if place in self.split else self.pairs.get(place)
            if before is not None and after not in self.split:
                yield from gone.get(before, ())

    def gone(self, old: Path) -> dict[Path | None, list[Change]]:
        """Return the changes of removed children, by the place of the nearest predecessor that remains."""
        found: dict[Path | None, list[Change]] = {}
        before: Path | None = None
        parent = self.backwards[old]
        for index in range(len(at(self.old, old).units)):
            place = (*old, index)
            now = self.backwards.get(place)
            if place in self.gone_in:
                continue
            if now is None:
                found.setdefault(before, []).append(self.removed(place))
            elif now[:-1] == parent:
                before = place
        return found

    def staying(self, old: Path, path: Path, new: Unit) -> set[int]:
        """Find the largest set of units that keep their order and parent (the others have moved)."""
        places = {index: self.pairs.get((*path, index)) for index in range(len(new.units))}
        kept = [(index, place[-1]) for index, place in places.items() if place and place[:-1] == old]
        return {kept[i][0] for i in longest_rising([place for _, place in kept])}


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the indices of a longest increasing subsequence."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(tails[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        tails[length : length + 1] = [place]
    found, place = [], tails[-1] if tails else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


def _fate(facts: Sequence[Difference], spans: Sequence[Span]) -> Fate:
    names = {fact.name for fact in facts} - COMPUTED
    if names - COUNTED or (spans and not is_renumbering(spans)):
        return "amended"
    return "renumbered" if names or any(span.state != "same" for span in spans) else "same"
