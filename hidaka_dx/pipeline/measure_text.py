"""The text of a measure's file that answers about a year's plan are written into: kind, stage, targets, costs."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from hidaka_dx.content.validate import validated
from hidaka_dx.measure import MEASURE
from hidaka_dx.pipeline.receipt import with_refusals, with_source
from hidaka_dx.source import parse_data
from hidaka_dx.source.editing import Edit, EditError, edited
from hidaka_dx.survey import AnswerVerdict

ORDER: Final = ("number", "name", "kind", "indicators", "schedule", "costs")
TOGETHER: Final[Mapping[str, str]] = {"what": "stage"}
"""Fields that are written with another one."""


def written(verdicts: Sequence[AnswerVerdict], text: str, source: str) -> tuple[list[AnswerVerdict], str]:
    """Write the answers that were taken into the text of a measure's file, with their source.

    What no content may have, or what does not add up, is refused instead, with the reason.
    """
    refused = dict[int, str]()
    taken = [verdict for verdict in verdicts if verdict.decision == "taken"]
    for _, group in groupby(taken, key=_group):
        together = list(group)
        try:
            text = with_source(_edited(text, together), ("number",), source)
        except EditError as error:
            refused |= {id(verdict): str(error) for verdict in together}
    return with_refusals(verdicts, refused), text


def _group(verdict: AnswerVerdict) -> tuple[str, str]:
    """Return what is written at once: stage and its work, costs and where they come from; each target alone."""
    key = verdict.question.key
    return TOGETHER.get(key.field, key.field), key.name if key.field == "targets" else ""


def _edited(text: str, taken: Sequence[AnswerVerdict]) -> str:
    """Write some answers; raises EditError where the measure would not hold any more."""
    data, _ = parse_data(text, "")
    held: Any = data.value if data else {}
    edits = [edit for verdict in taken for edit in WRITERS[verdict.question.key.field](held, verdict)]
    new = edited(text, edits, ORDER)
    after, _ = parse_data(new, "")
    assert after is not None  # noqa: S101  `edited` has read it
    _, problems = validated(MEASURE, after)
    if problems:
        raise EditError(problems[0].message)
    return new


def _kind(_held: Any, verdict: AnswerVerdict) -> list[Edit]:
    return [Edit(("kind",), str(verdict.answer))]


def _target(held: Any, verdict: AnswerVerdict) -> list[Edit]:
    key = verdict.question.key
    index, indicator = next(pair for pair in enumerate(held["indicators"]) if pair[1]["name"] == key.name)
    targets = _with(indicator.get("targets") or [], key.year, {"value": str(verdict.answer)})
    return [Edit(("indicators", index, "targets"), targets)]


def _cost(held: Any, verdict: AnswerVerdict) -> list[Edit]:
    """Change the costs of a year or one of their sources; `held` is changed, too, for the answers that follow."""
    key, costs = verdict.question.key, held.get("costs") or []
    now: Any = next((each for each in costs if each["year"] == str(key.year)), {})
    new: dict[str, Any] = {"total": str(verdict.answer)}
    if key.name:
        new = {"sources": {**(now.get("sources") or {}), key.name: str(verdict.answer)}}
    held["costs"] = _with(costs, key.year, new)
    return [Edit(("costs",), held["costs"])]


def _with(entries: Sequence[Any], year: int, new: Mapping[str, Any]) -> list[Any]:
    """Return entries by year with one of them changed or added in its place."""
    found = {int(each["year"]): dict(each) for each in entries}
    found[year] = {"year": str(year), **found.get(year, {}), **new}
    return [found[each] for each in sorted(found)]


def _step(held: Any, verdict: AnswerVerdict) -> list[Edit]:
    """Change the stage of a year, or its work; steps are parted and joined as the years then say."""
    key = verdict.question.key
    years = {
        year: {name: each[name] for name in ("stage", "what") if each.get(name)}
        for each in held.get("schedule") or []
        for year in range(int(each["from"]), int(each["to"]) + 1)
    }
    years[key.year] = {**years.get(key.year, {}), key.field: str(verdict.answer)}
    if "stage" not in years[key.year]:
        raise EditError("段階がありません。段階も書いてください。")
    held["schedule"] = _steps(years)
    return [Edit(("schedule",), held["schedule"])]


def _steps(years: Mapping[int, Mapping[str, str]]) -> list[dict[str, str]]:
    """Join years that follow each other with the same stage and work."""
    steps: list[dict[str, str]] = []
    for year in sorted(years):
        said = {name: years[year][name] for name in ("stage", "what") if name in years[year]}
        last = steps[-1] if steps else {}
        if last and int(last["to"]) == year - 1 and {**last, **said} == last and len(said) == len(last) - 2:
            last["to"] = str(year)
        else:
            steps.append({"from": str(year), "to": str(year), **said})
    return steps


WRITERS: Final[Mapping[str, Callable[[Any, AnswerVerdict], list[Edit]]]] = {
    "kind": _kind,
    "targets": _target,
    "costs": _cost,
    "stage": _step,
    "what": _step,
}
