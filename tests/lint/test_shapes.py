"""Kinds of sentences that were once judged wrongly, and their kin: each is found, or left alone, as it should be."""

import re
from pathlib import Path

import pytest

from hidaka_dx.lint import RULES, Reading
from lint.town import CHAPTER, town

LINES = (Path(__file__).parent / "shapes.txt").read_text(encoding="utf-8").splitlines()
SHAPES = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]
EDITIONS = '[content/editions.yaml] promotion-plan: [{number: "1", status: 案, changes: 策定}]'
"""A draft without a day: the cover brings no date that a sentence would have to agree with."""
NO_FAULT_OF_THE_SHAPE = frozenset({"citation-unknown", "date-style"})
"""They ask for entries in other files, or for one way of writing years: shapes are alone in their town."""


@pytest.mark.parametrize(("sentence", "expected"), SHAPES)
def test_a_shape_is_judged_as_it_should_be(sentence: str, expected: str, tmp_path: Path) -> None:
    reading = Reading(town(tmp_path, sentence + EDITIONS))
    found = {rule.id for rule in RULES for finding in rule.check(reading) if finding.place.path == CHAPTER}
    if expected == "none":
        width = {"letter-width"} if re.search("[０-９]", sentence) else set()
        assert found <= NO_FAULT_OF_THE_SHAPE | width
    else:
        assert expected in found


def test_every_shape_names_a_rule() -> None:
    assert {expected for _, expected in SHAPES} <= {"none", *(rule.id for rule in RULES)}
