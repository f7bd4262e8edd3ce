"""How work is asked from outside to end: by Ctrl-C, by a terminal that is closed, by a machine that is shut down.

All of them raise KeyboardInterrupt, so that what is half done is taken back and nothing is left over. What cannot be
heard (SIGKILL) leaves a folder whose lock the kernel releases (`files.staging`), for the next run to delete.
"""

import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any, Final, TypeAlias

ENDINGS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
BOUNCE: Final = 1.0
"""Seconds in which the wish is heard once: `timeout` and shells send it to a process and to its group."""
Handler: TypeAlias = Callable[[int, FrameType | None], Any]


@contextmanager
def endings_heard() -> Iterator[list[int]]:
    """Let SIGTERM and SIGHUP interrupt as Ctrl-C does; gives a list that then holds them.

    What the caller has set to be ignored stays so (`nohup`). Only the main thread is interrupted at all.
    """
    heard = list[int]()
    last = [-math.inf]

    def interrupt(number: int, _frame: FrameType | None) -> None:
        heard.append(number)
        before, last[0] = last[0], time.monotonic()
        if last[0] - before > BOUNCE:
            raise KeyboardInterrupt

    wanted = [each for each in ENDINGS[1:] if _is_main_thread() and signal.getsignal(each) is signal.SIG_DFL]
    for number in wanted:
        signal.signal(number, interrupt)
    try:
        yield heard
    finally:
        for number in wanted:
            signal.signal(number, signal.SIG_DFL)


@contextmanager
def answered(answer: Callable[[Handler, int], None], *, also_ignored: bool = False) -> Iterator[None]:
    """Let `answer` take what asks for the end, with the handler that would have taken it.

    Signals that nobody handles here stay as they are; with `also_ignored`, Ctrl-C is heard though it is ignored, as
    behind `command &`.
    """
    handlers = dict(_handlers(also_ignored=also_ignored))
    before = {number: signal.getsignal(number) for number in handlers}
    for number, handler in handlers.items():
        signal.signal(number, partial(_told, answer, handler))
    try:
        yield
    finally:
        for number, handler_before in before.items():
            signal.signal(number, handler_before)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Delay Ctrl-C, SIGTERM and SIGHUP until the work is done.

    The handler is deferred, not the signal, which another thread would receive.
    """
    waiting = list[Callable[[], None]]()
    try:
        with answered(lambda handler, number: waiting.append(partial(handler, number, None))):
            yield
    finally:
        if waiting:
            waiting[-1]()


def _told(answer: Callable[[Handler, int], None], handler: Handler, number: int, _frame: FrameType | None) -> None:
    answer(handler, number)


def _handlers(*, also_ignored: bool) -> Iterator[tuple[signal.Signals, Handler]]:
    for number in ENDINGS if _is_main_thread() else ():
        handler = signal.getsignal(number)
        if callable(handler):
            yield number, handler
        elif also_ignored and number == signal.SIGINT:
            yield number, signal.default_int_handler


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
