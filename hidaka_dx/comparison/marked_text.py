"""Text of a redline: deleted, inserted or unchanged, with the footnotes called in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from hidaka_dx.comparison.printed_change import is_remark, plain
from hidaka_dx.comparison.words import Span
from hidaka_dx.document import Changed, Inline, NoteCall, Text

State = Literal["added", "removed"]
_SIDES: Final[Mapping[str, tuple[State, ...]]] = {
    "same": ("removed", "added"),
    "removed": ("removed",),
    "added": ("added",),
}
"""The editions in which the text of a span occurs."""


def marked(words: Sequence[Inline], state: State) -> tuple[Inline, ...]:
    """Mark text as deleted or inserted; deleted text has no links, and inserted text includes its footnotes."""
    if all(isinstance(inline, Text) and not inline.text for inline in words):
        return ()
    return (Changed(tuple(words if state == "added" else plain(words)), state),)


def calls(words: Iterable[Inline]) -> Iterator[NoteCall]:
    """Yield the note calls in a text."""
    return (inline for inline in words if isinstance(inline, NoteCall))


def spanned(span: Span, notes: Mapping[State, Iterator[NoteCall]]) -> tuple[Inline, ...]:
    """Return a span's text marked, with the notes called on both sides."""
    if is_remark(span):
        return span.inlines
    words = []
    for inline in span.inlines:
        found = {state: next(notes[state]) for state in _SIDES[span.state] if isinstance(inline, NoteCall)}
        words.append(found.get("added") or found.get("removed") or inline)
    return tuple(words) if span.state == "same" else marked(words, span.state)


def has_changed(words: Sequence[Inline]) -> bool:
    """Tell whether any text is marked."""
    return any(isinstance(inline, Changed) for inline in words)
