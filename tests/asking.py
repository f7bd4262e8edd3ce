"""Asks a preview over real HTTP, as a browser does, with whatever headers a test wants."""

import http.client
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit


class Browser:
    """Asks as a browser would, with whatever headers a test wants."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.port, self.home = parts.port or 0, parts.path

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, str, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(
            method, path, body, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        return response.status, response.headers["Content-Type"], response.read()

    def get(self, path: str, **headers: str) -> tuple[int, str, bytes]:
        return self.ask(self.home + path, "GET", None, **headers)

    def raw(self, path: str) -> http.client.HTTPResponse:
        """Give an answer that is still to be read."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", self.home + path)
        return connection.getresponse()

    def follow(self, view: str) -> Iterator[dict[str, Any]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", f"{self.home}events/{view}")
        end = time.monotonic() + 60
        for line in connection.getresponse():
            assert time.monotonic() < end, "nothing of what is waited for"
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))

    def tell(self, name: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Ask for something that may change the town; give status and answer."""
        own = {"Origin": f"http://127.0.0.1:{self.port}", "Content_Type": "application/json", **headers}
        content = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        status, kind, answer = self.ask(f"{self.home}desk/{name}", "POST", content, **own)
        return status, json.loads(answer) if kind == "application/json" else answer.decode()
