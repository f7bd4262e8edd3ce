"""A real browser with this project's own fonts, so that pages look alike on every machine."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, sync_playwright

from browser.axe import AXE

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
