"""Files written beside, then renamed."""

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

BESIDE: Final = f".tmp-{os.getpid()}-"
"""Beginning of the names of what this process is still writing."""
_LEFT: Final = re.compile(r"\.tmp-(?:([0-9]+)-)?.*")


def write(path: Path, content: bytes) -> None:
    """Write beside, then rename: a reader sees the old file or the new one, never a part.

    What a killed build left beside is swept. Raises OSError, naming `path`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        _replace(path, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def sweep(folder: Path) -> None:
    """Remove what processes that are gone were writing into a folder."""
    for leftover in folder.glob(".tmp-*"):
        found = _LEFT.fullmatch(leftover.name)
        if found and found[1] and _lives(int(found[1])):
            continue
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _replace(path: Path, content: bytes) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=BESIDE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
