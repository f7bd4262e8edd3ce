"""Bars beside rows: in the margin, as tall as the row, and nothing that is read aloud."""

from io import BytesIO

import pypdf
import pytest
from measure.pdf_reading import spoken, written

from hidaka_dx.inspection import failures

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
