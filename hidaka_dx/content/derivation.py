"""Consistency of the action plan with the plan: every basis exists, every issue is addressed, years fit (X01–X05, X16)."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

from hidaka_dx.content.checks import near
from hidaka_dx.content.manuscript import Located
from hidaka_dx.measure import ActionPlan, Measure
from hidaka_dx.measure_group import placed_groups
from hidaka_dx.plan import Plan
from hidaka_dx.problem import Place, Problem

Where: TypeAlias = tuple[str | int, ...]
Measures: TypeAlias = Mapping[str, Located[Measure]]


@dataclass(frozen=True)
class Known:
    """Everything that can be referenced, including in files that cannot be read."""

    parts: AbstractSet[str] | None
    """Ids of the plan's sections and named paragraphs; none where some are not known."""
    numbers: AbstractSet[str]
    """Numbers of all measures."""
    whole: bool
    """Whether every measure could be read."""


def check_action_plan(
    action: Located[ActionPlan] | None, measures: Measures, plan: Plan | None, known: Known
) -> Iterator[Problem]:
    """Check an action plan against its plan, as far as each could be read; the unreadable rest is not a fault."""
    if action and plan and action.value.title.casefold() == plan.title.casefold():
        message = "`title` が推進計画と同じです。ファイル名にもなるので、違う名前にしてください。"
        yield Problem(action.data.place(("title",)), message, "value")
    yield from _numbers(measures)
    yield from _levels(action, plan) if action and plan else ()
    for located in measures.values():
        if known.parts is not None:
            yield from _known(located, "basis", located.value.basis, known.parts, "推進計画の節や段落")
        yield from _followers(located, known.numbers)
        if plan:
            yield from _years(located, plan)
    if action:
        yield from _known_parts(action, known.parts) if known.parts is not None else ()
        yield from _framed(action.value, measures)
        yield from _answers(action, measures, whole=known.whole)


def _framed(action: ActionPlan, measures: Measures) -> Iterator[Problem]:
    """Find pillars, priorities and offices that the action plan does not define."""
    pillars, priorities = {pillar.id for pillar in action.groups}, {priority.id for priority in action.priorities}
    above = {pillar.id: pillar.below[0].id for pillar in action.groups if pillar.below}
    for located in measures.values():
        yield from _known(located, "pillar", (located.value.pillar,), pillars, "施策の柱")
        if nearest := above.get(located.value.pillar):
            message = f"`{located.value.pillar}` の下に段（below）があるので、一番下の段の id（`{nearest}` など）を書いてください。"
            yield Problem(located.data.place(("pillar",)), message, "basis")
        yield from _known(located, "priorities", located.value.priorities, priorities, "国の重点取組事項")
        yield from _offices(located, action.offices)


def _levels(action: Located[ActionPlan], plan: Plan) -> Iterator[Problem]:
    """Find groups that stand above or below the levels that the plan names."""
    levels = plan.names.levels
    for path, pillar in placed_groups(action.value.pillars):
        level = 1 + path.count("below")
        if level > len(levels):
            message = (
                f"段が{level}つになりますが、段の名前が足りません。content/plan.yaml の names に below: [基本施策] のように"
                "書き加えるか、below を取り除いてください。"
            )
            yield Problem(action.data.place((*path, "id")), message, "levels")
        elif level < len(levels) and not pillar.below:
            message = (
                f"`{pillar.id}` の下に、{levels[level]}（content/plan.yaml の names の below）がありません。"
                "below: に書き加えるか、段の名前を取り除いてください。"
            )
            yield Problem(action.data.place((*path, "id")), message, "levels")


def _known_parts(action: Located[ActionPlan], parts: AbstractSet[str]) -> Iterator[Problem]:
    value = action.value
    bases = [((*path, "basis"), pillar.basis) for path, pillar in placed_groups(value.pillars) if pillar.basis]
    named: list[tuple[Where, str]] = [
        *bases,
        *((("quotes", i), part) for i, part in enumerate(value.quotes)),
        *((("answered", i), part) for i, part in enumerate(value.answered)),
        *([(("priorities_basis",), value.priorities_basis)] if value.priorities_basis else []),
        *([(("aim",), value.aim)] if value.aim else []),
    ]
    for path, part in named:
        if part not in parts:
            message = f"推進計画に `{part}` という節や段落がありません。名前を直してください。{near(part, parts)}"
            yield Problem(action.data.place(path), message, "basis")


def _known(
    located: Located[Measure], key: str, ids: Sequence[str], known: AbstractSet[str], what: str
) -> Iterator[Problem]:
    for index, each in enumerate(ids):
        if each not in known:
            place = located.data.place((key,) if key == "pillar" else (key, index))
            yield Problem(place, f"{what}に `{each}` がありません。名前を直してください。{near(each, known)}", "basis")


def _numbers(measures: Measures) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for located in measures.values():
        number, place = located.value.number, located.data.place(("number",))
        if number in first:
            message = f"取組番号 {number} は {first[number]} でも使われています。別の番号にしてください。"
            yield Problem(place, message, "measure-number")
        first.setdefault(number, place)


def _offices(located: Located[Measure], offices: Sequence[str]) -> Iterator[Problem]:
    """Find offices missing from the town's list (X15), if there is one."""
    measure = located.value
    named: list[tuple[Where, str]] = [(("lead",), measure.lead)] if measure.lead else []
    named += [(("related", i), office) for i, office in enumerate(measure.related)]
    for path, office in named if offices else ():
        if office not in offices:
            yield Problem(located.data.place(path), _no_office(office, offices), "office")


def _no_office(office: str, offices: Sequence[str]) -> str:
    if "、" in office:
        return (
            f"「{office}」は、一つの課の名前として読まれます。主管は一つだけ書き、ほかの課は related に書いてください。"
        )
    message = f"「{office}」は content/action-plan.yaml の offices にありません。名前を直すか、書き加えてください。"
    return message + near(office, offices)


def _followers(located: Located[Measure], numbers: AbstractSet[str]) -> Iterator[Problem]:
    """Find measures that stand for, or were merged into, a measure that does not exist (X02)."""
    measure = located.value
    for key, number in (("repeats", measure.repeats), ("successor", measure.successor)):
        if number is None:
            continue
        place = located.data.place((key,))
        if number == measure.number:
            yield Problem(
                place, f"{key} に自分の番号が書かれています。別の取組の番号にしてください。", "measure-number"
            )
        elif number not in numbers:
            message = f"取組 {number} がありません。番号を直してください。{near(number, numbers)}"
            yield Problem(place, message, "measure-number")


def _years(located: Located[Measure], plan: Plan) -> Iterator[Problem]:
    measure, period = located.value, plan.period
    years: list[tuple[Where, int]] = []
    for i, step in enumerate(measure.schedule):
        years += [(("schedule", i, "from"), step.start), (("schedule", i, "to"), step.end)]
    for i, indicator in enumerate(measure.indicators):
        years += [(("indicators", i, "targets", j, "year"), target.year) for j, target in enumerate(indicator.targets)]
    years += [(("costs", i, "year"), cost.year) for i, cost in enumerate(measure.costs)]
    for path, year in years:
        if not period.start <= year <= period.end:
            message = (
                f"{year}年度は計画期間（{period.start}〜{period.end}年度）の外です。計画期間の中に直してください。"
            )
            yield Problem(located.data.place(path), message, "measure-year")
    focus = period.focus
    if measure.focus and focus and not any(step.start <= focus.end for step in measure.schedule):
        message = (
            f"重点取組ですが、重点取組期間（〜{focus.end}年度）に工程がありません。schedule か focus を直してください。"
        )
        yield Problem(located.data.place(("focus",)), message, "measure-year")


def _answers(action: Located[ActionPlan], measures: Measures, *, whole: bool) -> Iterator[Problem]:
    """Find sections and priorities with neither a measure nor a reason for having none (X01, X16).

    If the `whole` of the measures could not be read, only superfluous reasons are reported.
    """
    value = action.value
    bases = {part for located in measures.values() for part in located.value.basis}
    priorities = {each for located in measures.values() for each in located.value.priorities}
    reached = bases | priorities
    excluded = {each.id for each in value.excluded}
    wanted: list[tuple[Where, str, set[str], str]] = [
        *((("answered", i), part, bases | excluded, "basis") for i, part in enumerate(value.answered)),
        *((("priorities", i), item.id, priorities | excluded, "priorities") for i, item in enumerate(value.priorities)),
    ]
    for path, each, answered, key in wanted:
        if whole and each not in answered:
            message = f"`{each}` に応える取組がありません。取組の {key} に書くか、excluded に理由を書いてください。"
            yield Problem(action.data.place(path), message, "unanswered")
    for index, item in enumerate(value.excluded):
        if item.id in reached:
            message = f"`{item.id}` には応える取組があります。excluded から取り除いてください。"
            yield Problem(action.data.place(("excluded", index)), message, "unanswered")
