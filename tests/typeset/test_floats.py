"""Figures change places with paragraphs of their section where a page would stay empty, and nowhere else."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from measure.pdf_reading import spoken

from hidaka_dx.theme import LINE
from hidaka_dx.typeset.job import Job, PdfFacts, Pressed
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
DAY = datetime(2026, 4, 1, tzinfo=UTC)
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="480pt" height="60pt"><rect width="480" height="60"/></svg>'
REFERENCE = '<p id="first">初めの文。<a href="#figure">図1</a>に示します。</p>'

LONG = "長い文。" * 100


def figure(lines: int, name: str, title: str) -> str:
    drawn = f'<img src="figures/drawing.svg" alt="黒い四角形を一つ" style="height: {lines * LINE}pt">'
    return f'<figure id="{name}">{drawn}<figcaption>{title}</figcaption></figure>'


def text(*names: str, lines: int = 4) -> str:
    return "".join(f'<p id="{name}">{name}の文。{"文" * 40 * (lines - 1)}</p>' for name in names)


def pressed(section: str, before: int, behind: int = 0) -> Pressed:
    """Print a section after some lines, behind it a chapter that takes most of a page, and one of some paragraphs."""
    chapter = f"<section><h2>次の章</h2>{figure(28, 'great', '大きな図')}</section>"
    last = f"<section>{f'<p>{LONG}</p>' * behind}</section>"
    body = f"<section><h2>章</h2>{'<p>埋草</p>' * before}{section}</section>{chapter}{last}"
    html = f'<html lang="ja"><title>題</title><body><main class="floating"><h1>題</h1>{body}</main></body></html>'
    styles, files = ("fonts.css", "page.css", "text.css", "figure.css"), {"figures/drawing.svg": DRAWING}
    made, faults = press(Job(html, styles, files, PdfFacts("題", "町", DAY, DAY)), (ASSETS,), lambda *_: None)
    assert faults == ()
    assert made is not None
    return made


def read(made: Pressed) -> list[str]:
    """Give what is read aloud of the section, in order."""
    return re.findall("初めの文|甲の文|乙の文|図の題", spoken(made.pdf))


def pages(made: Pressed) -> str:
    """Give the pages of the figure and of the two paragraphs."""
    return " ".join(made.places[name] for name in ("figure", "甲", "乙"))


@pytest.mark.parametrize("behind", [0, 20])
def test_a_figure_goes_before_paragraphs_that_do_not_refer_to_it(behind: int) -> None:
    """Tried after the whole is laid out, or before where much stands behind it."""
    made = pressed(REFERENCE + text("甲", "乙") + figure(11, "figure", "図の題"), before=12, behind=behind)
    assert pages(made) == "1 1 2"
    assert [each.page for each in made.empty][:1] == ["2"]
    assert read(made) == ["初めの文", "甲の文", "乙の文", "図の題"]


def test_a_figure_goes_behind_paragraphs_that_follow_it() -> None:
    made = pressed(REFERENCE + figure(11, "figure", "図の題") + text("甲", "乙"), before=19)
    assert pages(made) == "2 1 1"
    assert [each.page for each in made.empty] == ["2"]
    assert read(made) == ["初めの文", "図の題", "甲の文", "乙の文"]


@pytest.mark.parametrize(
    "section",
    [
        text("first", "甲", "乙") + figure(11, "figure", "図の題"),  # nothing refers to it above
        REFERENCE + figure(11, "figure", "図の題") + text("甲", "乙").replace("甲の文", "上の図"),
        REFERENCE + figure(11, "figure", "図の題") + "<h3>次の節</h3>" + text("甲", "乙"),
    ],
)
def test_a_figure_stays_where_the_text_needs_it(section: str) -> None:
    made = pressed(section, before=9 if section.startswith('<p id="first">first') else 19)
    order = re.findall('id="(figure|甲|乙)"', section)
    assert [*map(made.places.get, order)] == sorted(map(made.places.__getitem__, order))
    assert [each.page for each in made.empty] == ["1", "2"]


def test_nothing_moves_where_no_page_is_won() -> None:
    made = pressed(REFERENCE + figure(11, "figure", "図の題") + text("甲", "乙"), before=21)
    assert pages(made) == "2 2 2"
