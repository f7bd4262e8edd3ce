"""Pages that stay empty at their foot are found with what went to the next page; the share agrees with the ink."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from measure.pages import measure

from hidaka_dx.theme import LINE, LINES
from hidaka_dx.typeset.job import Job, PdfFacts, Pressed
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
DAY = datetime(2026, 4, 1, tzinfo=UTC)
HIGH = LINE * LINES * 0.8
FIGURE = f'<figure style="height: {HIGH}pt"><figcaption><span class="number">図3</span>題</figcaption></figure>'
SHEET = f'<section class="sheet"><h3>個票</h3><div style="height: {HIGH}pt"></div></section>'
TABLE = f'<table class="list short"><tbody><tr style="height: {HIGH}pt"><td>欄</td></tr></tbody></table>'


def _pressed(body: str) -> Pressed:
    html = f'<html lang="ja"><title>題</title><body><header class="cover"><h1>題</h1></header><main>{body}</main>'
    styles = ("fonts.css", "page.css", "text.css", "figure.css", "table.css", "sheet.css")
    pressed, faults = press(Job(html, styles, {}, PdfFacts("題", "町", DAY, DAY)), (ASSETS,), lambda *_: None)
    assert faults == ()
    assert pressed is not None
    return pressed


@pytest.mark.parametrize(
    ("moved", "name"), [(FIGURE, "図3"), (f"<h3>見出し</h3>{FIGURE}", "図3"), (SHEET, "個票"), (TABLE, "表")]
)
def test_a_page_is_told_with_what_went_to_the_next_one(moved: str, name: str) -> None:
    pressed = _pressed("<section>" + "<p>文</p>" * 12 + moved + "</section>" + "<p>終わり</p>" * 4)
    assert [(each.page, each.moved) for each in pressed.empty] == [("1", name)]
    assert dict(measure(pressed.pdf).empty)[2] == pytest.approx(pressed.empty[0].share, abs=0.02)


def test_the_last_page_and_a_page_before_a_new_chapter_go_without_a_name() -> None:
    pressed = _pressed("<p>文</p>" * 3 + '<h2 style="break-before: page">章</h2>' + "<p>文</p>")
    assert [(each.page, each.moved) for each in pressed.empty] == [("1", ""), ("2", None)]


def test_a_paragraph_that_goes_on_behind_is_no_cause() -> None:
    pressed = _pressed("<p>文</p>" * (LINES - 2) + "<p>" + "文" * 120 + "</p>" + "<p>文</p>" * (LINES - 6))
    assert pressed.empty == ()
