"""The groups of measures: pillars, and one or two levels between a pillar and its measures."""

from collections.abc import Iterator, Sequence
from typing import Self, TypeAlias

from pydantic import model_validator

from hidaka_dx.records import Frozen, Id, Words

Place = tuple[str | int, ...]
"""Keys and indexes that lead to a part of a file."""


class NamedGroup(Frozen):
    """A group of measures; its name is that of a section of the plan, or its own."""

    id: Id
    basis: Id | None = None
    """Section of the plan whose heading is the group's name."""
    name: Words | None = None

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        if (self.basis is None) == (self.name is None):
            raise ValueError("柱には basis（推進計画の節のid）か name（名前）の、どちらか一つを書いてください。")
        return self


class LowestGroup(NamedGroup):
    """A group two levels below a pillar; there are none below it."""

    @property
    def below(self) -> tuple[()]:
        """Nothing."""
        return ()


class MiddleGroup(NamedGroup):
    """A group below a pillar: 基本施策."""

    below: tuple[LowestGroup, ...] = ()
    """The groups below it, to which its measures belong then."""


class Pillar(NamedGroup):
    """施策の柱."""

    below: tuple[MiddleGroup, ...] = ()
    """The groups below it, to which its measures belong then."""


MeasureGroup: TypeAlias = Pillar | MiddleGroup | LowestGroup


def placed_groups(groups: Sequence[MeasureGroup], at: Place = ("pillars",)) -> Iterator[tuple[Place, MeasureGroup]]:
    """Yield groups of measures, each before those below it, with their places in the action plan's file."""
    for index, group in enumerate(groups):
        yield (*at, index), group
        yield from placed_groups(group.below, (*at, index, "below"))
