"""Open data tables for multi-valued fields of a measure, a line per value; numbers without units, years in Seireki."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from hidaka_dx.facts import Facts, IndicatorFacts, MeasureFacts

Value: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True)
class Column:
    """A column with what is in it."""

    name: str
    meaning: str


NUMBER: Final = Column("取組番号", "measures.csvの取組番号")


@dataclass(frozen=True)
class LongTable:
    """A table of open data: its columns, and a function for the lines of one measure."""

    name: str
    """Name of its file, without ending; ASCII."""
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[MeasureFacts, Facts], Iterable[Row]]
    by_year: bool = False
    """Do its lines stand in the order of the years, which are its second column?"""


def _related(measure: MeasureFacts, _: Facts) -> Iterator[Row]:
    return ((measure.number, office) for office in measure.related)


def _basis(measure: MeasureFacts, _: Facts) -> Iterator[Row]:
    yield from ((measure.number, "推進計画", part) for part in measure.basis)
    yield from ((measure.number, "重点取組事項", each) for each in measure.priorities)


def _schedule(measure: MeasureFacts, _: Facts) -> Iterator[Row]:
    for step in measure.schedule:
        yield from ((measure.number, year, step.stage) for year in range(step.start, step.end + 1))


def _indicators(measure: MeasureFacts, _: Facts) -> Iterator[Row]:
    for each in measure.indicators:
        for kind, year, value in _values(each):
            yield measure.number, each.name, year, kind, plain_number(value), each.unit, each.direction, each.counting


def _values(indicator: IndicatorFacts) -> Iterator[tuple[str, int, float]]:
    """Return base, targets and actual values."""
    base = (indicator.base,) if indicator.base else ()
    for kind, values in (("基準値", base), ("目標値", indicator.targets), ("実績値", indicator.reached)):
        yield from ((kind, each.year, each.value) for each in values)


def _costs(measure: MeasureFacts, _: Facts) -> Iterator[Row]:
    for cost in measure.costs:
        yield measure.number, cost.year, "総額", cost.amount
        yield from ((measure.number, cost.year, fund.source, fund.amount) for fund in cost.funds)


def _results(measure: MeasureFacts, _: Facts) -> Iterator[Row]:
    for each in measure.results:
        yield measure.number, each.year, each.mark, each.words, each.proposed, each.reason, each.spent


def plain_number(value: float) -> int | float:
    """Return a number without a superfluous decimal point."""
    return int(value) if value.is_integer() else value


RELATED: Final = LongTable("related", "関係課", (NUMBER, Column("関係課", "関係する課。一行に一つ")), _related)
BASIS: Final = LongTable(
    "basis",
    "根拠",
    (
        NUMBER,
        Column("種類", "推進計画または重点取組事項"),
        Column("ID", "推進計画の節・段落、または国の重点取組事項のID"),
    ),
    _basis,
)
SCHEDULE: Final = LongTable(
    "schedule",
    "工程",
    (
        NUMBER,
        Column("年度", "工程がある年度（西暦）。一行に一年度"),
        Column("段階", "検討・構築など、その年度の段階"),
    ),
    _schedule,
)
INDICATORS: Final = LongTable(
    "indicators",
    "指標の値",
    (
        NUMBER,
        Column("指標名", "指標の名称"),
        Column("年度", "値の年度（西暦）"),
        Column("値の種類", "基準値、目標値または実績値"),
        Column("値", "数値。単位を含まない"),
        Column("単位", "値の単位"),
        Column("向き", "増または減"),
        Column("数え方", "単年または累計"),
    ),
    _indicators,
)
COSTS: Final = LongTable(
    "costs",
    "事業費",
    (
        NUMBER,
        Column("年度", "事業費の年度（西暦）"),
        Column("財源", "財源の名称。「総額」は事業費の合計"),
        Column("金額", "金額（千円）。単位を含まない"),
    ),
    _costs,
)
PROGRESS: Final = LongTable(
    "progress",
    "進捗",
    (
        NUMBER,
        Column("年度", "評価した年度（西暦）。評価の対象外の年度は行がない"),
        Column("評価", "評価の符号"),
        Column("評価の意味", "評価の符号が表す言葉"),
        Column("達成率による評価", "目標と実績値から決まる評価の符号。空欄はその年度の数値の目標がない"),
        Column("評価の理由", "達成率による評価と違う評価、または数値の目標がない評価の理由"),
        Column("決算額", "決算額（千円）。単位を含まない。空欄は報告がない"),
    ),
    _results,
    by_year=True,
)
