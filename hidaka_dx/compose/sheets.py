"""個票: one measure as a form, with its indicators, its years and its costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hidaka_dx.compose.blocks import plain
from hidaka_dx.compose.forms import bullets, labelled, paragraph
from hidaka_dx.compose.inlines import words
from hidaka_dx.compose.lists import NONE, PENDING, focus_years, group, stages
from hidaka_dx.compose.source_plan import Passage
from hidaka_dx.document import Block, Cell, Field, Form, Heading, Paragraph, Part, Table, Text
from hidaka_dx.japanese import amount, short_fiscal_year
from hidaka_dx.measure import ActionPlan, Indicator, Measure
from hidaka_dx.plan import Period, PlanPeriod


@dataclass(frozen=True)
class Around:
    """What the sheets of one action plan are set against."""

    action: ActionPlan
    names: Mapping[str, str]
    """Names of the pillars."""
    plan: Mapping[str, Passage]
    period: PlanPeriod
    grades: Mapping[str, str]
    """For each measure the grades that it got so far, in words."""


def sheet(measure: Measure, around: Around) -> Part:
    """Compose the sheet of one measure; what is not decided says who decides."""
    action, names, plan, period = around.action, around.names, around.plan, around.period
    name = f"measure.{measure.number}"
    open_ = f"{PENDING}（{action.decides}）"
    none = {key: NONE if measure.is_written(key) else open_ for key in ("related", "indicators", "costs")}
    rows: tuple[tuple[Field, ...], ...] = (
        (labelled("区分", measure.kind, name), labelled("重点取組", "○" if measure.focus else "―", name)),
        (
            labelled("施策の柱", names[measure.pillar], name),
            labelled("国の重点取組", _priorities(measure, action), name),
        ),
        (
            labelled("主管", measure.lead or open_, name),
            labelled("関係課", "、".join(measure.related) or none["related"], name),
        ),
        (Field("根拠", tuple(paragraph(f"{name}.basis.{part}", plan[part].reference) for part in measure.basis)),),
        (Field("現状と課題", _issue(measure, name, plan, open_)),),
        (labelled("めざす姿", measure.aim or open_, name),),
        (Field("取組内容", (bullets(f"{name}.actions", measure.actions),)),),
        (
            labelled("町民への効果", measure.effects.residents or open_, name),
            labelled("職員への効果", measure.effects.staff or open_, name),
        ),
    )
    if measure.number in around.grades:
        rows += ((labelled("進捗", around.grades[measure.number], name),),)
    if not measure.indicators:
        rows += ((labelled("指標と目標", none["indicators"], name),),)
    if not measure.costs:
        rows += ((labelled("事業費と財源", none["costs"], name),),)
    tables = [_indicators(measure, name, period)] if measure.indicators else []
    tables.append(_years(measure, name, period))
    return Part(name, Heading(2, measure.number, measure.name), (Form(f"{name}.form", rows), *tables), layout="page")


def _priorities(measure: Measure, action: ActionPlan) -> str:
    names = {item.id: item.name for item in action.priorities}
    return "、".join(names[each] for each in measure.priorities) or "―"


def _issue(measure: Measure, name: str, plan: Mapping[str, Passage], open_: str) -> tuple[Block, ...]:
    """Give the measure's own words, or those of the plan's paragraphs that it carries out."""
    if measure.issue:
        return (paragraph(f"{name}.issue", measure.issue),)
    quoted = [
        Paragraph(f"{name}.issue.{part}", block.inlines)
        for part in measure.basis
        for block in plan[part].blocks
        if isinstance(block, Paragraph) and block.id == part
    ]
    return tuple(quoted) or (paragraph(f"{name}.issue", open_),)


def _indicators(measure: Measure, name: str, period: Period) -> Table:
    """Show each indicator's targets and how it is counted, under its name."""
    years = range(period.start, period.end + 1)
    head = ("区分", "基準値", *(short_fiscal_year(year) for year in years))
    rows = [row for indicator in measure.indicators for row in _indicator(indicator, years)]
    widths = (0.14, 0.16, *(0.7 / len(years) for _ in years))
    numeric = (False, *(True for _ in head[1:]))
    heads = tuple(map(plain, head))
    return Table(f"{name}.indicators", None, "指標と目標", heads, tuple(rows), widths, numeric, captioned=True)


def _indicator(indicator: Indicator, years: range) -> Iterator[tuple[Cell, ...]]:
    columns = len(years) + 1
    yield group(named(indicator), columns + 1)
    if indicator.goal:
        yield plain("目標"), Cell(tuple(words(indicator.goal)), columns)
    else:
        yield targets(indicator, years)
    source = f"（{indicator.source}）" if indicator.source else ""
    yield plain("定義"), Cell(tuple(words(indicator.definition + source)), columns)


def named(indicator: Indicator) -> str:
    """Name an indicator with unit, direction and way of counting."""
    if indicator.goal:
        return f"{indicator.name}（状態）"
    return f"{indicator.name}（{indicator.unit or PENDING}・{indicator.direction}・{indicator.counting}）"


def targets(indicator: Indicator, years: range) -> tuple[Cell, ...]:
    """Give the row of an indicator's base and targets."""
    base = f"{amount(indicator.base.value)}（{short_fiscal_year(indicator.base.year)}）" if indicator.base else "―"
    return values("目標", base, {target.year: target.value for target in indicator.targets}, years)


def values(label: str, base: str, found: Mapping[int, float], years: range) -> tuple[Cell, ...]:
    """Give a row of values, one for each year."""
    return plain(label), plain(base), *(plain(amount(found[year]) if year in found else "―") for year in years)


def _years(measure: Measure, name: str, period: PlanPeriod) -> Table:
    """Show stages, what is done in them and what it costs as one strip of years."""
    years = range(period.start, period.end + 1)
    head = (plain("年度"), *(plain(short_fiscal_year(year)) for year in years))
    rows = [(plain("段階"), *stages(measure.schedule, period))]
    if any(step.what for step in measure.schedule):
        rows.append((plain("内容"), *stages_of_words(measure, period)))
    rows += _costs(measure, years)
    title = "工程、事業費と財源" if measure.costs else "工程"
    widths = (0.2, *(0.8 / len(years) for _ in years))
    tinted = focus_years(period)
    return Table(f"{name}.years", None, title, head, tuple(rows), widths, captioned=True, tinted=tinted, centred=True)


def stages_of_words(measure: Measure, period: Period) -> tuple[Cell, ...]:
    """Give what is done in each stage, in cells as wide as the stages."""
    texts = {step.start: step.what or "" for step in measure.schedule}
    cells, year = [], period.start
    for cell in stages(measure.schedule, period):
        cells.append(Cell(tuple(words(texts.get(year, ""))), cell.span))
        year += cell.span
    return tuple(cells)


def _costs(measure: Measure, years: range) -> Iterator[tuple[Cell, ...]]:
    """Give a row for the costs and one for each source of the money."""
    costs = {cost.year: cost for cost in measure.costs}
    if not costs:
        return
    yield _money("事業費（千円）", {year: cost.total for year, cost in costs.items()}, years)
    for source in dict.fromkeys(source for cost in measure.costs for source in cost.sources):
        found = {year: cost.sources[source] for year, cost in costs.items() if source in cost.sources}
        yield _money(f"うち{source}", found, years)


def _money(label: str, found: Mapping[int, int], years: range) -> tuple[Cell, ...]:
    texts = (f"{found[year]:,}" if year in found else "―" for year in years)
    return plain(label), *(Cell((Text(text),), figures=True) for text in texts)
