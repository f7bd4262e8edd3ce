"""Work in a process of its own: its result, its error, or the end that is put to it, with the cause."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from hidaka_dx import bounds, isolation
from hidaka_dx.bounds import BrokenOffError, TooLongError, TooMuchError
from hidaka_dx.pipeline import confined
from hidaka_dx.problem import RefusalError
from hidaka_dx.typeset.job import Progress


def quiet(_words: str, _share: float) -> None:
    return


def test_it_gives_the_result_and_tells_how_far_it_is() -> None:
    heard: list[tuple[str, float]] = []

    def work(progress: Progress) -> object:
        progress("組んでいます", 0.5)
        return MappingProxyType({"PDF": b"%PDF-"})

    assert confined.confined(work, lambda words, share: heard.append((words, share)), 0) == {"PDF": b"%PDF-"}
    assert heard == [("組んでいます", 0.5)]


@pytest.mark.parametrize("is_killed", [False, True])
def test_its_temporary_files_are_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_killed: bool) -> None:
    def work(_: Progress) -> str:
        folder = tempfile.mkdtemp()  # as libraries do, which delete it when Python ends
        assert Path(folder).parent.parent == tmp_path
        if is_killed:
            os.kill(os.getpid(), signal.SIGKILL)
        return folder

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    if is_killed:
        with pytest.raises(TooMuchError):
            confined.confined(work, quiet, 0)
    else:
        assert confined.confined(work, quiet, 0).startswith(str(tmp_path))
    assert not list(tmp_path.iterdir())


class _OddError(Exception):
    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def test_errors_are_raised_here() -> None:
    def work(_: Progress) -> None:
        raise RefusalError("できません。")

    def odd(_: Progress) -> None:
        raise _OddError("で", "す")

    with pytest.raises(RefusalError, match=r"できません。"):
        confined.confined(work, quiet, 0)
    with pytest.raises(RuntimeError, match="_OddError: です"):
        confined.confined(odd, quiet, 0)


def test_a_call_that_nothing_interrupts_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 1)
    monkeypatch.setattr(confined, "PATIENCE", 99)
    with pytest.raises(TooLongError, match="処理時間が1秒を超えます"):
        confined.confined(lambda _: re.match("(a+)+b", "a" * 60), quiet, 0)


def test_waiting_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 1)
    monkeypatch.setattr(confined, "PATIENCE", 0.2)
    with pytest.raises(TooLongError):
        confined.confined(lambda _: time.sleep(60), quiet, 0)


def test_python_ends_before_the_kernel_so_that_it_can_tell_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 1)
    monkeypatch.setattr(bounds, "LAST_WORDS", 0.9)

    def work(_: Progress) -> str:
        try:
            with bounds.bounded(60, bounds.GIBIBYTE):
                while True:
                    pass
        except TooLongError as late:
            return str(late)

    assert confined.confined(work, quiet, 0) in ("処理時間が0秒を超えます", "処理時間が1秒を超えます")


def test_memory_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MEMORY", 2**27)
    with pytest.raises(TooMuchError, match="128 MiBより多く"):
        confined.confined(lambda _: len(b"x" * 2**28), quiet, 0)


def test_a_process_that_breaks_down_is_told() -> None:
    with pytest.raises(BrokenOffError):
        confined.confined(lambda _: os._exit(3), quiet, 0)
    with pytest.raises(TooMuchError):
        confined.confined(lambda _: os.kill(os.getpid(), signal.SIGKILL), quiet, 0)


def test_larger_files_may_take_more_up_to_a_limit() -> None:
    sizes = [bounds.allowance(size) for size in (0, 100_000, 10**9)]
    assert [each.seconds for each in sizes] == [25, 275, 900]
    assert sizes == sorted(sizes)
    assert sizes[0].memory + 200 * 2**20 < 1.5 * bounds.GIBIBYTE


def reached(port: int) -> bool:
    """Tell whether a server of this machine is reached."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def test_nothing_is_reached_through_the_network() -> None:
    if not confined.confined(lambda _: isolation.leave_the_network(), quiet, 0):
        pytest.skip("this machine grants no network of one's own")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert reached(port)
        assert not confined.confined(lambda _: reached(port), quiet, 0)


def test_new_files_belong_to_whom_they_should(tmp_path: Path) -> None:
    confined.confined(lambda _: (tmp_path / "new").write_text("x"), quiet, 0)
    assert (tmp_path / "new").stat().st_uid == os.getuid()


ENDLESS = """
import sys, time, os
from hidaka_dx.cli.conventions import interruptible
from hidaka_dx.pipeline.confined import confined

def work(progress):
    progress(str(os.getpid()), 0)
    while True:
        {}

with interruptible():
    confined(work, lambda words, share: print(words, flush=True), 0)
"""


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(("end", "work"), [(signal.SIGINT, "pass"), (signal.SIGKILL, "time.sleep(60)")])
def test_the_child_ends_with_its_parent(end: signal.Signals, work: str) -> None:
    command = [sys.executable, "-c", ENDLESS.format(work)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        assert is_there(child)
        process.send_signal(end)
        assert process.wait(10) != 0
    assert wait_for(lambda: not is_there(child))


def wait_for(found: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not found() and time.monotonic() < until:
        time.sleep(0.02)
    return found()
