"""進捗報告書 of one fiscal year: the summary first, then late measures, then everything (X06, X07)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from hidaka_dx.catalogue.documents import REPORT
from hidaka_dx.catalogue.ids import result_sheet
from hidaka_dx.compose.chapters import chapter, marked
from hidaka_dx.compose.facts import measures_facts, plan_facts
from hidaka_dx.compose.forms import paragraph, plain
from hidaka_dx.compose.lists import NONE, headed
from hidaka_dx.compose.progress_method import method
from hidaka_dx.compose.progress_sheets import progress_sheet
from hidaka_dx.compose.source_plan import measure_groups, passages
from hidaka_dx.compose.tally import EXEMPT, Tally, by_pillar, by_year, share_table, shares_of, tally
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Block, Cell, ContentsEntry, Document, Figure, PageOf, Part, Table
from hidaka_dx.facts import Collection, Facts, NamedFacts
from hidaka_dx.figures import shares
from hidaka_dx.figures.trend import BROKEN
from hidaka_dx.japanese import fiscal_year, percent, seireki_date
from hidaka_dx.measure import ActionPlan, resolved
from hidaka_dx.problem import Problem
from hidaka_dx.progress import Assessed, Progress, Result, assessed
from hidaka_dx.theme import ColumnKind
from hidaka_dx.wording import PENDING, Wording

UNREPORTED = "未報告"
RESULT: Final = "progress.result"
LATE: Final = "progress.late"
SHEETS: Final = "progress.sheets"
COLLECTIONS: Final = (Collection("results", RESULT), Collection("late", LATE), Collection("trends", SHEETS))
"""The collections that the chapters represent."""


def compose_progress_report(
    manuscript: Manuscript, plan: Document, pages: Mapping[str, str]
) -> tuple[Document, tuple[Problem, ...]]:
    """Compose the report of the newest year that has results.

    Takes the composed plan and the printed page of each of its ids. Raises ValueError for a town without results.
    """
    if manuscript.action is None or not manuscript.progress:
        raise ValueError("the town has no results")
    groups = measure_groups(manuscript.action, passages(plan, pages))
    return _Composer(manuscript, manuscript.action, groups).document(), ()


@dataclass
class _Composer:
    manuscript: Manuscript
    action: ActionPlan
    groups: tuple[NamedFacts, ...]

    def __post_init__(self) -> None:
        self.wording = self.manuscript.plan.names
        self.progress: Progress = self.manuscript.progress[-1]
        self.year = fiscal_year(self.progress.year)
        self.years = {each.year: self.assessed(each) for each in self.manuscript.progress}
        self.all = self.years[self.progress.year]
        self.counted = tuple(each for each in self.all if not each.exempt)
        self.tally = tally(self.all, self.action.grades)
        self.facts = self.known()

    def assessed(self, progress: Progress) -> tuple[Assessed, ...]:
        """Evaluate all measures in a year."""
        return assessed(resolved(self.manuscript.measures), progress, self.action.grades)

    def document(self) -> Document:
        """Assemble the document."""
        parts = marked(tuple(self.parts()), self.manuscript.plan.numbering.headings)
        plan = self.manuscript.plan
        return Document(
            kind=REPORT,
            title=f"{self.action.title}進捗報告書",
            subtitle=self.action.subtitle or "",
            short_title=f"{self.action.short_title or self.action.title}　進捗報告書",
            edition=self.year,
            draft=self.progress.status == "案",
            date=self.progress.date,
            town=plan.town,
            office=plan.office,
            contents_title=plan.contents_title,
            keep=plan.keep,
            two_sided=plan.sides == "両面",
            wide_digits=plan.single_digits == "全角",
            appearance=plan.theme.appearance,
            contents=tuple(ContentsEntry(p.id, 1, p.heading.mark, p.heading.title, paged=True) for p in parts),
            parts=parts,
            facts=self.facts,
        )

    def known(self) -> Facts:
        """Return the facts of the measures with their results up to this year."""
        found = measures_facts(self.action, self.groups, resolved(self.manuscript.measures), self.manuscript.progress)
        printed = {each.measure.number for each in self.counted}
        measures = tuple(
            replace(each, target=result_sheet(each.number) if each.number in printed else None)
            for each in found.measures
        )
        plan = plan_facts(self.manuscript)
        return replace(found, period=plan.period, sources=plan.sources, measures=measures, collections=COLLECTIONS)

    def parts(self) -> Iterator[Part]:
        """Compose the chapters, not yet numbered."""
        measure = self.wording.measure
        yield chapter(RESULT, f"{self.year}の結果", tuple(self.result()))
        yield chapter(LATE, f"遅れている{measure}", tuple(self.late()))
        yield chapter("progress.list", "評価の一覧", (self.list_(),))
        yield chapter("progress.next", f"{fiscal_year(self.progress.year + 1)}の{measure}", (self.next_(),))
        yield chapter("progress.method", "評価の方法", tuple(method(self.action, self.wording)))
        intro = (
            f"{measure}ごとに、実績、指標の推移、評価と次の年度の{measure}を示します。図の●と実線は実績、○と破線は目標です。"
            + BROKEN
        )
        period = self.manuscript.plan.period
        sheets = tuple(
            progress_sheet(each, known, self.progress, period, self.wording)
            for each, known in zip(self.all, self.facts.measures, strict=True)
            if not each.exempt
        )
        yield chapter(SHEETS, f"{measure}ごとの実績", (paragraph("progress.sheets.1", intro),), sheets)

    def result(self) -> Iterator[Block]:
        """Summarise the year in a sentence, a bar and a table."""
        yield paragraph("progress.result.1", _sentence(self.year, self.tally, self.wording))
        parts = shares_of(self.tally, self.action.grades, UNREPORTED, EXEMPT)
        yield Figure(
            id="progress.result.bar",
            number=self.manuscript.plan.numbering.caption("図", 1, 1),
            title=f"評価ごとの{self.wording.measure}の数（{self.year}）",
            alt=f"評価した{self.tally.evaluated}の{self.wording.measure}の内訳を示す帯グラフ。",
            spoken=shares.spoken(parts),
            height=shares.lines(parts),
            drawing=shares.draw(parts).svg,
            image=None,
            source=None,
            redrawn=False,
            notes=_rounding(self.tally),
        )
        pillars, measure = by_pillar(self.all, self.groups, self.action.grades), self.wording.measure
        title = f"{self.wording.pillars}ごとの評価"
        yield share_table("progress.result.pillars", title, (self.wording.pillar, measure), pillars, shares=True)
        if len(self.years) > 1:
            years = by_year(self.years, self.action.grades)
            yield share_table("progress.result.years", "年度ごとの評価", ("年度", measure), years)
        as_of, by = seireki_date(self.progress.as_of), self.progress.assessor
        yield paragraph("progress.result.2", f"評価は、{as_of}現在の実績について、{by}が行いました。")

    def late(self) -> Iterator[Block]:
        """List the late measures, with cause and response; and those not reported."""
        late = [each for each in self.counted if each.grade and each.grade.late]
        if late:
            heads = tuple(map(plain, (self.wording.measure, "評価", "原因", "対応")))
            yield Table(
                "progress.late.table",
                None,
                f"遅れている{self.wording.measure}",
                heads,
                tuple(map(_late, late)),
                LATE_WIDTHS,
                kinds=LATE_KINDS,
            )
        else:
            among = f"報告のあった{self.wording.measure}の中に、" if self.tally.unreported else ""
            yield paragraph("progress.late.1", f"{among}遅れている{self.wording.measure}はありません。")
        waiting = [_named(each) for each in self.counted if each.result is None]
        if waiting:
            yield paragraph(
                "progress.late.2", f"実績がまだ報告されていない{self.wording.measure}：{'、'.join(waiting)}"
            )

    def list_(self) -> Table:
        """List all measures with the grades of this year and the one before."""
        head = ("番号", self.wording.measure, "主管", "前年度", "評価", "ページ")
        before = {each.measure.number: each for each in self.years.get(self.progress.year - 1, ())}
        rows: list[tuple[Cell, ...]] = []
        for pillar in self.groups:
            rows.append(headed(self.facts, pillar, self.wording, len(head)))
            own = (each for each in self.all if each.measure.pillar == pillar.id)
            rows += [_row(each, before.get(each.measure.number)) for each in own]
        return Table(
            "progress.list.table",
            None,
            "評価の一覧",
            tuple(map(plain, head)),
            tuple(rows),
            LIST_WIDTHS,
            kinds=LIST_KINDS,
        )

    def next_(self) -> Table:
        """List the planned work of each measure in the next year (Action)."""
        rows = (
            (plain(each.measure.number), plain(each.measure.name), plain(_next(each.result)))
            for each in self.counted
            if each.result
        )
        heads = tuple(map(plain, ("番号", self.wording.measure, "内容")))
        return Table(
            "progress.next.table",
            None,
            f"次の年度の{self.wording.measure}",
            heads,
            tuple(rows),
            (0.07, 0.36, 0.57),
            kinds=NEXT_KINDS,
        )


LIST_KINDS: Final[tuple[ColumnKind, ...]] = ("code", "text", "short", "mark", "short", "number")
LATE_KINDS: Final[tuple[ColumnKind, ...]] = ("text", "mark", "text", "text")
NEXT_KINDS: Final[tuple[ColumnKind, ...]] = ("code", "text", "text")
LIST_WIDTHS: Final = (0.07, 0.355, 0.16, 0.096, 0.223, 0.096)
LATE_WIDTHS: Final = (0.26, 0.08, 0.33, 0.33)


def _sentence(year: str, counts: Tally, wording: Wording) -> str:
    """Summarise the result in words; each share names its total."""
    measure = wording.measure
    said = f"{year}は、{wording.action_plan}の{counts.total}の{measure}のうち、{counts.evaluated - counts.unreported}の{measure}を評価しました。"
    said += _reached(counts, measure)
    among = f"まだ報告のない{measure}を含む{counts.evaluated}の{measure}" if counts.unreported else f"評価した{measure}"
    said += f"遅れている{measure}は{counts.late}（{among}の{counts.percent(counts.late)}）です。"
    if counts.unreported:
        said += f"{counts.unreported}の{measure}は、まだ報告がありません。"
    if counts.exempt:
        said += f"{counts.exempt}の{measure}は、評価の対象外です。"
    return said


def _reached(counts: Tally, measure: str) -> str:
    """State how many reached their targets; measures without numeric targets are excluded."""
    if not counts.aimed:
        return f"この年度の数値の目標がある{measure}はありません。"
    share = percent(counts.reached, counts.aimed)
    return (
        f"このうち数値の目標がある{counts.aimed}の{measure}では、{counts.reached}（{share}）が全ての目標に達しました。"
    )


def _rounding(counts: Tally) -> tuple[str, ...]:
    """Add a note if the printed shares do not add up to the whole (X07)."""
    total = counts.printed_total
    return () if total == "100.0%" else (f"割合は四捨五入しているため、合計は{total}になります。",)


def _next(result: Result) -> str:
    return "".join(result.next) or (NONE if result.is_written("next") else PENDING)


def _late(each: Assessed) -> tuple[Cell, ...]:
    result, grade = each.result, each.grade
    assert result is not None  # noqa: S101  only measures with a grade are late
    assert grade is not None  # noqa: S101
    return plain(_named(each)), plain(grade.mark), plain(result.cause or ""), plain(result.response or "")


def _row(each: Assessed, before: Assessed | None) -> tuple[Cell, ...]:
    measure = each.measure
    page = () if each.exempt else (PageOf(result_sheet(measure.number)),)
    words = (measure.number, measure.name, measure.lead or PENDING, _mark(before), _grade(each))
    return (*map(plain, words), Cell(page))


def _mark(each: Assessed | None) -> str:
    return each.grade.mark if each and each.grade else "―"


def _grade(each: Assessed) -> str:
    if each.exempt:
        return f"対象外（{each.exempt}）"
    return f"{each.grade.mark} {each.grade.words}" if each.grade else UNREPORTED


def _named(each: Assessed) -> str:
    return f"{each.measure.number} {each.measure.name}"
