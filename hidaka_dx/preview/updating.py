"""Updates what is shown of one document: text first, then remarks, then pages."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias

from hidaka_dx.content import Manuscript
from hidaka_dx.pipeline.examining import as_remarks
from hidaka_dx.pipeline.preview import OpenedContent, ReadableView, Viewer
from hidaka_dx.preview.board import Board, DocumentState
from hidaka_dx.preview.pictures import NewPages, Sheets
from hidaka_dx.preview.shown_problems import ShownProblem, fault, shown_problems
from hidaka_dx.problem import Problem, RefusalError
from hidaka_dx.typeset.changed_parts import ChangedPart


class Turn(Protocol):
    """What an update may take until something else is wanted."""

    def check(self, *, printing: bool = False) -> None:
        """Raise an exception if the work is to be discarded; newer content has to wait while pages are `printing`."""

    def is_there_newer_content(self) -> bool:
        """Tell, once for each save, that content was saved since."""


SetAhead: TypeAlias = Callable[[ChangedPart], bytes | None]
"""Returns the PDF of a changed part; none where it cannot be set alone."""
AHEAD: Final = "（直した所は、先に組んだものです）"


@dataclass(frozen=True)
class Update:
    """One update of a document on the board."""

    viewer: Viewer
    board: Board
    view: str
    turn: Turn
    ahead: SetAhead | None = None
    """Sets changed parts before the whole; none where each is seen with the whole."""

    def run(self) -> None:
        """Run the steps as far as the content allows; after a failed step the previous state stays."""
        self._change(busy="原稿を読んでいます")
        opened = self.viewer.open()
        if opened.manuscript is None or (opened.problems and self.view not in opened.views):
            self._stay(shown_problems(opened.problems, opened.texts))
        elif self.view not in opened.views:
            missing = f"{opened.names[self.view]}にするものが、まだありません。ほかの文書を選んでください。"
            self._change(views=opened.views, names=opened.names)
            self._stay(fault(missing))
        else:
            self._change(views=opened.views, names=opened.names)
            self._read(opened, opened.manuscript)

    def fail(self, message: str) -> None:
        """Tell what hinders the update."""
        self._stay(fault(message))

    def _read(self, opened: OpenedContent, manuscript: Manuscript) -> None:
        self.turn.check()
        reading, problems = self.viewer.read(self.view, manuscript)
        if reading is None:
            self._stop(problems, manuscript.texts)
            return
        self._change(reading=reading, read=self._seen().read + 1, busy="点検しています")
        self._set_ahead(reading)
        self.turn.check()
        found, stopped = self.viewer.remarks(self.view, opened)
        shown = shown_problems(found, opened.texts)
        if stopped:
            self._stay(shown)
        else:
            self._change(problems=shown, stale=False, busy=f"紙面を組んでいます{self._said_ahead()}")
            self._print(manuscript)

    def _print(self, manuscript: Manuscript) -> None:
        self.turn.check()
        pages = self.viewer.pages
        pressed, problems = self.viewer.print(self.view, manuscript, lambda _words, _share: self._go_on_printing())
        if pressed is None:
            self._stop(problems, manuscript.texts)
            return
        if self.viewer.pages != pages:
            self._read_again(manuscript)
        new = {} if self._has_printed(pressed.pdf) else self._sheets(pressed.pdf)
        self._change(**new, busy="", stale=False)

    def _go_on_printing(self) -> None:
        """Show the text of newer content while the pages of older content are printed; faults are told when these are done."""
        self.turn.check(printing=True)
        if self.viewer.prints_to_read(self.view) or not self.turn.is_there_newer_content():
            return
        with suppress(RefusalError, OSError):
            if manuscript := self.viewer.open().manuscript:
                self._read_again(manuscript)

    def _read_again(self, manuscript: Manuscript) -> None:
        """Compose the text again: it is newer, or the plan has new page numbers."""
        sight = self._seen()
        reading, _ = self.viewer.read(self.view, manuscript)
        if reading and reading != sight.reading:
            self._change(reading=reading, read=sight.read + 1)
            self._set_ahead(reading)

    def _set_ahead(self, reading: ReadableView) -> None:
        """Show the pages that have changed, before the whole is set again."""
        sheets = self._seen().sheets
        if self.ahead is None or sheets is None:
            return
        made = ((part, self.ahead(part)) for part in self.viewer.changed_parts(reading, sheets.pdf))
        if new := [NewPages(part.first, part.pages, pdf) for part, pdf in made if pdf]:
            self._change(sheets=sheets.whole.with_parts(new), printed=self._seen().printed + 1)

    def _whole(self) -> dict[str, Any]:
        """Return what shows the pages as they were last set together, if any is shown that was set ahead."""
        sheets, printed = self._seen().sheets, self._seen().printed
        return {"sheets": sheets.whole, "printed": printed + 1} if sheets and sheets.is_ahead else {}

    def _said_ahead(self) -> str:
        return AHEAD if self._whole() else ""

    def _sheets(self, pdf: bytes) -> dict[str, Any]:
        return {"sheets": Sheets(pdf), "printed": self._seen().printed + 1}

    def _has_printed(self, pdf: bytes) -> bool:
        sheets = self._seen().sheets
        return sheets is not None and sheets.pdf == pdf and not sheets.is_ahead

    def _stop(self, problems: Sequence[Problem], texts: Mapping[str, str]) -> None:
        texts = {**self.viewer.texts(problems), **texts}
        self._stay(shown_problems(as_remarks(problems), texts))

    def _stay(self, problems: tuple[ShownProblem, ...]) -> None:
        """Tell what is wrong; the pages stay those that were last set together, without any that were set ahead."""
        self._change(**self._whole(), problems=problems, busy="", stale=True)

    def _seen(self) -> DocumentState:
        return self.board.state_of(self.view)

    def _change(self, **changes: Any) -> None:
        self.board.change(self.view, changes)
