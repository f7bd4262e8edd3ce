"""A sheet's shelf in the bookmarks is its measure's pillar, by the facts and not by what a table prints."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from hidaka_dx.compose import compose_action_plan, compose_promotion_plan
from hidaka_dx.compose.measure_pillars import measure_pillars
from hidaka_dx.content import load
from hidaka_dx.facts import NO_FACTS

ROOT = Path(__file__).parents[2]


def test_the_shelf_of_a_measure_is_its_pillar() -> None:
    town, problems = load(ROOT)
    assert town, problems
    plan, _ = compose_promotion_plan(town)
    document, _ = compose_action_plan(town, plan, defaultdict(lambda: "5"))
    found = measure_pillars(document)
    names = {each.id: each.name for each in document.facts.pillars}
    assert found == {number: names[measure.pillar] for number, measure in town.measures.items()}
    assert measure_pillars(replace(document, parts=())) == found
    assert measure_pillars(replace(document, facts=NO_FACTS)) == measure_pillars(plan) == {}
