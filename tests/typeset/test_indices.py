"""Indices that the BIZ UD fonts lack (CO₂, 10⁶): printed small in their own weight, read as typed, on lines no higher."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pypdfium2

from hidaka_dx.typeset.job import Job, PdfFacts
from hidaka_dx.typeset.press import press

ROOT = Path(__file__).parents[2]
DAY = datetime(2026, 4, 1, tzinfo=UTC)
LETTERS = "CO₂NOₓ10⁶⁰⁵⁻₀₉"


def printed(letters: str) -> tuple[str, dict[str, list[tuple[float, float, float, float]]]]:
    """Print letters in a heading, a paragraph and a drawing; return the text of the page, where each letter is inked."""
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="20pt" font-family="'BIZ UDGothic'">
    <text y="15" font-size="12">{letters}</text></svg>"""
    body = f'<h2 id="a">{letters}</h2><p>{letters}の量</p><p>次の行</p><img src="a.svg" alt="図">'
    html = f'<html lang="ja"><title>題</title><body><main>{body}</main></body></html>'
    job = Job(html, ("fonts.css", "page.css", "text.css"), {"a.svg": svg.encode()}, PdfFacts("題", "町", DAY, DAY))
    made, faults = press(job, (ROOT / "assets",), lambda *_: None)
    assert faults == ()
    assert made is not None
    page = pypdfium2.PdfDocument(made.pdf)[0].get_textpage()
    boxes: dict[str, list[tuple[float, float, float, float]]] = {}
    for place in range(page.count_chars()):
        boxes.setdefault(page.get_text_range(place, 1), []).append(page.get_charbox(place))
    return page.get_text_range(), boxes


def test_they_are_printed_and_read_as_typed_on_lines_no_higher() -> None:
    text, boxes = printed(LETTERS)
    assert text.count(LETTERS) == 3
    for two, letter in zip(boxes["₂"], boxes["O"][::2], strict=True):
        assert two[1] < letter[1] < two[3] < letter[3]
        assert (two[3] - two[1]) < 0.7 * (letter[3] - letter[1])
    for six, nought in zip(boxes["⁶"], boxes["0"], strict=True):
        assert nought[1] < six[1] < nought[3] < six[3]
    assert boxes["次"] == printed("CO2NOx10605-09")[1]["次"]


def test_a_form_of_a_kanji_that_no_font_has_is_read_as_typed() -> None:
    names = "渡邊\U000e0102、渡邊、葛\U000e0100城"
    assert printed(names)[0].count(names) == 2  # not in the drawing, where letters are set one by one


def test_the_fonts_are_what_their_tool_makes(tmp_path: Path) -> None:
    fonts = ROOT / "assets/fonts"
    made = copytree(fonts, tmp_path / "fonts", copy_function=lambda source, target: Path(target).symlink_to(source))
    for font in list(made.glob("*Index*")):
        font.unlink()
    subprocess.run([sys.executable, ROOT / "tools/index_fonts.py", made], check=True)
    names = sorted(font.name for font in made.glob("*Index*"))
    assert len(names) == 3
    assert all((made / name).read_bytes() == (fonts / name).read_bytes() for name in names)
