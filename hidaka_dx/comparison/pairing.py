"""Pairing: which unit of the new edition corresponds to which of the old one.

Sections and named blocks are matched by id, wherever they are; rows by their first cell, cells by the head of their
column, fields by their label; everything else by text similarity, in order. The remainder is searched in other
sections, so that a split or merged section is one whose blocks have moved.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from hidaka_dx.comparison.likeness import ENOUGH, Likeness, alignment, clauses
from hidaka_dx.comparison.placed_units import (
    Path,
    PlacedUnit,
    children,
    floating,
    keyed,
    notes,
    once,
    said_once,
    words_below,
)
from hidaka_dx.comparison.row_names import groups_of
from hidaka_dx.comparison.units import BLOCKS, Unit, at

ALIKE: Final = 0.5
"""Minimum similarity of units in the same place to be paired."""
ALIKE_ELSEWHERE: Final = 0.8
"""Minimum similarity of units in different sections to be paired."""
HARDLY_ALIKE: Final = 0.2
"""Minimum similarity of the only list, table or figure of a section to be paired."""
SHORTER: Final = 0.8
"""Weight of the similarity between a short unit and part of a longer one."""
FAR: Final = 60
"""Maximum distance of units to be paired by similarity alone."""


def paired(old: Unit, new: Unit) -> dict[Path, Path]:
    """Map the paths of the new tree to the paths of the corresponding units in the old one."""
    pairing = _Pairing(PlacedUnit((), old), PlacedUnit((), new))
    pairing.by_id()
    pairing.renamed()
    pairing.in_place()
    pairing.elsewhere()
    for path, found in list(pairing.found.items()):
        if pairing.news[path].unit.kind in BLOCKS:
            pairing.inner(pairing.olds[found], pairing.news[path])
    pairing.by_key(*pairing.loose_notes(PlacedUnit((), old), PlacedUnit((), new)))
    return pairing.found


class _Pairing:
    def __init__(self, old: PlacedUnit, new: PlacedUnit) -> None:
        self.likeness = Likeness()
        self.found: dict[Path, Path] = {}
        self.taken: dict[Path, Path] = {}
        self.olds = {placed.path: placed for placed in floating(old)}
        self.news = {placed.path: placed for placed in floating(new)}
        self.pair(old, new)

    def pair(self, old: PlacedUnit, new: PlacedUnit) -> None:
        """Record that two units correspond."""
        self.found[new.path] = old.path
        self.taken[old.path] = new.path

    def pair_if_free(self, old: PlacedUnit, new: PlacedUnit) -> None:
        """Pair two units, unless one of them is paired already."""
        if new.path not in self.found and old.path not in self.taken:
            self.pair(old, new)

    def left(self, kinds: Collection[str]) -> tuple[list[PlacedUnit], list[PlacedUnit]]:
        """Return the unpaired units of some kinds."""
        olds = [p for p in self.olds.values() if p.unit.kind in kinds and p.path not in self.taken]
        news = [p for p in self.news.values() if p.unit.kind in kinds and p.path not in self.found]
        return olds, news

    def by_id(self) -> None:
        """Pair sections and blocks with the same id."""
        self.by_key(self.olds.values(), self.news.values())

    def by_key(self, olds: Iterable[PlacedUnit], news: Iterable[PlacedUnit]) -> None:
        """Pair units with the same key."""
        before = keyed(old for old in olds if old.path not in self.taken)
        after = keyed(new for new in news if new.path not in self.found)
        for key, placed in after.items():
            if key in before:
                self.pair(before[key], placed)

    def by_words(self, olds: Iterable[PlacedUnit], news: Iterable[PlacedUnit]) -> None:
        """Pair units with identical text, in any order."""
        before: dict[tuple[str, str], list[PlacedUnit]] = {}
        for old in olds:
            if old.path not in self.taken and (said := words_below(old.unit)):
                before.setdefault((old.unit.kind, said), []).append(old)
        for new in news:
            same = before.get((new.unit.kind, words_below(new.unit)))
            if same and new.path not in self.found:
                self.pair(same.pop(0), new)

    def by_likeness(self, olds: Sequence[PlacedUnit], news: Sequence[PlacedUnit]) -> None:
        """Pair units by their text: what is said once, wherever it is, then what is similar, in order.

        Words that stand in several places, such as paragraphs (項) of several articles, belong to what is around them:
        they are paired in order, and only what is left then wherever it is.
        """
        self.by_words(said_once(olds), said_once(news))
        self.align(olds, news)
        self.by_words(olds, news)
        self.align(olds, news)

    def renamed(self) -> None:
        """Pair sections with different ids but the same title and similar text."""
        olds, news = self.left(("part",))
        for new in news:
            same = [
                old
                for old in olds
                if old.unit.words == new.unit.words
                and old.path not in self.taken
                and self.likeness.of(old.unit, new.unit) >= ALIKE
            ]
            if len(same) == 1:
                self.pair(same[0], new)

    def in_place(self) -> None:
        """Pair blocks of the same section by similarity, in order, then its only remaining list, table or figure."""
        for path, found in list(self.found.items()):
            if self.news[path].unit.kind == "part":
                olds, news = children(self.olds[found], BLOCKS), children(self.news[path], BLOCKS)
                self.by_likeness(olds, news)
                for kind in sorted(BLOCKS - {"paragraph"}):
                    self.only(kind, olds, news)

    def only(self, kind: str, olds: Iterable[PlacedUnit], news: Iterable[PlacedUnit]) -> None:
        """Pair the only remaining units of a kind, if they are at all similar."""
        before = [old for old in olds if old.unit.kind == kind and old.path not in self.taken]
        after = [new for new in news if new.unit.kind == kind and new.path not in self.found]
        if len(before) == len(after) == 1 and self.likeness.of(before[0].unit, after[0].unit) >= HARDLY_ALIKE:
            self.pair(before[0], after[0])

    def elsewhere(self) -> None:
        """Pair blocks so similar that they must have moved from one section to another, the most similar first."""
        olds, news = self.left(BLOCKS)
        long = [new for new in news if self.likeness.size(new.unit) >= ENOUGH]
        pairs = ((self.likeness.of(old.unit, new.unit), old, new) for old, new in _sharing(olds, long))
        alike = sorted((-score, new.path, old.path) for score, old, new in pairs if score >= ALIKE_ELSEWHERE)
        for _, path, found in alike:
            self.pair_if_free(self.olds[found], self.news[path])

    def inner(self, old: PlacedUnit, new: PlacedUnit) -> None:
        """Pair the descendants of two paired blocks: by key, then by similarity; recursively."""
        if old.unit == new.unit:
            return
        olds, news = children(old), children(new)
        if new.unit.kind == "table":
            self.rows(olds, news)
        self.by_key(olds, news)
        self.by_likeness(olds, news)
        places = {placed.path: placed for placed in olds}
        for placed in news:
            if placed.path in self.found:
                self.inner(places[self.found[placed.path]], placed)

    def rows(self, olds: Sequence[PlacedUnit], news: Sequence[PlacedUnit]) -> None:
        """Pair rows of two tables: identical ones first, then similar ones whose first cells are ambiguous."""
        olds, news = ([each for each in side if each.unit.kind == "row"] for side in (olds, news))
        was, now = ([words_below(each.unit) for each in side] for side in (olds, news))
        for i, j, count in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
            for old, new in zip(olds[i : i + count], news[j : j + count], strict=True):
                self.pair(old, new)
        self.by_words(olds, news)
        self.by_key(once(olds), once(news))
        self.align(olds, news)
        for before, after in self.gaps(olds, news):
            for old, new in zip(before, after, strict=False):
                if len(before) == len(after) and self.likeness.of(old.unit, new.unit) >= HARDLY_ALIKE:
                    self.pair(old, new)
        self.groups(olds, news)

    def groups(self, olds: Sequence[PlacedUnit], news: Sequence[PlacedUnit]) -> None:
        """Pair rows that name a group, whatever they say, where the rows behind them are paired with each other."""
        before, after = (groups_of([each.unit for each in side]) for side in (olds, news))
        places = {old.path: index for index, old in enumerate(olds)}
        for index, new in enumerate(news):
            found = places.get(self.found.get(new.path, ()))
            mine, its = after[index], None if found is None else before[found]
            if mine is not None and its is not None:
                self.pair_if_free(olds[its], news[mine])

    def gaps(
        self, olds: Sequence[PlacedUnit], news: Sequence[PlacedUnit]
    ) -> Iterator[tuple[list[PlacedUnit], list[PlacedUnit]]]:
        """Yield the unpaired rows without key between two paired rows, of both sides."""
        places = {old.path: index for index, old in enumerate(olds)}
        before, run = -1, list[PlacedUnit]()
        for new in (*news, None):
            if new is not None and new.path not in self.found:
                run.append(new)
                continue
            now = len(olds) if new is None else places[self.found[new.path]]
            between = [old for old in olds[before + 1 : now] if old.path not in self.taken]
            yield [old for old in between if not old.unit.key], [new for new in run if not new.unit.key]
            before, run = now, []

    def align(self, olds: Sequence[PlacedUnit], news: Sequence[PlacedUnit]) -> None:
        """Pair the unpaired units of two sequences by similarity, in order; existing pairs constrain the order."""
        if all(old.path in self.taken for old in olds) or all(new.path in self.found for new in news):
            return
        scores = [
            [self.score(old, new, far=abs(i - j) > FAR) for j, new in enumerate(news)] for i, old in enumerate(olds)
        ]
        for i, j in alignment(scores):
            if news[j].path not in self.found:
                self.pair(olds[i], news[j])

    def loose_notes(self, old: PlacedUnit, new: PlacedUnit) -> tuple[list[PlacedUnit], list[PlacedUnit]]:
        """Yield footnotes whose calls have moved elsewhere: a note belongs to its first call."""
        olds = {placed.path: placed for placed in notes(old)}
        news = {placed.path: placed for placed in notes(new)}
        if not olds or not news:
            return [], []
        kept = {path for path, found in self.found.items() if _is_kept(at(old.unit, found), at(new.unit, path))}
        were = {self.found[path] for path in kept}
        return (
            [note for path, note in olds.items() if path not in self.taken and not _below(path, were)],
            [note for path, note in news.items() if path not in self.found and not _below(path, kept)],
        )

    def score(self, old: PlacedUnit, new: PlacedUnit, *, far: bool) -> float:
        """Return the similarity of two units from 0 to 1; 2 for an existing pair, 0 for units paired otherwise."""
        if new.path in self.found or old.path in self.taken:
            return 2.0 if self.found.get(new.path) == old.path else 0.0
        if far:
            return 0.0
        score = max(self.likeness.of(old.unit, new.unit), SHORTER * self.likeness.holds(old.unit, new.unit))
        return score if score >= ALIKE else 0.0


def _is_kept(old: Unit, new: Unit) -> bool:
    """Tell whether a comparison need not look inside a unit: its sections and blocks are paired separately."""
    return new.kind not in ("document", "part") and old == new


def _below(path: Path, paths: Collection[Path]) -> bool:
    return any(path[:length] in paths for length in range(len(path)))


def _sharing(olds: Iterable[PlacedUnit], news: Iterable[PlacedUnit]) -> Iterator[tuple[PlacedUnit, PlacedUnit]]:
    """Yield the pairs of units that share a clause: only they can be very similar."""
    by_clause: dict[str, list[PlacedUnit]] = {}
    for old in olds:
        for clause in clauses(old.unit):
            by_clause.setdefault(clause, []).append(old)
    for new in news:
        found = {old.path: old for clause in clauses(new.unit) for old in by_clause.get(clause, ())}
        yield from ((old, new) for _, old in sorted(found.items()))
