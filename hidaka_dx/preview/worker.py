"""Reads and prints in a thread of its own, one document after the other: line composition is for one thread only."""

import sys
import traceback
from dataclasses import dataclass, field
from threading import Condition, Thread

from hidaka_dx.pipeline.preview import Viewer
from hidaka_dx.preview.board import Board
from hidaka_dx.preview.showing import Showing
from hidaka_dx.preview.telling import fault
from hidaka_dx.problem import RefusalError, UnfitError


class _OutdatedError(Exception):
    """Something newer is wanted; what is half done is thrown away."""


@dataclass
class Worker:
    """Keeps the board up to date: what was asked for last comes first, and breaks off what is older."""

    viewer: Viewer
    board: Board
    _asked: int = 1
    """Counts the changes of the content."""
    _forget: bool = False
    _made: dict[str, int] = field(default_factory=dict)
    """For each view the change of the content that it shows."""
    _wake: Condition = field(default_factory=Condition)
    _ended: bool = False
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin to work."""
        self._thread = Thread(target=self._run, name="preview-worker", daemon=True)
        self._thread.start()

    def ask(self, *, anew: bool = False) -> None:
        """Say that a file has changed or that somebody looks; `anew`, that nothing printed can be kept."""
        with self._wake:
            self._asked += 1
            self._forget |= anew
            self._wake.notify()

    def look(self) -> None:
        """Say that somebody looks at another document."""
        with self._wake:
            self._wake.notify()

    def end(self) -> None:
        """Stop after the step that is being done."""
        with self._wake:
            self._ended = True
            self._wake.notify()
        if self._thread:
            self._thread.join(timeout=10)

    def _next(self) -> tuple[str, int] | None:
        """Give the newest view that does not show the newest content."""
        views = (view for view in self.board.looked_at() if self._made.get(view) != self._asked)
        view = next(views, None)
        return (view, self._asked) if view else None

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._ended or self._next())
                work = self._next()
            if self._ended:
                return
            if work:
                self._work(*work)

    def _work(self, view: str, asked: int) -> None:
        def check() -> None:
            if self._ended or self._next() != (view, asked):
                raise _OutdatedError

        try:
            Showing(self._fresh(), self.board, view, check).run()
        except _OutdatedError:
            return
        except (RefusalError, UnfitError) as error:
            self._fail(view, str(error))
        except OSError as error:
            self._fail(
                view, f"{error.filename or '作業用のファイル'} を読めません。権限を確かめ、もう一度保存してください。"
            )
        except Exception:  # noqa: BLE001  the preview outlives a bug; the bug is told where developers look
            traceback.print_exc(file=sys.stderr)
            self._fail(view, "このしくみの誤りで、表示できません。端末に出た英文を添えて、作った人に知らせてください。")
        self._made[view] = asked

    def _fail(self, view: str, message: str) -> None:
        self.board.change(view, {"problems": fault(message), "busy": "", "stale": True})

    def _fresh(self) -> Viewer:
        """Give the viewer, having forgotten what must be printed anew."""
        with self._wake:
            forget, self._forget = self._forget, False
        if forget:
            self.viewer.forget()
        return self.viewer
