"""The desk in a real browser: what an official opens, changes, saves, loses and finds again."""

import pytest
from playwright.sync_api import Page, Route

from browser.previewing import CHAPTER, LOOKS, OPEN, WORDS, chapter, choose, judge, reading, rests, until
from hidaka_dx.preview import Session

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("documents_kept")]
MEASURE = "content/measures/1-1.yaml"
DROPPED = """(() => {
  const [part, held] = [%s, new DataTransfer()];
  const area = part.getBoundingClientRect();
  held.items.add(new File(["x"], "photo.png", {type: "image/png"}));
  const at = {clientX: area.x + area.width / 2, clientY: Math.max(area.y, 100) + 40};
  const {DragEvent} = part.ownerDocument.defaultView;
  const told = ["dragover", "drop"].map((name) => new DragEvent(name, {dataTransfer: held, bubbles: true, cancelable: true, ...at}));
  told.forEach((event) => part.dispatchEvent(event));
  return told.every((event) => event.defaultPrevented);
})()"""
"""Drops a file; tells whether the browser was kept from opening it."""
UNDERLINED = """(() => {
  const [shades, area] = document.querySelector('#desk .under').children;
  if (shades.scrollHeight !== area.clientHeight || shades.offsetWidth !== area.offsetWidth) return "elsewhere";
  return [...shades.querySelectorAll('mark')].map((mark) => mark.textContent).filter((words) => words === " ");
})()"""
"""The words that are underlined, where the lines behind the field are as long as those in it."""


def opened_at(page: Page, part: str) -> None:
    """Click something in the text and wait for its form."""
    reading(page).locator(f"[id='{part}']").click()
    until(page, OPEN)


def written(page: Page, session: Session, path: str, words: str) -> None:
    """Wait until a file holds some words, and the page says that it was saved."""
    until(page, "() => !document.getElementById('desk-saved').hidden")
    assert words in (session.root / path).read_text(encoding="utf-8")


def test_a_paragraph_is_changed_where_it_stands_and_back(page: Page, session: Session) -> None:
    opened_at(page, "p15")
    page.locator("#desk textarea").press("Control+Home")
    page.keyboard.type("試しに、")
    page.keyboard.press("Control+Enter")
    written(page, session, CHAPTER, f"試しに、{WORDS} {{#p15}}")
    until(page, "() => text.contentDocument.querySelector('.changed')?.id === 'p15'")
    assert page.frames[1].locator("#p15").inner_text() == f"試しに、{WORDS}"
    page.get_by_role("button", name="元に戻す").click()
    until(page, "(words) => text.contentDocument.getElementById('p15').textContent === words", WORDS)
    assert (session.root / CHAPTER).read_text(encoding="utf-8") == chapter()
    page.locator("#history summary").click()
    assert page.locator("#steps li").count() >= 2
    rests(page)


def test_enlarged_text_keeps_its_place_and_opens_below_what_was_clicked(page: Page) -> None:
    frame = reading(page)
    frame.evaluate("document.getElementById('p4').scrollIntoView()")
    choose(page, "大きくする")
    part = "text.contentDocument.getElementById('p4').getBoundingClientRect()"
    assert page.evaluate(f"zoom * {part}.top") == pytest.approx(0, abs=2)
    assert page.evaluate("text.contentWindow.innerWidth * zoom") == pytest.approx(
        page.evaluate("text.getBoundingClientRect().width"), abs=2
    )
    opened_at(page, "p4")
    assert page.evaluate("desk.offsetTop") == pytest.approx(page.evaluate(f"zoom * {part}.bottom") + 8, abs=1)
    page.keyboard.press("Escape")
    choose(page, "小さくする")


def test_marks_are_put_around_what_is_chosen(page: Page) -> None:
    opened_at(page, "p15")
    area = page.locator("#desk textarea")
    area.evaluate("area => area.setSelectionRange(0, 1)")
    page.get_by_role("button", name="ルビ").click()
    assert area.input_value().startswith("｛町｜よみ｝は、")
    page.keyboard.type("まち")
    assert area.input_value().startswith("｛町｜まち｝は、")
    page.keyboard.press("Escape")
    page.locator("#drafts button").click()
    until(page, OPEN)
    page.locator("#desk-drop").click()
    until(page, "() => !document.querySelector('#drafts button')")


def test_a_field_takes_what_may_be_written_and_tells_what_may_not(page: Page, session: Session) -> None:
    choose(page, "実行計画")
    rests(page)
    before = (session.root / MEASURE).read_bytes()
    opened_at(page, "measure.1-1")
    page.get_by_label("区分", exact=True).select_option("継続")
    costs = page.locator("fieldset", has=page.locator("legend", has_text="事業費"))
    costs.locator(".more").click()
    page.keyboard.type("２０２７")
    page.keyboard.press("Tab")
    page.keyboard.type("百")
    page.locator("#desk-save").click()
    until(page, "() => document.activeElement.getAttribute('aria-invalid') === 'true'")
    assert "整数" in costs.locator(".fault").inner_text()
    assert (session.root / MEASURE).read_bytes() == before
    page.keyboard.press("Control+A")
    page.keyboard.type("1,200")
    page.keyboard.press("Control+Enter")
    written(page, session, MEASURE, "costs:\n  - year: 2027\n    total: 1200\n")
    assert before.replace("新規".encode(), "継続".encode()) in (session.root / MEASURE).read_bytes()
    page.get_by_role("button", name="元に戻す").click()
    until(page, "() => /^元に戻しました/.test(document.querySelector('#desk-saved span').textContent)")
    assert (session.root / MEASURE).read_bytes() == before


def test_what_is_typed_outlives_the_page(page: Page) -> None:
    opened_at(page, "p15")
    page.locator("#desk textarea").press("Control+Home")
    page.keyboard.type("書きかけの文。")
    until(page, "() => document.getElementById('desk-state').textContent === '書きかけを残しました。'")
    page.reload()
    rests(page)
    page.locator("#drafts button").click()
    until(page, OPEN)
    assert page.locator("#desk textarea").input_value().startswith("書きかけの文。")
    page.locator("#desk-drop").click()
    until(page, "() => !document.querySelector('#drafts button')")
    page.keyboard.press("Escape")


def test_what_another_has_written_meanwhile_is_shown_beside(page: Page, session: Session) -> None:
    opened_at(page, "p15")
    page.locator("#desk textarea").fill("自分の文です。 {#p15}")
    (session.root / CHAPTER).write_text(chapter("ほかの人の文です。 {#p15}"), encoding="utf-8")
    page.locator("#desk-save").click()
    page.locator(".clash").wait_for()
    assert page.locator(".clash pre").inner_text() == "ほかの人の文です。 {#p15}"
    page.get_by_role("button", name="自分の入力で書き換える").click()
    written(page, session, CHAPTER, "\n自分の文です。 {#p15}\n")


def test_a_finding_is_a_link_to_its_place_and_a_button_mends_it(page: Page, session: Session) -> None:
    (session.root / CHAPTER).write_text(chapter("町は、CIO （長）を置きます。 {#p15}"), encoding="utf-8")
    item = page.locator("#problems li", has=page.locator(".mend"))
    item.locator(".open").click()
    until(page, OPEN)
    assert page.locator("#desk textarea").input_value() == "町は、CIO （長）を置きます。 {#p15}"
    page.keyboard.press("Escape")
    item.locator(".mend").click()
    written(page, session, CHAPTER, "町は、CIO（長）を置きます。 {#p15}")


def test_findings_are_told_below_the_words_while_one_types(page: Page, session: Session) -> None:
    opened_at(page, "p15")
    page.locator("#desk textarea").fill("町は、CIO （長）を置きます。 {#p15}")
    page.locator("#desk .finding .mend").wait_for()
    area = page.locator("#desk textarea")
    assert page.evaluate(UNDERLINED) == [" "]
    assert "空白は要りません" in page.evaluate(
        "document.querySelector('#desk textarea').getAttribute('aria-describedby').split(' ').map((id) => byId(id).textContent).join()"
    )
    judge(page)
    page.locator("#desk .finding .mend").focus()
    page.keyboard.press("Enter")
    assert area.input_value() == "町は、CIO（長）を置きます。 {#p15}"
    until(page, "() => !document.querySelector('#desk .finding .mend')")
    assert (session.root / CHAPTER).read_text(encoding="utf-8") == chapter()
    area.fill("町は、便利にします。")
    page.keyboard.press("Escape")
    page.locator("#drafts button").click()
    page.locator("#desk-drop").click()
    until(page, "() => !document.querySelector('#drafts button')")
    page.keyboard.press("Escape")


def test_what_an_edit_makes_wrong_elsewhere_is_told_before_and_after_it_is_saved(page: Page, session: Session) -> None:
    opened_at(page, "vision")
    page.locator("#desk textarea").fill("# 将来展望 {#view}")
    page.locator("#desk .caused .open").first.wait_for()
    assert MEASURE in page.locator("#desk .caused").inner_text()
    page.keyboard.press("Control+Enter")
    page.locator("#caused .open").first.wait_for()
    assert MEASURE in page.locator("#caused").inner_text()
    judge(page)
    page.locator("#caused .open", has_text="measures").first.click()
    until(page, OPEN)
    assert page.locator("#desk input, #desk textarea").first.input_value() == "vision"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="元に戻す").click()
    until(page, "() => byId('caused').hidden")
    assert (session.root / CHAPTER).read_text(encoding="utf-8") == chapter()


@pytest.mark.parametrize(
    ("form", "where", "on"),
    [
        ("読みもの", "text.contentDocument.getElementById('p4')", ("id", "p4")),
        ("紙面", "pages.children[0]", ("page", 0)),
    ],
)
def test_a_dropped_file_is_asked_to_take_the_place_of_a_picture(
    page: Page, form: str, where: str, on: tuple[str, object]
) -> None:
    asked: list[dict[str, object]] = []

    def answer(route: Route) -> None:
        asked.append(route.request.post_data_json or {})
        route.fulfill(json={"step": "", "faults": ["試しです。"]})

    page.route("**/desk/replace-picture", answer)
    choose(page, form)
    assert page.evaluate(DROPPED % where)
    until(page, "() => byId('desk-saved').textContent.includes('試しです。')")
    assert (asked[0]["name"], asked[0]["content"], asked[0][on[0]]) == ("photo.png", "eA==", on[1])


@pytest.mark.parametrize("page", LOOKS.values(), ids=LOOKS, indirect=True)
def test_axe_finds_nothing_on_the_desk(page: Page) -> None:
    choose(page, "実行計画")
    rests(page)
    opened_at(page, "measure.1-1")
    judge(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    choose(page, "＋ 足す")
    page.locator("#add button").first.wait_for()
    judge(page)
    choose(page, "仕事")
    choose(page, "会議の資料")
    page.locator("#work-form .run:text-is('会議の資料')").wait_for()
    judge(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_list_of_tasks_that_comes_late_takes_nothing_back(page: Page) -> None:
    choose(page, "仕事")
    page.locator("#work-list button").first.wait_for()
    page.locator("#work-close").click()
    held: list[Route] = []
    page.route("**/desk/tasks", lambda route: route.continue_() if held else held.append(route))
    choose(page, "仕事")
    page.evaluate("window.before = document.querySelector('#work-list button')")
    choose(page, "版の一覧")
    page.locator("#work-form .run:text-is('版の一覧')").wait_for()
    held[0].continue_()
    until(page, "() => !window.before.isConnected")
    assert page.locator("#work-list [aria-pressed=true]").inner_text() == "版の一覧"
    assert page.evaluate("workForm.contains(document.activeElement)")


def test_a_task_runs_and_hands_out_what_it_made(page: Page) -> None:
    choose(page, "仕事")
    choose(page, "版の一覧")
    page.locator("#work-form .run:text-is('版の一覧')").click()
    until(page, "() => document.getElementById('work-doing').textContent === '終わりました。'")
    assert "第1版" in page.locator("#work-words").inner_text()
    choose(page, "発行する")
    page.locator("#work-form .run:text-is('発行する')").click()
    assert "消すこともできません" in page.locator(".sure").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#work").is_hidden()
