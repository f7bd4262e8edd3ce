"""The folder `archive/` on disk: a bag appears in it whole, in one moment, under a name that was free, or not at all.

Publishers hold a lock on the folder itself (flock), which the kernel takes back from a publisher that dies. A bag is made
under a hidden name, forced to the disk, and then renamed. rename(2) of a folder never replaces a file, a link or a folder
that holds anything; the one thing it would replace, an empty folder, is looked for under the lock.
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
    """Keep other publishers out of the archive, which is made where there is none; sweep what dead ones left.

    Raises OSError, naming what cannot be read or written.
    """
    with door.reserved(archive):
        yield


def put(archive: Path, name: EditionName, files: Mapping[str, bytes]) -> Path:
    """Add a bag, given as its files by path, to a reserved archive; its files become read-only.

    Gives its folder. Raises RefusalError where the name is taken, OSError where it cannot be written.
    """
    final = archive / name.folder
    if os.path.lexists(final):
        raise RefusalError(f"{final} がすでにあります。保存した版は書き換えられません。")
    door.add(archive, name.folder, files, READ_ONLY)
    return final


def bags_on(archive: Path) -> tuple[EditionName, ...]:
    """Name the editions in an archive, by document and number; a town without archive has none."""
    return tuple(name for name in links_on(archive) if not name.act)


def links_on(archive: Path) -> tuple[EditionName, ...]:
    """Name the editions and withdrawals in an archive in the order of their chains, document by document."""
    names = (EditionName.of_folder(entry.name) for entry in _entries(archive))
    return tuple(sorted((name for name in names if name), key=lambda name: name.order))


def links_of(archive: Path, document: str) -> tuple[EditionName, ...]:
    """Name the editions and withdrawals of one document in the order of its chain."""
    return tuple(name for name in links_on(archive) if name.document == document)


def _entries(archive: Path) -> tuple[Path, ...]:
    try:
        return tuple(archive.iterdir())
    except FileNotFoundError:
        return ()
