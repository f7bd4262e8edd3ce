"""Every part of a document leads back to the file and line where it was written."""

from pathlib import Path

from hidaka_dx.compose import compose_promotion_plan, origin, origins
from hidaka_dx.content import load
from hidaka_dx.document import Block, Items, Paragraph, Part, Text
from hidaka_dx.problem import Place

ROOT = Path(__file__).parent.parent.parent


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
    manuscript, _ = load(ROOT)
    assert manuscript
    places = origins(manuscript)
    found = paragraphs(compose_promotion_plan(manuscript)[0].parts)
    assert len(found) > 30
    for paragraph in found:
        place, first = places[paragraph.id], paragraph.inlines[0]
        line = manuscript.texts[place.path].split("\n")[place.line - 1]
        assert not isinstance(first, Text) or first.text[:4] in line, paragraph.id


def test_what_is_made_leads_to_the_nearest_thing_that_was_written() -> None:
    aim, field, sheet = Place("chapter.md", 3), Place("measure.yaml", 9), Place("measure.yaml", 1)
    places = {"aim": aim, "measure.1-1": sheet, "measure.1-1.actions": field}
    assert origin("measure.1-1.actions.2", places) == field
    assert origin("measure.1-1.form", places) == sheet
    assert origin("measure.1-1.issue.aim", places) == aim
    assert origin("plan.aim", places) == aim
    assert origin("row.aim", places) == aim
    assert origin("cover", places) is None


def test_measures_and_their_results_are_found_in_their_files() -> None:
    manuscript, _ = load(ROOT / "examples/mihon")
    assert manuscript
    places = origins(manuscript)
    result = origin("progress.1-1.form", places)
    assert result
    assert result.path == "content/progress/2027.yaml"
    assert "number: 1-1" in manuscript.texts[result.path].split("\n")[result.line - 1]
    actions = origin("measure.1-1.actions.1", places)
    assert actions
    assert actions.path == "content/measures/1-1.yaml"
    assert origin("progress.late.1", places) == Place("content/progress/2027.yaml")
