"""What the typesetter may read: regular files below `assets/` and what this build has drawn. Nothing else, no network.

Addresses are logical (`https://assets.invalid/fonts/x.ttf`), so that no path of the machine reaches a PDF.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from hidaka_dx.files.pictures import cleaned, is_picture
from hidaka_dx.files.reading import Unread, read_first

BASE: Final = "https://assets.invalid/"
TYPES: Final = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".ttf": "font/ttf",
}


class Refused(FatalURLFetchingError):  # type: ignore[misc]
    """A page asked for something that it may not read; stops the build."""

    def __init__(self, message: str, picture: str | None = None) -> None:
        """Say in Japanese what is wrong, and with which file of `assets/images/`, if it is about one."""
        super().__init__(message)
        self.picture = picture


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serves files made by this build, then files of the first folder that has them."""

    def __init__(self, folders: Sequence[Path], made: Mapping[str, bytes]) -> None:
        """Take the `assets/` folders in order of precedence, and drawings by their names."""
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._folders = tuple(folders)
        self._made = made
        self.used: dict[str, bytes] = {}
        """Every file below `assets/` that was read, as it lies there, by its path."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  WeasyPrint's signature
        """Give the file at a logical address; raise `Refused` for any other."""
        name = url.removeprefix(BASE)
        kind = TYPES.get(Path(name).suffix)
        if name == url or kind is None:
            raise Refused(f"assets/ の外にあるもの、または使えない種類のファイルは読めません: {url}")
        return URLFetcherResponse(url, self.read(name), {"Content-Type": kind})

    def read(self, name: str) -> bytes:
        """Give the bytes of a drawing or of a file below `assets/`; pictures come upright and without what cameras say."""
        if name in self._made:
            return self._made[name]
        if "%" in name or "\\" in name:
            raise Refused(f"assets/ の中の場所として正しくありません: {name}")
        try:
            content = read_first(self._folders, name)
            served = cleaned(content) if is_picture(name) else content
        except Unread as why:
            picture = Path(name).name if name.startswith("images/") else None
            raise Refused(f"{'画像' if picture else 'ファイル'} assets/{name} {why}", picture) from None
        self.used[name] = content
        return served
