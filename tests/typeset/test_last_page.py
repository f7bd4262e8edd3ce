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
