"""Spellings of the same word, from the word lists of the rules; for searches that must find either."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from hidaka_dx.lint.compounds import is_noun_of_verbs, without_kana
from hidaka_dx.lint.variants import pairs
from hidaka_dx.lint.words import CHOOSABLE, WordRule, compiled, words

LONG: Final = "ー"
SHORTEST: Final = 2
"""Letters of a spelling that stands for a word wherever it is found."""
UNION: Final = "組合"
"""What a combination (組合せ) would be without its kana."""


def spellings() -> tuple[tuple[str, ...], ...]:
    """Return words with more than one spelling: 「手続」「手続き」, the representative form first."""
    return tuple(forms for forms in _spellings() if min(map(len, forms)) >= SHORTEST)


def _spellings() -> Iterator[tuple[str, ...]]:
    for name in CHOOSABLE:
        yield from (
            _forms(word, word.other) for word in words(name) if word.other and compiled(word.find).fullmatch(word.other)
        )
    for word in words("long-vowel"):
        bare = word.write.removesuffix(LONG)
        yield bare, f"{bare}{LONG}"
    things = pairs("synonyms")  # these have the spellings of their words, too
    yield from things
    yield from (forms for forms in pairs() if not {*forms} & {*chain.from_iterable(things)})


def _forms(word: WordRule, other: str) -> tuple[str, ...]:
    """Give both forms of a word, and of a noun made of verbs the one without kana: 「申込」「申込み」「申し込み」."""
    bare = without_kana(word.write)
    has_third = bare not in (word.write, UNION) and is_noun_of_verbs(word.write)
    return (bare, word.write, other) if has_third else (word.write, other)
