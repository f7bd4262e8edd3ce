"""A store of bytes by the hash of everything they were made from.

It may be deleted at any time, lies outside all towns, and is never trusted blindly: what is damaged is as good as
missing. Where it cannot be read or written (no room, no right), work goes on without it.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from hidaka_dx.files.kept_files import DAY, KeptFiles
from hidaka_dx.files.reading import is_there
from hidaka_dx.problem import RefusalError

PLACE: Final = "HIDAKA_DX_CACHE"
"""The environment variable that names another folder, or turns the store off."""
OFF: Final = "off"
_FOLDER: Final = "hidaka-dx"
_AGE: Final = 30 * DAY
"""Seconds after which what was not used is deleted."""
_SIZE: Final = 512 * 2**20
"""Bytes that are kept in all."""
_HEAD: Final = b"hidaka-dx kept 1 "
_DIGITS: Final = 64


@dataclass(frozen=True)
class Store:
    """Keeps bytes by keys of 64 hexadecimal digits (`digest`)."""

    files: KeptFiles | None
    """None where nothing is kept."""

    def get(self, key: str) -> bytes | None:
        """Return what was kept under a key; none if there is nothing, or something damaged, which is deleted."""
        if self.files is None:
            return None
        try:
            entry = self.files.read(key)
        except OSError:
            return None
        start = len(_HEAD) + _DIGITS
        content = entry[start:]
        if entry[:start] == _head(key, content):
            return content
        with suppress(OSError):
            self.files.drop(key)
        return None

    def put(self, key: str, content: bytes) -> None:
        """Keep bytes under a key, if there is room."""
        if self.files:
            with suppress(OSError):
                self.files.write(key, _head(key, content) + content)
                self.files.sweep(_AGE, _SIZE)


def opened(environment: Mapping[str, str] = os.environ) -> Store:
    """Return the store of this user: below `HIDAKA_DX_CACHE`, else below the user's cache folder (XDG Base Directory).

    Keeps nothing if the variable says `off`, or the user has no home. Raises RefusalError for a folder within a town.
    """
    named = environment.get(PLACE, "")
    if named == OFF:
        return Store(None)
    if named:
        return Store(KeptFiles(_outside_of_towns(Path(named)) / _FOLDER))
    caches, home = Path(environment.get("XDG_CACHE_HOME", "")), Path(environment.get("HOME", ""))
    if caches.is_absolute():
        return Store(KeptFiles(caches / _FOLDER))
    return Store(KeptFiles(home / ".cache" / _FOLDER) if home.is_absolute() else None)


def digest(*parts: bytes) -> str:
    """Return the key of what is made from these parts, in their order."""
    found = sha256()
    for part in parts:
        found.update(b"%d\n" % len(part))
        found.update(part)
    return found.hexdigest()


def _head(key: str, content: bytes) -> bytes:
    """Return what stands before the content: it tells damage, and a file under another one's name."""
    return _HEAD + digest(key.encode(), content).encode()


def _outside_of_towns(folder: Path) -> Path:
    if not folder.is_absolute():
        raise RefusalError(
            f"環境変数 {PLACE} には、「/」で始まるフォルダーの場所か {OFF} を書いてください（今は「{folder}」です）。"
        )
    if any(is_there(each, "content/plan.yaml") for each in (folder, *folder.parents)):
        raise RefusalError(f"環境変数 {PLACE} の {folder} は、町のフォルダーの中です。ほかの場所にしてください。")
    return folder
