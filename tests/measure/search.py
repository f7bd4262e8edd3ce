"""What readers make of a PDF's words: whether PDFium (Chrome, Edge) finds and copies them, and who speaks them."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from typing import Any

import pypdfium2

from hidaka_dx.inspection import PDFIUM, stated_metadata
from measure import pdf_reading

JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff]")
"""Kana and kanji: bullets, page numbers and dashes may well be alone in their lines."""
PHRASE = re.compile(r"[^\s、。（）「」・〔〕]{5,}")
LENGTH = 5
"""Letters of a phrase: so few that it seldom goes over a line's end."""
LONGER = 8
"""Letters of a title, which stands in a line of its own."""
NUMBER = 10
MOST = 0.02


def phrases(pdf: bytes) -> list[str]:
    """Give ten phrases of the attached document.json, or as many as there are: its title's, and from all parts."""
    document = json.loads(stated_metadata(pdf).data or b"")
    found = list(dict.fromkeys(words[:LENGTH] for words in _words(document)))
    title = [words[:LONGER] for words in PHRASE.findall(document["short_title"])[:1]]
    return [*title, *found[:: max(1, len(found) // NUMBER)]][:NUMBER]


def _words(value: object) -> Iterator[str]:
    """Yield what headings and paragraphs begin with."""
    if isinstance(value, list):
        for each in value:
            yield from _words(each)
    elif isinstance(value, dict):
        opening = _opening(value)
        yield from PHRASE.findall(opening)[:1]
        for each in value.values():
            yield from _words(each)


def _opening(value: dict[str, Any]) -> str:
    if "heading" in value:
        return str(value["heading"]["title"])
    inlines = value.get("inlines")
    if value.get("kind") != "paragraph" or not isinstance(inlines, list) or not inlines:
        return ""
    return str(inlines[0]["text"]) if inlines[0]["kind"] == "text" else ""


def not_found(pdf: bytes, wanted: list[str]) -> list[str]:
    """Give the phrases that PDFium's own search finds on no page."""
    with PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        pages = [page.get_textpage() for page in document]
        return [phrase for phrase in wanted if not any(page.search(phrase).get_next() for page in pages)]


@lru_cache(maxsize=2)
def copied(pdf: bytes) -> str:
    """Give the text as PDFium copies it, page by page."""
    with PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        return "\n".join(str(page.get_textpage().get_text_range()) for page in document)


def scattered(pdf: bytes) -> list[str]:
    """Give the lines, as PDFium copies them, that are one letter; none where they are less than 2 %.

    One is always forgiven: a paragraph in a narrow column may well end so.
    """
    lines = [line.strip() for line in copied(pdf).splitlines() if line.strip()]
    found = [line for line in lines if JAPANESE.fullmatch(line)]
    return found if len(found) > max(1, MOST * len(lines)) else []


def wrongly_read(pdf: bytes) -> list[str]:
    """Give the Japanese words that an English voice reads."""
    return [words for words in pdf_reading.spoken_in(pdf, "en") if JAPANESE.search(words)]
