"""Texts shown otherwise than typed: wide on paper, as typed for whoever copies them, in one element or in several."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2

from hidaka_dx.typeset.job import Job, PdfFacts
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
DAY = datetime(2026, 4, 1, tzinfo=UTC)
EM = 12


def widths(words: str, *styles: str) -> dict[str, float]:
    """Return the characters that are copied from a page, each with its width in ems."""
    html = f'<html lang="ja"><title>題</title><body><main><p>{words}</p></main></body></html>'
    job = Job(html, ("fonts.css", "text.css", *styles), {}, PdfFacts("題", "町", DAY, DAY))
    made, faults = press(job, (ASSETS,), lambda *_: None)
    assert faults == ()
    assert made is not None
    page = pypdfium2.PdfDocument(made.pdf)[0].get_textpage()
    boxes = {page.get_text_range(place, 1): page.get_charbox(place, loose=True) for place in range(page.count_chars())}
    return {char: (box[2] - box[0]) / EM for char, box in boxes.items() if char.strip()}


def test_a_single_digit_is_wide_where_a_town_wants_it_and_read_as_typed() -> None:
    narrow, wide = widths("令和8年度"), widths("令和8年度", "wide-digits.css")
    assert narrow.keys() == wide.keys() == set("令和8年度")
    assert narrow["8"] < 0.95
    assert wide["8"] == 1.0


def test_what_stands_beside_a_digit_may_be_in_another_element() -> None:
    """Numbers that a redline parts, or marks, are no single digits; a wide glyph that is typed reads as itself."""
    found = widths("令和1<b>2</b>年３期、<b>4</b>年度", "wide-digits.css")
    assert found.keys() >= set("12３4")
    assert max(found["1"], found["2"]) < 0.95
    assert found["３"] == found["4"] == 1.0


def test_brackets_are_of_one_kind_and_read_as_typed() -> None:
    found = widths("変革(DX)と（仮）、9時~第9")
    assert found.keys() >= set("()（）~")
    assert found["~"] == found["（"] == 1.0
