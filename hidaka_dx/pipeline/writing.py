"""Files written beside, then renamed."""

import os
import tempfile
from pathlib import Path
from typing import Final

BESIDE: Final = ".tmp-"


def write(path: Path, content: bytes) -> None:
    """Write beside, then rename: a reader sees the old file or the new one, never a part.

    What a killed build left beside is swept. Raises OSError, naming `path`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for leftover in path.parent.glob(f"{BESIDE}*"):
            leftover.unlink()
        _replace(path, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


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
