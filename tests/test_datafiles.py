"""CSV and workbook hold the same rows; words stay words."""

from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from io import BytesIO

import openpyxl.xml
import pytest
from openpyxl import load_workbook

from hidaka_dx.compose import DataTable
from hidaka_dx.datafiles import LONGEST_CELL, csv_file, workbook

DAY = date(2027, 4, 1)
TABLE = DataTable(
    "costs",
    "事業費",
    ("取組番号", "金額", "備考"),
    (("1-1", 1800, None), ("1-2", 26.5, "=1+1"), ("1-3", -3, "括弧「」")),
)


def test_the_bytes_do_not_depend_on_what_else_is_installed() -> None:
    assert find_spec("lxml"), "the development environment has the extra `sign`"
    assert openpyxl.xml.LXML is False


def test_the_workbook_holds_the_rows() -> None:
    book = load_workbook(BytesIO(workbook([TABLE, TABLE.__class__("b", "別", ("列",), ())], DAY)))
    assert book.sheetnames == ["事業費", "別"]
    assert [tuple(row) for row in book["事業費"].values] == [TABLE.columns, *TABLE.rows]
    assert book["事業費"].freeze_panes == "A2"


def test_small_numbers_are_written_in_figures() -> None:
    table = replace(TABLE, rows=(("1-1", 0.00001, None), ("1-2", -26.5, None)))
    assert csv_file(table).decode("utf-8-sig").splitlines()[1:] == ["1-1,0.00001,", "1-2,-26.5,"]


def test_words_that_look_like_a_formula_stay_words() -> None:
    cell = load_workbook(BytesIO(workbook([TABLE], DAY)))["事業費"]["C3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_no_cell_is_cut_in_silence() -> None:
    table = replace(TABLE, rows=(("1-1", 0, "あ" * LONGEST_CELL),))
    cell = load_workbook(BytesIO(workbook([table], DAY)))["事業費"]["C2"]
    assert len(str(cell.value)) == LONGEST_CELL
    with pytest.raises(ValueError, match="32768"):
        workbook([replace(table, rows=(("1-1", 0, "あ" * (LONGEST_CELL + 1)),))], DAY)


def test_it_bears_the_day_of_the_edition_and_no_other() -> None:
    first = workbook([TABLE], DAY)
    assert first == workbook([TABLE], DAY)
    properties = load_workbook(BytesIO(first)).properties
    assert (properties.created.date(), properties.modified.date()) == (DAY, DAY)


def test_csv_has_a_mark_and_lines_ended_by_crlf() -> None:
    raw = csv_file(TABLE)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").split("\r\n") == [
        "取組番号,金額,備考",
        "1-1,1800,",
        "1-2,26.5,=1+1",
        "1-3,-3,括弧「」",
        "",
    ]
