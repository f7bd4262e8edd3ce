"""A finding as it is reported, alone or together with others that ask for the same decision."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from hidaka_dx.house_style import Level
from hidaka_dx.lint.decisions import Proposal
from hidaka_dx.problem import Problem

MANY: Final = 3
"""Findings that ask for one decision, from which on they are told once."""
SHOWN: Final = 10
"""Other places that are named."""
LONGEST: Final = 16
"""Letters of words that are named with their places."""


@dataclass(frozen=True, order=True)
class Remark:
    """A finding as it is reported."""

    problem: Problem
    level: Level
    words: str
    """The words at fault, from the problem's place on."""
    names: tuple[str, ...] = ()
    """Any of them says in the house style where the finding is."""
    fix: str | None = field(default=None, compare=False)
    """What may safely take the words' place."""
    accepted: str | None = field(default=None, compare=False)
    """Why it is meant to stay."""
    proposal: Proposal | None = field(default=None, compare=False)
    """The answer that it proposes to a question of style."""
    alike: tuple["Remark", ...] = field(default=(), compare=False)
    """The other findings that ask for the same decision and are told with this one."""

    own: str | None = field(default=None, compare=False)
    """Its message without the others that are told with it; none where it is told alone."""

    @property
    def each(self) -> tuple["Remark", ...]:
        """The remark and those that are told with it, each as if it were told alone."""
        alone = replace(self.problem, message=self.own) if self.own is not None else self.problem
        return (replace(self, problem=alone, alike=(), own=None), *self.alike)

    @property
    def all(self) -> tuple["Remark", ...]:
        """The remark and those that are told with it."""
        return (self, *self.alike)


def together(remarks: Sequence[Remark]) -> Remark:
    """Tell findings that ask for one decision once: the first, with the number and the lines of the others."""
    first, *others = sorted(remarks)
    words = {remark.words for remark in remarks}
    named = len(words) > 1 and max(map(len, words)) <= LONGEST
    places = "、".join(_where(each, first, named=named) for each in others[:SHOWN])
    rest = "…" if len(others) > SHOWN else ""
    message = f"{first.problem.message}ほかに{len(others)}か所あります（{places}{rest}）。"
    own = first.problem.message
    return replace(first, problem=replace(first.problem, message=message), alike=tuple(others), own=own)


def _where(remark: Remark, first: Remark, *, named: bool) -> str:
    """Name the place of another finding: its line, the file where it is another one, its words where they differ."""
    place = remark.problem.place
    line = f"{place.line}行" if place.path == first.problem.place.path else f"{place.path}:{place.line}"
    return f"{line}「{remark.words}」" if named else line
