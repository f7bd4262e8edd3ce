"""体系図: the groups of measures and the measures of each as figures, each at most a page high."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hidaka_dx.compose.policy_tree import called, lowest
from hidaka_dx.compose.source_plan import PlanPassage
from hidaka_dx.document import Figure, Panel
from hidaka_dx.facts import NamedFacts, lineage
from hidaka_dx.figures import Drawing, DrawingFault, deep_tree, tree
from hidaka_dx.measure import ActionPlan, Measure
from hidaka_dx.plan import NumberingStyle
from hidaka_dx.wording import Wording

TALLEST: Final = 31.0
"""Maximum height in lines of a tree that fits a page with its caption below the chapter's heading."""
LONGEST_ROOT: Final = 40
"""Letters of a plan's aim that stands at the root of a tree."""


@dataclass(frozen=True)
class DrawnTree:
    """A tree, or a page of one."""

    drawing: Drawing
    height: float
    """In lines."""
    alt: str
    spoken: str


@dataclass(frozen=True)
class PolicyChart:
    """The figures of an action plan's groups and measures."""

    action: ActionPlan
    groups: tuple[NamedFacts, ...]
    measures: Sequence[Measure]
    wording: Wording
    plan: Mapping[str, PlanPassage]

    @property
    def faults(self) -> Iterator[DrawingFault]:
        """Find names that do not fit their boxes."""
        return (fault for each in self.trees() for fault in each.drawing.faults)

    def figures(self, style: NumberingStyle, first: int) -> Iterator[Figure]:
        """Return the figures; `first` is the number of the first one, unless numbers begin anew in each chapter."""
        trees = self.trees()
        for place, each in enumerate(trees):
            more = f"（{place + 1}/{len(trees)}）" if len(trees) > 1 else ""
            yield Figure(
                id=f"action.tree.{place + 1}",
                number=style.caption("図", 2, place + (1 if style.restarts else first)),
                title=f"{self.action.title}の体系{more}",
                alt=each.alt,
                spoken=each.spoken,
                height=each.height,
                drawing=each.drawing.svg,
                image=None,
                source=None,
                redrawn=False,
                notes=(),
            )

    def trees(self) -> tuple[DrawnTree, ...]:
        """Draw the trees."""
        return tuple(self._deep() if any(each.under for each in self.groups) else self._plain())

    def _plain(self) -> Iterator[DrawnTree]:
        branches = tuple(tree.Branch(each.name, self._leaves(each)) for each in self.groups)
        for part in tree.split(tree.Tree(self.action.title, branches), TALLEST):
            leaves = sum(len(branch.leaves) for branch in part.branches)
            alt = f"{self.wording.counted_pillars(len(part.branches))}と{leaves}の{self.wording.measure}の体系。"
            yield DrawnTree(tree.draw(part), tree.lines(part), alt, tree.spoken(part, self.wording.pillars))

    def _deep(self) -> Iterator[DrawnTree]:
        twigs = tuple(deep_tree.Twig(self._path(each), self._leaves(each)) for each in lowest(self.groups))
        for part in deep_tree.split(deep_tree.DeepTree(self._root(), twigs), TALLEST):
            leaves = sum(len(twig.leaves) for twig in part.twigs)
            levels = "・".join(self.wording.levels)
            alt = f"{levels}と、{leaves}の{self.wording.measure}の体系。"
            told = deep_tree.spoken(part, self.wording.levels)
            yield DrawnTree(deep_tree.draw(part), deep_tree.lines(part), alt, told)

    def _path(self, group: NamedFacts) -> tuple[str, ...]:
        """Return the names of a group and of those above it, each with its number."""
        path = lineage(self.groups, group.id)
        return tuple(
            each.name if called(each, self.groups, self.wording) == each.name else each.numbered for each in path
        )

    def _leaves(self, group: NamedFacts) -> tuple[str, ...]:
        return tuple(f"{each.number} {each.name}" for each in self.measures if each.pillar == group.id)

    def _root(self) -> str:
        """Return what the town aims at, if the plan says it in a sentence set apart (::: 理念); else the title."""
        for block in self.plan[self.action.aim].blocks if self.action.aim else ():
            if isinstance(block, Panel) and block.role == "aim":
                words = "".join(getattr(each, "text", "") for each in block.blocks)
                if 0 < len(words) <= LONGEST_ROOT:
                    return words
        return self.action.title
