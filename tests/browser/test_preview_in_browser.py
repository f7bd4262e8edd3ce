"""The preview in a real browser: what an official sees after each save, by mouse, by keyboard, in every light."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.previewing import (
    CHAPTER,
    FOCUSED,
    LOOKS,
    PICTURE,
    WORDS,
    chapter,
    choose,
    judge,
    put_back,
    reading,
    rests,
    saved,
    scroll,
    sources,
    until,
)
from hidaka_dx.preview import Session, opened

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("documents_kept")]
TOOLS = ["紙面", "読みもの", "outline", "smaller", "larger", "pdf", "add-open", "work-open"]
"""What the keyboard reaches behind the documents, in this order."""


def test_a_save_shows_another_picture_and_other_words_at_the_same_place(page: Page, session: Session) -> None:
    page.evaluate("document.getElementById('pages').scrollTop = 3000")
    before = page.evaluate(PICTURE)
    frame = page.frames[1]
    frame.evaluate("scrollBy(0, document.getElementById('p18').getBoundingClientRect().top - 100)")

    saved(page, session, chapter(f"{WORDS}新しい文です。{WORDS} {{#p15}}"))
    assert scroll(page) == 3000
    assert page.evaluate(PICTURE) != before
    assert "新しい文です。" in frame.locator("#p15").inner_text()
    assert frame.evaluate("document.getElementById('p18').getBoundingClientRect().top") == pytest.approx(100, abs=1)

    saved(page, session, chapter())
    assert page.evaluate(PICTURE) == before


def test_each_form_of_each_document_is_found_where_it_was_left(page: Page) -> None:
    page.evaluate("document.getElementById('pages').scrollTop = 1500")
    reading(page).evaluate("scrollTo(0, 300)")
    choose(page, "概要版")
    rests(page)
    assert page.frames[1].evaluate("scrollY") == 0
    choose(page, "推進計画")
    rests(page)
    assert page.frames[1].evaluate("scrollY") == 300
    choose(page, "紙面")
    assert scroll(page) == 1500
    page.reload()
    rests(page)
    assert scroll(page) == 1500


def test_a_fault_is_told_with_its_place_and_the_last_good_view_stays(page: Page, session: Session) -> None:
    before, words = sources(page), page.frames[1].locator("main").inner_text()
    (session.root / CHAPTER).write_text(chapter("[](#nowhere)を見ます。 {#p15}"), encoding="utf-8")
    problem = page.locator("#problems .error")
    problem.wait_for()
    assert problem.locator(".where").inner_text().startswith(f"{CHAPTER}:33:")
    assert "nowhere" in problem.inner_text()
    until(page, "() => document.getElementById('state').textContent === '誤りがあるため、前の表示のままです'")
    assert page.locator("#count").inner_text() == "誤り1件"
    assert sources(page) == before
    assert page.frames[1].locator("main").inner_text() == words

    saved(page, session, chapter("直した段落です。 {#p15}"))
    assert page.locator("#count").inner_text() == "注意2件"
    assert problem.count() == 0
    assert page.frames[1].locator("#p15").inner_text() == "直した段落です。"


def test_every_document_can_be_looked_at_and_axe_finds_nothing(page: Page) -> None:
    titles = {
        "推進計画": "見本町DX推進計画",
        "実行計画": "見本町DX実行計画",
        "概要版": "見本町DX実行計画概要版",
        "進捗報告書": "見本町DX実行計画進捗報告書",
        "推進計画の新旧対照表": "見本町DX推進計画新旧対照表",
        "実行計画の新旧対照表": "見本町DX実行計画新旧対照表",
    }
    assert page.locator("#views button").all_inner_texts() == list(titles)
    choose(page, "読みもの")
    for name, title in titles.items():
        choose(page, name)
        rests(page)
        assert page.frames[1].locator("h1").first.inner_text() == title
        assert page.title().startswith(title)
        assert page.locator("#views [aria-pressed=true]").all_inner_texts() == [name]
        judge(page)
    page.reload()
    rests(page)
    assert page.title().startswith(title), "the address remembers the document"


def test_a_click_tells_file_and_line(page: Page) -> None:
    places = page.locator("#place span")
    page.locator("#pages img").nth(2).click(position={"x": 300, "y": 186})
    assert until(page, "() => document.querySelector('#place span').textContent") == f"{CHAPTER}:3"
    reading(page).locator("#p15").click()
    until(page, "(before) => document.querySelector('#place span').textContent !== before", f"{CHAPTER}:3")
    assert places.inner_text() == f"{CHAPTER}:33"
    assert "chosen" in (page.frames[1].locator("#p15").get_attribute("class") or "")


def test_a_click_on_a_comparison_tells_where_the_section_was_written(page: Page) -> None:
    choose(page, "推進計画の新旧対照表")
    rests(page)
    reading(page).get_by_text(WORDS).first.click()
    assert until(page, "() => document.querySelector('#place span').textContent") == f"{CHAPTER}:1"


def test_the_keyboard_is_enough(page: Page, session: Session) -> None:
    page.evaluate("document.getElementById('pages').scrollTop = 3000")
    while page.evaluate(FOCUSED)["name"] != "pages":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#place button").wait_for()
    told = page.locator("#place span").inner_text()
    until(page, "() => document.activeElement.matches('#desk textarea')")
    page.keyboard.press("Escape")
    until(page, "() => document.activeElement.id === 'pages'")
    assert re.fullmatch(rf"{CHAPTER}:\d+", told)
    page.evaluate("document.documentElement.tabIndex = -1, document.documentElement.focus()")
    stops: list[dict[str, Any]] = []
    while not stops or stops[-1]["name"] != "写す":
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        assert len(stops) < 30, stops
    page.keyboard.press("Enter")
    until(page, "() => document.activeElement.textContent === '写しました'")
    assert page.evaluate("navigator.clipboard.readText()") == told
    names = [stop["name"] for stop in stops]
    views = page.locator("#views button").all_inner_texts()
    assert names[-len(views) - len(TOOLS) - 3 :] == [*views, *TOOLS, "pages", names[-2], "写す"]
    assert [stop for stop in stops if not stop["seen"]] == []

    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    before = scroll(page)
    page.keyboard.press("PageDown")
    until(page, "(before) => document.getElementById('pages').scrollTop > before", before)
    for _ in range(len(TOOLS) - 1):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator("#text").is_visible()
    page.locator("#text").focus()
    page.keyboard.press("Enter")
    until(page, "() => document.querySelector('#place span').textContent.endsWith('.md:1')")
    assert page.frames[1].locator(".chosen").count() == 1
    page.locator("button[data-form=text]").focus()
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    saved(page, session, chapter("短い段落です。 {#p15}"))
    assert page.evaluate(FOCUSED) == {"name": views[-1], "seen": True}, "a save does not take the keyboard away"


@pytest.mark.parametrize("page", LOOKS.values(), ids=LOOKS, indirect=True)
def test_axe_finds_nothing(page: Page, session: Session) -> None:
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark == (ground != "rgb(255, 255, 255)")
    page.locator("#pages img").first.click()
    page.locator("#place").wait_for()
    (session.root / CHAPTER).write_text(chapter("[](#nowhere)を見ます。 {#p15}"), encoding="utf-8")
    page.locator("#problems .error").wait_for()
    for form in ("紙面", "読みもの"):
        choose(page, form)
        judge(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.frames[1].evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_windows_follow_and_an_end_is_told(browser: Browser, session: Session) -> None:
    put_back(session)
    with opened(session.root, 0) as other:
        windows = [browser.new_page(), browser.new_page()]
        for window, view in zip(windows, ("promotion-plan", "comparison-table"), strict=True):
            window.goto(f"{other.address}#{view}/pages")
        for window in windows:
            rests(window)
    for window in windows:
        until(window, "() => document.getElementById('state').textContent.startsWith('プレビューは終わっています')")
        assert sources(window)
        window.close()


def test_what_one_reads_stays_where_it_is_when_pages_are_added_above(page: Page, session: Session) -> None:
    page.evaluate("pages.scrollTop = topOf('p18') - 100")
    above = "\n\n".join(WORDS * 5 for _ in range(12))
    saved(page, session, chapter().replace("{#aim}\n", f"{{#aim}}\n\n{above}\n"))
    assert page.evaluate("topOf('p18') - pages.scrollTop") == pytest.approx(100, abs=2)
    page.locator("#outline").select_option("vision")
    assert page.evaluate("topOf('vision') - pages.scrollTop") == pytest.approx(12, abs=2)
    page.get_by_role("button", name="大きくする").click()
    assert page.evaluate("topOf('vision') - pages.scrollTop") == pytest.approx(12, abs=2)
    assert page.locator("#zoom").inner_text() == "125%"
    page.get_by_role("button", name="小さくする").click()
