"""Kinds of sentences that were once judged wrongly, and their kin: each is found, or left alone, as it should be."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from hidaka_dx.lint import RULES, ProseReading
from lint.town import CHAPTER, town

LINES = (Path(__file__).parent / "shapes.txt").read_text(encoding="utf-8").splitlines()
SHAPES = dict(line.split("\t") for line in LINES if line and not line.startswith("#"))
"""The rule that must be found, by the sentence; 「none」 where it is right."""
EDITIONS = '[content/editions.yaml] promotion-plan: [{number: "1", status: 案, changes: 策定}]'
"""A draft without a day: the cover brings no date that a sentence would have to agree with."""
NO_FAULT_OF_THE_SHAPE = frozenset({"citation-unknown", "date-style"})
"""They ask for entries in other files, or for one way of writing years: shapes are alone in their town."""


def found(sentence: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Give the rule and the level of each finding in a sentence that is about the sentence itself."""
    reading = ProseReading(town(folder, sentence + EDITIONS))
    width = {"letter-width"} if re.search("[０-９]", sentence) else set()
    for rule in RULES:
        for finding in rule.check(reading):
            if finding.place.path == CHAPTER and rule.id not in NO_FAULT_OF_THE_SHAPE | width - {SHAPES[sentence]}:
                yield rule.id, finding.level or rule.level


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[tuple[str, str]]]:
    folder = tmp_path_factory.mktemp("shapes")
    return {sentence: set(found(sentence, folder / str(number))) for number, sentence in enumerate(SHAPES)}


def test_every_shape_names_a_rule() -> None:
    assert set(SHAPES.values()) <= {"none", *(rule.id for rule in RULES)}


def test_what_is_right_is_left_alone(judged: Mapping[str, set[tuple[str, str]]]) -> None:
    assert {sentence: told for sentence, told in judged.items() if SHAPES[sentence] == "none" and told} == {}


def test_what_is_wrong_is_found(judged: Mapping[str, set[tuple[str, str]]]) -> None:
    wrong = {sentence: rule for sentence, rule in SHAPES.items() if rule != "none"}
    assert {
        sentence: rule for sentence, rule in wrong.items() if rule not in {each for each, _ in judged[sentence]}
    } == {}


def test_only_what_is_certain_is_heavy(judged: Mapping[str, set[tuple[str, str]]]) -> None:
    heavy = {sentence: {rule for rule, level in told if level == "誤り"} for sentence, told in judged.items()}
    assert {sentence: rules for sentence, rules in heavy.items() if rules - {SHAPES[sentence]}} == {}


def test_the_figures_are_told(judged: Mapping[str, set[tuple[str, str]]], capsys: pytest.CaptureFixture[str]) -> None:
    recall: dict[str, list[bool]] = defaultdict(list)
    for sentence, told in judged.items():
        recall[SHAPES[sentence]].append(SHAPES[sentence] in {rule for rule, _ in told})
    right = recall.pop("none")
    letters = sum(map(len, SHAPES))
    false = sum(bool(told) for sentence, told in judged.items() if SHAPES[sentence] == "none")
    share = false / letters * 10_000
    rules = "、".join(f"{rule} {sum(each)}/{len(each)}" for rule, each in sorted(recall.items()))
    with capsys.disabled():
        print(f"\n文の形{len(SHAPES)}（正しい形{len(right)}）：誤報は一万字に{share:.1f}件。{rules}")  # noqa: T201  the figures are wanted
    assert min(sum(each) / len(each) for each in recall.values()) >= 0.95
