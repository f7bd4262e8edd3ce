"""How documents name and order the groups of measures: pillars, and what stands between a pillar and its measures."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from hidaka_dx.facts import NamedFacts, lineage
from hidaka_dx.wording import Wording


class InGroup(Protocol):
    """A measure, or its facts."""

    @property
    def pillar(self) -> str:
        """Id of the lowest group that it belongs to."""


def tops(groups: Iterable[NamedFacts]) -> tuple[NamedFacts, ...]:
    """Return the pillars."""
    return tuple(each for each in groups if each.under is None)


def called(group: NamedFacts, groups: tuple[NamedFacts, ...], wording: Wording) -> str:
    """Return a group's name as its rows and chapters are headed: 「基本施策1-2　子育て支援」; a pillar alone has no number.

    A name that begins with what its level is called has its number in it.
    """
    level = wording.levels[len(lineage(groups, group.id)) - 1]
    return f"{level}{group.mark}　{group.name}" if group.mark and not group.name.startswith(level) else group.name


def is_above_others(group: NamedFacts, groups: Iterable[NamedFacts]) -> bool:
    """Tell whether other groups stand below a group."""
    return any(each.under == group.id for each in groups)


def covered(group: NamedFacts, groups: tuple[NamedFacts, ...]) -> frozenset[str]:
    """Return the ids of a group and of all that stand below it."""
    return frozenset(each.id for each in groups if group in lineage(groups, each.id))


def lowest(groups: Sequence[NamedFacts]) -> Iterator[NamedFacts]:
    """Yield the groups to which measures belong."""
    return (each for each in groups if not is_above_others(each, groups))


def counted(groups: tuple[NamedFacts, ...], wording: Wording) -> str:
    """Count the groups of each level: 「4つの基本目標、12の基本施策」."""
    depths = [len(lineage(groups, each.id)) for each in groups]
    below = (f"{depths.count(depth)}の{name}" for depth, name in enumerate(wording.below, 2) if depth in depths)
    return "、".join((wording.counted_pillars(len(tops(groups))), *below))
