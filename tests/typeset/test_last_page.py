"""A short part does not stand alone on the last page where the part before it can come with it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hidaka_dx.typeset.job import Job, PdfFacts
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
DAY = datetime(2026, 4, 1, tzinfo=UTC)


def part(name: str, lines: int) -> str:
    return f'<section><h2 id="{name}">章</h2>{"<p>埋草</p>" * lines}</section>'


def pages(*parts: str, names: str = "abc") -> str:
    body = f'<main class="floating"><h1>題</h1>{"".join(parts)}</main>'
    html = f'<html lang="ja"><title>題</title><body class="action-plan">{body}</body></html>'
    styles = ("fonts.css", "page.css", "text.css", "table.css")
    made, faults = press(Job(html, styles, {}, PdfFacts("題", "町", DAY, DAY)), (ASSETS,), lambda *_: None)
    assert faults == ()
    assert made is not None
    return " ".join([*(made.places[name] for name in names), str(made.pages)])


def listed(name: str, rows: int, more: str = "") -> str:
    row = '<tr><th scope="row">行</th><td>値</td></tr>'
    table = f'<table class="list"><thead><tr><th scope="col">頭</th><th scope="col">値</th></tr></thead><tbody>{row * rows}</tbody></table>'
    return f'<section class="unnumbered{more}"><h2 id="{name}">章</h2>{table}</section>'


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (18, "1 1 1"),
        (21, "1 1 1"),  # lacks three rows: all of them stand closer
        (23, "1 2 2"),  # lacks too much
    ],
)
def test_rows_stand_closer_before_the_last_page_is_for_a_few(rows: int, said: str) -> None:
    assert pages(listed("a", rows), listed("b", 2), names="ab") == said


def test_a_part_that_begins_a_page_does_so_however_close_the_rows() -> None:
    assert pages(listed("a", 20), listed("b", 2, " page"), names="ab") == "1 2 2"


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        ((12, 14, 2), "1 2 2"),  # the last but one comes with the last
        ((12, 14, 14), "1 1 2"),  # the last page is filled
        ((3, 24, 2), "1 1 2"),  # too little would stay on the page before
        ((30, 32, 2), "1 2 3"),  # it begins its page
    ],
)
def test_what_stands_on_the_last_page(lines: tuple[int, int, int], pages: str) -> None:
    body = "".join(part(name, many) for name, many in zip("abc", lines, strict=True))
    html = f'<html lang="ja"><title>題</title><body><main class="floating"><h1>題</h1>{body}</main></body></html>'
    made, faults = press(
        Job(html, ("fonts.css", "page.css", "text.css"), {}, PdfFacts("題", "町", DAY, DAY)), (ASSETS,), lambda *_: None
    )
    assert faults == ()
    assert made is not None
    assert " ".join(made.places[name] for name in "abc") == pages
