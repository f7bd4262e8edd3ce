"""The council reads what a section says now: old → new for figures, the new words for the rest."""

from pathlib import Path

import pytest

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.comparison import compare, gists

ARCHIVE = Archive(Path(__file__).parents[2] / "examples/mihon")


@pytest.fixture(scope="module")
def told() -> list[str]:
    old, new = (ARCHIVE.document(EditionName("action-plan", number)) for number in ("1.1", "2"))
    return list(gists(compare(old, new), old, new).values())


@pytest.mark.parametrize(
    "said",
    [
        "目標 R10：120→130、R11：130→145、R12：140→160。ほか",
        "主管：企画課→福祉課。ほか",
        "「令和8年度 A 目標を上回った、令和9年度 A 目標を上回った」を加える。",
        "第1段落を「このうち、令和10年度（2028年度）までの3年間を重点取組期間とし、",
    ],
)
def test_figures_are_told_before_words(said: str, told: list[str]) -> None:
    assert any(said in each for each in told), told


def test_no_line_is_long(told: list[str]) -> None:
    assert told
    assert max(map(len, told)) < 110


def test_what_is_equal_is_not_told() -> None:
    same = ARCHIVE.document(EditionName("action-plan", "2"))
    assert gists(compare(same, same), same, same) == {}
