"""All pages and files of the website by path; generated one edition at a time to limit memory."""

from collections.abc import Iterable, Iterator
from typing import Final

from hidaka_dx.lint import spellings
from hidaka_dx.render import Page
from hidaka_dx.website.drawing import on_screen
from hidaka_dx.website.feed import FEED, SITEMAP, feed, sitemap
from hidaka_dx.website.measures import choices, measures
from hidaka_dx.website.metadata import LICENCES, described, edition_facts, front_facts
from hidaka_dx.website.notes import notes
from hidaka_dx.website.terms import explained, table_of_terms
from hidaka_dx.website.view_models import Group, OpenData, Overview, ShownEdition, Site

INDEX: Final = "index.html"
MEASURES: Final = "measures.html"
ASSETS: Final = ("style.css", "site.js")
"""Files of `assets/web/` that every page references."""
Item = tuple[str, Page | bytes]
"""A path with its content: a page to render, or a file."""


def items(
    site: Site,
    groups: Iterable[tuple[str, Iterable[ShownEdition]]],
    reports: Iterable[ShownEdition],
    data: OpenData | None,
) -> Iterator[Item]:
    """Yield all files of the website except its assets.

    `groups` are the documents by their titles, each with its editions, newest first; `reports` likewise.
    """
    paths = [INDEX]
    listed: list[Group] = []
    for title, editions in groups:
        group = Group(title, ())
        for shown in editions:
            yield from _noted(_edition(site, shown, group), [] if shown.document.draft else paths)
            group = Group(title, (*group.editions, shown.brief()))
            del shown  # releases the edition before the next one is read
        listed.append(group)
    told: list[ShownEdition] = []
    for report in reports:
        yield from _noted(_edition(site, report, Group("", tuple(told))), [] if report.document.draft else paths)
        told.append(report.brief())
    if data:
        yield from ((f"opendata/{table.file}", table.content) for table in data.tables)
    overview = Overview(tuple(listed), tuple(told), data)
    yield INDEX, _front(site, overview)
    yield FEED, feed(site, overview.groups)
    if site.address:
        yield SITEMAP, sitemap(site.address, sorted(paths))


def _noted(found: Iterable[Item], paths: list[str]) -> Iterator[Item]:
    """Record the paths of pages for the sitemap, which lists all decided ones."""
    for path, content in found:
        if isinstance(content, Page):
            paths.append(path)
        yield path, content


def _front(site: Site, overview: Overview) -> Page:
    return Page(
        "web/index",
        {
            **_frame(site, INDEX, "計画のすべての版", front_facts(site, overview)),
            "up": "",
            "kind": "website",
            "draft": False,
            "description": f"{site.town}が定めた計画のすべての版を、読み、比べ、PDFで手に入れるためのページです。",
            "overview": overview,
        },
    )


def _edition(site: Site, shown: ShownEdition, before: Group) -> Iterator[Item]:
    """Yield the page of an edition, its list of measures, if any, and its files.

    `before` holds the editions that are newer.
    """
    document, listed = shown.document, measures(shown.document, site.wording)
    values = {"up": "../", "kind": "article", "description": described(shown), "shown": shown, "draft": document.draft}
    reading = {
        **_frame(site, f"{shown.folder}/{INDEX}", document.name, edition_facts(site, shown)),
        "newer": before.newer,
        "measures": listed,
        "document": explained(document),
        "glossary": table_of_terms(document),
        "notes": notes(document),
        "on_screen": on_screen,
        "spellings": " ".join("=".join(forms) for forms in spellings()),
    }
    yield f"{shown.folder}/{INDEX}", Page("web/edition", {**values, **reading})
    if listed:
        path, title = f"{shown.folder}/{MEASURES}", f"{site.wording.measure}の一覧　{document.name}"
        narrowing = {**_frame(site, path, title, edition_facts(site, shown)), "document": document}
        yield (
            path,
            Page(
                "web/measures",
                {**values, **narrowing, "measures": listed, "choices": tuple(choices(document.facts, site.wording))},
            ),
        )
    yield from ((f"{shown.folder}/{paper.file}", paper.content) for paper in shown.papers)
    yield from ((f"{shown.folder}/images/{name}", content) for name, content in sorted(shown.images.items()))
    yield f"{shown.folder}/document.json", shown.data
    yield from ((f"{shown.folder}/{table.file}", table.content) for table in (*shown.tables, *shown.charts))


def _frame(site: Site, path: str, title: str, facts: object) -> dict[str, object]:
    """Return the variables of a page's frame."""
    address = site.address and site.address + path
    terms = LICENCES.get(site.licence or "")
    return {"site": site, "address": address, "title": title, "facts": facts, "terms": terms}
