"""Benches: hidden folders in which something is made whole before it takes its place by a rename.

The maker of a bench holds a lock on it. The kernel takes that lock back from a maker that dies, so whoever comes next can
tell what is left over from what is being made, and clears it away.
"""

import ctypes
import errno
import fcntl
import os
import re
import secrets
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from hidaka_dx.files.writing import OPEN, below, opened, read, require_name, status, store
from hidaka_dx.problem import RefusalError

NEW: Final = "new"
"""The folder on a bench that will take a place."""
PATIENCE: Final = 60.0
"""Seconds that a writer waits for another one."""
_OLD, _PLACE = "old", "place"
_PRIVATE: Final = 0o700
_BESIDE: Final = ".tmp-hidaka-dx-"
_OWN: Final = re.compile(rf"{re.escape(_BESIDE)}[0-9a-f]{{16}}")
_NO_LOCKS: Final = {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP}
"""What a file system answers that has no locks on folders, such as some network shares."""
_NO_EXCHANGE: Final = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
_EXCHANGE: Final = 2
"""RENAME_EXCHANGE of renameat2(2)."""


class Bench(NamedTuple):
    """A hidden folder in which something is made before it takes its place."""

    handle: int
    """Descriptor of the folder."""
    name: str


def own(name: str) -> bool:
    """Tell whether a hidden name is that of a bench; anybody else's `.tmp-x` is none."""
    return bool(_OWN.fullmatch(name))


def move(bench: Bench, name: str, folder: int, final: str) -> None:
    """Let a file or a folder of a bench take its place: a file that of a file or a link, a folder only a free one."""
    require_name(final)
    os.rename(name, final, src_dir_fd=bench.handle, dst_dir_fd=folder)
    os.fsync(folder)


def swap(bench: Bench, parent: int, name: str) -> None:
    """Let the folder `new` of a bench take the place of the folder `name`; the old one goes to the bench.

    Where the system can, both change places in one moment (renameat2). Else the old one steps aside first; should
    the machine stop just then, `sweep` completes the change.
    """
    with uninterrupted():
        if status(parent, (name,)) is None:
            os.rename(NEW, name, src_dir_fd=bench.handle, dst_dir_fd=parent)
        elif not _exchanged(bench.handle, parent, name):
            _step_aside(bench.handle, parent, name)
        os.fsync(parent)


@contextmanager
def bench(parent: int) -> Iterator[Bench]:
    """Make a bench in an open folder, and clear away what dead makers left there; in the end it goes, however that comes."""
    sweep(parent)
    made: list[Bench] = []
    try:
        with uninterrupted():
            made.append(_made_bench(parent))
        yield made[0]
    finally:
        try:
            _clear(parent, made)
        except KeyboardInterrupt:  # came before its clearing could keep it waiting
            _clear(parent, made)
            raise


def _clear(parent: int, made: list[Bench]) -> None:
    with uninterrupted():
        while made:
            shutil.rmtree(made[0].name, ignore_errors=True, dir_fd=parent)
            os.close(made.pop().handle)


def sweep(parent: int) -> None:
    """Clear away the benches of makers that are gone; a folder that had stepped aside is replaced first."""
    for name in os.listdir(parent):
        if own(name):
            with suppress(OSError, RefusalError), below(parent, (name,)) as handle:
                if os.fstat(handle).st_uid == os.geteuid() and _lock(handle) is True:
                    _complete(handle, parent)
                    shutil.rmtree(name, dir_fd=parent)


@contextmanager
def locked(handle: int, shown: Path) -> Iterator[None]:
    """Keep other writers out of an open folder; raises RefusalError where one does not end."""
    with below(handle, (".",)) as again:
        end = time.monotonic() + PATIENCE
        while _lock(again) is False:
            if time.monotonic() > end:
                raise RefusalError(
                    f"ほかの hidaka-dx が {shown} に書いています。終わってから、もう一度実行してください。"
                )
            time.sleep(0.02)
        yield


@contextmanager
def desk(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Give a private folder outside the town that holds these files, by path; it goes in the end."""
    place = Path(tempfile.gettempdir())
    with opened(place) as parent, bench(parent) as made:
        try:
            for path, content in files.items():
                *folders, name = path.split("/")
                with below(made.handle, tuple(folders), make=True) as folder:
                    store(folder, name, content, sync=False)
        except OSError as error:
            raise OSError(error.errno, error.strerror) from error  # the place would tell nobody anything
        yield place / made.name


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until the work is done.

    Its handler is held back, not the signal: any other thread would take that. Only the main thread is interrupted at all.
    """
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    pressed: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if pressed:
            handler(pressed[-1], None)


def _made_bench(parent: int) -> Bench:
    """Make a bench and lock it; one that a sweeper was quicker to take is made again."""
    while True:
        name = f"{_BESIDE}{secrets.token_hex(8)}"
        os.mkdir(name, _PRIVATE, dir_fd=parent)
        with suppress(FileNotFoundError):
            handle = os.open(name, OPEN | os.O_NOFOLLOW, dir_fd=parent)
            _lock(handle, wait=True)
            found = status(parent, (name,))
            if found and found.st_ino == os.fstat(handle).st_ino:
                return Bench(handle, name)
            os.close(handle)


def is_locked(handle: int) -> bool:
    """Tell whether somebody holds the lock on an open folder."""
    with below(handle, (".",)) as again:
        return _lock(again) is False


def _lock(handle: int, *, wait: bool = False) -> bool | None:
    """Lock a folder; gives whether that was done, none where the file system has no such locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as error:
        return None if error.errno in _NO_LOCKS else False
    return True


def _exchanged(bench_: int, parent: int, name: str) -> bool:
    """Let two folders change places in one moment; tell whether the system can."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(bench_, NEW.encode(), parent, os.fsencode(name), _EXCHANGE) == 0:
        return True
    error = ctypes.get_errno()
    if error in _NO_EXCHANGE:
        return False
    raise OSError(error, os.strerror(error))


def _step_aside(bench_: int, parent: int, name: str) -> None:
    store(bench_, _PLACE, os.fsencode(name))
    os.fsync(bench_)
    os.rename(name, _OLD, src_dir_fd=parent, dst_dir_fd=bench_)
    try:
        os.rename(NEW, name, src_dir_fd=bench_, dst_dir_fd=parent)
    except OSError:
        os.rename(_OLD, name, src_dir_fd=bench_, dst_dir_fd=parent)
        raise


def _complete(bench_: int, parent: int) -> None:
    """Put a new folder in place whose old one has stepped aside."""
    if status(bench_, (NEW,)) and status(bench_, (_OLD,)):
        name = os.fsdecode(read(bench_, _PLACE))
        if status(parent, (name,)) is None:
            os.rename(NEW, name, src_dir_fd=bench_, dst_dir_fd=parent)
            os.fsync(parent)
