"""Converts inlines: references become text, foreign words are marked, footnotes are counted."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, assert_never
from urllib.parse import unquote

from hidaka_dx import prose
from hidaka_dx.document import Foreign, Inline, Link, NoteCall, Ruby, Text, WebLink

ENGLISH: Final = re.compile(
    r"(?<![A-Za-z])[A-Za-z][A-Za-z'’-]{0,60}(?: [A-Za-z][A-Za-z'’-]{0,60})+|(?<![A-Za-z])[a-z]{4,}(?![A-Za-z])"
)
"""Two words or more, or one in lower case; abbreviations and names (DX, Wi-Fi) are pronounced as in Japanese."""


@dataclass
class Inlines:
    """Converts the inlines of one document, in reading order."""

    names: Mapping[str, str]
    """Texts of references to sections, figures and tables."""
    notes: Mapping[str, str]
    """Text of each footnote."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Number of each footnote called so far."""

    def of(self, inlines: Iterable[prose.Inline]) -> tuple[Inline, ...]:
        """Convert a line's inlines; call this once for each line, in order, since footnotes are counted here."""
        return tuple(turned for inline in inlines for turned in self._turn(inline))

    def _turn(self, inline: prose.Inline) -> Iterator[Inline]:
        match inline:
            case prose.WrittenText():
                yield from words(inline.text)
            case prose.Reference():
                yield Link(inline.target, self.names[inline.target])
            case prose.WrittenRuby():
                yield Ruby(inline.base, inline.reading)
            case prose.WrittenNoteCall():
                yield self._call(inline.note)
            case prose.WrittenWebLink():
                yield from _site(inline)
            case _:
                assert_never(inline)

    def _call(self, note: str) -> NoteCall:
        first = note not in self.numbers
        number = self.numbers.setdefault(note, len(self.numbers) + 1)
        return NoteCall(note, f"注{number}", tuple(words(self.notes[note])) if first else ())


def _site(site: prose.WrittenWebLink) -> Iterator[Inline]:
    """Return a link with its address behind it, for who reads on paper."""
    shown = unquote(site.url)
    yield WebLink(site.url, site.text)
    if site.text != shown:
        yield from (Text("（"), WebLink(site.url, shown), Text("）"))


def words(text: str) -> Iterator[Text | Foreign]:
    """Split a text into Japanese and English words."""
    end = 0
    for found in ENGLISH.finditer(text):
        if found.start() > end:
            yield Text(text[end : found.start()])
        yield Foreign(found[0], "en")
        end = found.end()
    if end < len(text):
        yield Text(text[end:])
