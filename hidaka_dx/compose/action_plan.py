"""実行計画, derived from the plan: what the plan says is taken from it, never said twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hidaka_dx.compose import lists
from hidaka_dx.compose.back import glossary_table, revisions_table
from hidaka_dx.compose.inlines import Inlines
from hidaka_dx.compose.sheets import sheet
from hidaka_dx.compose.source_plan import Passage, passages, pillar_names, quoted
from hidaka_dx.content import Manuscript
from hidaka_dx.document import (
    Block,
    ContentsEntry,
    Document,
    Figure,
    Heading,
    Paragraph,
    Part,
    Text,
)
from hidaka_dx.figures import tree
from hidaka_dx.japanese import edition_name
from hidaka_dx.measure import ActionPlan, Measure
from hidaka_dx.problem import Place, Problem

TALLEST: Final = 31.0
"""Lines of a tree that fits a page with its caption below the chapter's heading."""
MOST_LISTED: Final = 24
"""Measures that the contents page names one by one; of more, the list of measures gives the pages."""


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
        for drawing in composer.drawings
        for fault in drawing.faults
    )
    return composer.document(), problems


@dataclass
class _Composer:
    manuscript: Manuscript
    action: ActionPlan
    plan: Document
    passages: Mapping[str, Passage]

    def __post_init__(self) -> None:
        self.measures: Sequence[Measure] = tuple(map(self.resolved, self.manuscript.measures.values()))
        self.names = pillar_names(self.action, self.passages)
        branches = tuple(
            tree.Branch(name, tuple(f"{m.number} {m.name}" for m in self.measures if m.pillar == pillar))
            for pillar, name in self.names.items()
        )
        self.trees = tree.split(tree.Tree(self.action.title, branches), TALLEST)
        self.drawings = tuple(map(tree.draw, self.trees))

    def resolved(self, measure: Measure) -> Measure:
        """Fill a measure that stands for another (再掲) with what is said of that one."""
        original = self.manuscript.measures.get(measure.repeats or "")
        if original is None:
            return measure
        own = ("number", "name", "kind", "pillar", "basis", "repeats")
        return original.model_copy(update={field: getattr(measure, field) for field in own})

    def document(self) -> Document:
        """Put the parts together."""
        edition = self.manuscript.action_editions[-1]
        parts = tuple(_marked(tuple(self.parts())))
        return Document(
            kind="action-plan",
            title=self.action.title,
            subtitle=self.action.subtitle,
            short_title=self.action.short_title,
            edition=edition_name(edition.number),
            draft=edition.status == "案",
            date=edition.date,
            town=self.manuscript.plan.town,
            office=self.manuscript.plan.office,
            contents_title=self.manuscript.plan.contents_title,
            keep=self.manuscript.plan.keep,
            contents=tuple(_contents(parts)),
            parts=(*parts, *self.back(parts)),
        )

    def parts(self) -> Iterator[Part]:
        """Compose the chapters, not yet numbered."""
        period, measures = self.manuscript.plan.period, self.measures
        quotes = tuple(self.quotes())
        yield _chapter("action.position", "実行計画の位置づけと期間", self.opening(), quotes)
        yield _chapter("action.system", "施策の体系", tuple(self.figures(_count(quotes) + 1)))
        yield _chapter("action.overview", "取組の一覧", (lists.overview(self.names, measures),))
        yield _chapter("action.offices", "担当別の取組", (lists.by_office(measures),))
        sheets = tuple(sheet(measure, self.action, self.names, self.passages, period) for measure in measures)
        yield Part("action.sheets", Heading(1, "", "取組の内容"), self.sheets_intro(), sheets)
        yield Part(
            "action.roadmap", Heading(1, "", "工程表"), (lists.roadmap(self.names, measures, period),), layout="wide"
        )
        yield _chapter("action.indicators", "指標の一覧", (lists.indicators(measures),))
        yield _chapter(
            "action.against-plan", "推進計画との対応", (lists.against_plan(self.action, measures, self.passages),)
        )
        yield _chapter(
            "action.priorities", "国の重点取組事項との対応", (lists.against_priorities(self.action, measures),)
        )

    def opening(self) -> tuple[Block, ...]:
        """Say what this document is, in words that hold for every action plan."""
        words_ = f"この計画は、「{self.plan.title}」（{self.plan.edition}）に基づいて定めるものです。以下は、推進計画から引いたものです。"
        return (Paragraph("action.position.1", (Text(words_),)),)

    def sheets_intro(self) -> tuple[Block, ...]:
        """Explain what 調整中 means."""
        text = f"「調整中」と記した事項は、{self.action.decides}が関係課と調整して定めます。"
        return (Paragraph("action.sheets.1", (Text(text),)),)

    def quotes(self) -> Iterator[Part]:
        """Quote the plan's sections, each with the place it is taken from."""
        figures = [
            block.id for part in self.action.quotes for block in self.passages[part].blocks if isinstance(block, Figure)
        ]
        numbers = {name: number for number, name in enumerate(figures, 1)}
        for part in self.action.quotes:
            passage = self.passages[part]
            blocks = tuple(quoted(block, numbers) for block in passage.blocks)
            source = Paragraph(f"{part}.source", (Text(f"（推進計画 {passage.reference}から）"),))
            yield Part(f"plan.{part}", Heading(2, "", passage.title), (*blocks, source))

    def figures(self, first: int) -> Iterator[Figure]:
        """Show pillars and measures as trees, each no taller than a page."""
        for place, (part, drawing) in enumerate(zip(self.trees, self.drawings, strict=True)):
            more = f"（{place + 1}/{len(self.trees)}）" if len(self.trees) > 1 else ""
            leaves = sum(len(branch.leaves) for branch in part.branches)
            yield Figure(
                id=f"action.tree.{place + 1}",
                number=first + place,
                title=f"{self.action.title}の体系{more}",
                alt=f"{len(part.branches)}本の柱と{leaves}の取組の体系。",
                spoken=tree.spoken(part),
                height=tree.lines(part),
                drawing=drawing.svg,
                image=None,
                source=None,
                redrawn=False,
                notes=(),
            )

    def back(self, parts: tuple[Part, ...]) -> Iterator[Part]:
        """Explain the terms that are used, and list the editions."""
        said = "".join(str(part) for part in parts)
        used = [term for term in self.manuscript.glossary if term.term in said]
        inlines = Inlines({}, {note.id: note.text for note in self.manuscript.footnotes})
        if used:
            title = self.manuscript.plan.glossary.title
            yield Part("glossary", Heading(1, "", title), (glossary_table(used, title, inlines),))
        title = self.manuscript.plan.revisions.title
        yield Part("revisions", Heading(1, "", title), (revisions_table(self.manuscript.action_editions, title),))


def _chapter(name: str, title: str, blocks: Sequence[Block], parts: tuple[Part, ...] = ()) -> Part:
    return Part(name, Heading(1, "", title), tuple(blocks), parts)


def _count(parts: Sequence[Part]) -> int:
    return sum(isinstance(block, Figure) for part in parts for block in part.blocks)


def _marked(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Give numbers to chapters and the sections that have no mark of their own."""
    for number, part in enumerate(parts, 1):
        inner = tuple(
            section if section.heading.mark else _with_mark(section, f"({place})")
            for place, section in enumerate(part.parts, 1)
        )
        yield Part(part.id, Heading(1, str(number), part.heading.title), part.blocks, inner, part.layout)


def _with_mark(part: Part, mark: str) -> Part:
    return Part(part.id, Heading(part.heading.depth, mark, part.heading.title), part.blocks, part.parts, part.layout)


def _contents(parts: Sequence[Part]) -> Iterator[ContentsEntry]:
    """Name the chapters, and the sheets; sections quoted from the plan are named by their chapter."""
    for part in parts:
        yield ContentsEntry(part.id, 1, part.heading.mark, part.heading.title, paged=True)
        if part.id == "action.sheets" and len(part.parts) <= MOST_LISTED:
            for inner in part.parts:
                yield ContentsEntry(inner.id, 2, inner.heading.mark, inner.heading.title, paged=True)
