"""What a result depends on besides a town's folder: this program as installed, its libraries, its commit."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from hidaka_dx.installed import HOUSE, release_of
from hidaka_dx.kept.checkout import commit
from hidaka_dx.kept.program import program

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_COMPILED: Final = "__pycache__"
_MAPPED: Final = Path("/proc/self/maps")
"""Where Linux lists the files that a process has loaded."""
_PATH: Final = 5
"""The column of their paths."""
_elsewhere: Final = set[str]()
"""What other processes have loaded for this one."""


def program_at(*more: Path) -> str:
    """Return a hash of this program: its files, its templates and assets, its commit, the Python; and of `more` folders."""
    found = sha256(repr((sys.version, sys.prefix, _commit())).encode())
    for folder in (_PACKAGE, HOUSE / "templates", HOUSE / "assets", *more):
        for line in tree(folder):
            found.update(line)
    return found.hexdigest()


def releases(*libraries: str) -> bytes:
    """Return this program, its Python and the releases of these libraries, as part of a key under which a result is kept."""
    return " ".join((program(), sys.version, *(f"{each} {release_of(each)}" for each in libraries))).encode()


def tree(folder: Path, *, below: str = "") -> Iterator[bytes]:
    """Yield a line for everything below a folder: its path, what it is, its content; links are not followed."""
    place = folder / below
    try:
        found = sorted(os.scandir(place), key=lambda each: each.name)
    except OSError as error:
        yield f"{below} {error.strerror}\n".encode("utf-8", "surrogateescape")
        return
    for entry in found:
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            if entry.name != _COMPILED:
                yield os.fsencode(f"{path}/\n")
                yield from tree(folder, below=path)
        else:
            yield os.fsencode(f"{path} {state(Path(entry.path))}\n")


def state(path: Path) -> str:
    """Return what there is at a path: the hash of a file's content, the target of a link, or why it cannot be read."""
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            return f"link {path.readlink()}"
        if stat.S_ISREG(found.st_mode):
            return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return str(error.strerror)
    return f"kind {stat.S_IFMT(found.st_mode)}"


def loaded(since: float) -> dict[str, list[int]] | None:
    """Return the files of all libraries that this process, or one for it, has loaded, with size and times.

    None where that is not known: where the system does not tell, or a file has changed after `since` (seconds since the epoch).
    """
    own = libraries()
    if own is None:
        return None
    found = {path: _stamp(path) for path in sorted(own | _elsewhere)}
    if any(stamp is None or stamp[-1] > since * 1e9 for stamp in found.values()):
        return None
    return {path: stamp for path, stamp in found.items() if stamp}


def loaded_elsewhere(paths: Iterable[str]) -> None:
    """Count files of libraries that another process has loaded for this one."""
    _elsewhere.update(paths)


def libraries() -> frozenset[str] | None:
    """Return the paths of all libraries that this process has loaded; none where the system does not tell."""
    try:
        mapped = {line.split(maxsplit=_PATH)[_PATH] for line in _MAPPED.read_text("utf-8").splitlines() if "/" in line}
    except (OSError, UnicodeDecodeError):
        return None
    modules = {file for each in [*sys.modules.values()] if isinstance(file := getattr(each, "__file__", None), str)}
    compiled = (each for each in mapped if ".so" in each)
    return frozenset(path for path in {*modules, *compiled} if not Path(path).is_relative_to(_PACKAGE))


def are_as_loaded(found: Mapping[str, list[int]]) -> bool:
    """Tell whether no file of these libraries has changed since."""
    return all(_stamp(path) == stamp for path, stamp in found.items())


def _stamp(path: str) -> list[int] | None:
    with suppress(OSError):
        found = Path(path).stat()
        return [found.st_size, found.st_mtime_ns, found.st_ctime_ns]
    return None


def _commit() -> str | None:
    """Return the commit of a checkout: notes name it."""
    return commit() if os.path.lexists(HOUSE / ".git") else None
