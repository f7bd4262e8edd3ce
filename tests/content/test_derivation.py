"""The action plan follows from the plan, or says where it does not (X01–X05, X08, X16)."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hidaka_dx.content import load

ROOT = Path(__file__).parents[2]
ACTION, BASICS = "content/action-plan.yaml", "content/chapters/basics.md"
ONLINE, CARD = "content/measures/1-1.yaml", "content/measures/1-2.yaml"
COSTS = "costs:\n  - {year: 2024, total: 1000, sources: {国庫支出金: 500, 一般財源: 400}}\n"
INDICATOR = "indicators:\n  - {name: 件数, definition: 年度末の件数, unit: 件, counting: 累計, targets: [%s]}\n"

FAULTS = {
    "a section of the plan has another id now": [(BASICS, "{#online-procedures}", "{#online-services}")],
    "a basis that never was": [(ONLINE, "basis: [online-procedures", "basis: [online-procedure")],
    "an unknown pillar": [(ONLINE, "pillar: digitalisation", "pillar: digitalization")],
    "an unknown priority": [(ONLINE, "priorities: [online-applications]", "priorities: [online-application]")],
    "a number used twice": [(CARD, "number: 1-2", "number: 1-1")],
    "a year outside the period": [(ONLINE, "{from: 2026, to: 2027", "{from: 2026, to: 2028")],
    "a stage that runs backwards": [(ONLINE, "{from: 2026, to: 2027", "{from: 2026, to: 2025")],
    "a focus without a stage in its years": [(ONLINE, "  - {from: 2023, to: 2025, stage: 重点取組}\n", "")],
    "money that does not add up": [(ONLINE, "schedule:", COSTS + "schedule:")],
    "a cumulative target that falls": [
        (ONLINE, "schedule:", INDICATOR % "{year: 2024, value: 5}, {year: 2025, value: 3}" + "schedule:"),
    ],
    "a target after the period": [(ONLINE, "schedule:", INDICATOR % "{year: 2030, value: 5}" + "schedule:")],
    "an indicator without definition": [
        (ONLINE, "schedule:", "indicators:\n  - {name: 件数, unit: 件}\nschedule:"),
    ],
    "an issue answered and excluded": [(ACTION, "excluded: []", "excluded: [{id: people, reason: 対象としない}]")],
}


def town(folder: Path) -> Path:
    shutil.copytree(ROOT / "content", folder / "content")
    return folder


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is no longer in {path}"
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path) -> str:
    return "".join(f"{problem}\n" for problem in load(folder)[1])


def test_each_break_between_plan_and_action_plan_is_told(tmp_path: Path, snapshot: Callable[[str, str], None]) -> None:
    text = ""
    for number, (name, edits) in enumerate(FAULTS.items()):
        folder = town(tmp_path / str(number))
        for each in edits:
            edit(folder, *each)
        found = told(folder)
        assert found, name
        text += f"# {name}\n{found}\n"
    snapshot("derivation.txt", text)


def test_a_measure_taken_away_leaves_an_issue_unanswered(tmp_path: Path) -> None:
    folder = town(tmp_path)
    (folder / CARD).unlink()
    assert "`my-number-card` に応える取組がありません" in told(folder)


def test_a_reason_answers_for_a_priority_without_measure(tmp_path: Path) -> None:
    folder = town(tmp_path)
    (folder / CARD).unlink()
    edit(folder, ACTION, "excluded: []", "excluded: [{id: my-number-card, reason: 国の事業による}]")
    assert told(folder) == ""


def test_a_town_without_action_plan_is_sound(tmp_path: Path) -> None:
    folder = town(tmp_path)
    (folder / ACTION).unlink()
    shutil.rmtree(folder / "content/measures")
    assert told(folder) == ""


def test_measures_are_sorted_as_people_count() -> None:
    manuscript, _ = load(ROOT / "examples/mihon")
    assert manuscript is not None
    numbers = list(manuscript.measures)
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split("-")])


@pytest.mark.parametrize("root", [ROOT, ROOT / "examples/mihon"])
def test_the_towns_own_action_plans_follow_from_their_plans(root: Path) -> None:
    assert load(root)[1] == ()
