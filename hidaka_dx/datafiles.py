"""Open data tables as files: CSV for everyone, a workbook for the departments; deterministic output."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from hidaka_dx.compose import DataTable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST: Final = 60
"""Characters in a column of the workbook; longer cells are cut on the screen only."""
LONGEST_CELL: Final = 32_767
"""Characters that a cell of a workbook holds; openpyxl cuts longer ones without a word."""
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Time of every part of the workbook, the earliest that its container knows."""
MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


class _Container(zipfile.ZipFile):
    """A zip with fixed timestamps: ignores the clock and SOURCE_DATE_EPOCH (Python 3.14), which may precede 1980."""

    def writestr(self, zinfo_or_arcname: str | zipfile.ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        part = zinfo_or_arcname
        if isinstance(part, str):
            part = zipfile.ZipInfo(part, EPOCH)
        part.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(part, data)


def csv_file(table: DataTable) -> bytes:
    """Write a table in UTF-8 with a byte order mark (so that spreadsheets read it), lines ended by CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(map(_figures, table.rows))
    return text.getvalue().encode("utf-8-sig")


def read_csv(raw: bytes) -> dict[str, tuple[str, ...]]:
    """Read what `csv_file` wrote, column by column; raises ValueError where it is something else."""
    try:
        rows = [*csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)]
    except csv.Error as error:
        raise ValueError(str(error)) from None
    head = rows[:1]
    columns = zip(*rows, strict=True)
    if not head or len(set(head[0])) < len(head[0]):
        raise ValueError("no line of names")
    return {name: tuple(values) for name, *values in columns}


def _figures(row: Sequence[str | int | float | None]) -> list[str | int | float | None]:
    """Format numbers without exponents: 0.00001, not 1e-05."""
    return [f"{Decimal(repr(value)):f}" if isinstance(value, float) else value for value in row]


def workbook(tables: Sequence[DataTable], day: date) -> bytes:
    """Write tables as a workbook (.xlsx), a sheet for each; `day` is that of the edition.

    Raises ValueError for a cell that is longer than a workbook holds.
    """
    from openpyxl import Workbook  # noqa: PLC0415  it takes a tenth of a second, and `check` writes none

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        _fill(book.create_sheet(table.title), table)
    return packed(book, day)


def packed(book: "Workbook", day: date) -> bytes:
    """Write a workbook whose bytes depend on nothing but its content and a day."""
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415  as above

    book.properties.creator = ""
    book.properties.created = datetime.combine(day, time.min)
    written = io.BytesIO()
    ExcelWriter(book, _Container(written, "w")).save()
    return _timeless(written.getvalue(), day)


def _fill(sheet: "Worksheet", table: DataTable) -> None:
    """Write the rows; text that looks like a formula is stored as text."""
    from openpyxl.styles import Font  # noqa: PLC0415  as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  as above

    for row, values in enumerate((table.columns, *table.rows), 1):
        for column, value in enumerate(values, 1):
            if isinstance(value, str) and len(value) > LONGEST_CELL:
                raise ValueError(f"{table.name}: a cell of {len(value)} characters")
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    for column in range(1, len(table.columns) + 1):
        sheet.cell(1, column).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for column, values in enumerate(zip(table.columns, *table.rows, strict=True), 1):
        longest = max(len(str(value)) for value in values if value is not None)
        sheet.column_dimensions[get_column_letter(column)].width = min(2 * longest + 2, WIDEST)


def _timeless(raw: bytes, day: date) -> bytes:
    """Repack a workbook without creation times."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, _Container(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode(), content)
            new.writestr(name, content)
    return packed.getvalue()
