"""Output of commands: files and whole folders, moved into place only when all are on disk."""

import errno
import os
import stat
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from hidaka_dx.files.names import require_valid_names
from hidaka_dx.files.staging import NEW, StagingFolder, is_locked, locked, move, staging_folder, swap, sweep
from hidaka_dx.files.system_files import is_system_file
from hidaka_dx.files.writing import (
    FILE,
    FOLDER,
    Names,
    copy_mode,
    link_unchanged,
    open_below,
    open_folder,
    status,
    store,
)
from hidaka_dx.problem import RefusalError

Files: TypeAlias = Iterable[tuple[Names, bytes]]
"""Contents by destination; each is generated when the one before is on disk."""
Own: TypeAlias = Callable[[Path], Collection[str]]
"""Returns, for a folder, the paths of the files in it that this program has written."""
SHOWN: Final = 3
"""Maximum number of foreign files named in a message."""


@dataclass(frozen=True)
class RenewedFolder:
    """The result of updating a folder."""

    written: int
    """Files that were new or have changed."""
    removed: int
    kept: int


@dataclass(frozen=True)
class Output:
    """A folder named by the user, and all write operations on it.

    Names are validated (`names`), no link inside it is followed, and nothing changes before everything is on the
    disk.
    """

    folder: Path

    def write(self, files: Files) -> None:
        """Write files, replacing files or links of the same name and keeping the file's mode.

        The last one is moved into place first: as a list of the others, it must be there when they change. Raises
        RefusalError for names that no file can have, OSError, naming the file, for what cannot be written.
        """
        with self._staging() as (root, at):
            staged = self._staged(root, at, files)
            with locked(root, self.folder):
                self._place(root, at, staged[::-1])

    def renew(self, name: str, files: Files, own: Own, beside: Files = ()) -> RenewedFolder:
        """Replace a folder by a new version; unchanged files keep their inode.

        `own` tells which files of the old folder are this program's; if it contains any other, or is a link, nothing
        is changed and RefusalError is raised. `beside` are files that belong to it and lie beside it. Raises as
        `write` does.
        """
        with self._staging(name) as (root, at):
            with locked(
                root, self.folder
            ):  # unlocked, the list could be read before another run's swap, the files after it
                self._require_own(root, name, own)
            with ExitStack() as open_:
                new = open_.enter_context(open_below(at.handle, (NEW,), make=True))
                old = open_.enter_context(open_below(root, (name,))) if status(root, (name,)) else None
                renewed = self._filled(new, old, name, files, own)
            staged = self._staged(root, at, beside)
            with locked(root, self.folder):
                self._require_own(root, name, own)
                if renewed.written or renewed.removed:
                    with named(self.folder / name):
                        swap(at, root, name)
                self._place(root, at, staged)
        return renewed

    def require_own(self, name: str, own: Own) -> None:
        """Raise RefusalError, as `renew` would, before the work begins."""
        require_valid_names((name,))
        if self.folder.is_dir():
            with named(self.folder / name), open_folder(self.folder) as root:
                sweep(root)
                with locked(root, self.folder):
                    self._require_own(root, name, own)

    @contextmanager
    def _staging(self, *names: str) -> Iterator[tuple[int, StagingFolder]]:
        require_valid_names(names)
        with named(self.folder), open_folder(self.folder) as root, staging_folder(root) as at:
            yield root, at

    def _staged(self, root: int, at: StagingFolder, files: Files) -> Sequence[tuple[str, Names]]:
        """Write files to the staging folder; return their names there and their destinations."""
        staged = []
        for number, (names, content) in enumerate(_distinct(files)):
            with named(self.folder.joinpath(*names)):
                found = status(root, names)
                if found and stat.S_ISDIR(found.st_mode):
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
                store(at.handle, str(number), content, found if found and stat.S_ISREG(found.st_mode) else FILE)
            staged.append((str(number), names))
        return staged

    def _place(self, root: int, at: StagingFolder, staged: Sequence[tuple[str, Names]]) -> None:
        for number, names in staged:
            with named(self.folder.joinpath(*names)), open_below(root, names[:-1], make=True) as folder:
                move(at, number, folder, names[-1])
        os.fsync(root)

    def _filled(self, new: int, old: int | None, name: str, files: Files, own: Own) -> RenewedFolder:
        """Fill a new folder; unchanged files are linked from the old one."""
        kept, laid = 0, set[Names]()
        for names, content in _distinct(files):
            with named(self.folder.joinpath(name, *names)):
                kept += _write_or_link(new, old, names, content)
            laid.add(names)
        for place in _folders(laid):
            with open_below(new, place) as folder:
                copy_mode(folder, (status(old, (*place, ".")) if old is not None else None) or FOLDER)
                os.fsync(folder)
        before = {tuple(path.split("/")) for path in own(self.folder / name)} if old is not None else set()
        return RenewedFolder(len(laid) - kept, len(before - laid), kept)

    def _require_own(self, root: int, name: str, own: Own) -> None:
        found = status(root, (name,))
        if found is None:
            return
        with open_below(root, (name,)):
            pass  # neither a link nor a regular file
        foreign = sorted(_foreign(self.folder / name, own(self.folder / name)))
        if foreign:
            more = f" など{len(foreign)}件" if len(foreign) > SHOWN else ""
            raise RefusalError(
                f"{self.folder / name} に、このしくみで作っていないファイルやフォルダーか、作った後で手で直したファイルがあります"
                f"（{'、'.join(foreign[:SHOWN])}{more}）。消さずに止まりました。よそへ移すか除いてから、もう一度実行してください。"
            )


@contextmanager
def reserved(folder: Path) -> Iterator[None]:
    """Lock a folder against other writers, creating it if necessary; leftovers of dead writers are deleted."""
    with named(folder), open_folder(folder) as handle, locked(handle, folder):
        sweep(handle)
        yield


def is_reserved(folder: Path) -> bool:
    """Tell whether a writer holds the lock of an existing folder."""
    with named(folder), open_folder(folder) as handle:
        return is_locked(handle)


def clear(folder: Path) -> None:
    """Delete leftovers of dead writers in a folder, if it exists; `reserved` and `Output` do so by themselves."""
    if folder.is_dir():
        with named(folder), open_folder(folder) as handle:
            sweep(handle)


def add(folder: Path, name: str, files: Mapping[str, bytes], mode: int = FILE, empty: Sequence[str] = ()) -> None:
    """Add a folder of files, given by path, and `empty` folders, under a name that is unused or an empty folder's.

    The files' modes are `mode`. Raises OSError, naming the folder, where it cannot be written; nothing is left there then.
    """
    with named(folder / name), open_folder(folder) as handle, staging_folder(handle) as at:
        with open_below(at.handle, (NEW,), make=True) as new:
            places = {tuple(path.split("/")): content for path, content in files.items()}
            for names, content in places.items():
                with open_below(new, names[:-1], make=True) as inner:
                    store(inner, names[-1], content, mode)
            for inside in empty:
                with open_below(new, (inside,), make=True):
                    pass
            for place in _folders(places):
                with open_below(new, place) as inner:
                    os.fsync(inner)
        move(at, NEW, handle, name)


def _write_or_link(new: int, old: int | None, names: Names, content: bytes) -> bool:
    """Write a file into a new folder; return whether the old one could be kept."""
    found = status(old, names) if old is not None else None
    with open_below(new, names[:-1], make=True) as folder:
        if old is not None and found and stat.S_ISREG(found.st_mode):
            with open_below(old, names[:-1]) as place:
                if link_unchanged(place, folder, names[-1], content):
                    return True
            store(folder, names[-1], content, found)
        else:
            store(folder, names[-1], content)
    return False


def _folders(files: Iterable[Names]) -> list[Names]:
    """Return every folder that contains these files, the innermost first."""
    return sorted({names[:depth] for names in files for depth in range(len(names))}, key=len, reverse=True)


def _distinct(files: Files) -> Iterator[tuple[Names, bytes]]:
    """Reject invalid file names, and names that are equal on Windows or macOS."""
    seen = set[str]()
    for names, content in files:
        require_valid_names(names)
        same = unicodedata.normalize("NFC", "/".join(names)).casefold()
        if same in seen:
            raise RefusalError(f"{'/'.join(names)} という名前のファイルが二つできます。題を、違うものにしてください。")
        seen.add(same)
        yield names, content


def _foreign(folder: Path, own: Collection[str]) -> Iterator[str]:
    """Return the entries of a folder not written by this program; foreign folders are not descended into."""
    known = {path.rsplit("/", depth)[0] for path in own for depth in range(1, path.count("/") + 1)}
    waiting = [""]
    while waiting:
        within = waiting.pop()
        for entry in os.scandir(folder / within):
            path = f"{within}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if path in known:
                    waiting.append(f"{path}/")
                else:
                    yield f"{path}/"
            elif not is_system_file(entry.name) and not (path in own and entry.is_file(follow_symlinks=False)):
                yield path


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Replace the path in an OSError by one that the user knows."""
    try:
        yield
    except OSError as error:
        shown = error.filename if isinstance(error.filename, str) and "/" in error.filename else str(path)
        raise OSError(error.errno, error.strerror, shown) from error
