"""Which spellings mean the same word, from the word lists of the rules: for whoever looks for one and reads another."""

from collections.abc import Iterator
from typing import Final

from hidaka_dx.lint.variants import pairs
from hidaka_dx.lint.words import CHOOSABLE, words

LONG: Final = "ー"
SHORTEST: Final = 2
"""Letters of a spelling that stands for a word wherever it is found."""


def spellings() -> tuple[tuple[str, ...], ...]:
    """Give words that are written in more than one way: 「手続」「手続き」, the form that stands for all first."""
    return tuple(forms for forms in _spellings() if min(map(len, forms)) >= SHORTEST)


def _spellings() -> Iterator[tuple[str, ...]]:
    for name in CHOOSABLE:
        yield from ((word.write, word.other) for word in words(name) if word.other and word.sign)
    for word in words("long-vowel"):
        bare = word.write.removesuffix(LONG)
        yield bare, f"{bare}{LONG}"
    yield from pairs()
