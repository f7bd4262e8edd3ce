"""Untrusted input processed in a child process: bounded time and memory, no network, and no life after its parent.

`bounded` interrupts Python only: a single call into Pango or one huge text cannot be stopped from inside. The process
is forked, so that it starts at once; it sends progress and its result or error through a pipe. What the parent has done
before must have begun no threads that the child needs (the validation of PDFs does). Whatever strangers have
made (bags, Word and Excel files, folders of other towns with templates, style sheets or fonts of their own) is worked
on here; the content of a town alone is not, since nothing in it is run.
"""

import multiprocessing
import os
import signal
import time
import warnings
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import MappingProxyType
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
from hidaka_dx.files.staging import desk, keep_temporary_files_in
from hidaka_dx.isolation import die_with, fall_silent, leave_the_network
from hidaka_dx.typeset.job import Progress

GRACE: Final = 2.0
"""Seconds in which a child that is told to stop may tidy up."""
KILLED: Final = -signal.SIGKILL
"""How a process ends that the kernel kills for its memory."""
Result = TypeVar("Result")


def _read_only(found: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(found)


ForkingPickler.register(MappingProxyType, lambda found: (_read_only, (dict(found),)))


def confined(work: Callable[[Progress], Result], progress: Progress, size: int) -> Result:
    """Run a function in a child process and return its result, which must be picklable.

    `size` is that of what it works on, in bytes. Raises what the function raises, and ExceededError, whose message tells
    the cause, where it takes more than `bounds.allowance` grants. Within such a process it simply runs.
    """
    if LIMITS:
        return work(progress)
    with desk({}) as place:  # deleted here: the child ends without the handlers that would delete its temporary files
        return _confined(work, progress, allowance(size), place)


def _confined(work: Callable[[Progress], Result], progress: Progress, allowed: Allowance, place: Path) -> Result:
    """Run a function in a child whose temporary files lie in a folder."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, there, allowed, os.getpid(), place), daemon=True)
    with warnings.catch_warnings():
        # Fork is safe here: threads of the parent (such as the progress display) hold no lock that the child acquires.
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        process.start()
    there.close()
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


def _work(work: Callable[[Progress], object], pipe: Connection, allowed: Allowance, parent: int, place: Path) -> None:
    """Run the function in the child; exit immediately, skipping the exit handlers inherited from the parent."""
    die_with(parent)
    fall_silent()
    keep_temporary_files_in(place)
    leave_the_network()
    limit_process(allowed)
    try:
        pipe.send(_answer(work, lambda words, share: pipe.send(("progress", (words, share))), allowed))
    except KeyboardInterrupt:
        os._exit(128 + signal.SIGINT)
    os._exit(0)


def _answer(work: Callable[[Progress], object], progress: Progress, allowed: Allowance) -> tuple[str, object]:
    """Return the result, or the error that is to be raised in the parent."""
    try:
        return "result", work(progress)
    except MemoryError:
        return "error", TooMuchError(allowed.memory)
    except Exception as error:  # noqa: BLE001  raised again in the parent
        try:
            ForkingPickler.loads(ForkingPickler.dumps(error))
        except Exception:  # noqa: BLE001  an error that cannot be sent
            return "error", RuntimeError(f"{type(error).__name__}: {error}")
        return "error", error
