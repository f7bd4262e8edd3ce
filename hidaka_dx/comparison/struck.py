"""Words of a redline: struck out, written in, or as they were, with the footnotes that they bring along."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from hidaka_dx.comparison.shown import is_remark, plain
from hidaka_dx.comparison.words import Span
from hidaka_dx.document import Changed, Inline, NoteCall, Text

State = Literal["added", "removed"]
_SIDES: Final[Mapping[str, tuple[State, ...]]] = {
    "same": ("removed", "added"),
    "removed": ("removed",),
    "added": ("added",),
}
"""In which editions the words of a span stand."""


def marked(words: Sequence[Inline], state: State) -> tuple[Inline, ...]:
    """Mark words; those removed lead nowhere, and footnotes come along with what is added."""
    if all(isinstance(inline, Text) and not inline.text for inline in words):
        return ()
    return (Changed(tuple(words if state == "added" else plain(words)), state),)


def calls(words: Iterable[Inline]) -> Iterator[NoteCall]:
    """Yield the calls of notes among some words."""
    return (inline for inline in words if isinstance(inline, NoteCall))


def spanned(span: Span, notes: Mapping[State, Iterator[NoteCall]]) -> tuple[Inline, ...]:
    """Give a span's words marked, with the notes that the calls of both sides bring along."""
    if is_remark(span):
        return span.inlines
    words = []
    for inline in span.inlines:
        found = {state: next(notes[state]) for state in _SIDES[span.state] if isinstance(inline, NoteCall)}
        words.append(found.get("added") or found.get("removed") or inline)
    return tuple(words) if span.state == "same" else marked(words, span.state)


def has_changed(words: Sequence[Inline]) -> bool:
    """Tell whether any words are marked."""
    return any(isinstance(inline, Changed) for inline in words)
