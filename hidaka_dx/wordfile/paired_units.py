"""Two editions walked at once: each unit with what it was, in the order in which Word shows both.

What is accepted (all but what is only in the old edition) reads as the new edition, what is rejected (all but what is only
in the new one) as the old edition. Word can mark what was moved only as deleted here and inserted there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from hidaka_dx.comparison.changes import Change, together
from hidaka_dx.comparison.rebuilding import line_of
from hidaka_dx.comparison.units import BLOCKS, Unit, Value
from hidaka_dx.comparison.words import Span, State, edits, line
from hidaka_dx.document import Inline, NoteCall


@dataclass(frozen=True)
class MarkedWords:
    """Words of one state. A footnote called in both editions has the call of the old one in `before`."""

    state: State
    inline: Inline
    before: NoteCall | None = None


@dataclass(frozen=True)
class UnitPair:
    """A unit of the old edition and the same unit of the new one; one of them may be missing."""

    old: Unit | None
    new: Unit | None
    change: Change | None = None
    """What differs; none where only one edition has it, or both have the same."""

    @property
    def unit(self) -> Unit:
        """The unit as it is now, or as it was where it is gone."""
        return cast("Unit", self.new or self.old)

    @property
    def state(self) -> State:
        """Whether it is in both editions."""
        return "removed" if self.new is None else "added" if self.old is None else "same"

    def sides(self) -> Iterator[tuple[Literal["removed", "added"], Unit]]:
        """Return the unit of each edition that has it, the old one under `removed`."""
        if self.old:
            yield "removed", self.old
        if self.new:
            yield "added", self.new

    def fact(self, name: str) -> Value:
        """Return a fact of the unit."""
        return self.unit.fact(name)

    def says_the_same(self, *names: str) -> bool:
        """Tell whether some facts are the same in both editions; true for a unit of only one."""
        return all(self.old is None or self.new is None or self.old.fact(n) == self.new.fact(n) for n in names)

    def apart(self) -> tuple["UnitPair", ...]:
        """Return what it was, as removed, and what it is, as added."""
        return tuple(removed([self.old] if self.old else [])) + tuple(added([self.new] if self.new else []))

    def words(self) -> tuple[MarkedWords, ...]:
        """Return the unit's own line, with the footnotes called in it."""
        if self.old is None or self.new is None:
            return tuple(MarkedWords(self.state, inline) for inline in line_of(self.unit))
        spans = self.change.spans if self.change else ()
        if not spans and self.old.words != self.new.words:
            spans = edits(self.old.words, self.new.words)
        calls = tuple(iter([*_calls(unit)]) for unit in (self.old, self.new))
        return tuple(_pieces(spans or line(self.new.words, "same"), *calls))

    def children(self) -> Iterator["UnitPair"]:
        """Return the pairs of child units: what is removed stands where it stood, before the next unit that stays."""
        if self.old is None or self.new is None:
            yield from added(self.unit.units) if self.old is None else removed(self.unit.units)
        elif self.change is None or self.change.kept:
            yield from (UnitPair(*units) for units in zip(self.old.units, self.new.units, strict=True))
        else:
            yield from _merged(self.old.units, self.new.units, self.change)


def added(units: Iterable[Unit]) -> Iterator[UnitPair]:
    """Return units that only the new edition has."""
    return (UnitPair(None, unit) for unit in units)


def removed(units: Iterable[Unit]) -> Iterator[UnitPair]:
    """Return units that only the old edition has."""
    return (UnitPair(unit, None) for unit in units)


def staying(pair: UnitPair) -> Iterator[str]:
    """Return the ids of the sections and blocks in a pair that stand in the same place of both editions."""
    if pair.state == "same" and pair.unit.kind in ("document", "part"):
        yield from (str(pair.fact("id")),) if pair.unit.kind == "part" and pair.says_the_same("depth") else ()
        for each in pair.children():
            yield from staying(each)
    elif pair.state == "same" and pair.unit.kind in BLOCKS:
        yield str(pair.fact("id"))


def _merged(olds: Sequence[Unit], news: Sequence[Unit], change: Change) -> Iterator[UnitPair]:
    """Walk the new units; what the old edition has between two that stay is removed there, moved units included."""
    place = 0
    for first, *others in together(change.changes):
        if first.new is None:
            continue  # it is found between the old units
        stays = first.old is not None and not first.moved and first.old.rpartition(".")[0] == change.old
        if stays:
            last = max(_index(each.old) for each in (first, *others) if each.old is not None)
            end = last + 1 if others else last
            yield from removed(olds[place:end])
            place = last + 1
        if stays and not others:
            yield UnitPair(olds[place - 1], news[_index(first.new)], first)
        else:
            yield from added(news[index] for index in dict.fromkeys(_index(each.new) for each in (first, *others)))
    yield from removed(olds[place:])


def _index(path: str | None) -> int:
    """Return the place of a unit among its neighbours, from its path in the tree."""
    return int((path or "").rpartition(".")[2])


def _calls(unit: Unit) -> Iterator[NoteCall]:
    return (inline for inline in line_of(unit) if isinstance(inline, NoteCall))


def _pieces(spans: Iterable[Span], olds: Iterator[NoteCall], news: Iterator[NoteCall]) -> Iterator[MarkedWords]:
    """Give every call its footnote again; one that has it in only one edition is not the same call."""
    for span in spans:
        for inline in span.inlines:
            if not isinstance(inline, NoteCall):
                yield MarkedWords(span.state, inline)
                continue
            old = next(olds) if span.state != "added" else None
            new = next(news) if span.state != "removed" else None
            if old and new and bool(old.content) == bool(new.content):
                yield MarkedWords("same", new, old)
            else:
                yield from (MarkedWords("removed", old),) if old else ()
                yield from (MarkedWords("added", new),) if new else ()
