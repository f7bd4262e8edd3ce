"""Fault-tolerant reading of a town's folder: faults in one document's files do not affect the other documents."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hidaka_dx.catalogue.documents import ACTION, PLAN, UNITS, sources, units_of
from hidaka_dx.content import OF_OTHERS, Manuscript, load
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import read_file
from hidaka_dx.pipeline.unused_files import unused_files
from hidaka_dx.problem import Problem, in_order

PROGRESS: Final = "content/progress/"
_DECIDED: Final = re.compile(r"^status:\s*[\"']?決定", re.MULTILINE)


@dataclass(frozen=True)
class TownReading:
    """What could be read of a town's folder."""

    manuscript: Manuscript | None
    """The content without `left_out`; none if a file with faults is part of all documents."""
    problems: tuple[Problem, ...]
    """All faults, sorted by place."""
    spoiled: frozenset[str]
    """The `UNITS` that cannot be made because of them."""
    left_out: tuple[str, ...] = ()
    """Path prefixes of files that have faults, or depend on such files."""


def read(root: Path) -> TownReading:
    """Read a town's folder; files of single documents that have faults are left out.

    A misnamed file that was meant to be read affects all documents; other ignored files are noted.
    """
    found, reading = unused_files(root), _content(root)
    problems = in_order((*reading.problems, *(each.problem for each in found if each.grave)))
    if any(each.grave for each in found):
        return TownReading(None, problems, frozenset(UNITS))
    if reading.manuscript is None:
        return reading
    notes = in_order((*reading.manuscript.notes, *(each.problem for each in found)))
    return replace(reading, manuscript=replace(reading.manuscript, notes=notes))


def _content(root: Path) -> TownReading:
    manuscript, problems = load(root)
    if manuscript:
        return TownReading(manuscript, problems, frozenset())
    spoiled = frozenset(kind for problem in problems for kind in kinds_of(problem.place.path, root))
    if PLAN in spoiled:
        return TownReading(None, problems, frozenset(UNITS))
    left_out = tuple(dict.fromkeys(_left_out(problems, spoiled)))
    manuscript, more = load(root, left_out)
    return TownReading(manuscript, problems or more, spoiled if manuscript else frozenset(UNITS), left_out)


def kinds_of(path: str, root: Path) -> tuple[str, ...]:
    """Return the documents that a file is part of; decided results are printed in the action plan, too."""
    kinds = units_of(path)
    return (ACTION, *kinds) if path.startswith(PROGRESS) and _is_decided(root, path) else kinds


def _is_decided(root: Path, path: str) -> bool:
    """Tell whether a results file, which may have faults, says that its results are decided."""
    try:
        return bool(_DECIDED.search(read_file(root, path).decode("utf-8", "replace")))
    except UnreadableFile:
        return False


def _left_out(problems: Iterable[Problem], spoiled: frozenset[str]) -> Iterator[str]:
    """List the files that cannot be read, and the documents that cannot be made without them."""
    if ACTION in spoiled:
        yield from OF_OTHERS
    for path in {problem.place.path for problem in problems}:
        yield path if path.startswith(PROGRESS) else next(own for own in sources() if path.startswith(own))
