"""Terminals that lack letters, folders whose names are no UTF-8: every command says what it has to say, with the right code."""

import os
import sys
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from towns import FIRST, tiny

from hidaka_dx.cli import main

SHIFT_JIS = b"\x93\xfa\x8d\x82"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")


def said(monkeypatch: pytest.MonkeyPatch, encoding: str, words: Sequence[str]) -> tuple[int, str]:
    """Run a command on a terminal of that encoding; give its exit code and all that it wrote."""
    written = BytesIO()
    stream = TextIOWrapper(written, encoding=encoding, write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(sys, "argv", ["hidaka-dx", *words])
    code = 0
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    stream.flush()
    return code, written.getvalue().decode(encoding)


def town(folder: Path, name: bytes) -> Path:
    """Write a town whose title holds a letter that cp932 lacks."""
    place = folder / os.fsdecode(name)
    place.mkdir()
    tiny(place, FIRST, action=FIRST)
    plan = place / "content/plan.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("title: 見本町DX推進計画", "title: 見本町DX〜計画"), "utf-8"
    )
    return place


@pytest.mark.slow
def test_every_command_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = town(tmp_path, SHIFT_JIS)
    for words in (["check"], ["build"], ["publish", "推進計画"], ["editions"], ["verify"], ["website"]):
        code, text = said(monkeypatch, "cp932", [*words, "-C", str(place)])
        assert code == 0, text
        assert text


def test_errors_with_letters_that_the_terminal_lacks_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = town(tmp_path, b"town")
    chapter = place / "content/chapters/vision.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n[](#𠮷)のとおり𠮷野町です。\n", encoding="utf-8")
    for words in (["check"], ["check", "--format", "json"], ["build"], ["compare", "x𠮷.pdf", "原稿"]):
        code, text = said(monkeypatch, "cp932", [*words, "-C", str(place)])
        assert code == 1
        assert "20bb7" in text
