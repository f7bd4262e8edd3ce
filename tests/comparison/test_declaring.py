"""Every change is declared, but for what follows from others (X13)."""

from dataclasses import replace

import pytest

from comparison.editions import NEW, OLD
from hidaka_dx.comparison import compare, strange, undeclared
from hidaka_dx.document import Document, Field, Form, Heading, Paragraph, Part, Text
from hidaka_dx.facts import NO_FACTS, Collection, Facts, MeasureFacts

MEASURE = MeasureFacts(
    number="1-1",
    name="窓口",
    kind="新規",
    pillar="services",
    target="measure.1-1",
    focus=False,
    lead=None,
    related=(),
    priorities=(),
    basis=("a",),
    repeats=None,
    successor=None,
    indicators=(),
    schedule=(),
    costs=(),
    results=(),
    more=(),
    none=(),
)


def said(name: str, text: str) -> Paragraph:
    return Paragraph(name, (Text(text),))


def action(
    aim: str = "便利にします。", basis: str = "2(1)（4ページ）", grade: str = "B", quoted: str = "課題です。"
) -> Document:
    """Give an action plan of one measure."""
    fields = (
        (Field("めざす姿", (said("measure.1-1.aim", aim),)), Field("根拠", (said("measure.1-1.basis.a", basis),))),
        (
            Field("現状と課題", (said("measure.1-1.issue.a", quoted),)),
            Field("これまで", (said("measure.1-1.progress", grade),)),
        ),
    )
    sheet = Part("measure.1-1", Heading(2, "1-1", "窓口"), (Form("measure.1-1.form", fields),))
    overview = Part("action.overview", Heading(1, "1", "一覧"), (said("action.overview.1", aim + grade),))
    sheets = Part("action.sheets", Heading(1, "2", "取組"), (), (sheet,))
    collections = (Collection("measures", sheets.id),)
    return replace(
        OLD, kind="action-plan", parts=(overview, sheets), facts=Facts(measures=(MEASURE,), collections=collections)
    )


def test_all_changes_are_told_where_nothing_is_declared() -> None:
    places = [entry.place for entry in undeclared(OLD, NEW, ()).values()]
    listed = [entry.place for entry in compare(OLD, NEW).entries if entry.place not in {"表紙", ""}]
    assert set(places) >= set(listed) - {"改訂履歴"}
    assert places


def test_nothing_is_told_where_all_is_declared() -> None:
    ids = {part.id for document in (OLD, NEW) for chapter in document.parts for part in (chapter, *chapter.parts)}
    assert undeclared(OLD, NEW, ids) == {}


def test_a_chapter_declares_its_sections() -> None:
    chapters = {part.id for document in (OLD, NEW) for part in document.parts}
    assert undeclared(OLD, NEW, chapters) == {}


def test_a_measure_is_declared_by_its_number() -> None:
    changed = action(aim="早く便利にします。")
    assert {name: entry.title for name, entry in undeclared(action(), changed, ()).items()} == {"1-1": "窓口"}
    assert undeclared(action(), changed, ["1-1"]) == {}


@pytest.mark.parametrize("follows", [{"basis": "2(2)（5ページ）"}, {"grade": "A"}, {"quoted": "別の課題です。"}])
def test_what_follows_from_plan_and_results_needs_no_declaration(follows: dict[str, str]) -> None:
    assert undeclared(action(), action(**follows), ()) == {}


def test_a_quoted_section_is_known_by_its_id_in_the_plan() -> None:
    quoted = Part("plan.review", Heading(2, "(1)", "見直し"), (said("plan.review.1", "見直します。"),))
    position = Part("action.position", Heading(1, "1", "位置づけ"), (), (quoted,))
    quoting = replace(action(), parts=(position, *action().parts))
    assert strange(("review", "1-1", "action.sheets", "xxxx", "measure"), quoting) == ("xxxx", "measure")
    plan = replace(quoting, kind="promotion-plan")
    assert strange(("review", "plan.review"), plan) == ("review",)


def test_ids_and_labels_say_nothing_of_themselves() -> None:
    """A section of the town's own that begins as one of the program's does is no derived one; only facts know a sheet."""
    named = Part("action.more", Heading(1, "1", "推進"), (said("action.more.1", "進めます。"),))
    plan = replace(OLD, parts=(named,))
    changed = replace(plan, parts=(replace(named, blocks=(said("action.more.1", "急ぎます。"),)),))
    assert [*undeclared(plan, changed, ())] == ["action.more"]

    def renamed(aim: str) -> Document:
        of_now = action(aim)
        overview, sheets = of_now.parts
        sheet = replace(sheets.parts[0], id="xx")
        known = replace(of_now.facts.measures[0], target="xx")
        facts = replace(of_now.facts, measures=(known,), collections=(Collection("measures", "yy"),))
        return replace(of_now, parts=(overview, replace(sheets, id="yy", parts=(sheet,))), facts=facts)

    assert [*undeclared(renamed("便利"), renamed("楽"), ())] == ["1-1"]
    assert undeclared(renamed("便利"), renamed("楽"), ["1-1"]) == {}


def test_a_removed_measure_of_an_edition_without_facts_is_told() -> None:
    old = action()
    gone = replace(old, parts=(old.parts[0], replace(old.parts[1], parts=())), facts=replace(old.facts, measures=()))
    assert [*undeclared(old, gone, ())] == ["1-1"]
    assert [*undeclared(replace(old, facts=NO_FACTS), gone, ())] == ["measure.1-1"]
