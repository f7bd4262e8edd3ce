"""The table of documents is whole: each kind has what the walk needs of it, and no other place knows the order."""

from pathlib import Path
from typing import get_args

import pytest

from hidaka_dx.catalogue.documents import (
    ACTION,
    BUILT,
    COMMENTS,
    EDITED,
    ERRATA,
    KINDS,
    PLAN,
    REPORT,
    SUMMARY,
    UNITS,
    VIEWS,
    EditedKey,
    unit_of,
    units_of,
)
from hidaka_dx.edition import Editions
from hidaka_dx.pipeline.conductor import COMPOSERS

TEMPLATES = Path(__file__).parents[2] / "templates"
OF_SINGLE_EDITIONS = {ERRATA, COMMENTS}


def test_every_kind_has_a_template() -> None:
    assert [key for key in KINDS if not (TEMPLATES / f"{key}.html.j2").is_file()] == []


def test_every_kind_that_is_built_has_a_composer() -> None:
    assert {each.key for each in BUILT} == {PLAN, *COMPOSERS, *OF_SINGLE_EDITIONS}


def test_kinds_rest_on_kinds_before_them() -> None:
    keys = list(KINDS)
    assert all(not each.rests_on or keys.index(each.rests_on) < keys.index(each.key) for each in KINDS.values())


def test_the_kinds_that_have_editions_are_those_of_the_models() -> None:
    keys = {each.key for each in EDITED}
    assert keys == set(get_args(EditedKey)) == {field.alias for field in Editions.model_fields.values()}


@pytest.mark.parametrize(
    ("path", "units"),
    [
        ("content/plan.yaml", UNITS),
        ("content/chapters/aim.md", UNITS),
        ("content/action-plan.yml", (ACTION, REPORT)),
        ("content/measures/1-1.yaml", (ACTION, REPORT)),
        ("content/progress/2027.yaml", (REPORT,)),
        ("content/errata.yaml", (ERRATA,)),
        ("content/comments.yaml", (COMMENTS,)),
    ],
)
def test_a_fault_keeps_only_what_is_made_of_its_file(path: str, units: tuple[str, ...]) -> None:
    assert units_of(path) == units


def test_what_goes_with_another_kind_stands_and_falls_with_it() -> None:
    assert {view: unit_of(view) for view in VIEWS} == {
        PLAN: PLAN,
        ACTION: ACTION,
        SUMMARY: ACTION,
        REPORT: REPORT,
        "comparison-table": PLAN,
        "action-comparison-table": ACTION,
    }
