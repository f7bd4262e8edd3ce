"""Brackets without their pair: slips, but not those that number an item, or are closed in a later paragraph."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from hidaka_dx.lint.passage import CLOSE, OPEN, QUOTING, Passage

WIDTHS: Final = re.compile(
    r"\((?:[^()（）]|\([^()（）]*\)|（[^()（）]*）)*）$|（(?:[^()（）]|\([^()（）]*\)|（[^()（）]*）)*\)$"
)
FAR: Final = 200
"""Letters in brackets whose widths are compared."""
NEAR: Final = 10
"""Paragraphs over which a quotation may go on."""
MIXED: Final = {"(）", "（)"}
ITEM: Final = re.compile(
    r"(?:(?:^|[。、：:　 「（])[ア-ンa-zA-Zａ-ｚＡ-Ｚ一二三四五六七八九十①-⑳]|(?:注|注記|例|図|表|資料|備考|※)[ア-ンa-zA-Zａ-ｚＡ-Ｚ一二三四五六七八九十①-⑳]?)$"
    r"|(?<![0-9０-９])[0-9０-９]{1,2}$"
)
"""What stands before a closing bracket that marks an item: 「1）」, 「注2）」."""
MARK: Final = re.compile("[一-鿿ァ-ヴー]{1,2}[0-9０-９]{0,2}$")
RECURRING: Final = 2
"""Places from which on a word with only a closing bracket is a mark that the text uses, not a slip."""


def unpaired(passages: Sequence[Passage]) -> Iterator[tuple[Passage, int]]:
    """Find the brackets of a text that have no pair of their width: the passage, and where it is in it."""
    alone = [(number, index) for number, passage in enumerate(passages) for index in _alone(passage)]
    over = _over_paragraphs(passages, alone)
    marks = Counter(_mark(passages[number].text, index) for number, index in alone)
    for number, index in alone:
        mark = _mark(passages[number].text, index)
        if (number, index) not in over and not (mark and marks[mark] >= RECURRING):
            yield passages[number], index


def differs_in_width(text: str, index: int) -> bool:
    """Tell whether a closing bracket has an opening one of another width."""
    return bool(WIDTHS.search(text, max(index - FAR, 0), index + 1))


def is_open(text: str) -> bool:
    """Tell whether brackets are open at the end of a text."""
    return sum(map(text.count, OPEN)) > sum(map(text.count, CLOSE))


def _is_sign(text: str, index: int) -> bool:
    """Tell whether a bracket is spoken of, alone in quotation marks: 「（」."""
    return index > 0 and text[index - 1] == "「" and text[index + 1 : index + 2] == "」"


def _mark(text: str, index: int) -> str:
    """Return the word that a closing bracket makes a mark of, as in 「注記）」; empty where there is none."""
    found = MARK.search(text, max(index - 8, 0), index)
    return found[0] if text[index] in "）)" and found else ""


def _alone(passage: Passage) -> Iterator[int]:
    """Find unpaired brackets; if the two differ only in width, report the closing one."""
    pairs = dict(zip(CLOSE, OPEN, strict=True))
    open_at: list[int] = []
    for index, letter in enumerate(passage.text):
        if letter in OPEN + CLOSE and _is_sign(passage.text, index):
            continue
        if letter in OPEN:
            open_at.append(index)
        elif letter in pairs and open_at and passage.text[open_at[-1]] == pairs[letter]:
            open_at.pop()
        elif letter in pairs and open_at and passage.text[open_at[-1]] + letter in MIXED:
            open_at.pop()
            yield index
        elif letter in pairs and not (
            letter in "）)"
            and (not open_at or passage.text[open_at[-1]] in QUOTING)
            and ITEM.search(passage.text, max(index - 5, 0), index)
        ):
            yield index
            return
    yield from open_at


def _over_paragraphs(passages: Sequence[Passage], alone: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Find brackets closed in a later paragraph of the chapter, as in a quotation of several paragraphs."""
    found: set[tuple[int, int]] = set()
    waiting: list[tuple[int, int]] = []
    for number, index in alone:
        passage, letter = passages[number], passages[number].text[index]
        if waiting and passages[waiting[-1][0]].source is not passage.source:
            waiting.clear()
        if letter in OPEN and passage.kind in {"paragraph", "item"}:
            waiting.append((number, index))
        elif letter in CLOSE and waiting:
            first, at = waiting[-1]
            if number > first and passages[first].text[at] == OPEN[CLOSE.index(letter)] and number - first <= NEAR:
                found |= {waiting.pop(), (number, index)}
    return found
