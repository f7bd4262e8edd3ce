"""`build` where nothing has changed since the last one: it is told so at once, without loading what builds.

A record in the user's store (`kept`) says what the last build read, on what program and libraries it ran, what it wrote
and what it told. It counts only if every question it asked of the town's folder has the same answer, program, libraries,
archive and the files in the output folder are the same by hash, and nobody else has put a file beside them. Anything
else, be it a record that is damaged or of another program, means a full build.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, NamedTuple

from hidaka_dx.kept.runs import OF_ANOTHER_FORMAT, is_as_read, recorded, watched
from hidaka_dx.kept.store import digest
from hidaka_dx.kept.surroundings import state
from hidaka_dx.pipeline.outcome import REPLACED, Built, Outcome
from hidaka_dx.typeset.job import EmptyPage, Progress

_FORMAT: Final = b"build 1"


class Told(NamedTuple):
    """What a build tells."""

    outcome: Outcome
    remarks: Mapping[str, int]
    """The number of findings of the check by level, those that were accepted left out."""
    is_new: bool = True
    """Whether something was built; else all is as it was."""


def last(root: Path, output: Path) -> Told | None:
    """Return what the last build told if nothing has changed since; none where a build is needed."""
    record = recorded(_key(root, output))
    if record is None:
        return None
    try:
        same = (
            _others(output, record["files"]) == record["others"]
            and all(state(output / name) == said for name, said in record["files"].items())
            and is_as_read(record, root, output)
        )
        return _told(record["told"], output) if same else None
    except OF_ANOTHER_FORMAT:
        return None


def build_and_keep(root: Path, output: Path, progress: Progress) -> Told:
    """Build, and keep a record if all could be made. Raises as `build` does."""
    from hidaka_dx.pipeline.build import build  # noqa: PLC0415  `last` need not wait for it

    run, counts = watched(root, output), Counter[str]()
    before = {path.name: state(path) for path in _entries(output)}
    with run.witness.listening():
        outcome = build(root, output, progress, lambda remarks: counts.update(each.level for each in remarks))
    others = _others(output, outcome.files)
    untouched = {name: said for name, said in before.items() if name in others} == others
    if untouched and _is_repeatable(outcome):
        more = {
            "files": dict(outcome.files),
            "others": others,
            "told": {
                "built": [_plain(each) for each in outcome.built],
                "stale": outcome.stale,
                "remarks": dict(counts),
            },
        }
        run.keep(_key(root, output), more)
    return Told(outcome, counts)


def _is_repeatable(outcome: Outcome) -> bool:
    """Tell whether another build would tell the same."""
    told_once = any(note.startswith(REPLACED) for each in outcome.built for note in each.notes)
    return bool(outcome.built and not outcome.problems and not outcome.unmade and not told_once)


def _key(root: Path, output: Path) -> str:
    return digest(_FORMAT, *(str(each.absolute()).encode("utf-8", "surrogateescape") for each in (root, output)))


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
