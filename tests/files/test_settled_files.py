"""A large file that nobody touches is read once by a process; one that was touched, whatever its size and times say, anew."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from hidaka_dx.files import settled_files
from hidaka_dx.files.reading import read_file
from hidaka_dx.files.settled_files import LARGE, SETTLED, sha256_of

OLD, NEW = b"a" * LARGE, b"b" * LARGE


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a large file that was written long ago."""
    (tmp_path / "font.ttf").write_bytes(OLD)
    later(tmp_path, monkeypatch)
    return tmp_path


def later(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settled_files, "time_ns", lambda: (town / "font.ttf").stat().st_ctime_ns + SETTLED)


def test_a_large_file_is_read_and_hashed_once(town: Path) -> None:
    first = read_file(town, "font.ttf")
    assert first == OLD
    assert read_file(town, "font.ttf") is first
    assert sha256_of(first) == sha256_of(bytes(bytearray(OLD))) == sha256(OLD).hexdigest()


@pytest.mark.parametrize("how", ["in its place", "by renaming"])
def test_a_file_of_the_same_size_and_time_is_read_anew(how: str, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = town / "font.ttf"
    before = read_file(town, file.name), file.stat()
    if how == "by renaming":
        (town / "new").write_bytes(NEW)
        (town / "new").replace(file)
    else:
        with file.open("r+b") as there:
            there.write(NEW)
    os.utime(file, ns=(before[1].st_atime_ns, before[1].st_mtime_ns))
    later(town, monkeypatch)
    after = read_file(town, file.name)
    assert (after, sha256_of(after)) == (NEW, sha256(NEW).hexdigest())


def test_what_was_written_a_moment_ago_is_not_remembered(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second change within the grain of the clock would show no other time."""
    monkeypatch.undo()
    first = read_file(town, "font.ttf")
    assert read_file(town, "font.ttf") is not first


def test_what_is_remembered_has_a_bound(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settled_files, "MOST", LARGE)
    first = read_file(town, "font.ttf")
    os.link(town / "font.ttf", town / "link.ttf")  # also a change of the file
    later(town, monkeypatch)
    assert read_file(town, "link.ttf") is not first
    assert sum(len(each.content) for each in settled_files._KNOWN.values()) == LARGE
