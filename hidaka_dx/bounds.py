"""CPU time and memory limits for processing input that could demand any amount of both.

A timer that counts the process's own CPU time checks both, from inside: it interrupts running Python code. That needs
the main thread; elsewhere (in the preview, whose user sees what happens and can end it) there is no limit.
"""

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final, NamedTuple

TICK: Final = 0.05
"""Seconds of CPU time between two looks."""
GIBIBYTE: Final = 2**30
LARGEST_AMOUNT: Final = 10**13
"""Larger than any number that a plan states, whatever its unit."""
_STATUS: Final = Path("/proc/self/statm")


class ProcessMemory(NamedTuple):
    """Memory of this process, in bytes."""

    space: int
    """Addresses."""
    used: int
    """What is really in memory."""


class ExceededError(Exception):
    """A piece of work takes too much."""


class TooLongError(ExceededError):
    """It takes too much time."""


class TooMuchError(ExceededError):
    """It takes too much memory."""


@contextmanager
def bounded(seconds: float, memory: int) -> Iterator[None]:
    """Interrupt work that takes more CPU time, in seconds, or makes the process grow by more memory, in bytes.

    Raises TooLongError or TooMuchError inside the context, or at its end if the work has swallowed the exception
    (WeasyPrint does so while it draws SVG). An outer limit is restored as soon as the inner one has ended.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    end, most = _time() + seconds, memory_in_use().used + memory
    exceeded = list[type[ExceededError]]()

    def look(_number: int, _frame: FrameType | None) -> None:
        if _time() > end:
            exceeded.append(TooLongError)
        elif memory_in_use().used > most:
            exceeded.append(TooMuchError)
        if exceeded:
            raise exceeded[0]

    before = signal.signal(signal.SIGVTALRM, look)
    timer = signal.setitimer(signal.ITIMER_VIRTUAL, TICK, TICK)
    try:
        yield
        if exceeded:
            raise exceeded[0]
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, *timer)
        signal.signal(signal.SIGVTALRM, before)


def address_space_limit() -> int | None:
    """Return the address space limit of this process, in bytes; None if there is none."""
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return None if limit == resource.RLIM_INFINITY else limit


def _time() -> float:
    """Return the CPU time used by this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def memory_in_use() -> ProcessMemory:
    """Return the memory currently used by this process."""
    page = resource.getpagesize()
    try:
        space, used = _STATUS.read_text(encoding="ascii").split()[:2]
    except OSError:  # not Linux: the peak is close enough
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        return ProcessMemory(peak, peak)
    return ProcessMemory(int(space) * page, int(used) * page)
