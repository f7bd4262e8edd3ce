"""The preview in a real browser: what an official sees after each save, by mouse, by keyboard, in every light."""

import re
import time
from collections.abc import Iterator
from threading import Thread
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page
from towns import DRAFT, FIRST, publish_plan, tiny

from browser.axe import brought, verdict
from hidaka_dx.pipeline.publish import publish
from hidaka_dx.preview import Session, opened

CHAPTER: Final = "content/chapters/vision.md"
REPORT: Final = """\
year: 2026
as_of: 2027-03-31
assessor: 見本町DX推進本部
status: 案
results: []
"""
WORDS: Final = "町は、役場の手続を見直し、町民と職員の時間を生み出します。" * 2
NEWEST: Final = "最新の表示です"
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}
PICTURE: Final = """async () => {
  const area = document.getElementById("pages").getBoundingClientRect();
  const image = document.elementFromPoint(area.x + area.width / 2, area.y + area.height / 2);
  while (!image.naturalWidth) await new Promise((done) => setTimeout(done, 10));
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const pixels = await (await canvas.convertToBlob()).arrayBuffer();
  const digest = await crypto.subtle.digest("SHA-256", pixels);
  return [...new Uint8Array(digest)].join();
}"""
FOCUSED: Final = """() => {
  const {outlineStyle, outlineWidth} = getComputedStyle(document.activeElement);
  const {id, tagName, textContent} = document.activeElement;
  return {name: id || textContent || tagName, seen: outlineStyle === "solid" && parseFloat(outlineWidth) >= 2};
}"""


def chapter(changed: str = "") -> str:
    """Write the chapter: a score of paragraphs on two pages, of which the fifteenth may be another."""
    numbers = range(1, 23)
    paragraphs = (changed if changed and number == 15 else f"{WORDS} {{#p{number}}}" for number in numbers)
    return "\n\n".join(("# 将来展望 {#vision}", "町は、暮らしを便利にします。 {#aim}", *paragraphs)) + "\n"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Open the preview of a town that has every document, each of them changed since it was published."""
    town = tiny(tmp_path_factory.mktemp("town"), FIRST, action=FIRST)
    publish_plan(town)
    published, problems = publish(town, "action-plan", lambda _words, _share: None)
    assert published, problems
    draft = DRAFT.replace('"3"', '"2"')
    tiny(town, FIRST, draft, action=FIRST + draft)
    (town / "content/progress").mkdir()
    (town / "content/progress/2026.yaml").write_text(REPORT, encoding="utf-8")
    with opened(town, 0) as session:
        Thread(target=session.watch, daemon=True).start()
        yield session


def put_back(session: Session) -> None:
    """Undo what the test before has written."""
    file = session.root / CHAPTER
    if file.read_text(encoding="utf-8") != chapter():
        file.write_text(chapter(), encoding="utf-8")


@pytest.fixture
def page(browser: Browser, session: Session, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Show the preview in a window; afterwards nothing must have gone wrong, and nobody else have been asked."""
    put_back(session)
    context = browser.new_context(**getattr(request, "param", {"viewport": {"width": 1366, "height": 768}}))
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(session.address)
    until(
        page, f"() => document.getElementById('text').contentDocument?.getElementById('p15')?.textContent === '{WORDS}'"
    )
    rests(page)
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(session.address)] == []
    assert wrong == []


def until(page: Page, script: str, argument: Any = None) -> Any:
    """Wait until a script gives something; it may not be waited for inside, where the page forbids `eval`."""
    end = time.monotonic() + 20
    while not (found := page.evaluate(script, argument)):
        assert time.monotonic() < end, (script, page.evaluate("document.body.innerText"))
        time.sleep(0.06)
    return found


def rests(page: Page) -> None:
    """Wait until the newest is shown, paper and text."""
    until(
        page,
        """(words) => {
          const images = [...document.querySelectorAll("#pages img")];
          return document.getElementById("state").textContent === words && images.length
            && images.every((each) => each.src.endsWith(`/${shown.view}/${images.indexOf(each)}?${shown.printed}`))
            && document.getElementById("text").dataset.view === shown.view;
        }""",
        NEWEST,
    )


def saved(page: Page, session: Session, words: str) -> None:
    """Save the chapter and wait until the paper is another."""
    before = page.evaluate("shown.printed")
    (session.root / CHAPTER).write_text(words, encoding="utf-8")
    until(page, "(before) => shown.printed > before", before)
    rests(page)


def sources(page: Page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('#pages img')].map((image) => image.src)")  # type: ignore[no-any-return]


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def reading(page: Page) -> Any:
    """Give the text's frame."""
    choose(page, "読みもの")
    return page.frames[1]


def scroll(page: Page) -> float:
    return page.evaluate("document.getElementById('pages').scrollTop")  # type: ignore[no-any-return]


def judge(page: Page) -> None:
    """Let axe-core look at the page and the text inside it."""
    for frame in page.frames:
        brought(frame)
    assert not verdict(page)


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
    assert re.fullmatch(rf"{CHAPTER}:\d+", told)
    page.evaluate("document.documentElement.tabIndex = -1, document.documentElement.focus()")
    stops: list[dict[str, Any]] = []
    while not stops or stops[-1]["name"] != "写す":
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        assert len(stops) < 20, stops
    page.keyboard.press("Enter")
    until(page, "() => document.activeElement.textContent === '写しました'")
    assert page.evaluate("navigator.clipboard.readText()") == told
    names = [stop["name"] for stop in stops]
    views = page.locator("#views button").all_inner_texts()
    assert names[-len(views) - 6 :] == [*views, "紙面", "読みもの", "pdf", "pages", names[-2], "写す"]
    assert [stop for stop in stops if not stop["seen"]] == []

    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    before = scroll(page)
    page.keyboard.press("PageDown")
    until(page, "(before) => document.getElementById('pages').scrollTop > before", before)
    for _ in range(2):
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
