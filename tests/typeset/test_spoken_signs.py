"""What is struck out and written in is heard apart by every reader of the PDF, not by those alone that know /ActualText."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from measure.each_reader import EACH_READER
from measure.pdf_reading import written
from measure.readers import Reader

from hidaka_dx.inspection import failures
from hidaka_dx.typeset.justify import japanese_line_composition

LONG = "町の将来を見据えて定める計画である" * 6
HEARD = {
    "所要時間は<del>三十二分</del><ins>二十一分</ins>とする。": "所要時間は〔削る：三十二分〕〔加える：二十一分〕とする。",
    "甲<del>乙</del>丙": "甲〔削る：乙〕丙",
    "調査は<del>令和7年度</del>に": "調査は〔削る：令和7年度〕に",
    "手続に<del>32</del>分と<ins>DX</ins>推進": "手続に〔削る：32〕分と〔加える：DX〕推進",
    f"前<del>{LONG}</del>後": f"前〔削る：{LONG}〕後",
    "前<del>一<b>二</b>三</del>後": "前〔削る：一二三〕後",
}
RUBY = "<ruby>進捗<rt>{}</rt></ruby>"
CHANGED = f"<del>{RUBY.format('しんちょく')}</del><ins>{RUBY.format('しんぽ')}</ins>"


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def page(*bodies: str) -> bytes:
    with japanese_line_composition():
        return written("<h1>題</h1>" + "".join(f"<p>{body}</p>" for body in bodies))


@pytest.fixture(scope="module")
def redline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("voices") / "redline.pdf"
    path.write_bytes(page(*HEARD))
    assert failures(path.read_bytes()) == []
    return path


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    paths = [tmp_path_factory.mktemp("readings") / f"{n}.pdf" for n in range(2)]
    for path, body in zip(paths, ("{}は毎年度", "前{}後"), strict=True):
        path.write_bytes(page(body.format(CHANGED)))
        assert failures(path.read_bytes()) == []
    return paths


@EACH_READER
def test_every_reader_hears_old_and_new_apart(reader: Reader, redline: Path) -> None:
    (text,) = map(plain, reader.texts([redline]))
    assert [heard for heard in HEARD.values() if heard not in text] == []


@EACH_READER
def test_a_reading_is_heard_apart_with_the_words_below_it(reader: Reader, readings: list[Path]) -> None:
    for heard in map(plain, reader.texts(readings)):
        for sign, reading in (("削る", "しんちょく"), ("加える", "しんぽ")):
            assert f"〔{sign}：進捗〕" in heard
            assert f"〔{sign}：{reading}〕" in heard


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
