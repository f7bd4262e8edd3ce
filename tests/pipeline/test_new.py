"""A new folder is there whole or not at all, and what it holds builds without a finding."""

from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from killing import full_disk, killed_at

from hidaka_dx.archive import Archive
from hidaka_dx.cli.entry import cli
from hidaka_dx.newtown import TownAnswers, new_files
from hidaka_dx.pipeline.examining import examine
from hidaka_dx.pipeline.new import new, require_free
from hidaka_dx.problem import RefusalError

ANSWERS = TownAnswers("若桑町", "第6次若桑町総合計画", "企画課", 2026, 2030, "若桑町実行計画")
OPTIONS = ("--town=若桑町", "--title=若桑町地域防災計画", "--office=危機管理課", "--period=R8〜R12", "--no-action-plan")
ASKING = import_module("hidaka_dx.cli.asking")


@pytest.mark.parametrize("answers", [ANSWERS, ANSWERS._replace(end=2045, action_title=None)])
def test_a_new_folder_has_no_finding(answers: TownAnswers, tmp_path: Path) -> None:
    assert new(tmp_path / "町", answers) == len(new_files(answers))
    examined = examine(Archive(tmp_path / "町"))
    assert examined.manuscript
    assert examined.remarks == ()
    assert [*(tmp_path / "町/archive").iterdir()] == []


def test_what_no_font_has_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match="「𠮷」は、どの書体にもありません"):
        new(tmp_path / "town", ANSWERS._replace(town="𠮷野町"))
    assert [*tmp_path.iterdir()] == []


def test_only_a_place_that_is_free_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/memo.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to("mine")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    for name, said in {
        "../mine": "空ではありません（memo.txt）",
        "../link": "ファイルかリンク",
        "../mine/memo.txt": "ファイルかリンク",
        ".": "今いるフォルダー",
        "..": "今いるフォルダー",
        "../no/town": "がありません",
        "../.town": "「.」で始められません",
    }.items():
        with pytest.raises(RefusalError, match=said):
            require_free(Path(name))
    monkeypatch.chdir(tmp_path)
    new(Path("empty"), ANSWERS)
    assert (tmp_path / "empty/content/plan.yaml").exists()


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the answers as sound, so that a run takes milliseconds."""
    monkeypatch.setattr("hidaka_dx.pipeline.new._require_sound", lambda _town, _answers: None)


@pytest.mark.usefixtures("trusted")
def test_killed_at_any_moment_it_is_whole_or_not_there(tmp_path: Path) -> None:
    place, step = tmp_path / "place", 1
    place.mkdir()
    while killed_at(step, partial(new, place / "town", ANSWERS)):
        made = {path.relative_to(place / "town").as_posix() for path in (place / "town").rglob("*") if path.is_file()}
        assert made in (set(), {*new_files(ANSWERS)})
        if made:
            break
        step += 67
    else:
        assert step > 100
    if not (place / "town").exists():
        new(place / "town", ANSWERS)
    new(place / "other", ANSWERS)
    assert {path.name for path in place.iterdir()} == {"town", "other"}


@pytest.mark.usefixtures("trusted")
def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    with full_disk(9), pytest.raises(OSError, match="No space left"):
        new(place / "town", ANSWERS)
    assert [*place.iterdir()] == []


@pytest.mark.usefixtures("trusted")
def test_without_a_terminal_options_suffice_and_missing_ones_are_named(tmp_path: Path) -> None:
    run = CliRunner()
    done = run.invoke(cli, ["-C", str(tmp_path), "new", "town", *OPTIONS])
    assert (done.exit_code, (tmp_path / "town/content/action-plan.yaml").exists()) == (0, False)
    assert "若桑町の「若桑町地域防災計画」のフォルダーを作りました" in done.output
    error = run.invoke(cli, ["new", str(tmp_path / "other"), *OPTIONS[:2]], standalone_mode=False).exception
    assert "「--office 担当課" in str(error)
    assert "「--period 計画の期間" in str(error)
    assert "--no-action-plan" in str(error)
    assert "--town" not in str(error)
    assert not (tmp_path / "other").exists()


@pytest.mark.usefixtures("trusted")
def test_on_a_terminal_the_rest_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ASKING, "is_terminal", lambda: True)
    typed = "第6次若桑町総合計画\n企画課\n令和\nR8-R12\n第１章\n何\nはい\n\n"
    done = CliRunner().invoke(cli, ["new", str(tmp_path / "town"), OPTIONS[0]], input=typed)
    assert done.exit_code == 0, done.output
    assert [
        done.output.count(words) for words in ("町・市・村の名前", "計画の名前　", "計画の期間", "期間として読めません")
    ] == [0, 1, 3, 1]
    action = (tmp_path / "town/content/action-plan.yaml").read_text(encoding="utf-8")
    assert "title: 第6次若桑町総合計画実行計画\n" in action
    assert "[第1章, 第1節, 1, (1)]" in (tmp_path / "town/content/plan.yaml").read_text(encoding="utf-8")
