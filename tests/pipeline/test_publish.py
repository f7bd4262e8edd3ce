"""An edition is frozen as it was set, with everything to set it again; what must not be frozen is refused."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from forging import Tamper, edit, remove, seal
from towns import ACTION, DRAFT, FILES, FIRST, PLAN, SECOND, THIRD, copied, publish_plan, tiny

from hidaka_dx import __version__, comparison
from hidaka_dx.archive import Archive, sha256_of
from hidaka_dx.document import restored
from hidaka_dx.inspection import failures
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.editions import editions
from hidaka_dx.pipeline.publish import publish
from hidaka_dx.pipeline.verify import verify
from hidaka_dx.problem import RefusalError

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]


def quiet(_words: str, _share: float) -> None:
    return


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the town with its first edition published."""
    town = tiny(tmp_path_factory.mktemp("publishing") / "town", FIRST)
    publish_plan(town)
    return town


@pytest.fixture
def town(published: Path, tmp_path: Path) -> Path:
    return copied(published, tmp_path / "town")


def test_the_edition_is_what_a_build_makes(published: Path, tmp_path: Path) -> None:
    built, *_ = build(published, tmp_path, quiet)
    payload = published / "archive/promotion-plan-01/data"
    assert (payload / "promotion-plan-01.pdf").read_bytes() == built[0].path.read_bytes()
    document = restored((payload / "document.json").read_bytes())
    assert (document.name, document.town) == ("見本町DX推進計画 第1版", "見本町")


def test_the_source_is_kept_byte_for_byte(published: Path) -> None:
    source = tree(published / "archive/promotion-plan-01/data/source")
    for path in (*FILES, "content/editions.yaml"):
        assert source[path] == (published / path).read_bytes()
    assert {path.split("/")[0] for path in source} == {"content", "templates", "assets", "assets.json"}
    assert "templates/action-plan.html.j2" not in source, "only what was read"


def test_every_asset_is_known_by_its_hash(published: Path) -> None:
    source = tree(published / "archive/promotion-plan-01/data/source")
    listed = json.loads(source["assets.json"])
    fonts = {path for path in listed if path.startswith("fonts/")}
    assert "fonts/BIZUDMincho-Regular.ttf" in fonts
    for path in listed.keys() - fonts:
        content = source[f"assets/{path}"]
        assert listed[path] == {"size": len(content), "sha256": sha256_of(content)}


def test_the_environment_is_named(published: Path) -> None:
    found = json.loads((published / "archive/promotion-plan-01/data/environment.json").read_bytes())
    assert {"python", "pango", "harfbuzz", "zlib", "weasyprint", "pydyf", "fonttools", "pillow"} <= found[
        "parts"
    ].keys()
    assert all(found["parts"].values())
    assert found["project"]["hidaka-dx"] == __version__


def test_words_for_whoever_opens_it(published: Path, snapshot: Callable[[str, str], None]) -> None:
    payload = published / "archive/promotion-plan-01"
    snapshot("archive/README.txt", (payload / "data/README.txt").read_text(encoding="utf-8"))
    snapshot("archive/check.txt", (payload / "data/check.txt").read_text(encoding="utf-8"))
    info = (payload / "bag-info.txt").read_text(encoding="utf-8")
    head, _, size = info.partition("Payload-Oxum: ")
    assert size
    snapshot("archive/bag-info.txt", head.replace(f"hidaka-dx {__version__}\n", "hidaka-dx （このしくみの版）\n"))


def test_what_readers_made_of_it_is_kept(published: Path) -> None:
    payload = published / "archive/promotion-plan-01/data"
    told = json.loads((payload / "readers.json").read_bytes())
    assert told["sha256"] == sha256_of((payload / "promotion-plan-01.pdf").read_bytes())
    assert {each["found"] for each in told["hearings"]} == {each["copied"] for each in told["hearings"]}
    assert {each["found"] for each in told["hearings"]} == {told["phrases"]}
    assert "| PDFium" in (payload / "readers.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (edit("readers.json", '"sha256": "', '"sha256": "0'), "readers.json: この版のPDFを読んだ記録ではありません。"),
        (remove("readers.md"), "検証の記録は、readers.json と readers.md の二つでなければなりません。"),
    ],
)
def test_what_readers_made_of_another_pdf_is_a_finding(tamper: Tamper, said: str, town: Path) -> None:
    bag = town / "archive/promotion-plan-01"
    tamper(bag / "data")
    seal(bag)
    assert any(said in str(finding) for finding in verify(town, None, quiet).findings)


@pytest.mark.usefixtures("documents_set_anew")
def test_the_same_content_gives_the_same_bag(published: Path, tmp_path: Path) -> None:
    again = tiny(tmp_path / "elsewhere", FIRST)
    publish_plan(again)
    assert tree(again / "archive") == tree(published / "archive")


def test_an_edition_is_tied_to_the_one_before(town: Path) -> None:
    seal = verify(town, None, quiet).seals[0][1]
    tiny(town, FIRST, SECOND)
    publish_plan(town)
    info = (town / "archive/promotion-plan-01.1/bag-info.txt").read_text(encoding="utf-8")
    assert f"Previous-Edition: promotion-plan-01\nPrevious-Tag-Manifest-SHA256: {seal}\n" in info


def second(town: Path, revised: str = "[vision]") -> Path:
    """Write a second edition with other words."""
    tiny(town, FIRST, SECOND.replace("[vision]", revised))
    words = "# 将来展望 {#vision}\n\n町は、暮らしを便利で安全にします。 {#aim}\n"
    (town / "content/chapters/vision.md").write_text(words, encoding="utf-8")
    return town


def test_what_changed_from_the_edition_before_is_kept_with_an_edition(town: Path) -> None:
    publish_plan(second(town))
    data = town / "archive/promotion-plan-01.1/data"
    old, new = (
        restored((town / f"archive/promotion-plan-{number}/data/document.json").read_bytes())
        for number in ("01", "01.1")
    )
    assert comparison.apply(comparison.restored((data / "comparison.json").read_bytes()), old) == new
    assert all(failures((data / name).read_bytes()) == [] for name in ("comparison-table.pdf", "redline.pdf"))
    assert "新旧対照表" in (data / "README.txt").read_text(encoding="utf-8")
    assert verify(town, None, quiet).findings == ()


@pytest.mark.parametrize("revised", ["[vision]", "[aim]"])
def test_a_change_is_declared_by_its_section_or_its_paragraph(revised: str, town: Path) -> None:
    publish_plan(second(town, revised))


def test_a_change_that_is_not_declared_is_refused(town: Path) -> None:
    second(town, "[revisions]")
    with pytest.raises(RefusalError, match="revised にない所があります（1 将来展望：vision）"):
        publish_plan(town)
    assert [path.name for path in (town / "archive").iterdir()] == ["promotion-plan-01"]


def test_an_id_that_names_nothing_is_refused(town: Path) -> None:
    second(town, "[vision, xxxx]")
    made, problems = publish(town, PLAN, quiet)
    assert made is None
    assert ["`xxxx` は、推進計画の前の版にもこの版にもありません。" in each.message for each in problems] == [True]


def test_misprints_that_were_not_mended_keep_an_edition_from_being_published(town: Path) -> None:
    second(town)
    errata = "[{document: promotion-plan, edition: '1', status: 案, corrections: [{at: aim, printed: 暮らし, correct: 生活}]}]\n"
    (town / "content/errata.yaml").write_text(errata, encoding="utf-8")
    published, problems = publish(town, PLAN, quiet)
    assert published is None
    assert [problem.rule for problem in problems] == ["errata"]


def test_a_towns_own_pictures_and_templates_are_kept(tmp_path: Path) -> None:
    town = with_picture(tiny(tmp_path, FIRST))
    picture = (town / "assets/images/hall.png").read_bytes()
    publish_plan(town)
    (town / "assets/images/hall.png").unlink()
    assert (town / "archive/promotion-plan-01/data/source/assets/images/hall.png").read_bytes() == picture
    verdict = verify(town, None, quiet, rebuild=True)
    assert verdict.findings == ()
    assert "一バイトも違いません" in verdict.notes[0]


def with_picture(town: Path) -> Path:
    """Add a picture to the plan."""
    picture = (Path(__file__).parents[1] / "fixtures/picture.png").read_bytes()
    figure = "kind: picture\ntitle: 庁舎\nalt: 町の庁舎の写真です。\nlines: 6\nimage: hall.png\nmissing: 庁舎\n"
    for path, content in {"assets/images/hall.png": picture, "content/figures/hall.yaml": figure.encode()}.items():
        (town / path).parent.mkdir(parents=True, exist_ok=True)
        (town / path).write_bytes(content)
    with (town / "content/chapters/vision.md").open("a", encoding="utf-8") as file:
        file.write("\n![](hall)\n")
    return town


def test_an_action_plan_is_kept_with_the_plan_it_comes_from(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST)
    publish_plan(town)
    assert publish(town, "action-plan", quiet)[0]
    source = tree(town / "archive/action-plan-01/data/source")
    assert {*FILES, *ACTION} <= source.keys()
    verdict = verify(town, None, quiet, rebuild=True)
    assert verdict.findings == ()
    assert verdict.notes == tuple(
        f"{word} 第1版: 保存した原稿からもう一度組みました。PDFは一バイトも違いません。"
        for word in ("実行計画", "推進計画")
    )


def test_pictures_of_the_plan_are_kept_with_the_action_plan(tmp_path: Path) -> None:
    town = with_picture(tiny(tmp_path, FIRST, action=FIRST))
    publish_plan(town)
    assert publish(town, "action-plan", quiet)[0]
    assert verify(town, None, quiet).findings == ()


def test_a_plan_is_kept_without_what_it_is_not_made_of(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=DRAFT)
    publish_plan(town)
    source = tree(town / "archive/promotion-plan-01/data/source")
    assert not ACTION.keys() & source.keys()
    assert verify(town, None, quiet, rebuild=True).findings == ()


def spoilt(town: Path) -> None:
    file = town / "archive/promotion-plan-01/data/README.txt"
    file.write_text("x", encoding="utf-8")


REFUSALS: dict[str, Callable[[Path], object]] = {
    "an edition that is there": lambda town: tiny(town, FIRST),
    "an edition that is there, numbered otherwise": lambda town: tiny(town, FIRST.replace('"1"', '"1.0"')),
    "an edition older than what is there": lambda town: (
        tiny(town, FIRST, SECOND, THIRD) and publish_plan(town) and tiny(town, FIRST, SECOND)
    ),
    "an edition dated before the last": lambda town: tiny(
        town, FIRST.replace("2026-04-01", "2025-01-01"), SECOND.replace("2027-04-01", "2026-03-31")
    ),
    "a draft": lambda town: tiny(town, FIRST, DRAFT),
    "no edition at all": lambda town: tiny(town, FIRST),
    "a published edition lost from the record": lambda town: tiny(town, THIRD.replace("    revised: [vision]\n", "")),
    "a published edition with another date": lambda town: tiny(town, FIRST.replace("2026-04-01", "2026-04-02"), SECOND),
    "an edition before that is not as it was": lambda town: spoilt(tiny(town, FIRST, SECOND)),
}


@pytest.fixture
def refusals(published: Path, tmp_path: Path) -> str:
    """Give what is said to each edition that may not enter."""
    said = ""
    for number, (name, prepare) in enumerate(REFUSALS.items()):
        town = copied(published, tmp_path / str(number))
        prepare(town)
        before = tree(town / "archive")
        refusal = refused(town, "action-plan" if name == "no edition at all" else PLAN)
        assert tree(town / "archive") == before
        said += f"# {name}\n{refusal}\n\n"
    return said


def refused(town: Path, document: str) -> str:
    """Give the sentence, or the problems, that keep an edition from being published."""
    try:
        published, problems = publish(town, document, quiet)
    except RefusalError as refusal:
        return str(refusal)
    assert published is None
    return "\n".join(map(str, problems))


def test_what_may_not_enter_is_refused_in_a_sentence(refusals: str, snapshot: Callable[[str, str], None]) -> None:
    snapshot("refusals.txt", refusals)


@pytest.mark.parametrize(
    ("path", "old", "new", "rule"),
    [
        ("content/plan.yaml", "town:", "twon:", "key-unknown"),
        ("content/chapters/vision.md", "暮らし", "暮😀らし", "glyph"),
    ],
)
def test_content_with_faults_is_not_published(path: str, old: str, new: str, rule: str, tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST)
    (town / path).write_text((town / path).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    published, problems = publish(town, PLAN, quiet)
    assert published is None
    assert [(problem.place.path, problem.rule) for problem in problems] == [(path, rule)]
    assert not (town / "archive").exists()


def test_a_file_whose_name_is_not_the_same_everywhere_is_told(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST)
    publish_plan(town)
    (town / "content/measures/1-1.yaml").rename(town / "content/measures/窓口.yaml")
    published, problems = publish(town, "action-plan", quiet)
    assert published is None
    assert [(problem.place.path, problem.rule) for problem in problems] == [("content/measures/窓口.yaml", "file-name")]
    assert not (town / "archive/action-plan-01").exists()


def test_a_pdf_that_does_not_conform_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town = tiny(tmp_path, FIRST)
    monkeypatch.setattr("hidaka_dx.inspection.failures", lambda _: ["PDFUA1-ID-PART-001"])
    with pytest.raises(RefusalError, match="適合しません（PDFUA1-ID-PART-001）"):
        publish(town, PLAN, quiet)
    assert not (town / "archive").exists()


def test_a_full_disk_is_told_and_leaves_nothing(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny(town, FIRST, SECOND)
    before = tree(town / "archive")

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as failing:
        failing.setattr(os, "rename", full)
        with pytest.raises(OSError, match=r"No space left on device.*archive/promotion-plan-01\.1") as error:
            publish(town, PLAN, quiet)
    assert error.value.errno == errno.ENOSPC
    assert tree(town / "archive") == before


def test_the_list_shows_every_edition(town: Path) -> None:
    tiny(town, FIRST, SECOND, DRAFT)
    listed, problems = editions(town)
    assert problems == ()
    assert [(each.name.number, each.state) for each in listed] == [("1", "発行済み"), ("1.1", "決定"), ("3", "案")]
    assert listed[0].decided_by == "町長"
    assert listed[0].sha256 == sha256_of((town / "archive/promotion-plan-01/data/promotion-plan-01.pdf").read_bytes())
    assert (listed[1].sha256, listed[2].date) == (None, None)
    assert Archive(town).names == (listed[0].name,)
