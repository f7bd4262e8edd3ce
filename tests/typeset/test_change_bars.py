"""Bars beside rows: in the margin, as tall as the row, and nothing that is read aloud."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from measure.pdf_reading import FACTS, spoken, written

from hidaka_dx.inspection import failures
from hidaka_dx.typeset.job import Job
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"

ROWS = """<table><tr><td>上の行</td></tr><tr {bar}><td>高い行<br>二行目</td></tr><tr><td>下の行</td></tr></table>"""
STYLE = "body {margin: 0} table {width: 200pt} td {border: 0; padding: 0; line-height: 20pt} @page {margin: 50pt; @top-center {content: none}}"


def rectangles(pdf: bytes) -> list[tuple[float, ...]]:
    """Give the filled rectangles of the first page: across, down, width, height in CSS pixels."""
    content = pypdf.PdfReader(BytesIO(pdf)).pages[0].get_contents()
    assert content is not None
    return [tuple(map(float, operands)) for operands, operator in content.operations if operator == b"re"]


def bars(pdf: bytes, plain: bytes) -> list[tuple[float, ...]]:
    return [each for each in rectangles(pdf) if each not in rectangles(plain)]


def made(bar: str) -> bytes:
    return written(f"<h1>題</h1>{ROWS.format(bar=bar)}", STYLE)


def test_a_bar_stands_in_the_margin_beside_its_row_alone() -> None:
    (bar,) = bars(made("data-bar"), made(""))
    across, down, width, height = (value * 0.75 for value in bar)
    assert (across, width) == pytest.approx((50 + 200 + 12, 2))
    assert height == pytest.approx(40)
    assert down > 50 + 20


def test_a_bar_is_not_read_and_conforms() -> None:
    assert spoken(made("data-bar")) == spoken(made(""))
    assert failures(made("data-bar")) == []


@pytest.mark.parametrize("two_sided", [False, True])
def test_bars_stand_in_the_outer_margin(two_sided: bool) -> None:  # noqa: FBT001  a parameter of the test
    page = '<p class="barred">文</p><table class="list"><tr data-bar><td>行</td></tr></table>'
    html = f'<html lang="ja"><title>題</title><body><main><h1>題</h1>{page}<div style="break-before: page">{page}</div></main>'
    styles = ("fonts.css", "page.css", "text.css", "table.css", "redline.css", *(["two-sided.css"] * two_sided))
    made, faults = press(Job(html, styles, {}, replace(FACTS, two_sided=two_sided)), (ASSETS,), lambda *_: None)
    assert faults == ()
    assert made is not None
    right, left = (inked(page) for page in pypdfium2.PdfDocument(made.pdf))
    assert (right["left"], right["right"]) == (0, 2)
    assert (left["left"], left["right"]) == ((2, 0) if two_sided else (0, 2))


def inked(page: pypdfium2.PdfPage) -> dict[str, int]:
    """Count the bars in each margin of a page."""
    image = page.render(scale=2, grayscale=True).to_pil()
    columns = {"left": 53 - 13, "right": image.width / 2 - 53 + 13}
    lines = {
        side: [image.getpixel((round(at * 2), down)) < 128 for down in range(image.height)]
        for side, at in columns.items()
    }
    return {side: sum(now and not before for before, now in pairwise(line)) for side, line in lines.items()}
