"""見本町's survey of a year, from the forms of all offices to the report: nobody types an answer again."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from hidaka_dx.content import Manuscript, load
from hidaka_dx.pipeline.forms import forms
from hidaka_dx.pipeline.receive import accept, receive
from hidaka_dx.pipeline.status import status
from hidaka_dx.pipeline.strange_files import returned_files
from hidaka_dx.progress import is_complete, target_of

pytestmark = pytest.mark.slow
MIHON = Path(__file__).parents[2] / "examples/mihon"
YEAR = 2028


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year") / "見本町"
    shutil.copytree(MIHON / "content", folder / "content")
    return folder


def loaded(town: Path) -> Manuscript:
    manuscript, problems = load(town)
    assert manuscript, problems
    return manuscript


def answer(manuscript: Manuscript, number: str, field: str, name: str) -> Any:  # noqa: PLR0911
    """Answer a question as an office would, in words of its own."""
    measure = manuscript.measures[number]
    wanted = {each.name: target_of(each, YEAR) for each in measure.indicators}
    match field:
        case "done":
            return f"・{measure.name}を進めました。\n・結果を庁内で共有しました。"
        case "values":
            return wanted[name] if wanted[name] is not None else "－"
        case "states":
            return "取組中"
        case "spent":
            return "１，２３４千円"
        case "grade" | "reason" if all(value is None for value in wanted.values()):
            return "B" if field == "grade" else "計画のとおり進んだためです。"
        case "next":
            return "なし"
        case _:
            return None


def fill(form: Path, manuscript: Manuscript) -> None:
    book = load_workbook(form)
    sheet = book["回答"]
    for row in range(1, sheet.max_row + 1):
        key = sheet.cell(row, 5).value
        if key:
            sheet.cell(row, 3).value = answer(manuscript, *json.loads(str(key).partition(":")[2])[:3])
    book.save(form)


def test_fourteen_offices_answer_and_the_year_can_be_reported(town: Path, tmp_path: Path) -> None:
    before = loaded(town)
    made, problems = forms(town, YEAR, date(2029, 5, 15), tmp_path)
    assert problems == ()
    assert sum(each.measures for each in made) == 32
    for each in made:
        fill(each.path, before)
    receipts, problems = receive(town, returned_files([tmp_path]), date(2029, 5, 10))
    assert problems == ()
    assert receipts[0].is_whole
    assert accept(town, receipts[0], tmp_path)
    after = loaded(town)
    assert after.action
    results = {result.number: result for result in after.progress[-1].results}
    assert len(results) == 32
    assert all(is_complete(after.measures[n], each, YEAR, after.action.grades) for n, each in results.items())
    assert {each.state for each in status(town, YEAR, town / "output")[0]} == {"回答済み"}
    assert receive(town, returned_files([tmp_path]), date(2029, 5, 11))[0][0].changes == ()
