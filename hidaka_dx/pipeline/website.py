"""`website`: generates static pages for every edition; unchanged files are not rewritten."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from hidaka_dx.appearance import Appearance, recoloured, web_rules
from hidaka_dx.archive import Archive, EditionName, dumped_list, sha256_of, witness_list_of
from hidaka_dx.catalogue.documents import ACTION, BY_WORD, PLAN
from hidaka_dx.content import Manuscript, identity_of
from hidaka_dx.document import Document
from hidaka_dx.files import Names, Output
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import read_file
from hidaka_dx.pipeline.basis import Basis, last_published_basis, working_basis
from hidaka_dx.pipeline.basis_consistency import require_basis
from hidaka_dx.pipeline.finding import LARGEST
from hidaka_dx.pipeline.handed_packs import unfitting
from hidaka_dx.pipeline.materials import read_needed
from hidaka_dx.pipeline.ownership import require_own
from hidaka_dx.pipeline.presses import presses
from hidaka_dx.pipeline.printing import Printer, printer_for
from hidaka_dx.pipeline.reading import read
from hidaka_dx.pipeline.web_documents import (
    DerivedDocuments,
    Holdings,
    begin_report,
    derived_documents,
    documents_about_editions,
    editions,
    summary,
    titles_in,
    today,
)
from hidaka_dx.pipeline.written_site import SITE, WrittenSite
from hidaka_dx.problem import Problem, RefusalError, in_order
from hidaka_dx.render import WEB, Page, page_renderer
from hidaka_dx.typeset.job import Progress
from hidaka_dx.website import ASSETS, INDEX, STYLE, WITNESS, AsBefore, Site, Today, WebPaper, items

MARK: Final = b'name="generator" content="hidaka-dx"'
"""Marker in the first page of a website written by this program."""
FILES: Final = "files.txt"
"""The website's list of its files and their SHA-256, in the format of `sha256sum -c`.

A later run uses it to recognise files that somebody else has added or changed.
"""
LISTED: Final = re.compile(r"(?:(?P<digest>[0-9a-f]{64})  )?(?P<path>.+)")
"""A line of it; lists of before 2026-12 have no SHA-256."""
ENDINGS: Final = {".html", ".css", ".js", ".atom", ".xml", ".json", ".csv", ".pdf", ".png", ".jpg", ".jpeg", ".svg"}
"""Extensions of the files in a website made before that list existed."""
ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~%-]+)*/?")
"""Valid addresses of a website: a folder of a host, in ASCII."""


def website(
    root: Path, output: Path, progress: Progress, address: str = "", *, drafts: bool = False
) -> tuple[WrittenSite | None, tuple[Problem, ...]]:
    """Write the website of the town's folder `root` below `output`; unchanged files are not touched.

    `address` is the public address, if known: it enables the sitemap for search engines. Pending drafts are shown
    only where `drafts` asks for them.

    Returns all problems instead if there are any. Raises RefusalError where an edition is not as it was issued, the
    folder holds something else or the address is invalid, OSError where a file cannot be read or written.
    """
    whole = _whole(address)
    Output(output).require_own(SITE, own)
    progress("原稿を読んでいます", 0.05)
    reading = read(root)
    manuscript = reading.manuscript
    if manuscript is None:
        return None, reading.problems
    archive = Archive(root)
    require_own(archive, identity_of(manuscript))
    require_basis(archive)
    with presses() as beside:
        printer = printer_for(root, progress, beside, manuscript)
        desk = _Desk(root, archive, manuscript, printer)
        desk.left_out += [f"原稿に誤りがあるため、載せていないものがあります：{each}" for each in reading.problems]
        desk.prepare(drafts=drafts)
    if printer.problems:
        return None, in_order(printer.problems)
    progress("ページを作っています", 0.6)
    try:
        renewed = Output(output).renew(
            SITE, _rendered(desk.items(whole), printer, manuscript.plan.theme.appearance), own
        )
    except _FaultyError as error:
        return None, (error.problem,)
    count = len(archive.names) + len(desk.drafts)
    return WrittenSite(output / SITE / INDEX, count, renewed, tuple(desk.left_out)), ()


@dataclass
class _Desk:
    """Prepares the documents that the website shows beside the archived ones."""

    root: Path
    archive: Archive
    manuscript: Manuscript
    printer: Printer
    drafts: dict[str, Document] = field(default_factory=dict)
    """By the keys of their documents."""
    papers: dict[EditionName, tuple[WebPaper, ...]] = field(default_factory=dict)
    """Later additions to published editions: misprints, the summary of the newest action plan."""
    after: DerivedDocuments | None = None
    today: Today = field(default_factory=Today)
    left_out: list[str] = field(default_factory=list)

    @property
    def held(self) -> Holdings:
        """Return the town's archive, with the list of what is not shown."""
        return Holdings(self.root, self.archive, self.left_out)

    def prepare(self, *, drafts: bool) -> None:
        """Choose the basis of reports and data, and compose them: a draft that is shown, or the edition published last."""
        published, without = last_published_basis(self.archive, self.manuscript)
        draft = self.compose() if drafts else None
        if self.printer.problems:
            return
        if basis := draft or published:
            begin_report(basis, self.printer)
        self.left_out += _left_out(self.root, self.archive, self.manuscript, drafts=drafts)
        self.left_out += [without] if without and not draft else []
        self.papers = documents_about_editions(self.held, self.manuscript, self.printer, drafts=drafts)
        newest = self.archive.newest(ACTION)
        if published and newest:
            self.papers[newest] = (*self.papers.get(newest, ()), *summary(published, self.printer))
        self.today = Today(aim=(self.manuscript.action and self.manuscript.action.aim) or "")
        if basis:
            self.after = derived_documents(self.root, basis, self.printer)
            self.today = today(published or basis)

    def compose(self) -> Basis | None:
        """Compose the pending documents; return the action plan if it is among them."""
        plan, basis = working_basis(self.archive, self.manuscript, self.printer)
        made = (*([plan] if plan else []), *([basis.action] if basis else []))
        self.drafts = {each.kind: each for each in made if each.draft}
        return basis if basis and basis.action.draft else None

    def items(self, address: str) -> Iterator[tuple[str, Page | bytes | AsBefore]]:
        """Return all files of the website except assets."""
        plan, after, listed = self.manuscript.plan, self.after, witness_list_of(self.archive)
        title = titles_in(self.archive).get(PLAN, plan.title)
        site = Site(
            plan.town,
            plan.office,
            plan.office.removeprefix(plan.town),
            title,
            plan.licence,
            address,
            plan.contact,
            plan.names,
            listed.list_sha256 if listed else "",
        )
        groups = editions(self.held, self.manuscript, self.drafts, self.papers)
        yield from items(site, groups, after.reports if after else (), after.data if after else None, self.today)
        if listed:
            yield WITNESS, dumped_list(listed)


def _left_out(root: Path, archive: Archive, manuscript: Manuscript, *, drafts: bool) -> Iterator[str]:
    """List the editions and council packs that are not shown."""
    bags = archive.names
    for document in BY_WORD.values():
        for newest in manuscript.recorded[document][-1:]:
            name = EditionName(document, newest.number)
            if newest.status == "案" and not drafts:
                yield f"{name.spoken}（案）は載せていません。載せるときは --draft を付けて実行します。"
            elif newest.status == "決定" and name not in bags and _may_follow(archive, manuscript, document):
                yield f"{name.spoken}は決定していますが、まだ発行していないので、載せていません。`hidaka-dx publish` で発行します。"
    for path in unfitting(root, {f"第{name.number}版" for name in bags}):
        yield f"{path} は、載せた版の資料ではないので、載せていません。"


def _may_follow(archive: Archive, manuscript: Manuscript, document: str) -> bool:
    """Tell whether all issued editions are recorded before the newest one, so that it can be published."""
    ranks = [each.rank for each in manuscript.recorded[document]]
    return all(each.rank in ranks[:-1] for each in archive.standing(document))


def _whole(address: str) -> str:
    """Return an address with a trailing slash."""
    if address and not ADDRESS.fullmatch(address):
        raise RefusalError("--address には、https:// で始まる置き場所を書いてください。例：https://www.example.jp/dx/")
    return f"{address.rstrip('/')}/" if address else ""


class _FaultyError(Exception):
    """A template of the town is faulty; nothing has been written."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _rendered(
    found: Iterable[tuple[str, Page | bytes | AsBefore]], printer: Printer, appearance: Appearance
) -> Iterator[tuple[Names, bytes]]:
    """Yield every file of the website, and finally their list; stops at the first faulty template."""
    rendered = page_renderer(printer.templates)
    listed, raw = [], b""
    for path, content in chain(_assets(printer, appearance), found):
        filled = rendered(content) if isinstance(content, Page) else content
        if isinstance(filled, Problem):
            raise _FaultyError(filled)
        if not isinstance(filled, AsBefore):
            raw = filled.encode() if isinstance(filled, str) else filled
        listed.append((path, sha256_of(raw)))
        yield tuple(path.split("/")), raw
    yield (FILES,), "".join(f"{digest}  {path}\n" for path, digest in sorted(listed)).encode()


def _assets(printer: Printer, appearance: Appearance) -> Iterator[tuple[str, bytes]]:
    """Read the assets of the pages, with the town's colours; the town's own override the bundled ones."""
    for name in ASSETS:
        content = read_needed(printer.assets, f"{WEB}/{name}", f"assets/{WEB}/{name}")
        yield name, _in_colours(name, content, appearance)


def _in_colours(name: str, content: bytes, appearance: Appearance) -> bytes:
    """Return an asset in the town's colours: the style sheet with rules for them, drawings repainted."""
    if name == STYLE:
        return content + web_rules(appearance).encode()
    return recoloured(content.decode(), appearance).encode() if name.endswith(".svg") else content


def own(folder: Path) -> set[str]:
    """Return the paths of files unchanged since `website` wrote them; none if the folder is not such a website."""
    try:
        lines = (folder / FILES).read_text(encoding="utf-8").splitlines()
        listed = [found for line in lines if (found := LISTED.fullmatch(line))]
        return {FILES, *(each["path"] for each in listed if each["digest"] in (None, _digest(folder, each["path"])))}
    except (FileNotFoundError, UnicodeDecodeError):
        index = folder / INDEX
        if not (index.is_file() and MARK in index.read_bytes()):
            return set()
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.suffix in ENDINGS)
    return {path.as_posix() for path in files if not path.as_posix().startswith(".")}


def _digest(folder: Path, path: str) -> str:
    """Hash a file of the website; none where it is missing or not a regular file."""
    try:
        return sha256_of(read_file(folder, path, LARGEST))
    except UnreadableFile:
        return ""
