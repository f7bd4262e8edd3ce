"""Tables: the head repeats on each page, a changed row is marked cell by cell, an added or removed row as a whole.

Rows that cells reach down into stay together: where such cells do not fit both editions, these rows alone are replaced.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import fsum
from typing import Final, cast

from hidaka_dx.comparison.units import Unit, inside
from hidaka_dx.comparison.words import State
from hidaka_dx.theme import SMALLEST
from hidaka_dx.wordfile.elements import element, valued
from hidaka_dx.wordfile.paired_units import UnitPair
from hidaka_dx.wordfile.paragraphs import ParagraphWriter, Setting
from hidaka_dx.wordfile.styles import TWIPS
from hidaka_dx.wordfile.tall_cells import Covers, Side, cells_of, sides_of, span, together

CELL: Final = Setting("TableText")
HEAD: Final = Setting("TableHead")
MERGED: Final = valued("w:vMerge", "restart")
CONTINUED: Final = element("w:vMerge")
NUMBER: Final = valued("w:jc", "right")
WHOLE: Final = 5000
"""The width of the text block, in fiftieths of a percent."""
MARGIN: Final = 4
"""Points between the lines of a table and its words."""
SHORT: Final = 6
"""Letters that a column should hold without a break, at most."""
MARGINS: Final = element(
    "w:tblCellMar", {}, *(element(f"w:{side}", {"w:w": MARGIN * TWIPS, "w:type": "dxa"}) for side in ("left", "right"))
)
BORDERS: Final = element(
    "w:tblBorders",
    {},
    *(
        element(f"w:{side}", {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "8C8C8C"})
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ),
)


def _spans(row: Unit) -> tuple[int, ...]:
    return tuple(map(span, inside(row, ["cell"])))


def has_same_columns(pair: UnitPair) -> bool:
    """Tell whether a table has the same columns in both editions; true for one of only one edition."""
    heads = [next(inside(unit, ["head"])) for unit in (pair.old, pair.new) if unit]
    return len(set(map(_spans, heads))) == 1


def table(pair: UnitPair, writer: ParagraphWriter) -> str:
    """Write a table without its title; both editions must have the same columns."""
    rows = together([row for each in pair.children() if each.unit.kind in ("head", "row") for row in _aligned(each)])
    columns = max(map(sum, map(_spans, (row.unit for row in rows))))
    given = _shares(pair.fact("widths"), max(columns, 1), sum(_spans(rows[0].unit)))
    widths = _roomy([share * writer.width for share in given], _least(rows, len(given)), writer.width)
    grid = element("w:tblGrid", {}, *(element("w:gridCol", {"w:w": round(width)}) for width in widths))
    properties = element(
        "w:tblPr",
        {},
        element("w:tblW", {"w:w": WHOLE, "w:type": "pct"}),
        BORDERS,
        valued("w:tblLayout", "fixed").replace("w:val", "w:type"),
        MARGINS,
    )
    heads = {state: 1 + int(cast("int", unit.fact("more_heads"))) for state, unit in pair.sides()}
    layout = _Layout(widths, _figures(pair), heads)
    return element("w:tbl", {}, properties, grid, *(_row(row, layout, writer) for row in rows))


@dataclass
class _Layout:
    """The columns of a table, and which of them are covered by cells of the rows above."""

    widths: Sequence[float]
    figures: frozenset[int]
    heads: dict[Side, int]
    """Rows of heads that are still to come in the old edition (`removed`) and the new one (`added`)."""
    covers: Covers = field(default_factory=Covers)
    """The cells of rows above that reach into those that are to come."""

    def is_head(self, state: State) -> bool:
        """Tell whether the next row is one of heads."""
        found = False
        for side in sides_of(state):
            found = found or self.heads.get(side, 0) > 0
            self.heads[side] = self.heads.get(side, 0) - 1
        return found


def _aligned(row: UnitPair) -> tuple[UnitPair, ...]:
    """Return a row as what it was and what it is, where its cells do not stand below each other in both editions."""
    is_aligned = row.old is None or row.new is None or _spans(row.old) == _spans(row.new)
    return (row,) if is_aligned else row.apart()


def _shares(given: object, columns: int, headed: int) -> Sequence[float]:
    """Return the share of each column; equal ones where the document does not say."""
    shares = cast("tuple[float, ...]", given)
    if len(shares) == columns == headed and min(shares) > 0:
        return [share / fsum(shares) for share in shares]
    return [1 / columns] * columns


def _least(rows: Iterable[UnitPair], columns: int) -> Sequence[float]:
    """Return the width that each column needs for its shorter words, in twentieths of a point."""
    longest = [1] * columns
    for cells in (inside(unit, ["cell"]) for row in rows for unit in (row.old, row.new) if unit):
        at = 0
        for cell in cells:
            if span(cell) == 1:
                longest[at] = max(longest[at], min(len(cell.text), SHORT))
            at += span(cell)
    return [(letters * SMALLEST + 3 * MARGIN) * TWIPS for letters in longest]  # half a letter of room besides


def _roomy(wanted: Sequence[float], least: Sequence[float], width: int) -> Sequence[float]:
    """Widen columns to what they need, at the expense of those that have more, as far as there is room."""
    found = [max(pair) for pair in zip(wanted, least, strict=True)]
    spare = [has - needs for has, needs in zip(found, least, strict=True)]
    over = min(fsum(found) - width, fsum(spare))
    return [has - over * more / fsum(spare) if over > 0 else has for has, more in zip(found, spare, strict=True)]


def _figures(pair: UnitPair) -> frozenset[int]:
    """Return the columns of figures."""
    numeric = cast("tuple[bool, ...]", pair.fact("numeric"))
    kinds = cast("tuple[str, ...]", {fact.name: fact.value for fact in pair.unit.facts}.get("kinds", ()))
    by_kind = (place for place, kind in enumerate(kinds) if kind == "number")
    return frozenset(chain(by_kind, (place for place, is_number in enumerate(numeric) if is_number)))


def _row(row: UnitPair, layout: _Layout, writer: ParagraphWriter) -> str:
    is_head = layout.is_head(row.state)
    properties = element("w:cantSplit") + (element("w:tblHeader") if is_head else "") + writer.lines.revision(row.state)
    cells, at = list[str](), 0
    for cell in (*cells_of(row), None):
        while columns := layout.covers.below(at, row.state):
            empty = writer.paragraph((), row.state, CELL)
            cells.append(_cell(empty, layout.widths[at : at + columns], columns, is_head=is_head, merge=CONTINUED))
            at += columns
        if cell:
            columns = span(cell.unit)
            is_number = bool(cell.fact("figures")) or (columns == 1 and at in layout.figures)
            more = NUMBER if is_number and not is_head else ""
            inner = writer.paragraph(cell.words(), row.state, HEAD if is_head else CELL, more=more)
            merge = MERGED if layout.covers.begin(at, cell) else ""
            cells.append(_cell(inner, layout.widths[at : at + columns], columns, is_head=is_head, merge=merge))
            at += columns
    if at < len(layout.widths):
        empty = writer.paragraph((), row.state, CELL)
        cells.append(_cell(empty, layout.widths[at:], len(layout.widths) - at, is_head=is_head))
    return element("w:tr", {}, element("w:trPr", {}, properties), *cells)


def _cell(inner: str, widths: Iterable[float], columns: int, *, is_head: bool, merge: str = "") -> str:
    width = element("w:tcW", {"w:w": round(fsum(widths)), "w:type": "dxa"})
    covers = valued("w:gridSpan", columns) if columns > 1 else ""
    shade = element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "E8EEF4"}) if is_head else ""
    return element("w:tc", {}, element("w:tcPr", {}, width, covers, merge, shade), inner)
