"""What the desk is asked and what it answers: a place opened, a change wanted, what became of it."""

from dataclasses import dataclass

from hidaka_dx.desk import MISSING, Clash, FieldForm
from hidaka_dx.problem import Problem
from hidaka_dx.source import Path as At


@dataclass(frozen=True)
class OpenedPlace:
    """A place of the content, as it is edited."""

    path: str
    line: int
    at: At | None
    """Path of the value in a data file; none for a passage of prose."""
    value: object
    """The words of a passage, or what a data file holds there; MISSING where there is nothing yet."""
    form: FieldForm | None
    title: str = ""
    """What the file is called."""
    trail: tuple[tuple[str, At], ...] = ()
    """The records around a value: what each is called, and its path."""
    anchors: tuple[str, ...] = ()
    """What tells the items of lists around a value from their neighbours."""
    twins: int = 0
    """How many passages before it have the same words."""


@dataclass(frozen=True)
class WantedChange:
    """What somebody has made of an opened place."""

    path: str
    line: int
    at: At | None
    before: object
    """What they were shown."""
    after: object
    anchors: tuple[str, ...] = ()
    """What tells the items of lists around it from their neighbours, as `desk.anchors` gave it."""
    over: bool = False
    """Whether what others have made of it is to be written over, if it still is what was seen."""
    seen: object = MISSING
    """What they had made of it when that was decided; MISSING where they had taken it out."""


@dataclass(frozen=True)
class SavedChange:
    """What became of a change: it is written, unless others changed the same, or it has faults that were not there."""

    line: int
    theirs: object = MISSING
    """What stands there instead, where others have changed the same."""
    clashes: tuple[Clash, ...] = ()
    is_gone: bool = False
    """Whether the place is no longer there."""
    faults: tuple[tuple[At | None, Problem], ...] = ()
    """Each with the path of the value that it is about."""
    step: str = ""
    """Name of the step in the history; empty where nothing was to be written."""

    @property
    def is_written(self) -> bool:
        """Whether the file holds what was wanted."""
        return self.theirs is MISSING and not self.faults and not self.clashes and not self.is_gone
