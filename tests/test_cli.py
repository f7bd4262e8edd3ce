"""What an official types and reads."""

import ast
import os
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from processes import started
from towns import FIRST, tiny

from hidaka_dx import __version__, installed
from hidaka_dx.kept.store import PLACE
from hidaka_dx.pipeline.presses import PROCESSES
from hidaka_dx.problem import RefusalError

ROOT = Path(__file__).parent.parent
INSTALLED = Path(sys.executable).parent / "hidaka-dx"
WAYS = {
    "build.py": [sys.executable, str(ROOT / "build.py")],
    "module": [sys.executable, "-m", "hidaka_dx", "build"],
    "installed": [str(INSTALLED), "build"],
}


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {name: os.environ[name] for name in ("PATH", PLACE, PROCESSES)} | {
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
    }
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment)


@pytest.mark.slow
@pytest.mark.usefixtures("documents_kept")
def test_the_town_of_this_folder_is_built_where_none_is_named(tmp_path: Path) -> None:
    done = run(*WAYS["build.py"], "--output", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "日高町DX推進計画_第1版.pdf を作りました（12ページ）" in done.stdout
    told = [before for before, line in pairwise(done.stdout.splitlines()) if "参考：4分の1より多く空くページ" in line]
    assert [line for line in told if "実行計画_第1版（案）" in line]
    assert not [line for line in told if "推進計画" in line], "an issued edition stays as it is"
    again = "日高町DX推進計画_第1版（組み直し）.pdf"  # on a machine that sets the issued edition otherwise
    assert {path.name for path in tmp_path.glob("*.pdf")} - {again} == {
        "日高町DX推進計画_第1版.pdf",
        "日高町DX推進計画正誤表_第1版（案）.pdf",
        "日高町DX実行計画_第1版（案）.pdf",
        "日高町DX実行計画概要版_第1版（案）.pdf",
    }


@pytest.mark.slow
def test_three_ways_give_the_same_file(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    for way, command in WAYS.items():
        done = run(*command, "-C", str(town), "--output", str(tmp_path / way))
        assert done.returncode == 0, done.stderr
        assert "を作りました" in done.stdout
    files = [[path.read_bytes() for path in sorted((tmp_path / way).glob("*.pdf"))] for way in WAYS]
    assert files[0]
    assert files[0] == files[1] == files[2]


@pytest.mark.slow
def test_quiet_says_nothing(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    done = run(*WAYS["module"], "-C", str(town), "--output", str(tmp_path / "output"), "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("way", WAYS)
def test_help_is_japanese(way: str) -> None:
    done = run(*WAYS[way], "--help")
    assert done.returncode == 0
    for word in ("使い方:", "オプション:", "-C", "--output", "--quiet", "この説明を表示して終わる。"):
        assert word in done.stdout
    assert "Usage" not in done.stdout


@pytest.mark.slow
def test_the_towns_folder_may_stand_before_or_after_the_command() -> None:
    program = [sys.executable, "-m", "hidaka_dx"]
    before = run(*program, "-C", "..", "editions", cwd=ROOT / "tests")
    after = run(*program, "editions", "-C", "..", cwd=ROOT / "tests")
    assert before.returncode == 0, before.stderr
    assert before.stdout == after.stdout
    assert "推進計画 第1版" in before.stdout


def test_its_number_is_told() -> None:
    done = run(str(INSTALLED), "--version")
    assert (done.returncode, done.stdout) == (0, f"hidaka-dx {__version__}\n")


def test_without_a_command_the_help_appears() -> None:
    done = run(sys.executable, "-m", "hidaka_dx")
    assert done.returncode == 0
    said = done.stdout.partition("コマンド:")[2].strip().splitlines()
    assert len(said) > 15
    assert all(line.endswith("。") for line in said), "each command says what it does"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["receive", "無い.xlsx"], "「無い.xlsx」が見付かりません。名前と場所を確かめてください"),
        (["build", "--outptu", "x"], "--outptu というオプションはありません"),
        (["build", "-C", "nowhere"], "-C にはフォルダーを書きます"),
        (["build", "-C"], "-C の書き方が正しくありません"),
        (["biuld"], "biuld というコマンドはありません"),
        (["build", "extra"], "余分な言葉"),
        (["build", "--quiet=1"], "--quiet の書き方が正しくありません"),
        (["build", "-C", "README.md"], "ファイルです"),
    ],
)
def test_wrong_use_is_told_in_japanese(arguments: list[str], said: str) -> None:
    done = run(sys.executable, "-m", "hidaka_dx", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_an_empty_folder_is_told_without_a_traceback(tmp_path: Path) -> None:
    done = run(*WAYS["module"], "-C", str(tmp_path))
    assert done.returncode == 1
    assert "ファイル content/plan.yaml がありません" in done.stderr
    assert "-C フォルダー" in done.stderr
    assert "誤りが1件あります" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run(*WAYS["module"], "--output", str(tmp_path / "file"))
    assert done.returncode == 2
    assert "--output" in done.stderr


STARTS = {
    "build.py": ["build.py"],
    "module": ["-m", "hidaka_dx"],
    "installed": ["-c", "from importlib.metadata import EntryPoint; EntryPoint('', '{script}', '').load()()"],
}
"""What a Python is told to run; `{script}` is what the installed command calls."""


@pytest.mark.parametrize("start", STARTS)
def test_a_python_without_the_dependencies_is_told_what_to_do(start: str) -> None:
    script = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]["hidaka-dx"]
    done = run(sys.executable, "-S", *(word.replace("{script}", script) for word in STARTS[start]))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("このPython（3.")
    assert "No module named 'click'" in done.stderr
    assert "`make pdf` で準備をしてから、`python` の代わりに `.venv/bin/python` と打ってください。" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("error", ["SyntaxError('invalid syntax')", "TypeError('unsupported operand')"])
def test_a_python_too_old_for_the_program_is_told_what_to_do(error: str, tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text(f"raise {error}\n", encoding="utf-8")
    environment = {"PYTHONPATH": f"{tmp_path}:{ROOT}", "LANG": "C.UTF-8"}
    command = [sys.executable, "-S", "-m", "hidaka_dx", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("このPython（3.")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "path", ["build.py", "hidaka_dx/__init__.py", "hidaka_dx/__main__.py", "hidaka_dx/installed.py"]
)
def test_what_speaks_to_an_old_python_can_be_read_by_it(path: str) -> None:
    ast.parse((ROOT / path).read_text(encoding="utf-8"), feature_version=(3, 8))


PREPARED = {
    "IS_PACKAGE": "-m pip install --require-hashes -r requirements.lock` で入れ直してください。",
    "MADE_FOR_IT": "`rm -rf .venv` のあと、`make pdf` で入れ直してください。",
}


@pytest.mark.parametrize("how", PREPARED)
def test_a_python_that_was_prepared_is_told_how_to_mend_it(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, how, True)
    assert installed.unfit_python(ModuleNotFoundError("No module named 'click'")).endswith(PREPARED[how])


WITHOUT_PRESS = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("weasyprint", "pydyf", "cffi"):
            raise ImportError(f"{name} is not there")
sys.meta_path.insert(0, Missing())
"""
ANOTHER_PRESS = """
import importlib.metadata
import hidaka_dx.installed
true = importlib.metadata.version
importlib.metadata.version = lambda name: "71.0" if name == "WeasyPrint" else true(name)
hidaka_dx.installed.IS_PACKAGE = True
"""
WITHOUT_PANGO = "import cffi\ncffi.FFI.dlopen = lambda *_: (_ for _ in ()).throw(OSError('no library'))\n"
UNFIT = {
    "another release": (
        ANOTHER_PRESS,
        "WeasyPrint 70.0 が要りますが、71.0 が入っています。",
        "weasyprint==70.0 pydyf==",
    ),
    "none": (WITHOUT_PRESS, "WeasyPrintを読み込めません（weasyprint is not there）。", "`make pdf` で入れ直して"),
    "no Pango": (WITHOUT_PANGO, "文字を組むライブラリー", "apt-get install libpango"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_a_typesetter_that_is_unfit_is_told_with_what_to_do(case: str, tmp_path: Path) -> None:
    site, said, advice = UNFIT[case]
    (tmp_path / "sitecustomize.py").write_text(site, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{tmp_path}:{ROOT}", "LANG": "C.UTF-8"}
    command = [*WAYS["module"], "-C", "examples/specimen", "--output", str(tmp_path / "output")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert done.returncode == 1
    assert said in done.stderr
    assert advice in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [("--help",), ("editions",), ("verify", "--against", "tests/fixtures/witness-list.json"), ("check",)],
    ids=" ".join,
)
def test_what_only_reads_needs_no_typesetter(words: tuple[str, ...], tmp_path: Path) -> None:
    """An archive must be read where WeasyPrint is missing or of another release."""
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_PRESS, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{tmp_path}:{ROOT}", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "hidaka_dx", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_an_edition_is_withdrawn_without_a_typesetter(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_PRESS, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{tmp_path}:{ROOT}", "LANG": "C.UTF-8"}
    words = ["withdraw", "推進計画", "第9版", "--by", "町長", "--reason", "誤り", "--yes"]
    command = [sys.executable, "-m", "hidaka_dx", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert done.stderr.startswith("推進計画 第9版は保存されていません。")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
@pytest.mark.parametrize("words", ["check", "build"])
def test_whatever_asks_for_the_end_is_answered(
    number: signal.Signals,
    code: int,
    words: str,
    typed: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ask(*_: Any, **__: Any) -> None:
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)  # as `timeout` does

    monkeypatch.setattr("hidaka_dx.pipeline.unchanged.last", lambda *_: None)
    monkeypatch.setattr("hidaka_dx.pipeline.unchanged.build_and_keep", ask)
    monkeypatch.setattr("hidaka_dx.pipeline.check.check", ask)
    before = signal.getsignal(number)
    assert typed(ROOT, words) == (
        code,
        "",
        f"{'' if words == 'build' else chr(10)}中止しました。書きかけのファイルはありません。\n",
    )
    assert signal.getsignal(number) is before


def test_what_is_to_be_ignored_stays_ignored(
    typed: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As behind `nohup`."""

    def ask(_: Path) -> None:
        os.kill(os.getpid(), signal.SIGHUP)
        raise RefusalError("続けています。")

    monkeypatch.setattr("hidaka_dx.pipeline.check.check", ask)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert typed(ROOT, "check") == (1, "", "続けています。\n")
    finally:
        signal.signal(signal.SIGHUP, before)


def test_an_interrupt_is_no_fault_of_the_content(tmp_path: Path) -> None:
    command = [*WAYS["module"], "--output", str(tmp_path)]
    environment = {**os.environ, PROCESSES: "2"}
    with started(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        maps = Path(f"/proc/{process.pid}/maps")
        while process.poll() is None and "libpango" not in maps.read_text(encoding="utf-8"):
            time.sleep(0.02)  # until it is at work, and no longer reading itself in
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    if process.returncode != 0:  # the build may have ended before
        assert process.returncode == 130
        assert said == "中止しました。書きかけのファイルはありません。\n"
        assert list(tmp_path.iterdir()) == []
