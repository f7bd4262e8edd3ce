"""Whatever happens while an edition is published: the archive is as before, or the edition is whole."""

import os
import resource
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from killing import DONE, FAILED, REFUSED, full_disk, in_a_child, killed_at

from hidaka_dx.archive import EditionName
from hidaka_dx.archive.bag import bag_files
from hidaka_dx.archive.fixity import judge_fixity
from hidaka_dx.archive.strays import strays_in
from hidaka_dx.archive.writing import editions_in, put, reserved
from hidaka_dx.problem import RefusalError

OLD, NEW = EditionName("promotion-plan", "1"), EditionName("promotion-plan", "2")
PAYLOAD = {"promotion-plan-02.pdf": b"%PDF" * 5_000, "README.txt": b"x", "source/content/plan.yaml": b"town: x\n"}
FILES = bag_files(PAYLOAD, (("Bagging-Date", "2026-04-01"),))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Give an archive with one edition in it."""
    with reserved(tmp_path / "archive"):
        put(tmp_path / "archive", OLD, FILES)
    return tmp_path / "archive"


def publish(archive: Path) -> None:
    with reserved(archive):
        put(archive, NEW, FILES)


def assert_before_or_complete(archive: Path) -> bool:
    """Tell whether the new edition is there; fail where it, or anything else, is there in part."""
    there = editions_in(archive)
    assert there in ((OLD,), (OLD, NEW))
    assert not [name for name, _, foreign in strays_in(archive) if foreign]
    for name in there:
        assert judge_fixity(archive, name)[1] == ()
    return NEW in there


def hidden(archive: Path) -> list[str]:
    return [path.name for path in archive.iterdir() if path.name.startswith(".")]


@pytest.mark.slow
def test_killed_before_any_of_its_operations_it_leaves_all_or_nothing(archive: Path, tmp_path: Path) -> None:
    outcomes, step = [], 1
    while killed_at(step, lambda: publish(archive)):
        outcomes.append(assert_before_or_complete(archive))
        if outcomes[-1]:
            (archive / NEW.folder).rename(tmp_path / f"complete-{step}")
        step += 1
    assert step > 50, "the work has many changes, and each has been the last"
    assert outcomes == sorted(outcomes), "once complete it stays complete"
    assert set(outcomes) == {False, True}
    assert assert_before_or_complete(archive)
    assert hidden(archive) == [], "the last publisher has swept what the dead ones left"


@pytest.mark.parametrize("step", range(1, 15))
def test_a_full_disk_leaves_all_or_nothing(step: int, archive: Path) -> None:
    with full_disk(step), pytest.raises(OSError, match="No space left"):
        publish(archive)
    complete = assert_before_or_complete(archive)
    assert complete == (step == 14), "only the last one comes after the edition has its name"
    assert hidden(archive) == []


def test_a_file_that_may_not_grow_leaves_nothing(archive: Path) -> None:
    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        publish(archive)

    assert in_a_child(work) == FAILED
    assert not assert_before_or_complete(archive)
    assert hidden(archive) == []


def test_of_four_publishers_at_once_one_wins(archive: Path, tmp_path: Path) -> None:
    for turn in range(10):
        codes = _race(archive, 4)
        assert sorted(codes) == [DONE, REFUSED, REFUSED, REFUSED]
        assert assert_before_or_complete(archive)
        assert hidden(archive) == []
        (archive / NEW.folder).rename(tmp_path / f"won-{turn}")


def _race(archive: Path, runners: int) -> list[int]:
    """Let children publish at once, as soon as all are ready; give how each ended."""
    children, go = _ready(archive, runners)
    os.close(go)
    return [_code(child) for child in children]


def _ready(archive: Path, runners: int) -> tuple[list[int], int]:
    """Start children that publish when the other end of a pipe, which is given, is closed."""
    start, go = os.pipe()
    children = []
    for _ in range(runners):
        child = os.fork()
        if child == 0:
            os.close(go)
            os.read(start, 1)
            os._exit(_ended(archive))
        children.append(child)
    os.close(start)
    return children, go


def _code(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _ended(archive: Path) -> int:
    try:
        publish(archive)
    except RefusalError:
        return REFUSED
    except OSError:
        return FAILED
    return DONE


def test_a_publisher_at_work_is_not_swept(archive: Path) -> None:
    (waiting,), go = _ready(archive, 1)
    with reserved(archive):
        (archive / ".tmp-at-work").mkdir()
        os.close(go)
        time.sleep(0.1)
        assert os.waitpid(waiting, os.WNOHANG) == (0, 0)
        assert hidden(archive) == [".tmp-at-work"]
        (archive / ".tmp-at-work").rmdir()
    assert _code(waiting) == DONE


@pytest.fixture
def locked() -> Iterator[Path]:
    """Give an archive that this process, or a child without rights, cannot write to."""
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "archive"
        with reserved(archive):
            put(archive, OLD, FILES)
        Path(name).chmod(0o755)
        archive.chmod(0o555)
        yield archive
        archive.chmod(0o755)


def test_a_read_only_archive_stays_as_it_is(locked: Path) -> None:
    def work() -> None:
        if os.geteuid() == 0:
            os.setuid(65534)
        publish(locked)

    assert in_a_child(work) == FAILED
    assert not assert_before_or_complete(locked)


@pytest.mark.parametrize("kind", ["folder", "file", "link", "edition"])
def test_a_name_that_is_taken_is_never_replaced(kind: str, archive: Path) -> None:
    taken = archive / NEW.folder
    make: dict[str, Callable[[], object]] = {
        "folder": taken.mkdir,
        "file": taken.touch,
        "link": lambda: taken.symlink_to("nowhere"),
        "edition": lambda: publish(archive),
    }
    make[kind]()
    before = taken.lstat()
    with pytest.raises(RefusalError, match="すでにあります"):
        publish(archive)
    assert taken.lstat() == before
    assert hidden(archive) == []


def test_a_folder_that_holds_anything_is_not_replaced_even_where_it_came_late(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = os.rename

    def late(*arguments: Any, **options: Any) -> None:
        (archive / NEW.folder).mkdir()
        (archive / NEW.folder / "foreign.txt").write_text("x", encoding="utf-8")
        rename(*arguments, **options)

    with monkeypatch.context() as renaming:
        renaming.setattr(os, "rename", late)
        with pytest.raises(OSError, match="not empty"):
            publish(archive)
    assert [path.name for path in (archive / NEW.folder).iterdir()] == ["foreign.txt"]
    assert hidden(archive) == []


def test_files_of_an_edition_are_read_only(archive: Path) -> None:
    publish(archive)
    modes = {path.stat().st_mode & 0o777 for path in (archive / NEW.folder).rglob("*") if path.is_file()}
    assert modes == {0o444}


def test_an_archive_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").touch()
    with pytest.raises(FileExistsError):
        publish(tmp_path / "archive")
