"""A problem in an author's file: what is wrong, where, and how to fix it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file written by people."""

    path: str
    """Relative to the town's folder, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    def __str__(self) -> str:
        """Return the form that editors make clickable: `path:line:col`."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One problem, described in Japanese for the person who can fix it."""

    place: Place
    message: str
    """What is wrong and what to do, as sentences."""
    rule: str
    """Id of the rule that found it, in ASCII."""

    def __str__(self) -> str:
        """Return the standard message: `path:line:col: 何が誤りか。どう直すか [rule]`."""
        return f"{self.place}: {self.message} [{self.rule}]"


class InstallationError(RuntimeError):
    """The machine's installation cannot print correctly; the Japanese message says what to do."""


class RefusalError(RuntimeError):
    """A request is refused; the Japanese message says why, and what to do."""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place and remove duplicates."""
    return tuple(sorted(set(problems)))
