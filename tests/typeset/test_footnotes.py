"""Many footnotes: each is laid out once on its page, none is lost, and no byte changes."""

import re
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from measure.pdf_reading import FACTS, laid_out
from towns import FILES, FIRST, pressed, tiny
from weasyprint.formatting_structure import boxes

from hidaka_dx.compose import compose_promotion_plan
from hidaka_dx.content import load
from hidaka_dx.typeset import conform, footnotes, justify, press
from hidaka_dx.typeset.justify import japanese_line_composition
from hidaka_dx.typeset.layout_memory import memory_saving_layout

CONTENTS = '<nav class="contents" style="break-after: page"><ol><li><a href="#end"><span class="title">終わり</span></a></li></ol></nav>'
"""Refers to a page, so that the document is laid out twice."""
STYLES = {
    "lines": "",
    "spaced": ".note {margin: 3pt 0 2.7pt; padding: 1pt; border: .3pt solid; box-sizing: border-box}",
    "limited": "@page {@footnote {max-height: 40mm; border-top: 1pt solid}}",
    "by the line": ".note {footnote-policy: line}",
    "by the block": ".note {footnote-policy: block}",
    "blocks inside": ".note i {display: block; margin: 2pt}",
}


def text(paragraphs: int, notes: int) -> str:
    numbers = iter(range(paragraphs * notes))
    calls = (f'字<span class="note">注の{number}で<i>ある</i>。</span>。' for number in numbers)
    body = "".join(f"<p>{''.join(next(calls) for _ in range(notes))}</p>" for _ in range(paragraphs))
    return f'<h1 id="top">題</h1>{CONTENTS}<main>{body}<p id="end">終わり。</p></main>'


def set_thriftily(source: str, style: str = "") -> weasyprint.Document:
    with japanese_line_composition(), memory_saving_layout():
        return laid_out(source, style)


def written(source: str, style: str) -> bytes:
    with japanese_line_composition():
        return conform.write(set_thriftily(source, style), FACTS)


def areas(document: weasyprint.Document) -> list[Any]:
    found = (box for page in document.pages for box in page._page_box.children)
    return [box for box in found if isinstance(box, boxes.FootnoteAreaBox)]


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_no_byte_changes(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = written(text(40, 1), style)
    monkeypatch.setattr(footnotes, "update_footnote_area", footnotes._UPDATE_FOOTNOTE_AREA)
    assert written(text(40, 1), style) == ours


@pytest.mark.slow
@pytest.mark.parametrize(("paragraphs", "notes"), [(60, 1), (12, 5), (8, 20), (1, 120)])
def test_none_is_lost(paragraphs: int, notes: int, caplog: pytest.LogCaptureFixture) -> None:
    document = set_thriftily(text(paragraphs, notes))
    assert sum(len(area.children) for area in areas(document)) == paragraphs * notes
    with japanese_line_composition():
        conform.write(document, FACTS)
    assert not caplog.text


@pytest.mark.slow
@pytest.mark.parametrize(("paragraphs", "notes"), [(8, 20), (3, 100)])
def test_those_left_at_the_end_of_a_plan_get_pages(
    paragraphs: int, notes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The contents page is laid out twice, those behind it are not."""
    town = tiny(tmp_path, FIRST)
    numbers = range(paragraphs * notes)
    calls = [f"町は、暮らしを便利にします[^n{number}]。" + "\n\n" * (number % notes == notes - 1) for number in numbers]
    chapter = FILES["content/chapters/vision.md"]
    (town / "content/chapters/vision.md").write_text(f"{chapter}\n{''.join(calls)}", encoding="utf-8")
    texts = "".join(f"- {{id: n{number}, text: 注の文です。}}\n" for number in numbers)
    (town / "content/footnotes.yaml").write_text(texts, encoding="utf-8")
    made: list[tuple[int, float]] = []
    setting = press._set

    def watched(*args: Any) -> Any:
        document = setting(*args)
        made.extend((len(area.children), area.position_y) for area in areas(document))
        return document

    monkeypatch.setattr(press, "_set", watched)
    manuscript, problems = load(town)
    assert manuscript, problems
    pressed(town, compose_promotion_plan(manuscript)[0])
    assert sum(count for count, _ in made) == len(numbers)
    assert min(top for _, top in made) > 0, "none runs over the top of its page"


REFERENCE = '<a class="ref" href="#end"></a>'
AGAIN = ".ref::after {content: target-counter(attr(href), page)}"
"""A page with such a reference forward is made again, alone."""


def words_of(box: Any) -> str:
    return "".join(each.text for each in box.descendants() if isinstance(each, boxes.TextBox))


def notes_by_page(document: weasyprint.Document) -> list[tuple[int, ...]]:
    """Give the numbers in the footnotes of each page."""
    found = ([area for area in page._page_box.children if area in areas(document)] for page in document.pages)
    return [tuple(map(int, re.findall(r"(\d+)で", "".join(map(words_of, there))))) for there in found]


@pytest.mark.parametrize("again", [5, 30, 59, None])
def test_that_of_a_repeated_head_is_printed_once_on_the_page_of_the_first(again: int | None) -> None:
    rows = "".join(f"<tr><td>字の{row}{REFERENCE if row == again else ''}</td></tr>" for row in range(60))
    head = '<thead><tr><th>頭<span class="note">注の7である。</span></th></tr></thead>'
    document = set_thriftily(f'<h1>題</h1><table>{head}<tbody>{rows}</tbody></table><p id="end">終</p>', AGAIN)
    assert sum("頭" in words_of(page._page_box) for page in document.pages) == 4
    assert notes_by_page(document) == [(7,), (), (), ()]


@pytest.mark.parametrize("style", ["", AGAIN])
def test_one_that_a_page_defers_is_not_lost_where_the_next_is_made_again(style: str) -> None:
    note = f'<span class="note">注の7である。{"長い。" * 40}</span>'
    said = {16: note, 30: REFERENCE}
    lines = "".join(f"字{number}{said.get(number, '')}<br>" for number in range(60))
    document = set_thriftily(f'<h1>題</h1><p>{lines}</p><p id="end">終</p>', style)
    assert "字16" in words_of(document.pages[0]._page_box)
    assert notes_by_page(document) == [(), (7,), ()]


def test_each_is_laid_out_once_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    split: list[str] = []
    original = justify._Composer.split_first_line

    def counting(composer: Any, words: str, *args: Any, **options: Any) -> Any:
        split.append(words)
        return original(composer, words, *args, **options)

    monkeypatch.setattr(justify._Composer, "split_first_line", counting)
    set_thriftily(text(60, 1))
    often = max(split.count(f"注の{number}で") for number in range(60))
    assert often <= 6, "as it comes and in the finished area, on two pages where it is handed on"
