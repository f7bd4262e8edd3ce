"""実行計画, derived from the plan: what the plan states is quoted from it, never repeated in the content."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hidaka_dx.catalogue import fields
from hidaka_dx.catalogue.documents import ACTION, REVISIONS
from hidaka_dx.catalogue.field import MeasureField
from hidaka_dx.catalogue.ids import measure_sheet, quotation
from hidaka_dx.compose import lists
from hidaka_dx.compose.back_matter import GLOSSARY, glossary_table, revisions_table
from hidaka_dx.compose.chapters import chapter, marked
from hidaka_dx.compose.facts import measures_facts, plan_facts, term_facts
from hidaka_dx.compose.forms import paragraph, plain
from hidaka_dx.compose.inlines import Inlines
from hidaka_dx.compose.policy_chart import PolicyChart
from hidaka_dx.compose.policy_tree import called, covered, tops
from hidaka_dx.compose.sheets import SheetContext, sheet
from hidaka_dx.compose.source_plan import PlanPassage, measure_groups, passages, quoted
from hidaka_dx.content import Manuscript
from hidaka_dx.document import (
    Block,
    ContentsEntry,
    Document,
    Figure,
    Heading,
    Paragraph,
    Part,
    Table,
    Text,
)
from hidaka_dx.facts import Collection, Facts, MeasureFacts, TermFacts
from hidaka_dx.japanese import edition_name, short_fiscal_year
from hidaka_dx.measure import ActionPlan, Measure, resolved
from hidaka_dx.problem import Place, Problem
from hidaka_dx.walk import within

SHEETS: Final = "action.sheets"
ROADMAP: Final = "action.roadmap"
INDICATORS: Final = "action.indicators"
COLLECTIONS: Final = (
    Collection("measures", SHEETS),
    Collection("schedule", ROADMAP),
    Collection("indicators", INDICATORS),
    Collection("terms", GLOSSARY),
)
"""The collections that the chapters represent."""
MOST_LISTED: Final = 24
"""Maximum number of measures listed on the contents page; beyond that, the list of measures gives the pages."""


def compose_action_plan(
    manuscript: Manuscript, plan: Document, pages: Mapping[str, str]
) -> tuple[Document, tuple[Problem, ...]]:
    """Compose the newest edition of the action plan.

    Takes the composed plan and the printed page of each of its ids. Raises ValueError for a town without action plan.
    """
    if manuscript.action is None or not manuscript.action_editions:
        raise ValueError("the town has no action plan")
    composer = _Composer(manuscript, manuscript.action, plan, passages(plan, pages))
    problems = tuple(
        Problem(Place("content/action-plan.yaml"), f"体系図：{fault.message}", "figure-fit")
        for fault in composer.chart.faults
    )
    return composer.document(), problems


@dataclass
class _Composer:
    manuscript: Manuscript
    action: ActionPlan
    plan: Document
    passages: Mapping[str, PlanPassage]

    def __post_init__(self) -> None:
        self.measures: Sequence[Measure] = resolved(self.manuscript.measures)
        self.groups = measure_groups(self.action, self.passages)
        self.wording = self.manuscript.plan.names
        self.facts = self.known()
        self.chart = PolicyChart(self.action, self.groups, self.measures, self.wording, self.passages)

    def document(self) -> Document:
        """Assemble the document."""
        edition = self.manuscript.action_editions[-1]
        parts = marked(tuple(self.parts()), self.manuscript.plan.numbering.headings)
        terms, back = self.back(parts)
        return Document(
            kind=ACTION,
            title=self.action.title,
            subtitle=self.action.subtitle or "",
            short_title=self.action.short_title or self.action.title,
            edition=edition_name(edition.number),
            draft=edition.status == "案",
            date=edition.date,
            town=self.manuscript.plan.town,
            office=self.manuscript.plan.office,
            contents_title=self.manuscript.plan.contents_title,
            keep=self.manuscript.plan.keep,
            two_sided=self.manuscript.plan.sides == "両面",
            wide_digits=self.manuscript.plan.single_digits == "全角",
            appearance=self.manuscript.plan.theme.appearance,
            signature_field=self.manuscript.plan.signature == "表紙" and edition.status != "案",
            contents=tuple(_contents(parts)),
            parts=(*parts, *back),
            facts=replace(self.facts, terms=terms, collections=tuple(_collections((*parts, *back)))),
        )

    def known(self) -> Facts:
        """Return the facts of the measures, with the results reported before this edition."""
        day = self.manuscript.action_editions[-1].date
        years = [each for each in self.manuscript.decided_results if each.date and (day is None or each.date <= day)]
        found = measures_facts(self.action, self.groups, self.measures, years)
        measures = tuple(replace(each, target=measure_sheet(each.number)) for each in found.measures)
        plan = plan_facts(self.manuscript)
        return replace(found, period=plan.period, sources=plan.sources, measures=measures)

    def parts(self) -> Iterator[Part]:
        """Compose the chapters, not yet numbered."""
        period, measures, wording = self.manuscript.plan.period, self.facts.measures, self.wording
        quotes = tuple(self.quotes())
        yield chapter("action.position", f"{wording.action_plan}の位置づけと期間", self.opening(), quotes)
        yield chapter(
            "action.system", "施策の体系", tuple(self.chart.figures(self.manuscript.plan.numbering, _count(quotes) + 1))
        )
        yield chapter("action.overview", wording.said(lists.OVERVIEW), (lists.overview(self.facts, wording),))
        yield chapter("action.offices", wording.said(lists.BY_OFFICE), (lists.by_office(measures, wording),))
        around = SheetContext(self.facts, self.passages, period, lists.tones(measures), wording)
        yield from self.sheets({measure: sheet(measure, around) for measure in measures})
        yield Part(
            ROADMAP,
            Heading(1, "", "工程表"),
            (*self.roadmap_note(), lists.roadmap(self.facts, period, wording)),
            layout="wide" if period.end - period.start >= lists.MOST_UPRIGHT else "flow",
        )
        yield chapter(INDICATORS, "指標の一覧", tuple(lists.indicators(self.facts, wording)))
        against = lists.against_plan(self.action, measures, self.passages, wording)
        open_ = paragraph("against-plan.pending", lists.no_basis(self.action, wording))
        yield chapter("action.against-plan", wording.said(lists.AGAINST_PLAN), (against if against.rows else open_,))
        if self.action.priorities:
            answers = lists.against_priorities(self.action, measures, wording)
            yield chapter("action.priorities", "国の重点取組事項との対応", (answers,))

    def opening(self) -> tuple[Block, ...]:
        """Compose the introduction, whose wording fits every action plan."""
        words_ = (
            f"この計画は、「{self.plan.title}」（{self.plan.edition_name}）に基づいて定めるものです。"
            f"以下は、{self.wording.plan}から引いたものです。"
        )
        return (Paragraph("action.position.1", (Text(words_),)),)

    def sheets(self, sheets: Mapping[MeasureFacts, Part]) -> Iterator[Part]:
        """Compose the chapter of sheets; where there are groups below the pillars, each pillar has one of its own."""
        deep = any(each.under for each in self.groups)
        found = () if deep else tuple(sheets.values())
        yield Part(SHEETS, Heading(1, "", f"{self.wording.measure}の内容"), self.sheets_intro(), found)
        for pillar in tops(self.groups) if deep else ():
            name, ids = f"{SHEETS}.{pillar.id}", covered(pillar, self.groups)
            held = lists.of_pillar(
                f"{name}.table", self.facts, [each for each in self.groups if each.id in ids], self.wording
            )
            title = called(pillar, self.groups, self.wording)
            yield chapter(name, title, (held,), tuple(part for each, part in sheets.items() if each.pillar in ids))

    def sheets_intro(self) -> tuple[Block, ...]:
        """Explain how a sheet is read and what 調整中 means."""
        text = f"{self.wording.measure}の内容を、一つずつ個票に示します。「調整中」と記した事項は、{self.action.decides}が関係課と調整して定めます。"
        told = (field for row in fields.on_sheet(self.facts) for field in row if field.guide)
        rows = tuple((plain(self.wording.said(field.label)), plain(self.guide(field))) for field in told)
        head = (plain("欄"), plain("読み方"))
        guide = Table("action.sheets.guide", None, "個票の見方", head, rows, (0.2, 0.8), captioned=True)
        return (Paragraph("action.sheets.1", (Text(text),)), guide)

    def guide(self, field: MeasureField) -> str:
        """Explain a field of the sheets."""
        more = field.guide_to_focus if self.manuscript.plan.period.focus else ""
        return self.wording.said(field.guide + more)

    def roadmap_note(self) -> Iterator[Block]:
        """Explain the tinted years."""
        focus = self.manuscript.plan.period.focus
        if focus:
            years = f"{short_fiscal_year(focus.start)}から{short_fiscal_year(focus.end)}まで"
            yield Paragraph("action.roadmap.1", (Text(f"地に色のある年度（{years}）は、{self.wording.focus}です。"),))

    def quotes(self) -> Iterator[Part]:
        """Quote the plan's sections, each with its source."""
        style = self.manuscript.plan.numbering
        figures = [
            block.id
            for part in self.action.quotes
            for block in within(self.passages[part].blocks)
            if isinstance(block, Figure) and block.number
        ]
        numbers = {name: style.caption("図", 1, number) for number, name in enumerate(figures, 1)}
        for part in self.action.quotes:
            passage = self.passages[part]
            blocks = tuple(quoted(block, numbers, self.wording) for block in passage.blocks)
            source = Paragraph(
                f"{part}.source", (Text(f"（{self.wording.plan} {passage.reference}から）"),), role="source"
            )
            yield Part(quotation(part), Heading(2, "", passage.title), (*blocks, source))

    def back(self, parts: tuple[Part, ...]) -> tuple[tuple[TermFacts, ...], tuple[Part, ...]]:
        """Compose the glossary and the list of editions; also return the facts of the terms."""
        said = "".join(str(part) for part in parts)
        used = [term for term in self.manuscript.glossary if term.term in said]
        inlines = Inlines({}, {note.id: note.text for note in self.manuscript.footnotes})
        plan = self.manuscript.plan
        table = glossary_table(used, plan.glossary.title, inlines)
        glossary = (Part(GLOSSARY, Heading(1, "", plan.glossary.title), (table,)),) if used else ()
        revisions = revisions_table(self.manuscript.action_editions, plan.revisions.title)
        return term_facts(used, table), (
            *glossary,
            Part(REVISIONS, Heading(1, "", plan.revisions.title), (revisions,)),
        )


def _count(parts: Sequence[Part]) -> int:
    return sum(isinstance(block, Figure) for part in parts for block in part.blocks)


def _collections(parts: Sequence[Part]) -> Iterator[Collection]:
    """Return the collections whose chapters exist."""
    there = {part.id for part in parts}
    return (each for each in COLLECTIONS if each.target in there)


def _contents(parts: Sequence[Part]) -> Iterator[ContentsEntry]:
    """List the chapters and the sheets; sections quoted from the plan are represented by their chapter."""
    sheets = [each for part in parts for each in part.parts if each.layout == "sheet"]
    for part in parts:
        yield ContentsEntry(part.id, 1, part.heading.mark, part.heading.title, paged=True)
        if len(sheets) <= MOST_LISTED:
            for inner in (each for each in part.parts if each.layout == "sheet"):
                yield ContentsEntry(inner.id, 2, inner.heading.mark, inner.heading.title, paged=True)
