"""What is handed out is whole or as it was; nothing is reached through a link, and nothing of the user's goes."""

import errno
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from killing import DONE, full_disk, in_a_child

from hidaka_dx.files import Names, Output, add, amend, desk, is_staging_name, reserved, staging
from hidaka_dx.files.staging import locked, staging_folder, sweep
from hidaka_dx.files.writing import open_folder
from hidaka_dx.interruption import ENDINGS, endings_heard, uninterrupted
from hidaka_dx.problem import RefusalError

OLD = {"a.txt": b"a", "same.txt": b"same", "gone/b.txt": b"b"}
NEW = {"a.txt": b"A", "same.txt": b"same", "more/c.txt": b"c"}


def ours(folder: Path) -> set[str]:
    """Take for this program's own all that is no memo."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")}


def laid(files: dict[str, bytes]) -> Iterator[tuple[Names, bytes]]:
    return ((tuple(path.split("/")), content) for path, content in files.items())


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def modes(*paths: Path) -> list[int]:
    return [path.stat().st_mode & 0o777 for path in paths]


def test_files_are_put_in_place_together_or_not_at_all(tmp_path: Path) -> None:
    out = Output(tmp_path / "new/output")
    out.write([(("a.pdf",), b"1"), (("data", "b.csv"), b"2")])
    before = tree(out.folder)
    assert before == {"a.pdf": b"1", "data/b.csv": b"2"}
    with full_disk(2), pytest.raises(OSError, match=r"No space left.*data/b\.csv"):
        out.write([(("a.pdf",), b"3"), (("data", "b.csv"), b"4")])
    assert tree(out.folder) == before


def test_nothing_is_made_where_a_name_is_refused(tmp_path: Path) -> None:
    for names in (("..", "x"), ("../x",), ("a/b",), ("a\0",), (".x",), ("/x",)):
        with pytest.raises(RefusalError):
            Output(tmp_path / "output").write([(("fine",), b""), (names, b"")])
        with pytest.raises(RefusalError):
            Output(tmp_path / "output").renew("site", [(names, b"")], ours)
    assert list(tmp_path.iterdir()) == []


def test_two_names_that_are_one_elsewhere_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match="二つできます"):
        Output(tmp_path).write([(("Plan.pdf",), b"1"), (("plan.pdf",), b"2")])


def test_a_file_keeps_its_mode_and_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(b"mine")
    out = Output(tmp_path / "output")
    out.write([(("a.pdf",), b"1"), (("b.pdf",), b"1")])
    (out.folder / "a.pdf").chmod(0o640)
    (out.folder / "b.pdf").unlink()
    (out.folder / "b.pdf").symlink_to(outside)
    out.write([(("a.pdf",), b"2"), (("b.pdf",), b"2")])
    assert modes(out.folder / "a.pdf", out.folder / "b.pdf") == [0o640, 0o644]
    assert tree(out.folder) == {"a.pdf": b"2", "b.pdf": b"2"}
    assert outside.read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["data", "site"])
def test_no_folder_is_reached_through_a_link(name: str, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / name).symlink_to("../outside")
    out = Output(tmp_path / "output")
    work: dict[str, Callable[[], object]] = {
        "data": lambda: out.write([(("data", "a.csv"), b"1")]),
        "site": lambda: out.renew("site", laid(NEW), ours),
    }
    with pytest.raises(RefusalError, match=f"「{name}」はリンクです"):
        work[name]()
    assert list((tmp_path / "outside").iterdir()) == []
    assert (tmp_path / "output" / name).is_symlink()


def test_an_output_folder_that_is_a_link_is_the_users_choice(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "output").symlink_to("elsewhere")
    Output(tmp_path / "output").write([(("a.pdf",), b"1")])
    assert tree(tmp_path / "elsewhere") == {"a.pdf": b"1"}


def test_a_folder_of_the_name_is_told_before_anything_changes(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(IsADirectoryError, match=r"b\.pdf"):
        Output(tmp_path).write([(("a.pdf",), b"1"), (("b.pdf",), b"2")])
    assert [path.name for path in tmp_path.iterdir()] == ["b.pdf"]


@pytest.mark.parametrize("exchange", [True, False])
def test_a_folder_is_renewed_as_a_whole(exchange: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    if not exchange:
        monkeypatch.setattr(staging, "_exchanged", lambda *_: False)
    out = Output(tmp_path)
    made = out.renew("site", laid(OLD), ours)
    assert (made.written, made.removed, made.kept) == (3, 0, 0)
    assert modes(tmp_path / "site", tmp_path / "site/gone", tmp_path / "site/a.txt") == [0o755, 0o755, 0o644]
    (tmp_path / "site").chmod(0o750)
    (tmp_path / "site/a.txt").chmod(0o600)
    before = (tmp_path / "site/same.txt").stat()
    made = out.renew("site", laid(NEW), ours, [(("site.zip",), b"zip")])
    assert (made.written, made.removed, made.kept) == (2, 1, 1)
    assert tree(tmp_path) == {**{f"site/{path}": content for path, content in NEW.items()}, "site.zip": b"zip"}
    after = (tmp_path / "site/same.txt").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert modes(tmp_path / "site", tmp_path / "site/a.txt", tmp_path / "site/more") == [0o750, 0o600, 0o755]
    place = (tmp_path / "site").stat().st_ino
    out.renew("site", laid(NEW), ours)
    assert (tmp_path / "site").stat().st_ino == place, "nothing has changed, nothing is touched"


def test_where_files_cannot_be_linked_their_time_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    Output(tmp_path).renew("site", laid(OLD), ours)
    os.utime(tmp_path / "site/same.txt", (1, 1))
    monkeypatch.setattr(os, "link", refused)
    made = Output(tmp_path).renew("site", laid(NEW), ours)
    assert made.kept == 1
    assert (tmp_path / "site/same.txt").stat().st_mtime == 1


@pytest.mark.parametrize("foreign", [".git/HEAD", "CNAME", "gone/memo.docx", "photos/", "link.txt", "a.link"])
def test_what_somebody_else_laid_there_is_named_and_stays(foreign: str, tmp_path: Path) -> None:
    out = Output(tmp_path / "output")
    out.renew("site", laid(OLD), ours)
    path = out.folder / "site" / foreign
    path.parent.mkdir(exist_ok=True)
    if "link" in foreign:
        path.symlink_to("a.txt")
    elif foreign.endswith("/"):
        path.mkdir()
    else:
        path.write_bytes(b"mine")
    before = sorted(out.folder.rglob("*"))
    shown = foreign.split("HEAD", maxsplit=1)[0]
    for work in (lambda: out.renew("site", laid(NEW), ours), lambda: out.require_own("site", ours)):
        with pytest.raises(RefusalError, match=f"（{shown}）。消さずに止まりました"):
            work()
    assert sorted(out.folder.rglob("*")) == before


def test_what_finder_and_explorer_leave_is_nobodys(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (tmp_path / name / "site").mkdir(parents=True)
        (tmp_path / name / "site" / name).write_bytes(b"x")
        Output(tmp_path / name).renew("site", laid(NEW), lambda _: set())
        assert tree(tmp_path / name / "site") == NEW


def test_only_what_dead_makers_left_is_swept(tmp_path: Path) -> None:
    mine = [tmp_path / ".tmp-x", tmp_path / ".tmp-hidaka-dx-notes", tmp_path / ".tmp-1234-abc"]
    for path in mine:
        path.write_bytes(b"mine")
    link = tmp_path / f".tmp-hidaka-dx-{'0' * 16}"
    link.symlink_to("/")

    def killed() -> None:
        with open_folder(tmp_path) as handle, staging_folder(handle):
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_a_child(killed) == -signal.SIGKILL
    with open_folder(tmp_path) as handle, staging_folder(handle) as living:
        assert is_staging_name(living.name)
        assert in_a_child(lambda: Output(tmp_path).write([(("a.pdf",), b"1")])) == DONE
        assert {path.name for path in tmp_path.iterdir()} == {
            *(each.name for each in (*mine, link)),
            "a.pdf",
            living.name,
        }
    assert {path.name for path in tmp_path.iterdir()} == {*(each.name for each in (*mine, link)), "a.pdf"}


def test_a_folder_that_stepped_aside_is_replaced_by_the_next_run(tmp_path: Path) -> None:
    Output(tmp_path).renew("site", laid(OLD), ours)

    def killed() -> None:
        rename, left = os.rename, [2]

        def counted(one: str, other: str, **folders: int) -> None:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            rename(one, other, **folders)

        staging._exchanged, os.rename = (lambda *_: False), counted  # type: ignore[assignment]
        Output(tmp_path).renew("site", laid(NEW), ours)

    assert in_a_child(killed) == -signal.SIGKILL
    assert not (tmp_path / "site").exists()
    with open_folder(tmp_path) as handle:
        sweep(handle)
    assert tree(tmp_path) == {f"site/{path}": content for path, content in NEW.items()}


def test_a_second_writer_waits_and_in_the_end_says_for_whom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "PATIENCE", 0.05)
    with (
        open_folder(tmp_path) as handle,
        locked(handle, tmp_path),
        pytest.raises(RefusalError, match=r"ほかの hidaka-dx が .* に書いています"),
    ):
        Output(tmp_path).write([(("a.pdf",), b"1")])
    assert list(tmp_path.iterdir()) == []


def test_a_file_system_without_locks_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", none)
    Output(tmp_path).write([(("a.pdf",), b"1")])
    assert tree(tmp_path) == {"a.pdf": b"1"}


def test_an_interrupt_waits_for_the_end_of_a_change_and_leaves_nothing(tmp_path: Path) -> None:
    done = []

    def interrupted(number: int) -> None:
        with uninterrupted():
            os.kill(os.getpid(), number)
            done.append(number)

    for number in ENDINGS:
        with pytest.raises(KeyboardInterrupt), endings_heard():
            interrupted(number)
        with pytest.raises(KeyboardInterrupt), endings_heard(), open_folder(tmp_path) as handle, staging_folder(handle):
            os.kill(os.getpid(), number)
        assert list(tmp_path.iterdir()) == []
    assert done == [*ENDINGS]
    thread = threading.Thread(target=lambda: Output(tmp_path).write([(("a.pdf",), b"1")]))
    thread.start()
    thread.join()
    assert tree(tmp_path) == {"a.pdf": b"1"}


def test_a_copy_of_the_process_removes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened = [ExitStack()]
    folder = opened[0].enter_context(desk({"a": b"1"}))
    assert in_a_child(opened.clear) == DONE  # its generator ends where nothing refers to it
    assert (folder / "a").read_bytes() == b"1"
    opened.clear()
    assert not folder.exists()


def test_files_of_a_town_are_amended_in_place(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a", "b", "c", "sub/target"):
        (tmp_path / name).write_bytes(b"old")
    (tmp_path / "a").chmod(0o660)
    (tmp_path / "link").symlink_to("sub/target")

    def late(_content: bytes) -> bytes:
        (tmp_path / "c").write_bytes(b"saved meanwhile")
        return b"new"

    left = amend(
        tmp_path, {"a": lambda _: b"new", "b": lambda _: None, "c": late, "link": lambda _: b"new", "no": late}
    )
    assert left == ("b", "no", "c")
    assert tree(tmp_path) == {"a": b"new", "b": b"old", "c": b"saved meanwhile", "sub/target": b"new", "link": b"new"}
    assert modes(tmp_path / "a") == [0o660]
    assert (tmp_path / "link").is_symlink()


def test_nothing_outside_a_town_is_amended(tmp_path: Path) -> None:
    (tmp_path / "town").mkdir()
    (tmp_path / "secret").write_bytes(b"mine")
    (tmp_path / "town/link").symlink_to("../secret")
    with pytest.raises(RefusalError, match="外を指すリンク"):
        amend(tmp_path / "town", {"link": lambda _: b"new"})
    assert (tmp_path / "secret").read_bytes() == b"mine"


def test_a_desk_is_private_and_goes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with desk({"content/plan.yaml": b"x"}) as folder:
        assert tree(folder) == {"content/plan.yaml": b"x"}
        assert modes(folder) == [0o700]
    with pytest.raises(RefusalError), desk({"../outside": b"x"}):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_read_only_files_is_added_once(tmp_path: Path) -> None:
    with reserved(tmp_path / "archive"):
        add(tmp_path / "archive", "bag", {"data/x": b"x"}, 0o444)
        with pytest.raises(OSError, match="bag"):
            add(tmp_path / "archive", "bag", {"data/x": b"y"}, 0o444)
    assert tree(tmp_path / "archive") == {"bag/data/x": b"x"}
    assert modes(tmp_path / "archive/bag/data/x", tmp_path / "archive/bag/data") == [0o444, 0o755]


def test_no_other_run_exchanges_the_folder_while_it_is_judged(tmp_path: Path) -> None:
    """The list of one pack held against the files of another would call them changed by hand."""
    out = Output(tmp_path)
    out.renew("site", laid({"a.txt": b"1"}), ours)
    other = threading.Thread(target=lambda: Output(tmp_path).renew("site", laid({"b.txt": b"2"}), ours))

    def read_while_another_run_writes(folder: Path) -> set[str]:
        listed = ours(folder)
        if other.ident is None:
            other.start()
            other.join(0.3)
        return listed

    out.require_own("site", read_while_another_run_writes)
    other.join()
    assert tree(tmp_path / "site") == {"b.txt": b"2"}
