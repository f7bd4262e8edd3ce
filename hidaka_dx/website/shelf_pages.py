"""The pages of measures, pillars and offices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hidaka_dx.render import Page
from hidaka_dx.website.drawing import on_screen
from hidaka_dx.website.frame import frame
from hidaka_dx.website.indicators import IndicatorShelf
from hidaka_dx.website.measure_pages import UP, MeasurePage, Named, Shelf
from hidaka_dx.website.metadata import list_facts, measure_facts
from hidaka_dx.website.view_models import Site


@dataclass(frozen=True)
class Neighbours:
    """The measures before and after one."""

    before: MeasurePage | None
    after: MeasurePage | None


@dataclass(frozen=True)
class Gathered:
    """A pillar or an office with its measures."""

    label: str
    """「施策の柱」「担当」."""
    name: Named
    groups: tuple[tuple[str, tuple[MeasurePage, ...]], ...]
    """Its measures under headings; groups without any are left out."""

    @property
    def members(self) -> tuple[MeasurePage, ...]:
        """All of them."""
        return tuple(each for _, found in self.groups for each in found)


def shelf_pages(site: Site, shelf: Shelf, indicators: IndicatorShelf) -> Iterator[tuple[str, Page, date | None]]:
    """Yield each page with its path and the day of what it shows."""
    pages = tuple(shelf.pages())
    for place, page in enumerate(pages):
        around = Neighbours(pages[place - 1] if place else None, pages[place + 1] if place + 1 < len(pages) else None)
        yield page.path, _measure(site, page, around, indicators.of(page.facts)), page.shown.date
    for gathered in _gathered(site, pages):
        day = max((each.shown.date for each in gathered.members if each.shown.date), default=None)
        yield gathered.name.path, _list(site, gathered), day


def _measure(site: Site, page: MeasurePage, around: Neighbours, indicators: Sequence[Named]) -> Page:
    title = f"{page.title}　{page.shown.document.title}"
    values = frame(site, page.path, title, _described(site, page), measure_facts(site, page, _described(site, page)))
    more = {"page": page, "around": around, "on_screen": on_screen, "up": UP, "draft": page.draft, "glossary": ""}
    return Page("web/measure", {**values, **more, "indicators": indicators})


def _described(site: Site, page: MeasurePage) -> str:
    lead = f"主管は{page.lead.words}です。" if page.lead else ""
    last = f"{page.last.year}の評価は「{page.last.words}」です。" if page.last else ""
    named = f"{page.shown.document.name}の{site.wording.measure}「{page.title}」"
    return f"{named}の内容、目標と実績、評価、版ごとの変更です。{lead}{last}"


def _list(site: Site, gathered: Gathered) -> Page:
    name, measure = gathered.name, site.wording.measure
    description = f"{gathered.label}「{name.words}」の{len(gathered.members)}の{measure}と、その評価です。"
    title = f"{name.words}の{measure}"
    values = frame(site, name.path, title, description, list_facts(site, gathered.name, gathered.members))
    draft = all(each.draft for each in gathered.members)
    return Page("web/gathered", {**values, "gathered": gathered, "up": UP, "draft": draft})


def _gathered(site: Site, pages: Sequence[MeasurePage]) -> Iterator[Gathered]:
    measure = site.wording.measure
    levels = {group: level for each in pages for level, group in enumerate(each.groups)}
    for name, level in levels.items():
        label = (*site.wording.levels, site.wording.pillar)[level]
        yield Gathered(label, name, tuple(_groups(measure, [each for each in pages if name in each.groups])))
    for name in dict.fromkeys(name for each in pages for name in (each.lead, *each.related) if name):
        leading = [each for each in pages if each.lead == name]
        related = [each for each in pages if name in each.related]
        yield Gathered(
            "担当",
            name,
            (*_groups(f"主管する{measure}", leading), *_groups(f"関係する{measure}", related)),
        )


def _groups(title: str, found: Sequence[MeasurePage]) -> Iterator[tuple[str, tuple[MeasurePage, ...]]]:
    now = tuple(each for each in found if not each.ended)
    past = tuple(each for each in found if each.ended)
    yield from ((words, group) for words, group in ((title, now), (f"今はない{title}", past)) if group)
