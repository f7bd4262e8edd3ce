"""The preview over real HTTP: who is let in, what follows a save, what stays when something is wrong."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from asking import Browser
from processes import started
from towns import DRAFT, tiny

from hidaka_dx.installed import HOUSE
from hidaka_dx.preview import Session, opened
from hidaka_dx.preview.answers import Answers
from hidaka_dx.preview.board import Board
from hidaka_dx.preview.gate import RefusedError
from hidaka_dx.problem import RefusalError

pytestmark = pytest.mark.slow
CHAPTER = "content/chapters/vision.md"
SHEET = "assets/css/text.css"


def settled(sights: Iterator[dict[str, Any]], printed: int) -> dict[str, Any]:
    """Follow until that printing, or until problems, stand at rest."""
    return next(each for each in sights if not each["busy"] and (each["stale"] or each["printed"] >= printed))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    town = tiny(tmp_path_factory.mktemp("town"), DRAFT.replace('"3"', '"1"'))
    (town / SHEET).parent.mkdir(parents=True)
    (town / SHEET).write_bytes((HOUSE / SHEET).read_bytes())
    with opened(town, 0) as session:
        Thread(target=session.watch, daemon=True).start()
        yield session


@pytest.fixture(scope="module")
def browser(session: Session) -> Browser:
    return Browser(session.address)


def test_the_page_loads_nothing_from_elsewhere(browser: Browser) -> None:
    for path in ("", "preview.js", "preview.css", "reading.css"):
        status, _, content = browser.get(path)
        assert status == 200
        assert b"http:" not in content
        assert b"https:" not in content


def test_no_token_no_page(browser: Browser) -> None:
    for path in ("/", "/preview.js", f"/{'x' * 32}/", browser.home[:-2] + "/", "/events/promotion-plan"):
        status, _, content = browser.ask(path)
        assert status == 403
        assert "端末に表示されたアドレス" in content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "example.com"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://example.com"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
)
def test_another_site_is_not_let_in(browser: Browser, headers: dict[str, str]) -> None:
    assert browser.get("", **headers)[0] == 403
    assert browser.get("events/promotion-plan", **headers)[0] == 403


def test_its_own_page_is_let_in(browser: Browser) -> None:
    home = f"127.0.0.1:{browser.port}"
    assert browser.get("", Host=home, Origin=f"http://{home}", Sec_Fetch_Site="same-origin")[0] == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD", "OPTIONS"])
def test_other_methods_are_not_known(browser: Browser, method: str) -> None:
    assert browser.ask(browser.home, method)[0] == 405


def test_an_edit_is_seen_a_fault_is_told_and_mended(session: Session, browser: Browser) -> None:
    chapter = session.root / CHAPTER
    sights = browser.follow("promotion-plan")
    first = settled(sights, 1)
    assert first["views"] == {"promotion-plan": "推進計画"}
    before = browser.get("page/promotion-plan/2")[2]
    assert before.startswith(b"\x89PNG")

    chapter.write_text("# 将来展望 {#vision}\n\n町は、役場を便利にします。 {#aim}\n", encoding="utf-8")
    second = settled(sights, first["printed"] + 1)
    assert second["read"] > first["read"]
    assert "役場を便利に" in browser.get("read/promotion-plan/")[2].decode()
    changed = browser.get("page/promotion-plan/2")[2]
    assert changed != before

    chapter.write_text("# 将来展望 {#vision}\n\n役場を[](#nowhere)便利にします。\n", encoding="utf-8")
    third = settled(sights, second["printed"] + 1)
    assert third["stale"]
    assert third["problems"][0]["place"].startswith(f"{CHAPTER}:3:")
    assert "役場を" in third["problems"][0]["excerpt"]["before"]
    assert browser.get("page/promotion-plan/2")[2] == changed

    chapter.write_text("# 将来展望 {#vision}\n\n町は、暮らしを便利にします。 {#aim}\n", encoding="utf-8")
    fourth = settled(sights, third["printed"] + 1)
    assert not fourth["stale"]
    assert browser.get("page/promotion-plan/2")[2] == before


def test_a_style_sheet_is_followed_and_its_faults_are_told(session: Session, browser: Browser) -> None:
    sheet = session.root / SHEET
    before = sheet.read_text(encoding="utf-8")
    sights = browser.follow("promotion-plan")
    first = settled(sights, 1)
    text, page = browser.get("read/promotion-plan/")[2], browser.get("page/promotion-plan/2")[2]

    sheet.write_text(before + "main p { color: var(--ai); }\n", encoding="utf-8")
    second = settled(sights, first["printed"] + 1)
    assert browser.get("page/promotion-plan/2")[2] != page
    assert browser.get("read/promotion-plan/")[2] != text

    sheet.write_text(before + "main p { colour: red; }\n", encoding="utf-8")
    third = settled(sights, second["printed"] + 1)
    assert third["stale"]
    assert third["problems"][0]["place"] == f"{SHEET}:{before.count(chr(10)) + 1}:10"
    assert "colour" in third["problems"][0]["excerpt"]["after"]

    sheet.write_text(before, encoding="utf-8")
    assert not settled(sights, second["printed"] + 1)["stale"]
    assert browser.get("page/promotion-plan/2")[2] == page


def test_folders_that_come_later_are_followed_and_may_go_again(tmp_path: Path) -> None:
    town = tiny(tmp_path, DRAFT.replace('"3"', '"1"'))
    with opened(town, 0) as session:
        Thread(target=session.watch, daemon=True).start()
        browser = Browser(session.address)
        sights = browser.follow("promotion-plan")
        first = settled(sights, 1)
        page = browser.get("page/promotion-plan/2")[2]

        (town / SHEET).parent.mkdir(parents=True)
        (town / SHEET).write_bytes((HOUSE / SHEET).read_bytes() + b"main p { color: var(--ai); }\n")
        second = settled(sights, first["printed"] + 1)
        coloured = browser.get("page/promotion-plan/2")[2]
        assert coloured != page

        (town / SHEET).write_bytes((HOUSE / SHEET).read_bytes() + b"main p { color: var(--kaki); }\n")
        third = settled(sights, second["printed"] + 1)
        assert browser.get("page/promotion-plan/2")[2] not in (page, coloured)

        shutil.rmtree(town / "assets")
        settled(sights, third["printed"] + 1)
        assert browser.get("page/promotion-plan/2")[2] == page


@pytest.mark.parametrize("leave", ["renamed", "moved away", "moved at once", "emptied"])
def test_whatever_an_editor_does_the_last_words_are_shown(session: Session, browser: Browser, leave: str) -> None:
    chapter = session.root / CHAPTER
    sights = browser.follow("promotion-plan")
    first = settled(sights, 1)
    new = f"# 将来展望 {{#vision}}\n\n町は、{leave}を便利にします。 {{#aim}}\n"
    if leave == "moved away":
        (session.root / "content").rename(session.root / "gone")
        assert next(each for each in sights if each["stale"])["printed"] == first["printed"]
        (session.root / "gone").rename(session.root / "content")
    elif leave == "moved at once":
        (session.root / "content").rename(session.root / "gone")
        shutil.copytree(session.root / "gone", session.root / "content")
        shutil.rmtree(session.root / "gone")
    elif leave == "emptied":
        chapter.write_text("", encoding="utf-8")
        assert next(each for each in sights if each["stale"])["printed"] == first["printed"]
    desk = chapter.with_name("vision.md.new")
    desk.write_text(new, encoding="utf-8")
    desk.replace(chapter)
    for each in sights:  # what was there in between may be printed before
        is_new = leave in browser.get("read/promotion-plan/")[2].decode()
        if is_new and each["printed"] > first["printed"] and not each["busy"]:
            break
    assert not each["stale"]


@pytest.mark.parametrize(
    "path",
    [
        "read/promotion-plan/../../../../etc/passwd",
        "read/promotion-plan/css/../../content/plan.yaml",
        "read/promotion-plan/%2e%2e/content/plan.yaml",
        "read/promotion-plan/content/plan.yaml",
        "read/promotion-plan//etc/passwd",
        "read/promotion-plan/css/none.css",
        "read/none/",
        "page/promotion-plan/99",
        "page/promotion-plan/-1",
        "page/promotion-plan/x",
        "place/promotion-plan/?id=aim",
        "output/../content/plan.yaml",
        "output/%2e%2e/content/plan.yaml",
        "output/none.pdf",
        "events/none",
        "fonts/../css/text.css",
        "fonts/none.ttf",
        "static/page.html",
        "nothing",
    ],
)
def test_nothing_else_is_served(browser: Browser, path: str) -> None:
    status, kind, content = browser.get(path)
    assert (status, kind) == (404, "text/plain; charset=utf-8")
    assert "この頁はありません" in content.decode()


def test_style_sheets_and_drawings_are_served(browser: Browser) -> None:
    settled(browser.follow("promotion-plan"), 1)
    assert browser.get("read/promotion-plan/css/text.css")[1] == "text/css"
    assert browser.get("fonts/BIZUDGothic-Bold.ttf")[1] == "font/ttf"
    assert browser.get("pdf/promotion-plan/")[2].startswith(b"%PDF")


def test_it_ends_at_once_and_frees_its_port(session: Session) -> None:
    with opened(session.root, 0) as other:
        browser = Browser(other.address)
        sights = browser.follow("promotion-plan")
        next(sights)
        watching = Thread(target=other.watch)
        watching.start()
        start = time.monotonic()
    watching.join(timeout=5)
    assert time.monotonic() - start < 5
    with pytest.raises(ConnectionRefusedError):
        browser.get("")


@pytest.mark.parametrize(("option", "said"), [("--quiet", ""), ("--port=0", "ブラウザーを開けません。")])
def test_ctrl_c_ends_it_with_a_sentence(session: Session, option: str, said: str) -> None:
    command = [sys.executable, "-m", "hidaka_dx", "preview", option, "-C", str(session.root)]
    blind = {**os.environ, "PATH": "", "BROWSER": ""}
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=blind) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        assert not said or process.stdout.readline().startswith(said)
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=10)
    assert (process.returncode, rest, errors) == (0, "プレビューを終わりました。\n", "")


def test_a_port_that_is_taken_is_said(session: Session, browser: Browser) -> None:
    with (
        pytest.raises(RefusalError, match=f"ポート {browser.port} は、?ほかのプログラムが使っています"),
        opened(session.root, browser.port),
    ):
        pass


def test_what_is_no_town_is_said(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match="町のフォルダーではありません"), opened(tmp_path, 0):
        pass


@pytest.mark.parametrize("target", ["/[", "//[", "//[::1", "read//[", "page/promotion-plan/[", "//]", "/\\["])
def test_what_is_no_address_is_not_there(target: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        Answers(tmp_path, Board()).to(target)
