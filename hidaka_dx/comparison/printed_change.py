"""Printed form of a change: differences underlined, long unchanged passages left out."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal

from hidaka_dx.comparison.changes import Change
from hidaka_dx.comparison.words import Span
from hidaka_dx.document import Changed, Foreign, Inline, NoteCall, PageOf, Ruby, Text

LEFT_OUT: Final = "（略）"
JOINTS: Final = {"split": "〔ここで段落を分ける〕", "joined": "〔ここで段落をつなぐ〕"}
"""Remarks where a paragraph was split, or paragraphs were joined."""
SEAM: Final = "〔段落の切れ目〕"
"""Remark on the other side where joined paragraphs met."""
SENTENCE: Final = re.compile(r"[^。]*。|[^。]+$")
LONG: Final = 16
"""Minimum length of unchanged sentences that are left out."""
VERY_LONG: Final = 80
"""Length above which a sentence is shortened at its commas."""


def remark(text: str) -> Changed:
    """Return text that is in neither edition."""
    return Changed((Text(text),), "remark")


def merged(group: Sequence[Change]) -> Change:
    """Merge split or joined paragraphs into one change with remarks at the joints; return other changes as they are."""
    first, *others = group
    if not others:
        return first
    if first.kind == "item":
        return replace(first, changes=(merged([each.changes[0] for each in group]),))
    spans = list(first.spans)
    for each in others:
        spans += [Span("added", (remark(JOINTS[each.joint or "split"]),)), *each.spans]
    notes = tuple(note for each in group for note in each.changes)
    return replace(first, fate="amended", spans=tuple(spans), changes=notes)


def is_redrawn(figure: Change, lines: Collection[str]) -> bool:
    """Tell whether a figure differs in more than these lines; the alternative text is not part of the drawing."""
    if figure.fate == "amended" and not set(lines) - {"alt"}:
        return True
    return not lines and any(each.fate not in ("same", "renumbered") for each in figure.changes)


def one_side(spans: Sequence[Span], state: Literal["added", "removed"]) -> tuple[Inline, ...]:
    """Return the new line (`added`) or the old one (`removed`): differences marked, unchanged sentences left out.

    Where paragraphs were joined, the old line remarks that they were separate.
    """
    spans = [Span("removed", (remark(SEAM),)) if state == "removed" and _is_join(span) else span for span in spans]
    chosen = [(place, span) for place, span in enumerate(spans) if span.state in ("same", state)]
    found: list[Inline] = []
    for place, span in chosen:
        if span.state == "same":
            found += _cut(span, first=place == 0, last=place == len(spans) - 1)
        elif is_remark(span):
            found += span.inlines
        else:
            found.append(Changed(tuple(plain(span.inlines)), "marked"))
    return tuple(found)


def _is_join(span: Span) -> bool:
    return span.text == JOINTS["joined"]


def is_remark(span: Span) -> bool:
    """Tell whether a span is a remark added by the comparison."""
    return len(span.inlines) == 1 and isinstance(span.inlines[0], Changed)


def plain(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Return text without links: references and note calls as plain text, a note's own text after its call."""
    for inline in inlines:
        match inline:
            case Text() | Foreign() | Ruby() | Changed():
                yield inline
            case NoteCall():
                said = "".join(each.text for each in inline.content)
                yield Text(f"（{inline.text}　{said}）" if said else f"（{inline.text}）")
            case PageOf():
                pass
            case _:
                yield Text(inline.text)


def _cut(span: Span, *, first: bool, last: bool) -> Iterator[Inline]:
    """Leave out whole unchanged sentences; those adjacent to a change are kept."""
    if first and last:
        yield remark(LEFT_OUT)
        return
    if any(not isinstance(inline, Text) for inline in span.inlines):
        yield from plain(span.inlines)
        return
    sentences = SENTENCE.findall(span.text)
    head = 0 if first else 1
    tail = len(sentences) if last else len(sentences) - (not span.text.endswith("。"))
    if sum(map(len, sentences[head:tail])) >= LONG:
        yield from _around(_near_start("".join(sentences[:head])), _near_end("".join(sentences[max(head, tail) :])))
    elif len(span.text) >= VERY_LONG:
        yield from _around("" if first else _near_start(span.text), "" if last else _near_end(span.text))
    else:
        yield Text(span.text)


def _around(before: str, after: str) -> Iterator[Inline]:
    """Return the text before and after an omission."""
    yield from (Text(text) for text in [before] if text)
    yield remark(LEFT_OUT)
    yield from (Text(text) for text in [after] if text)


def _near_start(text: str) -> str:
    """Return the beginning of a very long sentence up to a comma."""
    place = text.find("、", LONG) + 1
    return text[:place] if len(text) >= VERY_LONG and place else text


def _near_end(text: str) -> str:
    """Return the end of a very long sentence, starting after a comma."""
    place = text.rfind("、", 0, -LONG) + 1
    return text[place:] if len(text) >= VERY_LONG and place else text
