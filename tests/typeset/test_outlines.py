"""Watermarks: seen as ever, but text to no reader."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from measure import search
from PIL import Image, ImageChops

from hidaka_dx.inspection import failures
from hidaka_dx.typeset import roles
from hidaka_dx.typeset.job import Job, PdfFacts
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
WORDS = "町は、暮らしを便利にするため、次の施策を推進する。" * 20
LARGE = "position:fixed;top:100pt;left:60pt;font:bold 300pt/1 BIZ UDGothic;color:#eee;text-indent:0"
MARKS = {
    "案": f'<div class="watermark" style="{LARGE}">案</div>',
    "in Latin letters": f'<div class="watermark" style="{LARGE};font-size:150pt">Draft</div>',
    "words with brackets and an element": f'<div class="watermark" style="{LARGE};font-size:60pt">改訂（<b>案</b>）</div>',
    "without the class": f'<div style="{LARGE}">案</div>',
}


DAY = datetime(2023, 7, 1, tzinfo=UTC)


def pdf_of(mark: str) -> bytes:
    html = f'<html lang="ja"><title>題</title><body><main id="body"><h1>題</h1>{mark}<p>{WORDS}</p></main>'
    job = Job(html, ("fonts.css", "page.css", "text.css"), {}, PdfFacts("題", "町", DAY, DAY))
    pressed, faults = press(job, [ASSETS], lambda _words, _share: None)
    assert pressed, faults
    return pressed.pdf


@pytest.mark.slow
@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_no_reader_takes_it_for_text(mark: str) -> None:
    pdf = pdf_of(mark)
    assert search.not_found(pdf, ["暮らしを便利", "次の施策を推進"]) == []
    assert search.scattered(pdf) == []
    assert not {"案", "改", "D"} & set(pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text())
    assert failures(pdf) == []
    assert pdf == pdf_of(mark)


@pytest.mark.slow
@pytest.mark.parametrize("mark", [MARKS["案"], MARKS["words with brackets and an element"]])
def test_it_looks_as_the_same_words_do_in_letters(mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = picture(pdf_of(mark))
    monkeypatch.setattr(roles, "is_visual_only", lambda _box, _kind: False)
    as_text = pdf_of(mark)
    assert {"案", "D"} & set(pypdf.PdfReader(BytesIO(as_text)).pages[0].extract_text())
    assert 0 < max(ImageChops.difference(shapes, picture(as_text)).tobytes()) < 30


def picture(pdf: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    image: Image.Image = document[0].render(scale=1.5).to_pil().convert("L")
    document.close()
    return image
