"""The papers for a council: all of an edition's documents, one by one and bound, with hashes that anyone can check."""

import shutil
import subprocess
import sys
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pypdf
import pytest
from measure import alone, bench, fidelity, search
from towns import DRAFT, FIRST, SECOND, copied, publish_plan, tiny

from hidaka_dx.archive import Archive, witness_list_of
from hidaka_dx.inspection import failures
from hidaka_dx.pipeline.council import CouncilRequest, FinishedPack, council, meeting
from hidaka_dx.problem import RefusalError

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
ROOT = Path(__file__).parents[2]
MEETING = meeting("令和9年第1回定例会", "資料1", None)
CHANGED = "# 将来展望 {#vision}\n\n町は、暮らしを便利で安全にします。 {#aim}\n"


def quiet(_words: str, _share: float) -> None:
    return


def hand(town: Path, edition: str, document: str = "promotion-plan") -> FinishedPack:
    handed, problems = council(CouncilRequest(edition, document, MEETING), town, town / "output", quiet)
    assert handed, problems
    return handed


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town whose first edition is published."""
    town = tiny(tmp_path_factory.mktemp("council") / "town", FIRST)
    publish_plan(town)
    return town


@pytest.fixture(scope="module")
def revised(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the same town with a draft of the next edition."""
    town = tiny(copied(published, tmp_path_factory.mktemp("council") / "town"), FIRST, DRAFT)
    (town / "content/chapters/vision.md").write_text(CHANGED, encoding="utf-8")
    return town


@pytest.fixture(scope="module")
def handed(revised: Path) -> FinishedPack:
    return hand(revised, "第3版")


def words(path: Path) -> str:
    return fidelity.BLANK.sub("", fidelity.extracted(path, "-raw"))


def test_all_papers_lie_in_their_order(handed: FinishedPack) -> None:
    assert [paper.title.removeprefix("見本町DX推進計画") for paper in handed.papers] == [
        " 表紙",
        " 改定の概要",
        "新旧対照表 第1版から第3版（案）",
        " 第3版（案）",
        " 第3版（第1版からの見え消し）（案）",
        " 後から確かめるために",
    ]
    assert handed.folder.name == "資料1_見本町DX推進計画_第3版（案）"
    assert min(path.name for path in handed.folder.iterdir()) == "一覧（sha256）.txt"
    assert len(list(handed.folder.iterdir())) == len(handed.papers) + 2


def test_the_bound_papers_conform_and_bear_continuous_numbers(handed: FinishedPack) -> None:
    bound = handed.folder / "資料1.pdf"
    assert failures(bound.read_bytes()) == []
    reader = pypdf.PdfReader(bound)
    assert len(reader.pages) == handed.pages == sum(paper.pages for paper in handed.papers)
    tops = [str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)]
    assert tops == [paper.title for paper in handed.papers]
    pages = fidelity.extracted(bound, "-raw").split("\f")[:-1]
    total = len(pages)
    assert all(f"資料1{number}／{total}" in fidelity.BLANK.sub("", page) for number, page in enumerate(pages, 1))


def test_papers_of_a_draft_have_the_day_of_the_edition_before(handed: FinishedPack) -> None:
    for path in handed.folder.glob("*.pdf"):
        made = pypdf.PdfReader(path).metadata
        assert made is not None
        assert made.creation_date is not None
        assert made.creation_date.date() == date(2026, 4, 1)


def test_each_paper_alone_conforms(handed: FinishedPack) -> None:
    assert all(failures(path.read_bytes()) == [] for path in handed.folder.glob("資料1-*.pdf"))


def test_each_paper_can_be_searched_in_browsers_and_is_read_in_its_language(handed: FinishedPack) -> None:
    for path in handed.folder.glob("資料1-*.pdf"):
        pdf = path.read_bytes()
        assert search.not_found(pdf, search.phrases(pdf)) == []
        assert search.scattered(pdf) == []
        assert search.wrongly_read(pdf) == []
    assert search.scattered((handed.folder / "資料1.pdf").read_bytes()) == []


def test_what_is_heard_alone_says_what_it_is(handed: FinishedPack) -> None:
    for path in handed.folder.glob("*.pdf"):
        assert alone.same_links(path.read_bytes()) == []
        assert alone.same_rows(path.read_bytes()) == []


def test_every_phrase_is_found_and_read_in_its_order_by_every_reader(handed: FinishedPack) -> None:
    papers = list(handed.folder.glob("資料1-*.pdf"))
    assert [fault for path in papers for fault in bench.faults(bench.report(path))] == []


def test_the_cover_says_on_which_pages_the_papers_are(handed: FinishedPack) -> None:
    cover = words(next(handed.folder.glob("資料1-00*.pdf")))
    assert "見本町DX推進計画第3版（案）について" in cover
    assert "令和9年第1回定例会" in cover
    for place, paper in enumerate(handed.papers[1:], 1):
        last = paper.first + paper.pages - 1
        shown = f"{paper.first}" if paper.pages == 1 else f"{paper.first}〜{last}"
        assert fidelity.BLANK.sub("", f"{place}{paper.title}{shown}") in cover


def test_the_outline_is_one_page_and_says_what_changed(handed: FinishedPack) -> None:
    assert handed.papers[1].pages == 1
    outline = words(next(handed.folder.glob("資料1-01*.pdf")))
    assert "前の版見本町DX推進計画第1版" in outline
    assert "変更区分未定" in outline
    assert "改正1将来展望本文を「町は、暮らしを便利で安全にします」に改める。" in outline


def test_hashes_and_zip_hold_the_same_files(handed: FinishedPack) -> None:
    lines = (handed.folder / "一覧（sha256）.txt").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    papers = {path.name: path.read_bytes() for path in handed.folder.glob("*.pdf")}
    assert listed == {name: sha256(content).hexdigest() for name, content in papers.items()}
    with zipfile.ZipFile(handed.archive) as packed:
        inside = {name.split("/", 1)[1]: packed.read(name) for name in packed.namelist()}
    assert {name: inside[name] for name in papers} == papers


@pytest.mark.usefixtures("documents_set_anew")
def test_the_same_pack_again_is_the_same_to_the_byte(handed: FinishedPack, revised: Path, tmp_path: Path) -> None:
    shutil.copytree(handed.folder, tmp_path / "before")
    packed = handed.archive.read_bytes()
    again = hand(revised, "原稿")
    assert again.archive.read_bytes() == packed
    for path in (tmp_path / "before").iterdir():
        assert (again.folder / path.name).read_bytes() == path.read_bytes()


def test_a_published_edition_is_handed_over_as_issued(published: Path) -> None:
    first = hand(published, "第1版")
    assert [paper.title for paper in first.papers] == [
        "見本町DX推進計画 表紙",
        "見本町DX推進計画 策定の概要",
        "見本町DX推進計画 第1版",
        "見本町DX推進計画 後から確かめるために",
    ]
    issued = published / "archive/promotion-plan-01/data/promotion-plan-01.pdf"
    assert (first.folder / "資料1-02 見本町DX推進計画 第1版.pdf").read_bytes() == issued.read_bytes()


def test_paper_and_pdf_are_enough_to_check_years_later(published: Path, handed: FinishedPack) -> None:
    """The last page holds the hash of the edition's own PDF and the number of the list that others keep."""
    listed = witness_list_of(Archive(published))
    assert listed
    (edition,) = handed.folder.glob("資料1-03*.pdf")
    (proofs,) = handed.folder.glob("資料1-05*.pdf")
    assert handed.papers[-1].pages == 1
    said = words(proofs)
    for digest in (sha256(edition.read_bytes()).hexdigest(), listed.list_sha256):
        assert digest in said
    assert "照合表の番号" in said


def test_an_action_plan_brings_its_summary(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST)
    titles = [paper.title for paper in hand(town, "第1版", "action-plan").papers]
    assert titles[2:-1] == ["見本町DX実行計画 第1版", "見本町DX実行計画概要版 第1版"]


def test_what_cannot_be_handed_over_is_refused(published: Path) -> None:
    with pytest.raises(RefusalError, match="推進計画 第7版はありません"):
        hand(published, "第7版")
    with pytest.raises(RefusalError, match="資料の番号"):
        meeting("定例会", "資料/1", None)
    spoilt = copied(published, published.parent / "spoilt")
    tiny(spoilt, FIRST, SECOND)
    (spoilt / "archive/promotion-plan-01/data/README.txt").write_text("x", encoding="utf-8")
    with pytest.raises(RefusalError, match="発行した時のままではありません"):
        hand(spoilt, "第1.1版")


def test_it_is_typed_in_one_line(revised: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hidaka_dx", "-C", str(revised), "council", "第3版", "--output", str(tmp_path)]
    lacking = subprocess.run([*command, "--number", "資料2"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (lacking.returncode, "--meeting" in lacking.stderr) == (2, True)
    words = [*command, "--number", "資料2", "--meeting", "全員協議会", "--day", "2027-03-01"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "（通し" in done.stdout
    assert (tmp_path / "資料2_見本町DX推進計画_第3版（案）.zip").is_file()


def test_a_pack_that_becomes_another_is_told_with_what_it_was(revised: Path, tmp_path: Path) -> None:
    town = copied(revised, tmp_path / "town")
    first = hand(town, "第3版")
    digest = sha256((first.folder / "資料1.pdf").read_bytes()).hexdigest()
    assert hand(town, "第3版").replaced == "", "the same bytes"
    (town / "content/chapters/vision.md").write_text(CHANGED.replace("安全", "確実"), encoding="utf-8")
    told = hand(town, "第3版").replaced
    assert told.startswith(f"同じ名前の前の資料（資料1.pdf、sha256 {digest}）と入れ替えました。")
