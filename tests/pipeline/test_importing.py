"""A file is brought into a new folder, or into one that `new` has made and nobody has written in; never over what people wrote."""

from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from intake.docx import docx, h, p
from killing import killed_at

from hidaka_dx.cli.entry import cli
from hidaka_dx.newtown import NUMBERINGS, TownAnswers, new_files
from hidaka_dx.pipeline.importing import Imported, import_plan, known_answers, open_plan
from hidaka_dx.pipeline.new import new
from hidaka_dx.problem import RefusalError

ANSWERS = TownAnswers("若桑町", "若桑町地域計画", "若桑町企画課", 2026, 2030, "若桑町実行計画")
PLAN = docx(
    p("第２次若桑町地域計画") + p("若桑町企画課") + h(1, "第１章　趣旨") + p("令和８年度から令和12年度までの計画です。")
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "計画.docx").write_bytes(PLAN)
    return tmp_path / "計画.docx"


def bring(file: Path, folder: Path) -> Imported:
    known = known_answers(folder)
    plan = open_plan(file)
    answers = (known or ANSWERS)._replace(marks=plan.marks(iter(NUMBERINGS.values())))
    return import_plan(file, folder, plan, answers, fresh=known is None)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_the_file_says_is_not_asked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    result = CliRunner().invoke(cli, ["import", "計画.docx"])
    assert result.exit_code == 0, result.output
    made = contents(file.parent / "計画")
    assert "title: 第2次若桑町地域計画" in made["content/plan.yaml"].decode()
    assert "start: 2026\n  end: 2030" in made["content/plan.yaml"].decode()
    assert "人が確かめることは" in result.output


def test_a_person_is_asked_with_what_the_file_says_as_proposal(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("hidaka_dx.cli.asking"), "is_terminal", lambda: True)
    result = CliRunner().invoke(cli, ["import", str(file), str(file.parent / "town")], input="\n\n総務課\n\n")
    assert result.exit_code == 0, result.output
    assert "[第2次若桑町地域計画]" in result.output
    assert "office: 総務課" in (file.parent / "town/content/plan.yaml").read_text(encoding="utf-8")


def test_the_examples_of_a_new_folder_give_way(file: Path) -> None:
    folder = file.parent / "town"
    new(folder, ANSWERS)
    (folder / "README.md").write_text("町の覚え", encoding="utf-8")
    plan = folder / "content/plan.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("# subtitle: 副題", "subtitle: 町の副題"), encoding="utf-8"
    )
    assert bring(file, folder).problems == ()
    assert "subtitle: 町の副題" in plan.read_text(encoding="utf-8")
    made = contents(folder)
    assert [path for path in made if path.startswith("content/chapters/")] == ["content/chapters/chapter1.md"]
    assert not [path for path in made if "measures" in path or "action-plan.yaml" in path]
    assert made["README.md"].decode() == "町の覚え"


def test_what_people_wrote_stays(file: Path) -> None:
    folder = file.parent / "town"
    new(folder, ANSWERS)
    (folder / "content/chapters/vision.md").write_text("# 町の章 {#vision}\n\n町の文です。\n", encoding="utf-8")
    before = contents(folder)
    with pytest.raises(RefusalError, match=r"誤り|もう原稿があります"):
        bring(file, folder)
    bring(file, file.parent / "other")
    with pytest.raises(RefusalError, match="もう原稿があります"):
        bring(file, file.parent / "other")
    assert contents(folder) == before


def test_the_same_file_always_gives_the_same_folder(file: Path) -> None:
    bring(file, file.parent / "one")
    bring(file, file.parent / "other")
    assert contents(file.parent / "one") == contents(file.parent / "other")


@pytest.mark.slow
@pytest.mark.parametrize("made_before", [False, True])
def test_killed_at_any_moment_the_folder_is_as_before_or_whole(made_before: bool, file: Path) -> None:  # noqa: FBT001
    folder, step, whole = file.parent / "place/town", 1, file.parent / "whole"
    folder.parent.mkdir()
    if made_before:
        new(whole, ANSWERS)
        new(folder, ANSWERS)
    bring(file, whole)
    wanted = set(contents(whole / "content"))
    start = (
        {path.removeprefix("content/") for path in new_files(ANSWERS) if path.startswith("content/")}
        if made_before
        else set()
    )
    while killed_at(step, partial(bring, file, folder)):
        assert set(contents(folder / "content")) in (start, wanted)
        if set(contents(folder / "content")) == wanted:
            break
        step += 90
    assert step > 90
