"""What the preview looks at: every document that a town has, printed as the build prints it."""

import re
from pathlib import Path

import pytest
from towns import FIRST, SECOND, publish_plan, tiny

from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.preview import Viewer
from hidaka_dx.pipeline.publish import publish

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]


def silent(_words: str, _share: float) -> None:
    """Hear nothing."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    town = tiny(tmp_path_factory.mktemp("town"), FIRST)
    publish_plan(town)
    return tiny(town, FIRST, SECOND, action=FIRST)


def test_the_documents_that_there_are_can_be_looked_at(town: Path) -> None:
    assert Viewer(town).open().views == ("promotion-plan", "action-plan", "summary", "comparison-table")


def test_pages_are_those_of_the_build(town: Path, tmp_path: Path) -> None:
    built, *_ = build(town, tmp_path, silent)
    pdfs = {each.path.read_bytes() for each in built}
    viewer = Viewer(town)
    manuscript = viewer.open().manuscript
    assert manuscript
    summary, problems = viewer.print("summary", manuscript, silent)
    assert summary, problems
    assert summary.pdf in pdfs
    plan, _ = viewer.print("promotion-plan", manuscript, silent)
    assert plan
    assert plan.pdf in pdfs - {summary.pdf}


def test_the_plan_is_compared_with_its_last_published_edition(town: Path) -> None:
    viewer = Viewer(town)
    manuscript = viewer.open().manuscript
    assert manuscript
    reading, problems = viewer.read("comparison-table", manuscript)
    assert reading, problems
    assert "第1.1版" in reading.rendered.html
    assert viewer.print("comparison-table", manuscript, silent)[0]


def test_the_action_plan_is_compared_once_it_is_published(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST)
    publish_plan(town)
    assert "action-comparison-table" not in Viewer(town).open().views
    published, problems = publish(town, "action-plan", silent)
    assert published, problems
    tiny(town, FIRST, action=FIRST + SECOND.replace("    revised: [vision]\n", ""))
    viewer = Viewer(town)
    opened = viewer.open()
    assert opened.manuscript, opened.problems
    assert "action-comparison-table" in opened.views
    reading, problems = viewer.read("action-comparison-table", opened.manuscript)
    assert reading, problems
    assert reading.title.startswith("見本町DX実行計画新旧対照表")
    assert "－" not in reading.rendered.html, "the pages of the plan are known"
    assert "ページ" not in re.sub(r"<th[^>]*>ページ</th>", "", reading.rendered.html), "and have not changed"
    assert viewer.print("action-comparison-table", opened.manuscript, silent)[0]


def test_the_first_text_already_tells_the_pages_of_the_plan(town: Path) -> None:
    manuscript = Viewer(town).open().manuscript
    assert manuscript
    reading, problems = Viewer(town).read("action-plan", manuscript)
    assert reading, problems
    assert "1ページ" in reading.rendered.html
    assert "－" not in reading.rendered.html


def test_what_has_not_changed_is_not_printed_again(town: Path) -> None:
    viewer = Viewer(town)
    manuscript = viewer.open().manuscript
    assert manuscript
    first, _ = viewer.print("promotion-plan", manuscript, silent)
    assert viewer.print("promotion-plan", manuscript, silent)[0] is first
    viewer.forget()
    again, _ = viewer.print("promotion-plan", manuscript, silent)
    assert again == first
    assert again is not first
