"""What is defined once is equal in all documents: names, offices and values, asserted on what is printed (X03)."""

import csv
import shutil
from functools import cache
from pathlib import Path

import pytest
from measure import fidelity
from openpyxl import load_workbook

from hidaka_dx.pipeline.build import build

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
SAMPLE = Path(__file__).parent.parent / "examples/mihon"
ONLINE = "content/measures/1-1.yaml"
CHANGES = (
    ("name: 行政手続のオンライン申請の拡大", "name: 行政手続の電子申請の推進"),
    ("lead: 企画課", "lead: 会計課"),
    ("{year: 2027, value: 100}", "{year: 2027, value: 99}"),
    ("{year: 2030, value: 160}", "{year: 2030, value: 158}"),
)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    town = tmp_path_factory.mktemp("agreement")
    shutil.copytree(SAMPLE / "content", town / "content")
    text = (town / ONLINE).read_text(encoding="utf-8")
    for old, new in CHANGES:
        assert old in text
        text = text.replace(old, new)
    (town / ONLINE).write_text(text, encoding="utf-8")
    _, problems, *_ = build(town, town / "output", lambda _words, _share: None)
    assert problems == ()
    return town / "output"


@cache
def printed(output: Path, kind: str) -> str:
    (pdf,) = (path for path in output.glob("*.pdf") if path.name.startswith(f"見本町DX実行計画{kind}"))
    return fidelity.BLANK.sub("", fidelity.extracted(pdf, "-raw"))


@pytest.mark.parametrize("kind", ["_", "概要版", "進捗報告書"])
def test_a_new_name_stands_in_every_document_and_the_old_one_in_none(output: Path, kind: str) -> None:
    text = printed(output, kind)
    assert "行政手続の電子申請の推進" in text
    assert "行政手続のオンライン申請の拡大" not in text


def test_a_new_office_stands_wherever_the_measure_is_named(output: Path) -> None:
    assert "1-1行政手続の電子申請の推進継続○会計課" in printed(output, "_")
    assert "1-1行政手続の電子申請の推進会計課B" in printed(output, "進捗報告書")


def test_a_new_target_stands_in_sheet_list_report_and_data(output: Path) -> None:
    plan, report = printed(output, "_"), printed(output, "進捗報告書")
    assert "目標48（R7）7099130145158" in plan
    assert "158（R12）" in plan
    assert "目標48（R7）7099130145158" in report
    assert "令和9年度の達成率109.8%" in report, "104 of 48 to 99: not yet the 110% of grade A"
    with next(output.glob("*_opendata/indicators.csv")).open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["取組番号"] == "1-1" and row["値の種類"] == "目標値"]
    assert [row["値"] for row in rows][:5] == ["70", "99", "130", "145", "158"]
    sheet = load_workbook(next(output.glob("*.xlsx")))["指標の値"]
    values = [row[4] for row in sheet.iter_rows(values_only=True) if row[0] == "1-1" and row[3] == "目標値"]
    assert values[:5] == [70, 99, 130, 145, 158]
