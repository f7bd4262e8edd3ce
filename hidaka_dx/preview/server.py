"""HTTP server of the preview, for browsers on this machine only."""

import errno
import json
import sys
from collections import deque
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any, Final

from hidaka_dx.catalogue.documents import VIEWS
from hidaka_dx.pipeline.desk_findings import PlaceChecker
from hidaka_dx.preview.answers import Answer, Answers, as_json, event_of
from hidaka_dx.preview.desk_answers import DeskAnswers
from hidaka_dx.preview.gate import HOST, MISSING, UNKNOWN_METHOD, Gate, RefusedError
from hidaka_dx.preview.requests import MALFORMED, TOO_LARGE, Asked, answered
from hidaka_dx.preview.running import RunningCommand
from hidaka_dx.preview.task_answers import TaskAnswers
from hidaka_dx.preview.worker import Worker
from hidaka_dx.problem import RefusalError

EVENTS: Final = "events/"
TURN: Final = b"event: turn\ndata: \n\n"
"""Tells a follower that it has to give way to a later one, and may come again."""
MOST_FOLLOWERS: Final = 3
"""Windows that follow at once: a browser opens six connections to a host, and saving needs one."""
DESK: Final = "desk/"
LARGEST: Final = 2**26
"""Bytes in a request."""
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of every response: no external resources, no caching, no embedding in other pages."""


class Server(ThreadingHTTPServer):
    """Listens on 127.0.0.1; raises RefusalError where the port is taken or not allowed."""

    daemon_threads = True

    def __init__(self, port: int, answers: Answers, worker: Worker, token: str | None = None) -> None:
        """Take the port (0: any free one), the routes, the worker, and the token of an earlier run."""
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            taken = getattr(error, "errno", None) == errno.EADDRINUSE
            why = "ほかのプログラムが使っています" if taken else "使えません"
            raise RefusalError(
                f"ポート {port} は{why}。--port に別の番号を書くか、--port を付けずに実行してください。"
            ) from error
        self.answers, self.worker = answers, worker
        self._followers: deque[Event] = deque()
        self.running = RunningCommand(answers.root)
        desk = DeskAnswers(answers.root, answers.board, worker.ask, PlaceChecker(answers.root))
        self.requests = {**desk.requests(), **TaskAnswers(answers.root, self.running).requests()}
        self.gate = Gate(self.server_port, token) if token else Gate(self.server_port)

    def turn_of_follower(self) -> Event:
        """Return what is set when a new follower has to give way to a later one: the oldest does, where there are many."""
        turn = Event()
        self._followers.append(turn)
        if len(self._followers) > MOST_FOLLOWERS:
            self._followers.popleft().set()
            self.worker.board.wake()
        return turn

    def forget_follower(self, turn: Event) -> None:
        """Count a follower no longer."""
        with suppress(ValueError):
            self._followers.remove(turn)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore closed connections; log bugs for developers."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Handles one request of a browser, in a thread of its own."""

    server: Server
    server_version = "hidaka-dx"
    sys_version = ""

    def do_GET(self) -> None:
        """Serve an authorised request: one page, image or text, or the stream of changes."""
        try:
            target = self.server.gate.admit(self.path, self.headers)
            if target.startswith(EVENTS):
                self._follow(target.removeprefix(EVENTS))
            else:
                self._send(HTTPStatus.OK, self.server.answers.to(target))
        except RefusedError as refusal:
            self._refuse(refusal.status, str(refusal))

    def do_POST(self) -> None:
        """Answer an authorised request to open or to change a place of the content."""
        try:
            target = self.server.gate.admit_change(self.path, self.headers)
            self._send(HTTPStatus.OK, as_json(answered(self.server.requests, target.removeprefix(DESK), self._asked())))
        except RefusedError as refusal:
            self.close_connection = True  # what was sent may not have been read
            self._refuse(refusal.status, str(refusal))

    def _asked(self) -> Asked:
        """Read a request's JSON object; raises RefusedError for anything else."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or len(length) > len(str(LARGEST)) or int(length) > LARGEST:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE)
        try:
            asked = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            raise RefusedError(HTTPStatus.BAD_REQUEST, MALFORMED) from None
        if not isinstance(asked, dict):
            raise RefusedError(HTTPStatus.BAD_REQUEST, MALFORMED)
        return asked

    def _follow(self, view: str) -> None:
        """Stream every change of a document until the browser or the preview closes."""
        if view not in VIEWS:
            raise RefusedError(HTTPStatus.NOT_FOUND, MISSING)
        board, serial = self.server.worker.board, -1
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8")
        turn = self.server.turn_of_follower()
        board.begin(view)
        self.server.worker.look()
        try:
            while not board.closed and not turn.is_set():
                sight = board.after(view, serial, turn.is_set)
                self.wfile.write(event_of(sight) if sight else b": \n\n")
                serial = sight.serial if sight else serial
            self.wfile.write(TURN if turn.is_set() else b"")
            self.close_connection = True
        except OSError:
            self.close_connection = True
        finally:
            board.end(view)
            self.server.forget_follower(turn)

    def _send(self, status: HTTPStatus, answer: Answer) -> None:
        """Send a complete response."""
        self._head(status, answer.kind, {"Content-Length": str(len(answer.content))})
        self.wfile.write(answer.content)

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        """Send an error with an explanation."""
        self._send(status, Answer(f"{message}\n".encode(), "text/plain; charset=utf-8"))

    def _head(self, status: HTTPStatus, kind: str, more: dict[str, str] | None = None) -> None:
        """Send status and headers of a response: the standard ones and more."""
        self.send_response(status)
        for name, value in {"Content-Type": kind, **HEADERS, **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Send errors of the library in Japanese: methods other than GET, malformed requests."""
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == HTTPStatus.NOT_IMPLEMENTED else HTTPStatus(code)
        self.close_connection = True
        self._refuse(status, UNKNOWN_METHOD)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the library's name
        """Log nothing: the address holds the token."""
