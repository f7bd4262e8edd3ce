"""The questions to each office about a fiscal year: one list for each measure that it leads.

A question stands for a value of `progress/YEAR.yaml`; what is known already, and what was answered before, stands
beside it. Measures that are not evaluated in the year (再掲, 開始前, 終了) are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final, Literal, NamedTuple, TypeAlias

from hidaka_dx.content import Manuscript
from hidaka_dx.grade import Grade
from hidaka_dx.japanese import amount, fiscal_year
from hidaka_dx.measure import Indicator, Measure, resolved
from hidaka_dx.progress import Progress, Result, exemption, target_of

AnswerKind: TypeAlias = Literal["items", "text", "number", "money", "choice"]
"""What an answer is: a list with a line for each item, a sentence, a number, thousands of yen, one of some words."""
SurveyKind: TypeAlias = Literal["progress", "measures", "opinions"]
"""What is asked for: the results of a year, what the measures plan for it, or opinions on the text of the plan."""
TITLES: Final[Mapping[SurveyKind, str]] = {
    "progress": "実施状況",
    "measures": "計画（工程、目標、事業費）",
    "opinions": "意見",
}
STATES: Final = ("達成", "取組中", "未着手")
NONE: Final = "なし"
"""How an office answers that there is nothing to list."""


class Key(NamedTuple):
    """The value that a question stands for: the measure's number, a key of its result, an indicator's name."""

    number: str
    """Of the measure; the id of a section for an opinion."""
    field: str
    name: str = ""
    """Of an indicator or a source of money; the office for an opinion."""
    year: int = 0
    """The fiscal year of a value that a measure has for each year."""

    @property
    def path(self) -> tuple[str, ...]:
        """Return the keys that lead to it inside the result of the measure."""
        return (self.field, self.name) if self.name else (self.field,)


@dataclass(frozen=True)
class AskedValue:
    """A value that is asked for."""

    key: Key
    label: str
    known: str
    """What is known of it: the target, the plan, last year's value."""
    hint: str
    """How it is answered."""
    kind: AnswerKind
    required: bool
    """Whether the year cannot be evaluated without it."""
    unit: str = ""
    choices: tuple[str, ...] = ()
    before: str = ""
    """What the progress file says now, as it would be typed; empty without a value."""


@dataclass(frozen=True)
class AskedMeasure:
    """A measure, what is known of its year, and its questions."""

    number: str
    name: str
    known: tuple[tuple[str, str], ...]
    """Labels and texts."""
    questions: tuple[AskedValue, ...]


@dataclass(frozen=True)
class OfficeSurvey:
    """What one office is asked about a fiscal year."""

    town: str
    plan: str
    """Title of the action plan."""
    year: int
    office: str
    sender: str
    """The office that asks, and takes the answers."""
    measure: str
    """The town's word for a measure."""
    measures: tuple[AskedMeasure, ...]
    about: SurveyKind = "progress"
    edition: str = ""
    """The edition whose text it is about."""

    @property
    def title(self) -> str:
        """Return what it is about, with the year."""
        if self.edition:
            return f"{self.edition}への意見"
        return f"{fiscal_year(self.year)}の{TITLES[self.about]}"

    @property
    def digest(self) -> str:
        """Identify what was asked, whatever has been answered: SHA-256 of all questions and what is known beside them."""
        bare = replace(self, measures=tuple(map(_unanswered, self.measures)))
        return sha256(repr(bare).encode()).hexdigest()


def _unanswered(measure: AskedMeasure) -> AskedMeasure:
    return replace(measure, questions=tuple(replace(each, before="") for each in measure.questions))


def surveys(manuscript: Manuscript, year: int) -> tuple[OfficeSurvey, ...]:
    """Return what each office is asked about the results of a year; raises ValueError as `by_office`."""
    action = manuscript.action
    measures = [each for each in resolved(manuscript.measures) if not exemption(each, year)]
    found = [asked(each, action.grades, manuscript.progress, year) for each in measures] if action else []
    return by_office(manuscript, year, "progress", tuple(zip(measures, found, strict=True)))


def by_office(
    manuscript: Manuscript, year: int, about: SurveyKind, found: Sequence[tuple[Measure, AskedMeasure]]
) -> tuple[OfficeSurvey, ...]:
    """Give each office the questions about its measures, in the order of the town's list of offices.

    Measures without an office go to the one that decides what is open. Raises ValueError for a town without an action
    plan.
    """
    action, plan = manuscript.action, manuscript.plan
    if action is None:
        raise ValueError("the town has no action plan")
    offices: dict[str, list[AskedMeasure]] = {office: [] for office in action.offices}
    for measure, questions in found:
        offices.setdefault(measure.lead or action.decides, []).append(questions)
    return tuple(
        OfficeSurvey(plan.town, action.title, year, office, action.decides, plan.names.measure, tuple(each), about)
        for office, each in offices.items()
        if each
    )


def asked(measure: Measure, grades: Sequence[Grade], years: Sequence[Progress], year: int) -> AskedMeasure:
    """Return the questions about one measure in a year."""
    results = {each.year: result for each in years for result in each.results if result.number == measure.number}
    now, last = results.get(year), results.get(year - 1)
    found = (*_work(measure, now), *_values(measure, year, results), *_rest(measure, year, grades, now))
    return AskedMeasure(measure.number, measure.name, tuple(_known(measure, year, last)), tuple(found))


def _known(measure: Measure, year: int, last: Result | None) -> Iterator[tuple[str, str]]:
    """Return what the year was meant to bring."""
    steps = (step for step in measure.schedule if step.start <= year <= step.end)
    plan = "、".join(step.stage + (f"（{step.what}）" if step.what else "") for step in steps)
    yield f"{fiscal_year(year)}の計画", plan or "（決まっていません）"
    if last and last.next:
        yield f"{fiscal_year(year - 1)}の報告で、次に行うとしたこと", "\n".join(last.next)


def _work(measure: Measure, now: Result | None) -> Iterator[AskedValue]:
    hint = "一行に一つずつ、「です・ます」で。行を変えるのは Alt+Enter"
    before = "\n".join(now.done) if now else ""
    yield AskedValue(Key(measure.number, "done"), "行ったこと", "", hint, "items", required=True, before=before)


def _values(measure: Measure, year: int, results: Mapping[int, Result]) -> Iterator[AskedValue]:
    now = results.get(year)
    for indicator in measure.indicators:
        name = indicator.name
        if indicator.goal:
            before = now.states.get(name, "") if now else ""
            hint = "一覧から選ぶ"
            key = Key(measure.number, "states", name)
            yield AskedValue(key, name, f"目標：{indicator.goal}", hint, "choice", False, "", STATES, before)
        else:
            value = now.values.get(name) if now else None
            before = "" if value is None else amount(value)
            key, unit = Key(measure.number, "values", name), indicator.unit or ""
            hint = f"数だけ（単位は{unit}）" if unit else "数だけ"
            is_asked = target_of(indicator, year) is not None
            yield AskedValue(key, name, _aim(indicator, year, results), hint, "number", is_asked, unit, (), before)


def _aim(indicator: Indicator, year: int, results: Mapping[int, Result]) -> str:
    """Return the target of the year and the value of the year before."""
    unit, target, last = indicator.unit or "", target_of(indicator, year), results.get(year - 1)
    said = [f"目標 {amount(target)}{unit}" if target is not None else "この年度の目標はありません"]
    if last and indicator.name in last.values:
        said.append(f"前年度 {amount(last.values[indicator.name])}{unit}")
    elif indicator.base:
        said.append(f"基準値 {amount(indicator.base.value)}{unit}（{fiscal_year(indicator.base.year)}）")
    return "、".join(said)


def _rest(measure: Measure, year: int, grades: Sequence[Grade], now: Result | None) -> Iterator[AskedValue]:
    """Ask for money, a grade where no number gives one, reasons, and the work of the next year."""
    number = measure.number
    planned = next((cost.total for cost in measure.costs if cost.year == year), None)
    plan = "" if planned is None else f"計画 {amount(planned)}千円"
    spent = "" if now is None or now.spent is None else amount(now.spent)
    yield AskedValue(
        Key(number, "spent"),
        "決算額（千円）",
        plan,
        "千円単位の数だけ",
        "money",
        planned is not None,
        "千円",
        (),
        spent,
    )
    counted = any(target_of(each, year) is not None and not each.goal for each in measure.indicators)
    marks = tuple(f"{grade.mark} {grade.words}" for grade in grades)
    given = next((mark for mark, grade in zip(marks, grades, strict=True) if now and grade.mark == now.grade), "")
    why = "目標の値から自動で決まります。違う評価にするときだけ選ぶ" if counted else "数の目標がないので、一覧から選ぶ"
    yield AskedValue(Key(number, "grade"), "評価", "", why, "choice", not counted, "", marks, given)
    texts = (
        ("reason", "評価の理由", "評価を選んだときは書く", not counted),
        ("cause", "遅れの原因", "遅れているときは書く", False),
        ("response", "遅れへの対応", "遅れているときは書く", False),
    )
    for field, label, hint, required in texts:
        before = (getattr(now, field) or "") if now else ""
        yield AskedValue(Key(number, field), label, "", hint, "text", required, before=before)
    planned_next = ("\n".join(now.next) or (NONE if now.is_written("next") else "")) if now else ""
    hint = f"一行に一つずつ。ないときは「{NONE}」"
    yield AskedValue(
        Key(number, "next"), f"{fiscal_year(year + 1)}に行うこと", "", hint, "items", True, before=planned_next
    )
