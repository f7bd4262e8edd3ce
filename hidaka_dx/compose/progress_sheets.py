"""Sheets of a progress report: the work done for one measure, its indicators as charts and table, the next steps."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from hidaka_dx.catalogue.ids import result_sheet
from hidaka_dx.compose.forms import bullets, labelled, paragraph, plain
from hidaka_dx.compose.lists import NONE, YEAR, group
from hidaka_dx.compose.sheets import BASE, LABEL, axis, named, targets, values
from hidaka_dx.document import Cell, Field, Figure, Form, Heading, Part, Strip, Table
from hidaka_dx.facts import IndicatorFacts, MeasureFacts
from hidaka_dx.figures import strip, trend
from hidaka_dx.japanese import amount, fiscal_year, short_fiscal_year, truncated_percent
from hidaka_dx.japanese.widths import width
from hidaka_dx.plan import Period
from hidaka_dx.progress import Assessed, Progress, Result, achievements
from hidaka_dx.theme import MEASURE, SMALLEST, ColumnKind
from hidaka_dx.wording import PENDING, Wording

Row = tuple[Field, ...]
FIGURES: Final = 27.0
BASED: Final = 38.0
"""How far left of their column's edge the marks of years and of the base stand: above the middle of their numbers."""
BESIDE: Final = 19.5
"""What a cell below a drawing takes beside its number."""
TICKS: Final = 8.0
"""How far right of the labels' column the vertical axis stands."""


def progress_sheet(each: Assessed, measure: MeasureFacts, progress: Progress, period: Period, wording: Wording) -> Part:
    """Compose the sheet of one measure, given its evaluation and its facts up to the year of the report."""
    name = result_sheet(measure.number)
    form = Form(f"{name}.form", tuple(_rows(each, measure, progress, name, wording)))
    trends = _trends(measure)
    figures = (_figure(name, measure, trends, period),) if trends else ()
    tables = (_table(name, each, measure, progress.year, period),) if measure.indicators else ()
    return Part(name, Heading(2, measure.number, measure.name), (form, *figures, *tables), layout="sheet")


def _rows(each: Assessed, measure: MeasureFacts, progress: Progress, name: str, wording: Wording) -> Iterator[Row]:
    grade = f"{each.grade.mark} {each.grade.words}" if each.grade else "未報告"
    yield labelled("評価", grade, name, "line"), labelled("主管", measure.lead or PENDING, name, "line")
    stage, spent = _stage(measure, progress.year), _spent(each.result, measure, progress.year)
    yield labelled("工程", stage, name, "line"), labelled("決算／計画", spent, name, "line")
    if each.result:
        yield from _result_rows(each, each.result, name)
        yield (_next(each.result, f"{short_fiscal_year(progress.year + 1)}の{wording.measure}", name),)


def _result_rows(each: Assessed, result: Result, name: str) -> Iterator[Row]:
    yield (Field("実績", (bullets(f"{name}.done", result.done),)),)
    if result.reason:
        differs = each.proposal is not None and each.proposal != each.grade
        by_values = f"（達成率による評価は{each.proposal.mark}）" if differs and each.proposal else ""
        yield (labelled("評価の理由", result.reason + by_values, name),)
    if result.cause:
        yield (labelled("遅れの原因", result.cause, name),)
    if result.response:
        yield (labelled("対応", result.response, name),)


def _next(result: Result, label: str, name: str) -> Field:
    none = NONE if result.is_written("next") else PENDING
    after = bullets(f"{name}.next", result.next) if result.next else paragraph(f"{name}.next", none)
    return Field(label, (after,))


def _stage(measure: MeasureFacts, year: int) -> str:
    return "、".join(step.stage for step in measure.schedule if step.start <= year <= step.end) or PENDING


def _spent(result: Result | None, measure: MeasureFacts, year: int) -> str:
    """Compare spent and planned costs."""
    if result is None or result.spent is None:
        return "―"
    planned = next((cost.amount for cost in measure.costs if cost.year == year), None)
    return f"{amount(result.spent)}／{'―' if planned is None else amount(planned)}千円"


def _trends(measure: MeasureFacts) -> tuple[trend.Trend, ...]:
    """Return the numeric indicators that have values to show."""
    return tuple(
        trend.Trend(
            indicator.name,
            indicator.unit or "",
            (indicator.base.year, indicator.base.value) if indicator.base else None,
            {target.year: target.value for target in indicator.targets},
            values_,
        )
        for indicator in measure.indicators
        if not indicator.goal and (values_ := _reached(indicator))
    )


def _reached(indicator: IndicatorFacts) -> dict[int, float]:
    return {each.year: each.value for each in indicator.reached}


def _figure(name: str, measure: MeasureFacts, trends: Sequence[trend.Trend], period: Period) -> Figure:
    names = [indicator.name for indicator in measure.indicators]
    return Figure(
        id=f"{name}.trend",
        number=0,
        title=f"{measure.number}の指標の推移（●実績、○目標）",
        alt=f"{len(trends)}の指標の推移を示す折れ線グラフ。",
        spoken=trend.spoken(trends),
        height=trend.lines(trends),
        drawing=trend.draw(trends, range(period.start, period.end + 1)).svg,
        image=None,
        source=None,
        redrawn=False,
        notes=trend.notes(trends),
        strips=tuple(
            Strip(names.index(each.name), trend.spoken([each]), strip.draw(each, *_places(each, period)))
            for each in (trends if all(_has_room(one, period) for one in trends) else ())
        ),
    )


def _has_room(each: trend.Trend, period: Period) -> bool:
    """Tell whether the numbers of an indicator fit the columns of an axis with drawings."""
    room = axis(range(period.start, period.end + 1))[0] * MEASURE - BESIDE
    numbers = [*each.targets.values(), *each.values.values(), *([each.base[1]] if each.base else [])]
    return max(width(amount(value).replace("1", "0"), SMALLEST) for value in numbers) <= room


def _places(each: trend.Trend, period: Period) -> tuple[strip.Places, float]:
    """Return where the base and each year stand above their numbers, and the axis, in points."""
    years = range(period.start, period.end + 1)
    begin, wide = (LABEL + BASE) * MEASURE, axis(years)[0] * MEASURE
    found = {year: begin + (place + 1) * wide - FIGURES for place, year in enumerate(years)}
    left = max(LABEL * MEASURE + TICKS, strip.labelled(each))
    return strip.Places(max(begin - BASED, left + TICKS), found), left


def _table(name: str, each: Assessed, measure: MeasureFacts, year: int, period: Period) -> Table:
    """Show the indicators' targets and values, two rows each under the indicator's name."""
    years = range(period.start, period.end + 1)
    head = ("区分", "基準値", *(short_fiscal_year(each) for each in years))
    result = each.result
    shares = achievements(each.measure, result.values, year) if result else {}
    rows: list[tuple[Cell, ...]] = []
    for indicator in measure.indicators:
        rows.append(group(_named(indicator, shares, year), len(head)))
        if indicator.goal:
            state = result.states.get(indicator.name, "―") if result else "―"
            rows += [(plain("目標"), plain(indicator.goal, len(head) - 1))]
            rows += [(plain("実績"), plain(state, len(head) - 1))]
        else:
            rows += [targets(indicator, years), values("実績", "", _reached(indicator), years)]
    widths = (LABEL, BASE, *axis(years))
    kinds: tuple[ColumnKind, ...] = ("short", "number", *(YEAR for _ in years))
    numeric = (False, *(True for _ in head[1:]))
    return Table(
        f"{name}.indicators",
        None,
        "指標の目標と実績",
        tuple(map(plain, head)),
        tuple(rows),
        widths,
        numeric,
        captioned=True,
        kinds=kinds,
    )


def _named(indicator: IndicatorFacts, reached: Mapping[str, Fraction], year: int) -> str:
    """Name an indicator and its achievement of the year's target."""
    if indicator.name not in reached:
        return named(indicator)
    return f"{named(indicator)}：{fiscal_year(year)}の達成率{_percent(reached[indicator.name])}"


def _percent(share: Fraction) -> str:
    """Format an achievement consistently with its grade; a value worse than the base has no percentage."""
    return "は0%未満（基準値より後退）" if share < 0 else truncated_percent(share)
