"""Files that people name on the command line and that others have made: read whole, up to a size; mails give what is attached."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.office_files import LARGEST_FILE, attachments
from hidaka_dx.pipeline.receipt import shown_name
from hidaka_dx.problem import RefusalError

MAIL: Final = ".eml"
WORD: Final = (".docx", ".docm", ".doc")
OFFICE: Final = (*WORD, ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".odt")
"""Endings of attached files that may hold answers."""


def read_strange_file(path: Path) -> bytes:
    """Read a file; raises RefusalError, as a clause that its name goes before, where it cannot be read or is too large."""
    if path.is_dir():
        raise RefusalError("フォルダーです。ファイルの名前を書いてください。")
    if not path.is_file():  # a pipe would wait for ever
        raise RefusalError("ふつうのファイルではありません。")
    with path.open("rb") as file:
        content, size = file.read(LARGEST_FILE + 1), os.fstat(file.fileno()).st_size
    if len(content) > LARGEST_FILE:
        raise RefusalError(
            f"大きすぎます（{size / 2**20:.0f}MB）。{LARGEST_FILE >> 20}MBまでです。Wordの「図の圧縮」などで小さくしてください。"
        )
    if not content:
        raise RefusalError("空です。")
    return content


@dataclass(frozen=True)
class ReturnedFile:
    """A file that came back, or why it cannot be read."""

    name: str
    """As it is shown; of an attachment with that of the mail."""
    content: bytes
    is_word: bool
    """Whether its name says that it is a Word file."""
    fault: str = ""
    is_ignored: bool = False
    """Whether it is only told that it was there."""


def returned_files(paths: Sequence[Path]) -> tuple[ReturnedFile, ...]:
    """Read the files that were named, and those of folders; locks of programs are left out. Raises OSError."""
    return tuple(each for path in _found(paths) for each in _read(path))


def _found(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        yield from (each for each in inside if not each.name.startswith(("~$", ".~lock", ".")))


def _read(path: Path) -> Iterator[ReturnedFile]:
    name, ending = shown_name(path.name), path.suffix.lower()
    try:
        content = read_strange_file(path)
        if ending != MAIL:
            yield ReturnedFile(name, content, ending in WORD)
            return
        yield from _attached(name, content)
    except RefusalError as error:
        yield ReturnedFile(name, b"", ending in WORD, str(error))


def _attached(mail: str, content: bytes) -> Iterator[ReturnedFile]:
    """Return the files of Word and Excel attached to a mail; others are named."""
    found = attachments(content)
    for each in found:
        ending = Path(each.name).suffix.lower()
        name = f"{mail}の添付「{shown_name(each.name)}」"
        if ending in OFFICE:
            yield ReturnedFile(name, each.content, ending in WORD)
        else:
            yield ReturnedFile(name, b"", is_word=False, is_ignored=True)
    if not any(Path(each.name).suffix.lower() in OFFICE for each in found):
        raise RefusalError("添付に、ExcelやWordのファイルがありません。")
