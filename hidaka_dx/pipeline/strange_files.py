"""Files that people name on the command line and that others have made: read whole, up to a size; mails give what is attached."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

from hidaka_dx.bounds import ExceededError
from hidaka_dx.office_files import LARGEST_FILE, attachments, too_large
from hidaka_dx.pipeline.confined import confined_in_silence
from hidaka_dx.pipeline.designs import content_size
from hidaka_dx.pipeline.receipt import shown_name
from hidaka_dx.problem import RefusalError

MAIL: Final = ".eml"
WORD: Final = (".docx", ".docm", ".doc")
OFFICE: Final = (*WORD, ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".odt")
"""Endings of attached files that may hold answers."""
STOPPED: Final = "{0}。ふつうのWordやExcelのファイルではないので、途中でやめました。作った人に確かめてください。"
Result = TypeVar("Result")
Item = TypeVar("Item")


def read_strange_file(path: Path) -> bytes:
    """Read a file; raises RefusalError, as a clause that its name goes before, where it cannot be read or is too large."""
    if path.is_dir():
        raise RefusalError("フォルダーです。ファイルの名前を書いてください。")
    if not path.is_file():  # a pipe would wait for ever
        raise RefusalError("ふつうのファイルではありません。")
    with path.open("rb") as file:
        content, size = file.read(LARGEST_FILE + 1), os.fstat(file.fileno()).st_size
    if len(content) > LARGEST_FILE:
        raise RefusalError(too_large(size, path.suffix.lower()))
    if not content:
        raise RefusalError("空です。")
    return content


def apart(path: Path, root: Path, work: Callable[[], Result]) -> Result:
    """Do some work on a file for the town in `root`, which need not be there yet, in a child process.

    Raises RefusalError, naming file and cause, where it takes too much.
    """
    size = content_size(root) + (path.stat().st_size if path.is_file() else 0)
    try:
        return confined_in_silence(work, size)
    except ExceededError as error:
        raise RefusalError(f"{path} を読むと、{STOPPED.format(error)}") from None


def each_apart(
    items: Sequence[Item],
    work: Callable[[Sequence[Item]], tuple[Result, ...]],
    size: Callable[[Item], int],
    told: Callable[[Item, ExceededError], Result],
) -> tuple[Result, ...]:
    """Do some work on several things of that `size`, in one child process, or, where that takes too much, on each in its own.

    What takes too much alone has the result that `told` gives it. Raises whatever `work` raises.
    """
    if not items:
        return ()
    try:
        return confined_in_silence(lambda: work(items), sum(map(size, items)))
    except ExceededError as error:
        if len(items) == 1:
            return (told(items[0], error),)
    return tuple(result for item in items for result in each_apart([item], work, size, told))


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


def all_apart(files: Sequence[ReturnedFile], root: Path, work: Callable[[Sequence[ReturnedFile]], Result]) -> Result:
    """Do some work on files for the town in `root`, in a child process; one that takes too much alone is told (`fault`), the others are worked on.

    Raises RefusalError where only all together take too much, and whatever `work` raises.
    """
    try:
        return _apart(files, root, work)
    except ExceededError as error:
        told = [_tried(each, root, work) for each in files] if len(files) > 1 else [_told(files[0], error)]
        if not any(each.fault and not before.fault for each, before in zip(told, files, strict=True)):
            raise RefusalError(f"{len(files)}個のファイルをまとめて読むと、{STOPPED.format(error)}") from None
    return _apart(told, root, work)


def _apart(files: Sequence[ReturnedFile], root: Path, work: Callable[[Sequence[ReturnedFile]], Result]) -> Result:
    size = content_size(root) + sum(len(each.content) for each in files)
    return confined_in_silence(lambda: work(files), size)


def _tried(file: ReturnedFile, root: Path, work: Callable[[Sequence[ReturnedFile]], object]) -> ReturnedFile:
    try:
        _apart([file], root, work)
    except ExceededError as error:
        return _told(file, error)
    except RefusalError:  # not of this file alone
        return file
    return file


def _told(file: ReturnedFile, error: ExceededError) -> ReturnedFile:
    return replace(file, content=b"", fault=f"読むと、{STOPPED.format(error)}")


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
    try:
        found = confined_in_silence(lambda: attachments(content), len(content))
    except ExceededError as error:
        raise RefusalError(f"読むと、{STOPPED.format(error)}") from None
    for each in found:
        ending = Path(each.name).suffix.lower()
        name = f"{mail}の添付「{shown_name(each.name)}」"
        if ending in OFFICE:
            yield ReturnedFile(name, each.content, ending in WORD)
        else:
            yield ReturnedFile(name, b"", is_word=False, is_ignored=True)
    if not any(Path(each.name).suffix.lower() in OFFICE for each in found):
        raise RefusalError("添付に、ExcelやWordのファイルがありません。")
