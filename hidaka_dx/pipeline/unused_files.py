"""Files in a town's folder outside `content/` that are never read, especially those with nearly correct names.

A town's `templates/` and `assets/` override the bundled ones file by file. A file whose name is not among the bundled
ones overrides nothing, and has no effect unless another file of the town refers to it. Unused fonts and images are
accepted.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from hidaka_dx.archive import ARCHIVE
from hidaka_dx.content.unread_files import (
    BACKUP,
    COPY,
    LEFT_BEHIND,
    UnreadFile,
    garbled,
    misnamed,
    obvious_mistake,
    plain,
    possible_mistake,
)
from hidaka_dx.files.pictures import is_picture
from hidaka_dx.files.questions import FolderEntry, UnreadableFile
from hidaka_dx.files.reading import entries, files_below, is_utf8, printable_name, read_file
from hidaka_dx.installed import HOUSE

TOPS: Final[Mapping[str, tuple[str, ...]]] = {
    "content": (".yaml", ".yml", ".md"),
    "templates": (".j2", ".html"),
    "assets": (".css", ".ttf", ".otf", ".png", ".jpg", ".jpeg", ".js"),
    ARCHIVE: ("bagit.txt",),
    "council": (".zip",),
}
"""Folders of a town, and the extensions of their files."""
PARTS: Final = {"css": "css", "fonts": "fonts", "images": "images", "web": "web"}
"""Folders of `assets/`."""
MEANT: Final = {**PARTS, "img": "images", "pictures": "images", "photos": "images", "styles": "css"}
"""The same with common misnomers."""
UNASKED: Final = ("assets/fonts/", "assets/images/")
CALLING: Final = (".j2", ".css", ".js")
"""Extensions of files that can refer to others by name."""
ABOUT: Final = re.compile(r"(?:readme|licen[cs]e|notice|ofl)(?:[._-].*)?", re.IGNORECASE)
"""Files meant for human readers."""
ENDINGS: Final = re.compile(r"(?:\.(?:html?|j2|jinja2?|txt|css|js))+$")
NEAR: Final = 0.8
"""Minimum similarity of names for one to be taken as a misspelling of the other."""
REMEDY: Final = "直すか、除いてください。"


def unused_files(root: Path) -> tuple[UnreadFile, ...]:
    """Find files in a town's folder, outside `content/`, that nothing reads; sorted by path."""
    found = _tops(root)
    if not _is_same(root, HOUSE):
        found = (*found, *_Search(root, "templates").found(), *_Search(root, "assets").found())
    return tuple(sorted(found))


def _tops(root: Path) -> tuple[UnreadFile, ...]:
    """Find folders with the contents of a town's folders under a nearly correct name."""
    there = [entry.name for entry in _seen(root, "") if entry.folder and is_utf8(entry.name)]
    return tuple(found for name in there if name not in TOPS and (found := _top(root, name, there)))


def _top(root: Path, name: str, there: Collection[str]) -> UnreadFile | None:
    right = _near(_key(name), {_key(each): each for each in TOPS})
    if not right or _is_same(root / name, root / right):
        return None
    if right in there and _key(name) != _key(right):
        return None  # for example an older copy
    if not any(path.endswith(TOPS[right]) for path in files_below(root, name)):
        return None
    return _misnamed_folder(name, right, beside=right in there)


def _misnamed_folder(path: str, right: str, *, beside: bool) -> UnreadFile:
    if beside:
        message = f"このフォルダーは読まれません（{right}/ が読まれます）。要るものを {right}/ に移し、こちらを除いてください。"
    else:
        message = f"このフォルダーは読まれません。名前を {PurePosixPath(right).name} に{REMEDY}"
    return obvious_mistake(path, message, right)


@dataclass(frozen=True)
class _Search:
    """Searches the town's own `templates/` or `assets/`."""

    root: Path
    place: str

    def found(self) -> Iterator[UnreadFile]:
        """Report each file that is not read; files in an ignored folder are reported together."""
        told = set[str]()
        for path in self.own:
            name = path.rpartition("/")[2]
            part = path.split("/")[1] if path.count("/") > 1 else ""
            if not self.is_asked(path, name) or part in told:
                continue
            if not is_utf8(path):
                yield garbled(printable_name(path))
            elif self.place == "assets" and part and part not in PARTS:
                told.add(part)
                yield self.folder(part)
            else:
                yield self.file(path, name)

    def is_asked(self, path: str, name: str) -> bool:
        """Tell whether a file needs a use and has none."""
        if path in self.house or path.startswith(UNASKED) or ABOUT.fullmatch(name):
            return False
        return not any(LEFT_BEHIND.fullmatch(step) for step in path.split("/")) and not self.is_called(path, name)

    def is_called(self, path: str, name: str) -> bool:
        """Tell whether a template, style sheet or script of the town refers to a file."""
        called = path.removeprefix("templates/") if self.place == "templates" else name
        return any(re.search(rf"[\"'(/]{re.escape(called)}[\"')?#]", text) for text in self.texts)

    def folder(self, part: str) -> UnreadFile:
        """Report a folder of `assets/` from which nothing is read."""
        path = f"assets/{part}"
        right = _near(_key(part), {_key(each): name for each, name in MEANT.items()})
        if right and not _is_same(self.root / path, self.root / f"assets/{right}"):
            return _misnamed_folder(path, f"assets/{right}", beside=(self.root / f"assets/{right}").is_dir())
        return possible_mistake(
            path, f"このフォルダーの中は読まれません。assets/ で読まれるのは {'、'.join(PARTS)} です。"
        )

    def file(self, path: str, name: str) -> UnreadFile:
        """Report a file that overrides none of the bundled ones."""
        folder = path.rpartition("/")[0]
        if BACKUP.search(name):
            return possible_mistake(
                path, f"控えに付く名前なので、読まれません。除くか、{self.place}/ の外に移してください。"
            )
        beside = {each.rpartition("/")[2] for each in self.house if each.rpartition("/")[0] == folder}
        if right := _near(_stem(name), {_stem(each): each for each in sorted(beside)}):
            return misnamed(path, name, right, {each.name for each in _seen(self.root, folder)})
        elsewhere = next((each for each in sorted(self.house) if each.rpartition("/")[2] == name), "")
        if elsewhere:
            return obvious_mistake(
                path, f"このファイルは読まれません。{elsewhere} に移すか、除いてください。", elsewhere
            )
        if is_picture(name):
            return possible_mistake(path, "ここの画像は読まれません。assets/images/ に移してください。")
        return possible_mistake(
            path,
            f"このファイルは読まれません（元のしくみの {folder}/ に、この名前のファイルはありません）。除いてください。",
        )

    @cached_property
    def own(self) -> tuple[str, ...]:
        return tuple(files_below(self.root, self.place))

    @cached_property
    def house(self) -> frozenset[str]:
        return frozenset(files_below(HOUSE, self.place))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The town's own files that can refer to others."""
        paths = (path for place in ("templates", "assets") for path in files_below(self.root, place))
        return tuple(_text(self.root, path) for path in paths if path.endswith(CALLING))


def _text(root: Path, path: str) -> str:
    try:
        return read_file(root, path).decode("utf-8", "replace")
    except UnreadableFile:
        return ""


def _seen(root: Path, path: str) -> tuple[FolderEntry, ...]:
    try:
        return tuple(entry for entry in entries(root, path) if not LEFT_BEHIND.fullmatch(entry.name))
    except UnreadableFile:
        return ()


def _near(name: str, known: Mapping[str, str]) -> str:
    """Return the known name most similar to this one; empty if none is."""
    found = get_close_matches(name, known, 1, NEAR)
    return known[found[0]] if found else ""


def _key(name: str) -> str:
    """Normalise a folder's name: singular or plural, case, character width."""
    return plain(name).casefold().removesuffix("s")


def _stem(name: str) -> str:
    """Normalise a file name: without extensions and the suffixes of copies."""
    return COPY.sub("", ENDINGS.sub("", BACKUP.sub("", plain(name).casefold()))).replace("_", "-").replace(" ", "-")


def _is_same(one: Path, other: Path) -> bool:
    """Tell whether two paths are the same folder: by a link, or on a case-insensitive file system."""
    try:
        return one.samefile(other)
    except OSError:
        return False
