"""What is made once for all workers of a run: the first test that asks makes it, the others wait and take it."""

import fcntl
import json
import os
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import pytest


def shared_folder(folder: pytest.TempPathFactory) -> Path:
    """Return the folder of this run that all its workers share."""
    own = folder.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def documents_folder(folder: pytest.TempPathFactory) -> Path:
    """Return where the documents that were set in this run are kept."""
    place = shared_folder(folder) / "documents-kept"
    place.mkdir(exist_ok=True)
    return place


def remembered(
    folder: pytest.TempPathFactory, name: str, judge: Callable[[bytes], tuple[str, ...]]
) -> Callable[[bytes], tuple[str, ...]]:
    """Return a judge of bytes that gives what any worker's judge has said of the same bytes; what it raises is raised anew."""
    place = shared_folder(folder) / name
    place.mkdir(exist_ok=True)

    def judged(content: bytes) -> tuple[str, ...]:
        known = place / sha256(content).hexdigest()
        if not known.is_file():
            said = judge(content)
            new = known.with_suffix(f".{os.getpid()}")
            new.write_text(json.dumps(said), encoding="utf-8")
            new.replace(known)
        return tuple(json.loads(known.read_text(encoding="utf-8")))

    return judged


def made_once(folder: pytest.TempPathFactory, name: str, make: Callable[[Path], Sequence[Path]]) -> tuple[Path, ...]:
    """Return the files that `make` has made in a folder of that name, in its order; it is called once in a run."""
    place = shared_folder(folder) / name
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        list_ = place / "made.json"
        if not list_.is_file():
            made = [str(path) for path in make(place / "output")]
            list_.write_text(json.dumps(made), encoding="utf-8")
        return tuple(map(Path, json.loads(list_.read_text(encoding="utf-8"))))
