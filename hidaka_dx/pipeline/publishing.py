"""`publish`: the newest decided edition of a document enters the archive, as it is now and for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from hidaka_dx import __version__
from hidaka_dx.archive import (
    COMPARISON,
    EditionName,
    Record,
    hashed,
    packed,
    payload_of,
    put,
    record_of,
    reserved,
    seal_of,
    tie,
    word_for,
    written,
)
from hidaka_dx.comparison import Entry, dumped, ids_in, undeclared
from hidaka_dx.content import load, load_wording
from hidaka_dx.document import Document
from hidaka_dx.edition import Edition
from hidaka_dx.inspection import unfit
from hidaka_dx.pipeline.beside import side_by_side
from hidaka_dx.pipeline.checking import errors_in, remarks_on
from hidaka_dx.pipeline.freezing import freeze
from hidaka_dx.pipeline.printing import Printer, folders
from hidaka_dx.pipeline.shelved import ARCHIVE, before_in, editions_of, published_in
from hidaka_dx.problem import Problem, RefusalError, in_order
from hidaka_dx.typeset.listener import Progress

AGENT: Final = f"hidaka-dx {__version__}"


@dataclass(frozen=True)
class Published:
    """An edition that is in the archive now."""

    folder: Path
    record: Record
    pages: int
    sha256: str
    """Of the PDF."""
    seal: str
    """SHA-256 of the tag manifest, for others to keep."""


def publish(root: Path, document: str, progress: Progress) -> tuple[Published | None, tuple[Problem, ...]]:
    """Freeze the newest edition of a document, given by its key in `editions.yaml`, into `root`/archive.

    Where the content has faults gives all of them instead. Raises RefusalError for a draft and for an edition that may
    not enter the archive, OSError where it cannot be written; the archive is then as before.
    """
    progress("原稿を読んでいます", 0.05)
    manuscript, problems = load(root)
    if manuscript is None:
        return None, problems
    if errors := errors_in(remarks_on(manuscript)):
        return None, errors
    editions = editions_of(manuscript, document)
    edition, day = _decided(editions, document)
    name, archive = EditionName(document, edition.number), root / ARCHIVE
    tie(archive, name, day, editions)  # refuses early what need not be set
    frozen, problems = freeze(root, manuscript, document, progress)
    if frozen is None:
        return None, problems
    composed, issue = frozen
    compared, problems = _compared(root, composed, edition, name, progress)
    if problems:
        return None, problems
    for pdf in (issue.pdf, *(content for path, content in compared.items() if path.endswith(".pdf"))):
        _require_conformance(pdf)
    issue = replace(issue, comparison=compared)
    with reserved(archive):
        record = record_of(composed, edition, AGENT, tie(archive, name, day, editions))
        files = packed(payload_of(issue, record), written(record))
        folder = put(archive, name, files)
    return Published(folder, record, issue.pages, hashed(issue.pdf), seal_of(files)), ()


def _compared(
    root: Path, document: Document, edition: Edition, name: EditionName, progress: Progress
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Compare an edition with the published one before it; gives nothing for a first edition.

    Raises RefusalError where something has changed that the edition does not declare (X13).
    """
    before = before_in(root / ARCHIVE, name)
    if before is None:
        return {}, ()
    wording, problems = load_wording(root)
    printer = Printer(None, folders(root, "templates"), folders(root, "assets"), progress)
    if wording is None:
        return {}, problems
    old = published_in(root / ARCHIVE, before)
    found = side_by_side(old, document, edition.reasons, wording, printer)
    _require_known(sorted({*edition.revised} - ids_in(old, document)))
    _require_declared(undeclared(old, document, edition.revised))
    if printer.problems:
        return {}, in_order(printer.problems)
    pages = (made.pdf for _, made in printer.done)
    return dict(zip(COMPARISON, (dumped(found), *pages), strict=True)), ()


def _require_known(unknown: Sequence[str]) -> None:
    if unknown:
        raise RefusalError(
            f"content/editions.yaml の revised にある {'、'.join(unknown)} は、前の版にもこの版にもありません。"
            "節・段落のidか取組の番号に直してください。"
        )


def _require_declared(changes: Mapping[str, Entry]) -> None:
    if changes:
        named = "、".join(f"{f'{each.place} {each.title}'.strip()}：{name}" for name, each in changes.items())
        raise RefusalError(
            f"前の版から変わったのに、content/editions.yaml の revised にない所があります（{named}）。"
            "変えたのなら revised にidを書き加え、変えるつもりでなかったのなら原稿を元に戻してください。"
        )


def _decided(editions: Sequence[Edition], document: str) -> tuple[Edition, date]:
    if not editions:
        raise RefusalError(
            f"content/editions.yaml に{word_for(document)}（{document}）の版がありません。版を書いてください。"
        )
    newest = editions[-1]
    if newest.status == "案" or newest.date is None:
        raise RefusalError(
            f"{EditionName(document, newest.number).spoken}は案です。案は保存できません。決定したら、content/editions.yaml の"
            " status を「決定」に改め、date に決定の日を書いてください。"
        )
    return newest, newest.date


def _require_conformance(pdf: bytes) -> None:
    if fault := unfit(pdf):
        raise RefusalError(f"できたPDFは、{fault}管理者に相談してください。")
