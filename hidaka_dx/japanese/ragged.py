"""Text set ragged (頭揃え): lines end between phrases and nothing is stretched. Lengths are in points."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import ceil, fsum, inf
from typing import Final

from hidaka_dx.japanese.compounds import words_of
from hidaka_dx.japanese.kinsoku import FULL_OPENING, breaks
from hidaka_dx.japanese.letters import SPACE
from hidaka_dx.japanese.phrases import phrases
from hidaka_dx.japanese.spacing import ENDING, HALF, joint
from hidaka_dx.japanese.widths import width

KEPT: Final = 0.5
WHOLE: Final = 10.0
"""A phrase of more ems than this and wider than that share of its line is parted between its words: the hole before it
would be too large."""
SHORT: Final = 5.0
"""A phrase of more ems than this may be parted where its column is too narrow for it."""
WORD: Final = re.compile("[ァ-ヺー]{2,}|[!-~]+")
"""A word that is not parted in a narrow column, as long as it fits a line."""
LONG: Final = re.compile("(?=[!-~]*[A-Za-z])[!-~]{16}")
"""A word, an address, a hash so long that it may be parted anywhere."""
CODE: Final = re.compile("[0-9(][0-9()ア-ン-]* ")
"""The number of a section or measure with the blank before its name: the two are not parted."""
LEAST_LAST: Final = 3
"""Fewest characters of a last line; a shorter last phrase stays with the one before it."""
_ROUNDING: Final = 0.01


def is_kept(wide: float, room: float, em: float) -> bool:
    """Tell whether a phrase of width `wide` stays whole in lines of width `room`."""
    return wide <= room and (wide <= WHOLE * em or wide <= KEPT * room)


@lru_cache(maxsize=16384)
def segments(text: str, glued: frozenset[int] = frozenset()) -> tuple[str, ...]:
    """Cut a text into the pieces that a line does not part; joined they are the text.

    `glued` holds indices at which no line may begin: behind a code, inside a word that the town keeps whole.
    """
    pieces: list[str] = []
    start = 0
    for phrase in phrases(text):
        if pieces and (start in glued or CODE.fullmatch(pieces[-1])):
            pieces[-1] += phrase
        else:
            pieces.append(phrase)
        start += len(phrase)
    while len(pieces) > 1 and len(pieces[-1]) < LEAST_LAST:
        pieces[-2:] = [pieces[-2] + pieces[-1]]
    return tuple(pieces)


def without_short_end(pieces: Sequence[str]) -> list[str]:
    """Join a last piece of one or two characters to the one before it, so that it is no line of its own."""
    joined = list(pieces)
    while len(joined) > 1 and len(joined[-1]) < LEAST_LAST:
        joined[-2:] = [joined[-2] + joined[-1]]
    return joined


@lru_cache(maxsize=16384)
def words_in(piece: str) -> tuple[str, ...]:
    """Cut a piece that has no room in a line into its words, of which the last one is not too short for a last line."""
    words = without_short_end(words_of(piece))
    if code := CODE.match(piece):
        while len(words) > 1 and len(words[0]) <= len(code[0]):
            words[:2] = [words[0] + words[1]]
    return tuple(words)


def run_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line in Gothic with its spaces between characters (和欧間, 約物)."""
    return width(text, size, bold=bold) + fsum(joint(*pair).natural for pair in pairwise(text)) * size


@lru_cache(maxsize=8192)
def seen_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of what is seen of a line in Gothic: without the blank halves of 約物 at its ends."""
    blanks = bool(text) * (text[:1] in FULL_OPENING) + (len(text) > 1) * (text[-1:] in ENDING)
    return run_width(text, size, bold=bold) - HALF * size * blanks


@dataclass(frozen=True)
class _Segment:
    """A piece that is not parted, measured."""

    width: float
    lead: float
    """Space before it where it continues a line."""
    flush: float
    """Blank to its left that is dropped where it begins a line."""
    hang: float
    """Blank at its end that may overhang where it ends a line."""
    parts: bool
    """Whether a line may end inside it, where it is too wide to be kept."""
    word: float
    """Width of the longest word of かたかな or Latin letters in it, which is not parted."""
    text: str
    bold: bool
    words: tuple["_Segment", ...] = ()
    """The words between which it is parted."""

    def pieces_in(self, room: float, em: float) -> tuple["_Segment", ...]:
        """Return what a line of width `room` does not part: itself, or its words."""
        is_whole = not self.words or is_kept(self.width - self.flush - self.hang, room + _ROUNDING, em)
        if is_whole or max(each.width - each.flush - each.hang for each in self.words) > room + _ROUNDING:
            return (self,)
        return self.words


@dataclass(frozen=True)
class Ragged:
    """A paragraph to be set ragged."""

    segments: tuple[_Segment, ...]
    size: float

    @property
    def longest(self) -> float:
        """Width of the narrowest column in which no short phrase, number or foreign word is parted."""
        short = SHORT * self.size
        widths = (each.width - each.flush - each.hang for each in self.segments)
        return max(
            (
                min(wide, max(short, each.word)) if each.parts else wide
                for each, wide in zip(self.segments, widths, strict=True)
            ),
            default=0.0,
        )

    @property
    def firm(self) -> float:
        """Width of the longest number, mark or short word: of what is parted in no column, however narrow."""
        pieces = (
            (piece, each) for each in self.segments for piece in (_atoms(each.text) if each.parts else (each.text,))
        )
        widths = (
            run_width(piece.strip(SPACE), self.size, bold=each.bold) for piece, each in pieces if not LONG.match(piece)
        )
        return max(widths, default=0.0)

    @property
    def natural(self) -> float:
        """Width of the whole on one line."""
        return self.set_in(inf)[1]

    def set_in(self, room: float) -> tuple[int, float]:
        """Return how many lines the text takes in a column of width `room`, and the width of the widest."""
        count, widest = 0, 0.0
        for line in self._lines(room):
            count += max(1, ceil((line - _ROUNDING) / max(room, _ROUNDING))) if room < inf else 1
            widest = max(widest, min(line, room))
        return max(count, 1), widest

    def _lines(self, room: float) -> Iterator[float]:
        """Yield the widths of the lines; a piece wider than the room has one to itself."""
        used = end = 0.0
        for each in (piece for whole_ in self.segments for piece in whole_.pieces_in(room, self.size)):
            further = used + each.lead + each.width if used else each.width - each.flush
            if used and further - each.hang > room + _ROUNDING:
                parts = each.parts and not is_kept(each.width, room, self.size)
                yield room if parts else end
                further = further - room if parts else each.width - each.flush
            used, end = further, further - each.hang
        yield end


@lru_cache(maxsize=16384)
def ragged(text: str, size: float, glued: frozenset[int] = frozenset(), *, bold: bool = False) -> Ragged:
    """Measure a paragraph for ragged setting at `size`."""
    pieces = segments(text, glued)
    return Ragged(tuple(_measured(pieces, size, bold=bold, is_worded=True)), size)


@lru_cache(maxsize=4096)
def whole(pieces: tuple[str, ...], size: float) -> Ragged:
    """Measure a line of `pieces` of which none is parted."""
    return Ragged(tuple(replace(each, parts=False) for each in _measured(pieces, size, bold=False)), size)


@lru_cache(maxsize=1024)
def running(text: str, size: float, *, bold: bool = False) -> Ragged:
    """Measure a paragraph of running text, whose lines may end wherever 禁則 allows."""
    return Ragged(tuple(_measured(_atoms(text), size, bold=bold)), size)


def _atoms(text: str) -> list[str]:
    """Cut a text wherever 禁則 lets a line end."""
    edges = [0, *(index for index, allowed in enumerate(breaks(text)) if allowed), len(text)]
    return [text[start:end] for start, end in pairwise(edges) if end > start]


def _measured(
    pieces: Sequence[str], size: float, *, bold: bool, is_worded: bool = False, before: str = ""
) -> Iterator[_Segment]:
    for piece in pieces:
        bare = piece.rstrip(SPACE)
        blank = run_width(piece, size, bold=bold) - run_width(bare, size, bold=bold)
        closing = HALF * size if bare[-1:] in ENDING else 0.0
        flush = HALF * size if piece[:1] in FULL_OPENING else 0.0
        lead = joint(before, piece[0]).natural * size if before and piece else 0.0
        word = max((run_width(found, size, bold=bold) for found in WORD.findall(piece)), default=0.0)
        wide = run_width(piece, size, bold=bold)
        words = words_in(piece) if is_worded else ()
        inner = tuple(_measured(words, size, bold=bold, before=before)) if len(words) > 1 else ()
        yield _Segment(wide, lead, flush, blank + closing, any(breaks(piece)), word, piece, bold, inner)
        before = piece[-1:]
