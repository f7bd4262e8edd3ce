"""The CSV files keep the rules for machine-readable data, and say what the documents say."""

import csv
import io
import re
from functools import cache
from pathlib import Path

import pytest

from hidaka_dx.catalogue.fields import data_tables
from hidaka_dx.compose import compose_action_plan, compose_promotion_plan, opendata, passages
from hidaka_dx.content import Manuscript, load
from hidaka_dx.datafiles import csv_file

ROOT = Path(__file__).parents[2]
COLUMNS = {table.name: [column.name for column in table.columns] for table in data_tables()}
NUMBERS = {"年度", "値", "金額", "重点取組", "決算額"}


class Pages(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "1"


@cache
def files(root: Path) -> tuple[Manuscript, dict[str, bytes]]:
    manuscript, _ = load(root)
    assert manuscript is not None
    plan, _ = compose_promotion_plan(manuscript)
    action, _ = compose_action_plan(manuscript, plan, Pages())
    tables = opendata(manuscript, action, passages(plan, Pages()))
    return manuscript, {f"{table.name}.csv": csv_file(table) for table in tables}


def rows(root: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files(root)[1][f"{name}.csv"].decode("utf-8-sig"))))


SAMPLE = ROOT / "examples/mihon"


@pytest.mark.parametrize("root", [ROOT, SAMPLE])
@pytest.mark.parametrize("name", COLUMNS)
def test_one_record_a_line_with_unique_names_of_columns(root: Path, name: str) -> None:
    raw = files(root)[1][f"{name}.csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert lines[0] == COLUMNS[name]
    assert len(set(lines[0])) == len(lines[0])
    assert {len(line) for line in lines} == {len(lines[0])}
    assert not any(cell != cell.strip() or "\n" in cell for line in lines for cell in line)


@pytest.mark.parametrize("name", COLUMNS)
def test_numbers_are_numbers_without_units(name: str) -> None:
    for row in rows(SAMPLE, name):
        for column in NUMBERS & row.keys():
            assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", row[column])


def test_every_column_is_defined() -> None:
    defined = {(row["ファイル"], row["項目"]) for row in rows(SAMPLE, "definitions")}
    assert {(f"{name}.csv", column) for name, columns in COLUMNS.items() for column in columns} <= defined
    assert any("日付に変わる" in row["定義"] for row in rows(SAMPLE, "definitions"))


def test_they_say_what_the_measures_say() -> None:
    manuscript, _ = files(SAMPLE)
    assert [row["取組番号"] for row in rows(SAMPLE, "measures")] == list(manuscript.measures)
    totals = sum(int(row["金額"]) for row in rows(SAMPLE, "costs") if row["財源"] == "総額")
    assert totals == sum(cost.total for measure in manuscript.measures.values() for cost in measure.costs)
    parts = sum(int(row["金額"]) for row in rows(SAMPLE, "costs") if row["財源"] != "総額")
    assert parts == totals


def test_what_is_open_is_an_empty_cell() -> None:
    assert {row["主管"] for row in rows(ROOT, "measures")} == {""}
    assert rows(ROOT, "costs") == []
