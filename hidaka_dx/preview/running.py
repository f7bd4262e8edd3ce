"""One command of this program at a time, run beside the preview: what it says, whether it goes on, what it has made."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import IO, Final

from hidaka_dx import progress_protocol
from hidaka_dx.problem import RefusalError

OUTPUT: Final = "output"
LONGEST: Final = 4000
"""Lines that are kept of what a command says."""
SHOWN: Final = 200
"""Files that are named of what a command has made."""
BUSY: Final = "ほかの仕事が動いています。終わるまで待つか、止めてください。"


@dataclass
class RunningCommand:
    """Runs commands in a town; thread-safe."""

    root: Path
    _process: "subprocess.Popen[str] | None" = None
    _lines: list[str] = field(default_factory=list)
    _before: dict[str, int] = field(default_factory=dict)
    _name: str = ""
    _ticket: str = ""
    _progress: tuple[float, str] = (0.0, "")
    _stopped: bool = False
    _code: int | None = None
    """How the command has ended; none while it runs."""
    _made: list[str] = field(default_factory=list)
    """What it has made."""
    _lock: Lock = field(default_factory=Lock)

    def start(
        self,
        name: str,
        words: Sequence[str],
        answer: str = "",
        ticket: str = "",
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Start a command, and type the answer; call `ended` when it has ended. Raises RefusalError while another one runs.

        The program is found where this one lies, never in the town, whose files may be somebody else's (`-P`).
        """
        with self._lock:
            if self._is_running():
                raise RefusalError(BUSY)
            self._name, self._lines, self._before = name, [], self._files()
            self._stopped, self._progress, self._ticket = False, (0.0, ""), ticket
            self._process = subprocess.Popen(  # noqa: S603  the words are those of a task, each answer checked
                [sys.executable, "-P", "-m", "hidaka_dx", *words],
                cwd=self.root,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,  # so that it can be stopped with all that it has started
                env={
                    **os.environ,
                    "PYTHONIOENCODING": "utf-8",
                    "PYTHONUNBUFFERED": "1",
                    "PYTHONPATH": _path(),
                    progress_protocol.VARIABLE: "lines",
                },
            )
            self._code, self._made = None, []
        Thread(target=self._listen, args=(self._process, self._lines, answer, ended), daemon=True).start()

    def stop(self) -> None:
        """Ask the command to stop, as Ctrl-C does: it leaves everything as it was."""
        with self._lock:
            if self._process and self._is_running() and self._process.poll() is None:
                self._stopped = True
                os.killpg(self._process.pid, signal.SIGINT)

    def told(self) -> dict[str, object]:
        """Return what the page shows: the command's name, its words so far, how it ended, the files that it has made."""
        with self._lock:
            return {
                "task": self._name,
                "running": self._is_running(),
                "stopped": self._stopped,
                "ticket": self._ticket,
                "code": self._code,
                "share": self._progress[0],
                "doing": self._progress[1],
                "words": "".join(self._lines),
                "made": self._made,
            }

    def _listen(
        self, process: "subprocess.Popen[str]", lines: list[str], answer: str, ended: Callable[[], None] | None
    ) -> None:
        if process.stdin and process.stdout:
            with suppress(OSError):  # it has ended without asking
                process.stdin.write(answer)
                process.stdin.close()
            with process.stdout as said:
                self._hear(said, lines)
        code = process.wait()
        try:
            if ended:
                ended()
        finally:
            with self._lock:
                self._made, self._code = self._new_files(), code

    def _hear(self, said: IO[str], lines: list[str]) -> None:
        for line in said:
            if told := progress_protocol.told(line):
                self._progress = told
            elif len(lines) < LONGEST:
                lines.append(line)

    def _is_running(self) -> bool:
        """Tell whether a command runs, or what it has made is not yet known."""
        return self._process is not None and self._code is None

    def _new_files(self) -> list[str]:
        """Return the files of `output/` that are new or written anew, as paths below it."""
        now = self._files()
        return [path for path in sorted(now) if self._before.get(path) != now[path]][:SHOWN]

    def _files(self) -> dict[str, int]:
        folder = self.root / OUTPUT
        found = {}
        for path in folder.rglob("*"):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
                found[path.relative_to(folder).as_posix()] = path.stat().st_mtime_ns
        return found


def _path() -> str:
    """Return the folder of this program, so that the same one runs."""
    return os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", ""))))
