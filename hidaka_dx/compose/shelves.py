"""Where readers look for a measure's sheet: below the pillar under which the document's list names the measure."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from hidaka_dx.document import Cell, Changed, Document, Part, Table

NUMBER: Final = re.compile(r"[0-9A-Z]+(-[0-9]+)*")


def shelves(document: Document) -> Mapping[str, str]:
    """Give the pillar of each measure by the measure's number; empty for a document that lists none by pillar."""
    found: dict[str, str] = {}
    for part in document.parts:
        for number, pillar in _listed(part):
            found.setdefault(number, pillar)
    return found


def _listed(part: Part) -> Iterator[tuple[str, str]]:
    """Yield the measures that the tables of a chapter name under the name of a group."""
    for table in (block for block in part.blocks if isinstance(block, Table)):
        group = ""
        for row in table.rows:
            if row[0].span == len(table.head):
                group = _standing(row[0])
            elif group and NUMBER.fullmatch(number := _standing(row[0])):
                yield number, group


def _standing(cell: Cell) -> str:
    """Give the words of a cell, in a redline those that stand, or all where none does."""
    standing = (each.text for each in cell.inlines if not (isinstance(each, Changed) and each.change == "removed"))
    return "".join(standing) or cell.text
