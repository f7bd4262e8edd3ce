"""Which pages and files the website has, each by its path."""

from collections.abc import Iterator, Sequence
from typing import Final

from hidaka_dx.render import Page
from hidaka_dx.website.drawing import on_screen
from hidaka_dx.website.notes import notes
from hidaka_dx.website.shown import Shown, Site

INDEX: Final = "index.html"
ASSETS: Final = ("style.css",)
"""Files of `assets/web/` that every page may call."""


def pages(site: Site) -> dict[str, Page]:
    """Give every page of the website, the list of editions first."""
    found = {INDEX: Page("web/index", {"site": site, "up": "", "title": "計画のすべての版"})}
    for _, editions in site.groups:
        found |= {f"{each.folder}/{INDEX}": _edition(site, each, _newer(each, editions)) for each in editions}
    return found


def papers(site: Site) -> dict[str, bytes]:
    """Give every file of the editions that people take home: PDFs, data, and the pictures that the pages show."""
    return {f"{each.folder}/{name}": content for each in _all(site) for name, content in _files(each)}


def _newer(shown: Shown, editions: Sequence[Shown]) -> Shown:
    """Give the newest edition that has taken the place of another; of the one in force the draft, where there is one."""
    in_force = next((each for each in editions if not each.document.draft), shown)
    return editions[0] if shown is in_force else in_force


def _edition(site: Site, shown: Shown, newer: Shown) -> Page:
    document = shown.document
    values = {
        "site": site,
        "up": "../",
        "title": document.name,
        "shown": shown,
        "newer": newer,
        "document": document,
        "notes": notes(document),
        "on_screen": on_screen,
    }
    return Page("web/edition", values)


def _files(shown: Shown) -> Iterator[tuple[str, bytes]]:
    yield from ((paper.file, paper.content) for paper in shown.papers)
    yield from ((f"images/{name}", content) for name, content in sorted(shown.images.items()))
    yield "document.json", shown.data


def _all(site: Site) -> Iterator[Shown]:
    for _, editions in site.groups:
        yield from editions
