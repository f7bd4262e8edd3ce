"""Atomic writes to the folder `archive/`: a bag appears complete under an unused name, or not at all.

Publishers hold a lock on the folder itself (flock), which the kernel releases if a publisher dies. A bag is written
under a hidden name, synced to disk (fsync), and then renamed. rename(2) of a folder never replaces a file, a link or
a non-empty folder; it would replace an empty folder, which is checked for under the lock.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hidaka_dx import files as door
from hidaka_dx.archive.names import EditionName
from hidaka_dx.problem import RefusalError

READ_ONLY: Final = 0o444
"""Folders stay writable: git could not leave a branch that holds read-only ones. `verify` finds what enters them."""


@contextmanager
def reserved(archive: Path) -> Iterator[None]:
    """Lock the archive against other publishers, creating it if necessary; remove leftovers of crashed ones.

    Raises OSError, naming what cannot be read or written.
    """
    with door.reserved(archive):
        yield


def put(archive: Path, name: EditionName, files: Mapping[str, bytes]) -> Path:
    """Add a bag, given as its files by path, to a locked archive; its files become read-only.

    Returns its folder. Raises RefusalError where the name is taken, OSError where it cannot be written.
    """
    final = archive / name.folder
    if os.path.lexists(final):
        raise RefusalError(f"{final} がすでにあります。保存した版は書き換えられません。")
    door.add(archive, name.folder, files, READ_ONLY)
    return final


def editions_in(archive: Path) -> tuple[EditionName, ...]:
    """Return the names of the editions in an archive, by document and number; a town without archive has none."""
    return tuple(name for name in links_in(archive) if not name.act)


def links_in(archive: Path) -> tuple[EditionName, ...]:
    """Return the names of the editions and withdrawals in an archive in chain order, document by document."""
    names = (EditionName.of_folder(entry.name) for entry in _entries(archive))
    return tuple(sorted((name for name in names if name), key=lambda name: name.order))


def links_of(archive: Path, document: str) -> tuple[EditionName, ...]:
    """Return the names of the editions and withdrawals of one document in chain order."""
    return tuple(name for name in links_in(archive) if name.document == document)


def _entries(archive: Path) -> tuple[Path, ...]:
    try:
        return tuple(archive.iterdir())
    except FileNotFoundError:
        return ()
