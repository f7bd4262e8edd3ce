"""What a town's website shows: published editions from the archive, drafts, report and data from the working content."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hidaka_dx.archive import COMPARISON, DATA, DOCUMENTS, Bag, EditionName, bags_on, hashed, pdf_name, read_record
from hidaka_dx.compose import (
    compose_action_plan,
    compose_progress_report,
    compose_promotion_plan,
    opendata,
    passages,
)
from hidaka_dx.content import Manuscript
from hidaka_dx.datafiles import csv_file
from hidaka_dx.document import Document, dumped, restored
from hidaka_dx.inspection import stated
from hidaka_dx.pipeline.printing import Printer, folders
from hidaka_dx.pipeline.shelved import ARCHIVE, editions_of, sound
from hidaka_dx.website import Data, Paper, Shown, Site

IMAGES: Final = "source/assets/images/"


def exhibited(root: Path, address: str, manuscript: Manuscript, printer: Printer) -> Site:
    """Gather all that is shown; what is wrong with the working content is told to the printer.

    Raises RefusalError where an edition is not as it was issued, OSError where a file cannot be read.
    """
    desk = _Desk(manuscript, printer)
    desk.compose()
    plan = manuscript.plan
    titles = {"promotion-plan": plan.title, "action-plan": manuscript.action.title if manuscript.action else ""}
    groups = tuple(
        (titles[document], tuple(_newest_first(root, manuscript, document, desk.drafts.get(document))))
        for document in DOCUMENTS.values()
        if titles[document]
    )
    decides = plan.office.removeprefix(plan.town)
    report = _pending(root, f"progress-{manuscript.progress[-1].year}", desk.report, "") if desk.report else None
    return Site(plan.town, plan.office, decides, plan.title, groups, report, desk.data, address, desk.data_of)


@dataclass
class _Desk:
    """Where the working content is composed; the action plan and what follows from it need the pages of the plan."""

    manuscript: Manuscript
    printer: Printer
    drafts: dict[str, Document] = field(default_factory=dict)
    report: Document | None = None
    data: tuple[Data, ...] = ()
    data_of: str = ""

    def compose(self) -> None:
        plan, faults = compose_promotion_plan(self.manuscript)
        self._keep(plan)
        if not (self.manuscript.action and self.manuscript.action_editions):
            self.printer.problems += faults
            return
        pressed = self.printer.print(plan, faults)
        if pressed is None:
            return
        action, faults = compose_action_plan(self.manuscript, plan, pressed.places)
        self.printer.problems += faults
        self._keep(action)
        found = opendata(self.manuscript, action, passages(plan, pressed.places))
        self.data = tuple(Data(each.title, f"{each.name}.csv", csv_file(each), len(each.rows)) for each in found)
        self.data_of = action.name
        if self.manuscript.progress:
            self.report, faults = compose_progress_report(self.manuscript, plan, pressed.places)
            self.printer.problems += faults

    def _keep(self, document: Document) -> None:
        if document.draft:
            self.drafts[document.kind] = document


def _newest_first(root: Path, manuscript: Manuscript, document: str, draft: Document | None) -> Iterator[Shown]:
    if draft:
        edition = editions_of(manuscript, document)[-1]
        yield _pending(root, f"{EditionName(document, edition.number).folder}-draft", draft, edition.changes)
    names = [name for name in bags_on(root / ARCHIVE) if name.document == document]
    yield from (_published(sound(root / ARCHIVE, name)) for name in reversed(names))


def _pending(root: Path, folder: str, document: Document, changes: str) -> Shown:
    """Show a document of the working content, which has no PDF that would stay."""
    data = dumped(document)
    images = {
        path.name: path.read_bytes()
        for assets in reversed(folders(root, "assets"))
        for path in sorted((assets / "images").glob("*"))
        if f'"{path.name}"'.encode() in data
    }
    return Shown(folder, document, document.date, None, changes, (), images, data)


def _published(bag: Bag) -> Shown:
    """Show an edition as it lies in the archive."""
    record, payload = read_record(bag.files), bag.payload
    titles = {pdf_name(bag.name): "PDF", COMPARISON[1]: "新旧対照表", COMPARISON[2]: "見え消し版"}
    return Shown(
        folder=bag.name.folder,
        document=restored(payload[DATA]),
        date=record.date,
        decided_by=record.decided_by,
        changes=record.changes,
        papers=tuple(_paper(title, file, payload[file]) for file, title in titles.items() if file in payload),
        images={path.removeprefix(IMAGES): payload[path] for path in payload if path.startswith(IMAGES)},
        data=payload[DATA],
    )


def _paper(title: str, file: str, content: bytes) -> Paper:
    return Paper(title, file, content, stated(content).pages, hashed(content))
