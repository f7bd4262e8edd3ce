"""How far a second reader, who saw neither the rules nor the verdicts, agrees with the first on what the check says."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pytest

BODIES: Final = Path(__file__).parent / "bodies"
READ: Final = 329
"""Findings that both have judged: all of the rarer rules, 48 drawn by lot of each of the others."""
FALSE_ALIKE: Final = 317
"""Those of which both say, or neither, that they are false."""
ALIKE: Final = 160
"""Those that both call right, or a choice of the town, or false."""


class Reading(NamedTuple):
    """What two readers make of one finding."""

    body: str
    rule: str
    first: str
    second: str
    words: str
    settled: str = ""
    """Which of the two was followed, where only one calls the finding false, and why."""

    @property
    def pair(self) -> tuple[str, str]:
        return self.first, self.second

    @property
    def is_false(self) -> tuple[str, str]:
        """The same, if only F matters."""
        return "F" if self.first == "F" else "-", "F" if self.second == "F" else "-"


def _readings() -> list[Reading]:
    lines = (BODIES / "second.txt").read_text(encoding="utf-8").splitlines()
    return [Reading(*line.split("\t")) for line in lines if not line.startswith("#")]


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Give Cohen's kappa; none where both readers have but one answer, and agreement says nothing."""
    count = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    alike = sum(a == b for a, b in pairs) / count
    by_chance = sum(first[answer] * second[answer] for answer in first) / count**2
    return None if by_chance == 1 else (alike - by_chance) / (1 - by_chance)


def _told(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    kappa = _kappa(pairs)
    share = sum(a == b for a, b in pairs) / len(pairs)
    return f"{name} {share:.0%}（{len(pairs)}件、κ {'—' if kappa is None else f'{kappa:.2f}'}）"


def test_two_readers_agree_on_what_is_false(capsys: pytest.CaptureFixture[str]) -> None:
    """The figures of bodies/README.md; a verdict that is dropped or changed changes them."""
    readings = _readings()
    by_rule: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_rule[reading.rule].append(reading)
    with capsys.disabled():
        print(  # noqa: T201  the figures are wanted
            "\n二人の読み手："
            + _told("誤った指摘か", [reading.is_false for reading in readings])
            + "、"
            + _told("T・D・F", [reading.pair for reading in readings])
            + "。規則ごと（T・D・F）："
            + "、".join(_told(rule, [each.pair for each in found]) for rule, found in sorted(by_rule.items()))
        )
    assert len(readings) == READ
    assert sum(a == b for a, b in (reading.is_false for reading in readings)) == FALSE_ALIKE
    assert sum(a == b for a, b in (reading.pair for reading in readings)) == ALIKE


def test_where_only_one_calls_a_finding_false_it_is_settled() -> None:
    apart = [reading for reading in _readings() if len(set(reading.is_false)) > 1]
    assert len(apart) == READ - FALSE_ALIKE
    assert [reading for reading in apart if not reading.settled] == []
