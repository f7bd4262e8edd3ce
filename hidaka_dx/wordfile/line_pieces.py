"""Words of a line that stands in one place of both editions, such as a title on the cover."""

from typing import cast

from hidaka_dx.comparison.words import State, edits
from hidaka_dx.document import Text
from hidaka_dx.wordfile.paired_units import MarkedWords


def line_pieces(old: str | None, new: str | None) -> tuple[MarkedWords, ...]:
    """Return the words of a line that stands in one place of both editions; none where an edition has no such line."""
    if old == new:
        return (MarkedWords("same", Text(new)),) if new else ()
    if old is None or new is None:
        text, state = (new, "added") if old is None else (old, "removed")
        return (MarkedWords(cast("State", state), Text(text)),) if text else ()
    spans = edits((Text(old),) if old else (), (Text(new),) if new else ())
    return tuple(MarkedWords(span.state, inline) for span in spans for inline in span.inlines)


def whole_pieces(old: str | None, new: str | None) -> tuple[MarkedWords, ...]:
    """Return a mark or label, which is replaced as a whole where it differs."""
    if old == new:
        return line_pieces(old, new)
    return (*line_pieces(old, None), *line_pieces(None, new))


def state_of(old: object | None, new: object | None) -> State:
    """Tell which edition has something; none stands for one that has not."""
    return "added" if old is None else "removed" if new is None else "same"
