"""What the website shows of the action plan by default: the edition published last, and decided results."""

import os
import shutil
import struct
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from towns import DRAFT, FIRST, copied, publish_plan, tiny

from hidaka_dx.compose import compose_promotion_plan
from hidaka_dx.content import load
from hidaka_dx.files.writing import store
from hidaka_dx.inspection import stated_metadata
from hidaka_dx.pipeline import handed_packs
from hidaka_dx.pipeline.council import LIST, CouncilRequest, council, meeting
from hidaka_dx.pipeline.handed_packs import packs_of, unfitting
from hidaka_dx.pipeline.publish import publish
from hidaka_dx.pipeline.website import website
from hidaka_dx.pipeline.written_site import WrittenSite

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]


def quiet(_words: str, _share: float) -> None:
    """Say nothing."""


RESULT = "  - {{number: {}, done: [はじめました。], grade: B, reason: 予定どおりのため, next: [続けます。]}}\n"
DECIDED = "year: {year}\nas_of: {after}-03-31\nassessor: 町長\nstatus: 決定\ndate: {after}-06-01\nresults:\n"
SECOND = '  - {number: "2", status: 案, category: 報告, reason: 見直し, changes: 取組の入れ替え}\n'


def report(town: Path, year: int, *numbers: str) -> None:
    """Write the decided results of a year."""
    (town / "content/progress").mkdir(exist_ok=True)
    text = DECIDED.format(year=year, after=year + 1) + "".join(map(RESULT.format, numbers))
    (town / f"content/progress/{year}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town whose plan and action plan are published; results of two years came later."""
    town = tiny(tmp_path_factory.mktemp("town") / "town", FIRST, action=FIRST)
    publish_plan(town)
    made, problems = publish(town, "action-plan", quiet)
    assert made, problems
    for year in (2026, 2027):
        report(town, year, "1-1", "1-2", "1-3")
    return town


def opened(town: Path, *, drafts: bool = False) -> tuple[WrittenSite, Path]:
    made, problems = website(town, town / "output", quiet, drafts=drafts)
    assert made, problems
    return made, made.first.parent


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, folder = opened(copied(published, tmp_path_factory.mktemp("copy") / "town"))
    assert made.left_out == ()
    return folder


def changed(town: Path) -> None:
    """Begin a draft that puts measure 1-4 in the place of 1-3."""
    editions = town / "content/editions.yaml"
    editions.write_text(editions.read_text(encoding="utf-8") + SECOND, encoding="utf-8")
    old = town / "content/measures/1-3.yaml"
    (town / "content/measures/1-4.yaml").write_text(old.read_text(encoding="utf-8").replace("1-3", "1-4"), "utf-8")
    old.unlink()


def test_each_year_has_its_report_and_the_newest_its_pdf(site: Path) -> None:
    pages = {year: (site / f"progress-{year}/index.html").read_text(encoding="utf-8") for year in (2026, 2027)}
    assert "新しい年度の報告があります" in pages[2026]
    assert "新しい年度の報告があります" not in pages[2027]
    assert "年度ごとの評価" in pages[2027]
    assert "年度ごとの評価" not in pages[2026]
    assert [path.parent.name for path in site.glob("progress-*/*.pdf")] == ["progress-2027"]
    said = stated_metadata((site / "progress-2027/progress-report.pdf").read_bytes())
    assert said.title == "見本町DX実行計画進捗報告書 令和9年度"


def test_the_edition_published_last_has_its_summary(site: Path) -> None:
    said = stated_metadata((site / "action-plan-01/summary.pdf").read_bytes())
    assert said.title == "見本町DX実行計画概要版 第1版"
    assert said.pages == 2
    index = (site / "index.html").read_text(encoding="utf-8")
    assert "2ページ" in index
    assert "原稿から作成" in index


def test_an_edition_brings_its_measures_along_as_they_were_issued(published: Path, site: Path) -> None:
    issued = published / "archive/action-plan-01/data/opendata"
    shown = {path.name: path.read_bytes() for path in (site / "action-plan-01/opendata").iterdir()}
    assert shown == {path.name: path.read_bytes() for path in issued.iterdir()}
    page = (site / "action-plan-01/index.html").read_text(encoding="utf-8")
    assert all(f'href="../action-plan-01/opendata/{name}"' in page for name in shown)


def test_a_draft_changes_neither_data_nor_reports_until_it_is_published(published: Path, tmp_path: Path) -> None:
    town = copied(published, tmp_path / "town")
    changed(town)
    for year in (2026, 2027):
        report(town, year, "1-1", "1-2", "1-4")
    made, site = opened(town)
    assert made.left_out[0] == "実行計画 第2版（案）は載せていません。載せるときは --draft を付けて実行します。"
    assert made.left_out[1].startswith(
        "実行計画 第1版の取組と合わないため、発行の後の進捗は載せていません：content/progress/2026"
    )
    assert len(made.left_out) == 2
    assert "1-4" not in (site / "opendata/measures.csv").read_text(encoding="utf-8")
    assert not list(site.glob("progress-*"))
    _, site = opened(town, drafts=True)
    assert "1-4" in (site / "opendata/measures.csv").read_text(encoding="utf-8")
    assert "1-4" in (site / "progress-2027/index.html").read_text(encoding="utf-8")
    assert not (site / "action-plan-02-draft/summary.pdf").exists()
    assert stated_metadata((site / "action-plan-01/summary.pdf").read_bytes()).title == "見本町DX実行計画概要版 第1版"


@pytest.mark.parametrize("drafts", [False, True])
def test_an_edition_that_is_decided_but_not_published_waits(published: Path, tmp_path: Path, *, drafts: bool) -> None:
    town = copied(published, tmp_path / "town")
    changed(town)
    for year in (2026, 2027):
        (town / f"content/progress/{year}.yaml").unlink()
    editions = town / "content/editions.yaml"
    decided = editions.read_text(encoding="utf-8").replace(
        "status: 案", "date: 2028-04-01, status: 決定, decided_by: 町長"
    )
    editions.write_text(decided, encoding="utf-8")
    made, site = opened(town, drafts=drafts)
    assert made.left_out == (
        "実行計画 第2版は決定していますが、まだ発行していないので、載せていません。`hidaka-dx publish` で発行します。",
    )
    assert "第2版" not in (site / "index.html").read_text(encoding="utf-8")
    assert stated_metadata((site / "action-plan-01/summary.pdf").read_bytes()).title == "見本町DX実行計画概要版 第1版"


def test_what_is_published_keeps_its_name_and_its_place_whatever_becomes_of_the_content(
    published: Path, site: Path, tmp_path: Path
) -> None:
    town = copied(published, tmp_path / "town")
    plan = town / "content/plan.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("title: 見本町DX推進計画", "title: 新しい計画"), encoding="utf-8"
    )
    (town / "content/action-plan.yaml").unlink()
    for folder in ("measures", "progress"):
        shutil.rmtree(town / "content" / folder)
    text = (town / "content/editions.yaml").read_text(encoding="utf-8")
    (town / "content/editions.yaml").write_text(
        f"{text[: text.index('action-plan:')]}    issued_as: {{title: 見本町DX推進計画}}\n", encoding="utf-8"
    )
    made, now = opened(town)
    assert made.editions == 2
    entries = (now / "editions.atom").read_text(encoding="utf-8").split("<entry>")[1:]
    assert len(entries) == 2
    assert all(each in (site / "editions.atom").read_text(encoding="utf-8") for each in entries)
    for name in ("promotion-plan-01/index.html", "action-plan-01/index.html"):
        assert (now / name).read_text(encoding="utf-8") == (site / name).read_text(encoding="utf-8")


def test_a_website_that_was_broken_off_leaves_nothing_and_is_made_by_the_next_run(
    published: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = copied(published, tmp_path / "town")
    written = iter(range(5))

    def broken_off(*arguments: Any, **options: Any) -> None:
        if next(written, None) is None:
            raise KeyboardInterrupt
        store(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr("hidaka_dx.files.output.store", broken_off)
        with pytest.raises(KeyboardInterrupt):
            opened(town)
    assert not (town / "output").exists()
    _, now = opened(town)
    names = sorted(path.relative_to(now) for path in now.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())


def test_a_draft_of_results_is_not_told(published: Path, tmp_path: Path) -> None:
    town = copied(published, tmp_path / "town")
    results = town / "content/progress/2027.yaml"
    text = results.read_text(encoding="utf-8").replace("status: 決定\ndate: 2028-06-01\n", "")
    results.write_text(text, encoding="utf-8")
    _, site = opened(town)
    assert [path.name for path in sorted(site.glob("progress-*"))] == ["progress-2026"]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Give what was handed to the council of a draft, kept in the town's folder."""
    town = tiny(tmp_path / "town", DRAFT.replace("3", "1"))
    to = meeting("令和8年第1回定例会", "資料1", None)
    made, problems = council(CouncilRequest("原稿", "promotion-plan", to), town, town / "output", quiet)
    assert made, problems
    (town / "council").mkdir()
    return made.archive.rename(town / "council" / made.archive.name)


def test_what_was_handed_to_the_council_is_listed_with_its_meeting(pack: Path) -> None:
    town = pack.parent.parent
    publish_plan(tiny(town, FIRST))
    _, site = opened(town)
    (paper,) = (site / "promotion-plan-01").glob("council-*.pdf")
    with zipfile.ZipFile(pack) as packed:
        assert paper.read_bytes() == packed.read("資料1_見本町DX推進計画_第1版（案）/資料1.pdf")
    page = (site / "promotion-plan-01/index.html").read_text(encoding="utf-8")
    assert f"{stated_metadata(paper.read_bytes()).pages}ページ" in page
    assert "資料1　令和8年第1回定例会（案の時のもの）" in page


def packs(town: Path, edition: str = "第1版", issued: bytes = b"") -> tuple[list[str], str]:
    """Give the numbers of the packs of an edition, and what is said of those that are left out."""
    manuscript, _ = load(town)
    assert manuscript
    plan, _ = compose_promotion_plan(manuscript)
    left_out: list[str] = []
    found = packs_of(replace(plan, edition=edition, draft=False), town, issued, left_out)
    return [f"{each.number}{'案' if each.draft else ''}" for each in found], "".join(left_out)


def test_a_pack_that_was_renamed_or_changed_is_left_out(pack: Path) -> None:
    town = pack.parent.parent
    with zipfile.ZipFile(pack) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    assert packs(town) == (["資料1案"], "")
    assert packs(town, "第2版") == ([], "")
    other = pack.rename(pack.with_name("資料2_見本町DX推進計画_第1版（案）.zip"))
    found, said = packs(town)
    assert not found
    assert said.startswith(f"{other} は載せていません。`hidaka-dx council` で作ったzipではありません。")
    other.rename(pack)
    with zipfile.ZipFile(pack, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content + b"\n" if name.endswith("/資料1.pdf") else content)
    found, said = packs(town)
    assert not found
    assert "作った時のままではありません" in said


def zipped_on_windows(pack: Path, *, inside: bool = True) -> None:
    """Pack the same files anew as a Japanese Windows does: names in cp932, and not said to be so."""
    with zipfile.ZipFile(pack) as packed:
        files = {name if inside else name.rpartition("/")[2]: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, content in enumerate(files.values()):
            packed.writestr(f"{place:099}", content)
    raw = pack.read_bytes()
    for place, name in enumerate(files):
        fixed, said = f"{place:099}".encode(), name.encode("cp932")
        assert len(said) <= 99
        raw = raw.replace(fixed, b"./" * ((99 - len(said)) // 2) + b"/" * ((99 - len(said)) % 2) + said)
    pack.write_bytes(raw)


@pytest.mark.parametrize("inside", [True, False])
def test_a_pack_that_was_zipped_anew_on_windows_is_read(pack: Path, *, inside: bool) -> None:
    town = pack.parent.parent
    zipped_on_windows(pack, inside=inside)
    with zipfile.ZipFile(pack) as packed:
        assert not any(name.endswith("資料1.pdf") for name in packed.namelist())
    assert packs(town) == (["資料1案"], "")
    publish_plan(tiny(town, FIRST))
    made, site = opened(town)
    assert made.left_out == ()
    assert len(list((site / "promotion-plan-01").glob("council-*.pdf"))) == 1


@pytest.mark.parametrize("left", ["Thumbs.db", ".DS_Store", "資料1.pdf:Zone.Identifier"])
def test_what_a_system_left_in_a_pack_that_was_zipped_anew_does_no_harm(pack: Path, left: str) -> None:
    with zipfile.ZipFile(pack, "a") as packed:
        for folder in ("", "資料1_見本町DX推進計画_第1版（案）/", "図/"):
            packed.writestr(f"{folder}{left}", b"x")
    town = pack.parent.parent
    (town / "council" / "Thumbs.db").write_bytes(b"x")
    assert packs(town) == (["資料1案"], "")
    publish_plan(tiny(town, FIRST))
    made, _ = opened(town)
    assert made.left_out == ()


def test_a_pack_of_a_published_edition_must_hold_that_edition(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    publish_plan(town)
    to = meeting("令和8年第1回定例会", "資料1", None)
    handed, problems = council(CouncilRequest("第1版", "promotion-plan", to), town, town / "output", quiet)
    assert handed, problems
    (town / "council").mkdir()
    pack = handed.archive.rename(town / "council" / handed.archive.name)
    issued = (town / "archive/promotion-plan-01/data/promotion-plan-01.pdf").read_bytes()
    assert packs(town, issued=issued) == (["資料1"], "")
    found, said = packs(town, issued=issued + b"\n")
    assert not found
    assert "中の版のPDFが、保存庫のものと違います" in said
    with zipfile.ZipFile(pack) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    foreign = next(content for name, content in files.items() if " 表紙" in name)
    bound, listed = (next(name for name in files if name.endswith(end)) for end in ("/資料1.pdf", LIST))
    old, new = (sha256(each).hexdigest().encode() for each in (files[bound], foreign))
    files |= {bound: foreign, listed: files[listed].replace(old, new)}
    with zipfile.ZipFile(pack, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    found, said = packs(town, issued=issued)
    assert not found
    assert "題名か作成者が、この版のものではありません" in said
    made, _ = opened(town)
    assert made.left_out == (said,)


def damaged(pack: Path, how: str) -> None:
    """Damage a zip: its first stream, or what its directory says of its files."""
    raw = bytearray(pack.read_bytes())
    name, extra = struct.unpack_from("<HH", raw, 26)
    entries = [place for place in range(len(raw)) if bytes(raw[place : place + 4]) in (b"PK\x01\x02", b"PK\x03\x04")]
    for place in entries:
        central = raw[place + 2] == 1
        if how == "encrypted":
            raw[place + (8 if central else 6)] |= 1
        if how == "compressed in an unknown way":
            struct.pack_into("<H", raw, place + (10 if central else 8), 99)
    if how == "spoilt":
        begin = 30 + name + extra
        raw[begin : begin + 200] = bytes(200)
    pack.write_bytes(raw)


def test_a_zip_that_takes_too_much_is_left_out(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()

    def bomb(*_: object) -> None:
        assert os.getpid() != here, "unpacked in the process itself"
        raise MemoryError

    monkeypatch.setattr(handed_packs, "_bound", bomb)
    found, said = packs(pack.parent.parent)
    assert not found
    assert "は載せていません。読むと、メモリーを" in said


@pytest.mark.parametrize("how", ["spoilt", "encrypted", "compressed in an unknown way", "too large"])
def test_a_zip_that_cannot_be_read_is_left_out(pack: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    town = pack.parent.parent
    with zipfile.ZipFile(pack) as packed:
        files = [(name, packed.read(name)) for name in packed.namelist() if name.endswith(("/資料1.pdf", LIST))]
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            packed.writestr(name, content)
    damaged(pack, how)
    if how == "too large":
        monkeypatch.setattr(handed_packs, "LARGEST", 1000)
    found, said = packs(town)
    assert not found
    assert "作ったzipではありません" in said


def test_what_fits_no_edition_is_named(tmp_path: Path) -> None:
    for name in (
        "資料1_計画_第1版（案）.zip",
        "資料1_計画_第1.1版.zip",
        "資料1_計画_第2版 (1).zip",
        "資料1_計画_第2版.ZIP",
        ".keep",
    ):
        (tmp_path / "council").mkdir(exist_ok=True)
        (tmp_path / "council" / name).touch()
    (tmp_path / "council/資料2_計画_第2版.zip").mkdir()
    found = [path.name for path in unfitting(tmp_path, {"第1版", "第1.1版", "第2版"})]
    assert found == ["資料1_計画_第2版 (1).zip", "資料1_計画_第2版.ZIP", "資料2_計画_第2版.zip"]
