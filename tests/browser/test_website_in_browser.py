"""The website in a real browser: axe-core (WCAG 2.2 AA) on every kind of page, and what the script adds."""

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest

from hidaka_dx.pipeline import website

ROOT = Path(__file__).parent.parent.parent
CHROMIUM: Final = shutil.which("chromium") or shutil.which("google-chrome")
AXE: Final = ROOT / "node_modules/axe-core/axe.min.js"
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and AXE.is_file()) and not os.environ.get("CI"),
    reason="chromium か axe-core がないため、ブラウザーでの検査を飛ばします。tools/prepare.sh test を実行してください。",
)
VIEWS: Final = ("light", "dark", "narrow")
FRAME: Final = """<!DOCTYPE html><html lang="ja"><title>検査</title>
<script>addEventListener("message", ({{data}}) => {{ document.getElementById("_told").textContent = data; }});</script>
<pre id="_told"></pre><iframe title="ページ" width="{width}" height="900" src="{page}"></iframe></html>"""
"""A window that is as narrow as asked: those of the browser are not."""
FONTS: Final = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir>
<match><edit name="family" mode="append_last"><string>BIZ UDGothic</string></edit></match></fontconfig>"""
"""This project's own fonts, so that the pages look alike on every machine."""
JUDGE: Final = """
const told = await axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]});
return {
  dark: matchMedia("(prefers-color-scheme: dark)").matches,
  overflow: document.documentElement.scrollWidth - innerWidth,
  width: innerWidth,
  found: told.violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 200)} ${each.nodes[0].failureSummary}`),
};
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the website of the sample town, which has figures, forms, measures, a report and drafts."""
    output = tmp_path_factory.mktemp("site")
    opened, problems = website(ROOT / "examples/mihon", output, lambda _words, _share: None)
    assert opened, problems
    return opened.first.parent


def told(page: Path, script: str, view: str = "light") -> Any:
    """Run a script in a page, as a browser shows it, and give what it returns."""
    head = f'<script src="{AXE.as_uri()}"></script>' if "axe" in script else ""
    run = f"""<script>addEventListener("load", () => setTimeout(async () => {{
      const said = await (async () => {{ {script} }})().catch(String);
      parent.postMessage(JSON.stringify(said), "*");
    }}, 50));</script>"""
    copy = page.with_name(f"_{view}.html")
    copy.write_text(page.read_text(encoding="utf-8").replace("</body>", f"{head}{run}</body>"), encoding="utf-8")
    flags = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--virtual-time-budget=20000",
        "--dump-dom",
    ]
    frame = page.with_name(f"_frame_{view}.html")
    frame.write_text(FRAME.format(width=320 if view == "narrow" else 1280, page=copy.name), encoding="utf-8")
    dark = ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] if view == "dark" else []
    with TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        command = [str(CHROMIUM), *flags, f"--user-data-dir={profile}", *dark, frame.as_uri()]
        fonts = Path(profile) / "fonts.conf"
        fonts.write_text(FONTS.format(folder=ROOT / "assets/fonts"), encoding="utf-8")
        environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
        shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)
    found = re.search(r'<pre id="_told">(.+?)</pre>', shown.stdout, re.DOTALL)
    assert found, shown.stderr[-2000:]
    return json.loads(unescape(found[1]))


KINDS: Final = (
    "index.html",
    "promotion-plan-03-draft/index.html",
    "action-plan-03-draft/measures.html",
    "progress-2027/index.html",
)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", KINDS)
def test_axe_finds_nothing(site: Path, page: str, view: str) -> None:
    said = told(site / page, JUDGE, view)
    assert not said["found"], "\n".join(said["found"])
    assert said["dark"] == (view == "dark")
    assert said["overflow"] <= 0
    assert said["width"] == 320 or view != "narrow"


def test_the_list_of_measures_is_narrowed_down_and_shown_whole_again(site: Path) -> None:
    script = """
    const form = document.getElementById("_filters");
    const rows = () => [...document.querySelectorAll("tbody tr")].filter((row) => row.checkVisibility());
    const all = rows().length;
    form.elements.namedItem("focus").value = "○";
    form.dispatchEvent(new Event("change"));
    const some = rows();
    form.reset();
    await new Promise((done) => setTimeout(done, 10));
    return {all, some: some.length, fit: some.every((row) => row.cells[3].textContent === "○"), again: rows().length};
    """
    said = told(site / "action-plan-03-draft/measures.html", script)
    assert said["fit"]
    assert 0 < said["some"] < said["all"] == said["again"]


def test_words_are_found_with_their_places(site: Path) -> None:
    script = """
    const form = document.getElementById("_search");
    const input = form.querySelector("input");
    input.value = "スマートフォン";
    input.dispatchEvent(new Event("input", {bubbles: true}));
    const links = [...form.querySelectorAll("a")];
    const right = links.every((link) => document.getElementById(link.hash.slice(1)));
    return {count: links.length, right, status: form.querySelector("[role=status]").textContent};
    """
    said = told(site / "promotion-plan-03-draft/index.html", script)
    assert said["count"] > 0
    assert said["right"]
    assert said["status"] == f"{said['count']}か所にあります。"


def test_a_term_is_explained_where_it_stands_and_the_keyboard_comes_back(site: Path) -> None:
    script = """
    const link = document.querySelector("a.term");
    link.focus();
    link.click();
    const note = document.getElementById("_explained");
    const opened = {open: note.matches(":popover-open"), words: note.textContent, inside: document.activeElement === note};
    note.hidePopover();
    await new Promise((done) => setTimeout(done, 50));
    return {...opened, closed: !note.matches(":popover-open"), back: document.activeElement === link, term: link.textContent};
    """
    said = told(site / "promotion-plan-03-draft/index.html", script)
    assert said["open"]
    assert said["inside"]
    assert said["words"].startswith(said["term"])
    assert said["closed"]
    assert said["back"]
