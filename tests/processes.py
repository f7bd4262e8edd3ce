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

    Ctrl-C reaches it even where these tests ignore that, as they do behind `make test &` or nohup. After `longest`
    seconds it is killed, so that reading from it ends. `options` are those of Popen.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a program inherits what is ignored
    try:
        process = subprocess.Popen(command, text=True, start_new_session=True, **options)
    finally:
        signal.signal(signal.SIGINT, before)
    timer = Timer(longest, _kill, (process,))
    timer.start()
    try:
        yield process
    finally:
        timer.cancel()
        timer.join()
        _kill(process)
        process.communicate()


def _kill(process: "subprocess.Popen[str]") -> None:
    """Kill a program and those that it has started: each of them may hold a pipe open that is read from."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
