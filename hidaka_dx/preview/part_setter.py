"""Sets changed parts of pages in a process of its own: while the whole is set in this one, nothing else can be."""

import multiprocessing
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final, NamedTuple

from hidaka_dx.typeset.changed_parts import ChangedPart
from hidaka_dx.typeset.part_press import press_part

PATIENCE: Final = 10.0
"""Seconds after which a part is given up: the whole will show it."""
END: Final = 2.0
"""Seconds in which the process may end by itself, so that it deletes its temporary files."""
MOST: Final = 200
"""How many parts a process sets before another one takes its place: memory is never given back completely."""


class _Running(NamedTuple):
    process: BaseProcess
    line: Connection


@dataclass
class PartSetter:
    """Sets parts, one at a time; not thread-safe."""

    assets: Sequence[Path]
    """The `assets/` folders in order of precedence."""
    _running: _Running | None = None
    _done: int = 0

    def start(self) -> None:
        """Start the process; it takes a second until it can set anything."""
        context = multiprocessing.get_context("spawn")
        own, others = context.Pipe()
        process = context.Process(target=_serve, args=(others, tuple(self.assets)), name="part-setter", daemon=True)
        process.start()
        others.close()  # so that either end hears when the other one is gone
        self._running, self._done = _Running(process, own), 0

    def end(self) -> None:
        """Stop the process."""
        if self._running:
            self._running.line.close()
            self._running.process.join(END)
            self._running.process.kill()
            self._running.process.join()
        self._running = None

    def set(self, part: ChangedPart) -> bytes | None:
        """Return the PDF of a part; none where it cannot be set, or not in time."""
        if self._done >= MOST:
            self.end()
        if self._running is None:
            self.start()
        self._done += 1
        try:
            return self._asked(part)
        except (EOFError, OSError):
            self.end()
            return None

    def _asked(self, part: ChangedPart) -> bytes | None:
        assert self._running is not None  # noqa: S101  started for it
        line = self._running.line
        line.send(part)
        if not line.poll(PATIENCE):
            raise EOFError
        pdf: bytes | None = line.recv()
        return pdf


def _serve(line: Connection, assets: Sequence[Path]) -> None:
    """Set what is asked for, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is meant for the preview, which ends this process
    with suppress(EOFError, OSError):
        while True:
            line.send(_set(line.recv(), assets))


def _set(part: ChangedPart, assets: Sequence[Path]) -> bytes | None:
    try:
        return press_part(part, assets)
    except BaseException:  # noqa: BLE001  WeasyPrint's are not all of Exception; what is wrong is told of the whole
        return None
