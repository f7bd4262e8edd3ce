"""Safe reading of a town's files: regular files only, no links out of the folder.

A town's folder may come from somebody else. Files outside of it (`/etc/passwd`, a private key) must not get into a
PDF or a website, so a path is opened step by step, and each step refuses to follow a link that has appeared in
between.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from hidaka_dx.files.questions import (
    LARGEST,
    LISTENER,
    SUPPOSED,
    Answer,
    FolderEntry,
    MissingFile,
    Question,
    UnreadableFile,
)
from hidaka_dx.files.settled_files import content_of
from hidaka_dx.problem import RefusalError

DEEPEST: Final = 12
"""Maximum depth of folders that are listed; a link can lead back to an enclosing folder."""
_PLAIN: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NO_RIGHT: Final = "が読めません。権限を確かめてください。"
_OUTSIDE: Final = "は、フォルダーの外を指すリンクです。ファイルそのものを置いてください。"
_NOT_PLAIN: Final = "は、ふつうのファイルではありません。ふつうのファイルを置いてください。"
_CODES: Final = {RuntimeError: errno.ELOOP, ValueError: errno.ENAMETOOLONG}
"""What Python says of links that lead back (until 3.12), and of names with a NUL."""
_WHY: Final = {
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.ELOOP: "は、自分に戻ってくるリンクです。ファイルそのものを置いてください。",
    errno.ENXIO: _NOT_PLAIN,
    errno.EOPNOTSUPP: _NOT_PLAIN,
    errno.ENOTDIR: "は、フォルダーのあるはずの所にファイルがあるので、読めません。名前を確かめてください。",
    errno.ENAMETOOLONG: "は、名前が長すぎるか、使えない字を含みます。名前を直してください。",
}


Found = TypeVar("Found", bytes, tuple[FolderEntry, ...], bool)


def asked(question: Question) -> Answer:
    """Ask a question again; what cannot be read is an answer, too."""
    folder = Path(question.folder)
    try:
        if question.kind == "name":
            return _is_there(folder, question.path)
        if question.kind == "folder":
            return _entries(folder, question.path)
        return _content(folder, question.path, question.largest)
    except UnreadableFile as why:
        return why


def _told(question: Question, answer: Callable[[], Found]) -> Found:
    """Answer a question, and tell whoever listens."""
    listener = LISTENER.get()
    if listener is None:
        return answer()
    try:
        found = answer()
    except UnreadableFile as why:
        listener(question, why)
        raise
    listener(question, found)
    return found


def read_file(folder: Path, path: str, largest: int = LARGEST) -> bytes:
    """Give the content of the file at `path` below `folder`, in bytes.

    Raises `MissingFile` where there is none, and `UnreadableFile` where it is not a regular file, has more than `largest` bytes,
    is not readable by this user, or where a link on the way leads out of the folder.
    """
    return _told(Question("file", str(folder), path, largest), partial(_content, folder, path, largest))


def _content(folder: Path, path: str, largest: int) -> bytes:
    content = (SUPPOSED.get() or {}).get((str(folder), path))
    if content is None:
        content = _read(folder, path, largest)
    if len(content) > largest:
        raise UnreadableFile(f"が大きすぎます。{_size(largest)}までにしてください。")
    return content


def _read(folder: Path, path: str, largest: int) -> bytes:
    with _open(folder, path) as handle:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableFile("は、ファイルではなくフォルダーです。フォルダーを除き、ファイルを置いてください。")
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFile(_NOT_PLAIN)
        with os.fdopen(os.dup(handle), "rb") as file:
            return content_of(file, largest + 1)


def entries(folder: Path, path: str = "") -> tuple[FolderEntry, ...]:
    """Return the entries of the folder at `path` below `folder`, sorted by name; raises as `read_file` does."""
    return _told(Question("folder", str(folder), path), partial(_entries, folder, path))


def _entries(folder: Path, path: str) -> tuple[FolderEntry, ...]:
    with _open(folder, path) as handle:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            raise UnreadableFile("はフォルダーではありません。この名前のフォルダーにしてください。")
        with os.scandir(handle) as found:
            return tuple(sorted(FolderEntry(each.name, _is_folder(each)) for each in found))


def is_there(folder: Path, path: str) -> bool:
    """Tell whether a name exists, even as a dangling link or unreadable file."""
    return _told(Question("name", str(folder), path), partial(_is_there, folder, path))


def _is_there(folder: Path, path: str) -> bool:
    try:
        return os.path.lexists(folder / path)
    except ValueError:  # a name with a NUL character
        return False


def read_first(folders: Sequence[Path], path: str, largest: int = LARGEST) -> bytes:
    """Return the content of the first file at `path` below one of `folders`; raises as `read_file` does."""
    for folder in folders:
        if is_there(folder, path):
            return read_file(folder, path, largest)
    raise MissingFile("がありません。置いてください。")


def has_folder(folder: Path, name: str) -> bool:
    """Tell whether `folder` has a subfolder of that name; raises RefusalError for a link that leads out."""
    try:
        entries(folder, name)
    except MissingFile:
        return False
    except UnreadableFile as why:
        raise RefusalError(f"フォルダー {name} {why}") from None
    return True


def files_below(folder: Path, path: str = "") -> Iterator[str]:
    """Return the paths of all files below a folder, sorted; folders that cannot be listed count as empty."""
    try:
        found = entries(folder, path) if path.count("/") < DEEPEST else ()
    except UnreadableFile:
        return
    for entry in found:
        inner = f"{path}/{entry.name}" if path else entry.name
        yield from files_below(folder, inner) if entry.folder else (inner,)


@contextmanager
def _open(folder: Path, path: str) -> Iterator[int]:
    """Open a path for reading; the handle is closed at the end."""
    handle = -1
    try:
        handle = _reached(folder, path)
        yield handle
    except (OSError, RuntimeError, ValueError) as error:
        raise _reason(folder, path, error) from None
    finally:
        if handle >= 0:
            os.close(handle)


def _reached(folder: Path, path: str) -> int:
    """Open a path; only where a link is met, it is looked at where the path leads."""
    try:
        return _walked(folder, _parts(path))
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
    return _walked(folder, _steps(folder, path))


def _walked(folder: Path, parts: Sequence[str]) -> int:
    """Open step by step what lies below a folder; raises OSError for a link among the steps."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in parts:
        try:
            inner = _step(part, handle)
        finally:
            os.close(handle)
        handle = inner
    return handle


def _step(part: str, handle: int) -> int:
    return os.open(part, _PLAIN, dir_fd=handle)


def _parts(path: str) -> list[str]:
    """Return the path components of a file as they are written."""
    parts = path.split("/") if path else []
    if any(part in ("", ".", "..") for part in parts):
        raise UnreadableFile("は、フォルダーの中の場所として正しくありません。名前を直してください。")
    return parts


def _steps(folder: Path, path: str) -> tuple[str, ...]:
    """Return the path components of a file with all links resolved."""
    whole, found = folder.resolve(strict=True), folder.joinpath(*_parts(path)).resolve(strict=True)
    if not found.is_relative_to(whole):
        raise UnreadableFile(_OUTSIDE)
    return found.relative_to(whole).parts


def _reason(folder: Path, path: str, error: Exception) -> UnreadableFile:
    """Explain why something could not be opened."""
    if isinstance(error, FileNotFoundError):
        link = _link(folder, path)
        if link is None:
            return MissingFile("がありません。置いてください。")
        if not link.resolve().is_relative_to(folder.resolve()):
            return UnreadableFile(_OUTSIDE)
        target = printable_name(str(link.readlink()))
        return UnreadableFile(f"は、なくなったもの（{target}）を指すリンクです。ファイルそのものを置いてください。")
    code = error.errno if isinstance(error, OSError) else _CODES.get(type(error))
    return UnreadableFile(_WHY.get(code or 0, f"が読めません（{error}）。"))


def _link(folder: Path, path: str) -> Path | None:
    """Return the first link on the path."""
    place = folder
    for part in path.split("/"):
        place /= part
        if place.is_symlink():
            return place
    return None


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _size(largest: int) -> str:
    return f"{largest >> 20} MiB" if largest % 2**20 == 0 else f"{largest // 1_000_000}MB"


def printable_name(name: str) -> str:
    """Give a name as it can be shown: bytes that are no UTF-8 as a backslash, x and two figures."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def is_utf8(name: str) -> bool:
    """Tell whether a name is written in UTF-8."""
    return printable_name(name) == name
