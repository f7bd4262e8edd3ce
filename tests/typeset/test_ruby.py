"""Readings reach over kana beside their base, by one of their characters at most, and over nothing else."""

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from measure.pdf_reading import FACTS

from hidaka_dx.theme import BODY
from hidaka_dx.typeset.job import Job
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
STYLES = ("fonts.css", "page.css", "text.css", "ruby.css")


def ruby(base: str, reading: str) -> str:
    return f'<ruby class="reaching">{base}<rt>{reading}</rt></ruby>'


def printed(words: str) -> pypdfium2.PdfDocument:
    html = f'<html lang="ja"><title>題</title><body><main><h1>題</h1><p>{words}</p></main></body></html>'
    made, faults = press(Job(html, STYLES, {}, FACTS), (ASSETS,), lambda *_: None)
    assert faults == ()
    assert made is not None
    return pypdfium2.PdfDocument(made.pdf)


def gaps(words: str) -> list[float]:
    """Give the distances, in ems, of neighbouring characters of the text, beyond one em each."""
    text = printed(words)[0].get_textpage()
    origins = []
    for place in range(text.count_chars()):
        box = text.get_charbox(place, loose=True)
        if box[3] - box[1] > BODY * 0.8 and text.get_text_range(place, 1) in "心志湖はや町、":
            origins.append((box[0] + box[2]) / 2)
    return [round((after - before) / BODY - 1, 2) for before, after in pairwise(origins)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"は{ruby('志', 'こころざし')}は", [0.25, 0.25]),  # of 0.75 em on each side 0.5 is over the kana
        (f"町{ruby('志', 'こころざし')}町", [0.75, 0.75]),
        (f"町{ruby('志', 'こころ')}は", [0.25, 0.0]),
        (f"町{ruby('心', 'ここ')}は", [0.0, 0.0]),
        (f"町{ruby('志', 'こころざし')}や{ruby('湖', 'みずうみ')}町", [0.75, 0.5, 0.25, 0.5]),
    ],
)
def test_a_reading_reaches_over_kana_alone(words: str, found: list[float]) -> None:
    assert gaps(words) == pytest.approx(found, abs=0.06)


def test_no_reading_leaves_the_line() -> None:
    """The press stops where anything stands outside the text block."""
    for count in range(36, 40):
        printed("町" * count + f"は{ruby('志', 'こころざし')}は" * 12)
