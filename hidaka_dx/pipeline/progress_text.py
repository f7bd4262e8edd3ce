"""The text of a progress file that answers are written into: its results, and where they are from."""

from collections.abc import Mapping, Sequence
from typing import Final

from hidaka_dx.content import Manuscript
from hidaka_dx.japanese import fiscal_year
from hidaka_dx.pipeline.receipt import with_refusals, with_source
from hidaka_dx.source import Data, parse_data
from hidaka_dx.source.editing import Edit, EditError, Value, edited
from hidaka_dx.source.yaml_nodes import scalar
from hidaka_dx.survey import AnswerVerdict

ORDER: Final = ("number", "done", "values", "states", "spent", "grade", "reason", "cause", "response", "next")
"""The order of keys in a result."""


def written(verdicts: Sequence[AnswerVerdict], text: str, number: str, source: str) -> tuple[list[AnswerVerdict], str]:
    """Write the answers about one measure that were taken into the text of a progress file, with their source.

    Answers that no content may have are refused instead, with the reason.
    """
    taken = [verdict for verdict in verdicts if verdict.decision == "taken"]
    refused = dict[int, str]()
    try:
        text = _edited(text, number, taken, source)
    except EditError:
        for verdict in taken:
            try:
                text = _edited(text, number, [verdict], source)
            except EditError as error:
                refused[id(verdict)] = str(error)
    return with_refusals(verdicts, refused), text


def _edited(text: str, number: str, taken: Sequence[AnswerVerdict], source: str) -> str:
    """Write answers into the result of a measure, which is added where there is none yet."""
    if not taken:
        return text
    data, _ = parse_data(text, "")
    results = _results(data)
    numbers = [each.get("number") for each in results if isinstance(each, dict)]
    if number in numbers:
        index = numbers.index(number)
        edits = [Edit(("results", index, *each.question.key.path), _value(each)) for each in taken]
    else:
        index, edits = len(results), [Edit(("results", len(results)), _result(number, taken))]
    return with_source(edited(text, edits, ORDER), ("results", index, "number"), source)


def _value(verdict: AnswerVerdict) -> Value:
    answer = verdict.answer or ()
    return answer if isinstance(answer, str) else list(answer)


def _result(number: str, taken: Sequence[AnswerVerdict]) -> Value:
    """Return a new result, with its keys in their order."""
    found: dict[str, Value] = {"number": number}
    for verdict in sorted(taken, key=lambda each: ORDER.index(each.question.key.field)):
        key, value = verdict.question.key, _value(verdict)
        before = found.get(key.field, {})
        found[key.field] = {**before, key.name: value} if key.name and isinstance(before, Mapping) else value
    return found


def _results(data: Data | None) -> Sequence[object]:
    value = data.value if data and isinstance(data.value, dict) else {}
    results = value.get("results")
    return results if isinstance(results, list) else ()


def new_file(manuscript: Manuscript, year: int) -> str:
    """Begin the progress file of a year, as those before it; what is not known yet is said in a comment."""
    before = [each for each in manuscript.progress if each.year < year]
    assert manuscript.action is not None  # noqa: S101  `readable`
    assessor = before[-1].assessor if before else manuscript.action.decides
    return (
        f"# {fiscal_year(year)}（{year}年度）の進捗。各課の回答（hidaka-dx receive）から作った。\n"
        f"# as_of（評価の時点）と assessor（評価する組織）を確かめ、決まったら status を 決定 に直し、date を書き加える。\n\n"
        f"year: {year}\nas_of: {year + 1}-03-31\nassessor: {scalar(assessor)}\nstatus: 案\n\nresults: []\n"
    )
