"""What the tests of the preview in a browser share: a town, and how one waits, looks and chooses."""

import time
from typing import Any, Final

from playwright.sync_api import Page

from browser.axe import brought, verdict
from hidaka_dx.preview import Session

CHAPTER: Final = "content/chapters/vision.md"
REPORT: Final = """\
year: 2026
as_of: 2027-03-31
assessor: 見本町DX推進本部
status: 案
results: []
"""
WORDS: Final = "町は、役場の手続を見直し、町民と職員の時間を生み出します。" * 2
OPEN: Final = "() => !desk.hidden && desk.contains(document.activeElement)"
"""The form of a place is there, and has the keyboard."""
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


def put_back(session: Session) -> None:
    """Undo what the test before has written."""
    file = session.root / CHAPTER
    if file.read_text(encoding="utf-8") != chapter():
        file.write_text(chapter(), encoding="utf-8")


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
