"""Files of the content that the desk may open: which they are, what they hold, what is wrong with them."""

from collections.abc import Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Final

from hidaka_dx.content import CONTENT_FILES, ContentFile, kind_of
from hidaka_dx.content.folder import LARGEST
from hidaka_dx.content.kinds import CHAPTERS, CSV_TABLES
from hidaka_dx.content.validate import validated
from hidaka_dx.desk import path_at
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import entries, read_file
from hidaka_dx.problem import Problem, RefusalError
from hidaka_dx.source import Data, parse_chapter, parse_csv, parse_data, read_text
from hidaka_dx.source import Path as At

NOT_WRITABLE: Final = "ここは、この画面では直せません。"


def text_of(root: Path, path: str) -> str:
    """Return the text of a file of the content; raises RefusalError where it cannot be edited here."""
    return decoded(bytes_of(root, path), path)


def editable_texts(root: Path) -> dict[str, str]:
    """Return the text of every file of the content that people write and that can be read, by its path."""
    folders = {
        str(PurePosixPath(pattern).parent)
        for pattern in (*(kind.paths for kind in CONTENT_FILES), CHAPTERS, CSV_TABLES)
    }
    found = {}
    for folder in sorted(folders):
        with suppress(UnreadableFile):
            for entry in entries(root, folder):
                with suppress(RefusalError):
                    if not entry.folder and is_editable(f"{folder}/{entry.name}"):
                        found[f"{folder}/{entry.name}"] = text_of(root, f"{folder}/{entry.name}")
    return found


def bytes_of(root: Path, path: str) -> bytes:
    """Return the bytes of a file; raises as `text_of` does."""
    if not is_editable(path) or not is_editable(_real(root, path)):
        raise RefusalError(NOT_WRITABLE)
    try:
        return read_file(root, path, LARGEST)
    except UnreadableFile as why:
        raise RefusalError(f"ファイル {path} {why}") from None


def _real(root: Path, path: str) -> str:
    """Return the path of the file that a path leads to through links; what lies outside of the town is refused by its reader."""
    found, town = (root / path).resolve(), root.resolve()
    return found.relative_to(town).as_posix() if found.is_relative_to(town) else path


def decoded(raw: bytes, path: str) -> str:
    """Return bytes as text; raises RefusalError for what is no UTF-8."""
    text, problems = read_text(raw, path)
    if text is None:
        raise RefusalError(problems[0].message)
    return text


def data_of(text: str, path: str) -> Data:
    """Return what a data file holds; raises RefusalError where its syntax is broken."""
    data, problems = parse_data(text, path)
    if data is None or not isinstance(data.value, dict | list):
        raise RefusalError(
            f"{path} の形が崩れているので、ここでは開けません。右の一覧の誤りを、エディターで直してください。"
            if problems
            else NOT_WRITABLE
        )
    return data


def is_editable(path: str) -> bool:
    """Tell whether a path names a file of the content that people write; it need not be there."""
    names = PurePosixPath(path)
    if names.is_absolute() or ".." in names.parts or str(names) != path or "\0" in path:
        return False
    kind = kind_of(path)
    found = kind.paths if kind else next((each for each in (CHAPTERS, CSV_TABLES) if fnmatchcase(path, each)), "")
    return bool(found) and found.count("/") == path.count("/")


def new_faults(path: str, kind: ContentFile | None, before: str, after: str) -> Sequence[tuple[At | None, Problem]]:
    """Return the faults that a text has and its older form had not."""
    known = {(each.message, each.rule) for _, each in _faults(path, kind, before)}
    return [found for found in _faults(path, kind, after) if (found[1].message, found[1].rule) not in known]


def _faults(path: str, kind: ContentFile | None, text: str) -> Sequence[tuple[At | None, Problem]]:
    letters = read_text(text.encode(), path)[1]
    if kind is None:
        _, found = parse_csv(text, path) if path.endswith(".csv") else parse_chapter(text, path)
        return [(None, each) for each in (*letters, *found)]
    data, problems = parse_data(text, path)
    if data is not None and not problems:
        _, problems = validated(kind.adapter, data)
    return [(path_at(data, each.place) if data else None, each) for each in (*letters, *problems)]
