"""Similarity of units, and optimal alignment of two sequences of them."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from hidaka_dx.comparison.units import Unit
from hidaka_dx.comparison.words import tokens

ENOUGH: Final = 12
"""Minimum number of characters of a block that is searched for in other sections."""
CLAUSE: Final = re.compile("[、。，．]")
CLAUSE_LENGTH: Final = 6


class Likeness:
    """Similarity of units, from the words they share."""

    def __init__(self) -> None:
        """Start with an empty cache."""
        self._bags: dict[int, Counter[str]] = {}
        self._sizes: dict[int, int] = {}

    def of(self, old: Unit, new: Unit) -> float:
        """Return 0 for nothing in common, 1 for the same words; each word is weighted by its length."""
        total = self.size(old) + self.size(new)
        return 2 * self._shared(old, new) / total if total else float(old.kind == new.kind)

    def holds(self, old: Unit, new: Unit) -> float:
        """Return 1 if all words of the shorter unit are in the longer one; 0 if there are too few to tell."""
        least = min(self.size(old), self.size(new))
        return self._shared(old, new) / least if least >= ENOUGH else 0.0

    def _shared(self, old: Unit, new: Unit) -> int:
        if old.kind != new.kind:
            return 0
        olds, news = self._bag(old), self._bag(new)
        return sum(min(count, news[word]) * len(word) for word, count in olds.items() if word in news)

    def size(self, unit: Unit) -> int:
        """Count the characters of a unit."""
        size = self._sizes.get(id(unit))
        if size is None:
            size = self._sizes[id(unit)] = sum(count * len(word) for word, count in self._bag(unit).items())
        return size

    def _bag(self, unit: Unit) -> Counter[str]:
        """Count the words of a unit and its descendants; cached as long as the unit exists."""
        bag = self._bags.get(id(unit))
        if bag is None:
            words = () if unit.counted else unit.words
            bag = Counter(word for inline in words for word in tokens(inline.text))
            for inner in unit.units:
                bag.update(self._bag(inner))
            self._bags[id(unit)] = bag
        return bag


def clauses(unit: Unit) -> set[str]:
    """Return the text between punctuation marks in a unit and its descendants, except very short ones."""
    found = {clause for clause in CLAUSE.split(unit.text) if len(clause) >= CLAUSE_LENGTH}
    return found.union(*map(clauses, unit.units))


def alignment(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Choose pairs of rows and columns, both in order, with the highest total score (sequence alignment)."""
    width = len(scores[0]) if scores else 0
    best = [[0.0] * (width + 1) for _ in range(len(scores) + 1)]
    for i in range(len(scores) - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            paired_ = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(paired_, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(scores) and j < width:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
