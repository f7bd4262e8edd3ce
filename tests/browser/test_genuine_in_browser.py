"""Is this PDF genuine? The page answers from the file's bytes, in the browser, also from a folder and without its own hash."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page

from browser.axe import brought, verdict

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(shown: Callable[..., Page]) -> Callable[..., Page]:
    """Give what opens the page."""
    return lambda script="", **window: shown("genuine.html", script, **window)


def answer(page: Page, *files: tuple[str, bytes]) -> list[str]:
    given = [FilePayload(name=name, mimeType="application/pdf", buffer=content) for name, content in files]
    page.locator("#_file").set_input_files(given)
    page.locator("#_answers li").nth(len(files) - 1).wait_for()
    return page.locator("#_answers li").all_inner_texts()


@pytest.mark.parametrize("script", ["", "Object.defineProperty(globalThis, 'crypto', {value: undefined})"])
def test_an_edition_a_signed_copy_and_a_forgery_are_told_apart(
    site: Path, opened: Callable[..., Page], script: str
) -> None:
    authorities = pytest.importorskip("authorities", reason="the extra [sign] is not installed")
    now = (site / "promotion-plan-02/promotion-plan-02.pdf").read_bytes()
    old = (site / "action-plan-01/action-plan-01.pdf").read_bytes()
    mayor = authorities.Authority().certify("見本町長")
    signed = authorities.signed(old, mayor, "見本町長")
    forged = now[:-100] + bytes([now[-100] ^ 1]) + now[-99:]
    said = answer(
        opened(script), ("a.pdf", now), ("b.pdf", signed), ("c.pdf", forged), ("d.pdf", b"words"), ("e.pdf", now[:-1])
    )
    assert "「見本町DX推進計画 第2版」と一字一句同じです。" in said[0]
    assert "今の計画（現行の版）です。" in said[0]
    assert (
        f"初めの部分が「見本町DX実行計画 第1版」と一字一句同じで、後ろに{len(signed) - len(old):,}バイトが加わっています。"
        in said[1]
    )
    assert "今の計画は第2版です。" in said[1]
    assert "見える内容を変えていることもあります" in said[1]
    assert "発行した版ではありません。" in said[2]
    assert "PDFではありません。" in said[3]
    assert "発行した版ではありません。" in said[4]


def test_its_hash_is_sha_256(opened: Callable[..., Page]) -> None:
    content = bytes(range(256)) * 3
    lengths = [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 700, 768]
    found = opened().evaluate(
        "([bytes, lengths]) => [...hashesOfStarts(new Uint8Array(bytes), lengths)].map(([, hash]) => hash)",
        [list(content), lengths],
    )
    assert found == [hashlib.sha256(content[:length]).hexdigest() for length in lengths]


def test_the_page_is_accessible_and_says_without_a_script_what_to_do(opened: Callable[..., Page]) -> None:
    page = opened(viewport={"width": 320, "height": 600})
    answer(page, ("d.pdf", b"words"))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    brought(page)
    assert not verdict(page)
    plain = opened(java_script_enabled=False)
    assert plain.locator("#_without").is_visible()
    assert not plain.locator("#_genuine").is_visible()
    assert plain.locator("#_issued code").count() > 10
