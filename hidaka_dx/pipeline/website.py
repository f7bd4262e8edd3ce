"""`website`: every edition as pages of the web, written so that only what has changed is touched."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.content import load
from hidaka_dx.pipeline.exhibiting import exhibited
from hidaka_dx.pipeline.printing import Printer, folders
from hidaka_dx.pipeline.writing import write
from hidaka_dx.problem import Problem, RefusalError, in_order
from hidaka_dx.render import WEB, render_pages
from hidaka_dx.typeset.listener import Progress
from hidaka_dx.website import ASSETS, INDEX, pages, papers

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
    written: int
    """Files that were new or have changed."""
    removed: int
    kept: int


def website(
    root: Path, output: Path, progress: Progress, address: str = ""
) -> tuple[Opened | None, tuple[Problem, ...]]:
    """Write the website of the town's folder `root` below `output`; files that are as they were are not touched.

    `address` is where it will be found, where that is known: search engines are given a list of pages then.
    Where anything is wrong gives all problems instead. Raises RefusalError where an edition is not as it was issued,
    the folder holds something else or the address is none, OSError where a file cannot be read or written.
    """
    progress("原稿を読んでいます", 0.05)
    manuscript, problems = load(root)
    if manuscript is None:
        return None, problems
    printer = Printer(manuscript, folders(root, "templates"), folders(root, "assets"), progress)
    site = exhibited(root, _whole(address), manuscript, printer)
    rendered, faults = render_pages(pages(site), printer.templates)
    if problems := in_order((*printer.problems, *faults)):
        return None, problems
    progress("書いています", 0.9)
    files = {path: html.encode() for path, html in rendered.items()} | _assets(printer) | papers(site)
    return _written(output / SITE, files, sum(len(editions) for _, editions in site.groups)), ()


def _whole(address: str) -> str:
    """Give an address with a slash at its end."""
    if address and not re.fullmatch(r"https?://[^\s?#]+", address):
        raise RefusalError("--address には、https:// で始まる置き場所を書いてください。例：https://www.example.jp/dx/")
    return f"{address.rstrip('/')}/" if address else ""


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
