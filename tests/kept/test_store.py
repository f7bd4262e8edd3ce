"""What is kept comes back whole or not at all, and never stands in the way."""

import errno
import os
from pathlib import Path

import pytest

from hidaka_dx.files import kept_files
from hidaka_dx.files.kept_files import DAY, HOUR, KeptFiles
from hidaka_dx.kept import Store, digest, opened, program
from hidaka_dx.problem import RefusalError

KEY, OTHER = digest(b"one"), digest(b"other")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return opened({"HIDAKA_DX_CACHE": str(tmp_path)})


def entry(store: Store, key: str = KEY) -> Path:
    assert store.files
    return store.files.folder / key


def test_what_is_put_is_given_back_whoever_put_it_last(store: Store) -> None:
    assert store.get(KEY) is None
    store.put(KEY, b"content")
    assert store.get(KEY) == b"content"
    store.put(KEY, b"")
    assert store.get(KEY) == b""
    assert store.get(OTHER) is None
    assert entry(store).stat().st_mode & 0o777 == 0o600
    assert entry(store).parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_a_damaged_entry_is_missing_and_goes(store: Store, damage: bytes | None) -> None:
    store.put(KEY, b"content")
    whole = entry(store).read_bytes()
    entry(store).write_bytes(whole[:-1] + damage if damage is not None else b"")
    assert store.get(KEY) is None
    assert not entry(store).exists()


def test_an_entry_under_the_name_of_another_is_missing(store: Store) -> None:
    store.put(KEY, b"content")
    entry(store).rename(entry(store, OTHER))
    assert store.get(OTHER) is None


def test_the_folder_may_go_at_any_time(store: Store) -> None:
    store.put(KEY, b"content")
    entry(store).unlink()
    (entry(store).parent / ".swept").unlink()
    entry(store).parent.rmdir()
    assert store.get(KEY) is None
    store.put(KEY, b"content")
    assert store.get(KEY) == b"content"


def test_a_full_disk_is_no_fault(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    store.put(OTHER, b"content")
    monkeypatch.setattr(kept_files, "store", full)
    store.put(KEY, b"content")
    assert store.get(KEY) is None
    assert store.get(OTHER) == b"content"


@pytest.mark.parametrize("obstacle", ["file", "open to all"])
def test_a_place_that_is_unfit_is_not_used(store: Store, obstacle: str) -> None:
    folder = entry(store).parent
    if obstacle == "file":
        folder.write_bytes(b"")
    else:
        folder.mkdir()
        folder.chmod(0o777)
    store.put(KEY, b"content")
    assert store.get(KEY) is None
    assert folder.is_file() or list(folder.iterdir()) == []


def test_old_entries_go_then_those_unused_for_longest_and_nothing_of_others(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path / "kept")
    names = [digest(b"%d" % number) for number in range(4)]
    for age, name in enumerate(names):
        files.write(name, b"12345678")
        os.utime(files.folder / name, (0, (files.folder / name).stat().st_mtime - age * DAY))
    left = files.folder / ".new-0123456789abcdef"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    (files.folder / "notes.txt").write_text("mine", encoding="utf-8")
    files.sweep(2.5 * DAY, 16)
    assert {each.name for each in files.folder.iterdir()} == {*names[:2], "notes.txt", ".swept"}
    files.sweep(0.0, 0)
    assert (files.folder / names[0]).exists(), "swept twice within an hour"
    os.utime(files.folder / ".swept", (0, (files.folder / ".swept").stat().st_mtime - 2 * HOUR))
    files.sweep(DAY, 0)
    assert {each.name for each in files.folder.iterdir()} == {"notes.txt", ".swept"}


def test_what_is_used_stays_young(store: Store) -> None:
    store.put(KEY, b"content")
    os.utime(entry(store), (0, 0))
    assert store.get(KEY) == b"content"
    assert entry(store).stat().st_mtime > 0


def test_it_lies_where_the_user_keeps_such_things() -> None:
    assert opened({"HOME": "/h"}) == Store(KeptFiles(Path("/h/.cache/hidaka-dx")))
    assert opened({"HOME": "/h", "XDG_CACHE_HOME": "/c"}) == Store(KeptFiles(Path("/c/hidaka-dx")))
    assert opened({"HOME": "/h", "XDG_CACHE_HOME": "c"}) == Store(KeptFiles(Path("/h/.cache/hidaka-dx")))
    assert opened({"HOME": "/h", "HIDAKA_DX_CACHE": "/d"}) == Store(KeptFiles(Path("/d/hidaka-dx")))
    for nowhere in ({}, {"HOME": "/h", "HIDAKA_DX_CACHE": "off"}):
        assert opened(nowhere) == Store(None)
        opened(nowhere).put(KEY, b"content")
        assert opened(nowhere).get(KEY) is None


@pytest.mark.parametrize("place", ["cache", "{0}", "{0}/content/cache"])
def test_a_place_in_a_town_is_refused(place: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/plan.yaml").write_bytes(b"")
    with pytest.raises(RefusalError, match="HIDAKA_DX_CACHE"):
        opened({"HIDAKA_DX_CACHE": place.format(tmp_path)})


def test_keys_tell_parts_apart() -> None:
    assert len({digest(b"ab"), digest(b"a", b"b"), digest(b"", b"ab"), digest(b"ab", b"")}) == 4
    assert len(program()) == 64
