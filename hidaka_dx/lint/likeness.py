"""Similar words: one letter apart, or with the same pronunciation in another spelling."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final
from unicodedata import normalize

SHORTEST: Final = 6
"""Letters of a word from which a neighbour by one letter is a slip of the pen rather than another word."""
LONGEST: Final = 40
"""Letters of a word beyond which it is no word."""
LONG: Final = "ー"
VOICING: Final = "\u3099\u309a"
"""The marks of バ and パ, as they stand apart from their letters."""
LONG_ENOUGH: Final = 3
"""Letters of a katakana word from which its ー at the end may be left out; スキ and スキー are two words."""
SOUNDS: Final = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"), ("ァ", "ア"), ("ィ", "イ"), ("ゥ", "ウ"),
    ("ェ", "エ"), ("ォ", "オ"), ("・", ""),
)  # fmt: skip

LOOSE: Final = re.compile("ウ[ィェォ]")
"""Sounds that 外来語の表記 allows to be written with a large letter: ソフトウエア."""


def _large(found: re.Match[str]) -> str:
    return "ウ" + "イエオ"["ィェォ".index(found[0][1])]


def neighbours(words: Iterable[str]) -> dict[str, list[str]]:
    """Index words by keys shared with all words that are one letter apart or sound the same."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for key in keys(word) if len(word) <= LONGEST else ():
            found[key].append(word)
    return found


def near_in(word: str, neighbours: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the words similar to a word from an index made by `neighbours`."""
    return {each for key in keys(word) for each in neighbours.get(key, ())}


def keys(word: str) -> set[str]:
    """Return index keys: the word, the word without each of its letters, and its sound; words one letter apart share one of them."""
    return {word, sound(word.replace("・", "")), *(word[:i] + word[i + 1 :] for i in range(2, len(word)))}


def one_apart(word: str, other: str) -> bool:
    """Tell whether one letter is added, lost, changed or swapped; plurals, long vowels and dots do not count."""
    if abs(len(word) - len(other)) > 1 or len(other) < SHORTEST or sound(word) == sound(other):
        return False
    if word.casefold() in (other.casefold(), other.casefold() + "s") or other.casefold() == word.casefold() + "s":
        return False
    start = next(
        (i for i, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]), min(len(word), len(other))
    )
    one, two = word[start:], other[start:]
    if min(start, len(word) - 1) < 2:
        return False
    return one[1:] == two or one == two[1:] or one[1:] == two[1:] or (one[2:] == two[2:] and one[:2] == two[:2][::-1])


def is_slip(word: str, other: str, frequent: Collection[str]) -> bool:
    """Tell whether a word is a slip of another rather than a word of its own.

    It comes once, and a letter is missing, added, swapped with the next, or differs in its voicing marks only;
    another letter makes another word: データソース.
    """
    if word in frequent:
        return False
    if len(word) == len(other):
        return _unvoiced(word) == _unvoiced(other) or sorted(word) == sorted(other)
    shorter, longer = sorted((word, other), key=len)
    return LONG not in Counter(longer) - Counter(shorter)


def _unvoiced(word: str) -> str:
    return "".join(letter for letter in normalize("NFD", word) if letter not in VOICING)


def small_letter(word: str, other: str) -> bool:
    """Tell whether only the size of a letter differs: フオン for フォン."""
    bare, meant = (LOOSE.sub(_large, each.replace("・", "").rstrip("ー")) for each in (word, other))
    return bare != meant and sound(word) == sound(other)


def sound(word: str) -> str:
    """Return a phonetic key common to all spellings of a katakana word."""
    for one, other in SOUNDS:
        word = word.replace(one, other)
    bare = word.rstrip("ー")
    return bare if len(bare) >= LONG_ENOUGH else word
