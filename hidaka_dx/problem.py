"""What is wrong in an author's file, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A point in a file that people write."""

    path: str
    """Relative to the town's folder, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    def __str__(self) -> str:
        """Give the form editors can click: `path:line:col`."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault, told in Japanese to the person who can mend it."""

    place: Place
    message: str
    """What is wrong and what to do, as sentences."""
    rule: str
    """Id of the rule that found it, in ASCII."""

    def __str__(self) -> str:
        """Give the one shape of message: `path:line:col: 何が誤りか。どう直すか [rule]`."""
        return f"{self.place}: {self.message} [{self.rule}]"


class UnfitError(RuntimeError):
    """The machine cannot print as it should; its words say in Japanese what to do."""


class RefusalError(RuntimeError):
    """What was asked must not be done; its words say in Japanese why, and what to do."""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place and drop repetitions."""
    return tuple(sorted(set(problems)))
