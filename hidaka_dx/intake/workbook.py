"""Sheets of an Excel file as grids of texts, with joined cells filled and their places kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from hidaka_dx.office_files import BROKEN, OfficePackage, open_package, plain_workbook
from hidaka_dx.problem import RefusalError

MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 300
DRAWING: Final = re.compile(r"xl/drawings/drawing[0-9]+\.xml")
SHAPES: Final = frozenset({"sp", "cxnSp", "pic", "graphicFrame"})
WHITE: Final = (("rgb", "FFFFFFFF"), ("rgb", "00FFFFFF"), ("theme", 0), ("indexed", 9))
THREADED: Final = re.compile(
    r"\[(?:Threaded comment|スレッド化されたコメント)\].*?(?:Comment|コメント)[:：]\s*", re.DOTALL
)
"""What Excel writes before the words of a comment that can be answered, for programs that know only simple ones."""


@dataclass(frozen=True)
class SheetCell:
    """A cell that is not empty."""

    text: str
    """As people read it, without blanks around it."""
    place: str
    """「A1」."""
    row: int
    column: int
    """Both from 1."""
    joined: bool = False
    """Whether it is empty itself, and belongs to a joined cell with this text."""


@dataclass(frozen=True)
class SheetNote:
    """A comment on a cell."""

    place: str
    row: int
    author: str
    text: str

    @property
    def said(self) -> str:
        """Return who says what about which cell."""
        return f"{self.place}：{self.author or '作者不明'}：{self.text}"


@dataclass(frozen=True)
class Sheet:
    """A sheet that is shown."""

    name: str
    rows: tuple[tuple[SheetCell | None, ...], ...]
    folded: tuple[str, ...] = ()
    """Rows and columns that are hidden, as people call them: 「5行」「C列」."""
    notes: tuple[SheetNote, ...] = ()
    painted: tuple[tuple[int, int], ...] = ()
    """Row and column of cells that are empty and have a colour."""

    def cells(self) -> Iterator[SheetCell]:
        """Return all cells that hold something themselves."""
        return (cell for row in self.rows for cell in row if cell and not cell.joined)


@dataclass(frozen=True)
class Workbook:
    """What is shown of an Excel file, and what is not."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...]
    """Names of sheets that are hidden."""
    uncounted: tuple[str, ...]
    """Places of formulas whose values the file does not hold."""
    drawn: tuple[str, ...] = ()
    """The words of arrows, boxes and pictures that lie over the cells; empty for those without."""
    notes: tuple[str, ...] = ()
    """What else a person should know of the file."""


def read_workbook(content: bytes) -> Workbook:
    """Read an Excel file; raises RefusalError for what is none, is broken or does harm."""
    package = open_package(content, "xlsx")
    file = BytesIO(plain_workbook(package))
    try:
        shown = load_workbook(file, data_only=True)
        formulas = load_workbook(file)
    except RecursionError:
        raise RefusalError(BROKEN.format("表が読めません")) from None
    except Exception as error:  # openpyxl raises whatever a damaged file makes it stumble over
        if isinstance(error, MemoryError):
            raise
        raise RefusalError(BROKEN.format("表が読めません")) from None
    sheets = [sheet for sheet in shown.worksheets if sheet.sheet_state == "visible"]
    hidden = tuple(sheet.title for sheet in shown.worksheets if sheet.sheet_state != "visible")
    uncounted = (
        f"{sheet.title}!{cell.coordinate}"
        for sheet in sheets
        for cell in formulas[sheet.title]._cells.values()  # noqa: SLF001  else empty cells are made
        if cell.data_type == "f" and sheet[cell.coordinate].value is None
    )
    return Workbook(tuple(map(_sheet, sheets)), hidden, tuple(uncounted), tuple(_drawn(package)), package.notes)


def _drawn(package: OfficePackage) -> Iterator[str]:
    """Return the words of each shape on the sheets."""
    for path in sorted(each for each in package.parts if DRAWING.fullmatch(each)):
        for each in package.xml(path).iter():
            if each.tag.rpartition("}")[2] in SHAPES:
                yield "".join(inner.text or "" for inner in each.iter() if inner.tag.endswith("}t"))


def _sheet(sheet: Any) -> Sheet:
    height, width = _size(sheet)
    if height > MOST_ROWS or width > MOST_COLUMNS:
        raise RefusalError(
            f"シート「{sheet.title}」が大きすぎます（{height}行、{width}列）。{MOST_ROWS}行、{MOST_COLUMNS}列までです。"
        )
    grid: list[list[SheetCell | None]] = [
        [_cell(sheet.cell(row, column)) for column in range(1, width + 1)] for row in range(1, height + 1)
    ]
    for area in sheet.merged_cells.ranges:
        first = grid[area.min_row - 1][area.min_col - 1] if area.min_row <= height and area.min_col <= width else None
        for row in range(area.min_row, min(area.max_row, height) + 1):
            for column in range(area.min_col, min(area.max_col, width) + 1):
                if first and (row, column) != (area.min_row, area.min_col):
                    place = f"{get_column_letter(column)}{row}"
                    grid[row - 1][column - 1] = SheetCell(first.text, place, row, column, joined=True)
    folded = (
        *(f"{row}行" for row in range(1, height + 1) if sheet.row_dimensions[row].hidden),
        *(f"{letter}列" for letter, column in sheet.column_dimensions.items() if column.hidden),
    )
    own = [cell for row in sheet.iter_rows(max_row=height, max_col=width) for cell in row]
    notes = tuple(_note(cell) for cell in own if cell.comment)
    painted = tuple(
        (cell.row, cell.column) for cell in own if _is_painted(cell) and not grid[cell.row - 1][cell.column - 1]
    )
    return Sheet(sheet.title, tuple(map(tuple, grid)), folded, notes, painted)


def _size(sheet: Any) -> tuple[int, int]:
    """Return the last row and column with something in it; programs keep empty cells down to the last row there is."""
    used = [place for place, cell in sheet._cells.items() if cell.value is not None or cell.comment]  # noqa: SLF001  else empty cells are made
    return max((row for row, _ in used), default=0), max((column for _, column in used), default=0)


def _note(cell: Any) -> SheetNote:
    author, text = str(cell.comment.author or ""), THREADED.sub("", str(cell.comment.text or ""))
    author = "" if author.startswith("tc=") else author  # the number of a thread
    return SheetNote(cell.coordinate, cell.row, author, " ".join(text.removeprefix(f"{author}:").split()))


def _is_painted(cell: Any) -> bool:
    """Tell whether an empty cell has a colour that is not white."""
    fill = getattr(cell, "fill", None)
    if cell.value is not None or fill is None or fill.fill_type in (None, "none"):
        return False
    return (fill.fgColor.type, fill.fgColor.value) not in WHITE


def _cell(cell: Any) -> SheetCell | None:
    text = _text(cell.value, cell.number_format or "").strip(" 　\t\r\n")
    return SheetCell(text, cell.coordinate, cell.row, cell.column) if text else None


def _text(value: object, form: str) -> str:
    """Return what a cell shows, as far as its form is simple: percentages, days, numbers without needless noughts."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if "%" in form:
            return f"{round(value * 100, 6):.12g}%"
        return (
            f"{value:.12g}"
            if isinstance(value, float) and abs(value) < 1e9
            else str(round(value, 6)).removesuffix(".0")
        )
    return str(value)
