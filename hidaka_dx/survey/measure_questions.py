"""The questions to each office about what its measures plan for a fiscal year: stage, targets, costs, and their kind.

What the measure's file says stands in each cell; an office writes over what is to change. A question stands for a value
of `measures/NUMBER.yaml`.
"""

from collections.abc import Iterator
from typing import Final, get_args

from hidaka_dx.content import Manuscript
from hidaka_dx.japanese import amount, fiscal_year, short_fiscal_year
from hidaka_dx.measure import Kind, Measure
from hidaka_dx.progress import target_of
from hidaka_dx.survey.questions import AskedMeasure, AskedValue, Key, OfficeSurvey, by_office

KINDS: Final[tuple[str, ...]] = tuple(each for each in get_args(Kind) if each != "再掲")
CHANGED: Final = "変えるときだけ書き直す"


def measure_surveys(manuscript: Manuscript, year: int) -> tuple[OfficeSurvey, ...]:
    """Return what each office is asked about the plan for a year; raises ValueError as `by_office`.

    Measures that stand for others (再掲) or have ended are left out.
    """
    measures = [each for each in manuscript.measures.values() if not each.repeats and each.kind != "終了"]
    return by_office(manuscript, year, "measures", tuple((each, _asked(each, year)) for each in measures))


def _asked(measure: Measure, year: int) -> AskedMeasure:
    found = (*_kind(measure), *_schedule(measure, year), *_targets(measure, year), *_costs(measure, year))
    return AskedMeasure(measure.number, measure.name, tuple(_known(measure)), tuple(found))


def _known(measure: Measure) -> Iterator[tuple[str, str]]:
    yield "内容", "\n".join(measure.actions)
    steps = (
        f"{short_fiscal_year(step.start)}から{short_fiscal_year(step.end)}まで：{step.stage}"
        + (f"（{step.what}）" if step.what else "")
        for step in measure.schedule
    )
    yield "工程の全体", "\n".join(steps) or "（決まっていません）"


def _kind(measure: Measure) -> Iterator[AskedValue]:
    key, hint = Key(measure.number, "kind"), "一覧から選ぶ。この年度でやめるときは「終了」"
    yield AskedValue(key, "区分", "", hint, "choice", required=False, choices=KINDS, before=measure.kind or "")


def _schedule(measure: Measure, year: int) -> Iterator[AskedValue]:
    step = next((each for each in measure.schedule if each.start <= year <= each.end), None)
    texts = (("stage", "段階", step.stage if step else ""), ("what", "段階の内容", (step.what or "") if step else ""))
    for field, label, before in texts:
        key = Key(measure.number, field, year=year)
        yield AskedValue(key, f"{fiscal_year(year)}の{label}", "", CHANGED, "text", required=False, before=before)


def _targets(measure: Measure, year: int) -> Iterator[AskedValue]:
    for indicator in measure.indicators:
        if not indicator.goal:
            last, now, unit = target_of(indicator, year - 1), target_of(indicator, year), indicator.unit or ""
            known = f"前年度の目標 {amount(last)}{unit}" if last is not None else ""
            before = "" if now is None else amount(now)
            key, label = Key(measure.number, "targets", indicator.name, year), f"{indicator.name}の目標"
            yield AskedValue(key, label, known, f"数だけ（単位は{unit}）", "number", False, unit, (), before)


def _costs(measure: Measure, year: int) -> Iterator[AskedValue]:
    now = next((each for each in measure.costs if each.year == year), None)
    last = next((each for each in measure.costs if each.year == year - 1), None)
    known = f"前年度 {amount(last.total)}千円" if last else ""
    before = "" if now is None else amount(now.total)
    key, hint = Key(measure.number, "costs", year=year), "千円単位の数だけ"
    yield AskedValue(key, f"{fiscal_year(year)}の事業費（千円）", known, hint, "money", False, "千円", (), before)
    for source in dict.fromkeys(source for each in measure.costs for source in each.sources):
        before = amount(now.sources[source]) if now and source in now.sources else ""
        known = f"前年度 {amount(last.sources[source])}千円" if last and source in last.sources else ""
        key = Key(measure.number, "costs", source, year)
        yield AskedValue(key, f"うち{source}", known, "合わせて事業費になるように", "money", False, "千円", (), before)
