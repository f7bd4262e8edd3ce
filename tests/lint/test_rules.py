"""Every rule does what its docstring says, in the snippets that the docstring shows."""

import re
from pathlib import Path

import pytest

from hidaka_dx.lint import RULES, ProseReading, Rule
from hidaka_dx.lint.characters import joyo
from hidaka_dx.lint.words import FILES, words
from lint.town import town

FAILING = [(rule, snippet) for rule in RULES for snippet in rule.failing]
PASSING = [(rule, snippet) for rule in RULES for snippet in rule.passing]


@pytest.mark.parametrize(("rule", "snippet"), FAILING, ids=lambda value: value.id if isinstance(value, Rule) else "")
def test_the_failing_snippet_is_found(rule: Rule, snippet: str, tmp_path: Path) -> None:
    assert list(rule.check(ProseReading(town(tmp_path, snippet))))


@pytest.mark.parametrize(("rule", "snippet"), PASSING, ids=lambda value: value.id if isinstance(value, Rule) else "")
def test_the_passing_snippet_is_left_alone(rule: Rule, snippet: str, tmp_path: Path) -> None:
    assert [found.message for found in rule.check(ProseReading(town(tmp_path, snippet)))] == []


def test_ids_are_unique_and_every_rule_has_a_manual() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(r"[a-z][a-z-]*", rule.id)
        assert rule.manual.endswith("。"), rule.id
        assert rule.failing, rule.id
        assert rule.passing, rule.id
        assert rule.source, rule.id


@pytest.mark.parametrize("name", FILES)
def test_every_word_finds_what_is_wrong_and_leaves_what_is_right(name: str) -> None:
    assert [word for word in words(name) if not word.sought()[0].search(word.wrong)] == []
    others = [other.sought()[0] for other in words(name)]
    assert [word for word in words(name) if any(other.search(word.right) for other in others)] == []


@pytest.mark.parametrize("name", FILES)
def test_a_town_that_chooses_the_other_form_has_it_the_other_way_round(name: str) -> None:
    for word in words(name):
        if word.other:
            pattern, write = word.sought((word.other,))
            assert write == word.other
            assert not pattern.search(word.wrong), word


def test_the_joyo_list_has_the_forms_that_the_cabinet_notice_prints() -> None:
    assert len(joyo()) == 2136
    assert set("𠮟頰塡剝") <= joyo()
