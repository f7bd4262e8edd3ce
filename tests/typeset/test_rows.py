"""Tables that run over a page's end: caption, head and the first row together, however long the row; a note on its page."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from hidaka_dx.theme import LINES
from hidaka_dx.typeset.job import Job, PdfFacts
from hidaka_dx.typeset.press import press
from hidaka_dx.typeset.rows import LONGEST, mark_long_rows

ASSETS = Path(__file__).parents[2] / "assets"
STYLES = ("fonts.css", "page.css", "text.css", "ruby.css", "figure.css", "table.css")
DAY = datetime(2026, 4, 1, tzinfo=UTC)
FILLERS = (0, 12, 18, *range(25, LINES))
HEIGHTS = (1, 17, 19, 50)
"""Lines of the first row."""


def table(name: str, cell: str) -> str:
    return (
        f'<table class="list"><caption>題{name}</caption><colgroup><col style="width: 20%"/><col style="width: 80%"/></colgroup>'
        f'<thead><tr><th scope="col">頭{name}</th><th scope="col">値</th></tr></thead><tbody>'
        f'<tr><th scope="row">行{name}</th><td>{cell}</td></tr><tr><th scope="row">次</th><td>最後</td></tr></tbody></table>'
    )


def pages(body: str, tmp_path: Path) -> list[str]:
    html = f'<html lang="ja"><title>題</title><body><main><h1>題</h1>{body}</main>'
    pressed, faults = press(Job(html, STYLES, {}, PdfFacts("題", "町", DAY, DAY)), (ASSETS,), lambda *_: None)
    assert faults == ()
    assert pressed is not None
    (tmp_path / "x.pdf").write_bytes(pressed.pdf)
    command = ["pdftotext", "-layout", str(tmp_path / "x.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\f")


@pytest.mark.slow
@pytest.mark.parametrize("height", HEIGHTS)
def test_caption_head_and_first_row_begin_on_one_page(height: int, tmp_path: Path) -> None:
    cell = "一行に入る字の数だけ書いた、高さを量るための文の並びの列です。" * height
    body = "".join(
        f'<h2 style="break-before: page">部</h2>{"<p>埋草です。</p>" * filler}{table(f"{filler:02}", cell)}'
        for filler in FILLERS
    )
    found = pages(body, tmp_path)
    for filler in FILLERS:
        page = next(page for page in found if f"題{filler:02}" in page)
        assert f"頭{filler:02}" in page
        assert f"行{filler:02}" in page


def test_the_rest_of_a_long_row_stands_below_the_head_again(tmp_path: Path) -> None:
    found = pages(table("甲", "長い欄です。" * 800), tmp_path)
    parts = [page for page in found if "長い欄" in page]
    assert len(parts) > 2
    assert all("頭甲" in page for page in parts)


def test_a_row_that_ends_with_its_page_is_not_held_by_the_next(tmp_path: Path) -> None:
    """It begins on an earlier page, so it cannot go to the next one with the row behind it."""
    heights = (30, 34, 38, 42, 46)
    long = (table(str(height), "長い欄の文です。" * 4 * height) for height in heights)
    body = "".join(f'<h2 style="break-before: page">部</h2>{each}' for each in long)
    body = body.replace("<col s", '<col data-kind="text" s').replace("最後", "次の行です。" * 60)
    assert sum("頭" in page for page in pages(body, tmp_path)) > len(heights)


def test_only_what_is_too_high_may_break() -> None:
    html = f"<div>{table('甲', 'あ' * 35 * LONGEST)}{table('乙', 'あ' * 40 * (LONGEST + 1))}</div>"
    page = fromstring(html)
    mark_long_rows(page)
    assert [each.get("class") for each in page.iter("table")] == ["list", "list long"]
    assert [each.get("class") for each in page.iter("tr") if each.get("class")] == ["long"]


def test_a_note_stands_on_the_page_of_its_call(tmp_path: Path) -> None:
    note = "この注は、長めに書いておき、二行にわたるようにします。" * 2
    rows = "".join(
        f'<tr><th scope="row">{row}</th><td>説明{f"""<span class="footnote" data-mark="注{row}">〔{row}〕{note}</span>""" * (row % 4 == 0)}</td></tr>'
        for row in range(100, 160)
    )
    head = '<thead><tr><th scope="col">頭</th><th scope="col">値</th></tr></thead>'
    found = pages(f'<table class="list"><caption>題</caption>{head}<tbody>{rows}</tbody></table>', tmp_path)
    for row in range(100, 160, 4):
        page = next(page for page in found if f"注{row}" in page)
        assert f"〔{row}〕" in page
        assert any(line.split()[:1] == [str(row)] for line in page.split("\n"))


def test_a_note_in_running_text_stands_on_the_page_of_its_call(tmp_path: Path) -> None:
    text = "".join(
        f'<p>文{number}です。<span class="footnote" data-mark="注{number}">〔{number}〕{"注の文です。" * 20}</span></p>'
        + "<p>埋草です。</p>" * 3
        for number in range(100, 140)
    )
    found = pages(text, tmp_path)
    for number in range(100, 140):
        page = next(page for page in found if f"文{number}" in page)
        assert f"〔{number}〕" in page
