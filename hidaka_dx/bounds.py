"""CPU time and memory limits for processing input that could demand any amount of both.

`limit_process` asks the kernel to end a whole process; that is for a child (`pipeline.confined`). Within a process, a
timer that counts its own CPU time checks both: it interrupts running Python code. That needs the main thread; elsewhere
(in the preview, whose user sees what happens and can end it) there is no limit.
"""

import math
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
SECONDS: Final = 25
BYTES_A_SECOND: Final = 400
MOST_SECONDS: Final = 900
MEMORY: Final = 5 * GIBIBYTE // 4
MEMORY_A_BYTE: Final = 4096
MOST_MEMORY: Final = 4 * GIBIBYTE
"""What work on strangers' files may take (`allowance`)."""
PATIENCE: Final = 3
"""Factor by which wall-clock time may exceed the CPU time limit."""
LAST_WORDS: Final = 2.0
"""Seconds of CPU that remain to tell where the rest has gone."""
LARGEST_AMOUNT: Final = 10**13
"""Larger than any number that a plan states, whatever its unit."""
_STATUS: Final = Path("/proc/self/statm")
_MACHINE: Final = Path("/proc/meminfo")
_FREE: Final = "MemAvailable:"
_GROUP: Final = Path("/sys/fs/cgroup")
"""Where Linux says what a container may take, in the files `memory.max` and `memory.current`."""


class ProcessMemory(NamedTuple):
    """Memory of this process, in bytes."""

    space: int
    """Addresses."""
    used: int
    """What is really in memory."""


class Allowance(NamedTuple):
    """What a process that works for strangers may take."""

    seconds: int
    """CPU time; waiting may take `PATIENCE` times as long."""
    memory: int
    """Bytes beyond what the process has already."""


class ExceededError(Exception):
    """A piece of work takes too much; the Japanese message says of what, as a clause."""


class TooLongError(ExceededError):
    """It takes more time than these seconds."""

    def __str__(self) -> str:
        """Say so."""
        return f"処理時間が{self.args[0]:.0f}秒を超えます"


class TooMuchError(ExceededError):
    """It takes more memory than these bytes."""

    def __str__(self) -> str:
        """Say so."""
        return f"メモリーを{self.args[0] >> 20} MiBより多く使います"


class BrokenOffError(ExceededError):
    """The process that did it broke down."""

    def __str__(self) -> str:
        """Say so."""
        return "処理するプログラムが途中で止まります（壊れた書体や画像が入っているおそれがあります）"


LIMITS: Final = list[Allowance]()
"""What this whole process may take, where it was limited."""


def allowance(size: int) -> Allowance:
    """Return what work on strangers' files of so many bytes may take: ten times what files of people take, and more.

    The smallest plans take two seconds of CPU and 0.1 GiB, one of 300 measures, 600 kB, two minutes and 1.5 GiB.
    """
    return Allowance(
        min(SECONDS + size // BYTES_A_SECOND, MOST_SECONDS), min(MEMORY + size * MEMORY_A_BYTE, MOST_MEMORY)
    )


def limit_process(allowed: Allowance) -> None:
    """Limit this process for good, as far as the kernel can; no limit that it has is raised.

    Time ends first in Python, which can tell where it was, then in the kernel.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    seconds = _least(int(_time()) + allowed.seconds, resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, _least(seconds + 1, resource.RLIMIT_CPU)))
    most = _least(memory_in_use().space + allowed.memory, resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    LIMITS.append(allowed)


def _least(wanted: int, kind: int) -> int:
    limit = resource.getrlimit(kind)[1]
    return wanted if limit == resource.RLIM_INFINITY else min(wanted, limit)


def in_this_process(error: MemoryError) -> Exception:
    """Tell what a lack of memory means: too much was asked for, where this process is limited; else the machine has no more."""
    return TooMuchError(LIMITS[-1].memory) if LIMITS else error


@contextmanager
def bounded(seconds: float, memory: int) -> Iterator[None]:
    """Interrupt work that takes more CPU time, in seconds, or makes the process grow by more memory, in bytes.

    Raises TooLongError or TooMuchError inside the context, or at its end if the work has swallowed the exception
    (WeasyPrint does so while it draws SVG). An outer limit is restored as soon as the inner one has ended.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = min(seconds, _time_left())
    end, most = _time() + seconds, memory_in_use().used + memory
    exceeded = list[ExceededError]()

    def look(_number: int, _frame: FrameType | None) -> None:
        if _time() > end:
            exceeded.append(TooLongError(seconds))
        elif memory_in_use().used > most:
            exceeded.append(TooMuchError(memory))
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


def _time_left() -> float:
    """Return the CPU time until the kernel ends this process, less what it takes to tell where it is."""
    limit = resource.getrlimit(resource.RLIMIT_CPU)[0]
    return math.inf if limit == resource.RLIM_INFINITY else max(limit - _time() - LAST_WORDS, TICK)


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


def memory_left() -> float:
    """Return the bytes of memory that this machine, or the container in it, has left; endless where nobody says."""
    return min(_left_in_the_machine(), _left_in_the_container())


def _left_in_the_machine() -> float:
    try:
        lines = _MACHINE.read_text(encoding="ascii").splitlines()
    except OSError:  # not Linux
        return math.inf
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(_FREE)), math.inf)


def _left_in_the_container() -> float:
    try:
        most, now = ((_GROUP / f"memory.{name}").read_text(encoding="ascii") for name in ("max", "current"))
        return int(most) - int(now)
    except (OSError, ValueError):  # no container, or one without a limit
        return math.inf
