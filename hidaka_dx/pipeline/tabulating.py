"""An action plan's measures as open data, and cells that spreadsheets would misinterpret."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hidaka_dx.compose import DataTable, opendata, passages
from hidaka_dx.content import Manuscript
from hidaka_dx.datafiles import csv_file
from hidaka_dx.document import Document
from hidaka_dx.lint import Remark
from hidaka_dx.pipeline.conductor import NOWHERE
from hidaka_dx.problem import Place, Problem

FORMULA: Final = re.compile(r"[=+\-@＝＋－＠\t\r]")
"""First characters that spreadsheets take for a formula; Japanese ones also accept the full-width forms."""


def tabulated(manuscript: Manuscript, action: Document, plan: Document) -> tuple[DataTable, ...]:
    """Return the tables of an action plan composed on a plan, without page references to that plan."""
    return opendata(manuscript, action, passages(plan, NOWHERE))


def csv_files(tables: Iterable[DataTable]) -> dict[str, bytes]:
    """Return each table as a CSV file, by name."""
    return {f"{table.name}.csv": csv_file(table) for table in tables}


def cell_remarks(manuscript: Manuscript, tables: Sequence[DataTable]) -> tuple[Remark, ...]:
    """Report cells that look like formulas, at the places in the content where they are written."""
    cells = dict.fromkeys(cell for table in tables for row in table.rows for cell in row if isinstance(cell, str))
    return tuple(remark for cell in cells for remark in _remarks(manuscript, cell))


def _remarks(manuscript: Manuscript, cell: str) -> Iterator[Remark]:
    if FORMULA.match(cell):
        message = (
            f"「{cell[:1].strip() or 'タブ'}」で始まる値です。オープンデータのCSVを開いた表計算ソフトが、計算式とみなすことがあります。"
            "ほかの字で始めてください。"
        )
        yield from (Remark(Problem(place, message, "csv-formula"), "注意", cell) for place in _places(manuscript, cell))


def _places(manuscript: Manuscript, cell: str) -> tuple[Place, ...]:
    """Find where a cell's text is written: as a value, or inside a text."""
    return tuple(manuscript.values(cell)) or tuple(manuscript.find(cell)) or (Place("content/measures"),)
