"""Applies a comparison (as a patch) to the old edition and returns the new one: proof that the diff is complete."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hidaka_dx.comparison.changes import Change, Comparison, together
from hidaka_dx.comparison.rebuilding import document_of
from hidaka_dx.comparison.units import Fact, Unit, unit_of
from hidaka_dx.comparison.values import changed, differences
from hidaka_dx.comparison.words import side
from hidaka_dx.document import Document
from hidaka_dx.facts import NO_FACTS


class MismatchError(ValueError):
    """A comparison was applied to an edition other than the one it was made from."""


def apply(comparison: Comparison, old: Document) -> Document:
    """Apply the comparison to the old edition; raises MismatchError where `old` is not the edition that was compared.

    It is where it says the same: one that lacks the facts that were compared gives the new words without facts.
    """
    before = unit_of(old)
    applying = _Applying(before)
    new = applying.made(comparison.root)
    if applying.used != {name for name, _ in _named(before, "")}:
        raise MismatchError("the old edition holds units of which the comparison says nothing")
    try:
        facts = changed(old.facts, comparison.values)
    except ValueError as error:
        if old.facts:
            raise MismatchError(str(error)) from None
        facts = NO_FACTS
    is_whole = old.facts or differences(NO_FACTS, facts) == comparison.values
    return replace(document_of(new), facts=facts if is_whole else NO_FACTS)


def _named(unit: Unit, name: str) -> Iterator[tuple[str, Unit]]:
    yield name, unit
    for index, inner in enumerate(unit.units):
        yield from _named(inner, f"{name}.{index}" if name else str(index))


class _Applying:
    def __init__(self, old: Unit) -> None:
        self.units = dict(_named(old, ""))
        self.used: set[str] = set()

    def taken(self, change: Change) -> Unit:
        """Return the old unit that a change refers to, after verifying that its content matches."""
        unit = self.units.get(change.old or "")
        if unit is None or unit.kind != change.kind:
            raise MismatchError(f"the old edition has no {change.kind} at {change.old}")
        names = {name for name, _ in _named(unit, change.old or "")} if change.kept else {change.old or ""}
        if names & self.used:
            raise MismatchError(f"two changes are about what is at {change.old}")
        self.used |= names
        facts = {fact.name: fact.value for fact in unit.facts}
        if any(facts[each.name] != each.old for each in change.facts):
            raise MismatchError(f"the old edition has other facts at {change.old}")
        if change.spans and side(change.spans, "removed") != unit.words:
            raise MismatchError(f"the old edition has other words at {change.old}")
        return unit

    def made(self, change: Change) -> Unit:
        """Return the new unit that results from a change."""
        old = self.taken(change) if change.old is not None else None
        if old is not None and change.kept:
            return old
        new = {each.name: each.new for each in change.facts}
        if old is None:
            facts = tuple(Fact(name, value) for name, value in new.items())
        else:
            facts = tuple(Fact(fact.name, new.get(fact.name, fact.value)) for fact in old.facts)
        words = side(change.spans, "added") if change.spans or old is None else old.words
        return Unit(change.kind, facts, words, tuple(self.inner(change)))

    def inner(self, change: Change) -> Iterator[Unit]:
        """Return the new child units; removed ones are only verified."""
        for first, *others in together(change.changes):
            if others:
                yield from self.jointly(first, others)
            elif first.fate == "removed":
                self.gone(first)
            else:
                yield self.made(first)

    def jointly(self, first: Change, others: Sequence[Change]) -> Iterator[Unit]:
        """Return the paragraphs or list items that one was split into, or the one that several were joined to."""
        if first.kind == "item":
            for each in (first, *others) if first.new == others[0].new else (first,):
                self.taken(each)
            made = self.jointly(first.changes[0], [each.changes[0] for each in others])
            yield from (Unit("item", units=(paragraph,)) for paragraph in made)
            return
        spans = tuple(span for each in (first, *others) for span in each.spans)
        if first.new == others[0].new:
            yield replace(self.made(first), words=side(spans, "added"))
            for each in others:
                self.gone(each)
        else:
            yield replace(self.made(replace(first, spans=spans)), words=side(first.spans, "added"))
            yield from (self.made(replace(each, old=None)) for each in others)

    def gone(self, change: Change) -> None:
        """Verify that a removed unit and its descendants match the old tree."""
        self.taken(change)
        for each in change.changes:
            self.gone(each)
