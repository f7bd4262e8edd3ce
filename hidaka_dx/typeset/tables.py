"""Tables of a page of HTML before layout: widths of their columns, ragged cells, aligned decimal points.

Only tables whose columns say what they hold (`<col data-kind>`) are touched; those of frozen templates keep the widths
that are written in them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import fsum
from typing import Final, cast
from xml.etree.ElementTree import Element

from hidaka_dx.japanese.ragged import run_width, segments
from hidaka_dx.theme import MEASURE, SMALLEST, WIDE_MEASURE, ColumnKind
from hidaka_dx.typeset.allotting import (
    BESIDE,
    HEAD,
    NARROW,
    PADDING,
    SpanningCell,
    TableColumn,
    Words,
    allot,
    least_width,
)
from hidaka_dx.typeset.cell_words import measured_words, plain_words
from hidaka_dx.typeset.change_bars import POINT
from hidaka_dx.typeset.composition import ParagraphText
from hidaka_dx.typeset.markup import add_class, classes, placed_cells, share
from hidaka_dx.typeset.number_columns import DASH, align, below_points, centre
from hidaka_dx.typeset.stacking import column_spans, even_spans, parts_needed, stacked
from hidaka_dx.typeset.turning import turn

KIND: Final = "data-kind"
AXIS: Final = "year"
"""Kind of the columns of an axis of years, whose widths are given."""
PHRASES: Final = "data-phrases"
"""Set on elements whose lines end between phrases; its value is the width of their lines in points."""
WHOLE_END: Final = "data-whole-end"
"""Set on elements whose last line must not be short."""
SENTENCE: Final = 14
"""Length from which words in a column of figures are a sentence."""
SHEET_PADDING: Final = 6.3
"""What a cell of a sheet (assets/css/sheet.css) takes beside its words."""
CLOSE_PADDING: Final = 5.7
"""What a cell takes in a list of many years (assets/css/table.css)."""
RAGGED: Final = 20 * SMALLEST
"""Narrower cells are set ragged, wider ones are justified."""
SIDE: Final = 3.0
"""Padding of a cell of a sheet, left and right, and of a row of numbers below a drawing (assets/css/sheet.css)."""
BELOW_POINTS: Final = 16.0
"""Padding to the right of the numbers that stand below the points of a drawing."""


def set_columns(page: Element) -> None:
    """Give every table below `page` that declares its columns its widths, and its narrow cells their lines."""
    for parent, table, measure, sheet in tuple(_declared(page, MEASURE)):
        for part in _stacked(parent, _Table(table, measure)):
            if part.is_too_wide():
                turn(parent, part.table, sheet)
                part.measure = WIDE_MEASURE
            part.set()
            part.keep_rows()


def _stacked(parent: Element, declared: "_Table") -> Iterator["_Table"]:
    """Yield the parts of a table whose columns need to stand below each other; one that has room is its only part."""
    parts, is_wide = declared.parts()
    place = list(parent).index(declared.table)
    for part in parts[1:]:
        place += 1
        parent.insert(place, part)
    yield from (_Table(part, declared.measure, is_wide=is_wide) for part in parts) if parts else (declared,)


def _declared(
    element: Element, measure: float, sheet: Element | None = None
) -> Iterator[tuple[Element, Element, float, Element | None]]:
    """Yield the tables that declare their columns: parent, table, width available to it, and the sheet it stands on."""
    for child in element:
        names = classes(child)
        inner = WIDE_MEASURE if "wide" in names or "comparison" in names else measure
        if child.tag == "table" and any(col.get(KIND) for col in child.findall("colgroup/col")):
            yield element, child, inner, sheet
        yield from _declared(child, inner, child if "sheet" in names else sheet)


class _Table:
    """A table while its columns are measured and set."""

    def __init__(self, table: Element, measure: float, *, is_wide: bool | None = None) -> None:
        self.table, self.measure, self._is_wide = table, measure, is_wide
        self.cols = list(table.iter("col"))
        self.kinds = [cast("ColumnKind", col.get(KIND, "text")) for col in self.cols]
        self.heads = [row for part in table.iter("thead") for row in part.iter("tr")] or [Element("tr")]
        self.head = self.heads[0]
        self.rows = [row for part in table.iter("tbody") for row in part.iter("tr")]
        self._widen_sentences()
        for index in (place for place, kind in enumerate(self.kinds) if kind == "number" and AXIS not in self.kinds):
            align(self._cells((index,)), PADDING / 2)

    def is_too_wide(self) -> bool:
        """Tell whether words would be broken in portrait that need not be on a page on its side."""
        if self.is_drawn or self.measure == WIDE_MEASURE:
            return False
        if self._is_wide is not None:
            return self._is_wide
        return (fsum(self.leasts) if AXIS in self.kinds else least_width(self.columns)) > self.measure

    def parts(self) -> tuple[list[Element], bool | None]:
        """Return the parts of which columns stand below each other, none where all have room, and whether they turn if that is known."""
        if self.is_drawn or (AXIS in self.kinds and "axis" not in classes(self.table)):
            return [], None
        if AXIS not in self.kinds:
            spans, is_wide = column_spans(self.columns, self.head, self.measure)
            return (stacked(self.table, spans[0][0], spans, of_years=False), is_wide) if spans else ([], None)
        years = [least for least, kind in zip(self.leasts, self.kinds, strict=True) if kind == AXIS]
        count = parts_needed(fsum(self.leasts) - fsum(years), years[0], len(years))
        first = self.kinds.index(AXIS)
        return (stacked(self.table, first, even_spans(first, len(years), count)) if count > 1 else []), None

    @cached_property
    def columns(self) -> tuple[TableColumn, ...]:
        """The measured columns."""
        return tuple(self._columns())

    def set(self) -> None:
        """Write widths into the columns, and mark cells as ragged."""
        widths = self._axis() if AXIS in self.kinds else self._found()
        for row in (*self.heads, *self.rows):
            for first, span, cell in placed_cells(row):
                room = fsum(widths[first : first + span]) - (NARROW if "narrow" in classes(self.table) else PADDING)
                if span < len(widths):
                    _mark(cell, room)
        if "axis" in classes(self.table):
            self._set_numbers(widths)

    def keep_rows(self) -> None:
        """Let no head stand at a page's foot with a single row, and no row alone at the top of a page."""
        count, body = len(self.cols), self.rows
        groups = [count > 1 and len(row) == 1 and int(row[0].get("colspan", "1")) == count for row in body]
        for place in range(len(body) - 1):
            begins = place == 0 or groups[place - 1]
            if (begins and not groups[place + 1]) or place == len(body) - 2:
                add_class(body[place], "kept")

    @property
    def is_drawn(self) -> bool:
        """Whether drawings stand above its columns, so that these are where the drawings expect them."""
        return "drawn" in classes(self.table)

    def _axis(self) -> tuple[float, ...]:
        """Return the widths that are written in the columns of an axis of years; others where a number would be broken."""
        given = tuple(share(col) * self.measure for col in self.cols)
        leasts = self._leasts_side_by_side()
        enough = self.is_drawn or all(wide >= least for wide, least in zip(given, leasts, strict=True))
        widths = given if enough else self._shared(leasts)
        if not enough or self.measure == WIDE_MEASURE:
            self._write(widths)
        return widths

    def _shared(self, leasts: Sequence[float]) -> tuple[float, ...]:
        """Share the measure among the columns of an axis, names first; where it is too little, years have what they leave."""
        spare = self.measure - fsum(leasts)
        if spare >= 0:
            wants = [
                0.0 if kind == AXIS else max(column.natural + BESIDE - least, 0.0)
                for column, kind, least in zip(self.columns, self.kinds, leasts, strict=True)
            ]
            share_ = min(spare / fsum(wants), 1.0) if fsum(wants) else 0.0
            even = (spare - share_ * fsum(wants)) / len(leasts)
            return tuple(least + share_ * want + even for least, want in zip(leasts, wants, strict=True))
        years = self.kinds.count(AXIS)
        named = fsum(least for least, kind in zip(leasts, self.kinds, strict=True) if kind != AXIS)
        each = (self.measure - named) / years
        return tuple(each if kind == AXIS else least for least, kind in zip(leasts, self.kinds, strict=True))

    def _leasts_side_by_side(self) -> list[float]:
        """Return the least widths of an axis; where that of a list has too little room, its years stand closer."""
        if fsum(self.leasts) <= self.measure or "axis" in classes(self.table):
            return self.leasts
        add_class(self.table, "close")
        return [
            close if kind == AXIS else least
            for kind, least, close in zip(self.kinds, self.leasts, self._leasts(CLOSE_PADDING), strict=True)
        ]

    @cached_property
    def leasts(self) -> list[float]:
        """The least width of each column of an axis; the years have one."""
        return self._leasts(SHEET_PADDING if "axis" in classes(self.table) else BESIDE)

    def _leasts(self, beside: float) -> list[float]:
        """Return the least width of each column, with what its cells take beside their words."""
        heads = [_least_head(plain_words(cell)) for _, _, cell in placed_cells(self.head)]
        leasts = [max(column.least_of_cells, head) + beside for column, head in zip(self.columns, heads, strict=False)]
        years = max(least for least, kind in zip(leasts, self.kinds, strict=True) if kind == AXIS)
        return [years if kind == AXIS else least for least, kind in zip(leasts, self.kinds, strict=True)]

    def _found(self) -> tuple[float, ...]:
        """Choose the widths, and write them into the columns; where too little room would break numbers, padding gives way."""
        beside = BESIDE
        if least_width(self.columns) > self.measure and "number" in self.kinds:
            beside = NARROW
            add_class(self.table, "narrow")
        widths = allot(self.columns, tuple(self._spans()), self.measure, beside)
        self._write(widths)
        return widths

    def _write(self, widths: Sequence[float]) -> None:
        """Write widths into the table and its columns."""
        total = fsum(widths)
        self.table.set("style", f"width: {total:.2f}pt; {self.table.get('style', '')}".strip("; "))
        for col, wide in zip(self.cols, widths, strict=True):
            col.set("style", f"width: {wide / total * 100:.4f}%")

    def _columns(self) -> Iterator[TableColumn]:
        heads = [{first: cell for first, span, cell in placed_cells(row) if span == 1} for row in self.heads]
        cells = [{first: cell for first, span, cell in placed_cells(row) if span == 1} for row in self.rows]
        for index, kind in enumerate(self.kinds):
            body = [measured_words(row[index], kind) if index in row else None for row in cells]
            above = [measured_words(row[index]) for row in heads if index in row]
            yield TableColumn(kind, Words(tuple(each for words in above for each in words.paragraphs)), body)

    def _spans(self) -> Iterator[SpanningCell]:
        rows = (*((HEAD, row) for row in self.heads), *enumerate(self.rows))
        for number, row in rows:
            for first, span, cell in placed_cells(row):
                if 1 < span < len(self.cols):
                    yield SpanningCell(number, first, span, measured_words(cell))

    def _widen_sentences(self) -> None:
        """Let a sentence in a column of figures take the place of the dashes beside it."""
        for row in self.rows:
            for place in range(len(row) - 1, 0, -1):
                if row[place - 1].tag == "td" and plain_words(row[place - 1]) == DASH and self._is_sentence(row, place):
                    span = int(row[place].get("colspan", "1")) + int(row[place - 1].get("colspan", "1"))
                    row[place].set("colspan", str(span))
                    row[place].set("class", row[place].get("class", "").replace("numeric", "").strip())
                    row.remove(row[place - 1])

    def _is_sentence(self, row: Element, place: int) -> bool:
        """Tell whether a cell holds a sentence where its column has figures."""
        at = sum(int(cell.get("colspan", "1")) for cell in row[:place])
        span = int(row[place].get("colspan", "1"))
        return "number" in self.kinds[at : at + span] and len(plain_words(row[place])) > SENTENCE

    def _set_numbers(self, widths: Sequence[float]) -> None:
        """Set the numbers below the heads of an axis of years, the points of each column below each other."""
        years = [place for place, kind in enumerate(self.kinds) if kind == AXIS]
        bases = [[place] for place, kind in enumerate(self.kinds) if kind == "number"]
        if not self.is_drawn:
            for places in (years, *bases):
                centre(self._cells(places), SIDE, widths[places[0]] - 2 * SIDE)
            return
        for rows in self._groups():
            below_points(self._cells(years, rows), BELOW_POINTS, widths[years[0]] - BELOW_POINTS - SIDE)

    def _groups(self) -> Iterator[list[Element]]:
        """Yield the rows below each row that stands over all columns."""
        rows: list[Element] = []
        for row in self.rows:
            if len(row) == 1:
                yield rows
                rows = []
            rows = [*rows, row]
        yield rows

    def _cells(self, places: Sequence[int], rows: Sequence[Element] = ()) -> list[Element]:
        """Return the cells that stand in these columns alone."""
        placed = (each for row in rows or self.rows for each in placed_cells(row))
        return [cell for at, span, cell in placed if span == 1 and at in places]


def _least_head(text: str) -> float:
    """Return the width of a year's head, which may be parted before its 西暦: 「R8(2026)」."""
    return max((run_width(part, SMALLEST, bold=True) for part in re.split(r"(?=[(（])", text)), default=0.0)


def _mark(cell: Element, room: float) -> None:
    """Have a narrow cell set ragged, its lines ending between phrases, and the last line of a wide one not too short."""
    if room < RAGGED:
        add_class(cell, "ragged")
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
