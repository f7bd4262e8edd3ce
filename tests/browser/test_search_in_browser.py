"""Search over all documents in a real browser: what it finds is what a plain reading of all words finds, and nothing else."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page

from browser.axe import brought, verdict
from hidaka_dx.lint import spellings
from hidaka_dx.website.folding import SearchFolding, folded

pytestmark = pytest.mark.browser
QUERIES: Final = (Path(__file__).parent.parent / "website_queries.txt").read_text(encoding="utf-8").splitlines()
FOLDER: Final = SearchFolding(spellings())


@pytest.fixture
def opened(shown: Callable[..., Page]) -> Callable[..., Page]:
    """Give what opens the page."""
    return lambda after="", **window: shown(f"search.html{after}", **window)


def called(path: Path) -> list[Any]:
    """Return the values that a piece of the index hands over."""
    text = path.read_text(encoding="utf-8")
    values: list[Any] = json.loads(f"[{text[text.index('(') + 1 : text.rindex(')')]}]")
    return values


def held(site: Path) -> list[tuple[str, ...]]:
    """Return the folded forms of all places, in their order."""
    chunks = sorted((called(path) for path in site.glob("search/words-*.js")), key=lambda each: each[0])
    return [FOLDER.ways(text) for _, told in chunks for *_, text in told]


def expected(query: str, places: list[tuple[str, ...]]) -> list[int]:
    """Return the places that hold all words of a query, by reading all of them."""
    words = [(word, FOLDER.respelled(word)) for word in folded(query).split()]
    return [
        number
        for number, ways in enumerate(places)
        if all(any(word in way or other in way for way in ways) for word, other in words)
    ]


def test_every_place_that_holds_the_words_is_found_and_no_other(site: Path, opened: Callable[..., Page]) -> None:
    assert len(set(QUERIES)) == len(QUERIES) >= 200
    places = held(site)
    found = opened().evaluate(
        "async (all) => { const out = []; for (const one of all) out.push(await findAll(wordsOf(one))); return out; }",
        QUERIES,
    )
    wanted = [expected(query, places) for query in QUERIES]
    assert sum(map(bool, wanted)) > 150
    assert dict(zip(QUERIES, found, strict=True)) == dict(zip(QUERIES, wanted, strict=True))


def test_little_is_read_before_the_first_search_and_a_key_is_answered_at_once(
    site: Path, opened: Callable[..., Page]
) -> None:
    page = opened()
    names = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    read = ["search.html", *(name.rpartition("/")[2] for name in names)]
    assert not [name for name in read if name.startswith(("letters", "words"))]
    first = [*read, "search/pages.js"]
    assert sum((site / name).stat().st_size for name in first) < 200_000
    took = page.evaluate(
        """async (all) => {
          for (const one of all) await findAll(wordsOf(one));
          const start = performance.now();
          for (const one of all) await findAll(wordsOf(one));
          return (performance.now() - start) / all.length;
        }""",
        QUERIES,
    )
    assert took < 50


def test_what_is_found_is_shown_in_its_sentence_and_leads_to_its_place(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_role("searchbox").fill("チャットボットにより")
    entry = page.locator("#_places li").first
    assert entry.locator("mark").inner_text() == "チャットボットにより"
    assert entry.locator("p").nth(1).inner_text().endswith("。")
    assert page.get_by_role("status").inner_text() == "1か所にあります。"
    assert "q=" in page.evaluate("location.hash")
    entry.locator("a").click()
    page.wait_for_url("**/promotion-plan/index.html*")
    assert "チャットボットにより" in page.locator(":target").inner_text()


def test_a_search_is_passed_on_by_its_address_and_shows_more_on_demand(opened: Callable[..., Page]) -> None:
    page = opened("#q=取り組み")
    page.locator("#_places li").nth(19).wait_for()
    assert page.get_by_role("searchbox").input_value() == "取り組み"
    page.get_by_role("button", name="次の20か所を表示").click()
    page.locator("#_places li").nth(39).wait_for()
    page.get_by_role("searchbox").fill("宇宙旅行")
    page.get_by_text("見付かりませんでした").wait_for()
    assert page.locator("#_places li").count() == 0


def test_search_is_accessible_narrow_and_wide(opened: Callable[..., Page]) -> None:
    page = opened("#q=窓口", viewport={"width": 320, "height": 600})
    page.locator("#_places li").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    brought(page)
    assert not verdict(page)
    assert opened(java_script_enabled=False).get_by_text("この検索には、JavaScriptが要ります").is_visible()
