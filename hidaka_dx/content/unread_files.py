"""Files of `content/` that nothing reads: none is ignored silently.

Obvious mistakes (`1-9.yml`, `editions.yaml.txt`, `content/measure/`) are problems that state the correct name;
anything else is a remark. Files created by editors and operating systems are ignored.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from hidaka_dx.content.kinds import CHAPTERS, CONTENT_FILES, CSV_TABLES
from hidaka_dx.files import is_system_file
from hidaka_dx.files.pictures import ENDINGS
from hidaka_dx.files.questions import FolderEntry, UnreadableFile
from hidaka_dx.files.reading import entries, is_utf8, printable_name
from hidaka_dx.problem import Place, Problem

CONTENT: Final = "content"
PATHS: Final = tuple(PurePosixPath(paths) for paths in (*(kind.paths for kind in CONTENT_FILES), CHAPTERS, CSV_TABLES))
FILES: Final = frozenset(path.name for path in PATHS if path.parent.name == CONTENT)
FOLDERS: Final = {path.parent.name: path.suffix for path in PATHS if path.parent.name != CONTENT}
"""Folders of `content/` with the extension of their files."""
LEFT_BEHIND: Final = re.compile(r"\..*|~\$.*|#.*#|.*\.sw[opx]|__macosx", re.IGNORECASE | re.DOTALL)
"""Files created by editors: hidden files, locks."""
BACKUP: Final = re.compile(r"(?:~|\.(?:bak|backup|orig|old|save?|tmp)[0-9]*)+$", re.IGNORECASE)
"""Suffixes that people, editors and merge tools add to old versions of a file."""
LIKE_ENDINGS: Final = {
    **dict.fromkeys((".yml", ".yaml", ".yaml.txt", ".yml.txt", ".ymal", ".yaml.yaml"), ".yaml"),
    **dict.fromkeys((".md", ".markdown", ".md.txt", ".mkd", ".mdown", ".md.md"), ".md"),
}
"""Extensions that are likely mistakes for others; longer ones are tried first."""
COPY: Final = re.compile(
    r"[ _-]*(?:- *)?(?:の?コピー|copy)(?: *\(?[0-9]+\)?)?$|[ _]*\([0-9]+\)$|^(?:コピー *[~〜_-]? *|copy (?:[0-9]+ )?of )",
    re.IGNORECASE,
)
"""Suffixes that systems add to the name of a copy."""
NUMBER: Final = re.compile(r"[0-9A-Z]+(?:-[0-9]+)+")
YEAR: Final = re.compile(r"(?:19|20|21)[0-9]{2}")
BARE: Final = frozenset((folder, ending) for folder in ("measures", "progress") for ending in ("", ".txt"))
"""Files that are identified by a number or year alone."""
REMEDY: Final = "直すか、除いてください。"
TABLES: Final = (".xlsx", ".xls", ".xlsm", ".csv", ".docx", ".doc", ".rtf", ".odt", ".pdf")


class UnreadFile(NamedTuple):
    """An object in `content/` that is not read."""

    problem: Problem
    grave: bool
    """Whether it was surely meant to be read."""
    right: str
    """Path that it was meant to have; empty where nothing is known."""


def _is_left_behind(name: str) -> bool:
    return LEFT_BEHIND.fullmatch(name) is not None or is_system_file(name)


def is_read(name: str) -> bool:
    """Tell whether a file with the right extension is read: not an editor's lock, nor a copy such as 「1-9 - コピー.yaml」."""
    return is_utf8(name) and not _is_left_behind(name) and not _is_copy(name)


def _is_copy(name: str) -> bool:
    return bool(COPY.search(plain(PurePosixPath(name).stem)))


def unread(root: Path) -> tuple[UnreadFile, ...]:
    """Find unread files in `root`/content, sorted by place."""
    return tuple(sorted(_Search(root).found()))


def plain(name: str) -> str:
    """Normalise the character width of a name."""
    return unicodedata.normalize("NFKC", name).strip()


@dataclass(frozen=True)
class _Search:
    root: Path

    def found(self) -> Iterator[UnreadFile]:
        """Search the folder and its subfolders that are read."""
        for entry in self.seen(CONTENT):
            path = f"{CONTENT}/{printable_name(entry.name)}"
            if not is_utf8(entry.name):
                yield garbled(path)
            elif entry.folder and entry.name in FOLDERS:
                yield from self.inside(entry.name)
            elif entry.folder and entry.name not in FILES:
                yield from self.folder(path)
            elif not entry.folder and entry.name not in {*FILES, *FOLDERS}:
                yield _top(path, entry.name, self.names)

    def inside(self, folder: str) -> Iterator[UnreadFile]:
        """Search a folder whose files are read."""
        ending, place = FOLDERS[folder], f"{CONTENT}/{folder}"
        names = {entry.name for entry in self.seen(place)}
        for entry in self.seen(place):
            path = f"{place}/{printable_name(entry.name)}"
            if not is_utf8(entry.name):
                yield garbled(path)
            elif entry.folder and not entry.name.endswith(ending):
                yield from self.below(path, ending)
            elif not entry.folder and (not entry.name.endswith(ending) or _is_copy(entry.name)):
                yield _inner(path, entry.name, ending, names)

    def folder(self, path: str) -> Iterator[UnreadFile]:
        """Report a folder whose name is not read."""
        if not self.seen(path):
            return
        name = path.rpartition("/")[2]
        near = get_close_matches(
            plain(name).casefold().removesuffix("s"), [each.rstrip("s") for each in FOLDERS], 1, 0.8
        )
        right = next((each for each in FOLDERS if near and each.rstrip("s") == near[0]), None)
        if right:
            yield obvious_mistake(
                path, f"このフォルダーは読まれません。名前を {right} に{REMEDY}", f"{CONTENT}/{right}"
            )
        else:
            yield possible_mistake(path, "このフォルダーの中は読まれません。content/ の外に移してください。")

    def below(self, path: str, ending: str) -> Iterator[UnreadFile]:
        """Report a subfolder of a folder in which only files are read."""
        inner = [entry.name for entry in self.seen(path)]
        meant = [name for name in inner if _named(name, ending)]
        if meant:
            where = path.rpartition("/")[0]
            message = f"フォルダーの中のファイル（{meant[0]}など{len(meant)}つ）は読まれません。"
            remedy = f"{where}/ に移すか、content/ の外に移してください。"
            yield obvious_mistake(path, message + remedy, f"{where}/{meant[0]}")
        elif inner:
            yield possible_mistake(path, "このフォルダーの中は読まれません。content/ の外に移してください。")

    @cached_property
    def names(self) -> set[str]:
        return {entry.name for entry in self.seen(CONTENT)}

    def seen(self, path: str) -> list[FolderEntry]:
        """Return a folder's entries without system files; unreadable folders are reported elsewhere."""
        try:
            return [entry for entry in entries(self.root, path) if not _is_left_behind(entry.name)]
        except UnreadableFile:
            return []


def _top(path: str, name: str, there: set[str]) -> UnreadFile:
    """Report a file directly in `content/`."""
    right = next((each for ending in (".yaml", ".md") if (each := _named(name, ending))), "")
    stem, _, ending = right.rpartition(".")
    if ending == "yaml" and right in FILES:
        return misnamed(path, name, right, there)
    if ending == "yaml" and (near := get_close_matches(right, sorted(FILES), 1, 0.8)):
        return misnamed(path, name, near[0], there)
    for folder, pattern in (("progress", YEAR), ("measures", NUMBER)):
        if ending == "yaml" and pattern.fullmatch(stem):
            right = f"{CONTENT}/{folder}/{right}"
            return obvious_mistake(path, f"このファイルは読まれません。{right} に移すか、除いてください。", right)
    if ending == "md":
        message = (
            "このファイルは読まれません。章なら content/chapters/ に、そうでなければ content/ の外に移してください。"
        )
        return possible_mistake(path, message)
    return _other(path, name)


def _inner(path: str, name: str, ending: str, there: set[str]) -> UnreadFile:
    """Report a file in a folder whose files have that extension."""
    right = _named(name, ending)
    if not right and (path.split("/")[1], PurePosixPath(name).suffix) in BARE:
        stem = plain(PurePosixPath(name).stem)
        right = f"{stem}{ending}" if NUMBER.fullmatch(stem) or YEAR.fullmatch(stem) else ""
    if right:
        return misnamed(path, name, right, there)
    if PurePosixPath(name).suffix.lower() in ENDINGS:
        return possible_mistake(
            path, "ここの画像は読まれません。assets/images/ に移し、図のファイルの image に名前を書いてください。"
        )
    return _other(path, name)


def _named(name: str, ending: str) -> str:
    """Return the name a file was meant to have, if that name has the extension."""
    bare = BACKUP.sub("", plain(name))
    for like in sorted(LIKE_ENDINGS, key=len, reverse=True):
        if bare.lower().endswith(like):
            stem = COPY.sub("", bare[: -len(like)]).strip()
            return f"{_cased(stem)}{ending}" if LIKE_ENDINGS[like] == ending and stem else ""
    return ""


def _cased(stem: str) -> str:
    """Convert a name to the case used in `content/`; measure numbers keep their capitals."""
    return stem if NUMBER.fullmatch(stem) else stem.casefold().replace("_", "-").replace(" ", "-")


def misnamed(path: str, name: str, right: str, there: set[str]) -> UnreadFile:
    """Report a file with a nearly correct name."""
    whole = f"{path.rpartition('/')[0]}/{right}"
    beside = right in there
    if _is_copy(BACKUP.sub("", name)):
        message = (
            "コピーに付く名前なので、このファイルは読まれません。使うなら名前を付け直し、使わないなら除いてください。"
        )
        return obvious_mistake(path, message, whole)
    backup = bool(BACKUP.search(name))
    if beside and backup:
        return possible_mistake(
            path, f"{right} の控え（前の中身）に付く名前なので、読まれません。除くか、content/ の外に移してください。"
        )
    if backup:
        message = (
            f"控えに付く名前なので、このファイルは読まれません。元の {right} がありません。この中身を使うなら名前を {right} に直し、"
            "使わないなら除いてください。"
        )
        return obvious_mistake(path, message, whole)
    if beside:
        return obvious_mistake(
            path, f"このファイルは読まれません（{right} が読まれます）。一つにして、こちらを除いてください。", whole
        )
    return obvious_mistake(path, f"このファイルは読まれません。名前を {right} に{REMEDY}", whole)


def _other(path: str, name: str) -> UnreadFile:
    if PurePosixPath(name).suffix.lower() in TABLES:
        message = "WordやExcelなどのファイルは読まれません。原稿は .yaml と .md に書き、これは content/ の外に移してください。"
        return possible_mistake(path, message)
    return possible_mistake(path, "このファイルは読まれません。content/ の外に移してください。")


def garbled(path: str) -> UnreadFile:
    """Report a name that is not UTF-8."""
    message = (
        "名前の文字コードがUTF-8ではないので、読まれません（zipを解いた時などに起こります）。名前を付け直してください。"
    )
    return obvious_mistake(path, message, "")


def obvious_mistake(path: str, message: str, right: str) -> UnreadFile:
    """Report an obvious mistake, with the correct path."""
    return UnreadFile(Problem(Place(path), message, "file-name"), grave=True, right=right)


def possible_mistake(path: str, message: str) -> UnreadFile:
    """Report an unread file that may be intended."""
    return UnreadFile(Problem(Place(path), message, "file-unread"), grave=False, right="")
