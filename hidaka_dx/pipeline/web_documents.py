"""The website's documents: published editions from the archive, documents derived from them, and drafts on request."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final

from hidaka_dx.archive import (
    COMPARISON,
    DATA,
    TABLES,
    Archive,
    Bag,
    EditionName,
    pdf_name,
    sha256_of,
    tables_of,
)
from hidaka_dx.catalogue.documents import ACTION, BY_WORD, KINDS, REPORT, SUMMARY
from hidaka_dx.compose.opendata import chart_tables, titles
from hidaka_dx.content import Manuscript
from hidaka_dx.datafiles import csv_file, workbook
from hidaka_dx.document import Document, dumped
from hidaka_dx.inspection import stated_metadata
from hidaka_dx.japanese import seireki_date
from hidaka_dx.pipeline.basis import Basis
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.conductor import NOWHERE, Conductor
from hidaka_dx.pipeline.days import day_of
from hidaka_dx.pipeline.handed_packs import packs_of
from hidaka_dx.pipeline.materials import pictures, web_image
from hidaka_dx.pipeline.notices import Notices
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.published_facts import read_with_facts
from hidaka_dx.pipeline.summarising import summary as on_two_pages
from hidaka_dx.pipeline.tabulating import tabulated
from hidaka_dx.pipeline.web_changes import changes_of, changes_of_draft, comparable_editions, compared_editions
from hidaka_dx.website import DataFile, DocumentEditions, OpenData, ShownEdition, Today, WebPaper

IMAGES: Final = "source/assets/images/"
REMADE: Final = "原稿から作成"
"""Label of a paper that was not issued with its edition."""


@dataclass(frozen=True)
class DerivedDocuments:
    """The documents derived from an action plan."""

    reports: tuple[ShownEdition, ...]
    """Of each year, newest first."""
    data: OpenData


def summary(basis: Basis, printer: Printer) -> tuple[WebPaper, ...]:
    """Print the summary of an action plan, without page references to the plan."""
    document = on_two_pages(basis.manuscript, basis.plan, NOWHERE, printer)
    return _printed(document, KINDS[SUMMARY].word, KINDS[SUMMARY].file, printer)


def derived_documents(root: Path, basis: Basis, printer: Printer) -> DerivedDocuments:
    """Compose the report of each year and the data, without page references to the plan."""
    reports = tuple(_reports(root, basis, printer))
    tables = tabulated(basis.manuscript, basis.action, basis.plan)
    files = tuple(DataFile(each.title, f"{each.name}.csv", csv_file(each), len(each.rows)) for each in tables)
    day, rows = _day(basis.action), sum(file.rows for file in files)
    book = DataFile(
        "すべての表（Excelなどの表計算ソフト用）",
        "workbook.xlsx",
        workbook(tables, day_of(basis.action, basis.manuscript)),
        rows,
    )
    return DerivedDocuments(reports, OpenData(basis.action.name, day, (*files, book), basis.action.draft))


def begin_report(basis: Basis, printer: Printer) -> None:
    """Let the newest report be typeset while other documents are."""
    if basis.manuscript.progress:
        printer.begin(*Conductor(basis.manuscript, issued=basis.plan).compose(REPORT))


def _reports(root: Path, basis: Basis, printer: Printer) -> Iterator[ShownEdition]:
    """Compose the report of each year; only the newest is also typeset."""
    years = basis.manuscript.progress
    for count in range(len(years), 0, -1):
        manuscript = replace(basis.manuscript, progress=years[:count])
        document, faults = Conductor(manuscript, issued=basis.plan).compose(REPORT)
        printer.problems += faults
        newest = count == len(years)
        papers = _printed(document, "PDF", KINDS[REPORT].file, printer) if newest else ()
        assessor = years[count - 1].assessor
        changes = f"{document.edition}の実績と評価（評価：{assessor}）"
        told = _pending(root, f"progress-{years[count - 1].year}", document, changes)
        yield replace(told, papers=papers, basis=basis.action.name)


def today(basis: Basis) -> Today:
    """Return what is known of the measures of an action plan: its facts with all decided results, its newest report."""
    conductor, action = Conductor(basis.manuscript, issued=basis.plan), basis.manuscript.action
    report = conductor.compose(REPORT)[0] if basis.manuscript.progress else None
    facts = report.facts if report else conductor.compose(ACTION)[0].facts
    return Today(facts, report, basis.action.name, basis.action.draft, (action and action.aim) or "")


def documents_about_editions(
    held: "Holdings", manuscript: Manuscript, printer: Printer, *, drafts: bool
) -> dict[EditionName, tuple[WebPaper, ...]]:
    """Print the documents about published editions: errata and responses to comments, once these are decided."""
    notices = Notices(held.archive, manuscript, {})
    papers = defaultdict[EditionName, tuple[WebPaper, ...]](tuple)
    for notice in notices.compose():
        document = notice.document
        if document.date and (drafts or not document.draft):
            kind = KINDS[document.kind]
            day = f"{seireki_date(document.date)}{'（案）' if document.draft else ''}"
            made = _printed(document, manuscript.plan.names.said(kind.word), kind.file, printer)
            papers[notice.of] += tuple(replace(each, origin=day) for each in made)
    held.left_out.extend(f"誤りがあるため載せていません：{problem}" for _, problem in notices.problems)
    return dict(papers)


def _printed(document: Document, title: str, file: str, printer: Printer) -> tuple[WebPaper, ...]:
    made = printer.print(document, ())
    return (_paper(title, file, made.pdf, REMADE),) if made else ()


@dataclass(frozen=True)
class Holdings:
    """A town's archive and the collected remarks about it."""

    root: Path
    archive: Archive
    left_out: list[str]
    """Sentences on what is not shown, and why."""


def editions(
    held: Holdings,
    manuscript: Manuscript,
    drafts: Mapping[str, Document],
    papers: Mapping[EditionName, tuple[WebPaper, ...]],
) -> Iterator[DocumentEditions]:
    """Return each document's title and its editions, newest first, and what differs between them, each loaded lazily.

    Titles are as in `titles_in`; a document never published has its draft's title. `drafts` holds the pending
    editions by the keys of their documents, `papers` later additions to published editions. Raises RefusalError where
    an edition is not as it was issued, OSError where a file cannot be read.
    """
    titles = titles_in(held.archive)
    for key in BY_WORD.values():
        draft = [drafts[key]] if key in drafts else []
        title = titles.get(key) or "".join(each.title for each in draft)
        if title:
            pending = (_draft(held, manuscript, each) for each in draft)
            published = (_published(held, name, papers.get(name, ())) for name in reversed(held.archive.of(key)))
            yield DocumentEditions(title, chain(pending, published), compared_editions(held.archive, key))


def titles_in(archive: Archive) -> dict[str, str]:
    """Return each document's title in its last published edition, whatever the draft's title, by the document's key."""
    published = {name.document: archive.newest(name.document) or name for name in archive.names}
    return {document: archive.record(name).document for document, name in published.items()}


def _draft(held: Holdings, manuscript: Manuscript, document: Document) -> ShownEdition:
    edition = manuscript.recorded[document.kind][-1]
    folder = f"{EditionName(document.kind, edition.number).folder}-draft"
    before, changed = changes_of_draft(held.archive, document)
    shown = _pending(held.root, folder, document, edition.changes)
    chosen = comparable_editions(held.archive, document.kind)
    return replace(shown, before=before, changed=changed, reason=edition.reason or "", comparable=chosen)


def _pending(root: Path, folder: str, document: Document, changes: str) -> ShownEdition:
    """Return the web edition of a document that is not in the archive."""
    data = dumped(document)
    images = pictures(folders(root, "assets"), data)
    charts = tuple(_charts(document))
    return ShownEdition(folder, document, document.date, None, changes, (), images, data, charts=charts)


def _published(held: Holdings, name: EditionName, more: tuple[WebPaper, ...]) -> ShownEdition:
    """Return the archived edition for the web, with `more` papers and its council packs."""
    archive, bag = held.archive, held.archive.bag(name)
    record, document, payload = archive.record(name), read_with_facts(archive, name), bag.payload
    before, changed = changes_of(archive, name)
    issued = tuple(_paper(title, file, payload[file]) for file, title in _titles(name).items() if file in payload)
    return ShownEdition(
        folder=name.folder,
        document=document,
        date=record.date,
        decided_by=record.decided_by,
        changes=record.changes,
        papers=(*issued, *more, *_handed(held, name, document)),
        images={
            path.removeprefix(IMAGES): web_image(payload[path], path) for path in payload if path.startswith(IMAGES)
        },
        data=payload[DATA],
        tables=tuple(_issued_tables(bag)),
        charts=tuple(_charts(document)),
        withdrawal=archive.withdrawal(name),
        changed=changed,
        comparable=comparable_editions(archive, name.document),
        before=before,
        reason=record.reason or "",
    )


def _issued_tables(bag: Bag) -> Iterator[DataFile]:
    """Return the open data files in a bag."""
    known = titles()
    for path in tables_of(bag.name, bag.format):
        title, content = known[path.removeprefix(TABLES).removesuffix(".csv")], bag.payload[path]
        yield DataFile(title, path, content, content.count(b"\r\n") - 1)


def _charts(document: Document) -> Iterator[DataFile]:
    """Return the values of the charts of a document as files."""
    for table in chart_tables(document.facts):
        yield DataFile(table.title, f"{table.name}.csv", csv_file(table), len(table.rows))


def _titles(name: EditionName) -> dict[str, str]:
    """Return the titles of a bag's PDFs by file name."""
    return {pdf_name(name): "PDF", COMPARISON[1]: "新旧対照表", COMPARISON[2]: "見え消し版"}


def _handed(held: Holdings, name: EditionName, document: Document) -> Iterator[WebPaper]:
    """Return the council packs, under names that do not change when another pack is added."""
    for pack in packs_of(document, held.root, held.archive.pdf(name), held.left_out):
        what = f"{pack.number}　{pack.meeting}{'（案の時のもの）' if pack.draft else ''}"
        yield _paper("議会資料", f"council-{sha256_of(pack.pdf)[:8]}.pdf", pack.pdf, what)


def _paper(title: str, file: str, content: bytes, origin: str = "") -> WebPaper:
    return WebPaper(title, file, content, stated_metadata(content).pages, sha256_of(content), len(content), origin)


def _day(document: Document) -> date | None:
    return None if document.draft else document.date
