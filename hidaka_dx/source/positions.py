"""Where the words of a printed line stand in the text that people wrote, which has marks and breaks of lines between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

LONGEST: Final = 20_000
"""Letters of a text that is searched; what is longer is no paragraph or table of a plan."""
_ESCAPED: Final = re.compile(r"\\(.)")
_BROKEN: Final = re.compile(r"\n[ \t　]*")


@dataclass(frozen=True)
class WordsInSource:
    """The words of some lines, and the place of each letter in the text behind them."""

    words: str
    text: str
    places: tuple[int, ...]
    """Of each letter; -1 for one that is not written, such as the number of a section."""

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where words stand; none where they are not written as they are printed, without anything in between."""
        found = self.places[start:end]
        if not found or -1 in found:
            return None
        begin, stop = found[0], found[-1] + 1
        if begin and self.text[begin - 1] == "\\":
            begin -= 1  # the sign belongs to the letter
        written = _BROKEN.sub("", _ESCAPED.sub(r"\1", self.text[begin:stop]))
        return (begin, stop) if written == self.words[start:end] else None

    def gaps(self, at: int) -> tuple[int, ...]:
        """Return where new words can be put that are to be printed at a place: before what follows, or behind what precedes."""
        follows = self.places[at] if at < len(self.places) else -1
        if follows > 0 and self.text[follows - 1] == "\\":
            follows -= 1
        precedes = self.places[at - 1] + 1 if at and self.places[at - 1] >= 0 else -1
        return tuple(dict.fromkeys(each for each in (precedes, follows) if each >= 0))


def words_in(words: str, text: str) -> WordsInSource | None:
    """Find the letters of `words` in `text`, in their order; none where that cannot be done."""
    if max(len(words), len(text)) > LONGEST:
        return None
    places = [-1] * len(words)
    for first, second, length in _blocks(words, text):
        places[first : first + length] = range(second, second + length)
    return WordsInSource(words, text, tuple(places))


def _blocks(words: str, text: str) -> Sequence[tuple[int, int, int]]:
    """Return equal runs; a text that holds the words as they are is not searched any further."""
    at = text.find(words)
    if words and at >= 0:
        return [(0, at, len(words))]
    return SequenceMatcher(None, words, text, autojunk=False).get_matching_blocks()
