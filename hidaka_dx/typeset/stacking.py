"""Tables of many years whose numbers find no room beside each other: the years go on in a table below.

Each part has the heads and the columns of names again; rows that hold no year stand in the first part only, names of groups
in each. The words of a bar over the border stand in both parts.
"""

from copy import deepcopy
from math import ceil, fsum
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.theme import MEASURE, WIDE_MEASURE
from hidaka_dx.typeset.markup import placed_cells, share

MOST: Final = 4
"""Most parts of a table."""
IN_PORTRAIT: Final = 3
"""Parts up to which a page in portrait is better than fewer parts on a page on its side."""


def parts_needed(names: float, year: float, count: int) -> int:
    """Return in how many parts `count` columns of years fit beside those of names, all widths in points.

    One part goes before several, be it on a page on its side.
    """
    wide, upright = (_parts(names, year, count, room) for room in (WIDE_MEASURE, MEASURE))
    return wide if wide == 1 or upright > IN_PORTRAIT else upright


def _parts(names: float, year: float, count: int, room: float) -> int:
    return next((parts for parts in range(1, MOST) if names + ceil(count / parts) * year <= room), MOST)


def stacked(table: Element, first: int, parts: int) -> list[Element]:
    """Return the parts of a table whose years begin with column `first`; the first part is the table itself."""
    years = len(list(table.iter("col"))) - first
    each = ceil(years / parts)
    spans = [(first + start, first + min(start + each, years)) for start in range(0, years, each)]
    whole = deepcopy(table)
    found = [table, *(deepcopy(whole) for _ in spans[1:])]
    for place, (part, span) in enumerate(zip(found, spans, strict=True)):
        _cut(part, first, span, is_first=place == 0)
    for part in found[1:]:
        for element in part.iter():
            element.attrib.pop("id", None)
    return found


def _cut(table: Element, first: int, span: tuple[int, int], *, is_first: bool) -> None:
    """Keep of a table the columns of names and those of some years."""
    for group in table.iter("colgroup"):
        _cut_columns(group, first, span)
    for body in (each for each in table if each.tag in ("thead", "tbody")):
        for row in list(body):
            if not _cut_row(row, first, span, is_first=is_first):
                body.remove(row)


def _cut_columns(group: Element, first: int, span: tuple[int, int]) -> None:
    columns = list(group)
    names = fsum(share(each) for each in columns[:first])
    for place, column in enumerate(columns):
        if first <= place and not span[0] <= place < span[1]:
            group.remove(column)
        elif first <= place:
            column.set("style", f"width: {(1 - names) / (span[1] - span[0]) * 100:.3f}%")


def _cut_row(row: Element, first: int, span: tuple[int, int], *, is_first: bool) -> bool:
    """Keep the cells of a row that stand in some columns; tell whether the row stands in this part."""
    cells = list(placed_cells(row))
    is_group = len(cells) == 1
    if not (is_first or is_group or any(_says_years(*each, first, span) for each in cells)):
        return False
    for at, wide, cell in cells:
        kept = _kept(at, at + wide, first, span)
        if not kept:
            row.remove(cell)
        elif kept > 1:
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
