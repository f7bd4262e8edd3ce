"""The script that asks veraPDF, where the user has it: what it asks, and what it says without it."""

import os
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "tools/verapdf.sh"
JUDGE = """#!/bin/sh
echo "$*"
case "$*" in *bad*) exit 1 ;; esac
"""


def asked(*words: str, judge: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "VERAPDF": judge, "PATH": "/usr/bin:/bin"}
    return subprocess.run([str(SCRIPT), *words], capture_output=True, text=True, check=False, env=environment)


def judge(folder: Path) -> str:
    path = folder / "verapdf"
    path.write_text(JUDGE)
    path.chmod(0o755)
    return str(path)


def test_every_file_is_judged_by_both_standards(tmp_path: Path) -> None:
    run = asked("a.pdf", "b c.pdf", judge=judge(tmp_path))
    assert run.returncode == 0
    assert run.stdout.splitlines() == [f"--flavour {each} --format text a.pdf b c.pdf" for each in ("3a", "ua1")]


def test_one_that_does_not_conform_fails_it(tmp_path: Path) -> None:
    assert asked("bad.pdf", judge=judge(tmp_path)).returncode == 1


def test_without_veraPDF_it_says_so() -> None:  # noqa: N802  its name
    run = asked("a.pdf")
    assert (run.returncode, run.stdout[:18]) == (0, "veraPDFがないので、確かめていません"[:18])


def test_a_judge_that_is_not_there_is_told() -> None:
    run = asked("a.pdf", judge="/nowhere/verapdf.jar")
    assert run.returncode == 2
    assert "/nowhere/verapdf.jar がありません" in run.stderr
