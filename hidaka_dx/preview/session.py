"""One preview session."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import watchfiles

from hidaka_dx.archive import ARCHIVE
from hidaka_dx.content import is_folder
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.preview import Viewer
from hidaka_dx.preview.address import KeptAddress, keep_address, kept_address
from hidaka_dx.preview.answers import Answers
from hidaka_dx.preview.board import Board
from hidaka_dx.preview.part_setter import PartSetter
from hidaka_dx.preview.server import Server
from hidaka_dx.preview.worker import Worker
from hidaka_dx.problem import RefusalError

SETTLING = 300
"""Maximum time in milliseconds for collecting saved files; editors write several at once."""
STEP = 40
"""Milliseconds without further changes after which files count as saved."""
LOOKING = 500
"""Interval in milliseconds of checking whether folders have appeared or disappeared."""


@dataclass(frozen=True)
class Session:
    """An open preview."""

    address: str
    root: Path
    worker: Worker
    ended: Event

    def watch(self) -> None:
        """Watch for saved files until the session is ended or interrupted.

        Folders may appear and disappear: watching restarts whenever the set of folders changes.
        """
        while not self.ended.is_set():
            self._watch(self._watched())

    def _watch(self, watched: tuple[Path, ...]) -> None:
        """Watch for saved files until a watched folder disappears or another one appears."""
        changes = watchfiles.watch(
            *watched,
            debounce=SETTLING,
            step=STEP,
            stop_event=self.ended,
            rust_timeout=LOOKING,
            yield_on_timeout=True,
        )
        for changed in changes:
            paths = [Path(path) for _, path in changed]
            gone = {Path(path) for change, path in changed if change is watchfiles.Change.deleted}
            moved = self._watched() != watched or not gone.isdisjoint(watched)
            if paths or moved:
                self.worker.ask(anew=moved or self._holds_assets(paths))
            if moved:
                return

    def _watched(self) -> tuple[Path, ...]:
        """Return the existing folders that documents are made from."""
        own = [folder for folder in (self.root / "content", self.root / ARCHIVE) if folder.is_dir()]
        houses = (*folders(self.root, "templates"), *folders(self.root, "assets"))
        return tuple(folder.resolve() for folder in (*own, *houses))

    def _holds_assets(self, paths: Iterable[Path]) -> bool:
        """Tell whether style sheets, fonts or images are among the paths: they invalidate cached pages."""
        assets = [folder.resolve() for folder in folders(self.root, "assets")]
        return any(path.is_relative_to(folder) for path in paths for folder in assets)


@contextmanager
def opened(root: Path, port: int, *, ahead: bool = False) -> Iterator[Session]:
    """Serve the preview of a town's folder while the context lasts; raises RefusalError where that is not possible.

    Pages that have changed are shown `ahead` of the whole.
    """
    if not is_folder(root / "content"):
        raise RefusalError(
            "ここは町のフォルダーではありません（content/ がありません）。-C フォルダー で指定してください。"
        )
    board, setter = Board(), PartSetter(folders(root, "assets")) if ahead else None
    worker = Worker(Viewer(root), board, setter.set if setter else None)
    with _server(port, Answers(root, board), worker) as server:
        Thread(target=server.serve_forever, name="preview-server", daemon=True).start()
        if setter:
            setter.start()
        worker.start()
        ended = Event()
        try:
            yield Session(server.gate.address, root, worker, ended)
        finally:
            ended.set()
            board.close()
            server.running.stop()
            server.shutdown()
            worker.end()
            if setter:
                setter.end()


def _server(port: int, answers: Answers, worker: Worker) -> Server:
    """Listen where the last run of this town has listened, unless another port is wanted, or that one is taken."""
    last = kept_address(answers.root)
    if last and port in (0, last.port):
        with suppress(RefusalError):
            return Server(last.port, answers, worker, last.token)
    server = Server(port, answers, worker)
    keep_address(answers.root, KeptAddress(server.gate.port, server.gate.token))
    return server
