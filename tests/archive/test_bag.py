"""Bags are BagIt 1.0: a program of the Library of Congress and coreutils are the judges."""

import os
import shutil
import subprocess
from pathlib import Path

import bagit
import pytest

from hidaka_dx.archive import bag
from hidaka_dx.archive.bag import MalformedError, bag_files, read_info, read_manifest

PAYLOAD = {"a.txt": "計画\n".encode(), "source/content/b.md": b"", "z.pdf": bytes(range(256)) * 300}
INFO = (("Source-Organization", "見本町"), ("Bagging-Date", "2026-04-01"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, content in bag_files(PAYLOAD, INFO).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def test_an_independent_program_finds_the_bag_valid(folder: Path) -> None:
    read = bagit.Bag(str(folder))
    assert read.validate()
    assert read.version_info == (1, 0)
    assert set(read.algorithms) == {"sha256", "sha512"}
    assert read.info["Source-Organization"] == "見本町"
    assert read.info["Payload-Oxum"] == f"{sum(map(len, PAYLOAD.values()))}.3"


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_anyone_can_check_the_hashes(algorithm: str, folder: Path) -> None:
    command = [f"{algorithm}sum", "-c", f"manifest-{algorithm}.txt", f"tagmanifest-{algorithm}.txt"]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.count(": OK\n") == len(PAYLOAD) + len(bag.LISTED)


def test_the_same_files_give_the_same_bag() -> None:
    backwards = dict(reversed(PAYLOAD.items()))
    assert bag_files(backwards, INFO) == bag_files(PAYLOAD, INFO)


def test_exactly_these_files_are_in_a_bag(folder: Path) -> None:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {*(f"data/{path}" for path in PAYLOAD), *bag.TAG_FILES}
    shutil.rmtree(folder / "data")
    assert {path.name for path in folder.iterdir()} == set(bag.TAG_FILES)


@pytest.mark.parametrize("path", ["../a", "/a", "a//b", "a/../b", "計画.pdf", "a b", ".hidden", "a\nb", "100%", ""])
def test_paths_that_mean_something_else_elsewhere_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match="safe path"):
        bag_files({path: b""}, INFO)


@pytest.mark.parametrize("value", ["", "二\n行"])
def test_values_that_are_no_line_are_refused(value: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        bag_files(PAYLOAD, (("Changes", value),))


def test_lists_are_read_as_they_were_written() -> None:
    files = bag_files(PAYLOAD, INFO)
    assert set(read_manifest(files["manifest-sha512.txt"])) == {f"data/{path}" for path in PAYLOAD}
    assert tuple(read_info(files["bag-info.txt"]).items())[:2] == INFO


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"abc data/a\n", "1行目"),
        (b"ab  data/a\nab  data/a\n", "2行目の data/a が二度目"),
        (b"ab  data/\xff\n", "UTF-8"),
        (b"\n", "1行目"),
    ],
)
def test_a_list_that_cannot_be_read_says_where(raw: bytes, said: str) -> None:
    with pytest.raises(MalformedError, match=said):
        read_manifest(raw)


@pytest.mark.parametrize(
    ("raw", "said"), [(b"a b\n", "1行目"), (b"A: b\nA: c\n", "2行目の A が二度目"), (b"A: \xff\n", "UTF-8")]
)
def test_a_record_that_cannot_be_read_says_where(raw: bytes, said: str) -> None:
    with pytest.raises(MalformedError, match=said):
        read_info(raw)
