"""`website`: every edition as pages of the web, written so that only what has changed is touched."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hidaka_dx.archive import DOCUMENTS, EditionName, bags_on
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Document
from hidaka_dx.pipeline.basis import Basis, published_last, working
from hidaka_dx.pipeline.exhibiting import Following, editions, following
from hidaka_dx.pipeline.printing import Printer, folders
from hidaka_dx.pipeline.renewing import Renewed, files_in, renew
from hidaka_dx.pipeline.shelved import ARCHIVE, editions_of
from hidaka_dx.problem import Problem, RefusalError, in_order
from hidaka_dx.render import WEB, Page, page_renderer
from hidaka_dx.typeset.listener import Progress
from hidaka_dx.website import ASSETS, INDEX, Site, items

SITE: Final = "site"
"""Folder below the output folder that holds the website and nothing else."""
MARK: Final = b'name="generator" content="hidaka-dx"'
"""What the first page of a website says that this house has written."""


@dataclass(frozen=True)
class Opened:
    """A website that has been written."""

    first: Path
    """Its first page."""
    editions: int
    files: Renewed
    left_out: tuple[str, ...]
    """What is not shown, and why, each in a sentence."""


def website(
    root: Path, output: Path, progress: Progress, address: str = "", *, drafts: bool = False
) -> tuple[Opened | None, tuple[Problem, ...]]:
    """Write the website of the town's folder `root` below `output`; files that are as they were are not touched.

    `address` is where it will be found, where that is known: search engines are given a list of pages then. Pending
    drafts are shown only where `drafts` asks for them.
    Where anything is wrong gives all problems instead. Raises RefusalError where an edition is not as it was issued,
    the folder holds something else or the address is none, OSError where a file cannot be read or written.
    """
    whole = _whole(address)
    progress("原稿を読んでいます", 0.05)
    manuscript, problems = load(root)
    if manuscript is None:
        return None, problems
    printer = Printer(manuscript, folders(root, "templates"), folders(root, "assets"), progress)
    desk = _Desk(root, manuscript, printer)
    desk.prepare(drafts=drafts)
    if printer.problems:
        return None, in_order(printer.problems)
    progress("ページを作っています", 0.6)
    with TemporaryDirectory(prefix="hidaka-dx-") as stage:
        fault = _stage(Path(stage), desk.items(whole), printer)
        if fault:
            return None, (fault,)
        progress("書いています", 0.9)
        _require_own(output / SITE)
        renewed = renew(output / SITE, Path(stage))
    count = len(bags_on(root / ARCHIVE)) + len(desk.drafts)
    return Opened(output / SITE / INDEX, count, renewed, tuple(desk.left_out)), ()


@dataclass
class _Desk:
    """Where all that is shown beside the archive is prepared."""

    root: Path
    manuscript: Manuscript
    printer: Printer
    drafts: dict[str, Document] = field(default_factory=dict)
    """By the keys of their documents."""
    basis: Basis | None = None
    after: Following | None = None
    left_out: list[str] = field(default_factory=list)

    def prepare(self, *, drafts: bool) -> None:
        """Choose what reports and data go by, and compose them."""
        if drafts:
            plan, self.basis = working(self.manuscript, self.printer)
            composed = (plan, self.basis.action) if self.basis else (plan,)
            self.drafts = {each.kind: each for each in composed if each.draft}
        else:
            self.basis, without = published_last(self.root, self.manuscript)
            self.left_out += [*_pending(self.manuscript), *([without] if without else [])]
        if self.basis and not self.printer.problems:
            self.after = following(self.root, self.basis, self.printer)

    def items(self, address: str) -> Iterator[tuple[str, Page | bytes]]:
        """Give everything of the website but what dresses it."""
        plan, after = self.manuscript.plan, self.after
        site = Site(plan.town, plan.office, plan.office.removeprefix(plan.town), plan.title, plan.licence, address)
        summary = after.summary if after else ()
        groups = editions(self.root, self.manuscript, self.drafts, summary)
        return items(site, groups, after.reports if after else (), after.data if after else None)


def _pending(manuscript: Manuscript) -> Iterator[str]:
    """Name the drafts that are not shown."""
    for document in DOCUMENTS.values():
        newest = editions_of(manuscript, document)[-1:]
        if newest and newest[0].status == "案":
            name = EditionName(document, newest[0].number).spoken
            yield f"{name}（案）は載せていません。載せるときは --draft を付けて実行します。"


def _whole(address: str) -> str:
    """Give an address with a slash at its end."""
    if address and not re.fullmatch(r"https?://[^\s?#]+", address):
        raise RefusalError("--address には、https:// で始まる置き場所を書いてください。例：https://www.example.jp/dx/")
    return f"{address.rstrip('/')}/" if address else ""


def _stage(stage: Path, found: Iterable[tuple[str, Page | bytes]], printer: Printer) -> Problem | None:
    """Write everything into an empty folder, one after the other; stops at the first faulty template."""
    rendered = page_renderer(printer.templates)
    for path, content in chain(_assets(printer), found):
        filled = rendered(content) if isinstance(content, Page) else content
        if isinstance(filled, Problem):
            return filled
        (stage / path).parent.mkdir(parents=True, exist_ok=True)
        (stage / path).write_bytes(filled.encode() if isinstance(filled, str) else filled)
    return None


def _assets(printer: Printer) -> Iterator[tuple[str, bytes]]:
    """Read what dresses the pages, the town's own before this house's."""
    for name in ASSETS:
        places = [folder / WEB / name for folder in printer.assets]
        yield name, next((path for path in places if path.is_file()), places[-1]).read_bytes()


def _require_own(folder: Path) -> None:
    """Refuse a folder that holds what is no website of this house."""
    there = set(files_in(folder))
    if there and not (INDEX in there and MARK in (folder / INDEX).read_bytes()):
        raise RefusalError(
            f"{folder} に、このしくみで作っていないファイルがあります。移してから、もう一度実行してください。"
        )
