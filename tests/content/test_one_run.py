"""Faults of all files come in one run, each told once; a file that failed causes no errors elsewhere."""

from pathlib import Path

import pytest
from towns import FIRST, tiny

from hidaka_dx.content import load
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.check import check

PROGRESS = """\
year: 2026
as_of: 2027-03-31
assessor: 推進本部
results:
  - {number: 1-1, done: [窓口を改めました。], grade: B, reason: 目標どおり}
"""
FAULTS = {
    "content/plan.yaml": ("end: 2030", "end: 2020"),
    "content/glossary.yaml": ("id: ai", "id: AI"),
    "content/chapters/vision.md": ("暮らし", "**暮らし**"),
    "content/action-plan.yaml": ("aim: aim", "aim: aimm"),
    "content/measures/1-1.yaml": ("pillar: services", "pillar: service"),
    "content/measures/1-2.yaml": ("name: 窓口のデジタル化2", "nmae: 窓口のデジタル化2"),
    "content/measures/1-3.yaml": (
        "priorities: [online]",
        "priorities: [onlin]\nschedule: [{from: 2031, to: 2031, stage: 実施}]",
    ),
    "content/progress/2026.yaml": ("number: 1-1", "number: 1-9"),
}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    town = tiny(tmp_path, FIRST, action=FIRST)
    (town / "content/progress").mkdir()
    (town / "content/progress/2026.yaml").write_text(PROGRESS, encoding="utf-8")
    return town


def damage(town: Path, path: str, old: str, new: str) -> None:
    text = (town / path).read_text(encoding="utf-8")
    assert old in text
    (town / path).write_text(text.replace(old, new), encoding="utf-8")


def test_the_town_is_sound(town: Path) -> None:
    assert load(town)[1] == ()


def test_faults_of_every_file_come_in_one_run(town: Path) -> None:
    for path, (old, new) in FAULTS.items():
        damage(town, path, old, new)
    assert {problem.place.path for problem in load(town)[1]} >= FAULTS.keys() - {"content/action-plan.yaml"}


@pytest.mark.parametrize("broken", [path for path in FAULTS if "chapters" not in path])
def test_three_faults_in_three_files_come_in_one_run(town: Path, broken: str) -> None:
    """One file cannot be read at all; the faults of the action plan, a measure and the progress are told all the same."""
    others = [
        path for path in FAULTS if path != broken and not path.endswith(("plan.yaml", "glossary.yaml", "vision.md"))
    ]
    for path in others:
        damage(town, path, *FAULTS[path])
    with (town / broken).open("a", encoding="utf-8") as file:
        file.write("\nx: [\n")
    found = {problem.place.path for problem in load(town)[1]}
    if broken == "content/action-plan.yaml":  # the names of pillars are not known then
        others.remove("content/measures/1-1.yaml")
    if broken == "content/plan.yaml":
        assert found >= {broken, "content/measures/1-1.yaml", "content/measures/1-2.yaml", "content/progress/2026.yaml"}
    else:
        assert found >= {broken, *others}


@pytest.mark.parametrize("broken", FAULTS)
def test_a_file_that_cannot_be_read_causes_no_errors_elsewhere(town: Path, broken: str) -> None:
    with (town / broken).open("ab") as file:
        file.write(b"\xff\xfe")
    assert {problem.place.path for problem in load(town)[1]} == {broken}


@pytest.mark.parametrize(
    "broken", ["content/chapters/vision.md", "content/measures/1-1.yaml", "content/action-plan.yaml"]
)
def test_a_file_that_is_not_there_causes_no_errors_elsewhere(town: Path, broken: str) -> None:
    (town / broken).rename(town / f"{broken}.txt")
    rules = {problem.rule for problem in load(town)[1]}
    assert rules <= {"file", "file-name"}


def test_a_section_without_id_causes_no_errors_in_the_action_plan(town: Path) -> None:
    damage(town, "content/chapters/vision.md", " {#vision}", "")
    assert {problem.place.path for problem in load(town)[1]} == {"content/chapters/vision.md"}


def test_errors_of_the_check_in_sound_files_come_with_the_faults_of_others(town: Path) -> None:
    damage(
        town, "content/chapters/vision.md", "便利にします。", "便利にしますを。財政シュミレーションを行い、（窓口が。"
    )
    damage(town, "content/measures/1-2.yaml", "name:", "nmae:")
    remarks = check(town).remarks
    assert {"key-unknown", "typo", "brackets"} <= {remark.problem.rule for remark in remarks}
    assert {remark.level for remark in remarks} == {"誤り"}
    built, problems, *_ = build(town, town / "output", lambda _words, _share: None)
    assert not built
    assert {problem.rule for problem in problems} >= {"key-unknown", "typo", "brackets"}


def test_a_fault_of_the_towns_style_keeps_accepted_findings_quiet(town: Path) -> None:
    damage(town, "content/chapters/vision.md", "便利にします。", "便利にします。財政シュミレーションを行います。")
    (town / "content/house-style.yaml").write_text("form: []\n", encoding="utf-8")
    assert {remark.problem.place.path for remark in check(town).remarks} == {"content/house-style.yaml"}


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("体制は[](#staff)のとおりです。\n\n| 役 | 人 |\n|---|---|\n| 長 | 町長 |", "table"),
        ("体制は[](#staff)のとおりです。\n\n表：体制\n\n| 役 | 人 |\n|---|---|\n| 長 | 町長 |", "table"),
        ("様子は[](#photo)のとおりです。\n\n![](photo)", "figure-missing"),
        ("![](photo.png)", "figure-missing"),
        ("![窓口の様子](photo.JPG)", "figure-missing"),
    ],
)
def test_one_cause_has_one_message(words: str, rule: str, town: Path) -> None:
    before = {remark.problem.message for remark in check(town).remarks}
    chapter = town / "content/chapters/vision.md"
    chapter.write_text(f"{chapter.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")
    told = [remark.problem for remark in check(town).remarks if remark.problem.message not in before]
    assert [problem.rule for problem in told] == [rule]


def test_a_photo_is_called_by_the_file_that_describes_it(town: Path) -> None:
    chapter = town / "content/chapters/vision.md"
    chapter.write_text(f"{chapter.read_text(encoding='utf-8')}\n![](photo.png)\n", encoding="utf-8")
    (problem,) = load(town)[1]
    assert "image: photo.png" in problem.message
    assert "![](photo)" in problem.message
