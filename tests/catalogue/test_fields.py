"""A field of a measure has one home: the model and a row of the catalogue are all that a new one needs."""

from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from hidaka_dx.catalogue import fields
from hidaka_dx.catalogue.field import Filter, MeasureField, SheetPosition
from hidaka_dx.catalogue.tables import Column
from hidaka_dx.compose import compose_action_plan, compose_promotion_plan, opendata, passages
from hidaka_dx.content import Manuscript, load
from hidaka_dx.content.schemas import descriptions
from hidaka_dx.document import Document, Form, Part, Table, dumped, restored
from hidaka_dx.measure import Measure, Priority
from hidaka_dx.records import Words
from hidaka_dx.walk import blocks
from hidaka_dx.website.measures import choices, measures

ROOT = Path(__file__).parents[2]
PLANTED = MeasureField(
    "partner",
    "連携先",
    "取組を共に進める団体",
    spot=SheetPosition(20),
    guide="取組を共に進める団体",
    listed="連携",
    column=Column("連携先", "共に進める団体。空欄は調整中"),
    filter=Filter("partner", "連携先", 9, "連携"),
    prose="polite",
)


class Planted(Measure):
    partner: Words | None = None


@cache
def manuscript() -> Manuscript:
    found, problems = load(ROOT)
    assert found, problems
    return found


def with_measures(*changes: dict[str, object], kind: type[Measure] = Measure) -> Manuscript:
    """Give the town with changes of its first measures."""
    written = [each.model_dump(by_alias=True, exclude_unset=True) for each in manuscript().measures.values()]
    for number, change in enumerate(changes):
        written[number] |= change
    return replace(manuscript(), measures={str(each["number"]): kind.model_validate(each) for each in written})


def composed(town: Manuscript) -> Document:
    plan, _ = compose_promotion_plan(town)
    return compose_action_plan(town, plan, defaultdict(lambda: "5"))[0]


def test_a_field_tells_the_blocks_that_show_it() -> None:
    document = composed(manuscript())
    measure = document.facts.measures[0]
    shown = {block.id for block in blocks(replace(document, parts=(sheet(document),)))}
    told = {each.key: (each.places(measure) | each.quoted(measure)) & shown for each in fields.all_fields()}
    assert {key for key, ids in told.items() if not ids} == {
        *("number", "name", "schedule", "results"),  # in the heading, in a table with others; none so far
        *("below-1", "below-2"),  # this town has only one level of groups
    }
    assert len(told["basis"]) == len(measure.basis)
    assert told["issue"] == {f"measure.{measure.number}.issue.{each}" for each in measure.basis} & shown


def sheet(document: Document) -> Part:
    return next(part.parts[0] for part in document.parts if part.id == document.facts.where("measures"))


def test_a_planted_field_is_printed_listed_published_chosen_checked_and_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fields, "FIELDS", (*fields.FIELDS, PLANTED))
    town = with_measures({"partner": "振興局"}, {"partner": "商工会"}, kind=Planted)
    made = composed(town)
    form = sheet(made).blocks[0]
    assert isinstance(form, Form)
    assert [(field.label, field.blocks[0].id) for field in form.rows[-1]] == [("連携先", "measure.1-1.partner")]
    overview = next(block for part in made.parts for block in part.blocks if block.id == "overview.table")
    assert isinstance(overview, Table)
    assert overview.head[-2].text == "連携"
    guide = next(part for part in made.parts if part.id == made.facts.where("measures")).blocks[1]
    assert PLANTED.guide in str(guide)
    plan, _ = compose_promotion_plan(town)
    tables = {each.name: each for each in opendata(town, made, passages(plan, defaultdict(str)))}
    assert tables["measures"].columns[-1] == "連携先"
    assert [row[-1] for row in tables["measures"].rows[:3]] == ["振興局", "商工会", None]
    assert ("measures.csv", "連携先", "共に進める団体。空欄は調整中") in tables["definitions"].rows
    again = restored(dumped(made))
    assert again.facts.measures[0].other_values("partner") == ("振興局",)
    offered = {each.key: each.values for each in choices(again.facts)}
    assert offered["partner"] == ("振興局", "商工会")
    assert measures(again)[0].columns[-1][:2] == ("連携", "振興局")
    assert descriptions()["Measure"]["partner"] == "取組を共に進める団体"
    assert "measure.partner" in fields.prose("polite")


def test_a_name_with_a_comma_is_one_choice() -> None:
    name = "情報システムの標準化、共通化及び最適化"
    town = manuscript()
    assert town.action
    first, *others = town.action.priorities
    action = town.action.model_copy(update={"priorities": (Priority(id=first.id, name=name), *others)})
    made = composed(replace(town, action=action))
    offered = {each.key: each.values for each in choices(restored(dumped(made)).facts)}
    assert name in offered["priority"]
    assert not {"情報システムの標準化", "共通化及び最適化"} & set(offered["priority"])


def test_what_is_open_is_shown_and_cannot_be_chosen() -> None:
    made = composed(with_measures({"lead": "企画課"}, {"lead": "総務課", "related": ["企画課"]}))
    offered = {each.key: each.values for each in choices(made.facts)}
    assert offered["office"] == ("企画課", "総務課")
    shown = [next(each.words for each in listed.columns if each.head == "担当") for listed in measures(made)]
    assert shown[:3] == ["企画課", "総務課", "調整中（デジタル推進室）"]


def test_keys_are_those_of_the_models_and_no_two_fields_share_a_place() -> None:
    known = {*Measure.model_fields, "results", "below-1", "below-2"}
    assert all(each.key.partition(".")[0] in known for each in fields.all_fields())
    spots = [each.spot for each in fields.all_fields() if each.spot]
    endings = [each.ending for each in fields.all_fields()]
    assert len(spots) == len(set(spots))
    assert len(endings) == len(set(endings))
