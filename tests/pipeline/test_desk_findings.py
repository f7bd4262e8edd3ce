"""What the checker says of an open place before it is saved, and what the place would make wrong elsewhere."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from towns import DRAFT, FIRST, tiny

from hidaka_dx.lint import Remark
from hidaka_dx.pipeline.desk import open_place, save
from hidaka_dx.pipeline.desk_findings import DeskFindings, PlaceChecker
from hidaka_dx.pipeline.desk_values import WantedChange
from hidaka_dx.pipeline.examining import findings_despite_faults
from hidaka_dx.problem import Place
from hidaka_dx.source import Path as At

CHAPTER = "content/chapters/vision.md"
MEASURE = "content/measures/1-1.yaml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return tiny(tmp_path, FIRST, action=FIRST)


def wanted(town: Path, path: str, line: int, at: At | None, after: Any) -> WantedChange:
    opened = open_place(town, Place(path, line), at)
    return WantedChange(path, opened.line, opened.at, opened.value, after, opened.anchors)


def typed(town: Path, path: str, line: int, at: At | None, after: Any) -> DeskFindings:
    return PlaceChecker(town).findings(wanted(town, path, line, at, after))


def rules(remarks: list[Remark]) -> list[str]:
    return [each.problem.rule for each in remarks]


def test_findings_stand_under_the_words_that_are_typed(town: Path) -> None:
    before = {path: path.read_bytes() for path in town.rglob("*") if path.is_file()}
    words = "😀町は、CIO （長）を置きます。CIO （次）も置きます。 {#aim}"
    found = [each for each in typed(town, CHAPTER, 3, None, words).here if each.remark.problem.rule == "latin-space"]
    place = words.index(" （長") + 1
    assert [(each.start, each.remark.words, each.remark.fix) for each in found] == [
        (place, " ", ""),
        (words.index(" （次") + 1, " ", ""),
    ]
    assert words.encode("utf-16-le")[2 * place :].decode("utf-16-le").startswith(" （長）")  # as a browser counts
    assert "ほかに" not in found[0].remark.problem.message
    assert {path: path.read_bytes() for path in town.rglob("*") if path.is_file()} == before


def test_a_finding_in_a_field_knows_its_field_and_its_place(town: Path) -> None:
    value = open_place(town, Place(MEASURE), ()).value
    assert isinstance(value, dict)
    found = typed(town, MEASURE, 1, (), {**value, "aim": "CIO （長）と、CIO （次）を置きます。"}).here
    spaces = [(each.at, each.start) for each in found if each.remark.problem.rule == "latin-space"]
    assert spaces == [(("aim",), 3), (("aim",), 12)]


def test_what_a_change_makes_wrong_elsewhere_is_told_at_the_field_that_makes_it(town: Path) -> None:
    plan = "content/action-plan.yaml"
    value = open_place(town, Place(plan), ()).value
    assert isinstance(value, dict)
    pillars = [{**value["pillars"][0], "id": "other"}, *value["pillars"][1:]]
    found = typed(town, plan, 1, (), {**value, "pillars": pillars, "offices": ["企画課"]}).elsewhere
    causes = {(each.remark.problem.place.path, each.at) for each in found}
    assert (MEASURE, ("pillars", 0, "id")) in causes


def test_a_step_tells_what_it_has_made_wrong(town: Path) -> None:
    text = (town / CHAPTER).read_text(encoding="utf-8")
    assert "{#aim}" in text
    (town / MEASURE).write_text(
        (town / MEASURE).read_text(encoding="utf-8").replace("basis: [vision]", "basis: [aim]"), encoding="utf-8"
    )
    opened = open_place(town, Place(CHAPTER, 3))
    words = str(opened.value)
    change = wanted(town, CHAPTER, 3, None, words.replace("#aim", "#goal"))
    checker = PlaceChecker(town)
    assert MEASURE in {each.remark.problem.place.path for each in checker.findings(change).elsewhere}
    step = save(town, change, "本文").step
    assert MEASURE in {each.remark.problem.place.path for each in checker.consequences(step)}
    assert checker.consequences("../etc") == ()


def test_what_is_found_in_the_place_itself_is_no_consequence(town: Path) -> None:
    step = save(town, wanted(town, CHAPTER, 3, None, "町は、CIO （長）を置きます。 {#aim}"), "本文").step
    assert PlaceChecker(town).consequences(step) == ()


def test_what_cannot_be_saved_is_not_judged(town: Path) -> None:
    assert typed(town, MEASURE, 1, ("kind",), "ない区分") == DeskFindings()


def test_a_faulty_town_does_not_miss_its_published_editions(tmp_path: Path) -> None:
    """Rules that ask for the archive are told of it, whatever else is wrong."""
    town = tiny(tmp_path, FIRST, DRAFT.replace('"3"', '"2"'), action=FIRST)
    (town / "archive/promotion-plan-01").mkdir(parents=True)
    found = typed(town, MEASURE, 1, ("pillar",), "nix")
    assert "basis" in rules([each.remark for each in found.here])
    assert rules([each.remark for each in found.elsewhere]) == []
    shutil.rmtree(town / "archive")
    assert "edition-unarchived" in rules(list(findings_despite_faults(town, frozenset())))
