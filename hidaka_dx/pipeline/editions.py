"""`editions`: lists every edition of every document, with its record and state."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hidaka_dx.archive import Archive, EditionName, Withdrawal, sha256_of, witness_list_of
from hidaka_dx.catalogue.documents import BY_WORD, PLAN
from hidaka_dx.content import Manuscript, identity_of
from hidaka_dx.edition import Edition
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.ownership import EDITIONS, require_own
from hidaka_dx.pipeline.reading import read
from hidaka_dx.pipeline.states import Standing, State, plan_standing, standing_on
from hidaka_dx.problem import Problem


@dataclass(frozen=True)
class ListedEdition:
    """An edition as the list shows it."""

    name: EditionName
    title: str
    """Of the document: 「日高町DX推進計画」."""
    date: date | None
    decided_by: str | None
    changes: str
    state: State
    sha256: str | None
    """Hash of the published PDF; none where there is no such file."""
    note: str = ""
    """A note for the official, as a sentence."""
    withdrawal: Withdrawal | None = None
    """Its withdrawal; none for an edition in force."""


def editions(root: Path) -> tuple[tuple[ListedEdition, ...], tuple[Problem, ...]]:
    """List a town's recorded or published editions, by document, oldest first; or all problems of its content.

    Raises RefusalError where the archive belongs to another town, or an issued edition is not as it was issued.
    """
    reading = read(root)
    if reading.manuscript is None:
        return (), reading.problems
    archive = Archive(root)
    require_own(archive, identity_of(reading.manuscript))
    return tuple(each for document in BY_WORD.values() for each in _of(archive, reading.manuscript, document)), ()


def list_number(root: Path) -> str:
    """Return the number of the list (照合表) of all published editions; empty where there are none. Raises as `editions` does."""
    witness = witness_list_of(Archive(root))
    return witness.list_sha256 if witness else ""


def _of(archive: Archive, manuscript: Manuscript, document: str) -> Iterator[ListedEdition]:
    recorded = {EditionName(document, each.number): each for each in manuscript.recorded[document]}
    published, newest = archive.of(document), archive.newest(document)
    is_last = bool(newest and newest == max(recorded, default=None, key=lambda name: name.rank))
    note = _revising(archive, manuscript, document) if is_last else ""
    for name in sorted({*recorded, *published}, key=lambda name: name.rank):
        if name not in published:
            yield _recorded(_title(manuscript, document), name, recorded[name])
        elif withdrawal := archive.withdrawal(name):
            kept = f"{EDITIONS} に残っています。`hidaka-dx check` で直し方を見てください。" if name in recorded else ""
            yield replace(_published(archive, name, kept), state="取下げ", withdrawal=withdrawal)
        else:
            lost = "" if name in recorded else f"{EDITIONS} にありません。`hidaka-dx check` で直し方を見てください。"
            yield _published(archive, name, lost or (note if name == newest else ""))


def _recorded(title: str, name: EditionName, edition: Edition) -> ListedEdition:
    return ListedEdition(name, title, edition.date, edition.decided_by, edition.changes, edition.status, None)


def _published(archive: Archive, name: EditionName, note: str) -> ListedEdition:
    """Describe a published edition from the record in its bag."""
    record = archive.record(name)
    title, digest = record.document, sha256_of(archive.pdf(name))
    return ListedEdition(name, title, record.date, record.decided_by, record.changes, "発行済み", digest, note)


def _title(manuscript: Manuscript, document: str) -> str:
    return manuscript.plan.title if document == PLAN else manuscript.action.title if manuscript.action else ""


def _revising(archive: Archive, manuscript: Manuscript, document: str) -> str:
    """Report documents whose content differs from their newest edition, which is issued."""
    plan = plan_standing(archive, manuscript)
    if document == PLAN:
        return _changed(plan)
    if not Conductor(manuscript).has(document):
        return ""
    if plan.issued is None or plan.revising:
        return "基にする推進計画に案があるので、原稿からは「改訂作業中（案）」として作られます。"
    return _changed(
        standing_on(plan, archive, manuscript, document)
    )  # `build` reports what does not fit the issued plan


def _changed(standing: Standing | None) -> str:
    if standing is None or not standing.revising:
        return ""
    return f"原稿は、発行した版から変わっています（{'、'.join(standing.changes.values()) or '表紙や図など'}）。"
