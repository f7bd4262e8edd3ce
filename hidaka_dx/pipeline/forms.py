"""`forms`: writes the forms by which departments report on a fiscal year, one workbook for each office."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from hidaka_dx.catalogue.documents import ACTION, PLAN
from hidaka_dx.content import Manuscript
from hidaka_dx.files import Names, Output, name_fault
from hidaka_dx.japanese import fiscal_year
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.reading import PROGRESS, read
from hidaka_dx.problem import Problem, RefusalError
from hidaka_dx.survey import OfficeSurvey, SurveyKind, measure_surveys, opinion_surveys, surveys
from hidaka_dx.workbooks import ReturnedBook, UnreadableForm, form_of

FOLDER: Final = "照会_{year}"
"""Folder of the forms of a year."""


def _opinions(manuscript: Manuscript, year: int) -> tuple[OfficeSurvey, ...]:
    return opinion_surveys(manuscript, Conductor(manuscript).compose(PLAN)[0], year)


SURVEYS: Final[Mapping[SurveyKind, Callable[[Manuscript, int], tuple[OfficeSurvey, ...]]]] = {
    "progress": surveys,
    "measures": measure_surveys,
    "opinions": _opinions,
}
NAMES: Final[Mapping[SurveyKind, str]] = {"progress": "進捗", "measures": "計画", "opinions": "意見"}
"""What the file names of the forms begin with."""
NO_ACTION: Final = (
    "この町には実行計画がありません（content/action-plan.yaml）。照会は、実行計画の取組について行います。"
)


DECIDED: Final = (
    "{}の進捗は決定しています。改めて尋ねるのなら、content/progress/ のその年度の status を案に戻してください。"
)


class WrittenForm(NamedTuple):
    """A form that was written."""

    path: Path
    office: str
    measures: int
    """How many it asks about; of a plan's text, chapters."""
    what: str
    """The word for what it asks about."""


def forms(
    root: Path, year: int, until: date | None, output: Path, about: SurveyKind = "progress"
) -> tuple[tuple[WrittenForm, ...], tuple[Problem, ...]]:
    """Write the forms of a fiscal year below `output`; return all faults of the content instead if there are any.

    `until` is the day by which answers are wanted, `about` what is asked. Raises RefusalError for a town without an action plan and for a
    year without measures, OSError where a form cannot be written.
    """
    manuscript, problems = readable(root)
    if manuscript is None:
        return (), problems
    if about == "progress" and manuscript.has_decided(year):
        raise RefusalError(DECIDED.format(fiscal_year(year)))
    asked = asked_in(manuscript, year, about)
    folder = FOLDER.format(year=fiscal_year(year))
    files = [((folder, form_name(survey)), form_of(survey, until)) for survey in asked]
    _require_unfilled(output, [names for names, _ in files])
    Output(output).write(files)
    written = zip(files, asked, strict=True)
    return tuple(
        WrittenForm(output.joinpath(*names), each.office, len(each.measures), each.measure)
        for (names, _), each in written
    ), ()


def _require_unfilled(output: Path, names: Sequence[Names]) -> None:
    """Raise RefusalError where a form would be written over one that somebody has filled in."""
    filled = [path.name for path in (output.joinpath(*each) for each in names) if path.is_file() and _is_filled(path)]
    if filled:
        raise RefusalError(
            f"書き込みのある様式があります（{'、'.join(filled)}）。回答なら `hidaka-dx receive` で取り込み、"
            "ほかの場所に移してから、もう一度実行してください。何も書いていません。"
        )


def _is_filled(path: Path) -> bool:
    """Tell whether a file is no form just as it was made."""
    try:
        form = ReturnedBook(path.read_bytes()).read()
    except UnreadableForm:
        return True
    return any(cell.key is None or _plain(cell.typed) != _plain(form.base.get(cell.key)) for cell in form.cells)


def _plain(value: object) -> str:
    """Return a cell as it would be typed, without commas between thousands."""
    number = int(value) if isinstance(value, float) and value.is_integer() else value
    return "" if number is None else str(number).replace(",", "").strip()


def readable(root: Path) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Read what the survey needs; faults of other files do not matter. Raises RefusalError for a town without an action plan."""
    reading = read(root)
    manuscript = reading.manuscript
    is_lost = ACTION in reading.spoiled or any(path.startswith(PROGRESS) for path in reading.left_out)
    if manuscript is None or is_lost:
        return None, reading.problems
    if manuscript.action is None:
        raise RefusalError(NO_ACTION)
    return manuscript, ()


def asked_in(manuscript: Manuscript, year: int, about: SurveyKind = "progress") -> tuple[OfficeSurvey, ...]:
    """Return what is asked about a year; raises RefusalError where nothing is."""
    period = manuscript.plan.period
    if not period.start <= year <= period.end:
        raise RefusalError(
            f"{year}年度は計画期間（{period.start}〜{period.end}年度）の外です。年度を西暦で書いてください。"
        )
    if found := SURVEYS[about](manuscript, year):
        return found
    raise RefusalError(
        f"{fiscal_year(year)}に工程のある取組がありません。content/measures/ の schedule を確かめてください。"
    )


def form_name(survey: OfficeSurvey) -> str:
    """Return the file name of an office's form; an office whose name no file can have gets its letters that it can."""
    office = "".join(_valid(survey.office)) or "担当"
    return f"{NAMES[survey.about]}_{fiscal_year(survey.year)}_{office}.xlsx"


def _valid(office: str) -> Iterator[str]:
    return (letter for letter in office if not name_fault(f"進捗{letter}課"))
