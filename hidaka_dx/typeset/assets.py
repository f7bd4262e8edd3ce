"""Access control for assets: a page may read regular files below `assets/` and drawings of this build, nothing else."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from hidaka_dx.files.pictures import cleaned, is_picture
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import read_first
from hidaka_dx.files.settled_files import sha256_of
from hidaka_dx.typeset.job import Asset

FONT: Final = ".ttf"
TYPES: Final = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    FONT: "font/ttf",
}


class RefusedAsset(Exception):
    """A page asked for something that it may not read, or that cannot be read."""

    def __init__(self, message: str, picture: str | None = None) -> None:
        """Take a Japanese message and, if an image is at fault, the path of that image below `assets/images/`."""
        super().__init__(message)
        self.picture = picture


class Assets:
    """Looks up drawings of this build first, then files of the first `assets/` folder that has them."""

    def __init__(self, folders: Sequence[Path], drawings: Mapping[str, bytes]) -> None:
        """Take the `assets/` folders in order of precedence, and drawings by their names."""
        self._folders = tuple(folders)
        self._drawings = drawings
        self.used: dict[str, bytes] = {}
        """Content of every file below `assets/` that was read, by its path."""
        self._found: dict[str, Asset] = {}

    def read(self, name: str) -> bytes:
        """Return a drawing or a file below `assets/`; pictures are rotated upright and lose camera metadata.

        Raises RefusedAsset.
        """
        if name in self._drawings:
            return self._drawings[name]
        if "%" in name or "\\" in name:
            raise RefusedAsset(f"assets/ の中の場所として正しくありません: {name}")
        try:
            content = read_first(self._folders, name)
            served = cleaned(content) if is_picture(name) else content
        except UnreadableFile as why:
            picture = Path(name).name if name.startswith("images/") else None
            raise RefusedAsset(f"{'画像' if picture else 'ファイル'} assets/{name} {why}", picture) from None
        if self.used.get(name) != content:
            self.used[name] = content
            self._found.pop(name, None)
        return served

    def found(self) -> dict[str, Asset]:
        """Return the files below `assets/` that were read, by their paths there."""
        for name in self.used.keys() - self._found.keys():
            self._found[name] = Asset(len(self.used[name]), sha256_of(self.used[name]))
        return {name: self._found[name] for name in sorted(self._found)}
