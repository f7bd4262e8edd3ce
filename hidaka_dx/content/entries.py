"""Entries of lists: terms of the glossary and footnotes, and the calls that lead to them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from hidaka_dx.content.checks import near
from hidaka_dx.content.manuscript import Located
from hidaka_dx.content.walk import inlines_of
from hidaka_dx.plan import Footnote, ListEntry, Term
from hidaka_dx.problem import Problem
from hidaka_dx.prose import Chapter, WrittenNoteCall
from hidaka_dx.source import parse_inline, stray_bracket

PLAIN: Final = re.compile(r"[｛｝]|\[\^")
Kind = TypeVar("Kind", bound=ListEntry)


def check_entries(entries: Located[tuple[Kind, ...]] | None) -> Iterator[Problem]:
    """Find ids used twice in one list and ruby that is not closed."""
    seen: set[str] = set()
    for index, entry in enumerate(entries.value if entries else ()):
        if entries and entry.id in seen:
            place = entries.data.place((index, "id"))
            yield Problem(place, f"id `{entry.id}` が二度使われています。別のidにしてください。", "id-duplicate")
        if entries and stray_bracket(entry.text):
            place = entries.data.place((index, "text"))
            yield Problem(place, "ルビの書き方が正しくありません。｛漢字｜かんじ｝のように書いてください。", "ruby")
        if entries and isinstance(entry, Term) and PLAIN.search(entry.term):
            place = entries.data.place((index, "term"))
            yield Problem(place, "用語の名では、ルビと脚注は使えません。説明（text）の中に書いてください。", "ruby")
        seen.add(entry.id)


def check_footnotes(
    chapters: Sequence[Chapter],
    glossary: Located[tuple[Term, ...]] | None,
    footnotes: Located[tuple[Footnote, ...]] | None,
    *,
    whole: bool,
) -> Iterator[Problem]:
    """Find calls of missing footnotes and, if these are the `whole` of the chapters, footnotes never called."""
    if footnotes is None:
        return
    known = {note.id for note in footnotes.value}
    calls = [*_calls(chapters), *(_glossary_calls(glossary) if glossary else ())]
    for call in calls:
        if call.note not in known:
            message = f"脚注 `{call.note}` が content/footnotes.yaml にありません。書き加えるか、名前を直してください。"
            yield Problem(call.place, message + near(call.note, known), "footnote")
    called = {call.note for call in calls}
    if not whole or glossary is None:
        return
    for index, note in enumerate(footnotes.value):
        if note.id not in called:
            message = f"脚注 `{note.id}` はどこからも呼ばれていません。[^{note.id}] で呼ぶか、取り除いてください。"
            yield Problem(footnotes.data.place((index,)), message, "footnote-unused")


def _calls(chapters: Iterable[Chapter]) -> Iterator[WrittenNoteCall]:
    return (inline for inline in inlines_of(chapters) if isinstance(inline, WrittenNoteCall))


def _glossary_calls(glossary: Located[tuple[Term, ...]]) -> Iterator[WrittenNoteCall]:
    for index, term in enumerate(glossary.value):
        for inline in parse_inline(term.text, glossary.data.place((index, "text"))):
            if isinstance(inline, WrittenNoteCall):
                yield inline
