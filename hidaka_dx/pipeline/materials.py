"""What documents and the website are dressed in, on its way out of the town's `templates/` and `assets/`."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from hidaka_dx.files.pictures import cleaned, is_picture, read_picture
from hidaka_dx.files.reading import Unread, entries, read_first
from hidaka_dx.problem import RefusalError


def needed(folders: Sequence[Path], path: str, name: str) -> bytes:
    """Read a file from the first folder that has it; raises RefusalError, calling it `name`, where it must not be read."""
    try:
        return read_first(folders, path)
    except Unread as why:
        raise RefusalError(f"ファイル {name} {why}") from None


def pictures(assets: Sequence[Path], data: bytes) -> dict[str, bytes]:
    """Read the pictures that a document's data names, from `assets/` folders in order of precedence.

    Raises RefusalError where one must not be shown.
    """
    found: dict[str, bytes] = {}
    for folder in assets:
        for name in _names(folder):
            if f'"{name}"'.encode("utf-8", "replace") in data and name not in found:
                try:
                    found[name] = read_picture(folder, f"images/{name}")
                except Unread as why:
                    raise RefusalError(f"画像 assets/images/{name} {why}") from None
    return found


def shown(picture: bytes, path: str) -> bytes:
    """Give a picture of a published edition as it may be shown; raises RefusalError for one that is none."""
    try:
        return cleaned(picture)
    except Unread as why:
        raise RefusalError(f"保存した画像 {path} {why}") from None


def frozen(folder: Path, place: str, path: str) -> Iterator[tuple[str, bytes]]:
    """Give a file of `templates/` or `assets/`, the `place`, as it is to be kept: its path in a town's folder, its bytes.

    A picture that nothing could print is left out. Raises RefusalError where the file must not be read.
    """
    content = needed((folder,), path, f"{place}/{path}")
    with suppress(Unread):
        yield f"{place}/{path}", cleaned(content) if is_picture(path) else content


def _names(folder: Path) -> Iterator[str]:
    with suppress(Unread):
        yield from (entry.name for entry in entries(folder, "images") if is_picture(entry.name))
