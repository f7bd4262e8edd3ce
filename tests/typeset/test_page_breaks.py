"""Where pages end: no heading alone, no caption apart, no single line left over — at every height of the page."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hidaka_dx.theme import LINES
from hidaka_dx.typeset.job import Job, PdfFacts
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
STYLES = ("fonts.css", "page.css", "text.css", "ruby.css", "figure.css", "table.css")
DAY = datetime(2026, 4, 1, tzinfo=UTC)
FILLERS = range(LINES - 18, LINES + 1)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """Set heading, paragraph and figure after every number of lines that brings them near a page's foot."""
    body = "".join(_section(number) + _led(number) for number in FILLERS)
    html = f'<html lang="ja"><title>題</title><body><main><h1 style="break-after:page">題</h1>{body}</main>'
    pressed, faults = press(
        Job(
            html,
            STYLES,
            {f"figures/{number}.svg": _drawing(number) for number in FILLERS},
            PdfFacts("題", "町", DAY, DAY),
        ),
        (ASSETS,),
        lambda *_: None,
    )
    assert faults == ()
    assert pressed is not None
    file = tmp_path_factory.mktemp("pages") / "x.pdf"
    file.write_bytes(pressed.pdf)
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True).stdout
    return [page.split() for page in text.split("\f")]


def _drawing(number: int) -> bytes:
    words = f'<text x="10" y="20" font-family="BIZ UDGothic" font-size="12">絵柄{number:02}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="480pt" height="60pt" viewBox="0 0 480 60">{words}</svg>'.encode()


def _section(number: int) -> str:
    filler = "<p>埋草</p>" * number
    paragraph = f"<p>甲{number:02}" + "あ" * 36 + "い" * 40 + "う" * 40 + "え" * 40 + "お" * 30 + "</p>"
    figure = f'<figure><img src="figures/{number}.svg" alt="黒い四角形を一つ"><figcaption>図題{number:02}</figcaption></figure>'
    short = f"<p>乙{number:02}" + "か" * 36 + "き" * 40 + "く" * 20 + "</p>"
    return f'<h2 style="break-before:page">部</h2>{filler}<h3>見出{number:02}</h3>{paragraph}{figure}{short}'


def _led(number: int) -> str:
    filler = "<p>埋草</p>" * number
    rows = "".join(f"<tr><th>行{row}</th><td>値</td></tr>" for row in range(9))
    head = f"<thead><tr><th>表頭{number:02}</th><th>値</th></tr></thead>"
    table = f'<table class="list">{head}<tbody>{rows}</tbody></table>'
    return f'<h2 style="break-before:page">部</h2>{filler}<p class="leads">導入{number:02}</p>{table}'


def page_of(pages: list[list[str]], word: str) -> list[str]:
    return next(page for page in pages if any(word in line for line in page))


@pytest.mark.parametrize("number", FILLERS)
def test_a_heading_stands_with_at_least_two_lines(pages: list[list[str]], number: int) -> None:
    page = page_of(pages, f"見出{number:02}")
    place = page.index(f"見出{number:02}")
    following = page[place + 1 : place + 3]
    assert following[0].startswith(f"甲{number:02}")
    assert "い" in following[1]


@pytest.mark.parametrize("number", FILLERS)
@pytest.mark.parametrize("letters", ["あいうえお", "かきく"])
def test_no_line_of_a_paragraph_is_left_alone(pages: list[list[str]], number: int, letters: str) -> None:
    first = page_of(pages, f"{'甲' if letters[0] == 'あ' else '乙'}{number:02}")
    lines = len([letter for letter in letters if any(letter in line for line in first)])
    assert lines == len(letters) or 2 <= lines <= len(letters) - 2


@pytest.mark.parametrize("number", FILLERS)
def test_a_caption_stands_with_its_figure(pages: list[list[str]], number: int) -> None:
    assert page_of(pages, f"図題{number:02}") == page_of(pages, f"絵柄{number:02}")


@pytest.mark.parametrize("number", FILLERS)
def test_words_that_lead_to_a_table_stand_on_its_first_page(pages: list[list[str]], number: int) -> None:
    assert any(f"表頭{number:02}" in word for word in page_of(pages, f"導入{number:02}"))
