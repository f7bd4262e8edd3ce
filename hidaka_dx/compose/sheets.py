"""個票: one measure as a form, with its indicators, years and costs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from hidaka_dx.catalogue import fields
from hidaka_dx.catalogue.field import MeasureField
from hidaka_dx.catalogue.ids import measure_sheet
from hidaka_dx.compose.forms import bullets, paragraph, plain
from hidaka_dx.compose.lists import NONE, YEAR, focus_years, group, stages
from hidaka_dx.compose.source_plan import PlanPassage, quoted
from hidaka_dx.document import Block, Cell, Field, Form, Heading, Link, Paragraph, Part, Table, Text
from hidaka_dx.facts import Facts, IndicatorFacts, MeasureFacts
from hidaka_dx.japanese import amount, short_fiscal_year
from hidaka_dx.plan import Period, PlanPeriod
from hidaka_dx.theme import ColumnKind, FieldState
from hidaka_dx.wording import PENDING, Wording

LABEL: Final = 0.06
BASE: Final = 0.17
"""Shares of what stands left of the axis of years, which is one for targets, stages and money."""


def axis(years: range) -> tuple[float, ...]:
    """Return the share of each year."""
    return tuple((1 - LABEL - BASE) / len(years) for _ in years)


@dataclass(frozen=True)
class SheetContext:
    """The context of an action plan's sheets."""

    facts: Facts
    plan: Mapping[str, PlanPassage]
    period: PlanPeriod
    tones: Mapping[str, int]
    """The pattern of each stage."""
    wording: Wording

    @cached_property
    def quoting(self) -> Mapping[str, MeasureFacts]:
        """The measure on whose sheet each paragraph of the plan is quoted; later sheets refer to it."""
        found: dict[str, MeasureFacts] = {}
        quoting = tuple(each for each in fields.all_fields() if each.shape == "quotes")
        for measure in self.facts.measures:
            if any(not each.values(measure, self.facts) for each in quoting):
                for passage in _passages(measure, self.plan):
                    found.setdefault(passage.id, measure)
        return found


def sheet(measure: MeasureFacts, around: SheetContext) -> Part:
    """Compose the sheet of one measure; undecided values name the office that decides."""
    name, period = measure_sheet(measure.number), around.period
    rows = (tuple(_fields(row, measure, name, around)) for row in fields.on_sheet(around.facts))
    form = Form(f"{name}.form", tuple(filter(None, rows)))
    tables = [_indicators(measure, name, period)] if measure.indicators else []
    tables.append(_years(measure, name, period, around.tones))
    return Part(name, Heading(2, measure.number, measure.name), (form, *tables), layout="sheet")


def citations(measure: MeasureFacts) -> Iterator[tuple[str, str]]:
    """Yield the ids under which a sheet refers to the plan or quotes it, each with the id of that part of the plan."""
    for each in fields.all_fields():
        if each.shape in {"references", "quotes"}:
            owner = f"{measure_sheet(measure.number)}.{each.ending}"
            yield from ((_cited(owner, part), part) for part in measure.basis)


def _cited(owner: str, part: str) -> str:
    """Give the id under which a field of a sheet cites a part of the plan."""
    return f"{owner}.{part}"


def _fields(row: Iterable[MeasureField], known: MeasureFacts, name: str, around: SheetContext) -> Iterator[Field]:
    for each in row:
        blocks = tuple(_blocks(each, known, f"{name}.{each.ending}", around))
        if blocks:
            label = around.wording.said(each.label)
            yield Field(label, blocks, each.spot.place if each.spot else "whole", _state(each, known, around))


def _state(each: MeasureField, known: MeasureFacts, around: SheetContext) -> FieldState:
    """Tell whether a field says something, or is not decided yet; a dash on a line says no more than its absence."""
    if each.values(known, around.facts) or (each.shape == "quotes" and any(_passages(known, around.plan))):
        return "said"
    if each.absent == "dash":
        return "none"
    return "said" if each.key in known.none else "open"


def _blocks(field: MeasureField, known: MeasureFacts, name: str, around: SheetContext) -> Iterable[Block]:
    """Return the blocks of a field; none if it is omitted, or has a table of its own."""
    values = field.values(known, around.facts)
    match field.shape:
        case "references" if values:
            named = {around.plan[part].reference: part for part in reversed(values)}
            return (paragraph(_cited(name, part), reference) for reference, part in reversed(named.items()))
        case "list":
            return (bullets(name, values),)
        case "quotes" if not values and (quotes := tuple(_quotes(known, name, around))):
            return quotes
        case "table" if values:
            return ()
        case _:
            words_ = "、".join(values) or _absent(field, known, around.facts)
            return (paragraph(name, words_),) if words_ else ()


def _absent(field: MeasureField, known: MeasureFacts, facts: Facts) -> str:
    """Explain why a field is empty."""
    decided = NONE if field.key in known.none else f"{PENDING}（{facts.decides}）"
    return {"open": decided, "dash": "―", "left out": ""}[field.absent]


def _passages(known: MeasureFacts, plan: Mapping[str, PlanPassage]) -> Iterator[Paragraph]:
    """Return the plan's paragraphs that a measure implements."""
    for part in known.basis:
        yield from (each for each in plan[part].blocks if isinstance(each, Paragraph) and each.id == part)


def _quotes(known: MeasureFacts, name: str, around: SheetContext) -> Iterator[Block]:
    """Quote the plan's paragraphs that a measure implements; what another sheet quotes is referred to."""
    for passage in _passages(known, around.plan):
        first = around.quoting[passage.id]
        if first.number == known.number:
            yield quoted(Paragraph(_cited(name, passage.id), passage.inlines), {}, around.wording)
        else:
            source = around.plan[passage.id].reference
            there = Link(measure_sheet(first.number), f"{first.number} {first.name}")
            said = Text(f"{around.wording.plan} {source}のとおりです（")
            yield Paragraph(_cited(name, passage.id), (said, there, Text("に引用）。")))


def _indicators(measure: MeasureFacts, name: str, period: Period) -> Table:
    """Show each indicator's targets and counting method, under its name."""
    years = range(period.start, period.end + 1)
    head = ("区分", "基準値", *(short_fiscal_year(year) for year in years))
    rows = [row for indicator in measure.indicators for row in _indicator(indicator, years)]
    widths = (LABEL, BASE, *axis(years))
    kinds: tuple[ColumnKind, ...] = ("short", "number", *(YEAR for _ in years))
    numeric = (False, *(True for _ in head[1:]))
    heads = tuple(map(plain, head))
    return Table(
        f"{name}.indicators", None, "指標と目標", heads, tuple(rows), widths, numeric, captioned=True, kinds=kinds
    )


def _indicator(indicator: IndicatorFacts, years: range) -> Iterator[tuple[Cell, ...]]:
    columns = len(years) + 1
    yield group(named(indicator), columns + 1)
    if indicator.goal:
        yield plain("目標"), plain(indicator.goal, columns)
    else:
        yield targets(indicator, years)
    yield plain("定義"), plain(_defined(indicator), columns)


def _defined(indicator: IndicatorFacts) -> str:
    """Return what an indicator counts, and who counts it unless that is said already."""
    source = f"（{indicator.source}）" if indicator.source else ""
    return indicator.definition + ("" if indicator.definition.endswith(source) else source)


def named(indicator: IndicatorFacts) -> str:
    """Name an indicator with unit, direction and counting method."""
    if indicator.goal:
        return f"{indicator.name}（状態）"
    return f"{indicator.name}（{indicator.unit or PENDING}・{indicator.direction}・{indicator.counting}）"


def targets(indicator: IndicatorFacts, years: range) -> tuple[Cell, ...]:
    """Return the row of an indicator's base and targets."""
    base = f"{amount(indicator.base.value)}（{short_fiscal_year(indicator.base.year)}）" if indicator.base else "―"
    return values("目標", base, {target.year: target.value for target in indicator.targets}, years)


def values(label: str, base: str, found: Mapping[int, float], years: range) -> tuple[Cell, ...]:
    """Return a row of values, one for each year."""
    return plain(label), plain(base), *(plain(amount(found[year]) if year in found else "―") for year in years)


def _years(measure: MeasureFacts, name: str, period: PlanPeriod, tones: Mapping[str, int]) -> Table:
    """Show stages, work and costs in one table of years."""
    years = range(period.start, period.end + 1)
    head = (plain("年度"), *(plain(short_fiscal_year(year)) for year in years))
    rows = [(plain("段階"), *stages(measure.schedule, period, tones))]
    if any(step.what for step in measure.schedule):
        rows.append((plain("内容"), *stages_of_words(measure, period)))
    rows += _costs(measure, years)
    title = "工程、事業費と財源" if measure.costs else "工程"
    widths = (LABEL + BASE, *axis(years))
    kinds: tuple[ColumnKind, ...] = ("short", *(YEAR for _ in years))
    tinted = focus_years(period)
    return Table(
        *(f"{name}.years", None, title, head, tuple(rows), widths),
        captioned=True,
        tinted=tinted,
        centred=True,
        kinds=kinds,
    )


def stages_of_words(measure: MeasureFacts, period: Period) -> tuple[Cell, ...]:
    """Return the work of each stage, in cells that span its years."""
    texts = {step.start: step.what or "" for step in measure.schedule}
    cells, year = [], period.start
    for cell in stages(measure.schedule, period, defaultdict(int)):
        cells.append(plain(texts.get(year, ""), cell.span))
        year += cell.span
    return tuple(cells)


def _costs(measure: MeasureFacts, years: range) -> Iterator[tuple[Cell, ...]]:
    """Return a row for the costs and one for each funding source."""
    if not measure.costs:
        return
    yield _money("事業費（千円）", {cost.year: cost.amount for cost in measure.costs}, years)
    funds = [(cost.year, fund) for cost in measure.costs for fund in cost.funds]
    for source in dict.fromkeys(fund.source for _, fund in funds):
        found = {year: fund.amount for year, fund in funds if fund.source == source}
        yield _money(f"うち{source}", found, years)


def _money(label: str, found: Mapping[int, int], years: range) -> tuple[Cell, ...]:
    texts = (f"{found[year]:,}" if year in found else "―" for year in years)
    return plain(label), *(Cell((Text(text),), figures=True) for text in texts)
