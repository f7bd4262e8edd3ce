"""How pages are used and cells are set: `python tests/measure/pages.py FILE.pdf …` prints it.

Empty is what lies below the last ink of a page's text block. A short end is a last line of one or two characters in a
cell or a paragraph of one, by the tags of the PDF.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pypdf
import pypdfium2
from pypdfium2 import raw

from hidaka_dx.readers.tags import painted

QUARTER = 0.25
SCALE = 0.5
PAPER = 250
"""A lighter value of a pixel is no ink."""
TOP, FOOT = 66.0, 72.0
"""Points between the paper's edge and the text block."""
SHORT = 2
BLOCKS = frozenset(("/TD", "/TH", "/P", "/LI", "/LBody"))
CELLS = frozenset(("/TD", "/TH"))


class Used(NamedTuple):
    """What was found in a document."""

    pages: int
    empty: tuple[tuple[int, float], ...]
    """Pages of which more than a quarter is empty, counted from 1, with the share."""
    short: tuple[str, ...]
    """The last two lines of cells that end in a line of one or two characters."""


def measure(pdf: bytes) -> Used:
    """Measure a document."""
    document = pypdfium2.PdfDocument(pdf)
    shares = [(number, _empty(page)) for number, page in enumerate(document, 1)]
    short = tuple(_short(pdf, document))
    document.close()
    return Used(len(shares), tuple((number, share) for number, share in shares if share > QUARTER), short)


def _empty(page: Any) -> float:
    """Give the share of the text block below the last ink."""
    bitmap = page.render(scale=SCALE, grayscale=True)
    rows = [bytes(bitmap.buffer)[start : start + bitmap.width] for start in _starts(bitmap)]
    first, last = int(TOP * SCALE), int(len(rows) - FOOT * SCALE)
    inked = [place for place in range(first, last) if min(rows[place]) < PAPER]
    return 1 - (max(inked, default=first) - first) / (last - first)


def _starts(bitmap: Any) -> range:
    return range(0, bitmap.stride * bitmap.height, bitmap.stride)


def _short(pdf: bytes, document: Any) -> Iterator[str]:
    texts = [_lines_of_marks(page) for page in document]
    for marks in _paragraphs_of_cells(pdf):
        lines: dict[tuple[int, int], str] = defaultdict(str)
        for page, mark in marks:
            for base, text in texts[page].get(mark, ()):
                lines[page, -base] += text
        said = [lines[key].strip() for key in sorted(lines) if lines[key].strip()]
        if len(said) > 1 and len(said[-1]) <= SHORT:
            yield f"{said[-2]} / {said[-1]}"


def _lines_of_marks(page: Any) -> dict[int, list[tuple[int, str]]]:
    """Give the texts of each marked content with their base lines, in whole points."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    texts = page.get_textpage()
    matrix = raw.FS_MATRIX()
    for place in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, place)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObj_GetMatrix(item, matrix)
            found[raw.FPDFPageObj_GetMarkedContentID(item)].append((round(matrix.f), painted(item, texts)))
    return found


def _paragraphs_of_cells(pdf: bytes) -> Iterator[list[tuple[int, int]]]:
    """Give page and number of the marked contents of each paragraph in a cell."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    pages = {page.indirect_reference.idnum: place for place, page in enumerate(reader.pages) if page.indirect_reference}
    found: list[list[tuple[int, int]]] = []

    def below(node: Any, page: int, *, inside: bool) -> None:
        node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
        if isinstance(node, int):
            if inside:
                found[-1].append((page, int(node)))
        elif isinstance(node, list):
            for kid in node:
                below(kid, page, inside=inside)
        else:
            role = str(node.get("/S", ""))
            page = pages[node.raw_get("/Pg").idnum] if "/Pg" in node else page
            inside = inside or role in CELLS
            if inside and role in BLOCKS:
                found.append([])
            kid = node.get("/K", []) if "/MCID" not in node else int(node["/MCID"])
            below(kid, page, inside=inside)

    catalog: Any = reader.trailer["/Root"]
    below(catalog["/StructTreeRoot"].raw_get("/K"), 0, inside=False)
    return (each for each in found if each)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        used = measure(Path(name).read_bytes())
        sys.stdout.write(
            f"{name}: {used.pages} pages, {len(used.empty)} more than a quarter empty, {len(used.short)} short ends\n"
        )
        sys.stdout.writelines(f"  p. {page}: {share:.0%} empty\n" for page, share in used.empty)
        sys.stdout.writelines(f"  {each}\n" for each in used.short)
