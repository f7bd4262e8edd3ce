"""What else may lie in a town's folder than plain files with the right names."""

import errno
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image

from hidaka_dx.compose import compose_promotion_plan
from hidaka_dx.content import load
from hidaka_dx.document import Figure, Part
from hidaka_dx.files import reading
from hidaka_dx.problem import Problem

ROOT = Path(__file__).parents[2]
PLAN = "content/plan.yaml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "town" / "content")
    return tmp_path / "town"


def told(folder: Path) -> list[Problem]:
    return list(load(folder)[1])


def only(folder: Path) -> str:
    (problem,) = told(folder)
    return str(problem)


def test_a_pipe_is_not_waited_for(town: Path) -> None:
    (town / PLAN).unlink()
    os.mkfifo(town / PLAN)
    assert "ふつうのファイルではありません" in "".join(map(str, told(town)))


def test_a_link_out_of_the_folder_is_refused(town: Path, tmp_path: Path) -> None:
    shutil.move(town / PLAN, tmp_path / "plan.yaml")
    (town / PLAN).symlink_to(tmp_path / "plan.yaml")
    assert "フォルダーの外を指すリンク" in only(town)


def test_a_link_inside_the_folder_is_followed(town: Path) -> None:
    shutil.move(town / PLAN, town / "plan.yaml")
    (town / PLAN).symlink_to(town / "plan.yaml")
    assert told(town) == []


def test_a_link_to_itself_is_a_problem(town: Path) -> None:
    (town / PLAN).unlink()
    (town / PLAN).symlink_to(town / PLAN)
    assert "[file]" in only(town)


def test_a_file_that_no_one_writes_by_hand_is_refused(town: Path) -> None:
    with (town / PLAN).open("a", encoding="utf-8") as file:
        file.write("# 注\n" * 400_000)
    assert "大きすぎます。2MBまで" in only(town)


@pytest.mark.parametrize("path", [PLAN, "content/figures/pdca.yaml", "content/chapters/vision.md"])
def test_a_folder_in_place_of_a_file_says_so(town: Path, path: str) -> None:
    (town / path).unlink()
    (town / path).mkdir()
    assert f"ファイル {path} は、ファイルではなくフォルダーです" in only(town)


def test_a_file_in_place_of_a_folder_says_so(town: Path) -> None:
    shutil.rmtree(town / "content/figures")
    (town / "content/figures").write_text("", encoding="utf-8")
    assert "content/figures はフォルダーではありません" in "".join(map(str, told(town)))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("pdca.yaml", "pdca.yml"), ("pdca.yaml", "pdca.YAML")],
)
def test_a_figure_with_another_ending_is_told(town: Path, right: str, wrong: str) -> None:
    (town / "content/figures" / right).rename(town / "content/figures" / wrong)
    assert only(town).startswith(f"content/figures/{wrong}:1:1: このファイルは読まれません。名前を {right} に直す")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (PLAN, "content/plan.yml", "`plan.yml` の名前を `plan.yaml` に直してください。"),
        (PLAN, "content/Plan.yaml", "`Plan.yaml` の名前を `plan.yaml` に直してください。"),
        ("content/glossary.yaml", "content/glosary.yaml", "`glosary.yaml` ではありませんか。"),
        ("content/chapters/vision.md", "content/chapters/vision.txt", "`vision.txt` の名前を `vision.md` に"),
    ],
)
def test_a_missing_file_suggests_the_one_with_a_like_name(town: Path, right: str, wrong: str, said: str) -> None:
    (town / right).rename(town / wrong)
    assert said in only(town)


def test_a_figure_whose_name_is_no_id_is_told_at_its_file(town: Path) -> None:
    (town / "content/figures/pdca.yaml").rename(town / "content/figures/図1.yaml")
    chapter = town / "content/chapters/basics.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("![](pdca)", "![](図1)"), encoding="utf-8")
    assert only(town).startswith("content/figures/図1.yaml:1:1: 図のファイル名 `図1` はidになりません。")


def test_a_figure_with_a_reserved_name_is_told(town: Path) -> None:
    shutil.copy(town / "content/figures/pdca.yaml", town / "content/figures/body.yaml")
    assert "content/figures/body.yaml:1:1: `body` はしくみが使う名前です" in "".join(map(str, told(town)))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_in_another_encoding_is_told(town: Path) -> None:
    shutil.copy(town / "content/figures/pdca.yaml", town / "content/figures" / os.fsdecode(b"\x90\x7d.yaml"))
    assert "".join(map(str, told(town))).encode()


def test_hidden_files_do_not_matter(town: Path) -> None:
    for name in (".DS_Store", "._pdca.yaml", ".pdca.yaml.swp"):
        (town / "content/figures" / name).write_bytes(b"\0")
    assert told(town) == []


def test_folders_and_files_that_cannot_be_read_are_problems(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = reading._step

    def refuse(part: str, handle: int) -> int:
        if part in ("figures", "plan.yaml"):
            raise PermissionError(errno.EACCES, "not allowed")
        return step(part, handle)

    monkeypatch.setattr(reading, "_step", refuse)
    said = "".join(map(str, told(town)))
    assert "フォルダー content/figures が読めません。権限を確かめてください。" in said
    assert f"ファイル {PLAN} が読めません。権限を確かめてください。" in said


def damaged(raw: bytes) -> Iterator[bytes]:
    for mark in (b"\r", b"\0", b"\x0c", b"\xc2\x85", b"\xe2\x80\xa8"):
        yield raw.replace(b"\n", mark)
        yield raw.replace("。".encode(), mark)


def test_a_chapter_with_control_characters_never_crashes(town: Path) -> None:
    file = town / "content/chapters/basics.md"
    raw = file.read_bytes()
    for number, changed in enumerate(damaged(raw)):
        file.write_bytes(changed)
        assert (told(town) == []) == (number < 2)  # CR is a line end


PICTURE = "content/figures/tomikawa.yaml"


def without_words(town: Path) -> None:
    """Take away what the empty frame says."""
    text = (town / PICTURE).read_text(encoding="utf-8")
    (town / PICTURE).write_text(text.replace("missing: 原図は日高町が所蔵\n", ""), encoding="utf-8")


def test_a_picture_that_is_there_needs_no_words_for_its_absence(town: Path) -> None:
    without_words(town)
    (town / "assets/images").mkdir(parents=True)
    Image.new("RGB", (40, 30)).save(town / "assets/images/tomikawa.png")
    manuscript, problems = load(town)
    assert problems == ()
    assert manuscript is not None
    plan, faults = compose_promotion_plan(manuscript)
    assert faults == ()
    (figure,) = (f for part in every(plan.parts) for f in part.blocks if isinstance(f, Figure) and f.id == "tomikawa")
    assert (figure.image, figure.drawing) == ("tomikawa.png", None)


def test_a_picture_that_is_not_there_needs_them(town: Path) -> None:
    without_words(town)
    assert only(town) == (
        f"{PICTURE}:7:8: 画像 assets/images/tomikawa.png がありません。"
        "置くか、missing（画像がない間、枠の中に出る言葉）を書いてください。 [image]"
    )


def every(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from every(part.parts)
