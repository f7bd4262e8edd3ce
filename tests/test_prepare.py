"""What `make` says and does on a machine where something is missing; every program that it calls is a stand-in here."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "tools/prepare.sh"
FOR_PDF = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "python3-venv"]
FOR_BROWSER = ["chromium", "libatomic1", "libnss3-tools", "softhsm2", "npm"]
STAND_INS = {
    "dpkg-query": 'for package; do :; done; case " $MISSING " in *" $package "*) exit 1;; esac; echo install ok installed',
    "python3": 'case "$* $MISSING" in *ensurepip*python3-venv*) exit 1;; esac',
    "id": "echo $USER_NUMBER",
    "apt-get": 'echo "apt-get $*" >> called; case "$*" in *install*$UNAVAILABLE*) exit 100;; esac',
    "npm": 'echo "npm $*" >> called',
    "chromium": "",
    ".venv/bin/pip": "",
    ".venv/bin/python": 'echo "python $*" >> called',
}
Prepare = Callable[..., tuple[int, str, str]]


@pytest.fixture
def prepare(tmp_path: Path) -> Prepare:
    """Give a function that prepares a machine which lacks some packages.

    It gives the exit code, what was said and which programs were called.
    """
    for tool in ("sh", "grep", "env"):
        (tmp_path / tool).symlink_to(shutil.which(tool) or "")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for name, script in STAND_INS.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)

    def prepared(purpose: str, *missing: str, user: int = 1000, unavailable: str = "nothing") -> tuple[int, str, str]:
        for name in {"chromium", "npm"}.intersection(missing):
            (tmp_path / name).unlink()
        about = {"MISSING": " ".join(missing), "USER_NUMBER": str(user), "UNAVAILABLE": unavailable}
        done = subprocess.run(
            ["sh", str(SCRIPT), purpose],
            cwd=tmp_path,
            env={"PATH": str(tmp_path), **about},
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        called = tmp_path / "called"
        return done.returncode, done.stderr, called.read_text(encoding="utf-8") if called.exists() else ""

    return prepared


@pytest.mark.parametrize(
    ("purpose", "missing"),
    [("pdf", FOR_PDF), ("test", [*FOR_PDF, "poppler-utils", *FOR_BROWSER]), ("pdf", FOR_PDF[-1:])],
)
def test_without_rights_one_sentence_names_all_that_is_missing(
    purpose: str, missing: list[str], prepare: Prepare
) -> None:
    code, said, called = prepare(purpose, *missing)
    assert (code, called) == (1, "")
    assert said.splitlines() == [
        f"次のものが入っていません: {' '.join(missing)}",
        "管理者に、次のコマンドの実行を頼んでください。そのあと、もう一度 make を実行します。",
        f"    sudo apt-get update && sudo apt-get install {' '.join(missing)}",
    ]


def test_the_pdf_asks_for_nothing_that_only_the_tests_need(prepare: Prepare) -> None:
    code, said, _ = prepare("pdf", "poppler-utils", *FOR_BROWSER)
    assert (code, said) == (0, "準備をしています（初めの一度だけ、数分かかることがあります）\n")


@pytest.mark.parametrize("missing", [*([name] for name in FOR_BROWSER), FOR_BROWSER])
def test_without_rights_and_browser_the_other_checks_are_made(missing: list[str], prepare: Prepare) -> None:
    code, said, _ = prepare("test", *missing)
    assert code == 0
    assert f"次のものがなく、入れる権限もありません: {' '.join(missing)}\n" in said
    assert said.endswith("ウェブページ、PDF、電子署名の検査の一部を飛ばします。\n")


@pytest.mark.parametrize(
    ("purpose", "locks"), [("pdf", "-r requirements.lock"), ("test", "-r requirements.lock -r requirements-dev.lock")]
)
def test_the_pdf_takes_the_users_lock_alone_and_the_tests_take_both(purpose: str, locks: str, prepare: Prepare) -> None:
    _, _, called = prepare(purpose)
    assert [line.partition("--require-hashes ")[2] for line in called.splitlines() if ".lock" in line] == [locks]


def test_an_administrator_gets_all_without_a_question(prepare: Prepare) -> None:
    code, said, called = prepare("test", *FOR_PDF, *FOR_BROWSER[1:2], user=0)
    assert code == 0
    assert "管理者" not in said
    installed = [line.rpartition("recommends ")[2] for line in called.splitlines() if " install -y" in line]
    assert installed == [" ".join(FOR_PDF), "libatomic1"]
    assert "axe-core" in called
    assert "pdfjs-dist" in called


def test_a_browser_that_cannot_be_had_stops_nothing(prepare: Prepare) -> None:
    code, said, called = prepare("test", "chromium", user=0, unavailable="chromium")
    assert code == 0
    assert said.endswith("ブラウザーの準備ができなかったので、ウェブページ、PDF、電子署名の検査の一部を飛ばします。\n")
    assert "axe-core" not in called


def test_a_package_that_cannot_be_had_is_no_success(prepare: Prepare) -> None:
    code, _, called = prepare("pdf", "libpango-1.0-0", user=0, unavailable="libpango")
    assert code != 0
    assert "python" not in called
