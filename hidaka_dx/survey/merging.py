"""Decides what becomes of each answer, given what the progress file says now and said when the form was made.

Nothing is overwritten in silence: where the file has been changed since, or two forms differ, both are shown.
An empty cell never takes a value away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from hidaka_dx.survey.answers import Answer, Reading, understood
from hidaka_dx.survey.questions import AskedValue

Decision: TypeAlias = Literal["taken", "unchanged", "empty", "refused", "conflict"]


@dataclass(frozen=True)
class Received:
    """A cell of a returned form."""

    where: str
    """File, sheet and cell."""
    typed: str
    """What it shows."""
    base: str
    """What stood there when the form was made."""
    reading: Reading


@dataclass(frozen=True)
class AnswerVerdict:
    """What becomes of the answers to one question."""

    question: AskedValue
    decision: Decision
    answer: Answer | None
    """What is to be written; none where nothing is."""
    said: str
    """Why, or how it was understood."""
    cells: tuple[Received, ...]

    def refused(self, why: str) -> "AnswerVerdict":
        """Return the verdict that nothing is written, for this reason."""
        return replace(self, decision="refused", answer=None, said=why)


def decided(question: AskedValue, cells: Sequence[Received], *, prefer_answers: bool = False) -> AnswerVerdict:
    """Decide on the answers to a question; with `prefer_answers`, an answer wins over what was changed since."""
    faults = [cell for cell in cells if cell.reading.fault]
    if faults:
        return AnswerVerdict(question, "refused", None, faults[0].reading.fault, tuple(cells))
    now = _meant(question, question.before)
    given = {cell.reading.answer: cell for cell in cells if cell.reading.answer is not None}
    new = {answer: cell for answer, cell in given.items() if answer != _meant(question, cell.base)}
    if len(new) > 1:
        why = "二つの回答が違います。正しい方だけを残してください"
        return AnswerVerdict(question, "conflict", None, why, tuple(cells))
    if not new or now in new:
        state: Decision = "unchanged" if given or now is not None else "empty"
        return AnswerVerdict(question, state, None, _kept(cells, now), tuple(cells))
    ((answer, cell),) = new.items()
    if now is not None and now != _meant(question, cell.base) and not prefer_answers:
        why = "様式を作った後に、原稿の値が変わっています。回答の方が正しければ、--prefer-answers を付けて実行してください"
        return AnswerVerdict(question, "conflict", answer, why, tuple(cells))
    return AnswerVerdict(question, "taken", answer, cell.reading.note, tuple(cells))


def _kept(cells: Sequence[Received], now: Answer | None) -> str:
    """Explain why an empty cell, or one that says what it was made with, changes nothing."""
    if now is not None and all(cell.reading.answer is None for cell in cells):
        return "空の欄なので、今の値を残します"
    return ""


def _meant(question: AskedValue, typed: str) -> Answer | None:
    return understood(question, typed).answer
