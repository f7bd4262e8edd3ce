"""What a run of this program read of a town's folder, so that a later run can tell whether it would read the same."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from hidaka_dx.files import is_staging_name
from hidaka_dx.files.questions import Answer, Hashed, Question, heard_by
from hidaka_dx.files.reading import asked
from hidaka_dx.files.settled_files import sha256_of

Testimony = tuple[tuple[Question, str], ...]
"""Questions, in their order, and a hash of what was answered."""


@dataclass
class Witness:
    """Remembers what is read through `files.reading`."""

    root: Path
    """The town's folder."""
    output: Path
    """Where the run writes; what it reads there is not remembered, unless it is the town's folder or around it."""
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
        output = self.output.absolute()
        if is_passing(folder) or (folder.is_relative_to(output) and not self.root.absolute().is_relative_to(output)):
            return
        absolute = question._replace(folder=str(folder))
        said = _digest(absolute, answer, self.root, self.output)
        if self.answers.setdefault(absolute, said) != said:
            self.is_sure = False


def is_passing(folder: Path) -> bool:
    """Tell whether a folder lies in one that this program makes for a moment, from what it has read elsewhere."""
    return any(map(is_staging_name, folder.parts))


def holds(testimony: Iterable[tuple[Question, str]], root: Path, output: Path) -> bool:
    """Tell whether every question would be answered as it was."""
    return all(_digest(question, asked(question), root, output) == said for question, said in testimony)


def _digest(question: Question, answer: Answer, root: Path, output: Path) -> str:
    """Return what tells answers apart; the output folder, which the first run makes, is not counted in the town's folder."""
    if isinstance(answer, bytes):
        return sha256_of(answer)
    if isinstance(answer, Hashed):
        return answer.sha256
    if isinstance(answer, tuple):
        listed = Path(question.folder, question.path)
        counted = [each for each in answer if listed != root.absolute() or listed / each.name != output.absolute()]
        return sha256(repr(counted).encode("utf-8", "replace")).hexdigest()
    return f"{type(answer).__name__} {answer}"
