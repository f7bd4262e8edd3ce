"""Shared state of all threads: what is shown of each document, and which documents are being viewed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import Condition
from typing import Any, Final

from hidaka_dx.catalogue.documents import VIEWS
from hidaka_dx.pipeline.preview import ReadableView
from hidaka_dx.preview.pictures import Sheets
from hidaka_dx.preview.shown_problems import ShownProblem

QUIET: Final = 15.0
"""Timeout in seconds after which a waiting viewer is answered without changes."""


@dataclass(frozen=True)
class DocumentState:
    """The state of one document: the last valid text, the last valid pages, the current problems."""

    view: str
    serial: int = 0
    """Incremented with every change."""
    views: tuple[str, ...] = tuple(VIEWS)
    names: Mapping[str, str] = field(default_factory=lambda: VIEWS)
    """What the town calls all views."""
    reading: ReadableView | None = None
    read: int = 0
    """Number of text updates."""
    sheets: Sheets | None = None
    printed: int = 0
    """Number of printings."""
    problems: tuple[ShownProblem, ...] = ()
    busy: str = ""
    """Current work, in Japanese; empty when idle."""
    stale: bool = False
    """Whether problems keep an outdated version on display."""


@dataclass
class Board:
    """Holds a sight of each document; thread-safe."""

    _sights: dict[str, DocumentState] = field(default_factory=dict)
    _looks: list[str] = field(default_factory=list)
    """The documents being viewed, the most recent last."""
    _changed: Condition = field(default_factory=Condition)
    closed: bool = False

    def state_of(self, view: str) -> DocumentState:
        """Return the current state."""
        with self._changed:
            return self._sights.get(view, DocumentState(view))

    def change(self, view: str, changes: Mapping[str, Any]) -> None:
        """Update some of a document's state, and notify all waiting threads."""
        with self._changed:
            sight = self._sights.get(view, DocumentState(view))
            self._sights[view] = replace(sight, serial=sight.serial + 1, **changes)
            self._changed.notify_all()

    def after(self, view: str, serial: int, is_over: Callable[[], bool] = lambda: False) -> DocumentState | None:
        """Wait for a state newer than `serial`; none after a timeout, or when nobody waits any more."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or is_over() or self._is_new(view, serial), QUIET)
            sight = self._sights.get(view)
            return sight if sight and sight.serial != serial else None

    def _is_new(self, view: str, serial: int) -> bool:
        return view in self._sights and self._sights[view].serial != serial

    def wake(self) -> None:
        """Let all waiting threads look whether they still wait."""
        with self._changed:
            self._changed.notify_all()

    def begin(self, view: str) -> None:
        """Register a viewer of a document."""
        with self._changed:
            self._looks.append(view)

    def end(self, view: str) -> None:
        """Unregister a viewer of a document."""
        with self._changed:
            self._looks.remove(view)

    def viewed(self) -> tuple[str, ...]:
        """Return the documents that are being viewed, the most recent first."""
        with self._changed:
            return tuple(dict.fromkeys(reversed(self._looks)))

    def close(self) -> None:
        """Release all waiting threads."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()
