"""A private folder of files that may be lost at any time: written beside their place, renamed, never synced, swept.

Nothing else is kept there by this program, and what others put there is left alone.
"""

import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.files.writing import OPEN, read, store

_PRIVATE_FOLDER: Final = 0o700
_PRIVATE_FILE: Final = 0o600
_WRITABLE_BY_OTHERS: Final = 0o022
_NAME: Final = re.compile(r"[0-9a-f]{64}")
_BEGUN: Final = re.compile(r"\.new-[0-9a-f]{16}")
_SWEPT: Final = ".swept"
"""A file whose time is that of the last sweep."""
HOUR: Final = 3600.0
DAY: Final = 24 * HOUR


@dataclass(frozen=True)
class KeptFiles:
    """The folder; its files are named by 64 hexadecimal digits. Raises OSError where something cannot be done."""

    folder: Path
    """Made, for this user only, when the first file is written; refused (EACCES) where others may write in it."""

    def read(self, name: str) -> bytes:
        """Return a file, and note at most once a day that it was used."""
        with self._opened() as handle:
            content = read(handle, name)
            with suppress(OSError):
                if time.time() - os.stat(name, dir_fd=handle, follow_symlinks=False).st_mtime > DAY:
                    os.utime(name, dir_fd=handle, follow_symlinks=False)
        return content

    def write(self, name: str, content: bytes) -> None:
        """Write a file at once, whoever else writes it; nothing half written is left under its name."""
        self.folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        with self._opened() as handle:
            begun = f".new-{secrets.token_hex(8)}"
            try:
                store(handle, begun, content, _PRIVATE_FILE, sync=False)
                os.replace(begun, name, src_dir_fd=handle, dst_dir_fd=handle)
            except BaseException:
                with suppress(OSError):
                    os.unlink(begun, dir_fd=handle)
                raise

    def drop(self, name: str) -> None:
        """Delete a file."""
        with self._opened() as handle:
            os.unlink(name, dir_fd=handle)

    def sweep(self, age: float, size: int) -> None:
        """Delete what was not used for `age` seconds, then what was not used for longest beyond `size` bytes in all.

        Done at most once an hour.
        """
        with self._opened() as handle:
            if not _is_due(handle):
                return
            now = time.time()
            for used, length, name in sorted(_files(handle, now), reverse=True):
                size -= length
                if size < 0 or now - used > age:
                    with suppress(FileNotFoundError):
                        os.unlink(name, dir_fd=handle)

    @contextmanager
    def _opened(self) -> Iterator[int]:
        handle = os.open(self.folder, OPEN)
        try:
            found = os.fstat(handle)
            if found.st_uid != os.geteuid() or found.st_mode & _WRITABLE_BY_OTHERS:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), self.folder)
            yield handle
        finally:
            os.close(handle)


def _is_due(handle: int) -> bool:
    """Tell whether the last sweep was an hour ago, and note that one begins."""
    try:
        last = os.stat(_SWEPT, dir_fd=handle, follow_symlinks=False).st_mtime
    except FileNotFoundError:
        with suppress(FileExistsError):
            store(handle, _SWEPT, b"", _PRIVATE_FILE, sync=False)
        return True
    if abs(time.time() - last) < HOUR:
        return False
    os.utime(_SWEPT, dir_fd=handle, follow_symlinks=False)
    return True


def _files(handle: int, now: float) -> Iterator[tuple[float, int, str]]:
    """Yield when each file was last used, its size and its name; what a killed process had begun counts as unused."""
    for name in os.listdir(handle):
        if _NAME.fullmatch(name) or _BEGUN.fullmatch(name):
            with suppress(FileNotFoundError):
                found = os.stat(name, dir_fd=handle, follow_symlinks=False)
                abandoned = _BEGUN.fullmatch(name) and now - found.st_mtime > HOUR
                yield (0.0 if abandoned else found.st_mtime), found.st_size, name
