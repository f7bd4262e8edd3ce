"""Work done in a child that is killed right before one of its changes to the disk, or while the disk is full."""

import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

DONE, REFUSED, FAILED, BROKEN = range(4)
CHANGES = {
    *("mkdir", "rmdir", "rename", "replace", "link", "symlink", "unlink", "remove", "truncate"),
    *("open", "write", "flush", "fsync", "fchmod", "chmod", "fchown", "chown", "utime", "flock"),
}
"""Names of the functions, written in C, by which the disk can be changed; `open` reads, too."""


@contextmanager
def full_disk(step: int) -> Iterator[None]:
    """Let the disk be full, once, when for the `step`-th time a file is to be brought to it safely."""
    sync, left = os.fsync, [step]

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", full)
        yield


def in_a_child(work: Callable[[], object]) -> int:
    """Do something in a process of its own; give how it ended: its code, or minus the signal that killed it."""
    child = os.fork()
    if child == 0:
        code = BROKEN
        try:
            work()
            code = DONE
        except OSError:
            code = FAILED
        except RuntimeError:
            code = REFUSED
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def changes(function: Any) -> bool:
    """Tell whether a function may change the disk."""
    if getattr(function, "__name__", "") not in CHANGES:
        return False
    if isinstance(getattr(function, "__self__", None), io.BufferedWriter | io.FileIO):
        return True
    return getattr(function, "__module__", "") in ("posix", "fcntl")


def watching(seen: Callable[[int, str], None], work: Callable[[], object]) -> None:
    """Do something, and call `seen` with number, from 1, and name of each change, right before it.

    The garbage collector rests meanwhile: finalizers of what earlier work left would come at any moment, and count.
    """
    count = 0
    gc.disable()

    def watch(_frame: object, event: str, function: object) -> None:
        nonlocal count
        if event == "c_call" and changes(function):
            count += 1
            seen(count, str(getattr(function, "__name__", "")))

    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(None)
        gc.enable()


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do something in a child that dies right before its step-th change, counted from 1; tell whether it came so far."""

    def kill(count: int, _name: str) -> None:
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)

    code = in_a_child(lambda: watching(kill, work))
    assert code in (DONE, -signal.SIGKILL), code
    return code != DONE
