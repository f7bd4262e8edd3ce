"""Grouping of measure sheets: under the pillar under which the document's list has the measure."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from hidaka_dx.document import Cell, Changed, Document, Part, Table

NUMBER: Final = re.compile(r"[0-9A-Z]+(-[0-9]+)*")


def measure_pillars(document: Document) -> Mapping[str, str]:
    """Return the pillar of each measure by number; empty for a document without a list by pillar."""
    found: dict[str, str] = {}
    for part in document.parts:
        for number, pillar in _listed(part):
            found.setdefault(number, pillar)
    return found


def _listed(part: Part) -> Iterator[tuple[str, str]]:
    """Yield the measures in a chapter's tables, with the group row above them."""
    for table in (block for block in part.blocks if isinstance(block, Table)):
        group = ""
        for row in table.rows:
            if row[0].span == len(table.head):
                group = _undeleted_text(row[0])
            elif group and NUMBER.fullmatch(number := _undeleted_text(row[0])):
                yield number, group


def _undeleted_text(cell: Cell) -> str:
    """Return the text of a cell; in a redline the text that is not deleted, or all if everything is."""
    standing = (each.text for each in cell.inlines if not (isinstance(each, Changed) and each.change == "removed"))
    return "".join(standing) or cell.text
