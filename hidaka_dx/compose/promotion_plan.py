"""推進計画: cover, contents, chapters, 用語解説, 改訂履歴."""

from collections.abc import Iterable, Iterator

from hidaka_dx.compose.blocks import Composer, plain
from hidaka_dx.compose.numbering import number
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Cell, ContentsEntry, Document, Heading, Part, Table
from hidaka_dx.japanese import edition_name, seireki_date
from hidaka_dx.plan import BackMatter, Edition
from hidaka_dx.problem import Place, Problem
from hidaka_dx.prose import Heading as AuthoredHeading
from hidaka_dx.source import parse_inline

CONTENTS_DEPTH = 2


def compose_promotion_plan(manuscript: Manuscript) -> tuple[Document, tuple[Problem, ...]]:
    """Compose the newest edition; give the document and what does not fit in its figures."""
    composer = Composer(manuscript, number(manuscript.chapters))
    chapters = tuple(part for chapter in manuscript.chapters for part in composer.parts(chapter.blocks))
    plan, edition = manuscript.plan, manuscript.editions[-1]
    back = {
        "glossary": (plan.glossary, _glossary(manuscript, composer)),
        "revisions": (plan.revisions, _revisions(manuscript)),
    }
    document = Document(
        kind="promotion-plan",
        title=plan.title,
        subtitle=plan.subtitle,
        short_title=plan.short_title,
        edition=edition_name(edition.number),
        draft=edition.status == "案",
        date=edition.date,
        town=plan.town,
        office=plan.office,
        contents_title=plan.contents_title,
        contents=(*_contents(chapters, _printed_titles(manuscript)), *_back_contents(back)),
        parts=(
            *chapters,
            *(Part(name, Heading(1, "", matter.title), (table,)) for name, (matter, table) in back.items()),
        ),
    )
    return document, tuple(composer.problems)


def _printed_titles(manuscript: Manuscript) -> dict[str, str]:
    """Find the headings whose contents title is recorded as printed with other words."""
    return {
        block.id: block.contents
        for chapter in manuscript.chapters
        for block in chapter.blocks
        if isinstance(block, AuthoredHeading) and block.contents
    }


def _contents(parts: Iterable[Part], printed: dict[str, str]) -> Iterator[ContentsEntry]:
    for part in parts:
        heading = part.heading
        inner = part.parts if heading.depth < CONTENTS_DEPTH else ()
        title = printed.get(part.id, heading.title)
        yield ContentsEntry(part.id, heading.depth, heading.mark, title, paged=not inner)
        yield from _contents(inner, printed)


def _back_contents(back: dict[str, tuple[BackMatter, Table]]) -> Iterator[ContentsEntry]:
    for name, (matter, _) in back.items():
        if matter.contents:
            yield ContentsEntry(name, 1, "", matter.title, paged=True)


def _glossary(manuscript: Manuscript, composer: Composer) -> Table:
    place = Place("content/glossary.yaml")
    rows = tuple(
        (plain(term.term), Cell(composer.inlines.of(parse_inline(term.text, place)))) for term in manuscript.glossary
    )
    head = (plain("用語"), plain("説明"))
    return Table("glossary.table", None, manuscript.plan.glossary.title, head, rows, (0.26, 0.74))


def _revisions(manuscript: Manuscript) -> Table:
    rows = tuple(_revision(edition) for edition in manuscript.editions)
    head = (plain("版"), plain("年月日"), plain("内容"))
    return Table("revisions.table", None, manuscript.plan.revisions.title, head, rows, (0.16, 0.26, 0.58))


def _revision(edition: Edition) -> tuple[Cell, ...]:
    draft = "（案）" if edition.status == "案" else ""
    return plain(edition_name(edition.number) + draft), plain(seireki_date(edition.date)), plain(edition.changes)
