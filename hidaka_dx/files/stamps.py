"""What is in a folder at a moment, without reading it: enough to tell whether something was saved since."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from hidaka_dx.files.reading import DEEPEST


class Stamped(NamedTuple):
    """A file or a folder at a moment."""

    path: str
    is_folder: bool
    stamp: tuple[int, ...]
    """Of a file what changes when it is saved, replaced or made readable; of a folder what tells it from another in its place."""


def stamps_below(folder: str, within: str, counts: Callable[[str], bool]) -> Iterator[Stamped]:
    """Yield a folder and all in it whose names count, as deep as it is read; what goes meanwhile or cannot be seen is left out.

    As in reading, a link is followed to what lies `within` a folder only, which has no links in its path; and each folder is
    looked at once, however many links lead to it.
    """
    seen: set[tuple[int, int]] = set()
    left = [(folder, 0)]
    while left:
        place, depth = left.pop()
        with suppress(OSError):
            own = os.stat(place)  # noqa: PTH116  a Path for each file would take longer than looking at it
            if (own.st_dev, own.st_ino) in seen:
                continue
            seen.add((own.st_dev, own.st_ino))
            yield Stamped(place, is_folder=True, stamp=(own.st_ino, own.st_mode))
            with os.scandir(place) as found:
                counted = [each for each in found if counts(each.name)]
            inner = {each.path for each in counted if _is_folder(each, within)}
            left += [(path, depth + 1) for path in inner if depth < DEEPEST]
            yield from (Stamped(each.path, False, _stamp(each)) for each in counted if each.path not in inner)


def _is_folder(entry: "os.DirEntry[str]", within: str) -> bool:
    with suppress(OSError):
        if entry.is_dir():
            return not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(within)
    return False


def _stamp(entry: "os.DirEntry[str]") -> tuple[int, ...]:
    with suppress(OSError):
        found = entry.stat()
        return found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns
    return ()
