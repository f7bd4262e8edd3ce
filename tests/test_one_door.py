"""Nothing is written outside the folder that was named, and nothing of the user's is lost, whatever titles and folders hold."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from test_cli import ROOT, run
from towns import DRAFT, FIRST, publish_plan, tiny

from hidaka_dx.archive import sha256_of
from hidaka_dx.cli.entry import cli
from hidaka_dx.content import load
from hidaka_dx.files import is_staging_name
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.compare import ComparisonRequest, compare
from hidaka_dx.pipeline.council import CouncilRequest, council, meeting
from hidaka_dx.pipeline.website import website
from hidaka_dx.problem import RefusalError

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
PLAN = "content/plan.yaml"
VISION = "content/chapters/vision.md"
SPACED = "# 将来展望 {#vision}\n\n町は、CIO （最高情報責任者）を置きます。 {#aim}\n"
MENDED = SPACED.replace("CIO （", "CIO（")


def quiet(_words: str, _share: float) -> None:
    """Say nothing."""


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def retitled(town: Path, path: str, title: str) -> None:
    text = (town / path).read_text(encoding="utf-8").split("\n")
    at = next(index for index, line in enumerate(text) if line.startswith("title: "))
    text[at] = f"title: {json.dumps(title, ensure_ascii=False)}"
    (town / path).write_text("\n".join(text), encoding="utf-8")


@pytest.mark.parametrize("path", [PLAN, "content/action-plan.yaml"])
@pytest.mark.parametrize(
    "title",
    ["../../外/実行計画", "外/計画", "..", "計画<1>", '計画"', "計画.", "CON", "計画\n二", "𠮷" * 46, "あ" * 61],
)
def test_a_title_that_cannot_name_a_file_is_told_with_its_place(path: str, title: str, tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST, action=FIRST)
    retitled(town, path, title)
    before = everything(tmp_path)
    manuscript, problems = load(town)
    assert manuscript is None
    line = 1 if "action" in path else 2
    assert [(str(each.place), each.rule) for each in problems if each.place.path == path] == [
        (f"{path}:{line}:8", "value")
    ]
    built = build(town, town / "output", quiet).built
    assert [each.path.name for each in built] == (["見本町DX推進計画_第1版.pdf"] if "action" in path else [])
    shutil.rmtree(town / "output", ignore_errors=True)
    assert everything(tmp_path) == before


def test_two_documents_of_one_title_would_be_one_file(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST, action=FIRST)
    retitled(town, "content/action-plan.yaml", "見本町dx推進計画")
    assert [str(each.place) for each in load(town)[1]] == ["content/action-plan.yaml:1:8"]


@pytest.mark.parametrize("title", ["../../outside/evil", "a" * 300])
def test_a_received_document_writes_nowhere_else(title: str, tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    publish_plan(town)
    received = json.loads((town / "archive/promotion-plan-01/data/document.json").read_text(encoding="utf-8"))
    (tmp_path / "received.json").write_text(json.dumps({**received, "title": title}), encoding="utf-8")
    before = everything(tmp_path)
    asked = ComparisonRequest("第1版", str(tmp_path / "received.json"), "promotion-plan")
    made, problems = compare(asked, town, town / "output", quiet)
    assert made == ()
    assert ["ファイル名に使えない字" in problem.message for problem in problems] == [True]
    assert everything(tmp_path) == before


@pytest.mark.parametrize("number", ["../資料", "資料/1", ".資料", "NUL", "資料.", "資料\t1", "大\ufa10資料", ""])
def test_the_number_of_a_paper_names_files(number: str) -> None:
    with pytest.raises(RefusalError, match="資料の番号（--number）は、ファイル名にもなるので、"):
        meeting("定例会", number, None)


def test_names_that_are_too_long_together_are_told_before_anything_is_printed(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    retitled(town, PLAN, "計" * 60)
    asked = CouncilRequest("原稿", "promotion-plan", meeting("定例会", "資" * 30, None))

    def printed(words: str, _share: float) -> None:
        assert "組" not in words, words

    with pytest.raises(RefusalError, match="255バイトまで"):
        council(asked, town, town / "output", printed)
    assert not (town / "output").exists()


def given_site(town: Path) -> Path:
    assert website(town, town / "output", quiet, drafts=True)[0]
    return town / "output/site"


def given_pack(town: Path) -> Path:
    made, problems = council(
        CouncilRequest("原稿", "promotion-plan", meeting("定例会", "資料1", None)), town, town / "output", quiet
    )
    assert made, problems
    return made.folder


@pytest.mark.parametrize("made", [given_site, given_pack])
def test_what_the_user_laid_beside_our_files_is_never_deleted(made: Callable[[Path], Path], tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", DRAFT.replace("3", "1"))
    folder = made(town)
    (folder / ".git").mkdir()
    for name in (".git/HEAD", "CNAME", "memo.docx"):
        (folder / name).write_bytes(b"mine")
    before = everything(town)
    with pytest.raises(RefusalError, match=r"（\.git/、CNAME、memo\.docx）。消さずに止まりました"):
        made(town)
    assert everything(town) == before
    for name in (".git/HEAD", "CNAME", "memo.docx"):
        (folder / name).unlink()
    (folder / ".git").rmdir()
    (folder / ".DS_Store").write_bytes(b"x")
    made(town)


def test_a_paper_of_a_pack_that_was_written_on_is_not_lost(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", DRAFT.replace("3", "1"))
    paper = given_pack(town) / "資料1.pdf"
    paper.write_bytes(paper.read_bytes() + b"% a remark of mine")
    with pytest.raises(RefusalError, match=r"（資料1\.pdf）。消さずに止まりました"):
        given_pack(town)
    assert paper.read_bytes().endswith(b"mine")


def test_a_website_from_before_there_was_a_list_is_taken_for_ours(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", DRAFT.replace("3", "1"))
    site = given_site(town)
    (site / "files.txt").unlink()
    given_site(town)
    (site / "files.txt").unlink()
    (site / "CNAME").write_bytes(b"mine")
    with pytest.raises(RefusalError, match="CNAME"):
        given_site(town)


def test_the_list_of_a_website_names_its_files(tmp_path: Path) -> None:
    site = given_site(tiny(tmp_path / "town", DRAFT.replace("3", "1")))
    listed = (site / "files.txt").read_text(encoding="utf-8").splitlines()
    files = sorted(path for path in everything(site) if (site / path).is_file() and path != "files.txt")
    assert listed == [f"{sha256_of((site / path).read_bytes())}  {path}" for path in files]


def fix(town: Path, answer: Callable[[], str]) -> Result:
    """Have a town's files mended; `answer` is called while the question stands on the screen."""
    from hidaka_dx.cli import check as _  # noqa: F401, PLC0415  loaded before the question is replaced

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("click.confirm", lambda *_words, **_options: answer() == "y")
        return CliRunner().invoke(cli, ["check", "-C", str(town), "--fix"])


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("\n\n", "\r\n\n").encode(),
        lambda text: text.removesuffix("\n").encode(),
    ],
)
def test_mending_keeps_the_form_of_a_file(form: Callable[[str], bytes], tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    (town / VISION).write_bytes(form(SPACED))
    (town / VISION).chmod(0o660)
    said = fix(town, lambda: "y")
    assert (town / VISION).read_bytes() == form(MENDED), said.output
    assert (town / VISION).stat().st_mode & 0o777 == 0o660
    assert not [name for name in everything(town) if is_staging_name(name)]


def test_mending_follows_a_link_inside_the_town(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    (town / "texts").mkdir()
    (town / VISION).unlink()
    (town / "texts/vision.md").write_text(SPACED, encoding="utf-8")
    (town / VISION).symlink_to("../../texts/vision.md")
    fix(town, lambda: "y")
    assert (town / VISION).is_symlink()
    assert (town / "texts/vision.md").read_text(encoding="utf-8") == MENDED


def test_what_the_author_saves_while_being_asked_is_not_lost(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    glossary = town / "content/glossary.yaml"
    glossary.write_text("- {id: ai, term: AI, text: CIO （情報）の知能}\n", encoding="utf-8")
    (town / VISION).write_text(SPACED, encoding="utf-8")

    def saved() -> str:
        (town / VISION).write_text(f"{SPACED}\n新しい段落です。\n", encoding="utf-8")
        return "y"

    said = fix(town, saved)
    assert (town / VISION).read_text(encoding="utf-8") == f"{SPACED}\n新しい段落です。\n"
    assert "CIO（情報）" in glossary.read_text(encoding="utf-8"), "the others are mended"
    assert f"{VISION} は、見せた後で書き換えられたので、直していません。もう一度実行してください。" in said.output
    assert said.exit_code == 1


@pytest.mark.parametrize("command", [["build"], ["website", "--draft"]])
def test_an_output_folder_whose_name_is_not_utf_8(command: list[str], tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", DRAFT.replace("3", "1"))
    output = os.fsdecode(os.fsencode(tmp_path) + b"/out-\x83\x5c")
    done = run(sys.executable, "-m", "hidaka_dx", *command, "-C", str(town), "--output", output)
    assert (done.returncode, done.stderr) == (0, "")
    assert "out-" in done.stdout
    assert any(Path(output).iterdir())


def test_an_interrupt_while_files_are_put_in_place_leaves_nothing_half_written(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    rename = os.rename

    def pressed(*arguments: Any, **options: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        rename(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "rename", pressed)
        with pytest.raises(KeyboardInterrupt):
            build(town, town / "output", quiet)
    assert not [name for name in everything(town) if is_staging_name(Path(name).name)]


WATCHED = """
import os, sys
from pathlib import Path
from towns import publish_plan
from hidaka_dx.pipeline.build import build

CHANGING = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod", "os.truncate", "shutil.rmtree"}

def note(event, arguments):
    if event != "open" and event not in CHANGING:
        return
    if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        return
    frame = sys._getframe()
    while frame is not None and "/hidaka_dx/files/" not in frame.f_code.co_filename:
        frame = frame.f_back
    if frame is None:
        found.append(f"{event} {arguments[0]}")

found = []
town = Path(sys.argv[1])
sys.addaudithook(note)
build(town, town / "output", lambda _words, _share: None)
publish_plan(town)
print(*found, sep="\\n")
"""


def test_no_library_writes_by_itself(tmp_path: Path) -> None:
    """An AST cannot see what a library does with a path; the interpreter tells of every file that is opened or changed.

    WeasyPrint puts fonts into a temporary folder of its own.
    """
    town, temporary = tiny(tmp_path / "town", FIRST), tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    command = [sys.executable, "-B", "-c", WATCHED, str(town)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=120)
    lines = done.stdout.splitlines()
    fonts = {line.rpartition("/")[2] for line in lines if f"{temporary}/weasyprint-" in line}
    ends = tuple(f" {name}" for name in fonts)  # a folder is cleared by names alone
    strange = [line for line in lines if line and f"{temporary}/weasyprint-" not in line and not line.endswith(ends)]
    # Python tries out the temporary folder with a file of eight letters before it uses it
    # and opens the ends of a pipe, by number, through which a reader of PDFs is asked
    probe = re.compile(rf"(open|os\.remove) {re.escape(str(temporary))}/[a-z0-9_]{{8}}|open \d+")
    assert [line for line in strange if "/dev/null" not in line and not probe.fullmatch(line)] == []
    assert (town / "archive/promotion-plan-01").is_dir()
    assert list(temporary.iterdir()) == []
