"""Documents set beside one another: in processes of their own, in the conductor's order, and nothing is left of them."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE

import pytest
from processes import started

from hidaka_dx.files.questions import Hashed, heard_by
from hidaka_dx.files.reading import read_file
from hidaka_dx.pipeline import presses
from hidaka_dx.pipeline.presses import Presses, processes
from hidaka_dx.problem import RefusalError
from hidaka_dx.typeset.job import Job, PdfFacts, Pressed, Progress, Result

FACTS = PdfFacts("計画", "町", datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
SOON = 10.0
"""Seconds within which a process does what it is about to do."""


def job(name: str) -> Job:
    return Job(name, (), {}, FACTS)


def silently(_words: str, _share: float) -> None:
    return


def made(name: str) -> Result:
    return Pressed(name.encode(), 1, {}, {}), ()


def wait_for(found: Callable[[], bool]) -> bool:
    until = time.monotonic() + SOON
    while not found() and time.monotonic() < until:
        time.sleep(0.01)
    return found()


@contextmanager
def two(place: Path, work: Callable[[str, Progress], Result]) -> Iterator[Presses]:
    """Give two presses that set a document by its name."""

    def setting(asked: Job, _assets: Sequence[Path], progress: Progress) -> Result:
        return work(asked.html, progress)

    beside = Presses(2, place, setting)
    try:
        yield beside
    finally:
        beside.end()


def test_two_documents_are_set_at_the_same_time(tmp_path: Path) -> None:
    def work(name: str, progress: Progress) -> Result:
        (tmp_path / name).touch()
        progress(name, 0.5)
        both = wait_for(lambda: {"one", "other"} <= {each.name for each in tmp_path.iterdir()})
        return made(f"{name} {both} {os.getpid() != parent}")

    parent, told = os.getpid(), list[str]()
    with two(tmp_path, work) as beside:
        for each in ("one", "other", "third"):
            beside.begin(job(each), ())
        found = [beside.press(job(each), (), lambda words, _: told.append(words)) for each in ("third", "other", "one")]
    assert [pressed and pressed.pdf for pressed, _ in found] == [
        b"third True True",
        b"other True True",
        b"one True True",
    ]
    assert told[0] == "third"
    assert set(told) <= {"third", "other", "one"}


def test_what_goes_wrong_is_raised_where_the_document_is_asked_for(tmp_path: Path) -> None:
    def work(name: str, _progress: Progress) -> Result:
        if name == "odd":
            raise RefusalError("できません。")
        return made(name)

    with two(tmp_path, work) as beside:
        beside.begin(job("odd"), ())
        assert beside.press(job("sound"), (), silently) == made("sound")
        with pytest.raises(RefusalError, match=r"できません。"):
            beside.press(job("odd"), (), silently)


@pytest.mark.parametrize(
    ("end", "cause"), [(signal.SIGKILL, "メモリーが足りません"), (signal.SIGSEGV, "途中で止まります")]
)
def test_a_dead_worker_costs_no_document_but_its_own(end: signal.Signals, cause: str, tmp_path: Path) -> None:
    def work(name: str, _progress: Progress) -> Result:
        tries = len(list(tmp_path.glob(f"{name}-*")))
        (tmp_path / f"{name}-{os.getpid()}").touch()
        if name == "deadly" or (name == "unlucky" and not tries):
            if end != signal.SIGKILL:
                signal.signal(end, signal.SIG_DFL)  # pytest's own handler would print the stack
            os.kill(os.getpid(), end)
        return made(name)

    with two(tmp_path, work) as beside:
        for each in ("deadly", "unlucky", "sound"):
            beside.begin(job(each), ())
        assert beside.press(job("unlucky"), (), silently) == made("unlucky")
        with pytest.raises(RefusalError, match=f"「.+」を組めません。.*{cause}"):
            beside.press(job("deadly"), (), silently)
        assert beside.press(job("sound"), (), silently) == made("sound")
    assert len(list(tmp_path.glob("deadly-*"))) == 2, "once beside others, once alone"


def test_where_memory_is_short_one_is_set_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presses, "memory_left", lambda: presses.MEMORY)
    with two(tmp_path, lambda name, _: made(f"{name} {os.getpid()}")) as beside:
        for each in ("one", "other"):
            beside.begin(job(each), ())
        found = [beside.press(job(each), (), silently)[0] for each in ("one", "other")]
    assert len({pressed.pdf.split()[1] for pressed in found if pressed}) == 1


def test_what_a_worker_reads_is_heard_here(tmp_path: Path) -> None:
    (tmp_path / "read").write_bytes(b"x")

    def work(name: str, _progress: Progress) -> Result:
        read_file(tmp_path, "read")
        return made(name)

    heard = list[object]()
    with heard_by(lambda question, answer: heard.append((question.path, answer))), two(tmp_path, work) as beside:
        beside.begin(job("dropped"), ())
        beside.press(job("asked for"), (), silently)
    assert heard == [("read", Hashed("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"))]


RUN = """
import os
from datetime import UTC, datetime
from functools import partial
from hidaka_dx.cli.conventions import interruptible
from hidaka_dx.pipeline import presses
from hidaka_dx.typeset.job import Job, PdfFacts

def endless(job, assets, progress):
    progress(str(os.getpid()), 0)
    while True:
        pass

presses.Presses = partial(presses.Presses, setting=endless)
facts = PdfFacts("a", "b", datetime.now(UTC), datetime.now(UTC))
with interruptible(), presses.presses() as beside:
    beside.begin(Job("dropped", (), {}, facts), ())
    beside.press(Job("asked for", (), {}, facts), (), lambda words, share: print(words, flush=True))
"""


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_the_run(end: signal.Signals, tmp_path: Path) -> None:
    environment = {**os.environ, presses.PROCESSES: "2", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", RUN]
    with started(command, stdout=PIPE, stderr=PIPE, env=environment) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
        assert str(child) in workers
        assert len(workers) == 2
        process.send_signal(end)
        assert process.wait(SOON) != 0
        assert wait_for(lambda: not any(map(is_there, map(int, workers))))
    assert end != signal.SIGINT or not list(tmp_path.iterdir())


def test_the_environment_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presses, "were_loaded", lambda: False)
    assert processes({presses.PROCESSES: "3"}) == 3
    assert processes({}) == len(os.sched_getaffinity(0))
    for odd in ("0", "-1", "two", "２", "1.5", "1\n", "9" * 5000):
        with pytest.raises(RefusalError, match="1から999までの数"):
            processes({presses.PROCESSES: odd})
    monkeypatch.setattr(presses, "were_loaded", lambda: True)
    assert processes({presses.PROCESSES: "3"}) == 1, "a copy of a process that has set pages would lack its threads"
