"""HTTP routes of the preview: the page itself, texts, page images, source positions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from zlib import crc32

from hidaka_dx.appearance import custom_properties
from hidaka_dx.catalogue.documents import VIEWS
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import read_file
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.preview.board import Board, DocumentState
from hidaka_dx.preview.gate import MISSING, RefusedError
from hidaka_dx.preview.running import OUTPUT
from hidaka_dx.problem import RefusalError
from hidaka_dx.typeset.assets import TYPES, Assets, RefusedAsset

MADE: Final = f"{OUTPUT}/"
SHOWN: Final = {".pdf": "application/pdf", ".png": "image/png"} | dict.fromkeys(
    (".md", ".txt", ".csv"), "text/plain; charset=utf-8"
)
"""Media types of files that a browser may show."""
STATIC: Final = Path(__file__).with_name("static")
OWN: Final = {
    "": ("page.html", "text/html; charset=utf-8"),
    "preview.css": ("preview.css", "text/css; charset=utf-8"),
    "preview.js": ("preview.js", "text/javascript; charset=utf-8"),
    "desk.css": ("desk.css", "text/css; charset=utf-8"),
    "start.js": ("start.js", "text/javascript; charset=utf-8"),
    "places.js": ("places.js", "text/javascript; charset=utf-8"),
    "desk.js": ("desk.js", "text/javascript; charset=utf-8"),
    "findings.js": ("findings.js", "text/javascript; charset=utf-8"),
    "tasks.js": ("tasks.js", "text/javascript; charset=utf-8"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
    "reading.css": ("reading.css", "text/css; charset=utf-8"),
}
"""The static files of the page, by request path."""


@dataclass(frozen=True)
class Answer:
    """A response: bytes and their media type."""

    content: bytes
    kind: str


@dataclass(frozen=True)
class Answers:
    """Answers requests from the board and from `assets/`; any other path is not found."""

    root: Path
    board: Board

    def to(self, target: str) -> Answer:
        """Return the response to a target (path behind the token, with query); raises RefusedError for unknown ones."""
        path = _path(target)
        if path in OWN:
            name, kind = OWN[path]
            return Answer((STATIC / name).read_bytes(), kind)
        try:
            if path.startswith("fonts/"):
                return self._asset(path, {})
            if path.startswith(MADE):
                return self._made(path.removeprefix(MADE))
            what, view, rest = path.split("/", 2)
            return self._seen(what, self._sight(view), rest)
        except (LookupError, ValueError, RefusedAsset, RefusalError, UnreadableFile):
            raise RefusedError(HTTPStatus.NOT_FOUND, MISSING) from None

    def _made(self, name: str) -> Answer:
        """Read a file that a command has made; a browser shows PDFs and plain text, and saves all else."""
        return Answer(read_file(self.root / OUTPUT, name), SHOWN.get(Path(name).suffix, "application/octet-stream"))

    def _sight(self, view: str) -> DocumentState:
        if view not in VIEWS:
            raise LookupError(view)
        return self.board.state_of(view)

    def _seen(self, what: str, sight: DocumentState, rest: str) -> Answer:
        match what:
            case "read":
                return self._read(sight, rest)
            case "page" if sight.sheets:
                return Answer(sight.sheets.picture(int(rest)), "image/png")
            case "places" if sight.sheets:
                return as_json(sight.sheets.places())
            case "pdf" if sight.sheets:
                return Answer(sight.sheets.pdf, "application/pdf")
            case _:
                raise LookupError(what)

    def _read(self, sight: DocumentState, name: str) -> Answer:
        if sight.reading is None:
            raise LookupError(name)
        rendered = sight.reading.rendered
        if name:
            return self._asset(name, rendered.files)
        sheets = [f"css/{name}?{self._mark(f'css/{name}')}" for name in rendered.styles] + ["../../reading.css"]
        links = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
        head = f"<style>{custom_properties(rendered.appearance)}</style>{links}</head>"
        return Answer(rendered.html.replace("</head>", head, 1).encode(), "text/html; charset=utf-8")

    def _asset(self, name: str, drawn: Mapping[str, bytes]) -> Answer:
        """Read an asset under the same restrictions as the typesetter."""
        return Answer(Assets(folders(self.root, "assets"), drawn).read(name), TYPES[Path(name).suffix])

    def _mark(self, name: str) -> str:
        """Return a version tag of the style sheet, so that the page knows when to reload it."""
        return f"{crc32(self._asset(name, {}).content):08x}"


def as_json(told: object) -> Answer:
    """Return a value as a response; letters that are no text, as of a broken file name, are replaced."""
    return Answer(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"), "application/json")


def _path(target: str) -> str:
    """Return the path of a target; raises RefusedError if it is not a valid address."""
    try:
        return unquote(urlsplit(target).path)
    except ValueError:
        raise RefusedError(HTTPStatus.NOT_FOUND, MISSING) from None


def event_of(sight: DocumentState) -> bytes:
    """Serialise a sight as an event: what the page needs to detect new images and texts."""
    record = {
        "view": sight.view,
        "views": {view: sight.names[view] for view in sight.views},
        "title": sight.reading.title if sight.reading else "",
        "read": sight.read,
        "printed": sight.printed,
        "sizes": sight.sheets.sizes if sight.sheets else (),
        "problems": [problem.record() for problem in sight.problems],
        "busy": sight.busy,
        "stale": sight.stale,
    }
    return f"data: {json.dumps(record, ensure_ascii=False)}\n\n".encode()
