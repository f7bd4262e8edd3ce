"""A folder brought to hold exactly what another one holds; files that are as they were are not touched."""

import filecmp
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hidaka_dx.pipeline.writing import write


@dataclass(frozen=True)
class Renewed:
    """What was done to the folder."""

    written: int
    """Files that were new or have changed."""
    removed: int
    kept: int


def renew(folder: Path, stage: Path, first: str) -> Renewed:
    """Bring `folder` to hold the files of `stage`, each written beside and renamed; raises OSError where one cannot be.

    `first` is written before all others: what shows whose folder it is, should the writing be broken off.
    """
    there, wanted = set(files_in(folder)), sorted(files_in(stage), key=lambda path: (path != first, path))
    changed = [
        path for path in wanted if path not in there or not filecmp.cmp(folder / path, stage / path, shallow=False)
    ]
    for path in changed:
        write(folder / path, (stage / path).read_bytes())
    gone = sorted(there - {*wanted})
    for path in gone:
        (folder / path).unlink()
    _sweep(folder)
    return Renewed(len(changed), len(gone), len(wanted) - len(changed))


def files_in(folder: Path) -> Iterator[str]:
    """Give the paths of all files below a folder; of none, where it is not there."""
    for place, _, names in os.walk(folder):
        yield from ((Path(place) / name).relative_to(folder).as_posix() for name in names)


def _sweep(folder: Path) -> None:
    """Remove folders that hold nothing any more."""
    for place, _, _ in os.walk(folder, topdown=False):
        if not any(Path(place).iterdir()):
            Path(place).rmdir()
