"""Words in an element of their own: their lines end as those of the same words without it, and signs say what they are."""

from collections.abc import Iterator
from typing import Any

import pytest
from measure import pdf_reading

from hidaka_dx.inspection import failures
from hidaka_dx.typeset.justify import japanese_line_composition

LINES = (
    ("使い方が分からない人", "には、月2回の相談会を各地区で開きます"),
    ("会議資料の電子化、固定資産の調査の効率化", "、会議録を作成するシステムの単独での運用"),
    ("窓口で書く書類を減", "らし、「書かない窓口」を全ての支所に広げること"),
)


def ends(body: str, width: int) -> list[str]:
    with japanese_line_composition():
        document = pdf_reading.laid_out(body, f"p{{width: {width}pt; text-align: justify; margin: 0}}")
    return ["".join(_texts(line)) for page in document.pages for line in _lines(page._page_box)]


def _lines(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "LineBox":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child)


def _texts(box: Any) -> Iterator[str]:
    yield getattr(box, "text", "")
    for child in getattr(box, "children", ()):
        yield from _texts(child)


@pytest.mark.parametrize("width", range(180, 280, 9))
def test_lines_end_as_without_the_element(width: int) -> None:
    for before, inside in LINES:
        assert ends(f"<p>{before}<u>{inside}</u>。", width) == ends(f"<p>{before}{inside}。", width)


def test_signs_are_read_around_what_is_struck_out_and_written_in() -> None:
    pdf = pdf_reading.written("<h1>題</h1><p>目標は<del>70件</del><ins>100件</ins>です。<u>下線</u>だけの語。")
    assert failures(pdf) == []
    copied = pdf_reading.copied(pdf)
    assert "目標は〔削る：70件〕〔加える：100件〕です。下線だけの語。" in copied
