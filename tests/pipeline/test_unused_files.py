"""Beside `content/`, too, nothing is dropped in silence: a nearly right name is an error, anything else a remark."""

import shutil
from pathlib import Path

import pytest
from towns import FIRST, tiny

from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.check import check
from hidaka_dx.pipeline.unused_files import unused_files
from hidaka_dx.pipeline.website import website

ROOT = Path(__file__).parents[2]
NEARLY = {
    "asset/css/page.css": ("asset", "名前を assets に"),
    "Assets/images/hall.png": ("Assets", "名前を assets に"),
    "ａｓｓｅｔｓ/css/page.css": ("ａｓｓｅｔｓ", "名前を assets に"),
    "template/document.html.j2": ("template", "名前を templates に"),
    "tempaltes/document.html.j2": ("tempaltes", "名前を templates に"),
    "contents/plan.yaml": ("contents", "content/ に移し"),
    "Content/chapters/vision.md": ("Content", "content/ に移し"),
    "Archive/promotion-plan-01/bagit.txt": ("Archive", "名前を archive に"),
    "archives/promotion-plan-01/bagit.txt": ("archives", "名前を archive に"),
    "councils/資料1_見本町DX推進計画_第1版.zip": ("councils", "名前を council に"),
    "assets/image/hall.png": ("assets/image", "名前を images に"),
    "assets/Fonts/x.ttf": ("assets/Fonts", "名前を fonts に"),
    "assets/img/hall.png": ("assets/img", "名前を images に"),
    "assets/css/pages.css": ("", "名前を page.css に"),
    "assets/css/Page.css": ("", "名前を page.css に"),
    "assets/css/page.css.txt": ("", "名前を page.css に"),
    "assets/css/page - コピー.css": ("", "コピーに付く名前"),
    "assets/css/style.css": ("", "assets/web/style.css に移すか"),
    "assets/web/styles.css": ("", "名前を style.css に"),
    "assets/page.css": ("", "assets/css/page.css に移すか"),
    "templates/documents.html.j2": ("", "名前を document.html.j2 に"),
    "templates/document.html": ("", "名前を document.html.j2 に"),
    "templates/document.j2": ("", "名前を document.html.j2 に"),
    "templates/promotion_plan.html.j2": ("", "名前を promotion-plan.html.j2 に"),
    "templates/index.html.j2": ("", "templates/web/index.html.j2 に移すか"),
    "templates/Web/index.html.j2": ("", "templates/web/index.html.j2 に移すか"),
}
OTHER = (
    "assets/css/mine.css",
    "assets/web/logo.svg",
    "assets/css/page.css.orig",
    "templates/document.html.j2.bak",
    "assets/memo.txt",
    "assets/hall.png",
    "assets/data/x.csv",
    "templates/memo.txt",
    "templates/parts/x.html.j2",
)
SILENT = (
    "assets/css/page.css",
    "assets/css/README.md",
    "assets/fonts/mine.ttf",
    "assets/images/hall.png",
    "assets/.DS_Store",
    "templates/document.html.j2",
    "templates/web/index.html.j2",
    "templates/.document.html.j2.swp",
    "content2/plan.yaml",
    "asset/memo.txt",
    "contest/一覧.xlsx",
    "notes/plan.yaml",
)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return tiny(tmp_path / "town", FIRST)


def put(town: Path, name: str, text: str = "x") -> None:
    (town / name).parent.mkdir(parents=True, exist_ok=True)
    (town / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", NEARLY)
def test_a_name_that_is_nearly_right_is_an_error_that_names_the_right_one(town: Path, name: str) -> None:
    place, said = NEARLY[name]
    put(town, name)
    (found,) = unused_files(town)
    assert found.grave
    assert found.problem.place.path == (place or name)
    assert said in found.problem.message


@pytest.mark.parametrize("name", OTHER)
def test_any_other_file_is_a_remark(town: Path, name: str) -> None:
    put(town, name)
    (found,) = unused_files(town)
    assert not found.grave
    assert name.startswith(found.problem.place.path)


@pytest.mark.parametrize("name", SILENT)
def test_what_is_read_or_is_for_people_or_is_no_part_of_the_town_does_not_matter(town: Path, name: str) -> None:
    put(town, name)
    assert unused_files(town) == ()


def test_what_a_file_of_the_town_calls_is_read(town: Path) -> None:
    put(town, "templates/documents.html.j2")
    put(town, "templates/document.html.j2", '{% extends "documents.html.j2" %}')
    put(town, "assets/css/mine.css")
    put(town, "assets/css/page.css", "@import url(mine.css);")
    assert unused_files(town) == ()


def test_a_folder_under_two_names_is_one(town: Path) -> None:
    put(town, "assets/css/page.css")
    (town / "Assets").symlink_to("assets")
    assert unused_files(town) == ()


@pytest.mark.parametrize("town", [ROOT, ROOT / "examples/mihon"], ids=["hidaka", "mihon"])
def test_the_towns_of_this_house_have_none(town: Path) -> None:
    assert unused_files(town) == ()


def test_every_command_that_reads_the_town_tells(town: Path) -> None:
    put(town, "assets/css/pages.css", "p { color: red }")
    put(town, "assets/memo.txt")
    said = (
        "assets/css/pages.css:1:1: このファイルは読まれません。名前を page.css に直すか、除いてください。 [file-name]"
    )
    levels = {(each.level, each.problem.place.path) for each in check(town).remarks}
    assert ("誤り", "assets/css/pages.css") in levels
    assert said in [str(each) for each in build(town, town / "output", lambda _w, _s: None).problems]
    assert said in [str(each) for each in website(town, town / "output", lambda _w, _s: None)[1]]
    (town / "assets/css/pages.css").unlink()
    assert ("注意", "assets/memo.txt") in {(each.level, each.problem.place.path) for each in check(town).remarks}
    assert build(town, town / "output", lambda _w, _s: None).problems == ()


def test_a_town_whose_content_has_another_name_learns_that(town: Path) -> None:
    shutil.move(town / "content", town / "contents")
    found = [str(each.problem) for each in check(town).remarks]
    assert any(each.startswith("contents:1:1: このフォルダーは読まれません。名前を content に") for each in found)
