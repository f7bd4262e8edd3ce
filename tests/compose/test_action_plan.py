"""What the plan says is taken from it, and the documents cannot disagree."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from hidaka_dx.compose import compose_action_plan, compose_promotion_plan
from hidaka_dx.compose.facts import measures_facts
from hidaka_dx.compose.lists import indicators
from hidaka_dx.compose.policy_chart import TALLEST
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Block, Document, Figure, Form, Paragraph, Part, Table, dumped, restored
from hidaka_dx.measure import ActionPlan, Measure
from hidaka_dx.website.measures import measures
from hidaka_dx.wording import USUAL

ROOT = Path(__file__).parents[2]


class Pages(dict[str, str]):
    """Every id stands on page 5."""

    def __missing__(self, key: str) -> str:
        return "5"


@cache
def made(root: Path) -> tuple[Manuscript, Document, Document]:
    manuscript, problems = load(root)
    assert manuscript is not None, problems
    plan, _ = compose_promotion_plan(manuscript)
    action, faults = compose_action_plan(manuscript, plan, Pages())
    assert faults == ()
    return manuscript, plan, action


@pytest.fixture(params=[ROOT, ROOT / "examples/mihon"], ids=["日高町", "見本町"])
def town(request: pytest.FixtureRequest) -> tuple[Manuscript, Document, Document]:
    return made(request.param)


def part(document: Document, name: str) -> Part:
    return next(each for each in document.parts if each.id == name)


def blocks(document: Document, name: str) -> tuple[Block, ...]:
    return part(document, name).blocks


def words(table: Block) -> list[list[str]]:
    assert isinstance(table, Table)
    return [[cell.text for cell in row] for row in table.rows]


def test_it_survives_as_json(town: tuple[Manuscript, Document, Document]) -> None:
    assert restored(dumped(town[2])) == town[2]


def test_every_measure_has_a_sheet_a_row_in_the_list_and_a_row_of_years(
    town: tuple[Manuscript, Document, Document],
) -> None:
    manuscript, _, action = town
    numbers = list(manuscript.measures)
    assert [sheet.heading.mark for sheet in part(action, "action.sheets").parts] == numbers
    assert [row[0] for row in words(blocks(action, "action.overview")[0]) if len(row) > 1] == numbers
    assert [row[0].split()[0] for row in words(blocks(action, "action.roadmap")[-1]) if len(row) > 1] == numbers


def test_quotes_are_the_plans_own_words(town: tuple[Manuscript, Document, Document]) -> None:
    manuscript, plan, action = town
    assert manuscript.action is not None
    quoted = part(action, "action.position").parts
    assert [each.id for each in quoted] == [f"plan.{name}" for name in manuscript.action.quotes]
    said = str(plan)
    for section in quoted:
        assert section.heading.title in said
        for block in section.blocks[:-1]:
            if isinstance(block, Paragraph):
                plain = [
                    inline.text for inline in block.inlines if inline.kind != "link" and "推進計画の" not in inline.text
                ]
                assert all(text in said for text in plain)


def test_figures_are_numbered_anew_and_referred_to_by_these_numbers(
    town: tuple[Manuscript, Document, Document],
) -> None:
    _, _, action = town
    figures = [
        block
        for each in action.parts
        for section in (each, *each.parts)
        for block in section.blocks
        if isinstance(block, Figure)
    ]
    assert [figure.number for figure in figures] == list(range(1, len(figures) + 1))
    for link in re.findall(r"Link\(target='([^']+)', text='図(\d+)'", str(action)):
        assert next(str(figure.number) for figure in figures if figure.id == link[0]) == link[1]


def test_no_tree_is_taller_than_a_page(town: tuple[Manuscript, Document, Document]) -> None:
    trees = [block for block in blocks(town[2], "action.system") if isinstance(block, Figure)]
    assert trees
    assert all(tree.height <= TALLEST for tree in trees)


def test_what_no_source_gives_is_open_and_says_who_decides() -> None:
    _, _, action = made(ROOT)
    form = part(action, "action.sheets").parts[0].blocks[0]
    assert isinstance(form, Form)
    fields = {field.label: str(field.blocks) for row in form.rows for field in row}
    for label in ("主管", "関係課", "指標と目標", "事業費と財源"):
        assert "調整中（デジタル推進室）" in fields[label]
    assert "行政手続のオンライン化の充実" in fields["現状と課題"], "quoted from the plan"


def test_a_repeated_measure_says_what_its_original_says() -> None:
    manuscript, _, action = made(ROOT / "examples/mihon")
    repeated = next(measure for measure in manuscript.measures.values() if measure.repeats)
    original = manuscript.measures[repeated.repeats or ""]
    rows = {row[0]: row for row in words(blocks(action, "action.overview")[0])}
    assert rows[repeated.number][2] == "再掲"
    assert rows[repeated.number][4] == original.lead


def test_the_glossary_explains_only_what_is_said(town: tuple[Manuscript, Document, Document]) -> None:
    manuscript, _, action = town
    terms = [row[0] for row in words(blocks(action, "glossary")[0])]
    assert 0 < len(terms) <= len(manuscript.glossary)
    body = str([each for each in action.parts if each.id not in {"glossary", "revisions"}])
    assert all(term in body for term in terms)


def test_all_priorities_are_in_the_table(town: tuple[Manuscript, Document, Document]) -> None:
    manuscript, _, action = town
    assert manuscript.action is not None
    rows = words(blocks(action, "action.priorities")[0])
    assert [row[0] for row in rows] == [item.name for item in manuscript.action.priorities]
    assert all(row[1] for row in rows)


@pytest.mark.parametrize(
    ("key", "label", "written"),
    [("related", "関係課", "なし"), ("indicators", "指標と目標", "なし"), ("costs", "事業費と財源", "なし")],
)
def test_an_empty_list_says_none_and_a_key_left_out_is_open(key: str, label: str, written: str) -> None:
    manuscript, plan, _ = made(ROOT / "examples/mihon")
    facts = manuscript.measures["1-1"].model_dump(by_alias=True, exclude_unset=True)
    facts.pop(key)
    choices: tuple[tuple[dict[str, object], str], ...] = (({key: []}, written), ({}, "調整中（企画課）"))
    for more, said in choices:
        measure = Measure.model_validate({**facts, **more})
        town = replace(manuscript, measures={**manuscript.measures, "1-1": measure})
        action, faults = compose_action_plan(town, plan, Pages())
        assert faults == ()
        form = part(action, "action.sheets").parts[0].blocks[0]
        assert isinstance(form, Form)
        (field,) = (field for row in form.rows for field in row if field.label == label)
        (paragraph,) = field.blocks
        assert isinstance(paragraph, Paragraph)
        assert "".join(inline.text for inline in paragraph.inlines) == said
        assert not {"なし", "調整中（企画課）"} & {
            office for each in measures(action) for office in each.chosen["office"]
        }


def test_measures_without_indicators_are_listed_by_why_they_have_none() -> None:
    bare = {"name": "取組", "kind": "新規", "pillar": "a", "basis": ["b"], "actions": ["行う"]}
    both = [
        Measure.model_validate({**bare, "number": "1-1", "indicators": []}),
        Measure.model_validate({**bare, "number": "1-2"}),
    ]
    pillar = {"id": "a", "name": "柱"}
    plan = ActionPlan.model_validate(
        {"title": "計画", "decides": "企画課", "quotes": [], "aim": "b", "pillars": [pillar]}
    )
    said = [
        "".join(inline.text for inline in block.inlines)
        for block in indicators(measures_facts(plan, (), both, []), USUAL)
        if isinstance(block, Paragraph)
    ]
    assert said == [
        "次の取組の指標は、調整中です（企画課が関係課と調整して定めます）：1-2",
        "次の取組には、指標を設けません：1-1",
    ]
