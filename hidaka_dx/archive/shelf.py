"""The folder `archive/` on disk: a bag appears in it whole, in one moment, under a name that was free, or not at all.

Publishers hold a lock on the folder itself (flock), which the kernel takes back from a publisher that dies. So what
lies there under a hidden name while the lock is held was left by the dead, and can be swept. A bag is made under such a
name, forced to the disk, and then renamed. rename(2) of a folder never replaces a file, a link or a folder that holds
anything; the one thing it would replace, an empty folder, is looked for under the lock.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from hidaka_dx.archive.names import EditionName
from hidaka_dx.problem import RefusalError

BESIDE: Final = ".tmp-"
READ_ONLY: Final = 0o444
OPEN_FOLDER: Final = 0o755
"""Folders stay writable: git could not leave a branch that holds read-only ones. `verify` finds what enters them."""


@contextmanager
def reserved(archive: Path) -> Iterator[None]:
    """Keep other publishers out of the archive, which is made where there is none; sweep what dead ones left.

    Raises OSError, naming what cannot be read or written.
    """
    archive.mkdir(exist_ok=True)
    _sync(archive.parent)
    handle = os.open(archive, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for leftover in archive.glob(f"{BESIDE}*"):
            _remove(leftover)
        yield
    finally:
        os.close(handle)


def put(archive: Path, name: EditionName, files: Mapping[str, bytes]) -> Path:
    """Add a bag, given as its files by path, to a reserved archive; its files become read-only.

    Gives its folder. Raises RefusalError where the name is taken, OSError where it cannot be written.
    """
    final = archive / name.folder
    if os.path.lexists(final):
        raise RefusalError(f"{final} がすでにあります。保存した版は書き換えられません。")
    beside = Path(tempfile.mkdtemp(prefix=BESIDE, dir=archive))
    try:
        _fill(beside, files)
        beside.rename(final)
    except BaseException:
        with suppress(OSError):
            _remove(beside)
        raise
    _sync(archive)
    return final


def bags_on(archive: Path) -> tuple[EditionName, ...]:
    """Name the editions in an archive, by document and number; a town without archive has none."""
    names = (EditionName.of_folder(entry.name) for entry in _entries(archive))
    return tuple(sorted((name for name in names if name), key=lambda name: (name.document, name.rank)))


def bags_of(archive: Path, document: str) -> tuple[EditionName, ...]:
    """Name the editions of one document in an archive, oldest first."""
    return tuple(name for name in bags_on(archive) if name.document == document)


def _entries(archive: Path) -> tuple[Path, ...]:
    return tuple(archive.iterdir()) if archive.exists() else ()


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder and force all to the disk."""
    folders = {folder}
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        folders.update(parent for parent in file.parents if parent.is_relative_to(folder))
        _write(file, content)
    for each in folders:
        each.chmod(OPEN_FOLDER)
        _sync(each)


def _remove(leftover: Path) -> None:
    if leftover.is_dir() and not leftover.is_symlink():
        shutil.rmtree(leftover)
    else:
        leftover.unlink()


def _write(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fchmod(opened.fileno(), READ_ONLY)
            os.fsync(opened.fileno())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def _sync(folder: Path) -> None:
    """Force the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
