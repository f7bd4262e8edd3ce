"""Does a PDF of 推進計画 hold the text of 第1版 as received: wording, contents page, pages of headings?"""

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pypdf import PdfReader

BLANK = re.compile(r"[\s\u00a0\u3000\u200b\u2060]+")
PAGE_NUMBER = re.compile(r"[-–—ivxlc\d]+")
LONGEST_INTERRUPTION = 1500


@dataclass(frozen=True)
class Seed:
    """The received text, taken apart."""

    parts: tuple[tuple[str, str], ...]
    """Kind (heading, paragraph, cell) and wording, in order."""
    contents: tuple[tuple[str, int | None], ...]
    """Lines of the printed contents page: title and page."""


def squash(text: str) -> str:
    """Give text as NFKC without white space, wave dashes and middle dots made one."""
    text = BLANK.sub("", unicodedata.normalize("NFKC", text))
    return text.replace("〜", "~").replace("～", "~").replace("･", "・")


def read_seed(path: Path) -> Seed:
    text = path.read_text(encoding="utf-8")
    body = text.index("\n# 1 DXの背景") + 1
    return Seed(tuple(_parts(text[body:])), tuple(_contents(text[text.index("〔目次〕") : body])))


def _parts(body: str) -> Iterator[tuple[str, str]]:
    for line in filter(None, map(str.strip, body.splitlines())):
        if "\t" in line:
            yield from (("cell", cell) for cell in line.split("\t") if cell.strip())
        elif line.startswith("#"):
            yield "heading", line.lstrip("# ")
        else:
            yield "paragraph", line


def _contents(page: str) -> Iterator[tuple[str, int | None]]:
    for line in page.splitlines()[1:]:
        title = line.lstrip("#- ").strip()
        found = re.match(r"(.*?) (\d+)$", title)
        if title:
            yield (found[1], int(found[2])) if found else (title, None)


def extracted(pdf: Path, *mode: str) -> str:
    """Give the PDF's text as poppler reads it; `mode` is `-raw`, `-layout` or nothing."""
    return _extracted(pdf.read_bytes(), mode)


@lru_cache(maxsize=8)
def _extracted(pdf: bytes, mode: tuple[str, ...]) -> str:
    command = ["pdftotext", *mode, "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def body_text(raw: str) -> str:
    """Join all pages without page numbers and without short lines that stand on three pages or more."""
    pages = [[squash(line) for line in page.splitlines()] for page in raw.split("\f")]
    counts = Counter(line for page in pages for line in set(page))
    lines = (line for page in pages for line in page)
    return "".join(
        line
        for line in lines
        if line and not PAGE_NUMBER.fullmatch(line) and not (counts[line] >= 3 and len(line) < 60)
    )


def missing(seed: Seed, text: str) -> list[str]:
    """Name the parts of the seed that the text does not hold; a paragraph may be interrupted once."""
    return [
        f"{kind}: {wording}"
        for kind, wording in seed.parts
        if squash(wording) not in text and not (kind == "paragraph" and in_pieces(squash(wording), text))
    ]


def in_pieces(wording: str, text: str) -> bool:
    """Tell whether the wording is there in two pieces, in order, with not too much between them."""
    for cut in range(4, len(wording) - 3):
        head, tail = wording[:cut], wording[cut:]
        for found in re.finditer(re.escape(head), text):
            if 0 <= text.find(tail, found.end()) - found.end() <= LONGEST_INTERRUPTION:
                return True
    return False


def wrong_contents(seed: Seed, layout: str) -> list[str]:
    """Name the lines of the contents page that are not printed with their page number."""
    lines = [squash(line) for line in layout.splitlines()]
    return [title for title, page in seed.contents if not any(_names(line, squash(title), page) for line in lines)]


def _names(line: str, title: str, page: int | None) -> bool:
    if page is None:
        return line.startswith(title)
    return re.fullmatch(re.escape(title) + r"[.·・…‥]*" + str(page), line) is not None


def bookmarks(pdf: Path) -> list[tuple[str, str]]:
    """Give title and page label of every bookmark."""
    reader = PdfReader(pdf)
    return [(item.title, reader.page_labels[_page(reader, item)]) for item in _flat(reader.outline)]


def _page(reader: PdfReader, item: Any) -> int:
    number = reader.get_destination_page_number(item)
    assert number is not None
    return number


def _flat(items: Any) -> Iterator[Any]:
    for item in items:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item
