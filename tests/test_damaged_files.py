"""A part of the trials of `strangers.py`, always the same ones: each ends with a sentence, in bounds, and loses nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "strangers.py"
ONLY = ("bag", "docx", "xlsx", "templates", "PDF")
"""Kinds whose sound town takes little time to make."""


@pytest.mark.slow
@pytest.mark.usefixtures("documents_kept")
def test_what_strangers_send_ends_with_a_sentence() -> None:
    words = [word for kind in ONLY for word in ("--only", kind)]
    command = [sys.executable, "-W", "ignore", str(SCRIPT), "2", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == [*ONLY]
