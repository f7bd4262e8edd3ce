"""`build`: from the town's content to the PDFs in `output/`; a document with faults does not stop the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from hidaka_dx.archive import DATA, Archive, Bag, EditionName, pdf_name
from hidaka_dx.catalogue.documents import ACTION, COMMENTS, EDITED, ERRATA, KINDS, PLAN, REPORT
from hidaka_dx.content import Manuscript
from hidaka_dx.datafiles import workbook
from hidaka_dx.document import Document, restored
from hidaka_dx.files import Names
from hidaka_dx.files.reading import files_below, is_there
from hidaka_dx.inspection import stated_metadata
from hidaka_dx.japanese import edition_name
from hidaka_dx.lint import Remark
from hidaka_dx.pipeline.composing import Composition
from hidaka_dx.pipeline.days import day_of
from hidaka_dx.pipeline.examining import Examined, examine
from hidaka_dx.pipeline.freezing import TypesetEdition
from hidaka_dx.pipeline.notices import Notices, SourcedEdition
from hidaka_dx.pipeline.outcome import Built, Outcome
from hidaka_dx.pipeline.output import LIST, SHEET, Made, obstacles, put
from hidaka_dx.pipeline.presses import presses
from hidaka_dx.pipeline.printing import Printer, printer_for
from hidaka_dx.pipeline.rebuilding import first_difference, reasons_of
from hidaka_dx.pipeline.replacing import replacing
from hidaka_dx.pipeline.states import Standing, what_changed
from hidaka_dx.pipeline.tabulating import csv_files, tabulated
from hidaka_dx.pipeline.working_documents import WorkingDocuments, compose
from hidaka_dx.problem import Problem, in_order
from hidaka_dx.typeset.job import Pressed, Progress

COMPOSED: Final = (PLAN, ACTION, REPORT)
"""Documents composed from the content as a whole, not about single editions."""
RESET: Final = "（組み直し）"
"""Suffix of the file with today's typesetting of an issued edition, where it differs from the issued one."""


def build(
    root: Path, output: Path, progress: Progress, heard: Callable[[Sequence[Remark]], None] = lambda _: None
) -> Outcome:
    """Turn the town's folder `root` into its PDFs below `output`: the plan and, where there is one, the action plan.

    With the action plan come its summary, the report of the newest year that has results, and its measures as open
    data (CSV) and as a workbook. `heard` is called with the findings of the check.

    A document that has faults, and all documents derived from it, are not made; their files in `output` stay
    untouched. For an issued edition the archived PDF is delivered; see `states`.

    Raises OSError where a PDF cannot be written, RefusalError where an issued edition is not as it was issued.
    """
    progress("原稿を読んでいます", 0.05)
    with presses() as beside:
        return _built(Archive(root), output, printer_for(root, progress, beside), heard)


def _built(archive: Archive, output: Path, printer: Printer, heard: Callable[[Sequence[Remark]], None]) -> Outcome:
    ahead = _Ahead(printer)
    examined = examine(archive, ahead.begin if printer.ahead else None)
    heard([each for each in examined.remarks if each.accepted is None])
    if examined.manuscript is None or examined.is_beside_another_archive:
        return Outcome((), examined.errors(), ("すべての文書",))
    printer.manuscript = examined.manuscript
    desk = _Desk(archive, examined, examined.manuscript, printer, ahead)
    desk.print()
    problems = in_order((*examined.errors(), *desk.printer.problems, *desk.drop_blocked(output)))
    if not desk.made:
        return Outcome((), problems, tuple(desk.unmade))
    made = tuple(replacing(output, each) for each in desk.made)
    placed = put(output, made, desk.tables, desk.unmade, partial(_issued, archive))
    built = tuple(Built(output / each.name, each.pages, each.notes, each.empty) for each in made)
    return Outcome(built, problems, tuple(desk.unmade), placed.stale, placed.files)


@dataclass
class _Ahead:
    """Documents that are typeset while others are, or while the check goes on; what is wrong with them is said later."""

    printer: Printer
    working: WorkingDocuments | None = None
    """The newest editions, once the plan is typeset without faults."""
    summary: Document | None = None
    """The summary of the action plan, once it is known how much finds room."""

    def begin(self, composition: Composition) -> None:
        """Typeset the plan, then let the documents that cite its pages be typeset."""
        apart = replace(self.printer, manuscript=composition.manuscript, done=[], problems=[], used=set())
        self.working = compose(composition.archive, composition.manuscript, apart)
        if self.working:
            self.go_on(self.working, apart, report=self.working.conductor.has(REPORT))

    def go_on(self, working: WorkingDocuments, printer: Printer, *, report: bool) -> None:
        """Let the action plan be typeset, and seek the summary beside it; then the report, too."""
        if working.action:
            printer.begin(working.action.printed, working.faults, working.action.format)
            self.summary = self.summary or working.summary(printer)
        if report:
            printer.begin(*working.conductor.compose(REPORT))


@dataclass
class _Desk:
    """Composes and prints the documents of one town in dependency order."""

    archive: Archive
    examined: Examined
    manuscript: Manuscript
    printer: Printer
    ahead: _Ahead
    made: list[Made] = field(default_factory=list)
    tables: dict[Names, bytes] = field(default_factory=dict)
    """Data files, by their paths below the output folder."""
    unmade: list[str] = field(default_factory=list)
    working: dict[EditionName, SourcedEdition] = field(default_factory=dict)

    def print(self) -> None:
        """Print every document without faults."""
        spoiled = self.examined.unmakeable
        working = None if PLAN in spoiled else self._composed(action=ACTION not in spoiled)
        lost = spoiled if working else frozenset(COMPOSED)
        self.unmade += [KINDS[kind].unmade for kind in COMPOSED if kind in lost and self._has(kind)]
        if working:
            self._working(working)
        for kind in EDITED:
            self._issued_anyway(kind.key)
        self._notices()

    def _composed(self, *, action: bool) -> WorkingDocuments | None:
        """Compose the newest editions, the plan printed, unless that is done."""
        if working := self.ahead.working:
            return working if action else replace(working, action=None, faults=())
        return compose(self.archive, self.manuscript, self.printer, action=action)

    def _has(self, kind: str) -> bool:
        """Tell whether the town has a document of this kind, even if its files cannot be read."""
        root, manuscript = self.archive.root, self.manuscript
        frame = KINDS[kind].frame
        if frame:
            return bool(manuscript.recorded[kind]) or is_there(root, frame)
        return bool(manuscript.progress or any(files_below(root, "content/progress")))

    def drop_blocked(self, output: Path) -> tuple[Problem, ...]:
        """Drop files whose path in the output folder is blocked by something else; return what blocks them."""
        found = dict(obstacles(output, ((LIST,), *((each.name,) for each in self.made), *self.tables)))
        self.unmade += dict.fromkeys(names[0] for names in found)
        self.made = [each for each in self.made if (each.name,) not in found]
        self.tables = {names: content for names, content in self.tables.items() if names not in found}
        return tuple(dict.fromkeys(found.values()))

    def _working(self, working: WorkingDocuments) -> None:
        """Print the newest editions of the working content."""
        report = working.conductor.has(REPORT) and REPORT not in self.examined.unmakeable
        if self.ahead.working is None:
            self.ahead.go_on(working, self.printer, report=report)
        self._edition(working.plan, working.pressed, working.conductor.pages)
        if working.action:
            self._action(working, working.action)
        if report:
            self._without_editions(*working.conductor.compose(REPORT))

    def _action(self, working: WorkingDocuments, standing: Standing) -> None:
        """Print the action plan and the documents derived from it."""
        summary = self.ahead.summary
        tables = _tables(self.manuscript, standing.document, working.plan.document)
        pressed = self.printer.print(standing.printed, working.faults, standing.format)
        if pressed is None or summary is None:
            self.unmade.append(KINDS[ACTION].unmade)
            return
        self._edition(standing, pressed, pressed.places)
        self._without_editions(summary)
        self.tables = tables

    def _edition(self, standing: Standing, pressed: Pressed, pages: Mapping[str, str]) -> None:
        """Deliver a printed edition under the file name that its state allows."""
        self.working[standing.name] = SourcedEdition(self.manuscript, standing.composed, pages)
        if standing.issued and not standing.revising:
            self._as_issued(standing.issued, standing.document, pressed)
        else:
            self._made(standing.document, pressed, _remarks(standing))
        if standing.issued and standing.revising:
            self._issued(standing.issued)

    def _as_issued(self, bag: Bag, document: Document, pressed: Pressed) -> None:
        """Deliver the archived PDF of an edition and, under another name, today's typesetting if it differs."""
        pdf = self._issued(bag)
        if pdf != pressed.pdf:
            again = f"{document.file_stem}{RESET}.pdf"
            self.made.append(Made(again, pressed.pdf, pressed.pages, (_typeset_differently(bag, document, pressed),)))

    def _issued(self, bag: Bag) -> bytes:
        """Return the archived PDF of an issued edition, under the name it was issued with."""
        document = restored(bag.payload[DATA])
        pdf, told = bag.payload[pdf_name(bag.name)], f"発行済みの版です（archive/{bag.name.folder} のPDFそのもの）。"
        self.made.append(
            Made(f"{document.file_stem}.pdf", pdf, stated_metadata(pdf).pages, (told,), document, issued=True)
        )
        return pdf

    def _issued_anyway(self, document: str) -> None:
        """Deliver the archived PDF of the newest edition even though the working content cannot be built."""
        editions = self.manuscript.recorded[document]
        newest = self.archive.newest(document)
        given = any(each.decided and each.decided.kind == document for each in self.made if each.issued)
        if newest and editions and not given and newest.rank == editions[-1].rank:
            self._issued(self.archive.bag(newest))

    def _made(self, document: Document, pressed: Pressed, notes: tuple[str, ...] = ()) -> None:
        decided = None if document.draft else document
        name = f"{document.file_stem}.pdf"
        self.made.append(Made(name, pressed.pdf, pressed.pages, notes, decided, empty=pressed.empty))

    def _without_editions(self, document: Document, faults: Sequence[Problem] = ()) -> None:
        """Print a document that has no editions of its own."""
        if not self._printed(document, faults):
            self.unmade.append(document.name)

    def _printed(self, document: Document, faults: Sequence[Problem] = ()) -> bool:
        pressed = self.printer.print(document, faults)
        if pressed:
            self._made(document, pressed)
        return pressed is not None

    def _notices(self) -> None:
        """Print the documents about single editions (errata, comments); their faults were reported during the check."""
        notices = Notices(self.archive, self.manuscript, self.working).compose()
        for kind, said in ((ERRATA, self.manuscript.errata.value), (COMMENTS, self.manuscript.comments.value)):
            # faults of one entry carry the rule of its kind, and it is skipped; others concern the whole file
            own = [each for each in self.examined.errors(kind) if each.place.path == f"content/{kind}.yaml"]
            is_whole = all(each.rule == kind for each in own)
            sound = [each for each in notices if each.document.kind == kind and is_whole]
            for each in sound:
                self.printer.begin(each.document, ())
            made = {each.of for each in sound if self._printed(each.document)}
            names = dict.fromkeys(EditionName(each.document, each.edition) for each in said)
            lost = [name.spoken for name in names if name not in made]
            if lost or not is_whole:
                self.unmade.append(f"{KINDS[kind].unmade}（{'、'.join(lost)}）" if made else KINDS[kind].unmade)


def _remarks(standing: Standing) -> tuple[str, ...]:
    """Return notes for the official on an edition that is not delivered as it was issued."""
    if standing.provisional:
        return ("決定した版ですが、基にする推進計画が案なので、案として作りました。推進計画を先に決定してください。",)
    return what_changed(standing) if standing.revising else ()


def _issued(archive: Archive, file: str) -> bytes | None:
    """Return the PDF that was issued under a file name; none where there is none."""
    for name in archive.names:
        record = archive.label(name)
        if record and f"{record.document}_{edition_name(name.number)}.pdf" == file:
            return archive.pdf(name)
    return None


def _typeset_differently(bag: Bag, document: Document, pressed: Pressed) -> str:
    """Describe the differences where today's program typesets an issued edition differently."""
    made = TypesetEdition(document, pressed, frozenset(), pressed.assets)
    page = first_difference(bag, made)
    what = f"{page}ページ目から文字か位置が違います" if page else "どのページの文字も位置も同じですが、バイトが違います"
    return (
        f"{bag.name.spoken}を今のプログラムと素材で組み直したもので、発行した版ではありません。{what}。"
        f"発行した時と違うもの：{reasons_of(bag, made) or 'ひな型'}。"
    )


def _tables(manuscript: Manuscript, action: Document, plan: Document) -> dict[Names, bytes]:
    """Return the action plan's data files, by their paths below the output folder."""
    found = tabulated(manuscript, action, plan)
    folder, day = f"{action.file_stem}_opendata", day_of(action, manuscript)
    files: dict[Names, bytes] = {(folder, name): content for name, content in csv_files(found).items()}
    return {**files, (f"{action.file_stem}{SHEET}",): workbook(found, day)}
