"""Low-level writing, relative to open folder descriptors, so that no link is followed.

This module, `staging`, `output`, `amending` and `kept_files` are the only code of this program that writes.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TypeAlias

from hidaka_dx.problem import RefusalError

Names: TypeAlias = tuple[str, ...]
"""A path below a folder, as its components."""
FILE: Final = 0o644
"""Mode of a new file, regardless of the umask: output is meant to be handed out."""
FOLDER: Final = 0o755
OPEN: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
"""How a folder is opened."""
_KEPT: Final = 0o2777
"""Mode bits that a new file or folder copies from the old one."""


@contextmanager
def open_folder(folder: Path) -> Iterator[int]:
    """Open a folder named by the user, following links; it is created if missing.

    Yields its descriptor. A created folder is removed if the work fails, unless it is not empty.
    """
    there = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, OPEN)
    try:
        if not there:
            _sync(folder.parent)
        yield handle
    except BaseException:
        if not there:
            with suppress(OSError):
                folder.rmdir()
        raise
    finally:
        os.close(handle)


@contextmanager
def open_below(handle: int, names: Names, *, make: bool = False) -> Iterator[int]:
    """Open a subfolder of an open folder; raises RefusalError for a link on the path, OSError if it is missing."""
    here = os.dup(handle)
    try:
        for name in names:
            made = make and _made_folder(here, name)
            inner = _entered(here, name)
            os.close(here)
            here = inner
            if made:
                os.fchmod(here, FOLDER)
        yield here
    finally:
        os.close(here)


def status(handle: int, names: Names) -> os.stat_result | None:
    """Return the status of a path without following links; none if it does not exist."""
    try:
        with open_below(handle, names[:-1]) as folder:
            return os.stat(names[-1], dir_fd=folder, follow_symlinks=False)
    except (FileNotFoundError, NotADirectoryError):
        return None


def store(folder: int, name: str, content: bytes, like: os.stat_result | int = FILE, *, sync: bool = True) -> None:
    """Write a new file and sync it to disk; `like` is its mode, or the file whose mode and owner it copies."""
    require_name(name)
    with os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=folder), "wb") as file:
        file.write(content)
        file.flush()
        copy_mode(file.fileno(), like)
        if sync:
            os.fsync(file.fileno())


def copy_mode(handle: int, like: os.stat_result | int) -> None:
    """Set the mode of an open file or folder, or copy the mode and, if permitted, the owner of another one."""
    if isinstance(like, int):
        os.fchmod(handle, like)
        return
    with suppress(OSError):
        os.fchown(handle, like.st_uid, like.st_gid)
    os.fchmod(handle, like.st_mode & _KEPT)


def link_unchanged(old: int, folder: int, name: str, content: bytes) -> bool:
    """Hard-link a file from an old folder into a new one if its content is equal, keeping its time and inode."""
    try:
        found = os.stat(name, dir_fd=old, follow_symlinks=False)
        if not stat.S_ISREG(found.st_mode) or read(old, name) != content:
            return False
    except OSError:
        return False
    try:
        os.link(name, name, src_dir_fd=old, dst_dir_fd=folder, follow_symlinks=False)
    except OSError:  # the file system lacks hard links, or the file belongs to somebody else
        store(folder, name, content, found)
        os.utime(name, ns=(found.st_atime_ns, found.st_mtime_ns), dir_fd=folder)
    return True


def read(folder: int, name: str) -> bytes:
    """Read a file of an open folder, without following links."""
    with os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder), "rb") as file:
        return file.read()


def require_name(name: str) -> None:
    """Raise RefusalError for a name that is not a plain directory entry."""
    if name in ("", "..") or "/" in name or "\0" in name:
        raise RefusalError(f"「{name}」は、ファイルの名前ではありません。")


def _made_folder(here: int, name: str) -> bool:
    require_name(name)
    try:
        os.mkdir(name, FOLDER, dir_fd=here)
    except FileExistsError:
        return False
    return True


def _sync(folder: Path) -> None:
    """Sync the directory entries of a folder to disk."""
    handle = os.open(folder, OPEN)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _entered(here: int, name: str) -> int:
    require_name(name)
    try:
        return os.open(name, OPEN | os.O_NOFOLLOW, dir_fd=here)
    except OSError:
        found = os.stat(name, dir_fd=here, follow_symlinks=False)
        if stat.S_ISLNK(found.st_mode):
            raise RefusalError(
                f"「{name}」はリンクです。リンクの先には書きません。リンクを除いてから、もう一度実行してください。"
            ) from None
        raise
