"""Which pages and files the website has, each by its path."""

from collections.abc import Iterator
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
    found = {INDEX: Page("web/index", {"site": site, "up": "", "title": site.title})}
    for title, editions in site.groups:
        found |= {f"{each.folder}/{INDEX}": _edition(site, title, each, editions[0]) for each in editions}
    return found


def papers(site: Site) -> dict[str, bytes]:
    """Give every file of the editions that people take home: PDFs, data, and the pictures that the pages show."""
    return {f"{each.folder}/{name}": content for each in _all(site) for name, content in _files(each)}


def _edition(site: Site, title: str, shown: Shown, newest: Shown) -> Page:
    document = shown.document
    values = {
        "site": site,
        "up": "../",
        "title": document.name,
        "plan": title,
        "shown": shown,
        "newest": newest,
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
