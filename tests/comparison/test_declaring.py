"""Every change is declared, but for what follows from others (X13)."""

from dataclasses import replace

import pytest

from comparison.editions import NEW, OLD
from hidaka_dx.comparison import compare, ids_in, undeclared
from hidaka_dx.document import Document, Field, Form, Heading, Paragraph, Part, Text


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
            Field("進捗", (said("measure.1-1.進捗", grade),)),
        ),
    )
    sheet = Part("measure.1-1", Heading(2, "1-1", "窓口"), (Form("measure.1-1.form", fields),))
    overview = Part("action.overview", Heading(1, "1", "一覧"), (said("action.overview.1", aim + grade),))
    sheets = Part("action.sheets", Heading(1, "2", "取組"), (), (sheet,))
    return replace(OLD, kind="action-plan", parts=(overview, sheets))


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
    known = ids_in(replace(action(), parts=(position, *action().parts)))
    assert {"review", "1-1", "action.sheets"} <= known
    assert "xxxx" not in known
