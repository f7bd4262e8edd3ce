"""Untrusted input processed in a child process with resource limits.

`bounds` interrupts Python only: a single call into Pango or one huge text cannot be stopped from inside. The process
is forked, so that it starts at once; it sends progress and its result or error through a pipe.
"""

import multiprocessing
import os
import resource
import time
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final, TypeVar

from hidaka_dx.bounds import GIBIBYTE, ExceededError, memory_in_use
from hidaka_dx.typeset.job import Progress

SECONDS: Final = 900
"""CPU time; a plan of 300 measures takes two minutes."""
PATIENCE: Final = 3
"""Factor by which wall-clock time may exceed the CPU time limit."""
MEMORY: Final = 4 * GIBIBYTE
Result = TypeVar("Result")


def confined(work: Callable[[Progress], Result], progress: Progress) -> Result:
    """Run a function in a child process and return its result, which must be picklable.

    Raises what the function raises, and ExceededError where it exceeds its limits.
    """
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, there), daemon=True)
    with warnings.catch_warnings():
        # Fork is safe here: threads of the parent (such as the progress display) hold no lock that the child acquires.
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        process.start()
    there.close()
    try:
        kind, result = _awaited(here, progress)
    finally:
        process.kill()
        process.join()
        here.close()
    if kind == "error":
        raise result
    done: Result = result
    return done


def _awaited(pipe: Connection, progress: Progress) -> tuple[str, Any]:
    """Forward the progress until the child sends its result."""
    end = time.monotonic() + PATIENCE * SECONDS
    while pipe.poll(max(0.0, end - time.monotonic())):
        try:
            kind, value = pipe.recv()
        except EOFError:
            break
        if kind != "progress":
            return kind, value
        progress(*value)
    raise ExceededError


def _work(work: Callable[[Progress], object], pipe: Connection) -> None:
    """Run the function in the child; exit immediately, skipping the exit handlers inherited from the parent."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    _limit_memory()
    try:
        pipe.send(("result", work(lambda words, share: pipe.send(("progress", (words, share))))))
    except Exception as error:  # noqa: BLE001  raised again in the parent
        pipe.send(("error", error))
    os._exit(0)


def _limit_memory() -> None:
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = memory_in_use().space + MEMORY
    limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
