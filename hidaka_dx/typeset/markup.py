"""Classes of elements, and cells and columns of tables, in the HTML of a page before layout."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

AT: Final = "data-at"
"""On the cells of a table of which some cover several rows: the column in which they begin."""
HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5"))
"""The elements of headings in a text."""
SHARE: Final = re.compile(r"width: ([\d.]+)%")


def classes(element: Element) -> list[str]:
    """Return the classes of an element."""
    return element.get("class", "").split()


def add_class(element: Element, name: str) -> None:
    """Give an element one class more, or several with blanks between them."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


def placed_cells(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Yield each cell with the column in which it begins and the number of columns that it covers."""
    at = 0
    for cell in row:
        span = int(cell.get("colspan", "1"))
        at = int(cell.get(AT, at))
        yield at, span, cell
        at += span


def share(column: Element) -> float:
    """Return the share of a table's width that is written in a `<col>`; 1 where none is."""
    found = SHARE.search(column.get("style", ""))
    return float(found[1]) / 100 if found else 1.0
