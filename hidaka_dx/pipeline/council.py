"""`council`: the meeting papers of an edition as single files and bound, with a list of their hashes."""

import zipfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

from hidaka_dx.archive import Archive, witness_list_of
from hidaka_dx.binding import Volume, bind
from hidaka_dx.catalogue.documents import PLAN
from hidaka_dx.comparison import authored, compare, gists
from hidaka_dx.compose import (
    ROOM,
    CouncilPaper,
    CouncilProofs,
    Meeting,
    Revision,
    compose_cover,
    compose_outline,
    compose_proofs,
)
from hidaka_dx.content import Manuscript, load_wording
from hidaka_dx.document import Document
from hidaka_dx.edition import Edition
from hidaka_dx.files import Names, Output, name_fault
from hidaka_dx.inspection import stated_metadata
from hidaka_dx.japanese import JAPAN
from hidaka_dx.pipeline.basis_consistency import require_basis
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.conductor import NOWHERE, Conductor
from hidaka_dx.pipeline.days import day_of
from hidaka_dx.pipeline.finding import FoundEdition, find, published_manuscript
from hidaka_dx.pipeline.ownership import require_known
from hidaka_dx.pipeline.presses import presses
from hidaka_dx.pipeline.printing import Printer, printer_for
from hidaka_dx.pipeline.published_facts import read_to_compare
from hidaka_dx.pipeline.reading import read
from hidaka_dx.pipeline.side_by_side import side_by_side
from hidaka_dx.pipeline.states import Standing
from hidaka_dx.pipeline.summarising import summary
from hidaka_dx.pipeline.working_documents import WorkingDocuments, compose
from hidaka_dx.problem import Problem, RefusalError, in_order
from hidaka_dx.typeset.job import PdfFacts, Progress

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Timestamp of every file in the zip, the earliest possible: the papers' own dates are inside them."""
LIST: Final = "一覧（sha256）.txt"
LONGEST: Final = 40
"""Maximum length of a meeting's name or a paper's number, which are printed on one line and used in file names."""
ORDER: Final = ("新設", "削除", "移動", "改正")
"""Order of changes in the outline: the most important first."""


@dataclass(frozen=True)
class FinishedPack:
    """A finished pack."""

    folder: Path
    archive: Path
    """The pack as a zip."""
    pages: int
    papers: tuple[CouncilPaper, ...]
    replaced: str = ""
    """A sentence on the different pack of the same name that was replaced, if any."""


@dataclass(frozen=True)
class CouncilRequest:
    """The request: which edition for which meeting."""

    edition: str
    """「第2版」, or 「原稿」 for the newest edition of the working content."""
    document: str
    """Key of the document, unless the words name one themselves."""
    meeting: Meeting


def meeting(name: str, number: str, day: date | None) -> Meeting:
    """Name the meeting; raises RefusalError where name or number cannot be printed or used in a file name."""
    for words, what in ((name, "会議の名前（--meeting）"), (number, "資料の番号（--number）")):
        if why := name_fault(words.strip()):
            raise RefusalError(f"{what}は、ファイル名にもなるので、{why}")
        if len(words) > LONGEST:
            raise RefusalError(f"{what}が長すぎます。{LONGEST}字までにしてください。")
    return Meeting(name.strip(), number.strip(), day)


def council(
    asked: CouncilRequest, root: Path, output: Path, progress: Progress
) -> tuple[FinishedPack | None, tuple[Problem, ...]]:
    """Make the papers of an edition below `output`: folder and zip.

    `root` is the town's folder. Returns all problems instead if there are any. Raises RefusalError where there is no
    such edition, OSError where a file cannot be written.
    """
    archive = Archive(root)
    require_known(archive)
    require_basis(archive)
    with presses() as beside:
        desk = _Desk(root, archive, asked.meeting, printer_for(root, progress, beside))
        found = find(asked.edition, asked.document, root, archive, desk.printer)
        if found is None:
            return None, in_order(desk.printer.problems)
        Output(output).require_own(desk.folder_for(found.document), listed_in)
        desk.lay_out(found)
    if desk.printer.problems:
        return None, in_order(desk.printer.problems)
    return _hand_over(desk, found.document, output), ()


@dataclass
class _Desk:
    """Prints the papers in reading order."""

    root: Path
    archive: Archive
    meeting: Meeting
    printer: Printer
    volumes: list[Volume] = field(default_factory=list)
    _compared: tuple[list[Volume], ...] = ()

    def folder_for(self, document: Document) -> str:
        """Name the folder of the pack."""
        return f"{self.meeting.number}_{document.file_stem}"

    def lay_out(self, found: FoundEdition) -> None:
        """Print all papers; the cover is printed last, since it lists the others' page numbers, and placed first."""
        document, edition, standing = found.document, found.edition, found.standing
        if edition is None or standing is None:
            raise RefusalError("議会へ出す版は、版の名前（第2版）か「原稿」で指定してください。")
        if standing.state == "取下げ":
            raise RefusalError(f"{standing.name.spoken}は取り下げています。議会へ出す版を確かめてください。")
        old = self._before(standing)
        self.printer.days = (old.date, document.date) if old else (document.date,)
        if not standing.is_unchanged:
            self.printer.begin(document, ())
        if old:
            self._compare(old, found)
        whole = self._body(standing)
        body = [Volume(document.name, whole), *self._summary(standing)]
        outline = self._outline(document, edition, _revision(old, document) if old else None)
        table, redline = self._compared or ([], [])
        self.volumes = [*outline, *table, *body, *redline, *self._proofs(document, whole)]
        if not self.printer.problems:
            self.volumes = [*self._cover(document), *self.volumes]

    def _outline(self, document: Document, edition: Edition, revision: Revision | None) -> list[Volume]:
        """Print the outline of the revision, with as many changes as fit on one page."""
        for most in ROOM:
            outline = self._print(compose_outline(document, self.meeting, edition, revision, most))
            if not outline or stated_metadata(outline[0].pdf).pages == 1:
                break
        return outline

    def _compare(self, before: Document, found: FoundEdition) -> None:
        wording, problems = load_wording(self.root)
        self.printer.problems += problems
        if wording is None or found.edition is None:
            return
        self.printer.done.clear()
        side_by_side(before, found.document, found.edition.reasons, wording, self.printer)
        self._compared = tuple([Volume(each.name, made.pdf)] for each, made in self.printer.done)

    def _before(self, standing: Standing) -> Document | None:
        """Return the published edition that this one revises; for a revision at work, the edition with the same number."""
        before = standing.name if standing.revising else self.archive.before(standing.name)
        return read_to_compare(self.archive, before) if before else None

    def _body(self, standing: Standing) -> bytes:
        """Return the edition itself: the published PDF, or one built from the working content."""
        if standing.is_unchanged:
            return self.archive.pdf(standing.name)
        made = self.printer.print(standing.document, ())
        return made.pdf if made else b""

    def _summary(self, standing: Standing) -> list[Volume]:
        """Print the summary of the measures, where it belongs to this very edition."""
        frozen = None if self.printer.manuscript else published_manuscript(self.archive, standing.name)
        if frozen and frozen.action:
            return self._of_frozen(frozen)
        if self.printer.manuscript:
            return self._of_working(standing, compose(self.archive, self.printer.manuscript, self.printer))
        return self._beside_issued(standing)

    def _of_working(self, standing: Standing, working: WorkingDocuments | None) -> list[Volume]:
        """Print the summary of the working content, if that is the requested edition."""
        if working is None or working.action is None:
            return []
        subject = working.plan if standing.name.document == PLAN else working.action
        same = subject.document.edition == standing.document.edition
        found = working.summary(self.printer) if same else None
        return self._print(found, named=True) if found else []

    def _beside_issued(self, standing: Standing) -> list[Volume]:
        """Print the summary that goes with an issued plan, whose archive does not contain derived documents.

        Faults in the working content suppress the summary, not the papers of the issued edition.
        """
        manuscript = read(self.root).manuscript
        if manuscript is None or manuscript.editions[-1].rank != standing.name.rank:
            return []
        apart = replace(self.printer, manuscript=manuscript, days=(), done=[], problems=[], used=set())
        working = compose(self.archive, manuscript, apart)
        if working is None or apart.problems or working.plan.revising:
            return []
        return self._of_working(standing, working)

    def _of_frozen(self, manuscript: Manuscript) -> list[Volume]:
        """Print the summary of a published action plan."""
        plan, _ = Conductor(manuscript).compose(PLAN)
        return self._print(summary(manuscript, plan, NOWHERE, self.printer), named=True)

    def _print(self, document: Document, *, named: bool = False) -> list[Volume]:
        """Print a paper; `named` papers have the edition in their file name."""
        made = self.printer.print(document, ())
        return [Volume(document.name if named else document.title, made.pdf)] if made else []

    def _proofs(self, document: Document, whole: bytes) -> list[Volume]:
        listed = witness_list_of(self.archive)
        proofs = CouncilProofs(sha256(whole).hexdigest(), listed.list_sha256 if listed else None)
        return self._print(compose_proofs(document, self.meeting, proofs))

    def _cover(self, document: Document) -> list[Volume]:
        papers = papers_of(self.volumes, first=2)
        return self._print(compose_cover(document, self.meeting, papers))


def papers_of(volumes: list[Volume], first: int) -> tuple[CouncilPaper, ...]:
    """Return titles and pages of consecutive volumes, starting at page `first`."""
    papers = []
    for volume in volumes:
        pages = stated_metadata(volume.pdf).pages
        papers.append(CouncilPaper(volume.title, first, pages))
        first += pages
    return tuple(papers)


def _revision(before: Document, after: Document) -> Revision:
    """Count the changes, excluding generated parts: lists, 改訂履歴."""
    entries = authored(before, after)
    counts = Counter(each for entry in entries for each in entry.classes)
    heaviest = sorted(entries, key=lambda entry: min(map(ORDER.index, entry.classes)))
    told = gists(compare(before, after), before, after)
    rows = tuple(("・".join(e.classes), e.heading, told.get(e.new or "", e.words)) for e in heaviest)
    return Revision(before.name, {each: counts[each] for each in ("新設", "改正", "移動", "削除")}, rows)


def _hand_over(desk: _Desk, document: Document, output: Path) -> FinishedPack:
    number = desk.meeting.number
    day = datetime.combine(day_of(document, desk.printer.manuscript, desk.printer.days), time.min, JAPAN)
    title = f"{number} {document.name}（{desk.meeting.name}）"
    facts = PdfFacts(title=title, author=document.town, created=day, modified=day, language=document.language)
    bound = bind(desk.volumes, facts, number, folders(desk.root, "assets"))
    files = {f"{number}.pdf": bound}
    files |= {f"{number}-{place:02} {volume.title}.pdf": volume.pdf for place, volume in enumerate(desk.volumes)}
    files[LIST] = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items()).encode()
    folder = desk.folder_for(document)
    laid: list[tuple[Names, bytes]] = [((name,), content) for name, content in files.items()]
    packed = f"{folder}.zip"
    replaced = _replaced(output / folder, f"{number}.pdf", bound)
    Output(output).renew(folder, laid, listed_in, [((packed,), _zipped(folder, files))])
    papers = papers_of(desk.volumes, first=1)
    return FinishedPack(output / folder, output / packed, sum(paper.pages for paper in papers), papers, replaced)


def _replaced(folder: Path, name: str, bound: bytes) -> str:
    """Report that an existing pack of this name had other bytes; it may have been handed in already."""
    before = _digest(folder / name)
    if before in ("", sha256(bound).hexdigest()):
        return ""
    return f"同じ名前の前の資料（{name}、sha256 {before}）と入れ替えました。前のものを会議に出していたら、差し替えるか、資料の番号を改めてください。"


def listed_in(folder: Path) -> set[str]:
    """Return the files of a pack that are unchanged according to its own hash list."""
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return set()
    pairs = (line.partition("  ") for line in lines)
    return {LIST, *(name for digest, _, name in pairs if digest == _digest(folder / name))}


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _zipped(folder: str, files: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()
