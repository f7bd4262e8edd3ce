"""個票: one measure as a form, with its indicators, its years and its costs."""

from collections.abc import Mapping
from dataclasses import replace

from hidaka_dx.compose.blocks import plain
from hidaka_dx.compose.inlines import words
from hidaka_dx.compose.lists import PENDING, figure, stages
from hidaka_dx.compose.source_plan import Passage
from hidaka_dx.document import Block, Cell, Field, Form, Heading, Items, Paragraph, Part, Table
from hidaka_dx.japanese import short_fiscal_year
from hidaka_dx.measure import ActionPlan, Indicator, Measure
from hidaka_dx.plan import Period


def sheet(
    measure: Measure, action: ActionPlan, names: Mapping[str, str], plan: Mapping[str, Passage], period: Period
) -> Part:
    """Compose the sheet of one measure; what is not decided says who decides."""
    name = f"measure.{measure.number}"
    open_ = f"{PENDING}（{action.decides}）"
    rows: tuple[tuple[Field, ...], ...] = (
        (_field("区分", measure.kind, name), _field("重点取組", "○" if measure.focus else "―", name)),
        (_field("施策の柱", names[measure.pillar], name), _field("国の重点取組", _priorities(measure, action), name)),
        (_field("主管", measure.lead or open_, name), _field("関係課", "、".join(measure.related) or open_, name)),
        (Field("根拠", tuple(_paragraph(f"{name}.basis.{part}", plan[part].reference) for part in measure.basis)),),
        (Field("現状と課題", _issue(measure, name, plan, open_)),),
        (_field("めざす姿", measure.aim or open_, name),),
        (Field("取組内容", (_items(f"{name}.actions", measure.actions),)),),
        (
            _field("町民への効果", measure.effects.residents or open_, name),
            _field("職員への効果", measure.effects.staff or open_, name),
        ),
    )
    if not measure.indicators:
        rows += ((_field("指標と目標", open_, name),),)
    if not measure.costs:
        rows += ((_field("事業費と財源", open_, name),),)
    tables = [_years(measure, name, period)]
    if measure.indicators:
        tables.insert(0, _indicators(measure, name, period))
    if measure.costs:
        tables.append(_costs(measure, name, period))
    return Part(name, Heading(2, measure.number, measure.name), (Form(f"{name}.form", rows), *tables), layout="page")


def _field(label: str, text: str, owner: str) -> Field:
    return Field(label, (_paragraph(f"{owner}.{label}", text),))


def _paragraph(name: str, text: str) -> Paragraph:
    return Paragraph(name, tuple(words(text)))


def _items(name: str, texts: tuple[str, ...]) -> Items:
    items = tuple((_paragraph(f"{name}.{number}", text),) for number, text in enumerate(texts, 1))
    return Items(name, ordered=False, items=items)


def _priorities(measure: Measure, action: ActionPlan) -> str:
    names = {item.id: item.name for item in action.priorities}
    return "、".join(names[each] for each in measure.priorities) or "―"


def _issue(measure: Measure, name: str, plan: Mapping[str, Passage], open_: str) -> tuple[Block, ...]:
    """Give the measure's own words, or those of the plan's paragraphs that it carries out."""
    if measure.issue:
        return (_paragraph(f"{name}.issue", measure.issue),)
    quoted = [
        Paragraph(f"{name}.issue.{part}", block.inlines)
        for part in measure.basis
        for block in plan[part].blocks
        if isinstance(block, Paragraph) and block.id == part
    ]
    return tuple(quoted) or (_paragraph(f"{name}.issue", open_),)


def _indicators(measure: Measure, name: str, period: Period) -> Table:
    years = range(period.start, period.end + 1)
    head = ("指標", "定義・出典", "単位", "基準値", *(short_fiscal_year(year) for year in years))
    rows = tuple(_indicator(indicator, period) for indicator in measure.indicators)
    widths = (0.2, 0.26, 0.07, 0.12, *(0.35 / len(years) for _ in years))
    numeric = (False, False, False, False, *(True for _ in years))
    heads = tuple(map(plain, head))
    return Table(f"{name}.indicators", None, "指標と目標", heads, rows, widths, numeric, captioned=True)


def _indicator(indicator: Indicator, period: Period) -> tuple[Cell, ...]:
    """Give the row of an indicator; a state to be reached takes the place of all values."""
    source = f"（{indicator.source}）" if indicator.source else ""
    years = range(period.start, period.end + 1)
    definition = plain(indicator.definition + source)
    if indicator.goal:
        goal = Cell(tuple(words(indicator.goal)), len(years) + 2)
        return plain(f"{indicator.name}（状態）"), definition, goal
    targets = {target.year: figure(target.value) for target in indicator.targets}
    base = f"{figure(indicator.base.value)}（{short_fiscal_year(indicator.base.year)}）" if indicator.base else "―"
    name = f"{indicator.name}（{indicator.direction}・{indicator.counting}）"
    values = (plain(targets.get(year, "―")) for year in years)
    return plain(name), definition, plain(indicator.unit or "―"), plain(base), *values


def _years(measure: Measure, name: str, period: Period) -> Table:
    years = range(period.start, period.end + 1)
    head = (plain("工程"), *(plain(short_fiscal_year(year)) for year in years))
    whats = [step.what for step in measure.schedule if step.what]
    rows = [(plain("段階"), *stages(measure.schedule, period))]
    rows += [(plain("内容"), *stages_of_words(measure, period))] if whats else []
    return _titled(Table(f"{name}.years", None, "工程", head, tuple(rows), (0.16, *(0.84 / len(years) for _ in years))))


def stages_of_words(measure: Measure, period: Period) -> tuple[Cell, ...]:
    """Give what is done in each stage, in cells as wide as the stages."""
    texts = {step.start: step.what or "" for step in measure.schedule}
    cells, year = [], period.start
    for cell in stages(measure.schedule, period):
        cells.append(Cell(tuple(words(texts.get(year, ""))), cell.span))
        year += cell.span
    return tuple(cells)


def _costs(measure: Measure, name: str, period: Period) -> Table:
    """Show costs and where they come from, a row for each source, a column for each year."""
    years = range(period.start, period.end + 1)
    costs = {cost.year: cost for cost in measure.costs}
    sources = dict.fromkeys(source for cost in measure.costs for source in cost.sources)
    head = ("千円", *(short_fiscal_year(year) for year in years))
    totals: dict[int, int | None] = {year: cost.total for year, cost in costs.items()}
    lines: dict[str, dict[int, int | None]] = {
        source: {year: cost.sources.get(source) for year, cost in costs.items()} for source in sources
    }
    rows = [_money(label, values, years) for label, values in (("事業費", totals), *lines.items())]
    widths = (0.3, *(0.7 / len(years) for _ in years))
    numeric = (False, *(True for _ in years))
    heads = tuple(map(plain, head))
    return Table(f"{name}.costs", None, "事業費と財源", heads, tuple(rows), widths, numeric, captioned=True)


def _money(label: str, values: Mapping[int, int | None], years: range) -> tuple[Cell, ...]:
    amounts = (values.get(year) for year in years)
    return (plain(label), *(plain("―" if amount is None else f"{amount:,}") for amount in amounts))


def _titled(made: Table) -> Table:
    return replace(made, captioned=True)
