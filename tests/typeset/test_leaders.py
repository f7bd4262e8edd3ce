"""Leaders and short words cost less than in WeasyPrint; the bytes are those of WeasyPrint's own."""

from typing import Any

import pytest
import weasyprint
from measure.pdf_reading import FACTS, WHOLE, laid_out
from weasyprint.layout import leader
from weasyprint.text import line_break

from hidaka_dx.typeset import conform, justify, text_cache
from hidaka_dx.typeset.justify import japanese_line_composition
from hidaka_dx.typeset.layout_memory import memory_saving_layout
from hidaka_dx.typeset.leaders import Dots

PLAIN = ".contents a {text-decoration: none}"
STYLES = {
    "dots": "",
    "dotted": ".contents a::after {content: leader(dotted) target-counter(attr(href), page)}",
    "space": ".contents a::after {content: leader(space) target-counter(attr(href), page)}",
    "words": '.contents a::after {content: leader("-・") target-counter(attr(href), page)}',
    "underlined": ".contents a {text-decoration: underline}",
    "moved": ".contents li {position: relative; left: 3.1mm; top: 1mm}",
    "from the right": ".contents {direction: rtl}",
    "in a header": '@page {@top-center {content: "甲" leader(".") "乙"; width: 100%}}',
    "seen only": ".contents a {font-size: 60pt}",
    "cut": ".contents li {text-overflow: ellipsis; overflow: hidden; width: 5em; white-space: nowrap}",
}


def written(style: str) -> bytes:
    with japanese_line_composition():
        return conform.write(laid_out(WHOLE, PLAIN + style), FACTS)


def boxes_of(document: weasyprint.Document, kind: type) -> list[Any]:
    pages = [page._page_box for page in document.pages]
    return [box for page in pages for box in page.descendants() if isinstance(box, kind)]


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_no_byte_changes(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = written(style)
    monkeypatch.setattr(justify, "handle_leader", leader.handle_leader)
    monkeypatch.setattr(text_cache, "_LONGEST", -1)
    assert written(style) == ours


def test_nor_where_nothing_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    with japanese_line_composition():
        ours = laid_out(WHOLE, PLAIN).write_pdf()
        monkeypatch.setattr(justify, "handle_leader", leader.handle_leader)
        monkeypatch.setattr(text_cache, "_LONGEST", -1)
        assert laid_out(WHOLE, PLAIN).write_pdf() == ours


def test_a_leader_is_one_box() -> None:
    with japanese_line_composition():
        leaders = boxes_of(laid_out(WHOLE, PLAIN), Dots)
    assert len(leaders) == 3, "lines of the contents page"
    assert min(len(each.places) for each in leaders) > 20


def test_equal_words_are_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    setup = line_break.Layout.setup

    def counting(layout: Any, style: Any) -> None:
        made.append(layout)
        setup(layout, style)

    monkeypatch.setattr(line_break.Layout, "setup", counting)
    counts = []
    for rows in (50, 100):
        made.clear()
        with japanese_line_composition(), memory_saving_layout():
            conform.write(laid_out("<h1>題</h1>" + "<p>12.5%</p>" * rows), FACTS)
        counts.append(len(made))
    assert counts[1] - counts[0] < 25, "the numbers of more pages alone"
