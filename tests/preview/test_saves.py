"""Saving faster than pages are printed: each printing that has begun is shown, and the last save always."""

from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest

from hidaka_dx.pipeline.preview import OpenedContent, ReadableView
from hidaka_dx.preview import updating
from hidaka_dx.preview.board import Board
from hidaka_dx.preview.pictures import NewPages
from hidaka_dx.preview.worker import Worker
from hidaka_dx.problem import RefusalError
from hidaka_dx.render import Rendered
from hidaka_dx.typeset.changed_parts import ChangedPart
from hidaka_dx.typeset.fitting import KnownFit
from hidaka_dx.typeset.job import Job, PdfFacts

VIEW = "promotion-plan"
DAY = datetime(2026, 4, 1, tzinfo=UTC)
FACTS = PdfFacts("計画", "町", DAY, DAY)


class Typist:
    """Saves while the preview works; what is read is the number of saves so far."""

    pages: Any = ()
    root: Any = None

    def __init__(self, board: Board, saves: dict[str, int]) -> None:
        self.board, self.left, self.saved = board, dict(saves), 1
        self.worker: Worker
        self.seen: list[tuple[str, int]] = []
        self.done = Event()

    def save(self, moment: str) -> None:
        if self.left.get(moment, 0):
            self.left[moment] -= 1
            self.saved += 1
            self.worker.ask()

    def prints_to_read(self, view: str) -> bool:
        assert view == VIEW
        return False

    def open(self) -> OpenedContent:
        now: Any = Content(self.saved)
        return OpenedContent(now, (), {}, (VIEW,))

    def read(self, _view: str, content: Any) -> tuple[ReadableView, tuple[()]]:
        self.save("reading")
        return ReadableView(str(content.number), Rendered("", {}, (), ()), {}, {}, {}), ()

    def changed_parts(self, reading: ReadableView, _printed: bytes) -> tuple[Any, ...]:
        return (ChangedPart(Job(reading.title, (), {}, FACTS), 0, 1, 1, KnownFit(beside=False, more=False), ()),)

    def remarks(self, _view: str, _opened: OpenedContent) -> tuple[tuple[()], bool]:
        self.save("checking")
        return (), False

    def print(self, _view: str, content: Any, progress: Any) -> tuple[Any, tuple[()]]:
        for share in (0.2, 0.5, 0.8):
            progress("", share)
            self.save("printing")
            progress("", share)
            reading = self.board.state_of(VIEW).reading
            assert reading
            self.seen.append(("text", int(reading.title)))
        self.seen.append(("pages", content.number))
        if content.number == self.saved:
            self.done.set()
        return Printed(str(content.number)), ()


class Content:
    texts: dict[str, str] = {}  # noqa: RUF012

    def __init__(self, number: int) -> None:
        self.number = number


class Printed:
    def __init__(self, pdf: str) -> None:
        self.pdf = pdf


class Shown:
    is_ahead = False

    def __init__(self, pdf: str) -> None:
        self.pdf = pdf
        self.whole = self

    def with_parts(self, parts: list[NewPages]) -> "Shown":
        (part,) = parts
        found = Shown(part.pdf.decode())
        found.is_ahead, found.whole = True, self
        return found


@pytest.mark.parametrize(
    ("saves", "printed"),
    [
        ({}, [1]),
        ({"printing": 3}, [1, 4]),
        ({"printing": 9}, [1, 4, 7, 10]),
        ({"reading": 1}, [2]),
        ({"reading": 2, "checking": 2}, [2, 5]),
    ],
)
def test_no_save_starves_the_pages(saves: dict[str, int], printed: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "Sheets", Shown)
    board = Board()
    typist: Any = Typist(board, saves)
    worker = typist.worker = Worker(typist, board)
    board.begin(VIEW)
    worker.start()
    assert typist.done.wait(10)
    worker.end()
    assert [number for what, number in typist.seen if what == "pages"] == printed
    if saves == {"printing": 3}:
        assert typist.seen[:4] == [("text", 2), ("text", 3), ("text", 4), ("pages", 1)]
    sheets: Any = board.state_of(VIEW).sheets
    assert sheets.pdf == str(typist.saved)
    assert not board.state_of(VIEW).busy


def test_what_is_saved_while_pages_are_printed_is_shown_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "Sheets", Shown)
    board = Board()
    typist: Any = Typist(board, {"printing": 4})
    shown: list[str] = []

    def set_ahead(part: ChangedPart) -> bytes:
        shown.append(part.job.html)
        return part.job.html.encode()

    worker = typist.worker = Worker(typist, board, set_ahead)
    board.change(VIEW, {"sheets": Shown("0")})
    board.begin(VIEW)
    worker.start()
    assert typist.done.wait(10)
    worker.end()
    assert shown == ["1", "2", "3", "4", "4", "5", "5"]  # each save, and each time before all is set
    sheets: Any = board.state_of(VIEW).sheets
    assert (sheets.pdf, sheets.is_ahead) == ("5", False)


class Stumbling(Typist):
    """Saves once more after pages are shown ahead, and that cannot be read."""

    def __init__(self, board: Board, error: Exception | None) -> None:
        super().__init__(board, {"checking": 1})
        self.error = error

    def open(self) -> OpenedContent:
        if self.saved == 1:
            return super().open()
        self.done.set()
        if self.error:
            raise self.error
        return OpenedContent(None, (), {}, (VIEW,))


@pytest.mark.parametrize("error", [None, RefusalError("no"), OSError(5, "no"), RuntimeError("a bug")])
def test_where_the_next_save_cannot_be_read_no_page_stays_that_was_set_ahead(error: Exception | None) -> None:
    board = Board()
    typist: Any = Stumbling(board, error)
    worker = typist.worker = Worker(typist, board, lambda _part: b"ahead")
    board.change(VIEW, {"sheets": Shown("whole")})
    board.begin(VIEW)
    worker.start()
    assert typist.done.wait(10)
    worker.end()
    state: Any = board.state_of(VIEW)
    assert state.read == 1  # what was read first has been shown ahead
    assert state.stale
    assert (state.sheets.pdf, state.sheets.is_ahead, state.printed) == ("whole", False, 2)
