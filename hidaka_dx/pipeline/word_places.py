"""Where the words of a Word file that came back stand in the content, and what has become of them since it was sent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Literal

from hidaka_dx import walk
from hidaka_dx.compose import origins
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document, Figure
from hidaka_dx.intake import Ledger
from hidaka_dx.intake.cleaning import clean, title
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.problem import Place
from hidaka_dx.wordfile import (
    FigurePicture,
    SentPassage,
    WordChange,
    author_of,
    drawn,
    paired_by_words,
    read_returned,
    word_file,
)
from hidaka_dx.wordfile.passages import BREAK

ANY_DAY: Final = date(2000, 1, 1)
"""Of a file that is not kept."""
ChangeState = Literal["open", "done", "conflict"]
"""Whether a change can be taken, has been taken already, or stands where the content has been changed since."""


@dataclass(frozen=True)
class NowPassage:
    """A run of paragraphs of today's content that stands for one that was sent."""

    first: int
    end: int
    text: str


@dataclass(frozen=True)
class ContentWords:
    """What a document of today's content says, paragraph by paragraph, as it would be sent."""

    manuscript: Manuscript
    kind: str

    @cached_property
    def document(self) -> Document:
        """The document."""
        return Conductor(self.manuscript).compose(self.kind)[0]

    @cached_property
    def passages(self) -> tuple[SentPassage, ...]:
        """The paragraphs."""
        document = self.document
        figures = (drawn(each) for each in walk.blocks(document) if isinstance(each, Figure))
        raw = word_file(document, dict.fromkeys(figures, FigurePicture(b"", 1.0)), ANY_DAY)
        sent = read_returned(raw, author_of(document.town)).sent
        return sent.passages if sent else ()

    @cached_property
    def origins(self) -> Mapping[str, Place]:
        """The place in the content of every id."""
        return origins(self.manuscript, self.document)

    def holder(self, at: int) -> int:
        """Return the paragraph from `at` upwards that has ids: that of which it is a part; -1 for none."""
        return next((place for place in range(at, -1, -1) if self.passages[place].ids), -1)

    def places(self, ids: Sequence[str]) -> Iterator[Place]:
        """Return where ids are written, those of the innermost first."""
        yield from dict.fromkeys(place for name in ids if (place := self.origins.get(name)))

    def place(self, at: int) -> Place | None:
        """Return where a paragraph is written, or what it is a part of."""
        holder = self.holder(at) if 0 <= at < len(self.passages) else -1
        return next(self.places(self.passages[holder].ids), None) if holder >= 0 else None


@dataclass(frozen=True)
class PlacedChange:
    """A change that somebody made in a Word file, and how it stands to today's content."""

    change: WordChange
    state: ChangeState
    now: NowPassage | None
    """Today's words of that paragraph; none where there is no such paragraph."""
    start: int
    end: int
    """Where it stands in these words."""


def placed(sent: Sequence[SentPassage], found: Sequence[WordChange], words: ContentWords) -> tuple[PlacedChange, ...]:
    """Find each change in today's content."""
    pairs = {old: new for new, old in paired_by_words(sent, words.passages).items()}
    groups: dict[int, list[WordChange]] = {}
    for each in found:
        groups.setdefault(each.at, []).append(each)
    return tuple(
        each
        for at, group in sorted(groups.items())
        for each in _in_one(sent[at].text if at >= 0 else "", group, _now(at, pairs, words.passages))
    )


def _now(at: int, pairs: Mapping[int, int], passages: Sequence[SentPassage]) -> NowPassage | None:
    """Return the paragraphs of today that stand where one was sent: itself and what has been added behind it."""
    first = pairs.get(at)
    if first is None:
        return None
    later = (new for old, new in pairs.items() if old > at and new > first)
    end = min(later, default=len(passages))
    end = end if end - first <= FAR else first + 1
    return NowPassage(first, end, "\n".join(each.text for each in passages[first:end]))


PAGES: Final = re.compile("[0-9]*ページ")
UNWRITTEN: Final = -1
"""Stands for the place of a change in words that are computed from others."""
FAR: Final = 20
"""Paragraphs that may have been added behind one."""


def _in_one(text: str, group: Sequence[WordChange], now: NowPassage | None) -> Iterator[PlacedChange]:
    """Tell of the changes in one paragraph whether today's words have them, or are as they were sent."""
    whole = [each for each in group if each.before == f"{text}\n" and not each.after]
    joins = [each for each in group if each.before.endswith("\n") and each not in whole]
    inner = [each for each in group if each not in (*whole, *joins)]
    if now is None:
        yield from (PlacedChange(each, "done", None, 0, 0) for each in whole)
        yield from (PlacedChange(each, "conflict", None, 0, 0) for each in (*inner, *joins))
        return
    for own in (now, _alone(now)):
        if found := re.fullmatch(_pattern(text, inner), own.text, re.DOTALL):
            for number, each in enumerate(inner):
                is_done = found[f"new{number}"] is not None
                start, end = found.span(f"new{number}" if is_done else f"old{number}")
                yield PlacedChange(each, "done" if is_done else "open", own, start, end)
            yield from (PlacedChange(each, "open", own, 0, len(_alone(own).text)) for each in whole)
            yield from (PlacedChange(each, "open", own, len(own.text), len(own.text)) for each in joins)
            return
    if PAGES.sub("", text) == PAGES.sub("", now.text):  # pages are counted in print alone
        yield from (PlacedChange(each, "open", now, UNWRITTEN, UNWRITTEN) for each in group)
        return
    yield from (PlacedChange(each, "conflict", now, 0, 0) for each in group)


def _alone(now: NowPassage) -> NowPassage:
    """Return a paragraph without those behind it."""
    return NowPassage(now.first, now.first + 1, now.text.split("\n", 1)[0])


def _printed(words: str) -> Iterator[str]:
    """Return the ways in which words may be printed once they are taken: as they are, in a title, in a cell."""
    cleaned = clean(words, 0, Ledger())
    ways = (words, cleaned, title(cleaned, 0, Ledger()), cleaned.replace("\n", BREAK))
    yield from dict.fromkeys(each for each in ways if each == words or each.strip() or BREAK in each)


def _pattern(text: str, group: Sequence[WordChange]) -> str:
    """Describe a paragraph in which each change may have been made or not."""
    written, at = list[str](), 0
    for number, each in enumerate(group):
        old, new = re.escape(each.before), "|".join(map(re.escape, _printed(each.after)))
        written.append(f"{re.escape(text[at : each.start])}(?:(?P<new{number}>{new})|(?P<old{number}>{old}))")
        at = max(at, each.end)
    return "".join((*written, re.escape(text[at:])))
