"""Which pages and files the website has, each by its path."""

from collections.abc import Iterator, Sequence
from typing import Final

from hidaka_dx.render import Page
from hidaka_dx.website.drawing import on_screen
from hidaka_dx.website.feed import FEED, SITEMAP, feed, sitemap
from hidaka_dx.website.measures import Listed, measures
from hidaka_dx.website.notes import notes
from hidaka_dx.website.shown import Shown, Site
from hidaka_dx.website.terms import explained

INDEX: Final = "index.html"
ASSETS: Final = ("style.css", "site.js")
"""Files of `assets/web/` that every page calls."""
FILTERS: Final = (("pillar", "施策の柱"), ("lead", "主管"), ("focus", "重点取組"), ("kind", "区分"), ("state", "進捗"))
"""What readers can narrow the list of measures down by."""


def pages(site: Site) -> dict[str, Page]:
    """Give every page of the website, the list of editions first."""
    found = {INDEX: Page("web/index", {"site": site, "up": "", "title": "計画のすべての版"})}
    for _, editions in site.groups:
        for each in editions:
            found |= _pages_of(site, each, _newer(each, editions))
    if site.report:
        found |= _pages_of(site, site.report, site.report)
    return found


def papers(site: Site) -> dict[str, bytes]:
    """Give every file that people take home, PDFs and data, with the pictures that the pages show and the feed."""
    files = {f"{each.folder}/{name}": content for each in _all(site) for name, content in _files(each)}
    files |= {f"opendata/{table.file}": table.content for table in site.data} | {FEED: feed(site)}
    return files | ({SITEMAP: sitemap(site.address, pages(site))} if site.address else {})


def _newer(shown: Shown, editions: Sequence[Shown]) -> Shown:
    """Give the newest edition that has taken the place of another; of the one in force the draft, where there is one."""
    in_force = next((each for each in editions if not each.document.draft), shown)
    return editions[0] if shown is in_force else in_force


def _pages_of(site: Site, shown: Shown, newer: Shown) -> dict[str, Page]:
    """Give the page on which an edition is read, and the list of its measures, where it has any."""
    document, listed = shown.document, measures(shown.document)
    values = {"site": site, "up": "../", "shown": shown, "newer": newer, "measures": listed}
    reading = {"title": document.name, "document": explained(document), "notes": notes(document)}
    found = {f"{shown.folder}/{INDEX}": Page("web/edition", {**values, **reading, "on_screen": on_screen})}
    if listed:
        narrowing = {"title": f"取組の一覧　{document.name}", "document": document, "choices": _choices(listed)}
        found[f"{shown.folder}/measures.html"] = Page("web/measures", {**values, **narrowing})
    return found


def _choices(listed: Sequence[Listed]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Give what the list can be narrowed down to: key, label and values in the order of the list, where they differ."""
    values = {key: tuple(dict.fromkeys(getattr(each, key) or "評価なし" for each in listed)) for key, _ in FILTERS}
    return tuple((key, label, values[key]) for key, label in FILTERS if len(values[key]) > 1)


def _files(shown: Shown) -> Iterator[tuple[str, bytes]]:
    yield from ((paper.file, paper.content) for paper in shown.papers)
    yield from ((f"images/{name}", content) for name, content in sorted(shown.images.items()))
    yield "document.json", shown.data


def _all(site: Site) -> Iterator[Shown]:
    for _, editions in site.groups:
        yield from editions
    if site.report:
        yield site.report
