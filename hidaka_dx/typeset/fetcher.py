"""What the typesetter may read: regular files below `assets/` and what this build has drawn. Nothing else, no network.

Addresses are logical (`https://assets.invalid/fonts/x.ttf`), so that no path of the machine reaches a PDF.
"""

import os
import stat
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageFile
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

BASE: Final = "https://assets.invalid/"
PICTURES: Final = "images/"
LARGEST: Final = 32 * 2**20
MOST_PIXELS: Final = 25_000_000
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

    picture: str | None = None
    """The file of `assets/images/` that it is about."""

    def __init__(self, message: str) -> None:
        """Say in Japanese what is wrong."""
        super().__init__(message)


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serves files made by this build, then files of the first folder that has them."""

    def __init__(self, folders: Sequence[Path], made: Mapping[str, bytes]) -> None:
        """Take the `assets/` folders in order of precedence, and drawings by their names."""
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._folders = tuple(folders)
        self._made = made
        self.used: dict[str, bytes] = {}
        """Every file below `assets/` that was read, by its path there."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  WeasyPrint's signature
        """Give the file at a logical address; raise `Refused` for any other."""
        name = url.removeprefix(BASE)
        kind = TYPES.get(Path(name).suffix)
        if name == url or kind is None:
            raise Refused(f"assets/ の外にあるもの、または使えない種類のファイルは読めません: {url}")
        return URLFetcherResponse(url, self.read(name), {"Content-Type": kind})

    def read(self, name: str) -> bytes:
        """Give the bytes of a drawing or of a file below `assets/`; a refusal names the picture it is about."""
        try:
            return self._read(name)
        except Refused as refusal:
            if name.startswith(PICTURES):
                refusal.picture = name.removeprefix(PICTURES)
            raise

    def _read(self, name: str) -> bytes:
        if name in self._made:
            return self._made[name]
        for folder in self._folders:
            content = _read_inside(folder, tuple(name.split("/")))
            if content is not None:
                _check_picture(name, content)
                self.used[name] = content
                return content
        raise Refused(f"assets/{name} がありません。置いてください。")


def _read_inside(folder: Path, parts: tuple[str, ...]) -> bytes | None:
    """Open a file step by step so that no link on the way leads out of the folder."""
    if any(part in ("", ".", "..") or "%" in part or "\\" in part for part in parts):
        raise Refused(f"assets/ の中の場所として正しくありません: {'/'.join(parts)}")
    handle = -1
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        for part in parts:
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
            inner = os.open(part, flags, dir_fd=handle)
            os.close(handle)
            handle = inner
        return _content(handle, parts)
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"assets/{'/'.join(parts)} を読めません。リンクではない、ふつうのファイルを置いてください。"
        raise Refused(message) from error
    finally:
        if handle >= 0:
            os.close(handle)


def _content(handle: int, parts: tuple[str, ...]) -> bytes:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        raise Refused(
            f"assets/{'/'.join(parts)} は、ふつうのファイルでないか、大きすぎます（{LARGEST >> 20} MiBまで）。"
        )
    with os.fdopen(os.dup(handle), "rb") as file:
        return file.read()


def _check_picture(name: str, content: bytes) -> None:
    """Refuse a picture that cannot be read to its end, would take all memory, or has colours that PDF/A does not allow.

    Device-dependent CMYK has no place beside an sRGB output intent (ISO 19005-3, 6.2.4.3).
    """
    if Path(name).suffix not in (".png", ".jpg", ".jpeg"):
        return
    fault = _picture_fault(content)
    if fault:
        raise Refused(f"画像 assets/{name} {fault}")


def _picture_fault(content: bytes) -> str | None:
    try:
        with Image.open(BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return f"が大きすぎます（{picture.width}×{picture.height}画素）。長い辺を5000画素までに縮めてください。"
            if picture.mode == "CMYK":
                return "が印刷用の色（CMYK）です。RGBで保存し直してください。"
            _read_to_its_end(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "を最後まで読めません。PNGかJPEGで保存し直してください。"
    return None


def _read_to_its_end(picture: Image.Image) -> None:
    """Decode a picture; raises OSError where it stops short, which WeasyPrint has told Pillow to overlook."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        picture.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
