"""推進計画: cover, contents, chapters, 用語解説, 改訂履歴."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hidaka_dx.catalogue.documents import PLAN, REVISIONS
from hidaka_dx.compose.back_matter import FIGURES, GLOSSARY, figures_table, glossary_table, revisions_table
from hidaka_dx.compose.blocks import Composer
from hidaka_dx.compose.facts import chart_facts, plan_facts, term_facts
from hidaka_dx.compose.numbering import number
from hidaka_dx.content import Manuscript
from hidaka_dx.document import ContentsEntry, Document, Heading, Part, Table
from hidaka_dx.facts import Collection
from hidaka_dx.japanese import edition_name
from hidaka_dx.plan import BackMatter, Plan
from hidaka_dx.problem import Problem
from hidaka_dx.prose import WrittenHeading as AuthoredHeading


def compose_promotion_plan(manuscript: Manuscript) -> tuple[Document, tuple[Problem, ...]]:
    """Compose the newest edition; return the document and the faults of its figures."""
    plan, edition = manuscript.plan, manuscript.editions[-1]
    numbering = number(manuscript.chapters, plan.numbering, manuscript.bare, manuscript.plain, manuscript.appended)
    composer = Composer(manuscript, numbering)
    composed = tuple(part for chapter in manuscript.chapters for part in composer.parts(chapter.blocks))
    before = len(plan.preface)
    preface = tuple(replace(part, layout="preface") for part in composed[:before])
    chapters = tuple(_on_new_pages(composed[before:], plan))
    terms = glossary_table(manuscript.glossary, plan.glossary.title, composer.inlines)
    editions = revisions_table(manuscript.editions, plan.revisions.title)
    listed = {FIGURES: (plan.figure_list, figures_table(chapters, plan.figure_list.title))} if plan.figure_list else {}
    back = {**listed, GLOSSARY: (plan.glossary, terms), REVISIONS: (plan.revisions, editions)}
    document = Document(
        kind=PLAN,
        title=plan.title,
        subtitle=plan.subtitle or "",
        short_title=plan.short_title or plan.title,
        edition=edition_name(edition.number),
        draft=edition.status == "案",
        date=edition.date,
        town=plan.town,
        office=plan.office,
        contents_title=plan.contents_title,
        keep=plan.keep,
        two_sided=plan.sides == "両面",
        wide_digits=plan.single_digits == "全角",
        appearance=plan.theme.appearance,
        signature_field=plan.signature == "表紙" and edition.status != "案",
        contents=(*_contents(chapters, _printed_titles(manuscript), plan.contents_depth), *_back_contents(back)),
        parts=(
            *preface,
            *chapters,
            *(Part(name, Heading(1, "", matter.title), (table,)) for name, (matter, table) in back.items()),
        ),
        facts=replace(
            plan_facts(manuscript),
            charts=chart_facts(manuscript),
            terms=term_facts(manuscript.glossary, terms),
            collections=(Collection("terms", GLOSSARY),),
        ),
    )
    return document, tuple(composer.problems)


def _on_new_pages(chapters: Sequence[Part], plan: Plan) -> Iterator[Part]:
    """Yield the chapters and what is appended; the appendix begins on a new page, and each chapter where the plan says so."""
    appendix = len(chapters) - len(plan.appendix)
    for place, part in enumerate(chapters):
        begins = place == appendix or (plan.new_pages and 0 < place < appendix)
        yield replace(part, layout="page") if begins else part


def _printed_titles(manuscript: Manuscript) -> dict[str, str]:
    """Return the headings whose contents entry is recorded as printed with a different wording."""
    return {
        block.id: block.contents
        for chapter in manuscript.chapters
        for block in chapter.blocks
        if isinstance(block, AuthoredHeading) and block.contents
    }


def _contents(parts: Iterable[Part], printed: dict[str, str], depth: int) -> Iterator[ContentsEntry]:
    for part in parts:
        heading = part.heading
        inner = part.parts if heading.depth < depth else ()
        title = printed.get(part.id, heading.title)
        yield ContentsEntry(part.id, heading.depth, heading.mark, title, paged=not inner)
        yield from _contents(inner, printed, depth)


def _back_contents(back: dict[str, tuple[BackMatter, Table]]) -> Iterator[ContentsEntry]:
    for name, (matter, _) in back.items():
        if matter.contents:
            yield ContentsEntry(name, 1, "", matter.title, paged=True)
