"""Work on what strangers have sent, in a process of its own that the system ends when it takes too much.

`bounds` interrupts Python only: one call into Pango or one huge text cannot be stopped from inside. The process is forked,
so that it starts at once; it tells the parent how far it is, and gives its result or its error through a pipe.
"""

import multiprocessing
import os
import resource
import time
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final, TypeVar

from hidaka_dx.bounds import GIBIBYTE, ExceededError, held
from hidaka_dx.typeset.job import Progress

SECONDS: Final = 900
"""CPU time; a plan of 300 measures takes two minutes."""
PATIENCE: Final = 3
"""How much longer than its CPU time work may take by the clock."""
MEMORY: Final = 4 * GIBIBYTE
Result = TypeVar("Result")


def confined(work: Callable[[Progress], Result], progress: Progress) -> Result:
    """Do work in a process of its own and give its result, which must be of values that can be pickled.

    Raises what the work raises, and ExceededError where it takes more than it may.
    """
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, there), daemon=True)
    with warnings.catch_warnings():
        # Threads of the parent, such as the one that draws the progress, hold no lock that the child takes.
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
    """Pass on how far the work is until it ends."""
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
    """Do the work in the child; leave at once, since what the parent would do at its end is not the child's to do."""
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
    wanted = held().space + MEMORY
    limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
