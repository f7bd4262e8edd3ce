"""Consistency of a year's results with the measures: each reported once, values known, grades with reasons (X06)."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from hidaka_dx.content.checks import near
from hidaka_dx.content.manuscript import Located
from hidaka_dx.grade import Grade
from hidaka_dx.measure import Measure
from hidaka_dx.plan import Period
from hidaka_dx.problem import Problem
from hidaka_dx.progress import Progress, Result, exemption, proposed, target_of
from hidaka_dx.source import Data, Path


def check_progress(
    progress: Located[Progress],
    measures: Mapping[str, Measure],
    grades: Sequence[Grade] | None,
    period: Period | None,
    numbers: AbstractSet[str],
) -> Iterator[Problem]:
    """Check the results of one year against the measures, by number, as far as all could be read.

    `numbers` includes those of unreadable measures. Missing values of a draft are reported by `pending`.
    """
    value, data = progress.value, progress.data
    if period and not period.start <= value.year <= period.end:
        message = f"{value.year}年度は計画期間（{period.start}〜{period.end}年度）の外です。year を直してください。"
        yield Problem(data.place(("year",)), message, "progress-year")
    for index, result in enumerate(value.results):
        measure, at = measures.get(result.number), ("results", index)
        if measure is None and result.number in numbers:
            continue  # its file has faults of its own
        if measure is None:
            message = f"取組 {result.number} がありません。番号を直してください。{near(result.number, numbers)}"
            yield Problem(data.place((*at, "number")), message, "progress-number")
            continue
        why = exemption(measure, value.year)
        if why:
            message = f"取組 {result.number} は、{value.year}年度の評価の対象外（{why}）です。実績を取り除くか、取組の schedule を直してください。"
            yield Problem(data.place((*at, "number")), message, "progress-number")
            continue
        yield from _misnamed(data, at, measure, result, grades)
        if grades and value.status == "決定":
            yield from _lacking(data, at, measure, result, (value.year, grades))
    yield from _unreported(progress, measures)


def pending(progress: Located[Progress], measures: Mapping[str, Measure], grades: Sequence[Grade]) -> Iterator[Problem]:
    """Find missing values in the results of a draft; such results are printed as 未報告."""
    value = progress.value
    for index, result in enumerate(value.results if value.status == "案" else ()):
        measure = measures.get(result.number)
        if measure and not exemption(measure, value.year):
            for problem in _lacking(progress.data, ("results", index), measure, result, (value.year, grades)):
                message = f"{problem.message}それまでは、取組 {result.number} は「未報告」と印刷されます。"
                yield Problem(problem.place, message, problem.rule)


def _unreported(progress: Located[Progress], measures: Mapping[str, Measure]) -> Iterator[Problem]:
    """Find measures missing from a decided report; a draft prints them as 未報告."""
    reported = {result.number for result in progress.value.results}
    year = progress.value.year
    missing = [m.number for m in measures.values() if m.number not in reported and not exemption(m, year)]
    if missing and progress.value.status == "決定":
        message = (
            f"実績のない取組があります（{'、'.join(missing)}）。results に書き加えるか、この年度より後に始まる取組なら"
            "取組の schedule に始まりの年度を書くか、status を案にしてください。"
        )
        yield Problem(progress.data.place(("results",)), message, "progress-missing")


def _misnamed(
    data: Data, at: Path, measure: Measure, result: Result, grades: Sequence[Grade] | None
) -> Iterator[Problem]:
    """Find values and states of unknown indicators, and unknown grades."""
    counted = [indicator.name for indicator in measure.indicators if not indicator.goal]
    goals = [indicator.name for indicator in measure.indicators if indicator.goal]
    yield from _known(data, (*at, "values"), tuple(result.values), counted, "数の指標")
    yield from _known(data, (*at, "states"), tuple(result.states), goals, "状態の指標")
    marks = [grade.mark for grade in grades or ()]
    if grades and result.grade and result.grade not in marks:
        message = f"評価 {result.grade} はありません。{'、'.join(marks)} のどれかを書いてください。"
        yield Problem(data.place((*at, "grade")), message, "progress-grade")


def _lacking(
    data: Data, at: Path, measure: Measure, result: Result, by: tuple[int, Sequence[Grade]]
) -> Iterator[Problem]:
    """Find missing values of a result; `by` is the year and its grades.

    Must agree with `progress.is_complete`.
    """
    year, grades = by
    if not result.done:
        message = f"取組 {result.number} の実績（done）がありません。「- 」で始まる一覧で書き加えてください。"
        yield Problem(data.place(at), message, "progress-missing")
    unvalued = [
        indicator
        for indicator in measure.indicators
        if not indicator.goal and target_of(indicator, year) is not None and indicator.name not in result.values
    ]
    for indicator in unvalued:
        message = (
            f"目標のある指標「{indicator.name}」の値（{indicator.unit}）がありません。values に書き加えてください。"
        )
        yield Problem(data.place(at), message, "progress-value")
    misnamed = not result.values.keys() <= {indicator.name for indicator in measure.indicators}
    if not unvalued and not misnamed:  # the grade cannot be judged while a value is missing or misnamed
        yield from _ungraded(data, at, result, proposed(measure, result, year, grades), grades)


def _known(data: Data, at: Path, names: Sequence[str], known: Sequence[str], what: str) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            message = f"{what}「{name}」は、この取組にありません。指標の名前を直してください。{near(name, known)}"
            place = data.keys.get((*at, name), data.place((*at, name)))
            yield Problem(place, message, "progress-value")


def _ungraded(
    data: Data, at: Path, result: Result, proposal: Grade | None, grades: Sequence[Grade]
) -> Iterator[Problem]:
    """Find results without grade, grades without reason, and late ones without cause or response."""
    given = next((grade for grade in grades if grade.mark == result.grade), None)
    if not result.grade and proposal is None:
        message = (
            f"取組 {result.number} には目標と値がないので、評価が決まりません。grade と reason を書き加えてください。"
        )
        yield Problem(data.place(at), message, "progress-grade")
    elif given and given != proposal and not result.reason:
        why = f"値による評価は {proposal.mark} です" if proposal else "値による評価がありません"
        message = f"評価 {given.mark} の理由がありません（{why}）。reason を書き加えてください。"
        yield Problem(data.place((*at, "grade")), message, "progress-grade")
    final = given or proposal
    for key, words in (("cause", "遅れの原因"), ("response", "対応")):
        if final and final.late and not getattr(result, key):
            message = (
                f"取組 {result.number} の評価は {final.mark} なので、{key}（{words}）が要ります。書き加えてください。"
            )
            yield Problem(data.place(at), message, "progress-late")
