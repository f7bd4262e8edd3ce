"""What a run of this program read of a town's folder, so that a later run can tell whether it would read the same."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from hidaka_dx.files import is_staging_name
from hidaka_dx.files.reading import Answer, Question, asked, heard_by

Testimony = tuple[tuple[Question, str], ...]
"""Questions, in their order, and a hash of what was answered."""


@dataclass
class Witness:
    """Remembers what is read through `files.reading`."""

    made: str
    """The name of a folder that the run itself may make; it does not count among the entries of the folder around it."""
    answers: dict[Question, str] = field(default_factory=dict)
    is_sure: bool = True
    """Whether each question was answered alike whenever it was asked."""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Remember all that is read while the context lasts."""
        with heard_by(self._hear):
            yield

    def testimony(self) -> Testimony:
        """Return what was read, folders by their absolute paths."""
        return tuple(self.answers.items())

    def _hear(self, question: Question, answer: Answer) -> None:
        folder = Path(question.folder).absolute()
        if is_passing(folder):
            return
        absolute = question._replace(folder=str(folder))
        said = _digest(answer, self.made)
        if self.answers.setdefault(absolute, said) != said:
            self.is_sure = False


def is_passing(folder: Path) -> bool:
    """Tell whether a folder lies in one that this program makes for a moment, from what it has read elsewhere."""
    return any(map(is_staging_name, folder.parts))


def holds(testimony: Iterable[tuple[Question, str]], made: str) -> bool:
    """Tell whether every question would be answered as it was."""
    return all(_digest(asked(question), made) == said for question, said in testimony)


def _digest(answer: Answer, made: str) -> str:
    if isinstance(answer, bytes):
        return sha256(answer).hexdigest()
    if isinstance(answer, tuple):
        return sha256(repr([each for each in answer if each.name != made]).encode("utf-8", "replace")).hexdigest()
    return f"{type(answer).__name__} {answer}"
