"""`status`: which offices have answered for a fiscal year, and the words of a reminder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hidaka_dx.japanese import fiscal_year, seireki_date
from hidaka_dx.pipeline.forms import asked_in, readable
from hidaka_dx.pipeline.refused_answers import RefusedAnswer, refused_answers
from hidaka_dx.problem import Problem
from hidaka_dx.survey import AskedMeasure, OfficeSurvey


@dataclass(frozen=True)
class OfficeStatus:
    """How far an office has come."""

    office: str
    measures: int
    asked: int
    """Questions without whose answers the year cannot be evaluated."""
    missing: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Number and name of each measure that lacks some, and which."""
    open: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """The same of values that may be left open, and are."""
    refused: tuple[RefusedAnswer, ...] = ()
    """Answers that were sent and could not be taken."""

    @property
    def answered(self) -> int:
        """Count the measures that lack nothing."""
        return self.measures - len(self.missing)

    @property
    def state(self) -> str:
        """Return the state in a word."""
        lacking = sum(len(labels) for _, _, labels in self.missing)
        return "未回答" if lacking == self.asked and lacking else "一部" if lacking else "回答済み"


def status(root: Path, year: int, output: Path) -> tuple[tuple[OfficeStatus, ...], tuple[Problem, ...]]:
    """Tell what each office has answered for a year, as far as it is in the progress file.

    What could not be taken is told as far as its record is still below `output`. Returns all faults of the content
    instead if there are any. Raises RefusalError as `forms` does.
    """
    manuscript, problems = readable(root)
    if manuscript is None:
        return (), problems
    refused = refused_answers(output, year)
    return tuple(_status(each, refused) for each in asked_in(manuscript, year)), ()


def _status(survey: OfficeSurvey, refused: Sequence[RefusedAnswer]) -> OfficeStatus:
    missing, open_ = (
        tuple(
            (each.number, each.name, found) for each in survey.measures if (found := _missing(each, required=required))
        )
        for required in (True, False)
    )
    keys = {question.key for measure in survey.measures for question in measure.questions}
    mine = tuple(each for each in refused if each.key in keys)
    required = sum(each.required for measure in survey.measures for each in measure.questions)
    return OfficeStatus(survey.office, len(survey.measures), required, missing, open_, mine)


def _missing(measure: AskedMeasure, *, required: bool) -> tuple[str, ...]:
    return tuple(each.label for each in measure.questions if each.required is required and not each.before)


def reminder(year: int, until: date | None, found: Sequence[OfficeStatus], town_word: str = "取組") -> str:
    """Write a reminder to each office that has not answered all."""
    return "\n".join(_reminder(year, until, each, town_word) for each in found if each.missing or each.refused)


def _reminder(year: int, until: date | None, office: OfficeStatus, word: str) -> str:
    day = f"{seireki_date(until)}までに" if until else "早めに"
    said = f"次の{word}の回答がまだ届いていません" if office.missing else "回答の一部が読めませんでした"
    lines = [
        f"{office.office} 御中",
        "",
        f"{fiscal_year(year)}の実施状況について、{said}。{day}お願いします。",
        "",
    ]
    lines += [f"・{number} {name}（{'、'.join(missing)}）" for number, name, missing in office.missing]
    if office.refused:
        lines += [*([""] if office.missing else []), "次の欄は、回答が読めませんでした。直して送り直してください。", ""]
        lines += [
            f"・{each.number} {each.label}：「{each.typed}」（{each.why.rstrip('。')}）" for each in office.refused
        ]
    return "\n".join((*lines, ""))
