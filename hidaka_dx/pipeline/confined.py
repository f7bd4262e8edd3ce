"""Untrusted input processed in a child process: bounded time and memory, no network, and no life after its parent.

`bounded` interrupts Python only: a single call into Pango or one huge text cannot be stopped from inside. The process
(`children`) sends progress and its result or error through a pipe. Whatever strangers have made (bags, Word and Excel
files, folders of other towns with templates, style sheets or fonts of their own) is worked on here; the content of a
town alone is not, since nothing in it is run.
"""

import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, Final, TypeVar

from hidaka_dx.bounds import (
    LIMITS,
    PATIENCE,
    Allowance,
    BrokenOffError,
    ExceededError,
    TooLongError,
    TooMuchError,
    allowance,
    limit_process,
)
from hidaka_dx.files.staging import desk
from hidaka_dx.isolation import leave_the_network
from hidaka_dx.pipeline.children import begun, sendable
from hidaka_dx.typeset.job import Progress, in_silence

GRACE: Final = 2.0
"""Seconds in which a child that is told to stop may tidy up."""
KILLED: Final = -signal.SIGKILL
"""How a process ends that the kernel kills for its memory."""
Result = TypeVar("Result")


def confined(work: Callable[[Progress], Result], progress: Progress, size: int) -> Result:
    """Run a function in a child process and return its result, which must be picklable.

    `size` is that of what it works on, in bytes. Raises what the function raises, and ExceededError, whose message tells
    the cause, where it takes more than `bounds.allowance` grants. Within such a process it simply runs.
    """
    if LIMITS:
        return work(progress)
    with desk({}) as place:  # deleted here: the child ends without the handlers that would delete its temporary files
        return _confined(work, progress, allowance(size), place)


def confined_in_silence(work: Callable[[], Result], size: int) -> Result:
    """Run a function that tells no progress; raises as `confined` does."""
    return confined(lambda _: work(), in_silence, size)


def _confined(work: Callable[[Progress], Result], progress: Progress, allowed: Allowance, place: Path) -> Result:
    """Run a function in a child whose temporary files lie in a folder."""
    process, here = begun(lambda pipe: _work(work, pipe, allowed), place)
    try:
        kind, result = _awaited(here, progress, process, allowed)
    finally:
        _end(process)
        here.close()
    if kind == "error":
        raise result
    done: Result = result
    return done


def _awaited(pipe: Connection, progress: Progress, process: ForkProcess, allowed: Allowance) -> tuple[str, Any]:
    """Forward the progress until the child sends its result; raises ExceededError where it never does."""
    end = time.monotonic() + PATIENCE * allowed.seconds
    while pipe.poll(max(0.0, end - time.monotonic())):
        try:
            kind, value = pipe.recv()
        except EOFError:
            process.join()
            raise _cause(process.exitcode, allowed) from None
        if kind != "progress":
            return kind, value
        progress(*value)
    process.kill()
    raise TooLongError(PATIENCE * allowed.seconds)


def _cause(code: int | None, allowed: Allowance) -> ExceededError:
    """Tell why a child ended without a word."""
    if code == -signal.SIGXCPU:
        return TooLongError(allowed.seconds)
    return TooMuchError(allowed.memory) if code == KILLED else BrokenOffError()


def _end(process: ForkProcess) -> None:
    """End a child: it is asked, as by Ctrl-C, so that it leaves nothing half done, then made to."""
    if process.is_alive() and process.pid:
        os.kill(process.pid, signal.SIGINT)
        process.join(GRACE)
        process.kill()
    process.join()


def _work(work: Callable[[Progress], object], pipe: Connection, allowed: Allowance) -> None:
    """Run the function in the child."""
    leave_the_network()
    limit_process(allowed)
    try:
        pipe.send(_answer(work, lambda words, share: pipe.send(("progress", (words, share))), allowed))
    except KeyboardInterrupt:
        os._exit(128 + signal.SIGINT)


def _answer(work: Callable[[Progress], object], progress: Progress, allowed: Allowance) -> tuple[str, object]:
    """Return the result, or the error that is to be raised in the parent."""
    try:
        return "result", work(progress)
    except MemoryError:
        return "error", TooMuchError(allowed.memory)
    except Exception as error:  # noqa: BLE001  raised again in the parent
        return "error", sendable(error)
