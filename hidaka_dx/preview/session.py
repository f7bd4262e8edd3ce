"""One preview from start to end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import watchfiles

from hidaka_dx.pipeline.printing import folders
from hidaka_dx.pipeline.viewing import Viewer
from hidaka_dx.preview.answers import Answers
from hidaka_dx.preview.board import Board
from hidaka_dx.preview.server import Server
from hidaka_dx.preview.worker import Worker
from hidaka_dx.problem import RefusalError

SETTLING = 300
"""Milliseconds that saved files are gathered for, at most; editors write several at once."""
STEP = 40
"""Milliseconds without another file after which they count as saved."""


@dataclass(frozen=True)
class Session:
    """A preview that is open."""

    address: str
    root: Path
    worker: Worker
    ended: Event

    def watch(self) -> None:
        """Follow saved files until the session is ended or interrupted."""
        content = (self.root / "content").resolve()
        homes = (content, *folders(self.root, "templates"), *folders(self.root, "assets"))
        changes = watchfiles.watch(*homes, debounce=SETTLING, step=STEP, stop_event=self.ended, rust_timeout=500)
        for changed in changes:
            self.worker.ask(anew=any(not Path(path).resolve().is_relative_to(content) for _, path in changed))


@contextmanager
def opened(root: Path, port: int) -> Iterator[Session]:
    """Serve the preview of a town's folder while the context lasts; raises RefusalError where that cannot be."""
    if not (root / "content").is_dir():
        raise RefusalError(
            "ここは町のフォルダーではありません（content/ がありません）。-C フォルダー で指定してください。"
        )
    board = Board()
    worker = Worker(Viewer(root), board)
    with Server(port, Answers(root, board), worker) as server:
        Thread(target=server.serve_forever, name="preview-server", daemon=True).start()
        worker.start()
        ended = Event()
        try:
            yield Session(server.gate.address, root, worker, ended)
        finally:
            ended.set()
            board.close()
            server.shutdown()
            worker.end()
