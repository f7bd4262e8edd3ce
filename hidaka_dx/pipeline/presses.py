"""Documents set beside one another: setting one is a function of its job alone, so it may be done in another process.

The conductor keeps its order. It says as early as it can what it is going to need (`begin`), and waits where it needs it
(`press`); what it then does not ask for is dropped. A worker sets one document after the other, with the fonts that it
has loaded. It is copied from this process, which must have set nothing itself (`children`); so all documents of a run are
set by workers, or none is.
"""

import os
import re
import signal
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Final

from hidaka_dx.bounds import LIMITS, BrokenOffError, memory_left
from hidaka_dx.files.questions import Answer, Question, heard, retell
from hidaka_dx.files.staging import desk
from hidaka_dx.kept.surroundings import libraries, loaded_elsewhere
from hidaka_dx.pipeline.children import begun, sendable
from hidaka_dx.problem import RefusalError
from hidaka_dx.typeset.job import Job, Progress, Result, Setting, in_silence
from hidaka_dx.typeset.kept_documents import key_of, press_and_keep, press_or_take, taken
from hidaka_dx.typeset.loaded_fonts import were_loaded

PROCESSES: Final = "HIDAKA_DX_PROCESSES"
"""The environment variable that says how many documents are set at once, at most."""
COUNT: Final = re.compile("[1-9][0-9]{0,2}", re.ASCII)
MEMORY: Final = 192 * 2**20
MEMORY_A_BYTE: Final = 768
"""What a worker takes, beside other workers: something of its own, and more for each byte of HTML."""
NO_MEMORY: Final = "メモリーが足りません。ほかのプログラムを閉じて、もう一度試してください"


@dataclass(frozen=True)
class _Done:
    """What a worker answers."""

    result: Result | Exception
    heard: Sequence[tuple[Question, Answer]] = ()
    """What it has asked of folders."""
    libraries: frozenset[str] = frozenset()
    """What it has loaded."""


@dataclass
class _Task:
    """A document that is to be set."""

    key: str
    """That of its job."""
    job: Job
    assets: tuple[Path, ...]
    done: _Done | None = None
    alone: bool = False
    """Whether no other may be set at the same time: a worker has died of it, perhaps for want of memory."""


@dataclass
class _Worker:
    process: ForkProcess
    pipe: Connection
    task: _Task | None = None


@dataclass
class Presses:
    """Sets documents in up to `most` processes; where that is one, in this one."""

    most: int
    place: Path
    """Where the workers' temporary files lie."""
    setting: Setting = press_and_keep
    _tasks: dict[str, _Task] = field(default_factory=dict)
    """What was begun and not asked for yet, by the keys of the jobs."""
    _waiting: deque[_Task] = field(default_factory=deque)
    _workers: list[_Worker] = field(default_factory=list)

    @property
    def are_several(self) -> bool:
        """Tell whether documents are set beside one another."""
        return self.most > 1

    def begin(self, job: Job, assets: Sequence[Path]) -> None:
        """Let a document be set as soon as there is a press for it, unless it was set before."""
        if self.are_several:
            self._task(job, assets)
            self._hear(0, None, in_silence)
            self._dispatch()

    def press(self, job: Job, assets: Sequence[Path], progress: Progress) -> Result:
        """Return what `kept_documents.press_or_take` returns; raises what it raises."""
        if not self.are_several:
            return press_or_take(job, assets, progress)
        task = self._task(job, assets)
        del self._tasks[task.key]
        if task in self._waiting:
            self._waiting.remove(task)
            self._waiting.appendleft(task)
        while task.done is None:
            self._dispatch()
            if not self.are_several:
                return self.setting(job, assets, progress)
            self._hear(None, task, progress)
        retell(task.done.heard)
        loaded_elsewhere(task.done.libraries)
        if isinstance(task.done.result, Exception):
            raise task.done.result
        return task.done.result

    def end(self) -> None:
        """End all workers at once: what they have kept is whole, and their temporary files lie in `place`."""
        self.most = 1
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    def _task(self, job: Job, assets: Sequence[Path]) -> _Task:
        """Return the task of a job; a new one waits for a worker, unless the document is kept."""
        key = key_of(job)
        if key not in self._tasks:
            kept = taken(job, assets)
            task = self._tasks[key] = _Task(key, job, tuple(assets), _Done((kept, ())) if kept else None)
            if not kept:
                self._waiting.append(task)
        return self._tasks[key]

    def _dispatch(self) -> None:
        """Give what waits to workers, in its order."""
        while self._waiting and (worker := self._free_for(self._waiting[0])):
            worker.task = task = self._waiting.popleft()
            try:
                worker.pipe.send((task.job, task.assets))
            except OSError:
                self._bury(worker)

    def _free_for(self, task: _Task) -> _Worker | None:
        """Return a worker that may set a document now; none where it has to wait."""
        busy = [each.task for each in self._workers if each.task]
        if busy and (task.alone or any(each.alone for each in busy) or not _has_room(task.job)):
            return None
        idle = next((each for each in self._workers if each.task is None), None)
        return self._begun() if idle is None and len(self._workers) < self.most else idle

    def _begun(self) -> _Worker | None:
        """Begin another worker; where the system allows none, there are no more than there are."""
        try:
            worker = _Worker(*begun(lambda pipe: _serve(pipe, self.setting), self.place))
        except OSError:
            self.most = len(self._workers)
            return None
        self._workers.append(worker)
        return worker

    def _hear(self, seconds: float | None, awaited: _Task | None, progress: Progress) -> None:
        """Wait for workers to say something, and take it; only the progress of the awaited document is told."""
        busy = [each for each in self._workers if each.task]
        ready = wait([each.pipe for each in busy], seconds)
        for worker in (each for each in busy if each.pipe in ready):
            try:
                said = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if isinstance(said, _Done) and worker.task:
                worker.task.done, worker.task = said, None
            elif worker.task is awaited:
                progress(*said)

    def _bury(self, worker: _Worker) -> None:
        """Take leave of a worker that has died: its document is set once more, alone; then it cannot be made."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        task = worker.task
        if task and task.alone:
            task.done = _Done(
                RefusalError(f"「{task.job.facts.title}」を組めません。{_cause(worker.process.exitcode)}。")
            )
        elif task:
            task.alone = True
            self._waiting.appendleft(task)


@contextmanager
def presses() -> Iterator[Presses]:
    """Give presses for one run: in this process, or in several that end with the context.

    Raises RefusalError where the environment does not say how many as it should.
    """
    with desk({}) as place:
        made = Presses(processes(os.environ), place)
        try:
            yield made
        finally:
            made.end()


def processes(environment: Mapping[str, str]) -> int:
    """Return how many documents are set at once: as many as there are cores, or as `HIDAKA_DX_PROCESSES` says.

    One where work is limited as a whole (`confined`), and where no process can be copied safely.
    """
    named = environment.get(PROCESSES, "")
    if named and not COUNT.fullmatch(named):
        raise RefusalError(f"環境変数 {PROCESSES} には、1から999までの数を書いてください（今は「{named[:20]}」です）。")
    if LIMITS or were_loaded() or sys.platform != "linux":
        return 1
    return int(named) if named else len(os.sched_getaffinity(0))


def _has_room(job: Job) -> bool:
    """Tell whether there is memory for setting a document beside others."""
    return memory_left() >= MEMORY + MEMORY_A_BYTE * len(job.html)


def _cause(code: int | None) -> str:
    return NO_MEMORY if code == -signal.SIGKILL else str(BrokenOffError())


def _serve(pipe: Connection, setting: Setting) -> None:
    """Set documents until nobody wants any; Ctrl-C is the conductor's to hear, who then ends this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            job, assets = pipe.recv()
            pipe.send(_answer(job, assets, setting, lambda words, share: pipe.send((words, share))))


def _answer(job: Job, assets: Sequence[Path], setting: Setting, progress: Progress) -> _Done:
    with heard() as questions:
        result: Result | Exception
        try:
            result = setting(job, assets, progress)
        except Exception as error:  # noqa: BLE001  raised again by the conductor
            result = sendable(error)
    return _Done(result, questions, libraries() or frozenset())
