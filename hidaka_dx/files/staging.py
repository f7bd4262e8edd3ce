"""Hidden staging folders in which output is completed before an atomic rename.

The owner of a staging folder holds a lock on it. The kernel releases the lock if the owner dies, so the next process can
tell abandoned folders from active ones, and deletes them.
"""

import ctypes
import errno
import fcntl
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from hidaka_dx.files.writing import OPEN, open_below, open_folder, read, require_name, status, store
from hidaka_dx.interruption import uninterrupted
from hidaka_dx.problem import RefusalError

NEW: Final = "new"
"""Name of the new folder in a staging folder before it is moved into place."""
PATIENCE: Final = 60.0
"""Seconds to wait for another writer's lock."""
_OLD, _PLACE = "old", "place"
_PRIVATE: Final = 0o700
_BESIDE: Final = ".tmp-hidaka-dx-"
_OWN: Final = re.compile(rf"{re.escape(_BESIDE)}[0-9a-f]{{16}}")
_NO_LOCKS: Final = {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP}
"""Errors of file systems without folder locks, such as some network shares."""
_NO_EXCHANGE: Final = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
_EXCHANGE: Final = 2
"""RENAME_EXCHANGE of renameat2(2)."""


class StagingFolder(NamedTuple):
    """A hidden staging folder."""

    handle: int
    """Descriptor of the folder."""
    name: str


def is_staging_name(name: str) -> bool:
    """Tell whether a hidden name is that of a staging folder; other programs' `.tmp-x` is not."""
    return bool(_OWN.fullmatch(name))


def move(staging: StagingFolder, name: str, folder: int, final: str) -> None:
    """Move a file or folder from a staging folder to its destination: a file may replace a file or link, a folder nothing."""
    require_name(final)
    os.rename(name, final, src_dir_fd=staging.handle, dst_dir_fd=folder)
    os.fsync(folder)


def swap(staging: StagingFolder, parent: int, name: str) -> None:
    """Replace the folder `name` by the folder `new` of a staging folder; the old one moves to the staging folder.

    Where the system supports it, both are exchanged atomically (renameat2). Otherwise the old one is moved aside
    first; if the machine stops just then, `sweep` completes the replacement.
    """
    with uninterrupted():
        if status(parent, (name,)) is None:
            os.rename(NEW, name, src_dir_fd=staging.handle, dst_dir_fd=parent)
        elif not _exchanged(staging.handle, parent, name):
            _step_aside(staging.handle, parent, name)
        os.fsync(parent)


@contextmanager
def staging_folder(parent: int) -> Iterator[StagingFolder]:
    """Create a staging folder in an open folder, deleting abandoned ones; it is removed at the end, even on failure.

    A copy of this process (`fork`), in which the context ends, too, removes nothing.
    """
    sweep(parent)
    made: list[StagingFolder] = []
    owner = os.getpid()
    try:
        with uninterrupted():
            made.append(_made_staging_folder(parent))
        yield made[0]
    finally:
        if os.getpid() == owner:
            try:
                _clear(parent, made)
            except KeyboardInterrupt:  # it arrived before _clear could defer it
                _clear(parent, made)
                raise


def _clear(parent: int, made: list[StagingFolder]) -> None:
    with uninterrupted():
        while made:
            shutil.rmtree(made[0].name, ignore_errors=True, dir_fd=parent)
            os.close(made.pop().handle)


def sweep(parent: int) -> None:
    """Delete staging folders of dead owners; complete an interrupted folder replacement first."""
    for name in os.listdir(parent):
        if is_staging_name(name):
            with suppress(OSError, RefusalError), open_below(parent, (name,)) as handle:
                if os.fstat(handle).st_uid == os.geteuid() and _lock(handle) is True:
                    _complete(handle, parent)
                    shutil.rmtree(name, dir_fd=parent)


@contextmanager
def locked(handle: int, shown: Path) -> Iterator[None]:
    """Lock an open folder against other writers; raises RefusalError where another one does not finish."""
    with open_below(handle, (".",)) as again:
        end = time.monotonic() + PATIENCE
        while _lock(again) is False:
            if time.monotonic() > end:
                raise RefusalError(
                    f"ほかの hidaka-dx が {shown} に書いています。終わってから、もう一度実行してください。"
                )
            time.sleep(0.02)
        yield


@contextmanager
def desk(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Create a private folder outside the town with these files, by path; it is deleted at the end."""
    place = Path(tempfile.gettempdir())
    with open_folder(place) as parent, staging_folder(parent) as made:
        try:
            for path, content in files.items():
                *folders, name = path.split("/")
                with open_below(made.handle, tuple(folders), make=True) as folder:
                    store(folder, name, content, sync=False)
        except OSError as error:
            raise OSError(error.errno, error.strerror) from error  # the temporary path would mean nothing to the user
        yield place / made.name


def keep_temporary_files_in(place: Path) -> None:
    """Let this process, and libraries within it, make their temporary files in a folder that somebody else deletes."""
    tempfile.tempdir = str(place)


def _made_staging_folder(parent: int) -> StagingFolder:
    """Create a staging folder and lock it; retries if a concurrent sweep has locked it first."""
    while True:
        name = f"{_BESIDE}{secrets.token_hex(8)}"
        os.mkdir(name, _PRIVATE, dir_fd=parent)
        with suppress(FileNotFoundError):
            handle = os.open(name, OPEN | os.O_NOFOLLOW, dir_fd=parent)
            _lock(handle, wait=True)
            found = status(parent, (name,))
            if found and found.st_ino == os.fstat(handle).st_ino:
                return StagingFolder(handle, name)
            os.close(handle)


def is_locked(handle: int) -> bool:
    """Tell whether a process holds the lock on an open folder."""
    with open_below(handle, (".",)) as again:
        return _lock(again) is False


def _lock(handle: int, *, wait: bool = False) -> bool | None:
    """Lock a folder; return whether it succeeded, none where the file system does not support locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as error:
        return None if error.errno in _NO_LOCKS else False
    return True


def _exchanged(handle: int, parent: int, name: str) -> bool:
    """Exchange two folders atomically; return whether the system supports it."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(handle, NEW.encode(), parent, os.fsencode(name), _EXCHANGE) == 0:
        return True
    error = ctypes.get_errno()
    if error in _NO_EXCHANGE:
        return False
    raise OSError(error, os.strerror(error))


def _step_aside(handle: int, parent: int, name: str) -> None:
    store(handle, _PLACE, os.fsencode(name))
    os.fsync(handle)
    os.rename(name, _OLD, src_dir_fd=parent, dst_dir_fd=handle)
    try:
        os.rename(NEW, name, src_dir_fd=handle, dst_dir_fd=parent)
    except OSError:
        os.rename(_OLD, name, src_dir_fd=handle, dst_dir_fd=parent)
        raise


def _complete(handle: int, parent: int) -> None:
    """Move a new folder into place whose old one was moved aside before an interruption."""
    if status(handle, (NEW,)) and status(handle, (_OLD,)):
        name = os.fsdecode(read(handle, _PLACE))
        if status(parent, (name,)) is None:
            os.rename(NEW, name, src_dir_fd=handle, dst_dir_fd=parent)
            os.fsync(parent)
