"""What leaves its place on a page is found; what people write breaks inside its place, whatever elements it goes through."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hidaka_dx.typeset.job import Fault, Job, PdfFacts, Pressed
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
STYLES = ("fonts.css", "page.css", "text.css", "ruby.css", "figure.css", "table.css")
DAY = datetime(2026, 4, 1, tzinfo=UTC)
LONG = "dx.suishin.honbu.jimukyoku.kikakuka.digital.suishinshitsu.tantou@town.mihon.hokkaido.example.lg.jp"
HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855e3b0c44298fc1c149afbf4c899"
FILES = (
    ".png, .jpg, .jpeg, .jpe, .gif, .zip, .doc, .docx, .docm, .xls, .xlsx, .xlsm, .ppt, .pptx, .pptm, .pps, .odt, .ods"
)
NARROW = (20, 20, 60)
"""Widths of columns in percent."""


def table(cell: str, widths: tuple[int, ...] = NARROW) -> str:
    columns = "".join(f'<col style="width: {width}%">' for width in widths)
    cells = "".join(f"<td>{words}</td>" for words in (cell, *["説明です。"] * (len(widths) - 2)))
    head = "".join('<th scope="col">欄</th>' for _ in widths)
    return (
        f'<table class="list"><caption>題</caption><colgroup>{columns}</colgroup>'
        f'<thead><tr>{head}</tr></thead><tbody><tr><th scope="row">名</th>{cells}</tr></tbody></table>'
    )


def printed(body: str) -> tuple[Pressed | None, tuple[Fault, ...]]:
    html = f'<html lang="ja"><title>題</title><body><main><h1>題</h1><p id="here">文です。</p>{body}</main>'
    return press(Job(html, STYLES, {}, PdfFacts("題", "町", DAY, DAY)), (ASSETS,), lambda *_: None)


def lines(body: str, tmp_path: Path) -> list[str]:
    pressed, faults = printed(body)
    assert faults == ()
    assert pressed is not None
    (tmp_path / "x.pdf").write_bytes(pressed.pdf)
    command = ["pdftotext", "-layout", str(tmp_path / "x.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\n")


def spans(words: str) -> str:
    """Write a word as the press is given it: each part that is of small letters as a word of another language."""
    parts = [part if not part.isalpha() else f'<span lang="en">{part}</span>' for part in _parts(words)]
    return "".join(parts)


def _parts(words: str) -> list[str]:
    parts = [""]
    for letter in words:
        if parts[-1] and letter.isalpha() != parts[-1][-1].isalpha():
            parts.append("")
        parts[-1] += letter
    return parts


@pytest.mark.parametrize(
    "cell",
    [
        LONG,
        f"宛先は{LONG}です。",
        spans(LONG),
        f"宛先は{spans(LONG)}です。",
        f'<a href="#here">{spans(LONG)}</a>',
        f'<a href="#here">{LONG[:30]}</a>{LONG[30:]}<em>{HASH}</em>',
        f"値は{HASH}です。",
        spans(HASH),
        f"（{spans(HASH)}）",
        FILES,
        spans(FILES),
        f"例：{spans(FILES)}",
        f'{LONG[:20]}<span class="footnote" data-mark="注1">注です。</span>{LONG[20:]}',
        "https://www.town.mihon.example.lg.jp/soshiki/kikaku/digital/keikaku_r8_honpen_shiryohen_saishu.pdf",
        "Instrumentationlibraryforeveryoneandeverything",
        "1" * 90,
    ],
)
def test_a_long_word_breaks_inside_its_column(cell: str) -> None:
    """Set in a column of some width, and in one that holds two or three letters."""
    pressed, faults = printed(table(cell, NARROW) + table(cell, (10, 8, *(14,) * 5, 12)))
    assert faults == ()
    assert pressed is not None


@pytest.mark.parametrize("words", [f"宛先は{spans(LONG * 2)}です。", HASH * 2, f"<em>{spans(HASH)}</em>{HASH}"])
def test_in_running_text_too(words: str) -> None:
    assert printed(f"<p>{words}</p><ul><li>{words}</li></ul>")[1] == ()


def test_a_heading_of_one_long_phrase_breaks_too() -> None:
    assert printed(f"<h2>{'とても' * 30}</h2>" + f"<h2>{HASH}</h2>")[1] == ()


def test_a_long_title_of_a_figure_breaks_beside_its_source() -> None:
    title = "見本町における行政手続のデジタル化と業務の変革に関する総合的な推進のための計画" * 2
    line = f'<p class="title"><span class="number">図1</span>{title}の体系</p><p class="source">出典</p>'
    assert printed(f'<figure><figcaption><div class="line">{line}</div></figcaption></figure>')[1] == ()


@pytest.mark.parametrize(("words", "whole"), [("1,234,567,890円", "1,234,567,890円"), ("12.5％になる割合", "12.5％")])
def test_no_number_parts_from_its_point_comma_or_unit(words: str, whole: str, tmp_path: Path) -> None:
    found = lines(table(f"{'あ' * 3}{words}", (20, 25, 55)), tmp_path)
    assert any(whole in line for line in found)


def test_an_address_goes_on_after_a_sign(tmp_path: Path) -> None:
    found = lines(table(spans(LONG), (20, 40, 40)), tmp_path)
    parts = [part for line in found for part in line.split() if part.isascii() and "." in part]
    assert "".join(parts) == LONG
    assert all(part[-1] in ".@" for part in parts[:-1])


@pytest.mark.parametrize(
    ("body", "words", "where"),
    [
        (f'<p style="white-space: nowrap">{"文" * 60}。</p>', "文文文", "版面"),
        (table("欄の文").replace('class="list"', 'class="list" style="width: 700pt"'), "欄", "版面"),
        (table('<span style="position: relative; left: 300pt">離れた語</span>'), "離れた語", "欄"),
        ('<p style="position: absolute; left: 500pt; width: 200pt">紙の外の語です。</p>', "紙の外の語です。", "紙"),
        ('<p style="margin-top: -120pt">上に出た文です。</p>', "上に出た文です。", "版面"),
        (table("欄の文").replace(">欄<", f">{'高い頭' * 200}<"), "高い頭高い頭", "ページ"),
    ],
)  # fmt: skip
def test_what_leaves_its_place_is_told(body: str, words: str, where: str) -> None:
    pressed, faults = printed(body)
    assert pressed is None
    assert any(fault.stray is not None and fault.stray.startswith(words) for fault in faults), faults
    assert any(fault.message.startswith(where) for fault in faults)
