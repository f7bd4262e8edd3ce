"""Reads and prints in one background thread, one document at a time: line composition is not thread-safe.

A newer request cancels the work on an older one, unless the older one is being printed, or was itself preferred to one
that was cancelled: whoever saves faster than a document is printed sees each printing that has begun, and the last.
"""

import gc
import sys
import traceback
from dataclasses import dataclass, field
from threading import Condition, Thread

from hidaka_dx.pipeline.preview import Viewer
from hidaka_dx.preview.board import Board
from hidaka_dx.preview.updating import SetAhead, Update
from hidaka_dx.problem import InstallationError, RefusalError


class _OutdatedError(Exception):
    """Something else is wanted now; the current work is discarded."""


@dataclass
class Worker:
    """Keeps the board up to date: the latest request comes first."""

    viewer: Viewer
    board: Board
    ahead: SetAhead | None = None
    """Sets changed parts before the whole."""
    _asked: int = 1
    """Number of content changes."""
    _forget: bool = False
    _made: dict[str, int] = field(default_factory=dict)
    """For each view the content change that it shows."""
    cancelled: set[str] = field(default_factory=set)
    """Views whose last update was cancelled by a newer save."""
    _wake: Condition = field(default_factory=Condition)
    ended: bool = False
    _thread: Thread | None = None

    def start(self) -> None:
        """Start the thread."""
        self._thread = Thread(target=self._run, name="preview-worker", daemon=True)
        self._thread.start()

    def ask(self, *, anew: bool = False) -> None:
        """Request an update after a file or viewer has changed; `anew` invalidates everything printed."""
        with self._wake:
            self._asked += 1
            self._forget |= anew
            self._wake.notify()

    def look(self) -> None:
        """Request an update for another document that is being viewed."""
        with self._wake:
            self._wake.notify()

    def end(self) -> None:
        """Stop after the current step."""
        with self._wake:
            self.ended = True
            self._wake.notify()
        if self._thread:
            self._thread.join(timeout=10)

    def next(self) -> tuple[str, int] | None:
        """Return the most recently viewed document that is out of date."""
        views = (view for view in self.board.viewed() if self._made.get(view) != self._asked)
        view = next(views, None)
        return (view, self._asked) if view else None

    def _run(self) -> None:
        while True:
            with self._wake:
                if not self.ended and self.next() is None:
                    gc.collect()  # seldom by itself, as presses set its counts back (`typeset.layout_memory`)
                self._wake.wait_for(lambda: self.ended or self.next())
                work = self.next()
            if self.ended:
                return
            if work:
                self._work(*work)

    def _work(self, view: str, asked: int) -> None:
        update = Update(self._fresh(), self.board, view, _Turn(self, view, asked), self.ahead)
        try:
            update.run()
        except _OutdatedError:
            return
        except (RefusalError, InstallationError) as error:
            update.fail(str(error))
        except OSError as error:
            update.fail(
                f"{error.filename or '作業用のファイル'} を読めません。権限を確かめ、もう一度保存してください。"
            )
        except Exception:  # noqa: BLE001  the preview must survive a bug, which is logged for developers
            traceback.print_exc(file=sys.stderr)
            update.fail("このしくみの誤りで、表示できません。端末に出た英文を添えて、作った人に知らせてください。")
        self._made[view] = asked
        self.cancelled.discard(view)

    def _fresh(self) -> Viewer:
        """Return the viewer, after dropping invalidated prints."""
        with self._wake:
            forget, self._forget = self._forget, False
        if forget:
            self.viewer.forget()
        return self.viewer


@dataclass
class _Turn:
    """The turn of one update: a newer save ends it until pages are printed, unless one has ended the turn before."""

    worker: Worker
    view: str
    asked: int
    _read: int = field(init=False)
    """The save that was read last."""

    def __post_init__(self) -> None:
        self._read = self.asked

    def check(self, *, printing: bool = False) -> None:
        """Raise _OutdatedError if another document is wanted, or newer content before pages are printed."""
        latest = self.worker.next()
        if self.worker.ended or latest is None or latest[0] != self.view:
            raise _OutdatedError
        if latest[1] != self.asked and not printing and self.view not in self.worker.cancelled:
            self.worker.cancelled.add(self.view)
            raise _OutdatedError

    def is_there_newer_content(self) -> bool:
        """Tell, once for each save, that content was saved since."""
        latest = self.worker.next()
        before, self._read = self._read, latest[1] if latest else self._read
        return before != self._read
