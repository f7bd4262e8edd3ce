"""The folder `output/` holds what others have put there: what is in the way of one document keeps no other from its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from towns import FIRST, tiny

from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.compare import ComparisonRequest, compare
from hidaka_dx.pipeline.outcome import Outcome
from hidaka_dx.pipeline.output import LIST

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
PLAN = "見本町DX推進計画_第1版.pdf"
ACTION = "見本町DX実行計画_第1版.pdf"
DATA = "見本町DX実行計画_第1版_opendata"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny(tmp_path_factory.mktemp("output") / "town", FIRST, action=FIRST)


def built(town: Path) -> Outcome:
    return build(town, town / "output", lambda _words, _share: None)


def test_what_is_in_the_way_of_some_files_keeps_no_other_from_its_place(town: Path) -> None:
    for name in (PLAN, LIST):
        (town / "output" / name / "mine").mkdir(parents=True)
    (town / "output" / DATA).write_text("mine", encoding="utf-8")
    outcome = built(town)
    told = [str(each).removeprefix(f"{town}/output/") for each in outcome.problems]
    assert len(told) == 3
    assert (
        f"{PLAN}:1:1: 同じ名前のフォルダーがあるので、このファイルは書いていません。フォルダーの名前を変えるか、"
        in told[2]
    )
    assert f"{DATA}:1:1: 同じ名前のファイルがあるので、この中のファイルは書いていません。" in "".join(told)
    assert [each.path.name for each in outcome.built] == [ACTION, "見本町DX実行計画概要版_第1版.pdf"]
    assert all(each.path.is_file() for each in outcome.built)
    assert {PLAN, LIST, DATA} <= set(outcome.unmade)
    assert (town / "output" / PLAN / "mine").is_dir()
    assert (town / "output" / DATA).read_text(encoding="utf-8") == "mine"
    shutil.rmtree(town / "output" / LIST)
    built(town)
    listed = (town / "output" / LIST).read_text(encoding="utf-8")
    assert PLAN in listed.partition("■ 誤りがあって、作らなかったもの")[2]


def test_where_only_all_or_nothing_is_safe_nothing_has_changed(
    tmp_path: Path, typed: Callable[..., tuple[int, str, str]]
) -> None:
    town = tiny(tmp_path, FIRST.replace("決定", "案").replace("    decided_by: 町長\n", ""))
    build(town, town / "output", lambda _words, _share: None)
    before = "output/見本町DX推進計画_第1版（案）.pdf"
    asked = ComparisonRequest(str(town / before), "原稿", "promotion-plan")
    table, redline = compare(asked, town, town / "output", lambda _words, _share: None)[0]
    redline.path.unlink()
    redline.path.mkdir()
    table.path.write_bytes(b"old")
    said = f"{redline.path.relative_to(town)}: 同じ名前のフォルダーがあるため、書けません。フォルダーの名前を変えてから、もう一度実行してください。"
    assert typed(town, "compare", before, "原稿") == (1, "", f"{said}ほかのものも、前のままです。\n")
    assert table.path.read_bytes() == b"old"


def test_a_folder_is_no_document_to_compare(town: Path) -> None:
    made, problems = compare(
        ComparisonRequest("第1版", str(town), "promotion-plan"), town, town / "output", lambda _words, _share: None
    )
    assert made == ()
    assert "このしくみで作った文書ではありません（フォルダーです）" in problems[0].message
