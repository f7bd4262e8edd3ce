"""Reads a form that an office has sent back, as programs and people return it.

Formulas are not run, links to other files not followed. Each question is found by the hidden key in its row, wherever the row has gone.
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Final
from warnings import catch_warnings, simplefilter

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from hidaka_dx.office_files import BROKEN, open_package, plain_workbook
from hidaka_dx.problem import RefusalError
from hidaka_dx.survey.answers import Cell as Typed
from hidaka_dx.survey.questions import Key
from hidaka_dx.workbooks.form import ANSWER, FORMAT, HEADS, HIDDEN, PREFIX, PRINTED

ROWS: Final = 5000
"""Rows of a sheet that are looked at."""
COLUMNS: Final = 40
HELPERS: Final = 3
"""Hidden columns, from that of the keys on."""
NO_HEAD: Final = (
    "シート「{}」に「回答」の列の見出しがないため、どれが回答か分かりません。届けた様式に書いて送ってもらってください。"
)


class UnreadableForm(Exception):
    """A file that is no form of ours, or cannot be read; says why, in Japanese."""


@dataclass(frozen=True)
class ReturnedCell:
    """A cell that was filled in, or left empty."""

    sheet: str
    place: str
    """「C12」."""
    key: Key | None
    """None for what stands in no place of the form."""
    typed: Typed
    shown: str
    """The number format."""
    note: str = ""
    fault: str = ""


@dataclass(frozen=True)
class ReturnedForm:
    """A form that came back."""

    about: Mapping[str, str]
    """What it was made from: town, plan, year, office, digest."""
    base: Mapping[Key, str]
    """What stood in each cell when it was made."""
    cells: tuple[ReturnedCell, ...]
    notes: tuple[str, ...]


class ReturnedBook:
    """A returned file, opened; raises UnreadableForm for what is none, or no form of ours."""

    def __init__(self, raw: bytes) -> None:
        """Open a file, given by its bytes."""
        try:
            package = open_package(raw, "xlsx")
            self._raw = plain_workbook(package)
        except RefusalError as error:
            raise UnreadableForm(str(error)) from None
        self._notes = package.notes
        self._book = _opened(self._raw, values=False)
        self.about, self.base, self._printed = _about(self._book)

    def read(self) -> ReturnedForm:
        """Read all cells; raises UnreadableForm."""
        sheets = [each for each in self._book.worksheets if each.title != HIDDEN]
        cells = tuple(cell for sheet in sheets for cell in self._cells(sheet))
        read = {cell.sheet for cell in cells if cell.key}
        hidden = [each.title for each in sheets if each.sheet_state != "visible" and each.title not in read]
        notes = (f"隠れたシートがあります（{'、'.join(hidden)}）。中の言葉は取り込みません",) if hidden else ()
        return ReturnedForm(self.about, self.base, cells, (*notes, *self._notes))

    def _cells(self, sheet: Worksheet) -> Iterator[ReturnedCell]:
        """Return the cells that answer questions, and those that answer none."""
        merged, answers, keys = [(area.bounds, str(area)) for area in sheet.merged_cells.ranges], 0, COLUMNS
        for row in sheet.iter_rows(max_row=min(sheet.max_row, ROWS), max_col=min(sheet.max_column, COLUMNS)):
            answers = next((column for column, cell in enumerate(row, 1) if cell.value == HEADS[ANSWER - 1]), answers)
            key = next((key for cell in row if (key := _key(cell.value))), None)
            keys = next((column for column, cell in enumerate(row, 1) if _key(cell.value)), keys)
            if key and not answers:
                raise UnreadableForm(NO_HEAD.format(sheet.title))
            for column, cell in enumerate(row, 1):
                if key and column == answers:
                    areas = (area for bounds, area in merged if _is_within(row[0].row or 0, column, bounds))
                    yield self._answer(sheet.title, cell, key, next(areas, ""))
                elif sheet.sheet_state == "visible" and not keys <= column < keys + HELPERS:
                    yield from self._strays(sheet.title, cell)
                if cell.comment:
                    yield ReturnedCell(sheet.title, cell.coordinate, None, f"コメント：{_value(cell.comment.text)}", "")

    def _answer(self, title: str, cell: Cell | MergedCell, key: Key, area: str) -> ReturnedCell:
        place = cell.coordinate
        if area:
            fault = f"セルが結合されています（{area}）。結合を解き、それぞれの欄に書いてください。"
            return ReturnedCell(title, place, key, None, "", fault=fault)
        if cell.data_type == "f":
            value = _value(self._results[title][place].value)
            fault = "" if value is not None else "式の結果が入っていません。値だけを書いてください。"
            return ReturnedCell(title, place, key, value, cell.number_format, "式の結果です", fault)
        if cell.data_type == "e":
            fault = f"「{cell.value}」（式の誤り）です。値を書いてください。"
            return ReturnedCell(title, place, key, None, "", fault=fault)
        return ReturnedCell(title, place, key, _value(cell.value), cell.number_format)

    def _strays(self, title: str, cell: Cell | MergedCell) -> Iterator[ReturnedCell]:
        """Return what somebody typed into a cell that is none to fill in."""
        is_typed = cell.data_type in ("s", "n", "d", "b", "inlineStr") and not _key(cell.value)
        if is_typed and str(cell.value or "").strip() != "" and str(cell.value) not in self._printed:
            yield ReturnedCell(title, cell.coordinate, None, _value(cell.value), cell.number_format)

    @cached_property
    def _results(self) -> Workbook:
        """The same file with the results of formulas, as the program that saved it had them."""
        return _opened(self._raw, values=True)


def _is_within(row: int, column: int, bounds: tuple[int, int, int, int]) -> bool:
    return bounds[0] <= column <= bounds[2] and bounds[1] <= row <= bounds[3]


def _opened(raw: bytes, *, values: bool) -> Workbook:
    try:
        with catch_warnings():
            simplefilter("ignore")
            return load_workbook(io.BytesIO(raw), data_only=values, keep_links=False)
    except Exception:  # noqa: BLE001  openpyxl leaks whatever its parts raise on a damaged file
        raise UnreadableForm(BROKEN.format("表が読めません")) from None


def _about(book: Workbook) -> tuple[dict[str, str], dict[Key, str], frozenset[str]]:
    """Return what the hidden sheet says: what the form was made from, what stood in each cell, and anywhere."""
    if HIDDEN not in book.sheetnames:
        raise UnreadableForm(
            "照会の様式ではありません（様式の情報のシートがありません）。届けた様式に書いて送ってもらってください。"
        )
    sheet = book[HIDDEN]
    rows = list(sheet.iter_rows(max_row=min(sheet.max_row, ROWS), max_col=PRINTED, values_only=True))
    held = {str(name): "" if value is None else str(value) for name, value, _ in rows if name is not None}
    printed = frozenset(str(words) for _, _, words in rows if words is not None)
    base = {key: value for name, value in held.items() if (key := _key(name))}
    about = {name: value for name, value in held.items() if not _key(name)}
    if about.get("format") != FORMAT or not about.get("year", "").isdecimal():
        raise UnreadableForm("この道具の照会の様式ではないか、新しい道具で作られた様式です。")
    return about, base, printed


def _key(value: object) -> Key | None:
    """Read a key of the hidden column."""
    if not isinstance(value, str) or not value.startswith(PREFIX):
        return None
    try:
        number, field, name, year = json.loads(value.removeprefix(PREFIX))
        return Key(str(number), str(field), str(name), int(year))
    except (ValueError, TypeError):
        return None


def _value(value: object) -> Typed:
    """Return a cell's value as a plain one: text without its fonts, numbers as such."""
    if isinstance(value, str):
        return unescape(str(value))  # _x000D_ and the like
    if value is None or isinstance(value, int | float | date | time | timedelta):
        return value
    return float(value) if isinstance(value, Decimal) else str(value)
