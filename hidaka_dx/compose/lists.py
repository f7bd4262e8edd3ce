"""Lists of measures: by pillar, by office, over the years, with indicators, by plan section and by national priority."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hidaka_dx.catalogue import fields
from hidaka_dx.catalogue.field import MeasureField
from hidaka_dx.compose.blocks import plain
from hidaka_dx.compose.columns import column_shares
from hidaka_dx.compose.source_plan import PlanPassage
from hidaka_dx.document import Cell, PageOf, Table, Text
from hidaka_dx.facts import Facts, MeasureFacts
from hidaka_dx.japanese import amount, short_fiscal_year
from hidaka_dx.measure import ActionPlan, Indicator, Measure, Step
from hidaka_dx.plan import Period, PlanPeriod

PENDING = "調整中"
NONE = "なし"
"""Printed for an empty list: it is decided that there is none."""


def table(name: str, title: str, head: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Create a table with column widths computed from the text."""
    heads, lines = tuple(map(plain, head)), tuple(rows)
    measured = [line for line in (heads, *lines) if len(line) == len(heads)]
    return Table(name, None, title, heads, lines, column_shares(measured))


def group(words: str, columns: int) -> tuple[Cell, ...]:
    """Create a row with the name of the group of rows that follow."""
    return (Cell((Text(words),), columns),)


def overview(facts: Facts) -> Table:
    """List all measures by pillar."""
    listed = [field for field in fields.all_fields() if field.listed]
    head = (*(field.listed for field in listed), "ページ")
    rows: list[tuple[Cell, ...]] = []
    for pillar in facts.pillars:
        rows.append(group(pillar.name, len(head)))
        for measure in facts.measures:
            if measure.pillar == pillar.id:
                words = (_listed(field, measure, facts) for field in listed)
                page = (PageOf(measure.target),) if measure.target else ()
                rows.append((*map(plain, words), Cell(page)))
    return table("overview.table", "取組の一覧", head, rows)


def _listed(field: MeasureField, measure: MeasureFacts, facts: Facts) -> str:
    return "、".join(field.values(measure, facts)) or (PENDING if field.absent == "open" else "")


def by_office(measures: Sequence[Measure]) -> Table:
    """List for each office the measures it leads and those it participates in."""
    offices = dict.fromkeys(office for m in measures for office in (m.lead or PENDING, *m.related))
    rows = (
        (
            plain(office),
            plain(_numbers(m for m in measures if (m.lead or PENDING) == office)),
            plain(_numbers(m for m in measures if office in m.related)),
        )
        for office in offices
    )
    return table("offices.table", "担当別の取組", ("担当", "主管する取組", "関係する取組"), rows)


def roadmap(names: Mapping[str, str], measures: Sequence[Measure], period: PlanPeriod) -> Table:
    """Show the stage of each measure in each fiscal year."""
    years = range(period.start, period.end + 1)
    head = (plain("取組"), *(plain(f"{short_fiscal_year(year)}({year})") for year in years))
    rows: list[tuple[Cell, ...]] = []
    for pillar, name in names.items():
        rows.append(group(name, len(head)))
        rows += [
            (plain(f"{measure.number} {measure.name}"), *stages(measure.schedule, period))
            for measure in measures
            if measure.pillar == pillar
        ]
    widths = (0.4, *(0.6 / len(years) for _ in years))
    return Table("roadmap.table", None, "工程表", head, tuple(rows), widths, tinted=focus_years(period), centred=True)


def focus_years(period: PlanPeriod) -> tuple[bool, ...]:
    """Tell for each column of a table of years, label first, whether it is in 重点取組期間."""
    focus = period.focus
    years = range(period.start, period.end + 1)
    return (False, *(focus is not None and focus.start <= year <= focus.end for year in years))


def stages(schedule: Sequence[Step], period: Period) -> Iterator[Cell]:
    """Return a cell for each stage, spanning its years, and one for each year without."""
    starts = {step.start: step for step in schedule}
    year = period.start
    while year <= period.end:
        step = starts.get(year)
        yield Cell((Text(step.stage),), step.end - step.start + 1, bar=True) if step else plain("")
        year = step.end + 1 if step else year + 1


def indicators(measures: Sequence[Measure]) -> Table:
    """List every indicator with its base and last target."""
    head = ("番号", "指標", "単位", "基準値", "目標値")
    rows = [
        tuple(map(plain, (measure.number, *_indicator(indicator))))
        for measure in measures
        for indicator in measure.indicators
    ]
    bare = [measure for measure in measures if not measure.indicators]
    for words, none in ((NONE, True), (PENDING, False)):
        numbers = [measure.number for measure in bare if measure.is_written("indicators") is none]
        if numbers:
            rows.append((plain("、".join(numbers)), *(plain(words) for _ in head[1:])))
    heads = tuple(map(plain, head))
    return Table("indicators.table", None, "指標の一覧", heads, tuple(rows), (0.08, 0.37, 0.08, 0.2, 0.27))


def _indicator(indicator: Indicator) -> tuple[str, str, str, str]:
    if indicator.goal:
        return indicator.name, "―", "―", indicator.goal
    base = f"{amount(indicator.base.value)}（{short_fiscal_year(indicator.base.year)}）" if indicator.base else PENDING
    last = indicator.targets[-1] if indicator.targets else None
    target = f"{amount(last.value)}（{short_fiscal_year(last.year)}）" if last else PENDING
    return indicator.name, indicator.unit or PENDING, base, target


def against_plan(action: ActionPlan, measures: Sequence[Measure], plan: Mapping[str, PlanPassage]) -> Table:
    """List for each section of the plan that has measures its page and these measures.

    Paragraphs of one section on one page share a row, as they could only be named by its number and title.
    """
    reasons = {each.id: each.reason for each in action.excluded}
    rows: dict[tuple[str, str], list[str]] = {}
    for part, passage in plan.items():
        answers = [f"{m.number} {m.name}" for m in measures if part in m.basis]
        answers += [f"対象外：{reasons[part]}"] if part in reasons else []
        if answers:
            found = rows.setdefault((f"{passage.name} {passage.title}", passage.page), [])
            found += [answer for answer in answers if answer not in found]
    cells = ((plain(name), plain(page), plain("、".join(answers))) for (name, page), answers in rows.items())
    return table("against-plan.table", "推進計画との対応", ("推進計画の項目", "ページ", "取組"), cells)


def against_priorities(action: ActionPlan, measures: Sequence[Measure]) -> Table:
    """List for each national priority the measures that address it, or why none does."""
    reasons = {each.id: f"対象外：{each.reason}" for each in action.excluded}
    rows = (
        tuple(map(plain, (item.name, _answering(measures, item.id) or reasons.get(item.id, PENDING))))
        for item in action.priorities
    )
    return table("priorities.table", action.priorities_title, ("重点取組事項", "取組"), rows)


def _answering(measures: Sequence[Measure], priority: str) -> str:
    return "、".join(f"{m.number} {m.name}" for m in measures if priority in m.priorities)


def _numbers(measures: Iterable[Measure]) -> str:
    return "、".join(measure.number for measure in measures) or "―"
