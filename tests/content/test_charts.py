"""Charts and tables that name CSV files: what is wrong is told at its cell, and no file is left unused."""

from pathlib import Path

import pytest
from towns import FILES

from hidaka_dx.archive import Archive
from hidaka_dx.content import load
from hidaka_dx.document import Figure
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.examining import examine
from hidaka_dx.walk import blocks

CHART = "kind: chart\ntype: bar\ntitle: 人口の推移\nunit: 人\n"
CHAPTER = '# 章 {#vision}\n\n[](#population)と[](#t)です。\n\n![](population)\n\n表：題 {#t data="t.csv"}\n'
EDITIONS = "promotion-plan:\n  - {number: '1', status: 案, changes: 策定}\n"
TOWN = {
    **FILES,
    "content/editions.yaml": EDITIONS,
    "content/chapters/vision.md": CHAPTER,
    "content/figures/population.yaml": f"{CHART}data: p.csv\n",
    "content/tables/p.csv": '年,人口\nR6,"1,200"\nR7,980\n',
    "content/tables/t.csv": "施設,台数\n役場,12\n",
}


def told(folder: Path, **changed: str) -> list[str]:
    for path, text in {**TOWN, **{key.replace("__", "."): text for key, text in changed.items()}}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return [str(problem) for problem in load(folder)[1]]


def test_values_of_charts_are_facts_and_a_table(tmp_path: Path) -> None:
    assert told(tmp_path) == []
    manuscript, _ = load(tmp_path)
    assert manuscript
    document, problems = Conductor(manuscript).compose("promotion-plan")
    assert problems == ()
    (chart,) = document.facts.charts
    assert [(point.label, point.value) for point in chart.points] == [("R6", 1200.0), ("R7", 980.0)]
    (figure,) = (block for block in blocks(document) if isinstance(block, Figure))
    assert (figure.values, figure.label) == ("read", "図1")
    assert figure.table
    assert [cell.text for cell in figure.table.rows[0]] == ["R6", "1,200"]


@pytest.mark.parametrize(
    ("path", "text", "begins"),
    [
        ("content/tables/p.csv", "年,人口\nR6,約千\n", "content/tables/p.csv:2:4: 「約千」は数ではありません"),
        ("content/tables/p.csv", "年,人口\n", "content/tables/p.csv:1:1: 表になっていません"),
        ("content/tables/more.csv", "a,b\n1,2\n", "content/tables/more.csv:1:1: この表はどこにも使われていません"),
        (
            "content/figures/population.yaml",
            f"{CHART}data: q.csv\n",
            "content/figures/population.yaml:5:7: content/tables/q.csv がありません",
        ),
        (
            "content/figures/population.yaml",
            f"{CHART}data:\n  - [年, 人口]\n  - [R6, 約千]\n",
            "content/figures/population.yaml:7:10: 「約千」は数ではありません",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, path: str, text: str, begins: str) -> None:
    found = told(tmp_path, **{path: text})
    assert any(problem.startswith(begins) for problem in found), found


def test_a_file_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    assert told(tmp_path) == []
    (tmp_path / "content/tables/t.csv").write_bytes("施設,台数\n役場,12\n".encode("cp932"))
    found = [each for each in load(tmp_path)[1] if "t.csv" in str(each)]
    assert len(found) == 1
    assert "CSV UTF-8" in found[0].message


def test_a_chart_higher_than_a_page_is_told_at_its_data(tmp_path: Path) -> None:
    rows = "".join(f"{'長い名前の項目' * 3}{number},{number}\n" for number in range(20))
    assert told(tmp_path, **{"content/tables/p.csv": f"項目,数\n{rows}"}) == []
    found = [str(each) for each in examine(Archive(tmp_path)).errors()]
    assert [each.partition(" ")[0] for each in found] == ["content/figures/population.yaml:5:7:"]
    assert "図が高すぎて、1ページに入りません" in found[0]
