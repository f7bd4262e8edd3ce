"""Facts of a document's parts, derived from the author's content."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields as attributes
from typing import Final

from hidaka_dx.catalogue import fields
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Table
from hidaka_dx.facts import (
    ChartFacts,
    ChartPoint,
    CostFacts,
    Facts,
    FundFacts,
    GradeFacts,
    IndicatorFacts,
    MeasureFacts,
    NamedFacts,
    OtherFacts,
    PeriodFacts,
    ResultFacts,
    Scalar,
    SourceFacts,
    StepFacts,
    TermFacts,
    YearState,
    YearValue,
)
from hidaka_dx.figure import Chart, ChartData
from hidaka_dx.measure import ActionPlan, Cost, Indicator, Measure
from hidaka_dx.plan import PlanPeriod, Source, Term
from hidaka_dx.progress import Assessed, Progress, Result, assessed

TYPED: Final = frozenset(each.name for each in attributes(MeasureFacts))
"""Attributes of a measure whose facts have a type of their own."""


def plan_facts(manuscript: Manuscript) -> Facts:
    """Return the facts of every document: the plan's years and sources."""
    return Facts(period=_period(manuscript.plan.period), sources=tuple(map(_source, manuscript.sources)))


def measures_facts(
    action: ActionPlan, groups: tuple[NamedFacts, ...], measures: Sequence[Measure], years: Sequence[Progress]
) -> Facts:
    """Return the facts of measures with their results in some years; `groups` are those that they belong to."""
    found = {year.year: assessed(measures, year, action.grades) for year in years}
    offices = (office for measure in measures for office in (measure.lead, *measure.related) if office)
    return Facts(
        decides=action.decides,
        pillars=groups,
        priorities=tuple(NamedFacts(each.id, each.name) for each in action.priorities),
        offices=tuple(dict.fromkeys((*action.offices, *offices))),
        grades=tuple(GradeFacts(each.mark, each.words, each.at_least, each.late) for each in action.grades),
        measures=tuple(
            _measure(measure, years, {year: all_[place] for year, all_ in found.items()})
            for place, measure in enumerate(measures)
        ),
    )


def chart_facts(manuscript: Manuscript) -> tuple[ChartFacts, ...]:
    """Return the values of all charts, in the order of their ids."""
    charts = {name: each.value for name, each in manuscript.figures.items() if isinstance(each.value, Chart)}
    return tuple(
        ChartFacts(name, charts[name].title, data.head, charts[name].unit, charts[name].n, tuple(_points(data)))
        for name, data in sorted(manuscript.charts.items())
    )


def _points(data: ChartData) -> Iterator[ChartPoint]:
    for row, (label, values) in enumerate(zip(data.labels, data.values, strict=True), 1):
        for column, (series, value) in enumerate(zip(data.series, values, strict=True), 1):
            yield ChartPoint(f"{row}.{column}", label, series, value)


def term_facts(terms: Iterable[Term], table: Table) -> tuple[TermFacts, ...]:
    """Return the facts of the terms in a table, one per row."""
    return tuple(
        TermFacts(term.id, term.term, term.reading, row[1].text, table.id)
        for term, row in zip(terms, table.rows, strict=True)
    )


def _period(period: PlanPeriod) -> PeriodFacts:
    focus = period.focus
    years = (focus.start, focus.end) if focus else (None, None)
    return PeriodFacts(period.start, period.end, *years)


def _source(source: Source) -> SourceFacts:
    period = source.period
    years = (period.start, period.end) if period else (None, None)
    return SourceFacts(source.id, source.title, source.body, source.act, source.date, *years)


def _measure(measure: Measure, years: Sequence[Progress], graded: Mapping[int, Assessed]) -> MeasureFacts:
    """Return the facts of a measure; an incomplete result of a draft is none, as in the report."""
    counted = [year for year in years if year.status == "決定" or graded[year.year].result]
    results = {year.year: each for year in counted for each in year.results if each.number == measure.number}
    return MeasureFacts(
        number=measure.number,
        name=measure.name,
        kind=measure.kind,
        pillar=measure.pillar,
        target=None,
        focus=measure.focus,
        lead=measure.lead,
        related=measure.related,
        priorities=measure.priorities,
        basis=measure.basis,
        repeats=measure.repeats,
        successor=measure.successor,
        indicators=tuple(_indicator(each, results) for each in measure.indicators),
        schedule=tuple(StepFacts(each.start, each.end, each.stage, each.what) for each in measure.schedule),
        costs=tuple(map(_cost, measure.costs)),
        results=tuple(_result(year, each, each.result) for year, each in graded.items() if each.result),
        more=tuple(_more(measure)),
        none=tuple(_none(measure)),
    )


def _indicator(indicator: Indicator, results: Mapping[int, Result]) -> IndicatorFacts:
    name, base = indicator.name, indicator.base
    return IndicatorFacts(
        name=name,
        definition=indicator.definition,
        unit=indicator.unit,
        source=indicator.source,
        direction=indicator.direction,
        counting=indicator.counting,
        goal=indicator.goal,
        base=YearValue(base.year, base.value) if base else None,
        targets=tuple(YearValue(each.year, each.value) for each in indicator.targets),
        reached=tuple(YearValue(year, each.values[name]) for year, each in results.items() if name in each.values),
        states=tuple(YearState(year, each.states[name]) for year, each in results.items() if name in each.states),
    )


def _cost(cost: Cost) -> CostFacts:
    return CostFacts(cost.year, cost.total, tuple(FundFacts(name, amount) for name, amount in cost.sources.items()))


def _result(year: int, each: Assessed, result: Result) -> ResultFacts:
    mark, words, late = (each.grade.mark, each.grade.words, each.grade.late) if each.grade else (None, None, False)
    proposed = each.proposal.mark if each.proposal else None
    return ResultFacts(year, mark, words, late, proposed, result.reason, result.spent)


def _more(measure: Measure) -> Iterator[OtherFacts]:
    """Return the values of fields without a type of their own, by the catalogue's keys."""
    for field in fields.all_fields():
        if field.hint and field.key not in TYPED and (values := _values(measure, field.key)):
            yield OtherFacts(field.key, values)


def _values(measure: Measure, key: str) -> tuple[Scalar, ...]:
    found: object = measure
    for name in key.split("."):
        found = getattr(found, name)
    return found if isinstance(found, tuple) else () if found is None else (found,)


def _none(measure: Measure) -> Iterator[str]:
    """Return the keys with an empty list, which states that there is none."""
    names = type(measure).model_fields
    return (name for name in names if measure.is_written(name) and getattr(measure, name) == ())
