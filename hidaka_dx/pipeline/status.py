"""`status`: which offices have answered for a fiscal year, and the words of a reminder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hidaka_dx.japanese import fiscal_year, seireki_date
from hidaka_dx.pipeline.forms import asked_in, readable
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

    @property
    def answered(self) -> int:
        """Count the measures that lack nothing."""
        return self.measures - len(self.missing)

    @property
    def state(self) -> str:
        """Return the state in a word."""
        lacking = sum(len(labels) for _, _, labels in self.missing)
        return "未回答" if lacking == self.asked and lacking else "一部" if lacking else "回答済み"


def status(root: Path, year: int) -> tuple[tuple[OfficeStatus, ...], tuple[Problem, ...]]:
    """Tell what each office has answered for a year, as far as it is in the progress file.

    Returns all faults of the content instead if there are any. Raises RefusalError as `forms` does.
    """
    manuscript, problems = readable(root)
    if manuscript is None:
        return (), problems
    return tuple(map(_status, asked_in(manuscript, year))), ()


def _status(survey: OfficeSurvey) -> OfficeStatus:
    missing = ((each.number, each.name, _missing(each)) for each in survey.measures)
    required = sum(each.required for measure in survey.measures for each in measure.questions)
    return OfficeStatus(survey.office, len(survey.measures), required, tuple(each for each in missing if each[2]))


def _missing(measure: AskedMeasure) -> tuple[str, ...]:
    return tuple(each.label for each in measure.questions if each.required and not each.before)


def reminder(year: int, until: date | None, found: Sequence[OfficeStatus], town_word: str = "取組") -> str:
    """Write a reminder to each office that has not answered all."""
    return "\n".join(_reminder(year, until, each, town_word) for each in found if each.missing)


def _reminder(year: int, until: date | None, office: OfficeStatus, word: str) -> str:
    day = f"{seireki_date(until)}までに" if until else "早めに"
    lines = [
        f"{office.office} 御中",
        "",
        f"{fiscal_year(year)}の実施状況について、次の{word}の回答がまだ届いていません。{day}お願いします。",
        "",
    ]
    lines += [f"・{number} {name}（{'、'.join(missing)}）" for number, name, missing in office.missing]
    return "\n".join((*lines, ""))
