"""The content of issued editions, read again as it was frozen."""

from collections.abc import Mapping
from functools import partial
from typing import Final, TypeAlias

from hidaka_dx.content import Manuscript, load
from hidaka_dx.files import desk
from hidaka_dx.kept import digest
from hidaka_dx.kept.memory import Memory
from hidaka_dx.problem import Problem

Reloaded: TypeAlias = tuple[Manuscript | None, tuple[Problem, ...]]
_known: Final = Memory[Reloaded](8)
"""Each weighs one: a command asks for those of the same few editions again and again."""


def reloaded(files: Mapping[str, bytes]) -> Reloaded:
    """Read the content of a snapshot of an issued edition, as `load` reads that of a folder; once for the same bytes."""
    snapshot = dict(files)
    key = digest(*(part for path in sorted(snapshot) for part in (path.encode(), snapshot[path])))
    return _known.of(key, 1, partial(_reloaded, snapshot))


def _reloaded(snapshot: Mapping[str, bytes]) -> Reloaded:
    with desk(snapshot) as copy:
        return load(copy, issued=True)
