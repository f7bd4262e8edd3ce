"""Rules of characters: 常用漢字."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from hidaka_dx.lint.passage import Finding, Passage
from hidaka_dx.lint.reading import Reading
from hidaka_dx.lint.rule import rule
from hidaka_dx.lint.words import word_list, words

RUN: Final = re.compile(r"[一-鿿々]+")
PRINTED: Final = frozenset("填剥頬叱餌遡遜謎餅々〆")
"""Forms that 常用漢字表 allows beside its own."""
PLACE: Final = re.compile(r"[都道府県市区町村郡山川湖沼岬駅港島浜沢岳橋通]$|[都道府県市区町村郡]")


@cache
def joyo() -> frozenset[str]:
    """Give the 2,136 characters of 常用漢字表."""
    return frozenset("".join(word_list("joyo")))


@rule("joyo-kanji", "注意", "常用漢字表（平成22年内閣告示第2号）、公用文における漢字使用等について、K18・D15")
def joyo_kanji(reading: Reading) -> Iterator[Finding]:
    """常用漢字表にない漢字は、仮名で書くか、言い換えるか、振り仮名を付けます。地名は使えます。

    誤: インターネットに繋がる仕組みです。
    誤: 申請を躊躇する人がいます。
    正: インターネットにつながる仕組みです。
    正: ｛躊躇｜ちゅうちょ｝する人がいます。
    正: 苫小牧市と進捗を確かめます。
    """
    for passage in reading.prose:
        for run in passage.matches(RUN):
            for index, letter in enumerate(run[0], run.start()):
                if letter not in joyo() and letter not in PRINTED and not _excused(passage, run, index):
                    message = f"「{letter}」は常用漢字表にありません。{_advice(passage.text, index)}"
                    yield passage.found(index, index + 1, message)


def _advice(text: str, index: int) -> str:
    """Say what to write instead, where it is known."""
    for word in words("beyond-joyo"):
        start = text.find(word.find, max(index - len(word.find) + 1, 0), index + len(word.find))
        if start >= 0:
            return f"「{word.find}」は「{word.write}」などと書いてください。"
    return "仮名で書くか、言い換えるか、振り仮名を付けてください。"


def _excused(passage: Passage, run: re.Match[str], index: int) -> bool:
    return any(start <= index < end for start, end in passage.ruby) or bool(PLACE.search(run[0]))
