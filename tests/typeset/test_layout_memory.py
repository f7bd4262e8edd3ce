"""What is not needed any more is gone: at once, not when the garbage collector comes by."""

import gc
from collections.abc import Iterator
from typing import Any
from weakref import ref

import pytest
import weasyprint
from measure.pdf_reading import FACTS, WHOLE, laid_out
from weasyprint import document as documents
from weasyprint.formatting_structure import boxes

from hidaka_dx.typeset import conform
from hidaka_dx.typeset.justify import japanese_line_composition
from hidaka_dx.typeset.layout_memory import memory_saving_layout
from hidaka_dx.typeset.structure import Structure

KINDS = (boxes.BlockBox, boxes.LineBox, boxes.TableBox, boxes.TableRowBox, boxes.TableCellBox)


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def thrifty() -> weasyprint.Document:
    with japanese_line_composition(), memory_saving_layout():
        return laid_out(WHOLE)


def inside(box: Any) -> list[Any]:
    return [found for found in box.descendants() if isinstance(found, KINDS)]


@pytest.mark.slow
def test_no_byte_changes() -> None:
    with japanese_line_composition():
        plain = conform.write(laid_out(WHOLE), FACTS)
        assert conform.write(thrifty(), FACTS) == plain


@pytest.mark.usefixtures("no_collector")
def test_what_the_pages_were_made_from_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[ref[Any]] = []
    build = documents.build_formatting_structure

    def building(*args: Any) -> Any:
        root = build(*args)
        made.extend(map(ref, inside(root)))
        return root

    monkeypatch.setattr(documents, "build_formatting_structure", building)
    document = thrifty()
    page_boxes = [page._page_box for page in document.pages]
    roots = [root for box in page_boxes for root in (box, *box.fixed_boxes)]
    on_pages = {id(box) for root in roots for box in inside(root)}
    assert len(made) > 300
    assert [box for box in (found() for found in made) if box is not None and id(box) not in on_pages] == []


@pytest.mark.usefixtures("no_collector")
def test_a_page_s_boxes_are_gone_once_it_is_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    document = thrifty()
    pages = [[ref(box) for box in inside(page._page_box)] for page in document.pages]
    assert all(pages)
    alive: list[int] = []
    paint = documents.Page.paint

    def painting(page: Any, *args: Any) -> None:
        alive.append(sum(box() is not None for refs in pages[: len(alive)] for box in refs))
        paint(page, *args)

    monkeypatch.setattr(documents.Page, "paint", painting)
    with japanese_line_composition():
        conform.write(document, FACTS)
    assert len(alive) == len(pages) > 3
    assert max(alive) < 40, "only headers, footers and boxes that links refer to"


def test_the_tree_keeps_words_but_no_glyphs() -> None:
    structure = Structure(thrifty().pages, "ja")
    words = [box.text for box in structure.leaves if hasattr(box, "text")]
    assert any(hasattr(box, "pango_layout") for box in structure.leaves)
    structure.free(0, structure.leaves)
    assert [box.text for box in structure.leaves if hasattr(box, "text")] == words
    texts = [box for box in structure.leaves if hasattr(box, "text")]
    assert not any(hasattr(box, "pango_layout") or "style" in vars(box) for box in texts)
