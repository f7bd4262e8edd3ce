"""No change is missed, however little the system tells: the watcher of these tests is deaf, late, or cannot be had."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Timer

import pytest
import watchfiles

from hidaka_dx.preview.watching import Watch

Told = set[tuple[watchfiles.Change, str]]
HOMES = ("content/chapters", "archive", "assets/css", "templates")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    for home in HOMES:
        (tmp_path / home).mkdir(parents=True)
        (tmp_path / home / "file").write_text("old")
    return tmp_path


def move_away_and_back(town: Path) -> None:
    (town / "content").rename(town / "gone")
    (town / "gone").rename(town / "content")
    (town / "content/chapters/file").write_text("new")


def put_a_copy_in_its_place(town: Path) -> None:
    (town / "content").rename(town / "gone")
    shutil.copytree(town / "gone", town / "content")
    (town / "content/chapters/file").write_text("new")


def save_beside_and_rename(town: Path) -> None:
    (town / "content/chapters/file.new").write_text("old")
    (town / "content/chapters/file.new").replace(town / "content/chapters/file")


def save_with_its_old_time(town: Path) -> None:
    file = town / "content/chapters/file"
    before = file.stat()
    file.write_text("new")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def link_outside(town: Path) -> None:
    shutil.rmtree(town / "templates")
    (town / "templates").symlink_to("/")
    (town / "content/all").symlink_to("/")
    (town / "content/again").symlink_to(town / "content")


def make_again(town: Path) -> None:
    (town / "content").mkdir()


DEEDS: dict[str, Callable[[Path], object]] = {
    "saved": lambda town: (town / "content/chapters/file").write_text("newer"),
    "saved beside and renamed": save_beside_and_rename,
    "saved with its old time": save_with_its_old_time,
    "moved away and back": move_away_and_back,
    "a copy in its place": put_a_copy_in_its_place,
    "gone": lambda town: shutil.rmtree(town / "content"),
    "a file removed": lambda town: (town / "content/chapters/file").unlink(),
    "made unreadable": lambda town: (town / "content/chapters/file").chmod(0),
    "published": lambda town: (town / "archive/other").write_text(""),
    "of the house": lambda town: (town / "templates/file").write_text("newer"),
    "leads outside": link_outside,
    "a style sheet": lambda town: (town / "assets/css/file").write_text("newer"),
    "all style sheets gone": lambda town: shutil.rmtree(town / "assets"),
}


class System:
    """What tells of nothing, or only what it is let tell; each time it begins to listen, the next thing has just happened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, town: Path, *deeds: Callable[[Path], object]) -> None:
        self.town, self.deeds, self.ended = town, [*deeds], Event()
        self.begun: list[tuple[str, ...]] = []
        monkeypatch.setattr(watchfiles, "watch", self.watch)
        monkeypatch.setattr("hidaka_dx.preview.watching.SPARING", 0)
        monkeypatch.setattr("hidaka_dx.preview.watching.LOOKING", 1)

    def watch(self, *homes: str, **_how: object) -> Iterator[Told]:
        self.begun.append(homes)
        for _ in range(3):
            if self.deeds:
                self.deeds.pop(0)(self.town)
            yield set()
        self.ended.set()

    def changes(self) -> list[bool]:
        return [*Watch(self.town).changes(self.ended)]


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_what_the_system_does_not_tell_is_seen(
    town: Path, deed: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    concerns_assets = [deed in (DEEDS["a style sheet"], DEEDS["all style sheets gone"])]
    assert System(monkeypatch, town, deed).changes() == concerns_assets


def test_what_happens_before_the_watcher_listens_is_seen(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(town)
    (town / "content/chapters/file").write_text("newer")
    system = System(monkeypatch, town)
    assert [*watch.changes(system.ended)] == [False]


@pytest.mark.parametrize("error", [FileNotFoundError, OSError, RuntimeError, ValueError])
def test_where_the_system_cannot_watch_it_is_looked(
    town: Path, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    system = System(monkeypatch, town)

    def refuse(*homes: str, **_how: object) -> Iterator[Told]:
        deeds = [DEEDS["gone"], make_again, DEEDS["a style sheet"]]
        deeds[len(system.begun)](town)
        system.begun.append(homes)
        if len(system.begun) == len(deeds):
            system.ended.set()
        raise error

    monkeypatch.setattr(watchfiles, "watch", refuse)
    assert system.changes() == [False, True]


@pytest.mark.parametrize("deed", ["a copy in its place", "gone", "leads outside", "all style sheets gone"])
def test_other_folders_get_a_watcher_of_their_own(town: Path, deed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, town, DEEDS[deed])
    system.changes()
    assert len(system.begun) == 2
    assert all(Path(home).is_dir() for home in system.begun[1])


def test_a_link_is_followed_no_further_than_it_is_read(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (town / "content/again").symlink_to(town / "content")
    (town / "content/all").symlink_to("/")
    (town / "templates/parent").symlink_to(town.parent)
    system = System(monkeypatch, town)
    assert system.changes() == []
    begun = sorted(home for home in system.begun[0] if Path(home).is_relative_to(town))
    assert begun == sorted(str(town / home) for home in (*HOMES, "content", "assets"))


def test_nothing_is_told_of_what_editors_keep_beside(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def keep_beside(town: Path) -> None:
        for name in ("a~", ".a.swp", ".#a"):
            (town / "content" / name).write_text("")

    assert System(monkeypatch, town, keep_beside).changes() == []


def test_the_system_itself_is_heard(town: Path) -> None:
    """Whatever is done while it listens, and in folders that have come meanwhile."""
    ended = Event()
    alarm = Timer(30, ended.set)
    alarm.start()
    changes = Watch(town).changes(ended)
    for name in ("content/new", "content/new/inner"):
        (town / name).mkdir()
        (town / name / "file").write_text("new")
        assert next(changes) is False
    (town / "assets/css/file").write_text("newer")
    assert any(changes)
    alarm.cancel()
