"""Tables whose columns find no room beside each other, not even on a page on its side: they go on in a table below.

Each part has the heads and the columns of names again, and its caption says that it goes on; footnotes are called once more,
not printed once more. Of an axis of years, rows that hold no year stand in the first part only, names of groups in each.
The words of a bar over the border stand in both parts.
"""

from collections.abc import Sequence
from copy import deepcopy
from itertools import accumulate, pairwise
from math import ceil, fsum
from typing import Final, TypeAlias
from xml.etree.ElementTree import Element

from hidaka_dx.theme import MEASURE, SMALLEST, WIDE_MEASURE
from hidaka_dx.typeset.allotting import BESIDE, NARROW, TableColumn, least_width
from hidaka_dx.typeset.markup import AT, placed_cells, share

Span: TypeAlias = tuple[int, int]
"""Columns from the first to the one before the second."""

MOST: Final = 4
"""Most parts of a table."""
IN_PORTRAIT: Final = 3
"""Parts up to which a page in portrait is better than fewer parts on a page on its side."""
HEADS: Final = 3
"""Rows that caption, heads and the space around a part take."""
MOST_ROWS: Final = 28
"""Rows that stand on a page in portrait; a table of so few in all its parts is not turned for want of room."""
MOST_OF_SMALL: Final = 2
FEW_ROWS: Final = 12
"""A table of numbers up to so many rows goes on below in two parts rather than take a page on its side."""
WIDEST_NAME: Final = 10 * SMALLEST
"""Names up to this width are not broken where they stand before each part."""
MOST_FOR_NAMES: Final = 0.4
"""Share of the measure up to which all columns of names stand before each part; else the first one does."""
FEWEST: Final = 2
"""Columns of a table that has nothing to part: a name and a value."""
BAR: Final = "data-bar"
MARKS: Final = frozenset(("del", "ins", "u"))
AGAIN: Final = "（続き）"


def parts_needed(names: float, year: float, count: int) -> int:
    """Return in how many parts `count` columns of years fit beside those of names, all widths in points.

    One part goes before several, be it on a page on its side.
    """
    wide, upright = (_parts(names, year, count, room) for room in (WIDE_MEASURE, MEASURE))
    return wide if wide == 1 or upright > IN_PORTRAIT else upright


def _parts(names: float, year: float, count: int, room: float) -> int:
    return next((parts for parts in range(1, MOST) if names + ceil(count / parts) * year <= room), MOST)


def even_spans(first: int, count: int, parts: int) -> list[Span]:
    """Share `count` columns that begin with `first` among parts."""
    each = ceil(count / parts)
    return [(first + start, first + min(start + each, count)) for start in range(0, count, each)]


def column_spans(columns: Sequence[TableColumn], head: Element, measure: float) -> tuple[list[Span], bool]:
    """Return the columns of each part of a table, and whether its parts turn; none where it is to stay whole.

    It stays whole where a page on its side has room for all, unless it is small. A part begins with a group of the first
    row of heads if there is one.
    """
    if len(columns) <= FEWEST or least_width(columns) <= measure:
        return [], False
    firm = [each.firm for each in columns]
    beside = NARROW if measure == WIDE_MEASURE else BESIDE
    has_room_on_its_side = fsum(firm) + beside * len(firm) <= WIDE_MEASURE
    names = _names(columns)
    if has_room_on_its_side and not _is_small(columns, names):
        return [], False
    widths = [each + BESIDE for each in firm]
    for place in range(names):
        widths[place] = max(widths[place], min(columns[place].natural, WIDEST_NAME) + BESIDE)
    borders = {at for at, _, _ in placed_cells(head)}
    upright, wide = (_filled(widths, names, room, borders) for room in (measure, WIDE_MEASURE))
    is_on_one_page = len(upright) * (len(columns[0].cells) + HEADS) <= MOST_ROWS
    most = MOST_OF_SMALL if has_room_on_its_side else MOST if is_on_one_page else IN_PORTRAIT
    if len(upright) <= most and all(_width(widths, names, each) <= measure for each in upright):
        return upright, False
    return ([], False) if has_room_on_its_side else (wide, True)


def _is_small(columns: Sequence[TableColumn], names: int) -> bool:
    """Tell whether a table has few rows, and numbers only behind its names: too little for a page on its side."""
    return all(each.kind == "number" for each in columns[names:]) and len(columns[0].cells) <= FEW_ROWS


def _names(columns: Sequence[TableColumn]) -> int:
    """Return how many columns of names stand before each part."""
    count = next((place for place, each in enumerate(columns) if each.kind == "number"), 1)
    wide = fsum(min(each.natural, WIDEST_NAME) + BESIDE for each in columns[:count])
    return count if count > 0 and wide <= MOST_FOR_NAMES * MEASURE else 1


def _width(widths: Sequence[float], names: int, span: Span) -> float:
    return fsum(widths[:names]) + fsum(widths[span[0] : span[1]])


def _filled(widths: Sequence[float], names: int, room: float, borders: set[int]) -> list[Span]:
    """Fill parts of the fewest in number: evenly where each then has room, else one after the other.

    Groups of heads stay whole where the widest has room.
    """
    edges = [names, *(place for place in range(names + 1, len(widths)) if place in borders), len(widths)]
    if any(_width(widths, names, span) > room for span in pairwise(edges)):
        edges = list(range(names, len(widths) + 1))
    found = _one_after_another(widths, names, room, edges)
    each, more = divmod(len(edges) - 1, len(found))
    counts = [each + (place < more) for place in range(len(found))]
    even = list(pairwise(edges[place] for place in accumulate(counts, initial=0)))
    return even if all(_width(widths, names, span) <= room for span in even) else found


def _one_after_another(widths: Sequence[float], names: int, room: float, edges: Sequence[int]) -> list[Span]:
    """Give each part as many columns as have room, at least those up to the next edge."""
    found, start = list[Span](), names
    for before, end in pairwise(edges):
        if before > start and _width(widths, names, (start, end)) > room:
            found.append((start, before))
            start = before
    return [*found, (start, edges[-1])]


def stacked(table: Element, first: int, spans: Sequence[Span], *, of_years: bool = True) -> list[Element]:
    """Return the parts of a table, each with the columns before `first` and those of a span; the table itself is the first."""
    whole = deepcopy(table)
    found = [table, *(deepcopy(whole) for _ in spans[1:])]
    for place, (part, span) in enumerate(zip(found, spans, strict=True)):
        _cut(part, first, span, keeps_all=place == 0 or not of_years)
    for part in found[1:]:
        _repeat(part)
    if not of_years:
        _bar_changes(found)
    return found


def _bar_changes(parts: Sequence[Element]) -> None:
    """Leave a change bar beside those parts of a row whose words have changed, where marks show which."""
    for row in zip(*(part.iter("tr") for part in parts), strict=True):
        changed = [any(each.tag in MARKS for each in piece.iter()) for piece in row]
        for piece, is_changed in zip(row, changed, strict=True):
            if any(changed) and not is_changed:
                piece.attrib.pop(BAR, None)


def _repeat(part: Element) -> None:
    """Make of a copy what is read after the first: no id, no footnote twice, and a caption that says so."""
    for element in part.iter():
        if element.get("class") == "footnote":
            _call(element)
        element.attrib.pop("id", None)
    for caption in part.findall("caption"):
        last = caption[-1] if len(caption) else None
        if last is None:
            caption.text = (caption.text or "").rstrip() + AGAIN
        else:
            last.tail = (last.tail or "").rstrip() + AGAIN


def _call(note: Element) -> None:
    """Make of a footnote a call of the same note."""
    name, mark, tail = note.get("id", ""), note.get("data-mark", ""), note.tail
    note.clear()
    note.tag, note.text, note.tail = "a", mark, tail
    note.attrib.update({"class": "note-call", "href": f"#{name}"})


def _cut(table: Element, first: int, span: tuple[int, int], *, keeps_all: bool) -> None:
    """Keep of a table the columns of names and those of some years."""
    for group in table.iter("colgroup"):
        _cut_columns(group, first, span)
    for body in (each for each in table if each.tag in ("thead", "tbody")):
        for row in list(body):
            if not _cut_row(row, first, span, keeps_all=keeps_all):
                body.remove(row)


def _cut_columns(group: Element, first: int, span: tuple[int, int]) -> None:
    columns = list(group)
    names = fsum(share(each) for each in columns[:first])
    for place, column in enumerate(columns):
        if first <= place and not span[0] <= place < span[1]:
            group.remove(column)
        elif first <= place:
            column.set("style", f"width: {(1 - names) / (span[1] - span[0]) * 100:.3f}%")


def _cut_row(row: Element, first: int, span: tuple[int, int], *, keeps_all: bool) -> bool:
    """Keep the cells of a row that stand in some columns; tell whether the row stands in this part."""
    cells = list(placed_cells(row))
    is_group = len(cells) == 1
    if not (keeps_all or is_group or any(_says_years(*each, first, span) for each in cells)):
        return False
    for at, wide, cell in cells:
        kept = _kept(at, at + wide, first, span)
        if not kept:
            row.remove(cell)
            continue
        if AT in cell.attrib and at >= first:
            cell.set(AT, str(first + max(at - span[0], 0)))
        if kept > 1:
            cell.set("colspan", str(kept))
        else:
            cell.attrib.pop("colspan", None)
    return True


def _says_years(at: int, wide: int, cell: Element, first: int, span: tuple[int, int]) -> bool:
    """Tell whether a cell says something of some years, and not of all."""
    is_of_years = at >= first and at < span[1] and at + wide > span[0]
    return is_of_years and cell.tag in ("td", "th") and bool("".join(cell.itertext()).strip())


def _kept(start: int, end: int, first: int, span: tuple[int, int]) -> int:
    """Return how many columns of a cell stay."""
    return max(0, min(end, first) - start) + max(0, min(end, span[1]) - max(start, span[0]))
