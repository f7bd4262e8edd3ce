"""What spreadsheets would make of the open data is told where it is written."""

from pathlib import Path

import pytest
from towns import FIRST, tiny

from hidaka_dx.content import load
from hidaka_dx.datafiles import LONGEST_CELL
from hidaka_dx.pipeline.check import check

SHEET = "content/measures/1-2.yaml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return tiny(tmp_path, FIRST, action=FIRST)


def found(town: Path, added: str) -> list[str]:
    """Add lines to a measure; give what is told of cells."""
    with (town / SHEET).open("a", encoding="utf-8") as file:
        file.write(added)
    return [f"{each.level}: {each.problem}"[:60] for each in check(town).remarks if each.problem.rule == "csv-formula"]


@pytest.mark.parametrize("value", ["=1+1", "+81-1", "-cmd", "@SUM(A1)", "＝1"])
def test_cells_that_begin_like_a_formula_are_told_at_their_place(value: str, town: Path) -> None:
    told = found(town, f'aim: "{value}"\nrelated: ["総務課", "{value}"]\n')
    assert [each.partition(" 「")[0] for each in told] == [f"注意: {SHEET}:8:6:", f"注意: {SHEET}:9:18:"]


def test_other_cells_are_not_told(town: Path) -> None:
    assert found(town, 'aim: "1-1の次は=で書く"\nrelated: ["―"]\n') == []


def test_no_value_is_longer_than_a_cell_of_the_workbook(town: Path) -> None:
    (town / SHEET).write_text(f"aim: {'あ' * LONGEST_CELL}\n", encoding="utf-8")
    _, problems = load(town)
    assert any(f"{SHEET}:1:6: `aim` は長すぎます（今は" in str(problem) for problem in problems)
