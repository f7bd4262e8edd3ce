"""A town's folder made by somebody else: nothing from outside of it and nothing that a camera wrote leaves the house."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from towns import FIRST, publish_plan, tiny

from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.check import check
from hidaka_dx.pipeline.website import website
from hidaka_dx.problem import RefusalError

SECRET = "SECRET-42.48N"
FIGURE = (
    "kind: picture\ntitle: 窓口\nalt: 窓口で職員が町民の話を聞いています。\nlines: 6\nimage: photo.jpg\nmissing: 写真\n"
)


def quiet(_words: str, _share: float) -> None:
    pass


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    return tiny(tmp_path / "town", FIRST)


def with_photo(town: Path, name: str = "photo.jpg", orientation: int = 6) -> Path:
    """Put a photo with GPS into the town, taken with the camera on its side."""
    exif, saved = Image.Exif(), BytesIO()
    exif[0x010E], exif[0x0112] = SECRET, orientation
    image = Image.new("RGB", (40, 20), (200, 30, 30))
    image.save(saved, "JPEG", exif=exif, comment=SECRET.encode())
    (town / "assets/images").mkdir(parents=True)
    (town / "assets/images" / name).write_bytes(saved.getvalue())
    (town / "content/figures").mkdir()
    (town / "content/figures/window.yaml").write_text(FIGURE, encoding="utf-8")
    chapter = town / "content/chapters/vision.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n[](#window)のとおりです。\n\n![](window)\n", "utf-8")
    return town / "assets/images" / name


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_photo_leaves_the_town_without_what_the_camera_wrote(town: Path) -> None:
    with_photo(town)
    assert build(town, town / "output", quiet)[1] == ()
    publish_plan(town)
    opened, problems = website(town, town / "output", quiet)
    assert opened, problems
    for place in ("output", "archive"):
        held = everything(town / place)
        assert SECRET.encode() not in held
        assert b"Exif\0" not in held
    shown = next((town / "output/site").rglob("photo.jpg")).read_bytes()
    kept = next((town / "archive").rglob("photo.jpg")).read_bytes()
    assert shown == kept
    with Image.open(BytesIO(shown)) as picture:
        assert picture.size == (20, 40)


DAMAGES = {
    "garbage": "を最後まで読めません",
    "dangling": "なくなったもの（gone.jpg）を指すリンク",
    "out": "フォルダーの外を指すリンク",
    "pipe": "ふつうのファイルではありません",
    "folder": "ファイルではなくフォルダー",
}


def damage(photo: Path, how: str) -> None:
    photo.unlink()
    match how:
        case "garbage":
            photo.write_bytes(b"\xff\xd8 no picture")
        case "dangling":
            photo.symlink_to("gone.jpg")
        case "out":
            photo.symlink_to("../../../secret")
        case "pipe":
            os.mkfifo(photo)
        case "folder":
            photo.mkdir()


@pytest.mark.parametrize(("how", "said"), DAMAGES.items(), ids=DAMAGES)
def test_a_picture_that_cannot_be_shown_is_told_at_its_figure_by_check_and_build(
    town: Path, how: str, said: str
) -> None:
    damage(with_photo(town), how)
    told = [remark.problem for remark in check(town).remarks if remark.level == "誤り"]
    assert [(str(problem.place), problem.rule) for problem in told] == [("content/figures/window.yaml:5:8", "image")]
    assert said in told[0].message
    assert build(town, town / "output", quiet)[1] == tuple(told)


@pytest.mark.parametrize("name", ["photo.JPG", "Photo.jpg", "photo.jpeg", "photo.png", "photo.jpg.jpg"])
def test_a_picture_under_a_name_that_is_nearly_right_is_told(town: Path, name: str) -> None:
    with_photo(town, name)
    told = [remark.problem for remark in check(town).remarks if remark.level == "誤り"]
    assert [str(problem.place) for problem in told] == ["content/figures/window.yaml:5:8"]
    assert f"`{name}` の名前を直すか" in told[0].message


def test_a_template_that_links_out_is_not_printed(town: Path) -> None:
    (town / "templates").mkdir()
    (town / "templates/k").symlink_to(town.parent / "secret")
    house = Path(__file__).parents[2] / "templates/promotion-plan.html.j2"
    text = house.read_text(encoding="utf-8") + '{% include "k" %}'
    (town / "templates/promotion-plan.html.j2").write_text(text, encoding="utf-8")
    built, problems, *_ = build(town, town / "output", quiet)
    assert built == ()
    assert ["フォルダーの外を指すリンク" in problem.message for problem in problems] == [True]
    assert problems[0].place.path == "templates/k"


@pytest.mark.parametrize("name", ["templates", "assets"])
def test_a_folder_that_links_out_is_refused(town: Path, name: str) -> None:
    (town.parent / "elsewhere").mkdir()
    (town / name).symlink_to(town.parent / "elsewhere")
    try:
        said = "".join(map(str, build(town, town / "output", quiet)[1]))
    except RefusalError as refusal:
        said = str(refusal)
    assert f"フォルダー {name}" in said
    assert "は、フォルダーの外を指すリンク" in said


@pytest.mark.parametrize("target", ["../../../secret", "/etc/passwd", "gone"])
def test_a_style_sheet_of_the_website_that_links_out_is_not_published(town: Path, target: str) -> None:
    (town / "assets/web").mkdir(parents=True)
    (town / "assets/web/style.css").symlink_to(target)
    with pytest.raises(RefusalError, match=r"assets/web/style\.css は、"):
        website(town, town / "output", quiet)
    assert not (town / "output/site").exists()
