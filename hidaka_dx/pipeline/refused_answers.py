"""Answers that could not be taken, kept beside the receipts so that `status` can tell them until they are answered anew."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from hidaka_dx.files import Output
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import is_there, read_file
from hidaka_dx.japanese import fiscal_year
from hidaka_dx.pipeline.forms import FOLDER
from hidaka_dx.pipeline.receipt import FileReport, Receipt
from hidaka_dx.survey import Decision
from hidaka_dx.survey.questions import Key

RECORD: Final = "取り込めなかった回答.json"
REFUSED: Final[frozenset[Decision]] = frozenset(("refused", "conflict"))


@dataclass(frozen=True)
class RefusedAnswer:
    """An answer that was not taken."""

    office: str
    number: str
    """Of the measure."""
    field: str
    name: str
    year: int
    label: str
    typed: str
    why: str
    where: str
    """File, sheet and cell."""
    day: str

    @property
    def key(self) -> Key:
        """The question."""
        return Key(self.number, self.field, self.name, self.year)


def refused_answers(output: Path, year: int) -> tuple[RefusedAnswer, ...]:
    """Return what has not been taken of the answers about a year; nothing where no record is there, or none that can be read."""
    path = f"{FOLDER.format(year=fiscal_year(year))}/{RECORD}"
    try:
        held: Any = json.loads(read_file(output, path)) if is_there(output, path) else []
        return tuple(RefusedAnswer(**each) for each in held)
    except (UnreadableFile, ValueError, TypeError):
        return ()


def keep_refused(output: Path, receipt: Receipt) -> None:
    """Keep what a receipt refuses; what it answers otherwise is struck. Raises OSError where that cannot be written."""
    if receipt.year is None:
        return
    before = refused_answers(output, receipt.year)
    answered = {verdict.question.key for verdict in receipt.verdicts if verdict.decision != "empty"}
    now = [each for each in before if each.key not in answered]
    now += [each for file in receipt.files for each in _refused(file, receipt.day.isoformat())]
    if tuple(now) != before:
        folder = FOLDER.format(year=fiscal_year(receipt.year))
        text = json.dumps([asdict(each) for each in now], ensure_ascii=False, indent=1)
        Output(output).write([((folder, RECORD), f"{text}\n".encode())])


def _refused(file: FileReport, day: str) -> Iterator[RefusedAnswer]:
    for verdict in file.verdicts:
        if verdict.decision in REFUSED:
            key, cell = verdict.question.key, verdict.cells[0]
            yield RefusedAnswer(file.office, *key, verdict.question.label, cell.typed, verdict.said, cell.where, day)
