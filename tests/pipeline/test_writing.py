"""What a killed process left is swept, what a living one is writing is not."""

import os
import subprocess
import sys
from pathlib import Path

from hidaka_dx.pipeline.writing import BESIDE, write


def test_what_the_dead_left_is_swept_folders_too(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    (tmp_path / f".tmp-{done.stdout.strip()}-abc").mkdir()
    (tmp_path / f".tmp-{done.stdout.strip()}-abc/資料.pdf").write_bytes(b"%PDF")
    (tmp_path / ".tmp-old").write_bytes(b"x")
    write(tmp_path / "new.txt", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["new.txt"]


def test_what_the_living_write_stays(tmp_path: Path) -> None:
    mine = tmp_path / f".tmp-{os.getpid()}-xyz"
    parents = tmp_path / f".tmp-{os.getppid()}-xyz"
    for path in (mine, parents):
        path.write_bytes(b"half")
    write(tmp_path / "new.txt", b"new")
    assert mine.exists()
    assert parents.exists()
    assert BESIDE.startswith(".tmp-")
