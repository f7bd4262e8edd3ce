"""A picture that is dropped on another one takes its place, and gives it back."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from towns import FIRST, tiny

from hidaka_dx.pipeline.desk_history import take_back
from hidaka_dx.pipeline.desk_pictures import replace_picture
from hidaka_dx.problem import RefusalError

PHOTO = "content/figures/mayor.yaml"
FIGURE = "# 秘書係\nkind: picture\nplain: yes\nalt: 町長\nlines: 8\nimage: old.png   # 令和8年\n"
EMBLEM = 'theme:\n  cover: 紋章\n  emblem: {image: old.png, alt: "町章"}   # 町章\n'


def picture(kind: str) -> bytes:
    made = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (40, 30), "teal").save(made, kind, exif=exif)
    return made.getvalue()


@pytest.fixture
def town(tmp_path: Path) -> Path:
    tiny(tmp_path, FIRST)
    for folder in ("content/figures", "assets/images"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / PHOTO).write_text(FIGURE, encoding="utf-8")
    (tmp_path / "content/figures/cycle.yaml").write_text("kind: cycle\n", encoding="utf-8")
    with (tmp_path / "content/plan.yaml").open("a", encoding="utf-8") as plan:
        plan.write(EMBLEM)
    (tmp_path / "assets/images/old.png").write_bytes(b"old")
    return tmp_path


@pytest.mark.parametrize(("path", "cover"), [(PHOTO, ""), ("content/plan.yaml", "emblem")])
def test_a_dropped_picture_takes_the_place_of_another_and_gives_it_back(town: Path, path: str, cover: str) -> None:
    before = (town / path).read_bytes()
    saved = replace_picture(town, "" if cover else path, cover, "庁舎 Mayor.JPG", picture("JPEG"))
    assert (town / path).read_bytes() == before.replace(b"old.png", b"mayor.jpg")
    assert b"secret place" not in (town / "assets/images/mayor.jpg").read_bytes()
    take_back(town, saved.step)
    assert (town / path).read_bytes() == before
    assert (town / "assets/images/old.png").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("path", "cover", "content"),
    [
        ("content/chapters/vision.md", "", picture("PNG")),
        ("content/figures/cycle.yaml", "", picture("PNG")),
        ("content/plan.yaml", "", picture("PNG")),
        ("", "photo", picture("PNG")),
        ("../outside.yaml", "", picture("PNG")),
        (PHOTO, "", b"<svg onload=alert(1)>"),
    ],
)
def test_what_is_no_picture_is_neither_replaced_nor_taken(town: Path, path: str, cover: str, content: bytes) -> None:
    files = {file: file.read_bytes() for file in town.rglob("*") if file.is_file()}
    with pytest.raises(RefusalError):
        replace_picture(town, path, cover, "new.png", content)
    assert {file: file.read_bytes() for file in town.rglob("*") if file.is_file()} == files
