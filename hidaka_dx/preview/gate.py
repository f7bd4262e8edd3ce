"""Access control: only pages of this very preview, in a browser of this machine, that know its token."""

import secrets
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from typing import Final

FORBIDDEN: Final = "この頁は開けません。端末に表示されたアドレスから、開き直してください。"
MISSING: Final = "この頁はありません。端末に表示されたアドレスから、開き直してください。"
UNKNOWN_METHOD: Final = "この求めには答えられません。端末に表示されたアドレスから、開き直してください。"
HOST: Final = "127.0.0.1"
"""The only address listened on: other machines cannot reach it."""


class RefusedError(Exception):
    """A rejected request; the message explains it in Japanese."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        """Take the HTTP status and the message."""
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Gate:
    """Knows the port and the token of one preview."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def address(self) -> str:
        """The preview's URL."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    def admit_change(self, path: str, headers: Message) -> str:
        """Return the path behind the token of a request that changes something; raises RefusedError as `admit` does.

        A browser tells the origin of each such request; one of this page sends JSON, which no form can.
        """
        rest = self.admit(path, headers)
        if headers.get("Origin") is None or headers.get_content_type() != "application/json":
            raise RefusedError(HTTPStatus.FORBIDDEN, FORBIDDEN)
        return rest

    def admit(self, path: str, headers: Message) -> str:
        """Return the path behind the token; raises RefusedError for unauthorised requests.

        A page of another site can make a browser send requests to this machine, also under a name of its own (DNS
        rebinding): the browser then says so in `Host`, `Origin` or `Sec-Fetch-Site`.
        """
        homes = (f"{HOST}:{self.port}", f"localhost:{self.port}")
        origin, site = headers.get("Origin"), headers.get("Sec-Fetch-Site")
        strange = headers.get("Host") not in homes
        strange |= origin is not None and origin not in {f"http://{home}" for home in homes}
        strange |= site not in (None, "none", "same-origin")
        token, _, rest = path.removeprefix("/").partition("/")
        if strange or not secrets.compare_digest(token.encode(), self.token.encode()):
            raise RefusedError(HTTPStatus.FORBIDDEN, FORBIDDEN)
        return rest
