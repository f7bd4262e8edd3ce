"""Templates, style sheets and images of the town, checked before they are published or archived."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from hidaka_dx.files.pictures import cleaned, is_picture, read_picture
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import entries, read_first
from hidaka_dx.problem import RefusalError


def read_needed(folders: Sequence[Path], path: str, name: str) -> bytes:
    """Read a file from the first folder that has it; raises RefusalError, which names it `name`, where not allowed."""
    try:
        return read_first(folders, path)
    except UnreadableFile as why:
        raise RefusalError(f"ファイル {name} {why}") from None


def pictures(assets: Sequence[Path], data: bytes) -> dict[str, bytes]:
    """Read the images that a document's data refers to, from `assets/` folders in order of precedence.

    Raises RefusalError where one must not be published.
    """
    found: dict[str, bytes] = {}
    for folder in assets:
        for name in _names(folder):
            if f'"{name}"'.encode("utf-8", "replace") in data and name not in found:
                try:
                    found[name] = read_picture(folder, f"images/{name}")
                except UnreadableFile as why:
                    raise RefusalError(f"画像 assets/images/{name} {why}") from None
    return found


def web_image(picture: bytes, path: str) -> bytes:
    """Return an image of a published edition for the web; raises RefusalError if it is not an image."""
    try:
        return cleaned(picture)
    except UnreadableFile as why:
        raise RefusalError(f"保存した画像 {path} {why}") from None


def frozen(folder: Path, place: str, path: str) -> Iterator[tuple[str, bytes]]:
    """Return a file of `templates/` or `assets/` (`place`) for the archive: its path in a town's folder, its bytes.

    An image that cannot be printed is left out. Raises RefusalError where the file must not be read.
    """
    content = read_needed((folder,), path, f"{place}/{path}")
    with suppress(UnreadableFile):
        yield f"{place}/{path}", cleaned(content) if is_picture(path) else content


def _names(folder: Path) -> Iterator[str]:
    with suppress(UnreadableFile):
        yield from (entry.name for entry in entries(folder, "images") if is_picture(entry.name))
