"""Tells when something has changed of what documents are made from.

The system tells at once, but not always: a watcher stays with a folder that is moved away, the next one hears nothing of what
happened before it listened, a file server tells nothing of what other machines save, and there may be no watcher left to have.
So whenever the system tells something, and at intervals, what is there is compared with what was there before.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Final

import watchfiles

from hidaka_dx.archive import ARCHIVE
from hidaka_dx.files.reading import has_folder
from hidaka_dx.files.stamps import stamps_below
from hidaka_dx.installed import HOUSE
from hidaka_dx.problem import RefusalError

SETTLING: Final = 300
"""Maximum time in milliseconds for collecting saved files; editors write several at once."""
STEP: Final = 40
"""Milliseconds without further changes after which files count as saved."""
LOOKING: Final = 500
"""Milliseconds after which it is looked again, where the system tells nothing."""
SPARING: Final = 20
"""Looking must not take more than one in so many parts of the time: a large archive may lie on a slow disk."""

ASSETS: Final = "assets"
BUNDLED: Final = ("templates", ASSETS)
"""What every town has from this program, and may have of its own."""
_NAMES: Final = watchfiles.DefaultFilter()


@dataclass(frozen=True)
class Sight:
    """What there is in the folders that documents are made from."""

    folders: Mapping[str, tuple[int, ...]]
    """The stamp of each folder."""
    files: Mapping[str, tuple[int, ...]]
    """The stamp of each file."""
    assets: tuple[Path, ...]
    """The folders with style sheets, fonts and images."""

    def differing(self, other: "Sight") -> Iterator[Path]:
        """Yield the files that differ."""
        for path in self.files.keys() | other.files.keys():
            if self.files.get(path) != other.files.get(path):
                yield Path(path)


def sight_of(root: Path) -> Sight:
    """Look at the folders from which a town's documents are made: its own, and those that every town has."""
    homes = [*_homes(root, "content", ARCHIVE), *_homes(root, *BUNDLED), *_homes(HOUSE, *BUNDLED)]
    found = [each for folder, within in homes for each in stamps_below(str(folder), str(within), _is_saved)]
    folders, files = ({each.path: each.stamp for each in found if each.is_folder is kind} for kind in (True, False))
    assets = (*_homes(root, ASSETS), *_homes(HOUSE, ASSETS))
    return Sight(folders, files, tuple(folder for folder, _ in assets))


def _homes(home: Path, *names: str) -> Iterator[tuple[Path, Path]]:
    """Yield folders, and the folder out of which they must not lead; without what must not be read: making documents tells of it."""
    for name in names:
        with suppress(RefusalError):
            if has_folder(home, name):
                yield (home / name).resolve(), home.resolve()


def _is_saved(name: str) -> bool:
    """Tell what people save from what editors keep beside it."""
    return _NAMES(watchfiles.Change.modified, name)


@dataclass
class Watch:
    """Watches a town's folder from the moment when it is made."""

    root: Path
    _seen: Sight = field(init=False)
    _rests_until: float = 0

    def __post_init__(self) -> None:
        """Look for the first time: whatever is saved from now on is told."""
        self._seen = sight_of(self.root)

    def changes(self, ended: Event) -> Iterator[bool]:
        """Yield after each change, until `ended` is set: whether style sheets, fonts or images are among what has changed."""
        while not ended.is_set():
            yield from self._until_folders_change(ended)

    def _until_folders_change(self, ended: Event) -> Iterator[bool]:
        watched = self._seen
        for told in _told(watched.folders, ended):
            if not told and monotonic() < self._rests_until:
                continue
            before, self._seen = self._seen, self._look_again()
            changed = {*told, *self._seen.differing(before)}
            if changed:
                homes = {*before.assets, *self._seen.assets}
                yield any(path.is_relative_to(home) for path in changed for home in homes)
            if self._seen.folders != watched.folders:
                return

    def _look_again(self) -> Sight:
        start = monotonic()
        seen = sight_of(self.root)
        self._rests_until = monotonic() + SPARING * (monotonic() - start)
        return seen


def _told(folders: Iterable[str], ended: Event) -> Iterator[set[Path]]:
    """Yield what the system tells of changed files, and nothing at intervals; only that where it cannot watch a folder."""
    try:
        changes = watchfiles.watch(
            *folders,
            debounce=SETTLING,
            step=STEP,
            stop_event=ended,
            rust_timeout=LOOKING,
            yield_on_timeout=True,
            recursive=False,
            ignore_permission_denied=True,
        )
        for changed in changes:
            yield {Path(path) for _, path in changed}
    except (OSError, RuntimeError, ValueError):  # one has gone, no watcher is left, or a name is no text
        ended.wait(LOOKING / 1000)
        yield set()
