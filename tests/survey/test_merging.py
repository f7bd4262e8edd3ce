"""Nothing is overwritten in silence, and an empty cell takes nothing away."""

from dataclasses import replace

import pytest

from hidaka_dx.survey import AskedValue, Decision, Key, Received, decided, understood

ASKED = AskedValue(Key("1-1", "values", "件数"), "件数", "", "", "number", required=True, unit="件")


def cell(typed: str, base: str = "") -> Received:
    return Received("住民課.xlsx:回答!C5", typed, base, understood(ASKED, typed))


@pytest.mark.parametrize(
    ("now", "cells", "decision", "answer"),
    [
        ("", ["104"], "taken", "104"),
        ("", [""], "empty", None),
        ("104", [""], "unchanged", None),
        ("104", ["１０４件"], "unchanged", None),
        ("104", ["110"], "conflict", "110"),
        ("", ["104", "１０４"], "taken", "104"),
        ("", ["104", "105"], "conflict", None),
        ("104", ["104", "105"], "conflict", None),
        ("", ["104", ""], "taken", "104"),
        ("", ["104", "約百"], "refused", None),
    ],
)
def test_what_becomes_of_an_answer(now: str, cells: list[str], decision: Decision, answer: str | None) -> None:
    verdict = decided(replace(ASKED, before=now), [cell(each) for each in cells])
    assert (verdict.decision, verdict.answer) == (decision, answer)


def test_what_stood_in_the_form_may_be_corrected() -> None:
    assert decided(replace(ASKED, before="104"), [cell("110", base="104")]).decision == "taken"


def test_what_was_changed_since_stays_where_the_office_left_it_as_it_was() -> None:
    assert decided(replace(ASKED, before="120"), [cell("104", base="104")]).decision == "unchanged"
    both = decided(replace(ASKED, before="120"), [cell("110", base="104")])
    assert both.decision == "conflict"
    assert decided(replace(ASKED, before="120"), [cell("110", base="104")], prefer_answers=True).decision == "taken"
