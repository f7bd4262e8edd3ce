"""Tables of a page of HTML before layout: widths of their columns, ragged cells, aligned decimal points.

Only tables whose columns say what they hold (`<col data-kind>`) are touched; those of frozen templates keep the widths
that are written in them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, cast
from xml.etree.ElementTree import Element

from hidaka_dx.japanese.ragged import Ragged, ragged, run_width, segments
from hidaka_dx.theme import MEASURE, SMALLEST, WIDE_MEASURE, ColumnKind
from hidaka_dx.typeset.allotting import PADDING, SpanningCell, TableColumn, Words, allot, least_width
from hidaka_dx.typeset.change_bars import POINT
from hidaka_dx.typeset.composition import ParagraphText

KIND: Final = "data-kind"
AXIS: Final = "year"
"""Kind of the columns of an axis of years, whose widths are given."""
PHRASES: Final = "data-phrases"
"""Set on elements whose lines end between phrases; its value is the width of their lines in points."""
WHOLE_END: Final = "data-whole-end"
"""Set on elements whose last line must not be short."""
RAGGED: Final = 20 * SMALLEST
"""Narrower cells are set ragged, wider ones are justified."""
BLOCKS: Final = frozenset(("p", "li", "br", "ul", "ol", "div"))
UNSEEN: Final = frozenset(("rt",))
NOTE: Final = "注"
"""Stands for the mark of a note, whose words are at the foot of the page."""
PAGE: Final = "000"
"""Stands for a page number, which is known only after layout."""
_NUMBER: Final = re.compile(r"[△▲+−-]?[0-9][0-9,]*(?:\.([0-9]+))?")


def set_columns(page: Element) -> None:
    """Give every table below `page` that declares its columns its widths, and its narrow cells their lines."""
    for parent, table, measure in tuple(_declared(page, MEASURE)):
        declared = _Table(table, measure)
        if declared.is_too_wide():
            _turn(parent, table)
            declared.measure = WIDE_MEASURE
        declared.set()
        declared.keep_rows()


def _declared(element: Element, measure: float) -> Iterator[tuple[Element, Element, float]]:
    """Yield the tables that declare their columns, with their parents and the width available to each."""
    for child in element:
        classes = child.get("class", "").split()
        inner = WIDE_MEASURE if "wide" in classes or "comparison" in classes else measure
        if child.tag == "table" and any(col.get(KIND) for col in child.iter("col")):
            yield element, child, inner
        yield from _declared(child, inner)


def _turn(parent: Element, table: Element) -> None:
    """Give a table that is too wide for a page in portrait a page on its side."""
    turned = Element("div", {"class": "turned"})
    parent[list(parent).index(table)] = turned
    turned.append(table)
    turned.tail, table.tail = table.tail, None


class _Table:
    """A table while its columns are measured and set."""

    def __init__(self, table: Element, measure: float) -> None:
        self.table, self.measure = table, measure
        self.cols = list(table.iter("col"))
        self.kinds = [cast("ColumnKind", col.get(KIND, "text")) for col in self.cols]
        heads = [row for part in table.iter("thead") for row in part.iter("tr")]
        self.head = heads[0] if heads else Element("tr")
        self.rows = [row for part in table.iter("tbody") for row in part.iter("tr")]
        self._align_points()

    def is_too_wide(self) -> bool:
        """Tell whether words would be broken in portrait that need not be on a page on its side."""
        return self.measure < WIDE_MEASURE and AXIS not in self.kinds and least_width(self.columns) > self.measure

    @cached_property
    def columns(self) -> tuple[TableColumn, ...]:
        """The measured columns."""
        return tuple(self._columns())

    def set(self) -> None:
        """Write widths into the columns, and mark cells as ragged."""
        widths = self._given() if AXIS in self.kinds else self._found()
        for row in (self.head, *self.rows):
            for first, span, cell in _placed(row):
                room = sum(widths[first : first + span]) - PADDING
                if span < len(widths):
                    _mark(cell, room)

    def keep_rows(self) -> None:
        """Let no head stand at a page's foot with a single row, and no row alone at the top of a page."""
        count, body = len(self.cols), self.rows
        groups = [count > 1 and len(row) == 1 and int(row[0].get("colspan", "1")) == count for row in body]
        for place in range(len(body) - 1):
            begins = place == 0 or groups[place - 1]
            if (begins and not groups[place + 1]) or place == len(body) - 2:
                body[place].set("class", f"{body[place].get('class', '')} kept".strip())

    def _given(self) -> tuple[float, ...]:
        """Return the widths that are written in the columns of an axis of years."""
        shares = (float(col.get("style", "").partition("width: ")[2].rstrip("%")) for col in self.cols)
        return tuple(share / 100 * self.measure for share in shares)

    def _found(self) -> tuple[float, ...]:
        """Choose the widths, and write them into the columns."""
        widths = allot(self.columns, tuple(self._spans()), self.measure)
        total = sum(widths)
        self.table.set("style", f"width: {total:.2f}pt; {self.table.get('style', '')}".strip("; "))
        for col, wide in zip(self.cols, widths, strict=True):
            col.set("style", f"width: {wide / total * 100:.4f}%")
        return widths

    def _columns(self) -> Iterator[TableColumn]:
        heads = {first: _words(cell) for first, _, cell in _placed(self.head)}
        cells = [{first: cell for first, span, cell in _placed(row) if span == 1} for row in self.rows]
        for index, kind in enumerate(self.kinds):
            body = [_words(row[index], kind) if index in row else None for row in cells]
            yield TableColumn(kind, heads.get(index, Words()), body)

    def _spans(self) -> Iterator[SpanningCell]:
        for number, row in enumerate(self.rows):
            for first, span, cell in _placed(row):
                if 1 < span < len(self.cols):
                    yield SpanningCell(number, first, span, _words(cell))

    def _align_points(self) -> None:
        """Move numbers with fewer decimals to the left, so that the points of a column stand below each other."""
        for index, kind in enumerate(self.kinds):
            cells = [cell for row in self.rows for first, span, cell in _placed(row) if (first, span) == (index, 1)]
            if kind == "number":
                _align(cells)


def _align(cells: Sequence[Element]) -> None:
    found = [(cell, match) for cell in cells if (match := _NUMBER.match(_plain(cell)))]
    if len({_plain(cell)[match.end() :] for cell, match in found}) > 1:
        return
    decimals = [len(match[1] or "") for _, match in found]
    for (cell, _), count in zip(found, decimals, strict=True):
        lacking = max(decimals) - count
        if lacking:
            missing = "0" * lacking if count else "." + "0" * lacking
            cell.set("style", f"padding-right: {PADDING / 2 + run_width(missing, SMALLEST):.2f}pt")


def _plain(cell: Element) -> str:
    return "".join(cell.itertext()).strip()


def _placed(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Yield each cell with the column in which it begins and the number of columns that it covers."""
    at = 0
    for cell in row:
        span = int(cell.get("colspan", "1"))
        yield at, span, cell
        at += span


def _mark(cell: Element, room: float) -> None:
    """Have a narrow cell set ragged, its lines ending between phrases, and the last line of a wide one not too short."""
    if room < RAGGED:
        cell.set("class", f"{cell.get('class', '')} ragged".strip())
    for element in cell.iter():
        element.set(PHRASES if room < RAGGED else WHOLE_END, f"{room:.2f}")


def end_lines(paragraph: ParagraphText, element: Element | None) -> None:
    """Let the lines of a paragraph end where its element says."""
    if element is None:
        return
    if room := element.get(PHRASES):
        paragraph.keep(segments(paragraph.text), float(room) * POINT)
    elif element.get(WHOLE_END):
        paragraph.keep_end()


def _words(cell: Element, kind: ColumnKind = "text") -> Words:
    """Measure the words of a cell."""
    bold = cell.tag == "th"
    indent = SMALLEST if cell.find("ul") is not None or cell.find("ol") is not None else 0.0
    reader = _Reader()
    reader.read(cell)
    extra = _extra(cell)
    found: list[tuple[Ragged, float]] = []
    for text, glued in reader.paragraphs():
        said = (
            text.replace("1", "0") if kind == "number" or "numeric" in cell.get("class", "") else text
        )  # all digits of a column are equally wide
        found.append((ragged(said, SMALLEST, glued, bold=bold), indent + extra))
    return Words(tuple(found))


def _extra(cell: Element) -> float:
    """Return what a cell is set in further than others."""
    found = re.search(r"padding-right: ([0-9.]+)pt", cell.get("style", ""))
    return float(found[1]) - PADDING / 2 if found else 0.0


class _Reader:
    """Reads the paragraphs of a cell with the places where no line may begin."""

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self.glued: list[set[int]] = [set()]

    def paragraphs(self) -> Iterator[tuple[str, frozenset[int]]]:
        """Yield the paragraphs that have been read."""
        for text, glued in zip(self.texts, self.glued, strict=True):
            if text:
                yield text, frozenset(glued)

    def read(self, element: Element) -> None:
        """Read an element's words."""
        self._add(element.text, element.get("class", ""))
        for child in element:
            if child.tag in BLOCKS:
                self._end()
            if child.get("class") == "footnote":
                self._add(NOTE, "code")
            elif child.get("class") == "page":
                self._add(PAGE, "")
            elif child.tag not in UNSEEN:
                self.read(child)
            if child.tag in BLOCKS:
                self._end()
            self._add(child.tail, element.get("class", ""))

    def _end(self) -> None:
        if self.texts[-1]:
            self.texts.append("")
            self.glued.append(set())

    def _add(self, text: str | None, name: str) -> None:
        said = " ".join((text or "").split()) if text and not text.strip() else (text or "").replace("\n", "")
        if not said.strip() and not (said and self.texts[-1]):
            return
        start = len(self.texts[-1])
        self.texts[-1] += said
        if name == "code":
            self.glued[-1].update(range(start + 1, start + len(said) + 1))
        elif name == "phrase":
            self.glued[-1].update(range(start + 1, start + len(said)))
