"""Facts are compared as values: a number in another form is the same, and old and new values are known."""

from dataclasses import replace

import pytest

from comparison.documents import document
from hidaka_dx import comparison
from hidaka_dx.comparison import MismatchError, apply, compare, compose_redline
from hidaka_dx.comparison.changes import Difference
from hidaka_dx.comparison.values import same_number
from hidaka_dx.document import Cell, Document, Heading, Part, Table, Text, dumped, restored
from hidaka_dx.facts import NO_FACTS, CostFacts, Facts, FundFacts, MeasureFacts, PeriodFacts

NOTHING: dict[str, object] = dict.fromkeys(("lead", "repeats", "successor"))
EMPTY: dict[str, object] = dict.fromkeys(
    ("related", "priorities", "basis", "indicators", "schedule", "results", "more", "none"), ()
)


def cells(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell((Text(each),)) for each in words)


def edition(amount: int, printed: str, *, known: bool = True) -> Document:
    table = Table("t", None, "", cells("年度", "R9"), (cells("事業費", printed),), (0.5, 0.5))
    part = Part("measure.1-1", Heading(1, "1-1", "取組"), (table,))
    cost = CostFacts(2027, amount, (FundFacts("国/道", amount),))
    measure = MeasureFacts(
        **{**NOTHING, **EMPTY},  # type: ignore[arg-type]
        number="1-1",
        name="取組",
        kind="新規",
        pillar="a",
        target=part.id,
        focus=False,
        costs=(cost,),
    )
    return replace(document((part,)), facts=Facts(measures=(measure,)) if known else Facts())


def test_a_number_in_another_form_is_the_same_where_it_is_known() -> None:
    old, new = edition(1200, "1,200"), edition(1200, "1200")
    found = compare(old, new)
    assert (found.entries, found.values) == ((), ())
    assert apply(found, old) == new
    bare = compare(*(replace(each, facts=Facts()) for each in (old, new)))
    assert len(bare.entries) == 1


def test_values_that_differ_are_known_as_numbers() -> None:
    old, new = edition(1200, "1,200"), edition(1500, "1,500")
    found = compare(old, new)
    assert len(found.entries) == 1
    assert found.values == (
        Difference("/measures/1-1/costs/2027/amount", 1200, 1500),
        Difference("/measures/1-1/costs/2027/funds/国~1道/amount", 1200, 1500),
    )
    assert apply(comparison.restored(comparison.dumped(found)), old) == new


def test_facts_that_come_and_go_are_not_lost() -> None:
    old, new = edition(1200, "1,200", known=False), edition(1200, "1,200")
    for one, other in ((old, new), (new, old)):
        found = compare(one, other)
        assert apply(comparison.restored(comparison.dumped(found)), one) == other


def test_an_edition_without_facts_is_the_one_that_was_compared_with_its_facts() -> None:
    old, new = edition(1200, "1,200"), edition(1500, "1,500")
    period = replace(new, facts=replace(new.facts, period=PeriodFacts(2026, 2030), decides="総務課"))
    for one, other in ((old, new), (new, old), (old, period), (period, old), (new, replace(new, facts=NO_FACTS))):
        made = apply(compare(one, other), replace(one, facts=NO_FACTS))
        assert made == replace(other, facts=NO_FACTS)
    with pytest.raises(MismatchError):
        apply(compare(old, new), replace(new, facts=NO_FACTS))
    with pytest.raises(MismatchError):
        apply(compare(old, new), replace(old, facts=new.facts))


def test_facts_that_would_be_some_of_those_of_the_new_edition_are_none() -> None:
    """Only its period and a measure's office are told of the new edition: its measures stand in the old one."""
    old = edition(1200, "1,200")
    (measure,) = old.facts.measures
    facts = replace(old.facts, period=PeriodFacts(2026, 2030), measures=(replace(measure, lead="総務課"),))
    made = apply(compare(old, replace(old, facts=facts)), replace(old, facts=NO_FACTS))
    assert made.facts == NO_FACTS


def test_a_redline_has_the_facts_of_the_new_edition() -> None:
    old, new = edition(1200, "1,200"), edition(1500, "1,500")
    redline = compose_redline(compare(old, new), old, new)
    assert redline.facts == new.facts != NO_FACTS
    assert restored(dumped(redline)).facts == new.facts
    assert {each.target for each in redline.facts.measures} <= {each.id for each in redline.parts}


def test_what_is_more_than_a_number_is_compared_as_words() -> None:
    assert same_number("1,200（R5）", "1200（R5）")
    assert not same_number("1,200（R5）", "1,200（R6）")
    assert not same_number("1,200件", "1200件")
    assert not same_number("1,20", "120")
