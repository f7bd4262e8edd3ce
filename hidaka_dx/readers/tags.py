"""The text of a PDF in the order of its tags, as screen readers follow them; letters are read by PDFium."""

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any, NamedTuple

import pypdf
import pypdfium2
from pypdfium2 import raw

from hidaka_dx.inspection import PDFIUM, told_as_unreadable


class TaggedText(NamedTuple):
    """Marked content in the order of the tags."""

    page: int
    """Counted from 0."""
    mark: int
    """Its number on the page."""
    language: str
    """That of the voice that reads it."""
    drawn: bool = False
    """Whether it is part of a figure, in whose place its alternative text is read."""


def spoken(pdf: bytes) -> str:
    """Return all text in the order of the tags; raises UnreadableError for a file that has none, or is damaged."""
    texts = marked_texts(pdf)
    return "".join(texts[each.page][each.mark] for each in _all(pdf))


def spoken_by_page(pdf: bytes) -> list[str]:
    """Return the same text without drawings, a new piece wherever it goes on on another page."""
    texts = marked_texts(pdf)
    pages = groupby((each for each in _all(pdf) if not each.drawn), key=lambda each: each.page)
    return ["".join(texts[page][each.mark] for each in marks) for page, marks in pages]


def spoken_in(pdf: bytes, language: str) -> list[str]:
    """Return the marked texts that a voice of a language reads."""
    texts = marked_texts(pdf)
    return [texts[each.page][each.mark] for each in _all(pdf) if each.language == language]


def languages(pdf: bytes) -> frozenset[str]:
    """Return the languages of all marked content."""
    return frozenset(each.language for each in _all(pdf))


@lru_cache(maxsize=2)
@told_as_unreadable()
def _all(pdf: bytes) -> tuple[TaggedText, ...]:
    reader = pypdf.PdfReader(BytesIO(pdf))
    catalog: Any = reader.trailer["/Root"]
    kids = catalog["/StructTreeRoot"].raw_get("/K")
    return tuple(below(page_numbers(reader), kids, 0, str(catalog["/Lang"])))


def page_numbers(reader: pypdf.PdfReader) -> dict[int, int]:
    """Return the pages, counted from 0, by the numbers of their objects."""
    pages = enumerate(reader.pages)
    return {page.indirect_reference.idnum: place for place, page in pages if page.indirect_reference}


def below(
    pages: Mapping[int, int], node: Any, page: int, language: str, *, drawn: bool = False
) -> Iterator[TaggedText]:
    """Yield the marked content below a structure element or a list of them."""
    node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
    if isinstance(node, int):
        yield TaggedText(page, int(node), language, drawn)
    elif isinstance(node, list):
        for kid in node:
            yield from below(pages, kid, page, language, drawn=drawn)
    else:
        page = pages[node.raw_get("/Pg").idnum] if "/Pg" in node else page
        language = str(node.get("/Lang", language))
        drawn = drawn or node.get("/S") == "/Figure"
        mark = [TaggedText(page, int(node["/MCID"]), language, drawn)] if "/MCID" in node else None
        yield from mark or below(pages, node.get("/K", []), page, language, drawn=drawn)


@lru_cache(maxsize=2)
@told_as_unreadable()
def marked_texts(pdf: bytes) -> tuple[Mapping[int, str], ...]:
    """Return for each page the text of each mark, by its number."""
    with PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(map(_marked_text, document))


def _marked_text(page: Any) -> Mapping[int, str]:
    found: dict[int, str] = defaultdict(str)
    texts = page.get_textpage()
    for place in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, place)
        found[raw.FPDFPageObj_GetMarkedContentID(item)] += painted(item, texts)
    return found


def painted(item: Any, texts: Any) -> str:
    """Return the text of a painted object, of a group that of all in it."""
    if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
        places = range(raw.FPDFFormObj_CountObjects(item))
        return "".join(painted(raw.FPDFFormObj_GetObject(item, place), texts) for place in places)
    if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
        return ""
    length = raw.FPDFTextObj_GetText(item, texts, None, 0)
    room = (ctypes.c_ushort * length)()
    raw.FPDFTextObj_GetText(item, texts, room, length)
    return bytes(room)[: max(length - 2, 0)].decode("utf-16-le")
