"""`publish`: adds the newest decided edition of a document to the archive, where it can never be changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hidaka_dx.archive import (
    AGENT,
    COMPARISON,
    Archive,
    Bag,
    ChainLink,
    EditionName,
    Record,
    bag_files,
    link_to_previous,
    payload_of,
    pdf_name,
    record_lines,
    record_of,
    seal_of,
    sha256_of,
)
from hidaka_dx.catalogue.documents import KINDS, PLAN
from hidaka_dx.comparison import Entry, dumped, undeclared
from hidaka_dx.content import Manuscript, load_wording
from hidaka_dx.document import Document
from hidaka_dx.edition import Edition
from hidaka_dx.inspection import conformance_fault, places
from hidaka_dx.japanese import edition_name, seireki_date
from hidaka_dx.pipeline.basis_consistency import require_basis
from hidaka_dx.pipeline.examining import Examined, examine
from hidaka_dx.pipeline.freezing import FixedValues, freeze
from hidaka_dx.pipeline.presses import presses
from hidaka_dx.pipeline.printing import Printer, printer_for
from hidaka_dx.pipeline.published_facts import read_to_compare
from hidaka_dx.pipeline.readers import verification
from hidaka_dx.pipeline.side_by_side import side_by_side
from hidaka_dx.pipeline.states import plan_standing
from hidaka_dx.problem import Problem, RefusalError, in_order
from hidaka_dx.typeset.job import Progress


@dataclass(frozen=True)
class Published:
    """An edition that has just been archived."""

    folder: Path
    record: Record
    pages: int
    sha256: str
    """SHA-256 of the PDF."""
    seal: str
    """SHA-256 of the tag manifest, to be kept by others as evidence."""
    notes: tuple[str, ...] = ()
    """Notes for the official, as sentences."""


def publish(
    root: Path, document: str, progress: Progress, until: date = date.max, expected: str = ""
) -> tuple[Published | None, tuple[Problem, ...]]:
    """Freeze the newest edition of a document, given by its key in `editions.yaml`, into `root`/archive.

    It must not be dated after the day `until`, and must be the `expected` edition (「第2版」), if given. Returns all
    faults of the content instead if there are any. Raises RefusalError for a draft and for an edition that may not
    enter the archive, OSError where it cannot be written; the archive is then as before.
    """
    progress("原稿を読んでいます", 0.05)
    archive = Archive(root, anew=True)
    examined = examine(archive)
    manuscript, errors = examined.manuscript, examined.errors(PLAN, document)
    if manuscript is None or errors:
        return None, errors
    editions = manuscript.recorded[document]
    edition, day = _decided(editions, document)
    _require_expected(edition, document, expected)
    name = EditionName(document, edition.number)
    archive.clear()
    link_to_previous(archive, name, day, editions)  # fails early, before typesetting
    _require_not_ahead(name, day, until)
    require_basis(archive)
    basis = _basis(archive, manuscript, day) if document != PLAN else None
    pages = places(basis.payload[pdf_name(basis.name)]) if basis else None
    with presses() as beside:
        frozen, problems = freeze(root, manuscript, document, progress, FixedValues(pages, press=beside.press))
        if frozen is None:
            return None, problems
        composed, issue = frozen
        compared, problems = _compared(archive, composed, edition, printer_for(root, progress, beside))
    if problems:
        return None, problems
    for pdf in (issue.pdf, *(content for path, content in compared.items() if path.endswith(".pdf"))):
        _require_conformance(pdf)
    issue = replace(issue, comparison=compared, readers=verification(issue.pdf))
    with archive.reserved():
        if basis and archive.withdrawal(basis.name):
            raise RefusalError(f"{basis.name.spoken}が、今、取り下げられました。実行計画は保存していません。")
        rests_on = ChainLink(basis.name.folder, basis.seal or "") if basis else None
        record = record_of(composed, edition, AGENT, link_to_previous(archive, name, day, editions), rests_on)
        files = bag_files(payload_of(issue, record), record_lines(record))
        folder = archive.put(name, files)
    return Published(
        folder, record, issue.pages, sha256_of(issue.pdf), seal_of(files), _without(examined, document)
    ), ()


def _without(examined: Examined, document: str) -> tuple[str, ...]:
    """Return earlier editions that are missing in the archive and can no longer be published."""
    told = (each for each in examined.remarks if each.problem.rule == "edition-unarchived" and not each.accepted)
    return tuple(each.problem.message for each in told if document in each.names)


def _basis(archive: Archive, manuscript: Manuscript, day: date) -> Bag:
    """Return the published plan that an action plan of that day is based on; raises RefusalError if the content's differs."""
    plan = plan_standing(archive, manuscript)
    if plan.issued is None:
        decide = "推進計画を決定し、" if plan.state == "案" else ""
        raise RefusalError(
            f"実行計画は、保存した推進計画に基づいて発行します。原稿の{plan.name.spoken}は、まだ保存されていません（{plan.state}）。"
            f"先に{decide}`hidaka-dx publish 推進計画` で保存してから、実行計画を発行してください。"
        )
    if plan.revising:
        changed = "、".join(plan.changes.values()) or "表紙や図など"
        raise RefusalError(
            f"推進計画の原稿が、保存した{plan.name.spoken}から変わっています（{changed}）。実行計画は、保存した推進計画に基づいて"
            "発行します。推進計画を新しい版として先に発行するか、原稿を元に戻してください。"
        )
    issued = archive.record(plan.name).date
    if day < issued:
        raise RefusalError(
            f"実行計画の日付（{seireki_date(day)}）が、基にする{plan.name.spoken}の日付（{seireki_date(issued)}）より前です。"
            "content/editions.yaml の date を確かめてください。"
        )
    return plan.issued


def _compared(
    archive: Archive, document: Document, edition: Edition, printer: Printer
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Compare an edition with the published one before it; returns nothing for a first edition.

    Raises RefusalError for changes that the edition does not declare (X13).
    """
    before = archive.before(EditionName(document.kind, edition.number))
    if before is None:
        return {}, ()
    wording, problems = load_wording(archive.root)
    if wording is None:
        return {}, problems
    old = read_to_compare(archive, before)
    found = side_by_side(old, document, edition.reasons, wording, printer)
    _require_declared(undeclared(old, document, edition.revised))
    if printer.problems:
        return {}, in_order(printer.problems)
    pages = (made.pdf for _, made in printer.done)
    return dict(zip(COMPARISON, (dumped(found), *pages), strict=True)), ()


def _require_declared(changes: Mapping[str, Entry]) -> None:
    if changes:
        named = "、".join(f"{each.heading}：{name}" for name, each in changes.items())
        raise RefusalError(
            f"前の版から変わったのに、content/editions.yaml の revised にない所があります（{named}）。"
            "変えたのなら revised にidを書き加え、変えるつもりでなかったのなら原稿を元に戻してください。"
        )


def _decided(editions: Sequence[Edition], document: str) -> tuple[Edition, date]:
    if not editions:
        raise RefusalError(
            f"content/editions.yaml に{KINDS[document].word}（{document}）の版がありません。版を書いてください。"
        )
    newest = editions[-1]
    if newest.status == "案" or newest.date is None:
        raise RefusalError(
            f"{EditionName(document, newest.number).spoken}は案です。案は保存できません。決定したら、content/editions.yaml の"
            " status を「決定」に改め、date に決定の日を書いてください。"
        )
    return newest, newest.date


def _require_not_ahead(name: EditionName, day: date, until: date) -> None:
    """Raise RefusalError for an edition dated after the day `until`: most likely a year that was mistyped."""
    if day > until:
        raise RefusalError(
            f"{name.spoken}の日付（{seireki_date(day)}）が、今日（{seireki_date(until)}）より"
            "後です。保存すると直せません。content/editions.yaml の date を確かめてください。先の日付で正しければ、--ahead を付けて実行します。"
        )


def _require_expected(newest: Edition, document: str, expected: str) -> None:
    """Raise RefusalError if the newest edition is not the one requested."""
    name = EditionName(document, newest.number)
    if expected and expected != edition_name(newest.number):
        raise RefusalError(
            f"発行できるのは、content/editions.yaml の最後の版（{name.spoken}）だけです。"
            f"「{expected}」が保存されているかどうかは `hidaka-dx editions` で見てください。"
        )


def _require_conformance(pdf: bytes) -> None:
    if fault := conformance_fault(pdf):
        raise RefusalError(f"できたPDFは、{fault}管理者に相談してください。")
