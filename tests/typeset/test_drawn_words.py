"""Words of drawings: quarter ems between Japanese and Latin, no blank halves at a middle or an edge, and no space copied."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from hidaka_dx.figures.svg import HEAD, TextLine, sheet
from hidaka_dx.typeset.job import Job, PdfFacts
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
DAY = datetime(2026, 4, 1, tzinfo=UTC)
SIZE, MIDDLE, LEFT = HEAD, 240.0, 62.28
LINES = ("第2次DX計画", "推進本部（副町長）", "「戦略」と「計画」")


def pressed(svg: str, *styles: str) -> bytes:
    figure = '<figure style="margin: 0"><img src="figures/a.svg" alt="図" style="width: 480pt"></figure>'
    html = f'<html lang="ja"><title>題</title><body><h1>題</h1>{figure}'
    styles, files = ("fonts.css", "page.css", "text.css", *styles), {"figures/a.svg": svg.encode()}
    found, faults = press(
        Job(html, styles, files, PdfFacts("題", "町", DAY, DAY)), [ASSETS], lambda _words, _share: None
    )
    assert found, faults
    return found.pdf


@pytest.fixture(scope="module")
def characters() -> list[tuple[str, float, float]]:
    """Each character of a drawing with the left and right edges of its ink, from the left of the drawing."""
    paper = sheet(4)
    for place, anchor in enumerate(("middle", "middle", "start")):
        paper.words((TextLine(LINES[place], SIZE),), 0 if anchor == "start" else MIDDLE, place * 20, anchor)
    text = pypdfium2.PdfDocument(pressed(paper.drawing().svg, "figure.css"))[0].get_textpage()
    whole = text.get_text_range()
    start = whole.index("第")
    found = [(char, text.get_charbox(start + index)) for index, char in enumerate(whole[start:])]
    return [(char, box[0] - LEFT, box[2] - LEFT) for char, box in found]


def test_what_is_copied_is_what_was_written(characters: list[tuple[str, float, float]]) -> None:
    assert "".join(char for char, _, _ in characters).split() == list(LINES)


def test_latin_letters_stand_a_quarter_em_from_japanese(characters: list[tuple[str, float, float]]) -> None:
    ink = [(left, right) for _, left, right in characters]
    first, second = "".join(char for char, _, _ in characters).index("2"), len("第2次")
    assert SIZE / 4 < ink[first][0] - ink[first - 1][1] < SIZE / 2  # and the glyphs' own blanks
    assert SIZE / 4 < ink[second][0] - ink[second - 1][1] < SIZE / 2


def test_brackets_at_the_ends_of_a_line_count_half(characters: list[tuple[str, float, float]]) -> None:
    words = "".join(char for char, _, _ in characters)
    start, end = words.index("推"), words.index("）")
    assert (characters[start][1] + characters[end][2]) / 2 == pytest.approx(MIDDLE, abs=0.15 * SIZE)
    assert characters[words.index("「")][1] == pytest.approx(0, abs=0.2 * SIZE)
    assert TextLine(LINES[1], SIZE).width == pytest.approx(8.5 * SIZE)


def test_what_a_town_drew_otherwise_is_left_as_it_is() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="99pt" height="40pt" viewBox="0 0 99 40" font-family="BIZ UDGothic">'
    turned = '<text x="9" y="30" font-size="9" transform="rotate(-30)">第2次</text><text y="9">第<tspan>2</tspan>次</text></svg>'
    text = pypdfium2.PdfDocument(pressed(svg + turned, "figure.css"))[0].get_textpage().get_text_range()
    assert text.count("第") == 2


def test_drawings_stay_as_they_were_where_no_style_sheet_asks_for_more() -> None:
    paper = sheet(1)
    paper.words((TextLine("計D", SIZE),), 0, 0)
    widths = []
    for styles in ((), ("figure.css",)):
        text = pypdfium2.PdfDocument(pressed(paper.drawing().svg, *styles))[0].get_textpage()
        first = text.get_text_range().index("計")
        widths.append(text.get_charbox(first + 1)[0] - text.get_charbox(first)[0])
    assert widths[1] - widths[0] > SIZE / 8


def test_odd_drawings_are_drawn_as_ever() -> None:
    odd = (
        '<text x="--5" y="10" font-size="10">計D</text>',
        '<text x="²" y="10" font-size="10">計D</text>',
        '<text x="5" y="10" font-size="0">計D</text>',
        '<a><text x="5" y="30" font-size="10">計D</text></a>',
        '<clipPath id="c"><text x="5" y="50" font-size="30">計D</text></clipPath><g clip-path="url(#c)"><path d="M0 0h9"/></g>',
    )
    frame = '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="60" viewBox="0 0 480 60">{}</svg>'
    assert pressed(frame.format("".join(odd)), "figure.css")
