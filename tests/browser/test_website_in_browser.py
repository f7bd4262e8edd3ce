"""The website in a real browser: axe-core (WCAG 2.2 AA) on every kind of page, real keys, and reading without a script."""

import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

import pytest
from lint.town import FILES
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from browser.axe import brought, verdict
from browser.windows import WIDE
from hidaka_dx.pipeline import web_documents
from hidaka_dx.pipeline.website import website
from hidaka_dx.website import addresses

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent.parent
KINDS: Final = {
    "the list of editions": "index.html",
    "an edition that was replaced": "promotion-plan-01/index.html",
    "an action plan": "action-plan-02/index.html",
    "a list of measures": "action-plan-02/measures.html",
    "a report": "progress-2027/index.html",
    "a measure": "measure/2-7/index.html",
    "an indicator": addresses.indicator("3-6", "会議録の作成に要する時間"),
    "all indicators": addresses.INDICATORS,
    "an office": addresses.office("企画課"),
    "changes": "promotion-plan/changes.html",
    "changes past an edition": "promotion-plan-02/from-promotion-plan-01.html",
    "open data": "opendata/index.html",
}
PLAN, MEASURES, REPORT = "promotion-plan-02/index.html", KINDS["a list of measures"], KINDS["a report"]
NARROW: Final[ViewportSize] = {"width": 320, "height": 256}
"""The wide window at 400 %."""
SPARE: Final = """() => {
  const keep = (within, each, most) => {
    for (const part of document.querySelectorAll(within)) for (const more of [...part.querySelectorAll(each)].slice(most)) more.remove();
  };
  keep(".text > section", ":scope > section", 2);
  keep("tbody", ":scope > tr", 4);
  keep(".contents > ol > li > ol", ":scope > li", 2);
}"""
"""Sheets, rows and lines of contents are alike: the first ones stand for all, so that nobody waits."""


def judged(page: Page) -> str:
    """Give what axe-core finds on a page."""
    if brought(page):
        page.evaluate(SPARE)
    return verdict(page)


def focused(page: Page) -> Locator:
    return page.locator(":focus")


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_and_no_narrow_window_is_scrolled_sideways(shown: Callable[..., Page], kind: str) -> None:
    page = shown(KINDS[kind], viewport=NARROW)
    assert page.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [320, 320]
    assert not judged(page), "narrow"
    page.set_viewport_size(WIDE)
    assert not judged(page), "light"
    page.emulate_media(color_scheme="dark")
    assert not judged(page), "dark"


def test_axe_finds_what_is_wrong(shown: Callable[..., Page]) -> None:
    page = shown(PLAN, color_scheme="dark", bypass_csp=True)
    page.add_style_tag(content=":root { --grey: #555 !important }")
    assert "color-contrast" in judged(page)


WATCH: Final = (
    "addEventListener('securitypolicyviolation', (each) => console.error(`violated: ${each.violatedDirective}`))"
)
EVIL: Final = """<svg onload="evil = 1"></svg><script>evil = 1</script><script src="data:text/javascript,evil=1"></script>
<a href="javascript:evil=1" id="_link">x</a><img src="https://example.jp/x.png" onerror="evil = 1">"""


def told_by(page: Page) -> list[str]:
    """Give what a page complains of from now on."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(WATCH)
    return said


def test_no_page_needs_what_its_policy_forbids(shown: Callable[..., Page], site: Path) -> None:
    page = shown("index.html")
    said = told_by(page)
    alike = ("measure", "office", "pillar", "indicator")  # one of each stands for all
    every = sorted(path.relative_to(site) for path in site.rglob("*.html"))
    firsts = {next(path for path in every if path.parts[0] == kind) for kind in alike}
    for path in (site / each for each in every if each.parts[0] not in alike or each in firsts):
        page.goto(path.as_uri())
        assert page.locator("form[hidden]").count() == 0, path
    assert said == []


def test_no_script_runs_that_words_brought_along(shown: Callable[..., Page], site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    spoilt = tmp_path / "site" / PLAN
    spoilt.write_text(spoilt.read_text(encoding="utf-8").replace("</h1>", f"</h1>{EVIL}", 1), encoding="utf-8")
    page = shown("index.html")
    said = told_by(page)
    page.goto(spoilt.as_uri())
    page.locator("#_link").click()
    assert page.evaluate("typeof evil") == "undefined"
    assert {"violated: script-src-attr", "violated: script-src-elem", "violated: img-src"} <= {*said}


def test_the_keyboard_goes_past_the_head_at_once(shown: Callable[..., Page]) -> None:
    page = shown(PLAN)
    page.keyboard.press("Tab")
    assert focused(page).inner_text() == "本文へ移動"
    assert focused(page).evaluate("(each) => each.getBoundingClientRect().top") >= 0  # it comes into sight
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page).get_attribute("href") == "../promotion-plan/changes.html"


def test_what_has_the_keyboard_is_framed(shown: Callable[..., Page]) -> None:
    for colours in ("none", "active"):
        page = shown(MEASURES, forced_colors=colours)
        for _ in range(4):
            page.keyboard.press("Tab")
            style = focused(page).evaluate(
                "(each) => { const s = getComputedStyle(each); return [s.outlineStyle, s.outlineWidth]; }"
            )
            assert style == ["solid", "3px"], (colours, focused(page).evaluate("(each) => each.outerHTML"))


def test_measures_are_narrowed_down_with_keys_and_the_address_keeps_it(shown: Callable[..., Page]) -> None:
    page = shown(MEASURES)
    rows = page.locator("tbody tr:visible")
    every = rows.count()
    page.locator("select[name=focus]").focus()
    page.keyboard.press("ArrowDown")
    assert 0 < rows.count() < every
    assert set(rows.locator("[data-label=重点]").all_inner_texts()) == {"○"}
    said = page.get_by_role("status")
    assert said.inner_text() == f"{every}のうち{rows.count()}の取組を表示しています。"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")  # an office: in charge of some, taking part in others
    few = rows.count()
    chosen = page.locator("select[name=office]").input_value()
    offices = rows.locator("[data-label=担当]").all_inner_texts()
    assert any(not office.startswith(chosen) for office in offices)
    assert all(chosen in office for office in offices)
    again = shown(f"{MEASURES}{page.evaluate('location.hash')}")
    assert again.locator("tbody tr:visible").count() == few
    page.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#_shown")).to_have_text(
        re.compile("^33のうち33")
    )  # the page's policy lets no text become a script
    assert page.evaluate("location.hash") == ""


def test_words_are_found_with_keys_and_lead_to_their_place(shown: Callable[..., Page]) -> None:
    page = shown(PLAN)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("スマートフォン")
    found = page.locator("#_search ol a")
    assert page.locator("#_search").get_by_role("status").inner_text() == f"{found.count()}か所にあります。"
    page.keyboard.press("Tab")
    place = focused(page).get_attribute("href")
    page.keyboard.press("Enter")
    assert "スマートフォン" in page.locator(f"[id='{(place or '#').removeprefix('#')}']").inner_text()
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight")


def test_found_words_are_shown_as_they_are_written_however_they_are_typed(shown: Callable[..., Page]) -> None:
    page = shown(PLAN)
    written = "（DX）"
    for typed in ("(dx)", "（ＤＸ）"):
        page.get_by_role("searchbox").fill(typed)
        found = page.locator("#_search ol a").all_inner_texts()
        assert found
        assert all(written in words for words in found), found


def test_a_term_is_explained_where_it_stands_and_escape_leads_back(shown: Callable[..., Page]) -> None:
    page = shown(PLAN)
    term = page.locator("a.term").first
    term.focus()
    page.keyboard.press("Enter")
    note = page.locator("#_explained")
    assert note.is_visible()
    assert note.inner_text().startswith(term.inner_text())
    assert focused(page).get_attribute("id") == "_explained"
    page.keyboard.press("Escape")
    assert not note.is_visible()
    assert focused(page).get_attribute("href") == term.get_attribute("href")


def test_everything_can_be_read_without_a_script(shown: Callable[..., Page]) -> None:
    page = shown(MEASURES, java_script_enabled=False)
    assert page.locator("tbody tr:visible").count() == page.locator("tbody tr").count() == 33
    assert not page.locator("#_filters").is_visible()
    page.locator("tbody a").first.click()
    assert page.locator("[id='measure.1-1']").is_visible()
    assert page.locator("figure svg").first.is_visible()
    assert not page.locator("#_search").is_visible()
    page = shown(PLAN, java_script_enabled=False)
    page.locator("a.term").first.click()
    assert "#_term-" in page.url
    assert page.locator(":target").is_visible()


def test_forced_colours_leave_charts_and_bars_in_the_readers_colours(shown: Callable[..., Page]) -> None:
    page = shown(REPORT, forced_colors="active", color_scheme="dark")
    told = page.evaluate("""() => {
      const probe = document.body.appendChild(document.createElement("i"));
      const system = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
      const of = (selector, key) => getComputedStyle(document.querySelector(selector))[key];
      return {
        words: [...document.querySelectorAll("figure svg text")].every((each) =>
          ["CanvasText", "Canvas", "LinkText"].map(system).includes(getComputedStyle(each).fill)),
        ground: of("figure svg", "backgroundColor") === system("Canvas"),
        edge: of("figure svg rect[stroke]", "stroke") !== system("Canvas"),
      };
    }""")
    assert told == {"words": True, "ground": True, "edge": True}
    page = shown(KINDS["an action plan"], forced_colors="active")
    bar = page.locator("td.bar span").first
    assert bar.evaluate("(each) => getComputedStyle(each).borderTopWidth") == "1px"


def test_the_roadmap_is_whole_in_a_wide_window_and_tinted_under_its_years(shown: Callable[..., Page]) -> None:
    page = shown(f"{KINDS['an action plan']}#action.roadmap")
    table = page.locator("[id='roadmap.table']")
    assert table.evaluate("(each) => each.parentElement.scrollWidth - each.parentElement.clientWidth") == 0
    heads = table.locator("thead th")
    words = heads.all_inner_texts()
    first, last = (next(place for place, text in enumerate(words) if text.startswith(year)) for year in ("R8", "R10"))
    edges = heads.evaluate_all("(all) => all.map((each) => [each.offsetLeft, each.offsetLeft + each.offsetWidth])")
    width = table.evaluate("(each) => each.offsetWidth")
    head, start, end = (float(part.split(":")[1]) for part in (table.get_attribute("style") or "").split(";"))
    assert abs((head + start) * width - edges[first][0]) < 1.5
    assert abs((head + end) * width - edges[last][1]) < 1.5
    assert table.locator(".tinted").all_inner_texts() == words[first : last + 1]


def test_a_narrow_window_shows_years_and_says_where_more_is_at_the_side(shown: Callable[..., Page]) -> None:
    page = shown(KINDS["an action plan"], viewport=NARROW)
    table = page.locator("[id='roadmap.table']")
    assert table.locator("thead th").nth(2).evaluate("(each) => each.getBoundingClientRect().right") < NARROW["width"]
    hint = "(each) => getComputedStyle(each.parentElement, '::before').content"
    assert "横に動かせます" in table.evaluate(hint)
    page.set_viewport_size(WIDE)
    assert table.evaluate(hint) == "none"
    page = shown(MEASURES, viewport=NARROW)  # each measure stands by itself: nothing lies at the side
    assert page.locator(".scroll").evaluate("(each) => each.scrollWidth - each.clientWidth") == 0


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def test_below_a_folder_of_a_server_nothing_is_missing_and_no_other_host_is_asked(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    shutil.copytree(site, tmp_path / "town/dx", ignore=shutil.ignore_patterns("*.pdf", "document.json"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    start = f"http://127.0.0.1:{server.server_port}/town/dx/"
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    missed: list[str] = []
    page.on("response", lambda answer: missed.append(answer.url) if answer.status >= 400 else None)
    try:
        page.goto(start)
        page.get_by_role("link", name="取組を探す").first.click()
        page.locator("tbody a").first.click()
        page.locator("header.site a").first.click()
        page.locator("#_progress").wait_for()
        page.get_by_role("link", name="指標の推移（グラフと表）").first.click()
        page.locator("figure svg").first.wait_for()
    finally:
        page.context.close()
        server.shutdown()
        server.server_close()
    assert [url for url in asked if not url.startswith(start)] == []
    assert [url for url in missed if not url.endswith("/favicon.ico")] == []
    assert len(asked) > 8


WRITTEN: Final = {
    "editions.yaml": 'promotion-plan: [{number: "1", date: 2026-03-25, status: 案, changes: 策定}]\n',
    "plan.yaml": FILES["content/plan.yaml"],
    "references.yaml": "[]\n",
    "glossary.yaml": "[]\n",
    "footnotes.yaml": "- {id: a, text: 要した時間の中央値です。}\n",
    "figures/loop.yaml": """\
kind: diagram
title: 進め方
alt: 準備から点検までの流れを示します。
lines: 8
redrawn: true
boxes:
- {id: one, head: 羅針盤, col: 1, row: 1, cols: 2}
- {id: two, head: 舵取り, col: 4, row: 1, cols: 2}
arrows: [{from: one, to: two}]
""",
    "chapters/chapter.md": """\
# 章 {#chapter}

## 管理 {#sec1}

町は、｛進捗｜しんちょく｝管理を行います。｛日高｜ひだか｝町の｛沙流川｜さるがわ｝の流域で進めます。サーバーとAIを使い、申込みのフロントヤード改革を行います。

手続の取組に問合せがありました[^a]。

髙橋委員と葛󠄀城委員が、ウェブの予約1,200件の引渡しを見ました。

- 窓口の目印を置きます。

表：手続の数 {#t1}

| 課 | 令和6年度 | 令和7年度 |
|---|---:|---:|
| 住民課 | 48 | 104 |
| 福祉課 | 160 | 12 |

![](loop)

[](#loop)と[](#t1)のとおりです。
""",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the page of a small plan with ruby, a table, a figure and a note."""
    root = tmp_path_factory.mktemp("small")
    for name, text in WRITTEN.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web_documents, "_printed", lambda *_: ())
        opened, problems = website(root, root / "output", lambda _words, _share: None, drafts=True)
    assert opened, problems
    return next(path for path in opened.first.parent.glob("promotion-plan-*/index.html"))


@pytest.fixture(scope="module")
def searched(contexts: Callable[..., BrowserContext], small: Path) -> Iterator[Page]:
    """Give this page, opened once: what is typed takes the place of what was typed before."""
    page = contexts(viewport=WIDE).new_page()
    page.set_default_timeout(5000)
    page.goto(small.as_uri())
    yield page
    page.close()


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("進捗管理", 1),
        ("日高町", 1),
        ("沙流川の流域", 1),
        ("しんちょく", 1),
        ("シンチョク管理", 1),
        ("手続き", 2),
        ("取り組み", 1),
        ("問い合わせ", 1),
        ("問合せ", 1),
        ("サーバ", 1),
        ("サーバー", 1),
        ("ｻｰﾊﾞｰ", 1),
        ("さーばー", 1),
        ("ＡＩ", 1),
        ("窓口の目印", 1),
        ("羅針盤", 1),
        ("中央値", 1),
        ("48104", 0),
        ("104160", 0),
        ("48 104", 1),
        ("住民課　48", 1),
        ("サーバー 申込み", 1),
        ("サーバー 取組", 0),
        ("本文へ戻る", 0),
        ("　", None),
    ],
)
def test_words_are_found_however_they_are_spelled_and_counted_once(
    searched: Page, typed: str, count: int | None
) -> None:
    searched.get_by_role("searchbox").fill("")  # so that no answer is one that stood there before
    searched.get_by_role("searchbox").fill(typed)
    status = searched.locator("#_search").get_by_role("status").inner_text()
    said = {None: "", 0: "見付かりませんでした。"}.get(count, f"{count}か所にあります。")
    found = searched.locator("#_search ol a").all_inner_texts()
    assert (status, len(found)) == (said, count or 0), found


def test_other_letters_of_names_other_kana_and_no_commas_lead_to_the_same_words(searched: Page) -> None:
    for typed in ("高橋", "葛城", "ウエブ", "1200件", "1,200", "引き渡し", "引渡を"):
        searched.get_by_role("searchbox").fill("")
        searched.get_by_role("searchbox").fill(typed)
        assert searched.locator("#_search").get_by_role("status").inner_text() == "1か所にあります。", typed


def test_a_word_of_a_figure_leads_to_its_words(shown: Callable[..., Page], small: Path) -> None:
    page = shown("index.html")
    page.goto(small.as_uri())
    page.get_by_role("searchbox").fill("羅針盤")
    page.locator("#_search ol a").click()
    assert page.locator("details p", has_text="羅針盤").is_visible()
