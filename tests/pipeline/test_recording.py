"""What `editions.yaml` says is held against the archive: what is lost, what was changed after it was issued."""

import shutil
from pathlib import Path

import pytest
from towns import DRAFT, FIRST, PLAN, SECOND, THIRD, copied, publish_plan, tiny, with_three_editions

from hidaka_dx.pipeline import build, check

EDITIONS = "content/editions.yaml"
STYLE = "content/house-style.yaml"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town that has issued three editions of its plan."""
    return with_three_editions(tmp_path_factory.mktemp("recording") / "town")


@pytest.fixture
def town(issued: Path, tmp_path: Path) -> Path:
    return copied(issued, tmp_path / "town")


def told(town: Path, rule: str) -> list[str]:
    """Say what a rule tells and the town has not accepted."""
    found = (each for each in check(town).remarks if each.accepted is None)
    return [f"{each.level} {each.problem}" for each in found if each.problem.rule.startswith(rule)]


# 失われた保存庫


def test_a_whole_archive_is_silent(town: Path) -> None:
    assert told(town, "edition") == []


def test_every_edition_of_a_lost_archive_is_told_but_the_newest_which_may_not_be_issued_yet(town: Path) -> None:
    shutil.rmtree(town / "archive")
    found = told(town, "edition-unarchived")
    assert [each.partition("は、")[0] for each in found] == [
        "注意 content/editions.yaml:2:13: 推進計画 第1版",
        "注意 content/editions.yaml:7:13: 推進計画 第1.1版",
    ]
    assert all("控えから戻してください" in each for each in found)


def test_the_last_edition_of_the_archive_that_is_lost_is_told(town: Path) -> None:
    tiny(town, FIRST, SECOND, THIRD, DRAFT)
    shutil.rmtree(town / "archive/promotion-plan-02")
    found = told(town, "edition")
    assert [each.partition("は、")[0] for each in found] == ["注意 content/editions.yaml:14:13: 推進計画 第2版"]


def test_a_town_that_issued_its_first_edition_otherwise_says_so(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, SECOND)
    published = publish_plan(town)
    assert "第1版は、後の版があるのに" in published.notes[0]
    advice = told(town, "edition")[0]
    line = advice.partition("「- ")[2].partition("」と書いて")[0]
    accepted = f"accepted:\n  - reason: 第1版はワープロで作り、発行した\n    findings:\n      - {line}\n"
    (town / STYLE).write_text(accepted, encoding="utf-8")
    assert told(town, "edition") + told(town, "accepted") == []
    outcome = build(town, town / "output", lambda _words, _share: None)
    assert outcome.problems == ()
    (town / STYLE).write_text(accepted.replace(PLAN, "action-plan"), encoding="utf-8")
    assert len(told(town, "edition-unarchived")) == len(told(town, "accepted-unused")) == 1
