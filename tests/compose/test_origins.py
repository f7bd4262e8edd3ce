"""Every part of a document leads back to the file and line where it was written."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from hidaka_dx.catalogue.ids import compared, quotation
from hidaka_dx.compose import (
    compose_action_plan,
    compose_progress_report,
    compose_promotion_plan,
    origins,
)
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Block, Document, Heading, Items, Paragraph, Part, Text
from hidaka_dx.problem import Place
from hidaka_dx.prose import WrittenHeading

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def mihon() -> Manuscript:
    return read("examples/mihon")


def read(town: str) -> Manuscript:
    manuscript, _ = load(ROOT / town)
    assert manuscript
    return manuscript


def plan_of(manuscript: Manuscript) -> Document:
    return compose_promotion_plan(manuscript)[0]


def action_of(manuscript: Manuscript) -> Document:
    return compose_action_plan(manuscript, plan_of(manuscript), defaultdict(lambda: "1"))[0]


def line_of(manuscript: Manuscript, place: Place) -> str:
    return manuscript.texts[place.path].split("\n")[place.line - 1]


def paragraphs(parts: tuple[Part, ...]) -> list[Paragraph]:
    found = []
    for part in parts:
        found += [each for block in part.blocks for each in inside(block)]
        found += paragraphs(part.parts)
    return found


def inside(block: Block) -> list[Paragraph]:
    if isinstance(block, Items):
        return [each for item in block.items for inner in item for each in inside(inner)]
    return [block] if isinstance(block, Paragraph) else []


def test_every_paragraph_is_found_on_the_line_that_begins_with_its_words() -> None:
    manuscript = read(".")
    document = plan_of(manuscript)
    places, found = origins(manuscript, document), paragraphs(document.parts)
    assert len(found) > 30
    for paragraph in found:
        place, first = places[paragraph.id], paragraph.inlines[0]
        line = manuscript.texts[place.path].split("\n")[place.line - 1]
        assert not isinstance(first, Text) or first.text[:4] in line, paragraph.id


def test_what_is_made_leads_to_the_nearest_thing_that_was_written(mihon: Manuscript) -> None:
    document = action_of(mihon)
    places = origins(mihon, document)
    sheet = "content/measures/1-1.yaml"
    assert {places["measure.1-1"], places["measure.1-1.form"], places["measure.1-1.years"]} == {Place(sheet, 2)}
    assert places["measure.1-1.actions.2"] == places["measure.1-1.actions"]
    assert "申請の方法を見直します" in line_of(mihon, places["measure.1-1.actions"])
    basis = document.facts.measures[0].basis[0]
    assert f"{{#{basis}}}" in line_of(mihon, places[f"measure.1-1.basis.{basis}"])
    assert "{#purpose}" in line_of(mihon, places[quotation("purpose")])


def test_a_section_that_is_called_like_the_beginning_of_a_computed_id_is_not_taken_for_it(mihon: Manuscript) -> None:
    written = [each for chapter in mihon.chapters for each in chapter.blocks if isinstance(each, WrittenHeading)]
    assert "action" in {each.id for each in written}
    assert origins(mihon, action_of(mihon))["action.overview"] == Place("content/action-plan.yaml")


def test_what_stands_in_a_panel_is_found() -> None:
    manuscript = read("examples/miharashi")
    places = origins(manuscript, plan_of(manuscript))
    assert line_of(manuscript, places["aim"]) == "::: 理念 {#aim}"
    assert line_of(manuscript, places["aim.1"]) == "人がつながり、笑顔を見晴らす町"
    assert places["names-table"].line > places["names"].line


def test_rows_of_a_comparison_lead_to_what_they_compare(mihon: Manuscript) -> None:
    plan = plan_of(mihon)
    part = Part(compared("vision"), Heading(2, "", ""), ())
    places = origins(mihon, replace(plan, parts=(part,)))
    assert places == {part.id: origins(mihon, plan)["vision"]}


def test_results_are_found_in_their_file(mihon: Manuscript) -> None:
    report, _ = compose_progress_report(mihon, plan_of(mihon), defaultdict(lambda: "1"))
    places = origins(mihon, report)
    result = places["progress.1-1.form"]
    assert result.path == "content/progress/2027.yaml"
    assert "number: 1-1" in line_of(mihon, result)
    assert places["progress.late.table"] == Place("content/progress/2027.yaml")
