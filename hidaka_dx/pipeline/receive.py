"""`receive`: reads the forms that departments have sent back into `content/progress/`, and accounts for every cell.

The file is changed in place: comments, order and all that was not answered stay to the byte. A second run with the same
forms changes nothing.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from hidaka_dx.content import Manuscript
from hidaka_dx.files import Output, numbered_names
from hidaka_dx.japanese import fiscal_year, seireki_date
from hidaka_dx.pipeline import measure_text, progress_text
from hidaka_dx.pipeline.changed_files import ChangedFile, write_changes
from hidaka_dx.pipeline.forms import FOLDER, SURVEYS, asked_in, readable
from hidaka_dx.pipeline.reading import PROGRESS
from hidaka_dx.pipeline.receipt import FileReport, Receipt, as_text
from hidaka_dx.pipeline.refused_answers import keep_refused
from hidaka_dx.pipeline.strange_files import ReturnedFile
from hidaka_dx.problem import Problem, RefusalError
from hidaka_dx.survey import AnswerVerdict, AskedValue, Key, OfficeSurvey, Received, SurveyKind, decided, understood
from hidaka_dx.workbooks import ReturnedBook, ReturnedCell, ReturnedForm, UnreadableForm

MEASURES: Final = "content/measures/"
SUFFIX: Final = ".xlsx"
NOT_TAKEN: Final = "**原稿に書けなかったので、次の回答は取り込んでいません。もう一度実行してください。**"
RECEIPT: Final = "受け取りの控え_{day}.md"
"""Each run that had something to tell has a receipt of its own."""


@dataclass(frozen=True)
class _File:
    name: str
    form: ReturnedForm
    survey: OfficeSurvey


def receive(
    root: Path, found: Sequence[ReturnedFile], day: date, *, prefer_answers: bool = False
) -> tuple[tuple[Receipt, ...], tuple[Problem, ...]]:
    """Read returned forms; return what becomes of them, by fiscal year.

    Nothing is written yet (`accept`). Returns all faults of the content instead if there are any. Raises RefusalError for
    a town without an action plan, and where there is no form.
    """
    manuscript, problems = readable(root)
    if manuscript is None:
        return (), problems
    files, reports = list[_File](), list[FileReport]()
    for file in found:
        if file.is_word:
            continue
        read = _read(file, manuscript)
        if isinstance(read, _File):
            files.append(read)
        else:
            reports.append(read)
    years = sorted({file.survey.year for file in files})
    if not years and not reports:
        raise RefusalError(
            f"回答のファイル（{SUFFIX}）がありません。ファイルか、ファイルのあるフォルダーを書いてください。"
        )
    texts = _Texts(manuscript)
    receipts = [_receipt(texts, year, files, day, prefer=prefer_answers) for year in years]
    if not receipts:
        return (Receipt(None, day, tuple(reports), ()),), ()
    return (replace(receipts[0], files=(*receipts[0].files, *reports)), *receipts[1:]), ()


def accept(root: Path, receipt: Receipt, output: Path) -> Path | None:
    """Write the answers that were taken into the content, and the receipt below `output`; return the receipt's path.

    Nothing is written, and nothing returned, where everything is as it was. Raises RefusalError where a file has changed
    since it was read, OSError where something cannot be written.
    """
    keep_refused(output, receipt)
    if receipt.year is None or (
        receipt.is_whole and not any(verdict.decision == "taken" for verdict in receipt.verdicts)
    ):
        return None
    written = _written_receipt(receipt, receipt.year, output)
    try:
        write_changes(root, receipt.changes)
    except (OSError, RefusalError):
        Output(written.parent).write([((written.name,), f"{NOT_TAKEN}\n\n{as_text(receipt)}".encode())])
        raise
    return written


def _written_receipt(receipt: Receipt, year: int, output: Path) -> Path:
    """Write the receipt under a name of its own, unless it is there already; return its path."""
    folder, text = FOLDER.format(year=fiscal_year(year)), as_text(receipt).encode()
    for path in (output / folder / name for name in numbered_names(RECEIPT.format(day=receipt.day))):
        if not os.path.lexists(path):
            Output(output).write([((folder, path.name), text)])
            return path
        if path.is_file() and path.read_bytes() == text:
            return path
    raise AssertionError("there are names without end")


def _read(file: ReturnedFile, manuscript: Manuscript) -> _File | FileReport:
    """Read a file; a report of its fault where it is no form of this town."""
    if file.is_ignored:
        return FileReport(file.name, "", (), notes=("ExcelやWordのファイルではないので、読んでいません",))
    if file.fault:
        return FileReport(file.name, "", (), file.fault)
    try:
        book = ReturnedBook(file.content)
        survey = _survey(book.about, manuscript)
        return _File(file.name, book.read(), survey)
    except (UnreadableForm, RefusalError) as error:
        return FileReport(file.name, "", (), str(error))


def _survey(about: Mapping[str, str], manuscript: Manuscript) -> OfficeSurvey:
    """Return what that office is asked today; raises UnreadableForm for a form of another town or office."""
    plan = manuscript.plan
    if about.get("town") != plan.town:
        raise UnreadableForm(f"{about.get('town')}の様式です。{plan.town}の様式ではありません。")
    year, kind = int(about["year"]), next((each for each in SURVEYS if each == about.get("about")), None)
    if kind is None:
        raise UnreadableForm("この道具の知らない種類の様式です。新しい道具で作られたのかもしれません。")
    for survey in asked_in(manuscript, year, kind):
        if survey.office == about.get("office"):
            return survey
    raise UnreadableForm(
        f"{about.get('office')}が主管する{fiscal_year(year)}の{plan.names.measure}は、今はありません。"
    )


def _receipt(texts: "_Texts", year: int, files: Sequence[_File], day: date, *, prefer: bool) -> Receipt:
    """Decide on all answers about a year, and edit the files that they belong to."""
    mine = [file for file in files if file.survey.year == year]
    cells, reports, done = _by_key(mine), list[FileReport](), set[tuple[SurveyKind, Key]]()
    before = dict(texts.changed)
    for file in mine:
        verdicts, about = list[AnswerVerdict](), file.survey.about
        for measure in file.survey.measures:
            asked = [each for each in measure.questions if (about, each.key) in cells.keys() - done]
            done.update((about, each.key) for each in asked)
            found = [decided(each, cells[about, each.key], prefer_answers=prefer) for each in asked]
            source = f"{file.survey.office}、{file.name}、{seireki_date(day)}"
            verdicts += texts.write(file.survey, measure.number, found, source)
        reports.append(_report(file, verdicts))
    return Receipt(year, day, tuple(reports), texts.changes(before))


@dataclass
class _Texts:
    """The files that answers are written into, by path, as they are changed."""

    manuscript: Manuscript
    changed: dict[str, str] = field(default_factory=dict)

    def write(
        self, survey: OfficeSurvey, number: str, verdicts: list[AnswerVerdict], source: str
    ) -> list[AnswerVerdict]:
        """Write the answers about one measure; return the verdicts with those that were refused."""
        if survey.about == "opinions" or not any(verdict.decision == "taken" for verdict in verdicts):
            return verdicts
        if survey.about == "progress" and self.manuscript.has_decided(survey.year):
            return [_decided(verdict) if verdict.decision == "taken" else verdict for verdict in verdicts]
        if survey.about == "progress":
            path = f"{PROGRESS}{survey.year}.yaml"
            text = self.text(path) or progress_text.new_file(self.manuscript, survey.year)
            verdicts, self.changed[path] = progress_text.written(verdicts, text, number, source)
        else:
            path = f"{MEASURES}{number}.yaml"
            verdicts, self.changed[path] = measure_text.written(verdicts, self.text(path), source)
        return verdicts

    def text(self, path: str) -> str:
        """Return a file as it is now; empty if it is not there."""
        return self.changed.get(path) or self.manuscript.texts.get(path, "")

    def changes(self, before: Mapping[str, str]) -> tuple[ChangedFile, ...]:
        """Return the files that are not as they were `before`, where that had changed some already."""
        found = (
            ChangedFile(path, before.get(path) or self.manuscript.texts.get(path, ""), text)
            for path, text in self.changed.items()
        )
        return tuple(each for each in found if each.after != each.before)


def _decided(verdict: AnswerVerdict) -> AnswerVerdict:
    """Refuse an answer about a year whose report is decided."""
    said = "この年度の進捗は決定しています。直すのなら、進捗のファイルの status を案に戻してから取り込んでください。"
    return verdict.refused(said)


def _by_key(files: Sequence[_File]) -> dict[tuple[SurveyKind, Key], list[Received]]:
    """Collect the cells of all files by the question they answer."""
    found: dict[tuple[SurveyKind, Key], list[Received]] = {}
    for file in files:
        questions = {each.key: each for each in _questions(file.survey)}
        for cell in file.form.cells:
            if cell.key in questions:
                found.setdefault((file.survey.about, cell.key), []).append(_received(file, cell, questions[cell.key]))
    return found


def _received(file: _File, cell: ReturnedCell, question: AskedValue) -> Received:
    reading = understood(question, cell.typed, cell.shown)
    if cell.fault:
        reading = replace(reading, answer=None, fault=cell.fault)
    elif cell.note and reading.answer is not None:
        reading = replace(reading, note="、".join(filter(None, (cell.note, reading.note))))
    base = file.form.base.get(question.key, "")
    return Received(
        f"{file.name}:{cell.sheet}!{cell.place}", "" if cell.typed is None else str(cell.typed), base, reading
    )


def _questions(survey: OfficeSurvey) -> Iterator[AskedValue]:
    return (question for measure in survey.measures for question in measure.questions)


def _report(file: _File, verdicts: Sequence[AnswerVerdict]) -> FileReport:
    known = {question.key for question in _questions(file.survey)}
    strays = tuple(
        cell for cell in file.form.cells if cell.key not in known and (cell.key is None or cell.typed is not None)
    )
    notes = list(file.form.notes)
    if file.form.about.get("digest") != file.survey.digest:
        notes.append("様式を作った後に、取組の内容か目標が変わっています。今の取組に合わせて読みました")
    lost = known - {cell.key for cell in file.form.cells}
    if lost:
        notes.append(f"様式にあった欄が{len(lost)}なくなっています。消された欄は、今の値を残します")
    return FileReport(file.name, file.survey.office, tuple(verdicts), notes=tuple(notes), strays=strays)
