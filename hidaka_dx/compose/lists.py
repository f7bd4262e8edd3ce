"""Lists of measures: by pillar, by office, over the years, with indicators, by plan section and by national priority."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import fmean
from typing import Final

from hidaka_dx.catalogue import fields
from hidaka_dx.catalogue.field import MeasureField
from hidaka_dx.compose.columns import column_shares
from hidaka_dx.compose.forms import plain
from hidaka_dx.compose.policy_tree import called, is_above_others, lowest
from hidaka_dx.compose.source_plan import PlanPassage
from hidaka_dx.document import Block, Cell, PageOf, Paragraph, Table, Text
from hidaka_dx.facts import Facts, IndicatorFacts, MeasureFacts, NamedFacts, StepFacts, lineage
from hidaka_dx.japanese import amount, short_fiscal_year
from hidaka_dx.measure import ActionPlan
from hidaka_dx.plan import Period, PlanPeriod
from hidaka_dx.theme import ColumnKind
from hidaka_dx.wording import PENDING, Wording

OVERVIEW: Final = "{measure}の一覧"
BY_OFFICE: Final = "担当別の{measure}"
AGAINST_PLAN: Final = "{plan}との対応"
AXIS: Final = 0.56
"""Share of the years of the roadmap; its names are rarely longer than the rest."""
YEAR_SHARE: Final = 0.08
WIDEST: Final = 0.76
"""Share of a year on the wide page, and the most that all years take."""
YEAR_UPRIGHT: Final = 0.075
"""The same on an upright page."""
MOST_UPRIGHT: Final = 8
"""A roadmap of more years is set on pages on their side."""
SEIREKI: Final = 5
"""Maximum number of years that are named in 西暦, too."""
YEAR: Final[ColumnKind] = "year"
TONES: Final = ((1,), (1, 3), (0, 1, 3), (0, 1, 2, 3), (0, 1, 2, 3, 4))
"""Patterns of bars (assets/css/table.css) for one stage, two, and so on."""
NONE = "なし"
DASH: Final = "―"
"""Printed for an empty list: it is decided that there is none."""


def table(
    name: str, title: str, head: Sequence[str], rows: Iterable[tuple[Cell, ...]], kinds: Sequence[ColumnKind]
) -> Table:
    """Create a table with column widths computed from the text."""
    heads, lines = tuple(map(plain, head)), tuple(rows)
    measured = [line for line in (heads, *lines) if len(line) == len(heads)]
    return Table(name, None, title, heads, lines, column_shares(measured), kinds=tuple(kinds))


def listing(texts: Sequence[str]) -> Cell:
    """Create a cell that lists texts; on paper each has a line to itself."""
    said = [f"{text}、" for text in texts[:-1]] + list(texts[-1:])
    return replace(plain("".join(said)), items=tuple(map(len, said)))


def group(words: str, columns: int) -> tuple[Cell, ...]:
    """Create a row with the name of the group of rows that follow."""
    return (Cell((Text(words),), columns),)


def headed(facts: Facts, pillar: NamedFacts, wording: Wording, columns: int) -> tuple[Cell, ...]:
    """Create the row that names a group of measures; one that only holds other groups together is told apart."""
    (cell,) = group(called(pillar, facts.pillars, wording), columns)
    return (replace(cell, tone=1) if is_above_others(pillar, facts.pillars) else cell,)


def overview(facts: Facts, wording: Wording) -> Table:
    """List all measures by pillar."""
    listed = [field for field in fields.all_fields() if field.listed and field.applies(facts)]
    head = (*(wording.said(field.listed) for field in listed), "ページ")
    rows: list[tuple[Cell, ...]] = []
    for pillar in facts.pillars:
        rows.append(headed(facts, pillar, wording, len(head)))
        for measure in facts.measures:
            if measure.pillar == pillar.id:
                words = (_listed(field, measure, facts) for field in listed)
                page = (PageOf(measure.target),) if measure.target else ()
                rows.append((*map(plain, words), Cell(page)))
    kinds = (*(field.holds for field in listed), "number")
    return table("overview.table", wording.said(OVERVIEW), head, rows, kinds)


def of_pillar(name: str, facts: Facts, groups: Sequence[NamedFacts], wording: Wording) -> Table:
    """List the measures of the groups below a pillar, which is the first of them."""
    rows = (
        (plain("　".join(each.numbered for each in lineage(facts.pillars, group.id)[1:])), listing(_of(group, facts)))
        for group in lowest(groups)
    )
    return table(
        name,
        f"{groups[0].numbered}の{wording.measure}",
        ("・".join(wording.below), wording.measure),
        rows,
        ("text", "list"),
    )


def _of(group: NamedFacts, facts: Facts) -> list[str]:
    return [f"{each.number} {each.name}" for each in facts.measures if each.pillar == group.id]


def _listed(field: MeasureField, measure: MeasureFacts, facts: Facts) -> str:
    return "、".join(field.values(measure, facts)) or (PENDING if field.absent == "open" else "")


def by_office(measures: Sequence[MeasureFacts], wording: Wording) -> Table:
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
    head = ("担当", f"主管する{wording.measure}", f"関係する{wording.measure}")
    return table("offices.table", wording.said(BY_OFFICE), head, rows, ("short", "text", "text"))


def roadmap(facts: Facts, period: PlanPeriod, wording: Wording) -> Table:
    """Show the stage of each measure in each fiscal year."""
    years, known = range(period.start, period.end + 1), tones(facts.measures)
    named = (short_fiscal_year(year) + (f"({year})" if len(years) <= SEIREKI else "") for year in years)
    head = (plain(wording.measure), *map(plain, named))
    rows: list[tuple[Cell, ...]] = []
    for pillar in facts.pillars:
        rows.append(headed(facts, pillar, wording, len(head)))
        rows += [
            (plain(f"{measure.number} {measure.name}"), *stages(measure.schedule, period, known))
            for measure in facts.measures
            if measure.pillar == pillar.id
        ]
    share = max(AXIS, min(len(years) * (YEAR_SHARE if len(years) > MOST_UPRIGHT else YEAR_UPRIGHT), WIDEST))
    widths = (1 - share, *(share / len(years) for _ in years))
    kinds: tuple[ColumnKind, ...] = ("text", *(YEAR for _ in years))
    return Table(
        *("roadmap.table", None, "工程表", head, tuple(rows), widths),
        tinted=focus_years(period),
        centred=True,
        kinds=kinds,
    )


def focus_years(period: PlanPeriod) -> tuple[bool, ...]:
    """Tell for each column of a table of years, label first, whether it is in 重点取組期間."""
    focus = period.focus
    years = range(period.start, period.end + 1)
    return (False, *(focus is not None and focus.start <= year <= focus.end for year in years))


def tones(measures: Iterable[MeasureFacts]) -> dict[str, int]:
    """Give each stage its pattern, from white to full in the order in which stages come; the last one is an outline."""
    starts: dict[str, list[int]] = {}
    for step in (step for measure in measures for step in measure.schedule):
        starts.setdefault(step.stage, []).append(step.start)
    found = sorted(starts, key=lambda stage: fmean(starts[stage]))
    chosen = TONES[min(len(found), len(TONES)) - 1] if found else ()
    return {stage: chosen[place % len(chosen)] for place, stage in enumerate(found)}


def stages(schedule: Sequence[StepFacts], period: Period, known: Mapping[str, int]) -> Iterator[Cell]:
    """Return a cell for each stage, spanning its years, and one for each year without."""
    starts = {step.start: step for step in schedule}
    year = period.start
    while year <= period.end:
        step = starts.get(year)
        words = (Text(step.stage),) if step else ()
        yield Cell(words, step.end - step.start + 1, bar=True, tone=known[step.stage]) if step else plain("")
        year = step.end + 1 if step else year + 1


def indicators(facts: Facts, wording: Wording) -> Iterator[Block]:
    """List every indicator with its base and last target; say which measures have none, or none yet."""
    rows = [(plain(m.number), *_indicator(indicator)) for m in facts.measures for indicator in m.indicators]
    if rows:
        yield _indicators(rows)
    bare = [measure for measure in facts.measures if not measure.indicators]
    none, pending = ([m for m in bare if ("indicators" in m.none) is wanted] for wanted in (True, False))
    if pending:
        why = f"次の{wording.measure}の指標は、{PENDING}です（{facts.decides}が関係課と調整して定めます）"
        yield _without("pending", why, pending)
    if none:
        yield _without("none", f"次の{wording.measure}には、指標を設けません", none)


def _without(name: str, why: str, measures: Sequence[MeasureFacts]) -> Paragraph:
    return Paragraph(f"indicators.{name}", (Text(f"{why}：{_numbers(measures)}"),))


def _indicators(rows: Sequence[tuple[Cell, ...]]) -> Table:
    heads = tuple(map(plain, ("番号", "指標", "単位", "基準値", "目標値")))
    kinds: tuple[ColumnKind, ...] = ("code", "text", "short", "number", "number")
    return Table("indicators.table", None, "指標の一覧", heads, tuple(rows), (0.08, 0.37, 0.08, 0.2, 0.27), kinds=kinds)


def _indicator(indicator: IndicatorFacts) -> tuple[Cell, ...]:
    """Return an indicator's cells."""
    if indicator.goal:
        return plain(indicator.name), plain(DASH), plain(DASH), plain(indicator.goal)
    base = f"{amount(indicator.base.value)}（{short_fiscal_year(indicator.base.year)}）" if indicator.base else PENDING
    last = indicator.targets[-1] if indicator.targets else None
    target = f"{amount(last.value)}（{short_fiscal_year(last.year)}）" if last else PENDING
    return plain(indicator.name), plain(indicator.unit or PENDING), plain(base), plain(target)


def against_plan(
    action: ActionPlan, measures: Sequence[MeasureFacts], plan: Mapping[str, PlanPassage], wording: Wording
) -> Table:
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
    cells = ((plain(name), plain(page), listing(answers)) for (name, page), answers in rows.items())
    return table(
        "against-plan.table",
        wording.said(AGAINST_PLAN),
        (f"{wording.plan}の項目", "ページ", wording.measure),
        cells,
        ("text", "number", "list"),
    )


def no_basis(action: ActionPlan, wording: Wording) -> str:
    """Say that no measure names a section of the plan yet."""
    return wording.said(
        f"{{measure}}の基になる{{plan}}の項目は、{PENDING}です（{action.decides}が関係課と調整して定めます）。"
    )


def against_priorities(action: ActionPlan, measures: Sequence[MeasureFacts], wording: Wording) -> Table:
    """List for each national priority the measures that address it, or why none does."""
    reasons = {each.id: f"対象外：{each.reason}" for each in action.excluded}
    rows = (
        (plain(item.name), listing(_answering(measures, item.id) or [reasons.get(item.id, PENDING)]))
        for item in action.priorities
    )
    head = ("重点取組事項", wording.measure)
    return table("priorities.table", action.priorities_title or "", head, rows, ("text", "list"))


def _answering(measures: Sequence[MeasureFacts], priority: str) -> list[str]:
    return [f"{m.number} {m.name}" for m in measures if priority in m.priorities]


def _numbers(measures: Iterable[MeasureFacts]) -> str:
    return "、".join(measure.number for measure in measures) or "―"
