"""Documents about a single edition: its misprints (正誤表), the comments on its draft; not necessarily the newest edition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.catalogue.documents import COMMENTS, ERRATA
from hidaka_dx.comment import Consultation
from hidaka_dx.compose import Locate, compose_comments, compose_errata, inherited, origins, uncorrected
from hidaka_dx.content import Located, Manuscript
from hidaka_dx.document import Document
from hidaka_dx.errata import Errata
from hidaka_dx.pipeline.conductor import NOWHERE
from hidaka_dx.pipeline.published_facts import with_facts
from hidaka_dx.pipeline.recorded_editions import is_near
from hidaka_dx.pipeline.states import issued
from hidaka_dx.problem import Place, Problem
from hidaka_dx.source import Data
from hidaka_dx.source import Path as Where

Said = TypeVar("Said", Errata, Consultation)


@dataclass(frozen=True)
class SourcedEdition:
    """An edition as it was or will be issued, with its source."""

    manuscript: Manuscript
    document: Document
    pages: Mapping[str, str] = field(default_factory=lambda: NOWHERE)
    """Printed page of each id."""


@dataclass(frozen=True)
class Notice:
    """A composed document about one edition."""

    of: EditionName
    document: Document


@dataclass
class Notices:
    """Composes the documents about a town's editions; issued editions are read from the archive."""

    archive: Archive
    manuscript: Manuscript
    working: Mapping[EditionName, SourcedEdition]
    """The newest edition of each document that could be composed."""
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    """Each with the kind of document that cannot be made because of it."""

    def compose(self) -> tuple[Notice, ...]:
        """Compose every notice without faults."""
        return (*self._errata(), *self._comments())

    def _errata(self) -> Iterator[Notice]:
        for errata, name, at, laid in self._entries(self.manuscript.errata, ERRATA):
            made, problems = compose_errata(errata, at, laid.manuscript, laid.document, laid.pages)
            untimely = tuple(_untimely(errata, laid, at(("date",))))
            self.problems += ((ERRATA, problem) for problem in (*problems, *untimely))
            if made and not untimely:
                yield Notice(name, made)

    def _comments(self) -> Iterator[Notice]:
        for call, name, at, laid in self._entries(self.manuscript.comments, COMMENTS):
            made, problems = compose_comments(call, at, laid.document, laid.pages, self.manuscript.plan.names)
            self.problems += ((COMMENTS, problem) for problem in problems)
            if made:
                yield Notice(name, made)

    def _entries(
        self, located: Located[tuple[Said, ...]], kind: str
    ) -> Iterator[tuple[Said, EditionName, Locate, SourcedEdition]]:
        """Return the entries about existing editions, with the position of each value, and the edition."""
        names = [EditionName(each.document, each.edition) for each in located.value]
        for index, (each, name) in enumerate(zip(located.value, names, strict=True)):
            at = partial(_at, located.data, index)
            laid = self._edition(name, kind, at(("edition",)), twice=name in names[:index])
            if laid:
                yield each, name, at, laid

    def _edition(self, name: EditionName, kind: str, at: Place, *, twice: bool) -> SourcedEdition | None:
        """Find the edition an entry refers to: as issued, or as it is now."""
        ranks = [(0, 0), *(each.rank for each in self.manuscript.recorded[name.document])]
        if twice:
            message = f"{name.spoken}について、二度書かれています。一つにまとめてください。"
        elif name in self.archive.names:
            document, pages, frozen = issued(self.archive, name)
            manuscript = frozen or self.manuscript
            return SourcedEdition(manuscript, with_facts(document, manuscript), pages)
        elif name in self.working:
            return self.working[name]
        elif name.rank == ranks[-1]:
            return None  # the edition's own faults are reported elsewhere
        elif name.rank in ranks:
            message = (
                f"{name.spoken}は保存庫（archive/）にないので、作れません。archive/ を町のフォルダーに置いてください。"
            )
        else:
            message = f"{name.spoken}はありません。版の番号を、content/editions.yaml にある番号に直してください。"
        self.problems.append((kind, Problem(at, message, kind)))
        return None


def still_uncorrected(manuscript: Manuscript, document: Document) -> Iterator[Problem]:
    """Find misprints of earlier editions that the newest edition of a document still has."""
    written = origins(manuscript, document)
    for errata, at in _earlier(manuscript, document):
        yield from uncorrected(errata, at, manuscript, document, written)


def uncorrected_at_issue(manuscript: Manuscript, document: Document) -> Iterator[Problem]:
    """Find misprints that the newest edition was issued with, too, but that are missing from its own errata list."""
    rank = manuscript.recorded[document.kind][-1].rank
    listed = ((EditionName(each.document, each.edition), each) for each in manuscript.errata.value)
    own = next((each for name, each in listed if name.document == document.kind and name.rank == rank), None)
    for errata, at in _earlier(manuscript, document):
        yield from inherited(errata, at, manuscript, document, own)


def _earlier(manuscript: Manuscript, document: Document) -> Iterator[tuple[Errata, Locate]]:
    """Return the errata of a document's editions before its newest, with the positions of their values."""
    newest = manuscript.recorded[document.kind][-1]
    for index, errata in enumerate(manuscript.errata.value):
        name = EditionName(errata.document, errata.edition)
        if name.document == document.kind and name.rank < newest.rank:
            yield errata, partial(_at, manuscript.errata.data, index)


def _at(data: Data, index: int, path: Where) -> Place:
    return data.place((index, *path))


def _untimely(errata: Errata, laid: SourcedEdition, at: Place) -> Iterator[Problem]:
    """Find errata dated before the edition they correct, or far from the plan's years."""
    edition = laid.document
    if errata.date and edition.date and errata.date < edition.date:
        message = f"正誤表の日付が、{edition.name}の日付（{edition.date:%Y-%m-%d}）より前です。日付を直してください。"
        yield Problem(at, message, ERRATA)
    elif errata.date and not is_near(errata.date, laid.manuscript.plan.period):
        yield Problem(at, "正誤表の日付が、計画期間から離れすぎています。年を確かめて直してください。", ERRATA)
