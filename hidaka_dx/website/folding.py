"""Text folded for search: width, case, kind of kana, letters of names and ways to spell a word make no difference.

`assets/web/site.js` folds what readers type in the same way; `tests/browser/test_search_in_browser.py` holds the two together.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

_USUAL: Final = (
    "髙高 﨑崎 𠮷吉 濵浜 濱浜 邊辺 邉辺 齋斎 齊斉 澤沢 櫻桜 廣広 國国 眞真 瀨瀬 嶋島 德徳 惠恵 黑黒 榮栄 條条 淸清 靑青"
)
"""Letters of names, each with the one that is typed for it."""
_LETTERS: Final[Mapping[int, str | int | None]] = {
    **{ord(pair[0]): pair[1] for pair in _USUAL.split()},
    **{kana: kana - 0x60 for kana in range(0x30A1, 0x30F7)},
    **{ord(small) - shift: chr(ord(small) + 1) for small in "ぁぃぅぇぉ" for shift in (0, -0x60)},
    **dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)), None),
}
_COMMA: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
BASE: Final = "\x01"
READING: Final = "\x02"
END: Final = "\x03"
"""Around the base of ruby and its reading, in a text that keeps both."""
_RUBY: Final = re.compile(f"{BASE}([^{READING}]*){READING}([^{END}]*){END}")


def folded(text: str) -> str:
    """Fold a text."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    return _COMMA.sub("", " ".join(plain.split()))


@dataclass(frozen=True)
class SearchFolding:
    """Folds texts, and writes each word in the one spelling that stands for all."""

    spellings: tuple[tuple[str, ...], ...]
    """Ways to spell the same word."""

    @cached_property
    def _first(self) -> Mapping[str, str]:
        pairs = ((folded(other), folded(first)) for first, *others in self.spellings for other in others)
        return {other: first for other, first in pairs if other != first}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._first, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def respelled(self, text: str) -> str:
        """Write every word of a folded text in the spelling that stands for all."""
        return self._pattern.sub(lambda found: self._first[found[0]], text)

    def ways(self, text: str) -> tuple[str, ...]:
        """Return all folded forms in which a text may be found: with the base or the reading of ruby."""
        bases = (_RUBY.sub(r"\1", text), _RUBY.sub(r"\2", text)) if BASE in text else (text,)
        found = tuple(map(folded, bases))
        return tuple(dict.fromkeys((*found, *map(self.respelled, found))))


def grams(ways: Iterable[str]) -> set[str]:
    """Return the letters and the pairs of letters of folded texts; blanks are in none."""
    found: set[str] = set()
    for way in ways:
        found.update(way)
        found.update(map("".join, pairwise(way)))
    return {each for each in found if " " not in each}
