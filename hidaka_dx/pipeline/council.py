"""`council`: the papers of an edition for a meeting, one by one and bound, with a list of their hashes."""

import shutil
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.binding import Volume, bind
from hidaka_dx.comparison import authored
from hidaka_dx.compose import (
    ROOM,
    Meeting,
    Paper,
    Revision,
    compose_cover,
    compose_outline,
    compose_promotion_plan,
    compose_summary,
)
from hidaka_dx.content import load, load_wording
from hidaka_dx.document import Document
from hidaka_dx.edition import Edition
from hidaka_dx.inspection import stated
from hidaka_dx.pipeline.beside import side_by_side
from hidaka_dx.pipeline.finding import Found, find, kept
from hidaka_dx.pipeline.printing import JAPAN, NO_DAY, Printer, folders
from hidaka_dx.pipeline.writing import BESIDE, write
from hidaka_dx.plan import UNFILED
from hidaka_dx.problem import Problem, RefusalError, in_order
from hidaka_dx.typeset.listener import Progress
from hidaka_dx.typeset.press import Facts

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Time of every file in the zip, the earliest that it knows: the papers' own dates are inside them."""
LIST: Final = "一覧（sha256）.txt"
LONGEST: Final = 40
"""Letters in the name of a meeting or the number of a paper; they stand on one line and in the names of files."""
ORDER: Final = ("新設", "削除", "移動", "改正")
"""Which changes the outline names first: the heaviest."""


@dataclass(frozen=True)
class Handed:
    """A pack that has been made."""

    folder: Path
    archive: Path
    """The same as a zip."""
    pages: int
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Handing:
    """What is to be handed to which meeting."""

    edition: str
    """「第2版」, or 「原稿」 for the newest edition of the working content."""
    document: str
    """Key of the document that this means, unless it says it itself."""
    meeting: Meeting


def meeting(name: str, number: str, day: date | None) -> Meeting:
    """Name the meeting; raises RefusalError where the name or number cannot stand on paper or name a file."""
    for words, what in ((name, "会議の名前（--meeting）"), (number, "資料の番号（--number）")):
        if not words.strip() or UNFILED.search(words) or words.startswith(".") or not words.isprintable():
            raise RefusalError(
                f"{what}が空か、ファイル名に使えない字（/ : * など）を含んでいます。書き直してください。"
            )
        if len(words) > LONGEST:
            raise RefusalError(f"{what}が長すぎます。{LONGEST}字までにしてください。")
    return Meeting(name.strip(), number.strip(), day)


def council(asked: Handing, root: Path, output: Path, progress: Progress) -> tuple[Handed | None, tuple[Problem, ...]]:
    """Make the papers of an edition below `output`: folder and zip.

    `root` is the town's folder. Where anything is wrong gives all problems instead. Raises RefusalError where there is no
    such edition, OSError where a file cannot be written.
    """
    printer = Printer(None, folders(root, "templates"), folders(root, "assets"), progress)
    desk = _Desk(root, Archive(root), asked.meeting, printer)
    found = find(asked.edition, asked.document, root, desk.archive, printer)
    if found is None:
        return None, in_order(desk.printer.problems)
    desk.lay_out(found)
    if desk.printer.problems:
        return None, in_order(desk.printer.problems)
    return _hand_over(desk, found.document, output), ()


@dataclass
class _Desk:
    """Where the papers are laid out, in the order in which they are read."""

    root: Path
    archive: Archive
    meeting: Meeting
    printer: Printer
    volumes: list[Volume] = field(default_factory=list)
    _compared: tuple[list[Volume], ...] = ()

    def lay_out(self, found: Found) -> None:
        """Print all papers; the cover comes last, since it lists the others' pages, and lies on top."""
        document, edition = found.document, found.edition
        if edition is None:
            raise RefusalError("議会へ出す版は、版の名前（第2版）か「原稿」で指定してください。")
        name = EditionName(document.kind, edition.number)
        before = self.archive.before(name)
        old = self.archive.document(before) if before else None
        if old:
            self._compare(old, found)
        body = [Volume(document.name, self._body(document, name)), *self._summary(document, name)]
        outline = self._outline(document, edition, _revision(old, document) if old else None)
        table, redline = self._compared or ([], [])
        self.volumes = [*outline, *table, *body, *redline]
        if not self.printer.problems:
            self.volumes = [*self._cover(document), *self.volumes]

    def _outline(self, document: Document, edition: Edition, revision: Revision | None) -> list[Volume]:
        """Print the page of the revision, with as many changes as find room on it."""
        for most in ROOM:
            outline = self._print(compose_outline(document, self.meeting, edition, revision, most))
            if not outline or stated(outline[0].pdf).pages == 1:
                break
        return outline

    def _compare(self, before: Document, found: Found) -> None:
        wording, problems = load_wording(self.root)
        self.printer.problems += problems
        if wording is None or found.edition is None:
            return
        self.printer.done.clear()
        side_by_side(before, found.document, found.edition.reasons, wording, self.printer)
        self._compared = tuple([Volume(each.name, made.pdf)] for each, made in self.printer.done)

    def _body(self, document: Document, name: EditionName) -> bytes:
        """Give the edition itself: as published, or as it is now."""
        if name in self.archive.names:
            return self.archive.pdf(name)
        made = self.printer.print(document, ())
        return made.pdf if made else b""

    def _summary(self, document: Document, name: EditionName) -> list[Volume]:
        """Print the summary of the measures, where they belong to this very edition."""
        manuscript = self.printer.manuscript or kept(self.archive, name)
        if manuscript and manuscript.action is None:  # a plan is archived without what is derived from it
            manuscript = load(self.root)[0]
        if manuscript is None or manuscript.action is None or not manuscript.action_editions:
            return []
        plan, faults = compose_promotion_plan(manuscript)
        pressed = self.printer.print(plan, faults)
        summary = compose_summary(manuscript, plan, pressed.places) if pressed else None
        subject = plan if document.kind == "promotion-plan" else summary
        found = summary and subject and subject.edition == document.edition
        return self._print(summary, named=True) if summary and found else []

    def _print(self, document: Document, *, named: bool = False) -> list[Volume]:
        """Print a paper; `named` ones bear their edition in their name."""
        made = self.printer.print(document, ())
        return [Volume(document.name if named else document.title, made.pdf)] if made else []

    def _cover(self, document: Document) -> list[Volume]:
        papers = papers_of(self.volumes, first=2)
        return self._print(compose_cover(document, self.meeting, papers))


def papers_of(volumes: list[Volume], first: int) -> tuple[Paper, ...]:
    """Give titles and pages of volumes that follow one another from page `first` on."""
    papers = []
    for volume in volumes:
        pages = stated(volume.pdf).pages
        papers.append(Paper(volume.title, first, pages))
        first += pages
    return tuple(papers)


def _revision(before: Document, after: Document) -> Revision:
    """Count what was changed, without what follows from that: lists, 改訂履歴."""
    entries = authored(before, after)
    counts = Counter(each for entry in entries for each in entry.classes)
    heaviest = sorted(entries, key=lambda entry: min(map(ORDER.index, entry.classes)))
    rows = tuple(("・".join(e.classes), f"{e.place} {e.title}".strip(), e.words) for e in heaviest)
    return Revision(before.name, {each: counts[each] for each in ("新設", "改正", "移動", "削除")}, rows)


def _hand_over(desk: _Desk, document: Document, output: Path) -> Handed:
    number = desk.meeting.number
    day = datetime.combine(document.date or NO_DAY, time.min, JAPAN)
    title = f"{number} {document.name}（{desk.meeting.name}）"
    facts = Facts(title=title, author=document.town, created=day, modified=day, language=document.language)
    bound = bind(desk.volumes, facts, number, folders(desk.root, "assets"))
    files = {f"{number}.pdf": bound}
    files |= {f"{number}-{place:02} {volume.title}.pdf": volume.pdf for place, volume in enumerate(desk.volumes)}
    files[LIST] = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items()).encode()
    folder = output / f"{number}_{document.file_stem}"
    _write_folder(folder, files)
    packed = folder.with_suffix(".zip") if "." not in folder.name else folder.parent / f"{folder.name}.zip"
    write(packed, _zipped(folder.name, files))
    papers = papers_of(desk.volumes, first=1)
    return Handed(folder, packed, sum(paper.pages for paper in papers), papers)


def _write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Write a folder beside, then put it in the place of the one before."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(dir=folder.parent, prefix=BESIDE))
    try:
        beside.chmod(0o755)
        for name, content in files.items():
            (beside / name).write_bytes(content)
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _zipped(folder: str, files: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()
