"""概要版 says the same as the action plan, on two pages."""

from dataclasses import replace
from pathlib import Path

import pytest
from towns import pressed

from hidaka_dx.compose import compose_promotion_plan, compose_summary
from hidaka_dx.compose.summary import MOST, NAMED_OF_MORE
from hidaka_dx.content import load
from hidaka_dx.document import Table

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
def test_two_pages(root: Path) -> None:
    manuscript, _ = load(root)
    assert manuscript is not None
    summary = compose_summary(manuscript, compose_promotion_plan(manuscript)[0], Pages())
    assert pressed(root, summary).pages == 2


def test_a_town_of_many_measures_names_those_that_find_room() -> None:
    manuscript, _ = load(ROOT / "examples/mihon")
    assert manuscript is not None
    more = {
        f"9-{n}": measure.model_copy(update={"number": f"9-{n}", "name": f"追加の取組{n}"})
        for n, measure in enumerate(manuscript.measures.values(), 1)
    }
    many = replace(manuscript, measures={**manuscript.measures, **more})
    summary = compose_summary(many, compose_promotion_plan(manuscript)[0], Pages())
    system = summary.parts[-2].blocks[0]
    assert isinstance(system, Table)
    for row in system.rows:
        *named, rest = row[1].text.split("、")
        assert len(named) == NAMED_OF_MORE // len(system.rows)
        assert rest.startswith("ほか")
        pillar = [measure for measure in many.measures.values() if measure.name in named]
        assert sum(measure.focus for measure in pillar) > 0
    assert pressed(ROOT / "examples/mihon", summary).pages == 2
