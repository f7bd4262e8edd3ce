"""取組: what an official states about the action plan, its measures and their indicators.

Unknown values are omitted; documents then print 「調整中」 with the office that decides. Content of the plan is never
repeated here: sections are referenced by their ids.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from hidaka_dx.grade import GRADES, Grade, disorder
from hidaka_dx.measure_group import MeasureGroup, Pillar, placed_groups
from hidaka_dx.records import (
    Frozen,
    Id,
    Name,
    RecordFault,
    Signed,
    Title,
    Whole,
    Words,
    Year,
    raise_faults,
    repeated,
)

Kind = Literal["新規", "継続", "拡充", "縮小", "統合", "終了", "再掲"]
Number = Annotated[str, Field(pattern=r"^[0-9A-Z]+(-[0-9]+)*$")]
"""取組番号: given once, never changed and never used again (X02)."""


class Priority(Frozen):
    """An item of the nation's list that measures answer to."""

    id: Id
    name: Words


class Excluded(Frozen):
    """A section or priority of the plan that no measure addresses, and the reason."""

    id: Id
    reason: Words


class ActionPlan(Frozen):
    """`action-plan.yaml`: name, pillars, the nation's priorities in the version that the plan names."""

    title: Title
    subtitle: Words | None = None
    short_title: Words | None = None
    """For the running head, if not the title."""
    decides: Words
    """The office that decides what is still open (調整中)."""
    quotes: tuple[Id, ...]
    """Sections of the plan whose text opens the action plan."""
    aim: Id | None = None
    """Paragraph of the plan that says what the town aims at; it opens the summary. None where that is not decided."""
    pillars: Annotated[tuple[Pillar, ...], Field(min_length=1)]
    priorities_title: Words | None = None
    priorities_basis: Id | None = None
    """Section of the plan that names the priorities."""
    priorities: tuple[Priority, ...] = ()
    """None for a plan that answers to no such list."""
    answered: tuple[Id, ...] = ()
    """Sections of the plan (課題, 体制 …) each of which needs a measure or a reason (X01)."""
    excluded: tuple[Excluded, ...] = ()
    offices: tuple[Name, ...] = ()
    """Offices that measures may name (X15); none listed, none checked."""
    grades: Annotated[tuple[Grade, ...], Field(min_length=2)] = GRADES
    """From the best to the worst."""

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        raise_faults((*disorder(self.grades), *_named_priorities(self), *_groups_again(self)))
        return self

    @property
    def groups(self) -> Iterator[MeasureGroup]:
        """All groups of measures: each pillar, and what is below it before the next one."""
        return (group for _, group in placed_groups(self.pillars))


def _groups_again(action: ActionPlan) -> Iterator[RecordFault]:
    """Find groups with the id of another one: measures could not say which they belong to."""
    places = list(placed_groups(action.pillars))
    for index, name in repeated(group.id for _, group in places):
        yield RecordFault((*places[index][0], "id"), f"id `{name}` が二度使われています。別の id にしてください。")


def _named_priorities(action: ActionPlan) -> Iterator[RecordFault]:
    """Find priorities without the title or section that they are printed with, and these without priorities."""
    for key in ("priorities_title", "priorities_basis"):
        if action.priorities and getattr(action, key) is None:
            yield RecordFault(("priorities",), f"国の重点取組事項には {key} も要ります。書き加えてください。")
        if not action.priorities and getattr(action, key) is not None:
            message = f"国の重点取組事項（priorities）が一つもありません。書くか、{key} も取り除いてください。"
            yield RecordFault((key,), message)


class Effects(Frozen):
    """期待される効果."""

    residents: Words | None = None
    staff: Words | None = None


class Target(Frozen):
    """The target value of an indicator for a fiscal year."""

    year: Year
    value: Signed


class Indicator(Frozen):
    """指標 (KPI): a number with all information needed to verify it, or a state to be reached (定性目標)."""

    name: Words
    definition: Words
    """How it is counted, or which state is meant."""
    unit: Words | None = None
    source: Words | None = None
    """Where the value is taken from."""
    base: Target | None = None
    targets: tuple[Target, ...] = ()
    direction: Literal["増", "減"] = "増"
    counting: Literal["単年", "累計"] = "単年"
    goal: Words | None = None
    """The state to be reached, where it is no number."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.goal and (self.targets or self.base):
            raise ValueError("goal（状態の目標）と targets（数の目標）は、どちらか一つにしてください。")
        if self.targets and not self.unit:
            raise ValueError("数の目標には unit（単位）が要ります。書き加えてください。")
        years = [target.year for target in self.targets]
        if years != sorted(set(years)):
            raise ValueError("targets の年度が重なるか、順に並んでいません。古い年度から順に書いてください。")
        values = [target.value for target in self.targets]
        if self.counting == "累計" and values != sorted(values):
            raise ValueError("累計の目標が途中で減っています。値か counting を直してください。")
        return self


class Step(Frozen):
    """工程: a range of fiscal years with a name for its stage and the work done."""

    start: Annotated[Year, Field(alias="from")]
    end: Annotated[Year, Field(alias="to")]
    stage: Words
    what: Words | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError("工程の終わりの年度が始まりより前です。年度を直してください。")
        return self


class Cost(Frozen):
    """事業費 of a fiscal year and where it comes from, in thousands of yen."""

    year: Year
    total: Whole
    sources: dict[Words, Whole] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        found = sum(self.sources.values())
        if self.sources and found != self.total:
            raise ValueError(
                f"財源の合計 {found:,} 千円が、事業費 {self.total:,} 千円と合いません。どちらかを直してください。"
            )
        return self


class Measure(Frozen):
    """取組: one file of `measures/`."""

    number: Number
    name: Words
    kind: Kind | None = None
    pillar: Id
    basis: tuple[Id, ...] = ()
    """Sections of the plan that it carries out."""
    priorities: tuple[Id, ...] = ()
    focus: bool = False
    """重点取組."""
    lead: Words | None = None
    """主管."""
    related: tuple[Name, ...] = ()
    issue: Words | None = None
    aim: Words | None = None
    actions: Annotated[tuple[Words, ...], Field(min_length=1)]
    effects: Effects = Effects()
    indicators: tuple[Indicator, ...] = ()
    schedule: tuple[Step, ...] = ()
    costs: tuple[Cost, ...] = ()
    repeats: Number | None = None
    """再掲: the measure that is named here again; all else is taken from it."""
    successor: Number | None = None
    """終了, 統合: the measure that goes on with what this one did (X02)."""

    @model_validator(mode="after")
    def _is_unambiguous(self) -> Self:
        raise_faults((*_twice(self.indicators), *_overlapping(self.schedule), *_costs(self.costs), *_named_again(self)))
        return self


def _twice(indicators: Sequence[Indicator]) -> Iterator[RecordFault]:
    """Find indicators with the same name, which results could not distinguish."""
    for index, name in repeated(indicator.name for indicator in indicators):
        message = f"指標の名前「{name}」が二度使われています。別の名前にしてください。"
        yield RecordFault(("indicators", index, "name"), message)


def _overlapping(schedule: Sequence[Step]) -> Iterator[RecordFault]:
    """Find overlapping steps: a year has one stage."""
    for index, (before, after) in enumerate(pairwise(schedule), 1):
        if after.start <= before.end:
            message = (
                f"工程の年度が前の工程（{before.start}〜{before.end}年度）と重なるか、前後しています。直してください。"
            )
            yield RecordFault(("schedule", index, "from"), message)


def _costs(costs: Sequence[Cost]) -> Iterator[RecordFault]:
    """Find years whose costs are duplicated or out of order: one of them would be lost."""
    for index, (before, after) in enumerate(pairwise(costs), 1):
        if after.year <= before.year:
            message = f"{after.year}年度の事業費が、二度書かれているか、前後しています。古い年度から順に、一度ずつ書いてください。"
            yield RecordFault(("costs", index, "year"), message)


def _named_again(measure: Measure) -> Iterator[RecordFault]:
    """Find offices that are listed twice, or as both leading and participating."""
    again = {index for index, _ in repeated(measure.related)}
    for index, office in enumerate(measure.related):
        if office == measure.lead or index in again:
            message = f"「{office}」は、主管か、ほかの関係課として書かれています。一度だけ書いてください。"
            yield RecordFault(("related", index), message)


def resolved(measures: Mapping[str, Measure]) -> tuple[Measure, ...]:
    """Return all measures in order; those that stand for another (再掲) get the content of that one."""
    return tuple(_filled(measure, measures.get(measure.repeats or "")) for measure in measures.values())


def _filled(measure: Measure, original: Measure | None) -> Measure:
    if original is None:
        return measure
    own = ("number", "name", "kind", "pillar", "basis", "repeats")
    return original.model_copy(update={field: getattr(measure, field) for field in own})


ACTION_PLAN: TypeAdapter[ActionPlan] = TypeAdapter(ActionPlan)
MEASURE: TypeAdapter[Measure] = TypeAdapter(Measure)
