"""The pages of indicators, each with chart and table, and the list of all of them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from hidaka_dx.document import Figure
from hidaka_dx.facts import IndicatorFacts
from hidaka_dx.figures import trend
from hidaka_dx.render import Page
from hidaka_dx.website import addresses
from hidaka_dx.website.drawing import on_screen
from hidaka_dx.website.frame import frame
from hidaka_dx.website.indicators import IndicatorPage
from hidaka_dx.website.measure_pages import UP
from hidaka_dx.website.metadata import indicator_facts, page_facts
from hidaka_dx.website.search_places import HEADING, SearchPlace
from hidaka_dx.website.view_models import OpenData, Site
from hidaka_dx.wording import PENDING

CHART: Final = "_chart"
LABEL: Final = "指標"
DIRECTIONS: Final = {"増": "増えるほどよい", "減": "減るほどよい"}
COUNTINGS: Final = {"単年": "その年度だけの値", "累計": "はじめからの累計"}
DATA: Final = "indicators.csv"


def indicator_pages(
    site: Site, pages: Sequence[IndicatorPage], data: OpenData | None
) -> Iterator[tuple[str, Page, date | None]]:
    """Yield each page with its path and the day of what it shows, then their list."""
    file = next((f"opendata/{each.file}" for each in data.tables if each.file == DATA), "") if data else ""
    for page in pages:
        yield page.key.page.path, _page(site, page, file if _has_rows(page) else ""), page.shown.date
    if pages:
        day = max((each.shown.date for each in pages if each.shown.date), default=None)
        yield addresses.INDICATORS, _list(site, pages, file), day


def found_by_search(page: IndicatorPage) -> SearchPlace:
    """Return the name of an indicator as a place that search finds; its other words stand on its measure's page."""
    return SearchPlace(HEADING, page.key.page.path, "_main", page.measure.words, page.key.name)


def _has_rows(page: IndicatorPage) -> bool:
    """Tell whether the open data hold values of an indicator: they are of the edition in force, and numbers alone."""
    return bool(page.years) and not (page.facts.goal or page.ended)


def _page(site: Site, page: IndicatorPage, file: str) -> Page:
    path, title = page.key.page.path, f"{page.key.name}（指標）　{page.measure.words}"
    said = _described(site, page)
    values = frame(site, path, title, said, indicator_facts(site, page, said, file))
    more = {"page": page, "chart": _chart(page.facts), "data": file, "up": UP, "draft": page.draft}
    words = {"directions": DIRECTIONS, "countings": COUNTINGS, "on_screen": on_screen, "glossary": ""}
    return Page("web/indicator", {**values, **more, **words})


def _list(site: Site, pages: Sequence[IndicatorPage], file: str) -> Page:
    groups = {
        "": [each for each in pages if not each.ended],
        "今の計画にはない指標": [each for each in pages if each.ended],
    }
    description = f"{site.title}に基づく{site.wording.measure}の指標の一覧です。指標ごとの定義、目標と実績、版ごとの移り変わりを読めます。"
    title = "指標の一覧"
    values = frame(
        site, addresses.INDICATORS, title, description, page_facts(site, addresses.INDICATORS, title, description)
    )
    draft = all(each.draft for each in pages)
    return Page("web/indicators", {**values, "groups": groups, "data": file, "up": "../", "draft": draft})


def _described(site: Site, page: IndicatorPage) -> str:
    unit, last = page.facts.unit or "", page.last
    named = f"{page.shown.document.name}の{site.wording.measure}「{page.measure.words}」の指標「{page.key.name}」"
    value = f"{last.named}の実績は{last.value}{unit if not page.facts.goal else ''}です。" if last else ""
    return f"{named}の定義、年度ごとの目標と実績、版ごとの移り変わりです。{value}"


def _chart(facts: IndicatorFacts) -> Figure | None:
    """Draw targets and values; none of an indicator that is no number, or has none yet."""
    years = sorted({each.year for each in (*facts.targets, *facts.reached)})
    if facts.goal or not years:
        return None
    unit = facts.unit or PENDING
    base = (facts.base.year, facts.base.value) if facts.base else None
    targets, values = ({each.year: each.value for each in found} for found in (facts.targets, facts.reached))
    shown = trend.Trend(facts.name, unit, base, targets, values)
    drawing, height = trend.alone(shown, range(years[0], years[-1] + 1))
    return Figure(
        id=CHART,
        number=0,
        title="目標と実績の推移（●実績、○目標）" if values else "目標の推移（○目標）",
        alt=f"{facts.name}の推移を示す折れ線グラフ。",
        spoken=trend.spoken((shown,)),
        height=height,
        drawing=drawing.svg,
        image=None,
        source=None,
        redrawn=False,
        notes=trend.notes((shown,)),
    )
