"""`website`: every edition as pages of the web, written so that only what has changed is touched."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.archive import COMPARISON, DATA, DOCUMENTS, Bag, EditionName, bags_on, hashed, pdf_name, read_record
from hidaka_dx.compose import compose_action_plan, compose_promotion_plan
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Document, dumped, restored
from hidaka_dx.edition import Edition
from hidaka_dx.inspection import stated
from hidaka_dx.pipeline.printing import Printer, folders
from hidaka_dx.pipeline.shelved import ARCHIVE, editions_of, sound
from hidaka_dx.pipeline.writing import write
from hidaka_dx.problem import Problem, RefusalError, in_order
from hidaka_dx.render import WEB, render_pages
from hidaka_dx.typeset.listener import Progress
from hidaka_dx.website import ASSETS, INDEX, Paper, Shown, Site, pages, papers

SITE: Final = "site"
"""Folder below the output folder that holds the website and nothing else."""
MARK: Final = b'name="generator" content="hidaka-dx"'
"""What the first page of a website says that this house has written."""
IMAGES: Final = "source/assets/images/"


@dataclass(frozen=True)
class Opened:
    """A website that has been written."""

    first: Path
    """Its first page."""
    editions: int
    written: int
    """Files that were new or have changed."""
    removed: int
    kept: int


def website(root: Path, output: Path, progress: Progress) -> tuple[Opened | None, tuple[Problem, ...]]:
    """Write the website of the town's folder `root` below `output`; files that are as they were are not touched.

    Where anything is wrong gives all problems instead. Raises RefusalError where an edition is not as it was issued or
    the folder holds something else, OSError where a file cannot be read or written.
    """
    progress("原稿を読んでいます", 0.05)
    manuscript, problems = load(root)
    if manuscript is None:
        return None, problems
    printer = Printer(manuscript, folders(root, "templates"), folders(root, "assets"), progress)
    drafts = _drafts(manuscript, printer)
    progress("保存した版を読んでいます", 0.5)
    site = _site(root, manuscript, drafts)
    rendered, faults = render_pages(pages(site), printer.templates)
    if problems := in_order((*printer.problems, *faults)):
        return None, problems
    progress("書いています", 0.9)
    files = {path: html.encode() for path, html in rendered.items()} | _assets(printer) | papers(site)
    return _written(output / SITE, files, sum(len(editions) for _, editions in site.groups)), ()


def _drafts(manuscript: Manuscript, printer: Printer) -> dict[str, Document]:
    """Compose the pending drafts, by document; the action plan needs the pages of the plan."""
    plan, faults = compose_promotion_plan(manuscript)
    printer.problems += faults
    found = {plan.kind: plan}
    editions = manuscript.action_editions
    if manuscript.action and editions and editions[-1].status == "案":
        pressed = printer.print(plan, faults)
        if pressed:
            action, faults = compose_action_plan(manuscript, plan, pressed.places)
            printer.problems += faults
            found[action.kind] = action
    return {kind: document for kind, document in found.items() if document.draft}


def _site(root: Path, manuscript: Manuscript, drafts: Mapping[str, Document]) -> Site:
    plan, action = manuscript.plan, manuscript.action
    titles = {"promotion-plan": plan.title, "action-plan": action.title if action else ""}
    groups = tuple(
        (titles[document], tuple(_newest_first(root, manuscript, document, drafts.get(document))))
        for document in DOCUMENTS.values()
        if titles[document]
    )
    return Site(plan.town, plan.office, plan.office.removeprefix(plan.town), plan.title, groups)


def _newest_first(root: Path, manuscript: Manuscript, document: str, draft: Document | None) -> Iterator[Shown]:
    if draft:
        yield _pending(root, draft, editions_of(manuscript, document)[-1])
    names = [name for name in bags_on(root / ARCHIVE) if name.document == document]
    yield from (_published(sound(root / ARCHIVE, name)) for name in reversed(names))


def _pending(root: Path, document: Document, edition: Edition) -> Shown:
    """Show the draft of the working content."""
    folder = f"{EditionName(document.kind, edition.number).folder}-draft"
    images = {
        path.name: path.read_bytes()
        for assets in reversed(folders(root, "assets"))
        for path in sorted((assets / "images").glob("*"))
        if f'"{path.name}"'.encode() in dumped(document)
    }
    return Shown(folder, document, edition.date, None, edition.reason, edition.changes, (), images, dumped(document))


def _published(bag: Bag) -> Shown:
    """Show an edition as it lies in the archive."""
    record, payload = read_record(bag.files), bag.payload
    titles = {pdf_name(bag.name): "PDF", COMPARISON[1]: "新旧対照表", COMPARISON[2]: "見え消し版"}
    return Shown(
        folder=bag.name.folder,
        document=restored(payload[DATA]),
        date=record.date,
        decided_by=record.decided_by,
        reason=record.reason,
        changes=record.changes,
        papers=tuple(_paper(title, file, payload[file]) for file, title in titles.items() if file in payload),
        images={path.removeprefix(IMAGES): payload[path] for path in payload if path.startswith(IMAGES)},
        data=payload[DATA],
    )


def _paper(title: str, file: str, content: bytes) -> Paper:
    return Paper(title, file, content, stated(content).pages, hashed(content))


def _assets(printer: Printer) -> dict[str, bytes]:
    """Read what dresses the pages, the town's own before this house's."""
    places = {name: [folder / WEB / name for folder in printer.assets] for name in ASSETS}
    return {
        name: next((path for path in paths if path.is_file()), paths[-1]).read_bytes() for name, paths in places.items()
    }


def _written(folder: Path, files: Mapping[str, bytes], editions: int) -> Opened:
    """Bring the folder to hold exactly these files."""
    there = set(_files_in(folder))
    if there and not (INDEX in there and MARK in (folder / INDEX).read_bytes()):
        raise RefusalError(
            f"{folder} に、このしくみで作っていないファイルがあります。移してから、もう一度実行してください。"
        )
    changed = [path for path in files if path not in there or (folder / path).read_bytes() != files[path]]
    for path in changed:
        write(folder / path, files[path])
    gone = sorted(there - files.keys())
    for path in gone:
        (folder / path).unlink()
    _sweep(folder)
    return Opened(folder / INDEX, editions, len(changed), len(gone), len(files) - len(changed))


def _files_in(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        yield from ((Path(place) / name).relative_to(folder).as_posix() for name in names)


def _sweep(folder: Path) -> None:
    """Remove folders that hold nothing any more."""
    for place, _, _ in os.walk(folder, topdown=False):
        if not any(Path(place).iterdir()):
            Path(place).rmdir()
