"""A part of the mutations of `mutations.py`, always the same ones."""

from pathlib import Path

import pytest
from mutations import TOWNS, damage, town_of, tried

SAMPLE = [number for number in range(1, 1000) if number % 16 not in TOWNS][:50]
"""Numbers of the tiny town, which takes little time."""


@pytest.mark.slow
def test_damaged_content_ends_with_problems_or_a_document() -> None:
    outcomes = {number: tried(number, printed=number % 90 == 1) for number in SAMPLE}
    assert set(outcomes.values()) >= {"refused", "sound"}
    assert len(outcomes) == len(SAMPLE) == 50


@pytest.mark.parametrize("number", [2404])
def test_what_was_raised_once_is_not_raised_again(number: int) -> None:
    assert tried(number, printed=False) == "refused"


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_number_always_damages_in_the_same_way(number: int, tmp_path: Path) -> None:
    for name in ("one", "other"):
        town_of(number, tmp_path / name)
    assert damage(tmp_path / "one", number) == damage(tmp_path / "other", number)
