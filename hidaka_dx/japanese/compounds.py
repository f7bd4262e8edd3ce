"""Words of a phrase that is too long for its line: 自治体｜推進｜計画, セキュリティ｜対策の.

Without a dictionary: kana of a particle end a word, scripts change between words, and most words of kanji have two
characters, one more with a prefix or suffix.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from hidaka_dx.japanese.kinsoku import breaks
from hidaka_dx.japanese.letters import SPACE

_RUN: Final = re.compile(
    "[ァ-ヺー]+|[!-~]*[0-9](?:年度|[年月日人件回版期次章節条項号円名戸校台])?|[!-~]+|[々〆\u3400-\u9fff\uf900-\ufaff]+|[ぁ-ゖ]+|(?s:.)"
)
_KANJI: Final = re.compile("[々〆\u3400-\u9fff\uf900-\ufaff]")
_KANA: Final = re.compile("[ぁ-ゖ]")
_PARTICLE: Final = re.compile("[のをにはがとへでもやなるた]")
"""Kana after which another word may begin; after others (取り組む) it is mostly the same."""
_PREFIXES: Final = frozenset("各全新再約本同非未不無副総最超")
_SUFFIXES: Final = frozenset(
    "化的性者体課室所会率費税料館員等別後前内中間型版表書器機局部係院省庁法案権量数額度点面式系網先元側用地区市町村国道府県"
)


@lru_cache(maxsize=8192)
def words_of(phrase: str) -> tuple[str, ...]:
    """Cut a phrase into words as far as they can be told; joined they are the phrase. 禁則 holds at every cut."""
    able = breaks(phrase)
    edges = [0, *(end for end in accumulate(map(len, _words(phrase))) if end < len(phrase) and able[end]), len(phrase)]
    return tuple(phrase[start:end] for start, end in pairwise(edges) if end > start)


def _words(phrase: str) -> list[str]:
    words: list[str] = []
    for run in _RUN.findall(phrase):
        for part in _compounds(run) if _KANJI.match(run) else (run,):
            if words and not _begins(words[-1], part):
                words[-1] += part
            else:
                words.append(part)
    return words


def _begins(before: str, part: str) -> bool:
    """Tell whether a word begins with `part` after what ends with `before`."""
    if before[-1] == SPACE or _KANA.match(part) or (len(part) == 1 and part in _SUFFIXES):
        return False
    return not _KANA.match(before[-1]) or bool(_PARTICLE.match(before[-1]))


def _compounds(run: str) -> Iterator[str]:
    """Cut a run of kanji into words of two, three with a prefix or suffix; a single one at the end stays with the last."""
    start = 0
    while start < len(run):
        rest = len(run) - start
        end = start + 2 + (run[start] in _PREFIXES and rest % 2)
        if end < len(run) and run[end] in _SUFFIXES and (rest % 2 or rest > 4):
            end += 1
        end = len(run) if len(run) - end < 2 else end
        yield run[start:end]
        start = end
