"""`build` where nothing has changed since the last one: it is told so at once, without loading what builds.

A record in the user's store (`kept`) says what the last build read, on what program and libraries it ran, what it wrote
and what it told. It counts only if every question it asked of the town's folder has the same answer, program, libraries,
archive and the files in the output folder are the same by hash, and nobody else has put a file beside them. Anything
else, be it a record that is damaged or of another program, means a full build.
"""

import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, NamedTuple

from hidaka_dx.files.reading import Question
from hidaka_dx.kept.store import Store, digest, opened
from hidaka_dx.kept.surroundings import are_as_loaded, loaded, program_at, state
from hidaka_dx.kept.witness import Witness, holds, is_passing
from hidaka_dx.pipeline.outcome import REPLACED, Built, Outcome
from hidaka_dx.typeset.job import EmptyPage, Progress

_BAGS: Final = "archive"
"""`archive.ARCHIVE`, which takes long to import; only hashed here."""
_FORMAT: Final = b"build 1"
_STARTED: Final = time.time()


class Told(NamedTuple):
    """What a build tells."""

    outcome: Outcome
    remarks: Mapping[str, int]
    """The number of findings of the check by level, those that were accepted left out."""
    is_new: bool = True
    """Whether something was built; else all is as it was."""


def last(root: Path, output: Path) -> Told | None:
    """Return what the last build told if nothing has changed since; none where a build is needed."""
    record = _read(opened(), root, output)
    if record is None:
        return None
    try:
        asked = ((Question(*question), said) for question, said in record["read"])
        same = (
            _others(output, record["files"]) == record["others"]
            and all(state(output / name) == said for name, said in record["files"].items())
            and are_as_loaded(record["libraries"])
            and program_at(root / _BAGS) == record["program"]
            and holds(asked, root, output)
        )
        return _told(record["told"], output) if same else None
    except (KeyError, TypeError, ValueError, AttributeError):  # of another format
        return None


def build_and_keep(root: Path, output: Path, progress: Progress) -> Told:
    """Build, and keep a record if all could be made. Raises as `build` does."""
    from hidaka_dx.pipeline.build import build  # noqa: PLC0415  `last` need not wait for it

    store, counts = Store(None) if is_passing(root.absolute()) else opened(), Counter[str]()
    program = program_at(root / _BAGS) if store.files else ""
    witness = Witness(root, output)
    before = {path.name: state(path) for path in _entries(output)}
    with witness.listening():
        outcome = build(root, output, progress, lambda remarks: counts.update(each.level for each in remarks))
    others, libraries = _others(output, outcome.files), loaded(_STARTED)
    untouched = {name: said for name, said in before.items() if name in others} == others
    if store.files and witness.is_sure and untouched and libraries and _is_repeatable(outcome):
        record = {
            "read": [[[*question], said] for question, said in witness.testimony()],
            "files": dict(outcome.files),
            "others": others,
            "libraries": libraries,
            "program": program,
            "told": {
                "built": [_plain(each) for each in outcome.built],
                "stale": outcome.stale,
                "remarks": dict(counts),
            },
        }
        store.put(_key(root, output), json.dumps(record).encode("utf-8", "surrogateescape"))
    return Told(outcome, counts)


def _is_repeatable(outcome: Outcome) -> bool:
    """Tell whether another build would tell the same."""
    told_once = any(note.startswith(REPLACED) for each in outcome.built for note in each.notes)
    return bool(outcome.built and not outcome.problems and not outcome.unmade and not told_once)


def _key(root: Path, output: Path) -> str:
    return digest(_FORMAT, *(str(each.absolute()).encode("utf-8", "surrogateescape") for each in (root, output)))


def _read(store: Store, root: Path, output: Path) -> dict[str, Any] | None:
    """Return the record of the last build; none where there is none that can be read."""
    try:
        record = json.loads(store.get(_key(root, output)) or b"")
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _entries(output: Path) -> Iterator[Path]:
    if output.is_dir():
        yield from output.iterdir()


def _others(output: Path, files: Mapping[str, str]) -> dict[str, str]:
    """Return what else lies in the output folder: a build tells of PDFs and data of earlier ones."""
    own = {name.partition("/")[0] for name in files}
    return {path.name: state(path) for path in _entries(output) if path.name not in own}


def _plain(built: Built) -> list[object]:
    return [built.path.name, built.pages, built.notes, [asdict(each) for each in built.empty]]


def _told(kept: Mapping[str, Any], output: Path) -> Told:
    built = (
        Built(output / name, pages, tuple(notes), tuple(EmptyPage(**each) for each in empty))
        for name, pages, notes, empty in kept["built"]
    )
    return Told(Outcome(tuple(built), (), (), tuple(kept["stale"])), kept["remarks"], is_new=False)
