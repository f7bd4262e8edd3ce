"""`publish`: the newest decided edition of a document enters the archive, as it is now and for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hidaka_dx import __version__
from hidaka_dx.archive import (
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
from hidaka_dx.content import Manuscript, load
from hidaka_dx.edition import Edition
from hidaka_dx.inspection import failures
from hidaka_dx.pipeline.freezing import freeze
from hidaka_dx.problem import Problem, RefusalError
from hidaka_dx.typeset.listener import Progress

ARCHIVE: Final = "archive"
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
    editions = editions_of(manuscript, document)
    edition, day = _decided(editions, document)
    name, archive = EditionName(document, edition.number), root / ARCHIVE
    tie(archive, name, day, editions)  # refuses early what need not be set
    frozen, problems = freeze(root, manuscript, document, progress)
    if frozen is None:
        return None, problems
    composed, issue = frozen
    _require_conformance(issue.pdf)
    # The comparison with the edition before belongs here: its pages enter the payload, and a change that the edition
    # does not declare (`edition.revised`) is a problem.
    with reserved(archive):
        record = record_of(composed, edition, AGENT, tie(archive, name, day, editions))
        files = packed(payload_of(issue, record), written(record))
        folder = put(archive, name, files)
    return Published(folder, record, issue.pages, hashed(issue.pdf), seal_of(files)), ()


def editions_of(manuscript: Manuscript, document: str) -> tuple[Edition, ...]:
    """Give all recorded editions of a document, oldest first."""
    return manuscript.action_editions if document == "action-plan" else manuscript.editions


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
    broken = failures(pdf)
    if broken:
        raise RefusalError(f"できたPDFが PDF/A-3a か PDF/UA-1 に適合しません（{'、'.join(sorted(set(broken)))}）。")
