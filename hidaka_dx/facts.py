"""Facts of a document beside its text: typed values, and the ids of the parts that show them.

Plain frozen values that are serialised as JSON. Facts of one kind in a list are identified by their first value: a
number, an id, a year.
"""

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from hidaka_dx.formats import since

Scalar: TypeAlias = str | int | float | bool


@dataclass(frozen=True)
class PeriodFacts:
    """The fiscal years of a plan, first and last included."""

    start: int
    end: int
    focus_start: int | None = None
    """重点取組期間."""
    focus_end: int | None = None


@dataclass(frozen=True)
class NamedFacts:
    """A pillar or a group of measures below one, or one of the nation's priorities."""

    id: str
    name: str
    mark: str = field(default="", metadata=since(4, seldom=True))
    """The number of a group of measures, 「1」 or 「1-2」; empty where pillars have nothing below them."""
    under: str | None = field(default=None, metadata=since(4, seldom=True))
    """Id of the group above it."""

    @property
    def numbered(self) -> str:
        """Its name behind its number."""
        return f"{self.mark} {self.name}".lstrip()


def lineage(groups: tuple[NamedFacts, ...], name: str) -> tuple[NamedFacts, ...]:
    """Return the groups that a group belongs to, the highest first, and itself as the last one; nothing if there is none."""
    known = {each.id: each for each in groups}
    found = known.get(name)
    return (*lineage(groups, found.under or ""), found) if found else ()


@dataclass(frozen=True)
class GradeFacts:
    """A grade of the yearly evaluation."""

    mark: str
    words: str
    at_least: float | None
    """Least achievement of the year's targets, 1 being all of it; none for the last grade."""
    late: bool


@dataclass(frozen=True)
class YearValue:
    """A value of an indicator."""

    year: int
    value: float


@dataclass(frozen=True)
class YearState:
    """How far a goal that is no number has come."""

    year: int
    state: str


@dataclass(frozen=True)
class IndicatorFacts:
    """指標 (KPI)."""

    name: str
    definition: str
    unit: str | None
    source: str | None
    direction: str
    """「増」 or 「減」."""
    counting: str
    """「単年」 or 「累計」."""
    goal: str | None
    base: YearValue | None
    targets: tuple[YearValue, ...]
    reached: tuple[YearValue, ...]
    states: tuple[YearState, ...]


@dataclass(frozen=True)
class StepFacts:
    """工程: a stretch of fiscal years."""

    start: int
    end: int
    stage: str
    what: str | None


@dataclass(frozen=True)
class FundFacts:
    """Where money comes from, in thousands of yen."""

    source: str
    amount: int


@dataclass(frozen=True)
class CostFacts:
    """事業費 of a fiscal year, in thousands of yen."""

    year: int
    amount: int
    funds: tuple[FundFacts, ...]


@dataclass(frozen=True)
class ResultFacts:
    """What became of a measure in a fiscal year."""

    year: int
    mark: str | None
    """Mark of its grade; none where it has none."""
    words: str | None
    late: bool
    proposed: str | None
    """Mark of the grade that the values give."""
    reason: str | None
    spent: int | None
    """決算額, in thousands of yen."""


@dataclass(frozen=True)
class OtherFacts:
    """The values of a field of the catalogue that has no type of its own here."""

    key: str
    values: tuple[Scalar, ...]


@dataclass(frozen=True)
class MeasureFacts:
    """取組."""

    number: str
    name: str
    kind: str | None
    """区分; none where it is not decided."""
    pillar: str
    """Id of its pillar, or of the lowest group that it belongs to."""
    target: str | None
    """Id of the part that prints it; none where no part does."""
    focus: bool
    lead: str | None
    related: tuple[str, ...]
    priorities: tuple[str, ...]
    """Ids of the nation's priorities that it answers to."""
    basis: tuple[str, ...]
    """Ids of the plan's sections and paragraphs that it carries out."""
    repeats: str | None
    successor: str | None
    indicators: tuple[IndicatorFacts, ...]
    schedule: tuple[StepFacts, ...]
    costs: tuple[CostFacts, ...]
    results: tuple[ResultFacts, ...]
    more: tuple[OtherFacts, ...]
    none: tuple[str, ...]
    """Keys of what it is decided that there is none of; all else that is not here is open."""

    @property
    def told_by(self) -> str:
        """The number of the measure that tells its indicators and results: its own, or that of the one it repeats (再掲)."""
        return self.repeats or self.number

    def other_values(self, key: str) -> tuple[Scalar, ...]:
        """Give the values of a field that has no type of its own."""
        return next((each.values for each in self.more if each.key == key), ())


@dataclass(frozen=True)
class TermFacts:
    """An entry of 用語解説, in the order of print."""

    id: str
    term: str
    reading: str | None
    text: str
    target: str
    """Id of the table that explains it."""


@dataclass(frozen=True)
class SourceFacts:
    """A plan, law or report that the document names."""

    id: str
    title: str
    body: str | None
    act: str | None
    date: str | None
    start: int | None
    """Fiscal years of a plan that has such."""
    end: int | None


@dataclass(frozen=True)
class ChartPoint:
    """A value of a chart."""

    at: str
    """Its row and column in the chart's data, counted from 1: 「3.2」."""
    label: str
    series: str
    value: float | None
    """None where there is none."""


@dataclass(frozen=True)
class ChartFacts:
    """The values of a chart."""

    id: str
    """Id of its figure."""
    title: str
    head: str
    """What the labels are: 年度."""
    unit: str | None
    n: str | None
    """How many were asked."""
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True)
class Collection:
    """Where readers find one thing of all measures, or all terms."""

    what: Literal["measures", "schedule", "indicators", "terms", "results", "late", "trends"]
    target: str
    """Id of the part."""


@dataclass(frozen=True)
class Facts:
    """All facts of a document; empty for one issued before facts were stored."""

    period: PeriodFacts | None = None
    decides: str | None = None
    """The office that decides what is still open."""
    pillars: tuple[NamedFacts, ...] = ()
    """The groups of measures: each pillar, then what is below it before the next one."""
    priorities: tuple[NamedFacts, ...] = ()
    offices: tuple[str, ...] = ()
    """Those that the town lists, then others that measures name."""
    grades: tuple[GradeFacts, ...] = ()
    """From the best to the worst."""
    measures: tuple[MeasureFacts, ...] = ()
    terms: tuple[TermFacts, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    collections: tuple[Collection, ...] = ()
    charts: tuple[ChartFacts, ...] = field(default=(), metadata=since(4))

    def __bool__(self) -> bool:
        """Tell whether there are any facts."""
        return self != NO_FACTS

    @property
    def levels(self) -> int:
        """How many levels of groups stand above the measures."""
        return max((len(lineage(self.pillars, each.id)) for each in self.pillars), default=0)

    def where(self, what: str) -> str | None:
        """Return the id of the part that shows something."""
        return next((each.target for each in self.collections if each.what == what), None)


NO_FACTS: Final = Facts()
"""Those of a document that has none, or was issued before facts were kept."""
