"""Every file has a day from its content: a draft without one is never older than the edition before it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from towns import DRAFT, FIRST, tiny

from hidaka_dx.catalogue.documents import ACTION, PLAN
from hidaka_dx.content import Manuscript, load
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.days import NO_DAY, day_of

MIHON = Path(__file__).parents[2] / "examples/mihon"
UNDATED = '  - {number: "1", status: 案, changes: 策定}\n'


def town(folder: Path) -> Manuscript:
    manuscript, problems = load(folder)
    assert manuscript, problems
    return manuscript


@pytest.mark.parametrize("kind", [PLAN, ACTION])
def test_a_draft_is_as_new_as_the_newest_edition_of_the_town(kind: str) -> None:
    manuscript = town(MIHON)
    document, _ = Conductor(manuscript).compose(kind)
    assert document.date is None
    own = [edition.date for edition in manuscript.recorded[kind] if edition.date]
    assert day_of(document, manuscript) == date(2028, 9, 27) >= max(own)


def test_a_day_that_is_decided_is_the_day(tmp_path: Path) -> None:
    manuscript = town(tiny(tmp_path, FIRST, DRAFT))
    document, _ = Conductor(manuscript).compose(PLAN)
    assert day_of(document, manuscript) == date(2026, 4, 1)
    assert day_of(replace(document, date=date(2025, 1, 1)), manuscript) == date(2025, 1, 1)


def test_a_town_without_any_day_has_that_on_which_its_plan_begins(tmp_path: Path) -> None:
    manuscript = town(tiny(tmp_path, UNDATED))
    plan = manuscript.plan.model_copy(update={"period": manuscript.plan.period.model_copy(update={"start": 2027})})
    assert day_of(Conductor(manuscript).compose(PLAN)[0], replace(manuscript, plan=plan)) == date(2027, 4, 1)


def test_editions_that_are_compared_without_a_town_give_the_day() -> None:
    document = replace(Conductor(town(MIHON)).compose(PLAN)[0], date=None)
    assert day_of(document, None, (date(2027, 5, 1), None)) == date(2027, 5, 1)
    assert day_of(document, None, (None, None)) == NO_DAY
