"""A real browser with this project's own fonts, so that pages look alike on every machine."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any, Final

import pytest
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from towns import DRAFT, FIRST, publish_plan, tiny
from websites import sample_site

from browser.axe import AXE
from browser.previewing import REPORT, WORDS, put_back, rests, until
from browser.windows import WIDE
from hidaka_dx.pipeline.publish import publish
from hidaka_dx.preview import Session, opened

ROOT: Final = Path(__file__).parent.parent.parent
CHROMIUM: Final = shutil.which("chromium") or shutil.which("google-chrome")
MISSING: Final = "chromium、libatomic1、axe-core のどれかがないため、ブラウザーでの検査を飛ばします。tools/prepare.sh test を実行してください。"
FONTS: Final = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir>
<match><edit name="family" mode="append_last"><string>BIZ UDGothic</string></edit></match></fontconfig>"""


def can_drive() -> bool:
    """Tell whether the driver's own program starts; libraries that it loads may be missing."""
    program, _ = compute_driver_executable()
    return subprocess.run([program, "--version"], capture_output=True, check=False, timeout=60).returncode == 0


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Give a browser; without one the tests are skipped, but never where everything must be checked (CI)."""
    if not (CHROMIUM and AXE.is_file() and can_drive()) and not os.environ.get("CI"):
        pytest.skip(MISSING)
    fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    fonts.write_text(FONTS.format(folder=ROOT / "assets/fonts"), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], env={**os.environ, "FONTCONFIG_FILE": str(fonts)}
        )
        yield browser
        browser.close()


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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the website of the sample town, which has figures, forms, measures and reports; no browser opens its PDFs."""
    return sample_site(tmp_path_factory)


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Give what opens a context, once for each kind of window: the website keeps nothing from one page to the next."""
    known: dict[str, BrowserContext] = {}

    def context(**window: Any) -> BrowserContext:
        kind = repr(sorted(window.items()))
        if kind not in known:
            known[kind] = browser.new_context(**window)
        return known[kind]

    yield context
    for each in known.values():
        each.close()


@pytest.fixture
def shown(contexts: Callable[..., BrowserContext], site: Path) -> Iterator[Callable[..., Page]]:
    """Give what opens a page of the website from the disk in a tab of its own, after a script where there is one."""
    tabs = []

    def show(page: str, script: str = "", **window: Any) -> Page:
        tab = contexts(**{"viewport": WIDE, **window}).new_page()
        tabs.append(tab)
        tab.set_default_timeout(5000)
        if script:
            tab.add_init_script(script)
        file, _, place = page.partition("#")
        tab.goto((site / file).as_uri() + (place and f"#{place}"))
        return tab

    yield show
    for tab in tabs:
        tab.close()
