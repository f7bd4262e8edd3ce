"""What is asked of a town's folder, and who hears the questions and their answers: a record of a build, another process."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

LARGEST: Final = 32 * 2**20
"""Bytes in any file; photos have a tenth of it."""


class UnreadableFile(Exception):
    """A file that cannot or must not be read; the Japanese message continues 「ファイル …」 or 「フォルダー …」."""


class MissingFile(UnreadableFile):
    """A missing file."""


class FolderEntry(NamedTuple):
    """What lies in a folder."""

    name: str
    """As the system gives it; bytes that are no UTF-8 are surrogates (PEP 383)."""
    folder: bool
    """Is it a folder, or a link to one?"""


class Question(NamedTuple):
    """What is asked of a folder: a file's content, a folder's entries, or whether a name is there."""

    kind: Literal["file", "folder", "name"]
    folder: str
    path: str
    largest: int = LARGEST


@dataclass(frozen=True)
class Hashed:
    """The content of a file that another process has read."""

    sha256: str


Answer: TypeAlias = bytes | Hashed | tuple[FolderEntry, ...] | bool | UnreadableFile
LISTENER: Final = ContextVar[Callable[[Question, Answer], None] | None]("listener", default=None)
SUPPOSED: Final = ContextVar[Mapping[tuple[str, str], bytes] | None]("supposed", default=None)


@contextmanager
def supposing(folder: Path, contents: Mapping[str, bytes]) -> Iterator[None]:
    """Read some files below a folder as if they held other bytes, while the context lasts: what would be so if they were saved."""
    token = SUPPOSED.set({(str(folder), path): content for path, content in contents.items()})
    try:
        yield
    finally:
        SUPPOSED.reset(token)


@contextmanager
def heard_by(listener: Callable[[Question, Answer], None]) -> Iterator[None]:
    """Tell `listener` all questions and their answers while the context lasts."""
    token = LISTENER.set(listener)
    try:
        yield
    finally:
        LISTENER.reset(token)


@contextmanager
def heard() -> Iterator[list[tuple[Question, Answer]]]:
    """Collect all questions and their answers while the context lasts, so that another process can be told (`retell`)."""
    found: list[tuple[Question, Answer]] = []

    def listen(question: Question, answer: Answer) -> None:
        found.append((question, Hashed(sha256(answer).hexdigest()) if isinstance(answer, bytes) else answer))

    with heard_by(listen):
        yield found


def retell(heard_elsewhere: Iterable[tuple[Question, Answer]]) -> None:
    """Tell whoever listens what another process has asked for this one."""
    listener = LISTENER.get()
    if listener:
        for question, answer in heard_elsewhere:
            listener(question, answer)
