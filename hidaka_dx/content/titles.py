"""Titles without typed numbers: numbers are computed, so a typed one would be printed twice."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from hidaka_dx.content.manuscript import Located
from hidaka_dx.figure import Figure
from hidaka_dx.problem import Place, Problem
from hidaka_dx.prose import Block, WrittenHeading, WrittenTable

DIGIT: Final = "[0-9０-９]"
ROMAN: Final = "(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2}|i{1,3}|iv|vi{0,3}|ix|x)"
KANJI: Final = "[一二三四五六七八九十]{1,3}"
COUNTED: Final = "つ|か[所国年月]|[ヶケカヵ][所国年月]|箇所|[%％℃割倍億万]|年(?:問題|度?[にのまか])|G"
"""What makes a number and a space the beginning of words: 「3 つの柱」「2040 年問題」."""
TYPED_NUMBER: Final = re.compile(
    rf"""
      [(（](?:{DIGIT}+|[ア-ン]|[A-Za-zＡ-Ｚａ-ｚ]|{ROMAN}|[Ⅰ-ⅿ]+|{KANJI})[)）]        # (1) （ア） (a) (iv)
    | {DIGIT}+(?:[-－‐–.．]{DIGIT}+)+(?:[)）.．、]|[\s　]+(?!{COUNTED}))              # 1-1 背景  1.2 背景
    | {DIGIT}+(?:[)）、]|[.．](?!{DIGIT})|[\s　]+(?!{COUNTED}))                      # 1 背景  1．背景
    | 第{DIGIT}+[章節項] | 第{KANJI}[章節項] | 第(?:{DIGIT}+|{KANJI})[\s　.．、]      # 第1章  第一 背景
    | (?:[ア-ン]|{KANJI}|[Ⅰ-ⅿ]+|{ROMAN})[)）\s　.．、]                              # ア 背景  一、  Ⅰ 背景
    | [A-ZＡ-Ｚ](?:[)）．、]|\.(?![A-Za-z])|[\s　]+(?![A-Za-z]))                     # A 背景  Ａ．背景
    | [a-zａ-ｚ][)）.．、](?![A-Za-z])                                              # a) 背景
    | [\u2460-\u24ff\u2776-\u2793\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]  # ① ⑴ ㈠
    """,
    re.VERBOSE,
)
"""What people type before a heading's words (公用文の項目記号, rule K08)."""
TYPED_CAPTION: Final = re.compile(rf"(?:図表|図|表|写真)[\s　]*[-－]?{DIGIT}+(?:[-－‐–.．]{DIGIT}+)*")
"""What people type before the title of a figure or table: 「図1」「表 2-1」."""


def check_titles(blocks: Iterable[Block]) -> Iterator[Problem]:
    """Find typed numbers in the titles of headings and tables."""
    for block in blocks:
        if isinstance(block, WrittenHeading):
            yield from _numbered("見出し", block.title, TYPED_NUMBER, block.place)
        elif isinstance(block, WrittenTable):
            yield from _captioned("表の題", block.title, block.place)


def check_captions(figures: Iterable[Located[Figure]]) -> Iterator[Problem]:
    """Find typed numbers in the titles of figures."""
    for figure in figures:
        yield from _captioned("図の題", figure.value.title, figure.data.place(("title",)))


def _captioned(what: str, title: str, place: Place) -> Iterator[Problem]:
    pattern = TYPED_CAPTION if TYPED_CAPTION.match(title) else TYPED_NUMBER
    yield from _numbered(what, title, pattern, place)


def _numbered(what: str, title: str, pattern: re.Pattern[str], place: Place) -> Iterator[Problem]:
    found = pattern.match(title)
    if found:
        message = f"{what}に番号「{found[0].strip()}」が書かれています。番号は自動で付くので、取り除いてください。"
        yield Problem(place, message, "heading-number")
