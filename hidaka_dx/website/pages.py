"""All pages and files of the website by path; generated one edition at a time to limit memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Final

from hidaka_dx.catalogue.documents import PLAN
from hidaka_dx.document import Document
from hidaka_dx.render import Page
from hidaka_dx.walk import parts
from hidaka_dx.website import addresses
from hidaka_dx.website.addresses import INDEX
from hidaka_dx.website.changes_page import changes_page, told_changes
from hidaka_dx.website.drawing import on_screen
from hidaka_dx.website.edition_pairs import CHANGES, EditionPair
from hidaka_dx.website.feed import FEED, SITEMAP, feed, sitemap
from hidaka_dx.website.frame import frame
from hidaka_dx.website.front import Aim, FirstPage, aim_of, answers
from hidaka_dx.website.genuine import PAGE as GENUINE
from hidaka_dx.website.genuine import genuine
from hidaka_dx.website.indicator_pages import LABEL, found_by_search, indicator_pages
from hidaka_dx.website.indicators import IndicatorShelf
from hidaka_dx.website.linking import Register, linked
from hidaka_dx.website.measure_pages import Shelf
from hidaka_dx.website.measures import choices, measures
from hidaka_dx.website.mentions import beside
from hidaka_dx.website.metadata import described, edition_facts, front_facts, page_facts
from hidaka_dx.website.notes import notes
from hidaka_dx.website.opendata_page import PAGE as DATA
from hidaka_dx.website.opendata_page import opendata_page
from hidaka_dx.website.search import PAGE as SEARCH
from hidaka_dx.website.search import SearchIndex, spelled
from hidaka_dx.website.search_places import TABLE, SearchPlace, places
from hidaka_dx.website.shelf_pages import shelf_pages
from hidaka_dx.website.terms import explained, table_of_terms
from hidaka_dx.website.view_models import DocumentEditions, Group, OpenData, Overview, ShownEdition, Site, Today

MEASURES: Final = "measures.html"
TEMPLATES: Final = {INDEX: "web/edition", MEASURES: "web/measures", CHANGES: "web/changes"}
"""The template of each page of an edition."""
STYLE: Final = "style.css"
ASSETS: Final = (STYLE, "site.js", "search.js", "genuine.js", "favicon.svg")
"""Files of `assets/web/` that every page references."""


@dataclass(frozen=True)
class AsBefore:
    """A file with the bytes of the one before it: the edition in force has two addresses."""


Item = tuple[str, Page | bytes | AsBefore]
"""A path with its content: a page to render, or a file."""


def items(
    site: Site,
    groups: Iterable[DocumentEditions],
    reports: Iterable[ShownEdition],
    data: OpenData | None,
    today: Today | None = None,
) -> Iterator[Item]:
    """Yield all files of the website except its assets.

    `reports` are the reports of all years, newest first.
    """
    walk = _Walk(site, today or Today())
    told = tuple(reports)
    for report in told:
        walk.register.add_report(report)
    for document in groups:
        yield from walk.group(document.title, document.editions)
        yield from walk.compared(document.compared)
    for place, report in enumerate(told):
        newer = Group("", tuple(each.brief() for each in told[:place]))
        yield from walk.edition(report, newer)
        walk.find_in_report(report, place)
    yield from walk.measures(data)
    if data:
        yield DATA, _unless_draft(walk, data)
        yield from ((f"opendata/{table.file}", table.content) for table in data.tables)
    overview = Overview(tuple(walk.listed), tuple(each.brief() for each in told), data)
    yield GENUINE, walk.noted(GENUINE, None, genuine(site, overview))
    yield SEARCH, walk.noted(SEARCH, None, _search(site, walk.search))
    yield from walk.search.files()
    found = answers(walk.aim, walk.today, walk.register)
    front = _front(site, overview, found, indicators=addresses.INDICATORS in walk.mapped)
    yield INDEX, walk.noted(INDEX, walk.newest, front)
    yield FEED, feed(site, overview.groups, overview.reports)
    if site.address:
        yield SITEMAP, sitemap(site.address, walk.mapped)


@dataclass
class _Walk:
    """Makes the pages of one document after the other, and remembers what later pages need of them."""

    site: Site
    today: Today
    register: Register = field(default_factory=Register)
    listed: list[Group] = field(default_factory=list)
    search: SearchIndex = field(default_factory=SearchIndex)
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the sections of each edition, by its folder."""
    aim: Aim | None = None
    """What the plan in force says that it is for."""
    mapped: dict[str, date | None] = field(default_factory=dict)
    """The pages for search engines, each with the day of what it shows."""

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.today, self.register)
        self.indicators = IndicatorShelf(self.today, self.register)

    @property
    def newest(self) -> date | None:
        """The day of the newest page."""
        return max((each for each in self.mapped.values() if each), default=None)

    def noted(self, path: str, day: date | None, page: Page) -> Page:
        """Record a page for the sitemap."""
        self.mapped[path] = day
        return page

    def group(self, title: str, editions: Iterable[ShownEdition]) -> Iterator[Item]:
        """Yield the pages of a document's editions."""
        group, words = Group(title, ()), list[SearchPlace]()
        for each in editions:
            in_force = not (group.in_force or each.document.draft or each.withdrawal)
            shown = replace(each, home=each.document.kind) if in_force else each
            if shown.document.kind == PLAN:
                self.register.add_plan(shown.document, shown.place)
                self.aim = aim_of(shown, self.today.aim) if shown.home else self.aim
            self.ids[shown.folder] = tuple(part.id for part in parts(shown.document))
            yield from self.edition(shown, group)
            self.shelf.add(shown)
            self.indicators.add(shown)
            if in_force or (shown.document.draft and not words):
                words = list(places(shown.document, shown.page, _sheets(shown)))
                label = shown.document.name
            group = Group(title, (*group.editions, shown.brief()))
            del each, shown  # releases the edition before the next one is read
        self.listed.append(group)
        if words:
            self.search.add(words, label)

    def edition(self, shown: ShownEdition, before: Group) -> Iterator[Item]:
        """Yield the pages of an edition and its files; `before` holds the editions that are newer."""
        for name, page in self._pages(shown, before):
            path = addresses.edition(shown.place, name)
            if not (shown.document.draft or _canonical(shown, before, name) != path):
                self.noted(path, shown.date, page)
            yield path, page
            if shown.home:
                yield addresses.edition(shown.folder, name), AsBefore()
        yield from _files(shown)

    def _pages(self, shown: ShownEdition, before: Group) -> Iterator[tuple[str, Page]]:
        """Yield the text of an edition, its list of measures and what it changes, by file name."""
        document, found = shown.document, measures(shown.document, self.site.wording)
        text = linked(explained(document), self.register)
        values = {
            "shown": shown,
            "newer": before.newer,
            "document": text,
            "measures": found,
            "on_screen": on_screen,
        }
        reading = {
            "glossary": table_of_terms(document),
            "notes": notes(text),
            "beside": dict(beside(shown, self.today)),
            "spellings": spelled(),
        }
        yield INDEX, self._page(shown, before, INDEX, {**values, **reading, "title": document.name})
        if found:
            title = f"{self.site.wording.measure}の一覧　{document.name}"
            chosen = {"choices": tuple(choices(document.facts, self.site.wording)), "indicators": _has_some(document)}
            yield MEASURES, self._page(shown, before, MEASURES, {**values, **chosen, "title": title})
        if shown.changed:
            told = told_changes(shown.changed, shown.before, shown, self.ids[shown.folder])
            yield CHANGES, self._page(shown, before, CHANGES, {**values, **told})

    def compared(self, found: Iterable[tuple[EditionPair, Document]]) -> Iterator[Item]:
        """Yield the pages of what differs between editions of the document walked last, beside those of neighbours."""
        for pair, changed in found:
            page, day = changes_page(self.site, self.listed[-1], pair, changed, self.ids[pair.new.folder])
            first, *others = pair.paths
            yield first, self.noted(first, day, page)
            yield from ((path, AsBefore()) for path in others)

    def _page(self, shown: ShownEdition, before: Group, name: str, more: dict[str, object]) -> Page:
        path = _canonical(shown, before, name)
        values = frame(self.site, path, "", described(shown), edition_facts(self.site, shown))
        return Page(TEMPLATES[name], {**values, "up": "../", "draft": shown.document.draft, **more})

    def find_in_report(self, report: ShownEdition, age: int) -> None:
        """Let search find what a report says; the newest one stands on the pages of the measures, too."""
        own = _sheets(report) if report.basis == self.today.basis and not age else {}
        found = places(report.document, report.page, own, later=TABLE + 1 + age)
        self.search.add(found, report.document.name)

    def measures(self, data: OpenData | None) -> Iterator[Item]:
        """Yield the pages of measures, pillars, offices and indicators."""
        indicators = tuple(self.indicators.pages())
        self.search.add(map(found_by_search, (each for each in indicators if not each.ended)), LABEL)
        found = (
            shelf_pages(self.site, self.shelf, self.indicators),
            indicator_pages(self.site, indicators, data),
        )
        for path, page, day in chain(*found):
            yield path, self.noted(path, day, page) if not page.values["draft"] else page


def _has_some(document: Document) -> bool:
    """Tell whether a document has indicators, so that there is a list of them."""
    return any(each.indicators for each in document.facts.measures)


def _canonical(shown: ShownEdition, before: Group, name: str) -> str:
    """Return the address that stays: of an edition that is superseded or withdrawn that of the one in force."""
    if shown.document.draft or shown.basis:
        return addresses.edition(shown.folder, name)
    now = shown if shown.home else before.in_force
    has_it = now is not None and (name == INDEX or (name == MEASURES and now.has_measures))
    return addresses.edition(now.place if now and (has_it or now is shown) else shown.place, name)


def _front(site: Site, overview: Overview, found: FirstPage, *, indicators: bool) -> Page:
    title = site.title
    description = f"{site.title}は何をめざし、予定どおりに進み、いくらかかるか。今の計画とすべての版を読み、比べ、PDFで手に入れられます。"
    values = frame(site, INDEX, title, description, front_facts(site, overview))
    more = {"kind": "website", "up": "", "draft": False, "overview": overview, "indicators": indicators}
    return Page("web/index", {**values, **more, **_answered(found)})


def _sheets(shown: ShownEdition) -> dict[str, str]:
    """Return the pages of the measures by the ids of their sheets in a document."""
    return {each.target: addresses.measure(each.number) for each in shown.document.facts.measures if each.target}


def _search(site: Site, index: SearchIndex) -> Page:
    description = f"{site.title}と、それに基づく文書の言葉を、まとめて探すページです。"
    values = frame(site, SEARCH, "さがす", description, page_facts(site, SEARCH, "さがす", description))
    labels = tuple(dict.fromkeys(index.labels.values()))
    return Page("web/search", {**values, "up": "", "draft": False, "labels": labels, "spellings": spelled()})


def _unless_draft(walk: _Walk, data: OpenData) -> Page:
    page = opendata_page(walk.site, data)
    return page if data.draft else walk.noted(DATA, data.date, page)


def _answered(found: FirstPage) -> dict[str, object]:
    """Return what the template of the first page needs to show blocks of documents."""
    return {"answers": found, "on_screen": on_screen, "glossary": ""}


def _files(shown: ShownEdition) -> Iterator[Item]:
    """Yield the files of an edition."""
    yield from ((f"{shown.folder}/{paper.file}", paper.content) for paper in shown.papers)
    yield from ((f"{shown.folder}/images/{name}", content) for name, content in sorted(shown.images.items()))
    yield f"{shown.folder}/document.json", shown.data
    yield from ((f"{shown.folder}/{table.file}", table.content) for table in (*shown.tables, *shown.charts))
