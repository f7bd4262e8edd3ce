"""One preview session."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from hidaka_dx.content import is_folder
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.preview import Viewer
from hidaka_dx.preview.address import KeptAddress, keep_address, kept_address
from hidaka_dx.preview.answers import Answers
from hidaka_dx.preview.board import Board
from hidaka_dx.preview.part_setter import PartSetter
from hidaka_dx.preview.server import Server
from hidaka_dx.preview.watching import Watch
from hidaka_dx.preview.worker import Worker
from hidaka_dx.problem import RefusalError


@dataclass(frozen=True)
class Session:
    """An open preview."""

    address: str
    root: Path
    watching: Watch
    worker: Worker
    ended: Event

    def watch(self) -> None:
        """Show what is saved until the session is ended or interrupted."""
        for anew in self.watching.changes(self.ended):
            self.worker.ask(anew=anew)


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
        watching, ended = Watch(root), Event()
        if setter:
            setter.start()
        worker.start()
        try:
            yield Session(server.gate.address, root, watching, worker, ended)
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
