"""進捗: the work done in a fiscal year, the indicator values, and the grades (X06)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from hidaka_dx.grade import Grade
from hidaka_dx.measure import Indicator, Measure, Number
from hidaka_dx.records import Day, Frozen, Line, RecordFault, Signed, Whole, Words, Year, exact, raise_faults


def _filled(value: object) -> object:
    """Treat keys without a value as absent: forms not yet filled in by departments have such."""
    if isinstance(value, dict):
        return {key: _filled(each) for key, each in value.items() if each is not None}
    return value


class Result(Frozen):
    """The result of one measure in the year."""

    number: Number
    """The measure."""
    done: tuple[Words, ...] = ()
    """実績; left out only as long as the report is a draft and the department has not answered."""
    values: dict[Words, Signed] = Field(default_factory=dict)
    """Value reached, by the indicator's name."""
    states: dict[Words, Literal["達成", "取組中", "未着手"]] = Field(default_factory=dict)
    """How far a goal that is no number has come, by the indicator's name."""
    spent: Whole | None = None
    """決算額, in thousands of yen."""
    grade: Line | None = None
    """Mark of the grade, where it differs from the proposal or there is none."""
    reason: Words | None = None
    """Why that grade."""
    cause: Words | None = None
    """Why it is late."""
    response: Words | None = None
    """What is done about that."""
    next: tuple[Words, ...] = ()
    """Work of the year that follows."""

    _as_filled = model_validator(mode="before")(_filled)


class Progress(Frozen):
    """One file of `progress/`: the results of a fiscal year."""

    year: Year
    as_of: Day
    """評価の時点."""
    assessor: Line
    """Who evaluates."""
    status: Literal["案", "決定"] = "案"
    date: Day | None = None
    """Day of the report; left out as long as it is not decided."""
    results: tuple[Result, ...] = ()

    _as_filled = model_validator(mode="before")(_filled)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        raise_faults(_unsound(self))
        return self


def _unsound(progress: Progress) -> Iterator[RecordFault]:
    if progress.as_of.year < progress.year or (progress.as_of.year, progress.as_of.month) < (progress.year, 4):
        yield RecordFault(("as_of",), f"評価の時点が{progress.year}年度の始まる前です。日付か year を直してください。")
    if progress.date and progress.date < progress.as_of:
        yield RecordFault(("date",), "報告書の日付が評価の時点（as_of）より前です。日付を直してください。")
    if progress.status == "決定" and progress.date is None:
        yield RecordFault(
            ("date",), "決定した報告書には date（報告書の日付）が要ります。2028-06-20 の形で書き加えてください。"
        )
    seen: set[str] = set()
    for index, result in enumerate(progress.results):
        if result.number in seen:
            message = f"取組 {result.number} の実績が二度書かれています。一つにまとめてください。"
            yield RecordFault(("results", index, "number"), message)
        seen.add(result.number)


@dataclass(frozen=True)
class Assessed:
    """The evaluation of a measure in a year."""

    measure: Measure
    exempt: str
    """Why it is not evaluated (対象外); empty where it is."""
    result: Result | None
    """None where it is exempt or not yet reported."""
    achieved: Fraction | None
    """Achievement of the year's target that stands worst (1: all of it); none without target or result."""
    proposal: Grade | None
    """Grade that the values give; none without values to go by."""
    grade: Grade | None
    """Grade that stands; none where there is no result."""

    @property
    def reached(self) -> bool:
        """Tell whether all targets of the year were fully reached."""
        return self.achieved is not None and self.achieved >= 1


def assessed(measures: Iterable[Measure], progress: Progress, grades: Sequence[Grade]) -> tuple[Assessed, ...]:
    """Evaluate every measure in the year of `progress`, in the order given.

    An incomplete result in a draft counts as not reported.
    """
    numbers = {measure.number: measure for measure in measures}
    measures = numbers.values()
    results = {
        result.number: result
        for result in progress.results
        if progress.status == "決定"
        or (result.number in numbers and is_complete(numbers[result.number], result, progress.year, grades))
    }
    return tuple(_assessed(measure, results.get(measure.number), progress.year, grades) for measure in measures)


def _assessed(measure: Measure, result: Result | None, year: int, grades: Sequence[Grade]) -> Assessed:
    exempt = exemption(measure, year)
    if exempt or result is None:
        return Assessed(measure, exempt, None, None, None, None)
    proposal = proposed(measure, result, year, grades)
    given = next((grade for grade in grades if grade.mark == result.grade), None)
    return Assessed(measure, "", result, _worst(measure, result, year), proposal, given or proposal)


def is_complete(measure: Measure, result: Result, year: int, grades: Sequence[Grade]) -> bool:
    """Tell whether a result has everything needed to grade it and to explain the grade."""
    valued = all(
        indicator.name in result.values
        for indicator in measure.indicators
        if not indicator.goal and target_of(indicator, year) is not None
    )
    proposal = proposed(measure, result, year, grades) if valued else None
    grade = next((each for each in grades if each.mark == result.grade), proposal)
    explained = grade == proposal or result.reason
    excused = not (grade and grade.late) or (result.cause and result.response)
    return bool(result.done and valued and grade and explained and excused)


def exemption(measure: Measure, year: int) -> str:
    """Return the reason why a measure is not evaluated in a year: it stands for another, or has no stage then."""
    if measure.repeats:
        return "再掲"
    if any(step.start <= year <= step.end for step in measure.schedule):
        return ""
    if not measure.schedule:
        return "終了" if measure.kind == "終了" else ""
    if all(step.start > year for step in measure.schedule):
        return "開始前"
    return "終了" if all(step.end < year for step in measure.schedule) else "この年度に工程がない"


def proposed(measure: Measure, result: Result, year: int, grades: Sequence[Grade]) -> Grade | None:
    """Return the grade of the indicator with the worst result."""
    worst = _worst(measure, result, year)
    if worst is None:
        return None
    return next(grade for grade in grades if grade.at_least is None or worst >= exact(grade.at_least))


def _worst(measure: Measure, result: Result, year: int) -> Fraction | None:
    return min(achievements(measure, result.values, year).values(), default=None)


def achievements(measure: Measure, values: Mapping[str, float], year: int) -> dict[str, Fraction]:
    """Return the achievement of each indicator with a target and a value in the year (1: fully reached)."""
    targets = {indicator.name: target_of(indicator, year) for indicator in measure.indicators}
    return {
        indicator.name: achievement(indicator, target, values[indicator.name])
        for indicator in measure.indicators
        if (target := targets[indicator.name]) is not None and indicator.name in values
    }


def target_of(indicator: Indicator, year: int) -> float | None:
    """Give an indicator's target for a year."""
    return next((target.value for target in indicator.targets if target.year == year), None)


def achievement(indicator: Indicator, target: float, value: float) -> Fraction:
    """Return the exact share of the distance from base to target that was covered (1: all of it).

    Without a base, or where the target equals it, value and target themselves are compared: twice the target is 2
    where more is better and 0 where less is better.
    """
    better = 1 if indicator.direction == "増" else -1
    aim, now = exact(target), exact(value)
    base = exact(indicator.base.value) if indicator.base else None
    if base is not None and (aim - base) * better > 0:
        return (now - base) / (aim - base)
    if aim == 0:
        return Fraction(now * better >= 0)
    return 1 + better * (now - aim) / abs(aim)


PROGRESS: TypeAdapter[Progress] = TypeAdapter(Progress)
