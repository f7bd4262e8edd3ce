"""What is struck out and written in is heard apart by every reader of the PDF, not by those alone that know /ActualText."""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from measure import search
from measure.pdf_reading import spoken, written
from pdfminer.high_level import extract_text

from hidaka_dx.inspection import failures
from hidaka_dx.typeset.justify import japanese_line_composition


def by_poppler(pdf: bytes, *options: str) -> str:
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def by_pdfminer(pdf: bytes) -> str:
    return str(extract_text(BytesIO(pdf)))


READERS: dict[str, Callable[[bytes], str]] = {
    "poppler": by_poppler,
    "poppler -raw": lambda pdf: by_poppler(pdf, "-raw"),
    "PDFium": search.copied,
    "pdfminer": by_pdfminer,
    "screen reader": spoken,
}


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest) -> Callable[[bytes], str]:
    return READERS[request.param]


LONG = "町の将来を見据えて定める計画である" * 6


@pytest.mark.parametrize(
    ("body", "heard"),
    [
        (
            "所要時間は<del>三十二分</del><ins>二十一分</ins>とする。",
            "所要時間は〔削る：三十二分〕〔加える：二十一分〕とする。",
        ),
        ("甲<del>乙</del>丙", "甲〔削る：乙〕丙"),
        ("調査は<del>令和7年度</del>に", "調査は〔削る：令和7年度〕に"),
        ("手続に<del>32</del>分と<ins>DX</ins>推進", "手続に〔削る：32〕分と〔加える：DX〕推進"),
        (f"前<del>{LONG}</del>後", f"前〔削る：{LONG}〕後"),
        ("前<del>一<b>二</b>三</del>後", "前〔削る：一二三〕後"),
    ],
)
def test_every_reader_hears_old_and_new_apart(body: str, heard: str, reader: Callable[[bytes], str]) -> None:
    with japanese_line_composition():
        pdf = written(f"<h1>題</h1><p>{body}</p>")
    assert heard in plain(reader(pdf))
    assert failures(pdf) == []


@pytest.mark.parametrize("body", ["{}は毎年度", "前{}後"])
def test_a_reading_is_heard_apart_with_the_words_below_it(body: str, reader: Callable[[bytes], str]) -> None:
    ruby = "<ruby>進捗<rt>{}</rt></ruby>"
    changed = f"<del>{ruby.format('しんちょく')}</del><ins>{ruby.format('しんぽ')}</ins>"
    pdf = written(f"<h1>題</h1><p>{body.format(changed)}</p>")
    heard = plain(reader(pdf))
    for sign, reading in (("削る", "しんちょく"), ("加える", "しんぽ")):
        assert f"〔{sign}：進捗〕" in heard
        assert f"〔{sign}：{reading}〕" in heard
    assert failures(pdf) == []


def test_a_picture_struck_out_is_told_beside_it() -> None:
    pdf = written('<h1>題</h1><p>前<del><img src="figure.svg" alt="折れ線"></del>後</p>')
    assert failures(pdf) == []


def test_no_reader_needs_actual_text_for_the_signs() -> None:
    pdf = written("<h1>題</h1><p>前<del>三十二分</del>後</p>")
    stream = pypdf.PdfReader(BytesIO(pdf)).pages[0].get_contents()
    assert stream is not None
    assert b"/ActualText" not in stream.get_data()


def test_the_letters_that_read_as_signs_are_drawn_as_ever(tmp_path: Path) -> None:
    style = "ins, del {text-decoration: none}"
    for name, body in (("plain", "<b>三十二分</b>"), ("struck", "<del>三十二分</del>")):
        pdf = written(f"<h1>題</h1><p>前{body}後</p>", f"{style} b {{font-weight: normal}}")
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", "100", f"{name}.pdf", name], cwd=tmp_path, check=True)
    plain_page, struck_page = (next(tmp_path.glob(f"{name}-*.ppm")).read_bytes() for name in ("plain", "struck"))
    assert plain_page == struck_page
