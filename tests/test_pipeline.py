"""The walk from end to end on the town's own content."""

import errno
import hashlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from measure import fidelity, line_ends
from PIL import Image
from processes import started
from pypdf import PdfReader
from sharing import documents_folder

from hidaka_dx.kept.store import PLACE
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.output import LIST

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent
SEED = fidelity.read_seed(Path(__file__).parent / "fixtures" / "plan-ed1.txt")
NAME = "日高町DX推進計画_第1版.pdf"
ERRATA = "日高町DX推進計画正誤表_第1版（案）.pdf"


def quiet(words: str, share: float) -> None:
    assert words
    assert 0 <= share <= 1


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the plan as this machine sets it; the archive may hold what another one has set."""
    town = tmp_path_factory.mktemp("hidaka")
    shutil.copytree(ROOT / "content", town / "content")
    with pytest.MonkeyPatch.context() as patch:  # what a test of this run has set from the same content is as good
        patch.setenv(PLACE, str(documents_folder(tmp_path_factory)))
        built, problems, *_ = build(town, town / "output", quiet)
    assert problems == ()
    assert built
    return built[0].path


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Give a copy of the town that has no action plan yet: one document is enough for most faults."""
    ignored = shutil.ignore_patterns("measures", "action-plan.yaml")
    shutil.copytree(ROOT / "content", tmp_path / "town" / "content", ignore=ignored)
    editions = tmp_path / "town/content/editions.yaml"
    editions.write_text(editions.read_text(encoding="utf-8").partition("action-plan:")[0], encoding="utf-8")
    return tmp_path / "town"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_every_word_of_the_received_text_is_there(pdf: Path) -> None:
    assert pdf.name == NAME
    assert fidelity.missing(SEED, fidelity.body_text(fidelity.extracted(pdf, "-raw"))) == []


def test_the_contents_page_carries_the_printed_page_numbers(pdf: Path) -> None:
    assert fidelity.wrong_contents(SEED, fidelity.extracted(pdf, "-layout")) == []


def test_bookmarks_are_the_headings_on_the_printed_pages(pdf: Path) -> None:
    marks = fidelity.bookmarks(pdf)
    pages = {fidelity.squash(title): page for title, page in marks}
    for title, page in SEED.contents:
        if page is not None:
            assert pages[fidelity.squash(title)] == str(page)
    assert [title for title, _ in marks][-2:] == ["用語解説", "改訂履歴"]
    assert marks[0] == ("1 DXの背景", "1")


def test_labels_are_roman_before_the_body(pdf: Path) -> None:
    assert PdfReader(pdf).page_labels[:4] == ["i", "ii", "1", "2"]


def test_printed_page_numbers_are_the_labels(pdf: Path) -> None:
    pages = fidelity.extracted(pdf, "-layout").split("\f")[:-1]
    labels = PdfReader(pdf).page_labels
    assert [page.rstrip().splitlines()[-1].strip() for page in pages[2:]] == labels[2:]


def test_lines_meet_both_edges(pdf: Path) -> None:
    ends = line_ends.measure(pdf)
    assert ends.running >= 80
    assert ends.flush >= 0.99, ends.ragged
    assert ends.forbidden == ()


def test_pages_read_as_expected(pdf: Path, snapshot: Callable[[str, str], None]) -> None:
    snapshot("promotion-plan/pages.txt", fidelity.extracted(pdf, "-layout").replace("\f", "\n──── 改ページ ────\n"))


def test_only_the_fonts_of_the_house_are_embedded(pdf: Path) -> None:
    listed = subprocess.run(["pdffonts", str(pdf)], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert listed
    for line in listed:
        assert "BIZ-UD" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], "embedded, subset, with a map to Unicode"


ELSEWHERE = {
    "TZ": "America/Adak",
    "LC_ALL": "C",
    "LANG": "et_EE.UTF-8",
    "PYTHONHASHSEED": "42",
    "SOURCE_DATE_EPOCH": "1",
    "FONTCONFIG_PATH": "/nonexistent",
    "XDG_DATA_HOME": "/nonexistent",
    "HOME": "/nonexistent",
    "HIDAKA_DX_PROCESSES": "2",
}
"""Another time, language and order of hashes, no fonts, and documents that are set beside one another."""


def test_same_content_gives_the_same_bytes_everywhere(pdf: Path, tmp_path: Path) -> None:
    where = tmp_path / "町"
    shutil.copytree(ROOT / "content", where / "content")
    command = [sys.executable, str(ROOT / "build.py"), "-C", str(where), "--quiet"]
    environment = {"PATH": os.environ["PATH"], **ELSEWHERE}
    subprocess.run(command, check=True, cwd=where, env=environment, umask=0o077)
    for ours in pdf.parent.glob("*.pdf"):
        theirs = where / "output" / ours.name
        assert hashlib.sha256(theirs.read_bytes()).digest() == hashlib.sha256(ours.read_bytes()).digest()
    assert len(list(pdf.parent.glob("*.pdf"))) == 4


@pytest.mark.usefixtures("documents_taken")
def test_a_fault_leaves_the_last_good_pdf_untouched(town: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert build(town, output, quiet)[0]
    before = (output / NAME).read_bytes()
    edit(town / "content/plan.yaml", "town: 日高町", "twon: 日高町")
    assert build(town, output, quiet)[0] == ()
    assert (output / NAME).read_bytes() == before
    assert {path.name for path in output.iterdir()} == {NAME, ERRATA, LIST}


def test_another_towns_style_sheet_and_template_come_before_ours(town: Path, tmp_path: Path) -> None:
    (town / "templates").mkdir()
    template = (ROOT / "templates/document.html.j2").read_text(encoding="utf-8")
    (town / "templates/document.html.j2").write_text(
        template.replace("【{{ document.edition }}】", "見本の町の版"), encoding="utf-8"
    )
    built, *_ = build(town, tmp_path / "output", quiet)
    assert built
    assert "見本の町の版" in fidelity.extracted(built[0].path, "-raw")


def test_a_picture_takes_the_frames_place(town: Path, tmp_path: Path) -> None:
    (town / "assets/images").mkdir(parents=True)
    picture = Path(__file__).parent / "fixtures" / "picture.png"
    shutil.copy(picture, town / "assets/images/tomikawa.png")
    built, problems, *_ = build(town, tmp_path / "output", quiet)
    assert problems == ()
    assert built
    assert "所蔵" not in fidelity.extracted(built[0].path, "-raw")


def test_a_broken_picture_is_told_at_its_figure(town: Path, tmp_path: Path) -> None:
    (town / "assets/images").mkdir(parents=True)
    (town / "assets/images/tomikawa.png").write_bytes(b"not a picture")
    built, problems, *_ = build(town, tmp_path / "output", quiet)
    assert built == ()
    assert [problem.place.path for problem in problems] == ["content/figures/tomikawa.yaml"]


@pytest.mark.parametrize(("mode", "size", "said"), [("CMYK", (40, 40), "CMYK"), ("1", (6000, 5000), "大きすぎます")])
def test_a_picture_that_cannot_be_archived_is_told_at_its_figure(
    mode: str, size: tuple[int, int], said: str, town: Path, tmp_path: Path
) -> None:
    (town / "assets/images").mkdir(parents=True)
    edit(town / "content/figures/tomikawa.yaml", "image: tomikawa.png", "image: tomikawa.jpg")
    Image.new(mode, size).save(town / "assets/images/tomikawa.jpg", "JPEG")
    built, problems, *_ = build(town, tmp_path / "output", quiet)
    assert built == ()
    assert [problem.place.path for problem in problems] == ["content/figures/tomikawa.yaml"]
    assert said in problems[0].message


def test_a_picture_cut_short_is_told_at_its_figure(town: Path, tmp_path: Path) -> None:
    (town / "assets/images").mkdir(parents=True)
    edit(town / "content/figures/tomikawa.yaml", "image: tomikawa.png", 'image: "tomikawa.png"')
    whole = (Path(__file__).parent / "fixtures" / "picture.png").read_bytes()
    (town / "assets/images/tomikawa.png").write_bytes(whole[:200])
    built, problems, *_ = build(town, tmp_path / "output", quiet)
    assert built == ()
    assert [(problem.place.path, problem.place.column) for problem in problems] == [
        ("content/figures/tomikawa.yaml", 8)
    ]
    assert "最後まで読めません" in problems[0].message


@pytest.mark.parametrize("path", ["assets/css/table.css", "templates/promotion-plan.html.j2"])
def test_a_style_sheet_or_template_in_another_encoding_is_told(path: str, town: Path, tmp_path: Path) -> None:
    (town / path).parent.mkdir(parents=True)
    (town / path).write_bytes("/* 表 */".encode("shift_jis"))
    _, problems, *_ = build(town, tmp_path / "output", quiet)
    assert len(problems) == 1
    assert "UTF-8ではありません" in problems[0].message


def test_a_word_longer_than_a_line_is_not_cut_off(town: Path, tmp_path: Path) -> None:
    edit(town / "content/chapters/vision.md", "進めていきます。", "進めていきます。" + "A" * 300)
    built, *_ = build(town, tmp_path / "output", quiet)
    assert built
    raw = subprocess.run(
        ["pdftotext", "-bbox", str(built[0].path), "-"], capture_output=True, check=True, text=True
    ).stdout
    assert max(float(x) for x in re.findall(r'xMax="([\d.]+)"', raw)) <= 595.28 - 53 + 6.5, (
        "a full stop may hang by half its width"
    )


def test_a_faulty_style_sheet_is_told_with_line_and_column(town: Path, tmp_path: Path) -> None:
    (town / "assets/css").mkdir(parents=True)
    (town / "assets/css/table.css").write_text("table { width: 480pt }\ntd { colour: red }\n", encoding="utf-8")
    _, problems, *_ = build(town, tmp_path / "output", quiet)
    assert str(problems[0].place) == "assets/css/table.css:2:6"


def test_a_faulty_template_is_told_with_its_line(town: Path, tmp_path: Path) -> None:
    (town / "templates").mkdir()
    (town / "templates/promotion-plan.html.j2").write_text("<p>\n{{ document.tilte }}\n", encoding="utf-8")
    _, problems, *_ = build(town, tmp_path / "output", quiet)
    assert str(problems[0].place) == "templates/promotion-plan.html.j2:2:1"


def test_a_character_that_no_font_has_is_told_at_its_place(town: Path, tmp_path: Path) -> None:
    edit(town / "content/glossary.yaml", "造語\n", "造語😀\n")
    built, problems, *_ = build(town, tmp_path / "output", quiet)
    assert built == ()
    assert [str(problem.place) for problem in problems] == ["content/glossary.yaml:10:112"]
    assert "U+1F600" in problems[0].message


def test_a_text_too_long_for_its_box_is_told_at_that_text(town: Path, tmp_path: Path) -> None:
    edit(town / "content/figures/pdca.yaml", "毎年度\\n見直し", "毎年度、" * 20)
    built, problems, *_ = build(town, tmp_path / "output", quiet)
    assert built == ()
    assert problems[0].rule == "figure-fit"
    assert problems[0].place.path == "content/figures/pdca.yaml"


def test_cross_references_are_computed(town: Path, tmp_path: Path) -> None:
    edit(
        town / "content/chapters/vision.md",
        "進めていきます。",
        "進めていきます（[](#period)、[](#structure)、[](#issue-security)参照）。",
    )
    built, *_ = build(town, tmp_path / "output", quiet)
    assert built
    assert "（図7、2(4)、2(1)ウ参照）" in fidelity.extracted(built[0].path, "-raw").replace("\n", "")


def test_a_full_disk_loses_nothing(town: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert build(town, output, quiet)[0]
    before = {path.name: path.read_bytes() for path in output.iterdir()}

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    command = [sys.executable, str(ROOT / "build.py"), "-C", str(town), "--output", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=small_disk)
    assert done.returncode == 1
    assert "ファイルが大きすぎて書けません" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before


def test_the_old_pdf_stands_until_the_new_one_is_whole(
    pdf: Path, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / NAME).write_bytes(b"old")
    (output / ".tmp-hidaka-dx-0123456789abcdef").mkdir()  # left by a killed build

    def killed(_handle: int) -> None:
        assert (output / NAME).read_bytes() == b"old"
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", killed)
        with pytest.raises(OSError, match=NAME):
            build(town, output, quiet)
    assert {path.name: path.read_bytes() for path in output.iterdir()} == {NAME: b"old"}
    build(town, output, quiet)
    assert (output / NAME).read_bytes() == pdf.read_bytes()


@pytest.mark.parametrize("after", [0.3, 0.6, 0.9])
def test_a_killed_build_leaves_the_old_pdf_or_the_new_one(after: float, pdf: Path, town: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.mkdir()
    shutil.copy(pdf, output / NAME)
    command = [sys.executable, str(ROOT / "build.py"), "-C", str(town), "--output", str(output), "--quiet"]
    with started(command):
        time.sleep(after)
    assert (output / NAME).read_bytes() == pdf.read_bytes()
