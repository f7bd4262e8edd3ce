"""概要版 says the same as the action plan, on two pages."""

from pathlib import Path

import pytest

from hidaka_dx.compose import compose_promotion_plan, compose_summary
from hidaka_dx.compose.summary import MOST
from hidaka_dx.content import load
from hidaka_dx.document import Table
from hidaka_dx.pipeline import build

ROOT = Path(__file__).parents[2]


class Pages(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "1"


@pytest.mark.parametrize("root", [ROOT, ROOT / "examples/mihon"])
def test_names_are_those_of_the_measures(root: Path) -> None:
    manuscript, _ = load(root)
    assert manuscript is not None
    plan, _ = compose_promotion_plan(manuscript)
    summary = compose_summary(manuscript, plan, Pages())
    system, main = (part.blocks[0] for part in summary.parts[-2:])
    assert isinstance(system, Table)
    assert isinstance(main, Table)
    said = "、".join(row[1].text for row in system.rows).split("、")
    assert sorted(said) == sorted(measure.name for measure in manuscript.measures.values())
    names = {f"{measure.number} {measure.name}" for measure in manuscript.measures.values()}
    assert {row[0].text for row in main.rows} <= names
    assert len(main.rows) == min(MOST, len(names))


@pytest.mark.parametrize("root", [ROOT, ROOT / "examples/mihon"])
def test_two_pages(root: Path, tmp_path: Path) -> None:
    built, problems = build(root, tmp_path, lambda _words, _share: None)
    assert problems == ()
    summary = next(each for each in built if "概要版" in each.path.name)
    assert summary.pages == 2
