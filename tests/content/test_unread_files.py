"""No file of `content/` is dropped in silence: what was meant to be read is an error, anything else a remark."""

import os
import sys
from pathlib import Path

import pytest
from towns import FIRST, tiny

from hidaka_dx.content import load

NEARLY = {
    "measures/1-9.yml": "名前を 1-9.yaml に",
    "measures/1-9.YAML": "名前を 1-9.yaml に",
    "measures/1-9.Yml": "名前を 1-9.yaml に",
    "measures/1-9.yaml.txt": "名前を 1-9.yaml に",
    "measures/1-9.yml.txt": "名前を 1-9.yaml に",
    "measures/1-9.yaml~": "名前を 1-9.yaml に",
    "measures/1-9.yaml.bak": "控えに付く名前なので、このファイルは読まれません。元の 1-9.yaml がありません",
    "measures/1-9.yaml.ORIG": "この中身を使うなら名前を 1-9.yaml に直し、使わないなら除いて",
    "measures/1-9.yaml.bak2": "控えに付く名前",
    "errata.yaml.orig": "元の errata.yaml がありません",
    "measures/１-９.yml": "名前を 1-9.yaml に",
    "measures/1-9.txt": "名前を 1-9.yaml に",
    "measures/1-9": "名前を 1-9.yaml に",
    "measures/1-1.yml": "1-1.yaml が読まれます",
    "measures/1-1 - コピー.yaml": "コピーに付く名前",
    "measures/1-1 - コピー (2).yaml": "コピーに付く名前",
    "measures/1-1のコピー.yaml": "コピーに付く名前",
    "measures/1-1 (1).yaml": "コピーに付く名前",
    "measures/1-1 copy.yaml": "コピーに付く名前",
    "measures/コピー ～ 1-1.yaml": "コピーに付く名前",
    "measures/窓口/1-9.yaml": "content/measures/ に移すか",
    "progress/2026.yml": "名前を 2026.yaml に",
    "progress/2026.YAML": "名前を 2026.yaml に",
    "errata.yml": "名前を errata.yaml に",
    "comments.yml": "名前を comments.yaml に",
    "comparison.yaml.txt": "名前を comparison.yaml に",
    "house_style.yaml": "名前を house-style.yaml に",
    "House-Style.yaml": "名前を house-style.yaml に",
    "footnote.yaml": "名前を footnotes.yaml に",
    "editions.yaml.txt": "editions.yaml が読まれます",
    "plan - コピー.yaml": "コピーに付く名前",
    "1-9.yaml": "content/measures/1-9.yaml に移すか",
    "2027.yaml": "content/progress/2027.yaml に移すか",
    "measure/1-9.yaml": "名前を measures に",
    "Measures/1-9.yaml": "名前を measures に",
    "progres/2026.yaml": "名前を progress に",
    "chapter/x.md": "名前を chapters に",
    "chapters/x.markdown": "名前を x.md に",
    "chapters/x.md.txt": "名前を x.md に",
    "chapters/第1部/x.md": "content/chapters/ に移すか",
    "figures/x.yml": "名前を x.yaml に",
}
OTHER = (
    "memo.txt",
    "計画.docx",
    "一覧.xlsx",
    "README.md",
    "memo/x.txt",
    "measures/一覧.xlsx",
    "measures/1-1.yaml~",
    "measures/1-1.yaml.orig",
    "plan.yaml.bak",
    "plan.yaml.backup1",
    "measures/旧/a.docx",
    "chapters/vision.docx",
    "figures/photo.png",
    "figures/x.svg",
)
LEFT_BEHIND = (
    ".DS_Store",
    ".git/config",
    "Thumbs.db",
    "desktop.ini",
    "~$plan.yaml",
    ".~lock.plan.yaml#",
    "measures/~$1-1.yaml",
    "measures/.1-1.yaml.swp",
    "measures/#1-1.yaml#",
    "measures/.gitkeep",
)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return tiny(tmp_path, FIRST, action=FIRST)


def put(town: Path, name: str) -> None:
    file = town / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("一: 二\n", encoding="utf-8")


@pytest.mark.parametrize(("name", "said"), NEARLY.items(), ids=NEARLY)
def test_a_name_that_is_nearly_right_is_an_error_that_names_the_right_one(town: Path, name: str, said: str) -> None:
    put(town, name)
    manuscript, problems = load(town)
    assert manuscript is None
    found = [problem for problem in problems if problem.rule == "file-name"]
    assert len(found) == 1
    assert said in found[0].message
    assert f"content/{name}".startswith(found[0].place.path)
    follow_ups = {problem.rule for problem in problems} - {"file-name", "figure-unused", "chapter-unused"}
    assert follow_ups == set()


@pytest.mark.parametrize("name", OTHER)
def test_any_other_file_is_a_remark(town: Path, name: str) -> None:
    put(town, name)
    manuscript, problems = load(town)
    assert problems == ()
    assert manuscript
    assert [f"content/{name}".startswith(note.place.path) for note in manuscript.notes] == [True]


@pytest.mark.parametrize("name", ["plan.yaml", "editions.yaml", "chapters/vision.md"])
def test_a_file_of_which_only_a_backup_is_left_is_told_once(town: Path, name: str) -> None:
    (town / "content" / name).rename(town / "content" / f"{name}.orig")
    (problem,) = (each for each in load(town)[1] if "ファイル content/" in each.message or each.rule == "file-name")
    last = name.rpartition("/")[2]
    assert f"控えに付く名前の `{last}.orig` があります。その中身を使うなら、名前を `{last}` に" in problem.message


def test_a_backup_beside_its_file_is_called_one(town: Path) -> None:
    put(town, "plan.yaml.orig")
    manuscript, _ = load(town)
    assert manuscript
    (note,) = manuscript.notes
    assert note.message.startswith(
        "plan.yaml の控え（前の中身）に付く名前なので、読まれません。除くか、content/ の外に"
    )


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_what_editors_and_systems_leave_does_not_matter(town: Path, name: str) -> None:
    put(town, name)
    manuscript, problems = load(town)
    assert problems == ()
    assert manuscript
    assert manuscript.notes == ()


@pytest.mark.parametrize("name", ["action-plan.yml", "Action-plan.yaml", "action-plan.yaml.txt", "actionplan.yaml"])
def test_an_action_plan_under_another_name_is_told_once(town: Path, name: str) -> None:
    (town / "content/action-plan.yaml").rename(town / "content" / name)
    (problem,) = load(town)[1]
    assert problem.place.path == f"content/{name}"
    assert "名前を action-plan.yaml に" in problem.message


def test_measures_without_their_frame_are_a_remark(town: Path) -> None:
    (town / "content/action-plan.yaml").unlink()
    manuscript, problems = load(town)
    assert problems == ()
    assert manuscript
    assert [note.place.path for note in manuscript.notes] == ["content/measures"]
    assert "content/action-plan.yaml がないので" in manuscript.notes[0].message


def test_a_wording_of_comparisons_that_is_wrong_is_told_with_all_the_rest(town: Path) -> None:
    (town / "content/comparison.yaml").write_text("left: neu\n", encoding="utf-8")
    assert [problem.place.path for problem in load(town)[1]] == ["content/comparison.yaml"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("folder", ["measures", "figures", "chapters", "."])
def test_a_name_that_is_not_utf8_is_told_with_its_cause(town: Path, folder: str) -> None:
    (town / "content" / folder).mkdir(exist_ok=True)
    (town / "content" / folder / os.fsdecode(b"\x8e\xe6\x91\x67.yaml")).write_text("", encoding="utf-8")
    (problem,) = load(town)[1]
    assert "名前の文字コードがUTF-8ではない" in problem.message
    assert str(problem).encode()


@pytest.mark.parametrize(
    "path", ["errata.yaml", "action-plan.yaml", "measures/1-1.yaml", "house-style.yaml", "plan.yaml"]
)
def test_a_dangling_link_says_so(town: Path, path: str) -> None:
    (town / "content" / path).unlink(missing_ok=True)
    (town / "content" / path).symlink_to("gone.yaml")
    (problem,) = [problem for problem in load(town)[1] if problem.place.path == f"content/{path}"]
    assert "なくなったもの（gone.yaml）を指すリンク" in problem.message
    assert "の名前を" not in problem.message


@pytest.mark.parametrize("name", ["1-9.yaml", "content", "measures"])
def test_links_out_of_the_town_are_told(town: Path, tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    outside = tmp_path_factory.mktemp("outside")
    if name == "1-9.yaml":
        (outside / name).write_text("number: 1-9\n", encoding="utf-8")
        (town / "content/measures" / name).symlink_to(outside / name)
    else:
        place = town / ("content" if name == "content" else "content/measures")
        place.rename(outside / name)
        place.symlink_to(outside / name)
    assert "フォルダーの外を指すリンク" in "".join(map(str, load(town)[1]))
