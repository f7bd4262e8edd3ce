"""Documents keep what is so beside the words: values with their types, linked to the parts that print them."""

from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from hidaka_dx.catalogue.documents import ACTION, PLAN, REPORT
from hidaka_dx.content import load
from hidaka_dx.document import Document, Figure, Part, dumped, restored
from hidaka_dx.facts import NO_FACTS, CostFacts, FundFacts
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.published_facts import to_compare, with_facts
from hidaka_dx.walk import blocks, changed_figures
from hidaka_dx.website.measures import measures

ROOT = Path(__file__).parents[2]
MIHON = ROOT / "examples/mihon"
ARCHIVED = MIHON / "archive/action-plan-02/data"


@cache
def town() -> Conductor:
    manuscript, problems = load(MIHON)
    assert manuscript, problems
    return Conductor(manuscript, defaultdict(lambda: "5"))


def ids(parts: tuple[Part, ...]) -> set[str]:
    return {each.id for part in parts for each in (part, *part.blocks)} | {
        name for part in parts for name in ids(part.parts)
    }


@pytest.mark.parametrize("kind", [PLAN, ACTION, REPORT])
def test_facts_survive_as_json_and_lead_to_parts_that_there_are(kind: str) -> None:
    document = town().compose(kind)[0]
    assert restored(dumped(document)) == document
    known = document.facts
    targets = {each.target for each in known.measures if each.target}
    targets |= {each.target for each in known.collections} | {each.target for each in known.terms}
    assert targets
    assert targets <= ids(document.parts)


def test_measures_have_typed_values() -> None:
    facts, manuscript = town().compose(ACTION)[0].facts, town().manuscript
    measure = next(each for each in facts.measures if each.number == "1-2")
    written = manuscript.measures["1-2"]
    assert measure.costs == tuple(
        CostFacts(each.year, each.total, tuple(FundFacts(*fund) for fund in each.sources.items()))
        for each in written.costs
    )
    assert [(each.year, each.value) for each in measure.indicators[0].targets] == [
        (each.year, each.value) for each in written.indicators[0].targets
    ]
    assert measure.indicators[0].reached
    assert {each.mark for one in facts.measures for each in one.results} <= {each.mark for each in facts.grades}
    assert facts.period
    assert (facts.period.start, facts.period.end) == (manuscript.plan.period.start, manuscript.plan.period.end)


def test_the_form_of_before_has_no_facts_and_reads_back() -> None:
    document = town().compose(PLAN)[0]
    bare = restored(dumped(document, 1))
    assert bare.facts == NO_FACTS
    assert dumped(bare, 1) == dumped(document, 1)
    raw = (ROOT / "archive/promotion-plan-01/data/document.json").read_bytes()
    assert dumped(restored(raw), 1) == raw


def issued() -> Document:
    return restored((ARCHIVED / "document.json").read_bytes())


def test_an_edition_issued_without_facts_gets_those_of_its_content() -> None:
    frozen, problems = load(ARCHIVED / "source", issued=True)
    assert frozen, problems
    document = issued()
    assert not measures(document)
    recalled = with_facts(document, frozen)
    untold, retold = (changed_figures(each, lambda figure: replace(figure, spoken="")) for each in (document, recalled))
    assert untold.parts == retold.parts
    (tree,) = (block for block in blocks(recalled) if isinstance(block, Figure) and block.id == "action.tree.1")
    assert "。続いて、1-" in tree.spoken, "a drawing is told as this program tells it"
    listed = measures(recalled)
    assert [each.number for each in listed] == list(frozen.measures)
    assert {each.target for each in listed} <= ids(document.parts)
    assert with_facts(document, None) == document


def test_a_tree_that_was_in_two_figures_is_compared_as_the_one_it_is_now() -> None:
    frozen, _ = load(ARCHIVED / "source", issued=True)
    document = issued()
    then, now = (
        {figure.id for figure in blocks(each) if isinstance(figure, Figure)}
        for each in (document, to_compare(document, frozen))
    )
    assert then - now == {"action.tree.2"}
    assert not now - then
    assert to_compare(document, None) == document
