"""Programs that a test starts and ends."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

LONGEST = 60.0
"""Seconds after which a program is killed that has not ended: no test waits for ever."""


@contextmanager
def started(command: Sequence[str], longest: float = LONGEST, **options: Any) -> Iterator["subprocess.Popen[str]"]:
    """Start a program whose output is text and give its process, which does not outlive the context.

    After `longest` seconds it is killed, so that reading from it ends. `options` are those of Popen.
    """
    with subprocess.Popen(command, text=True, start_new_session=True, **options) as process:
        timer = Timer(longest, _kill, (process,))
        timer.start()
        try:
            yield process
        finally:
            timer.cancel()
            timer.join()
            _kill(process)


def _kill(process: "subprocess.Popen[str]") -> None:
    """Kill a program and those that it has started: each of them may hold a pipe open that is read from."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
