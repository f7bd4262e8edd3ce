"""What is on the page but not in the text, and blanks that are in the text but not on the page."""

import re
import subprocess
from io import BytesIO
from types import SimpleNamespace

import pypdf
import pytest
from measure.fidelity import BLANK
from measure.pdf_reading import FACTS, ROOT, WHOLE, laid_out, spoken, spoken_by_poppler, whole, written
from PIL import Image, ImageChops

from hidaka_dx.inspection import failures
from hidaka_dx.typeset import conform, word_spaces
from hidaka_dx.typeset.justify import japanese_line_composition


def content(pdf: bytes, page: int) -> bytes:
    stream = pypdf.PdfReader(BytesIO(pdf)).pages[page].get_contents()
    assert stream is not None
    return stream.get_data()


def test_heads_page_numbers_and_watermarks_are_artifacts() -> None:
    kinds = set(re.findall(rb"/Subtype /(\w+)", content(whole(), 2)))
    assert kinds == {b"Header", b"Footer", b"Watermark"}
    for words in ("柱：", "頁1", "案"):
        assert words not in spoken(whole())
        assert words in "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(whole())).pages)


@pytest.mark.slow
def test_two_readers_read_the_same() -> None:
    assert BLANK.sub("", spoken(whole())) == BLANK.sub("", spoken_by_poppler(whole()))


def test_dots_of_leaders_are_not_read() -> None:
    assert ".." not in spoken(whole())
    assert content(whole(), 0).count(b"/Layout") > 20


def test_every_mark_is_in_the_tree_or_an_artifact() -> None:
    for page in range(len(pypdf.PdfReader(BytesIO(whole())).pages)):
        stream = content(whole(), page)
        numbers = [int(number) for number in re.findall(rb"/MCID (\d+)", stream)]
        assert numbers == list(range(len(numbers)))
        assert stream.count(b"BDC") + stream.count(b"BMC") == stream.count(b"EMC")


def test_running_elements_are_artifacts() -> None:
    style = "@page {@top-left {content: element(head)}} .head {position: running(head)}"
    pdf = written('<div class="head"><a href="https://example.org/">柱</a></div><h1>題</h1>', style)
    assert spoken(pdf) == "題"
    assert "/Annots" not in pypdf.PdfReader(BytesIO(pdf)).pages[0]


def test_watermark_in_a_group_is_an_artifact() -> None:
    pdf = written('<h1>題</h1><div class="watermark" style="opacity:.2;position:absolute">案</div>')
    assert spoken(pdf) == "題"


def test_words_stay_apart_over_lines() -> None:
    text = "Digital transformation of a small town means that paper is no longer the only way of doing things."
    assert spoken_by_poppler(written(f"<h1>題</h1><p lang=en>{text}</p>")) == f"題{text}"


def test_blanks_between_elements_are_kept() -> None:
    assert spoken(written("<h1><span>第1章</span> <span>趣旨</span></h1><p><b>A</b> <i>B</i></p>")) == "第1章 趣旨A B"


def test_japanese_lines_join_without_blanks() -> None:
    text = "この計画は、町の将来を見据えて定める。" * 9
    assert spoken(written(f"<h1>題</h1><p>{text}</p>")) == f"題{text}"


def test_long_words_parted_anywhere_stay_whole() -> None:
    address = "https://www.town.example.lg.jp/soshiki/dx/keikaku_2026_honpen_gaiyou_shiryou_sankou_ichiran.html"
    pdf = written(f"<h1>題</h1><p style='overflow-wrap:anywhere'>{address}</p>")
    assert spoken(pdf) == f"題{address}"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("of", "a", True),
        ("計画", "A", False),
        ("A", "町", False),
        ("state-", "of", False),
        ("end.", "(a)", True),
        ("of ", "a", False),
    ],
)
def test_lost_blanks(before: str, after: str, expected: bool) -> None:  # noqa: FBT001
    assert word_spaces.is_space_lost(before, after) is expected


def test_a_blank_goes_behind_the_last_of_a_boxs_marks() -> None:
    content_ = (ROOT / "assets/fonts/BIZUDMincho-Regular.ttf").read_bytes()
    font = SimpleNamespace(hash="F", bitmap=False, file_content=content_, index=0, to_unicode={}, widths={})
    inside = ["/Span", b"<</ActualText (x)>>", b"BDC", b"[<0001>] TJ", b"EMC"]
    items = ["/Span", "<</MCID 0>>", b"BDC", b"BT", b"/F 12 Tf", *inside, b"ET", b"EMC", b"BT", b"ET"]
    word_spaces.put(SimpleNamespace(stream=items, _fonts={0: font}), 1, 12)
    ((glyph, text),) = font.to_unicode.items()
    assert text == " "
    assert items[10:] == [f"[<{glyph:04x}>] TJ ET".encode(), b"EMC", b"BT", b"ET"]


def test_letters_that_stand_apart_need_no_marks_of_their_own() -> None:
    with japanese_line_composition():
        pdf = written('<h1>題</h1><p>日高町DX推進計画は、令和5年度からの<a href="https://example.org/">AI</a>です。')
    assert spoken_by_poppler(pdf) == "題日高町DX推進計画は、令和5年度からのAIです。"
    assert failures(pdf) == []
    stream = content(pdf, 0)
    assert b"/ActualText" not in stream
    numbers = [int(number) for number in re.findall(rb"/MCID (\d+)", stream)]
    boxes = ["題", "日高町DX推進計画は、令和5年度からの", "AI", "です。"]
    assert numbers == list(range(len(boxes)))
    assert not re.search(rb"/MCID[^>]*>>\s*BDC(?:(?!EMC).)*BDC", stream, re.DOTALL), "no mark inside a mark of the tree"


def test_nothing_visible_changes() -> None:
    document = laid_out(WHOLE)
    pages = len(document.pages)
    bare, ours = document.copy().write_pdf(pdf_variant="pdf/ua-1"), conform.write(document, FACTS)
    for page in range(1, pages + 1):
        assert ImageChops.difference(drawn(bare, page), drawn(ours, page)).getbbox() is None


def drawn(pdf: bytes, page: int) -> Image.Image:
    command = ["pdftoppm", "-r", "40", "-f", str(page), "-l", str(page), "-singlefile", "-"]
    return Image.open(BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout))
