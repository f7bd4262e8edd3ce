"""Rule of widths: figures and Latin letters are of half width, kana of full width."""

import re
from collections.abc import Iterator
from typing import Final

from hidaka_dx.lint.numbers import FULL_DIGITS, HALF_DIGITS, wrong_width
from hidaka_dx.lint.passage import Passage, RuleFinding
from hidaka_dx.lint.reading import ENOUGH, OF_ONE_MIND, ProseReading
from hidaka_dx.lint.rule import rule

FULL_WIDTH: Final = re.compile(
    r"[０-９Ａ-Ｚａ-ｚ]+(?:(?<=[０-９])[，．][０-９]+)*|(?<![0-9.])[0-9]+(?:，[0-9]{3})+(?![0-9])|[0-9]+．[0-9]+"
)
LATIN_LETTER: Final = re.compile("[Ａ-Ｚａ-ｚ]")
SYMBOL: Final = re.compile(r"^[Ａ-Ｚａ-ｚ][＝：…　 ]|[ 　（：／][Ａ-Ｚａ-ｚ](?:[＝：…　 ）（]|$)")
FULL_UNIT: Final = re.compile(r"(?<=[0-9０-９])(?:ｍｍ|ｃｍ|ｋｍ|ｍ|ｋｇ|ｇ|ｔ|ｈａ|ｋＷ|ｋＷｈ|Ｌ|℃)$")
"""Units in full width, as many a table has them: 「420ｍ」."""
HALF_KANA: Final = re.compile(r"[｡-ﾟ]+")
FULL_WORD: Final = re.compile("[Ａ-Ｚａ-ｚ]+")
HALF_WORD: Final = re.compile("(?<![A-Za-z0-9@:/._-])[A-Za-z]+(?![A-Za-z0-9@:/._-])")
"""A Latin word that is no part of an address or a code."""
PROVISION: Final = re.compile("^[０-９]{1,2}　")
"""The number of a paragraph of an article, which stands in full width also where all figures are kanji."""


@rule("letter-width", "注意", "公用文作成の考え方 Ⅰ-4（全角と半角は文書の中で統一する）、K04", "text")
def letter_width(reading: ProseReading) -> Iterator[RuleFinding]:
    """数字と英字は半角で、片仮名は全角で書きます。

    数字を全角で書く町は、house-style.yaml に `digits: 全角` か `digits: 一桁だけ全角` と書きます。
    本文の英字も全角でそろっていれば、英字はそのままにします。

    誤: 第１段階として、ＤＸを進めます。
    誤: ﾃﾞｼﾞﾀﾙ技術を使います。
    誤: 人口は２９，０００人です。
    誤: ＤＸを進めます。AIを使います。[content/house-style.yaml] digits: 全角
    正: 第1段階として、DXを進めます。
    正: 第１段階として、12人で進めます。[content/house-style.yaml] digits: 一桁だけ全角
    正: 口径１３ｍｍ，１か月２０㎥とします。[content/house-style.yaml] digits: 全角
    正: ＤＸを２年間進めます。[content/house-style.yaml] digits: 全角
    """
    digits, letters_too = reading.manuscript.style.digits, _has_full_letters(reading)
    for passage in reading.prose:
        for found in passage.matches(FULL_WIDTH):
            is_number = not LATIN_LETTER.search(found[0])
            if _is_kept(passage, found) or (letters_too and not is_number):
                continue
            if not is_number or wrong_width(found[0], digits):
                finding = passage.found(*found.span(), f"「{found[0]}」は半角で書きます。")
                yield finding.as_case_of("digits", settled=digits is not None) if is_number else finding
        for found in passage.matches(HALF_DIGITS) if digits in {"全角", "一桁だけ全角"} else ():
            if digits == "全角" or len(found[0]) == 1:
                message = f"「{found[0]}」は全角で書きます。"
                yield passage.found(*found.span(), message).as_case_of("digits", settled=True)
        for found in passage.matches(HALF_KANA):
            yield passage.found(*found.span(), f"「{found[0]}」は全角で書きます。")


def _has_full_letters(reading: ProseReading) -> bool:
    """Tell whether Latin words in the chapters are typed in full width, in a town that has not chosen half width."""
    if reading.manuscript.style.digits == "半角":
        return False
    figures = sum(1 for passage in reading.chapters for _ in passage.matches(FULL_DIGITS))
    full = [found[0] for passage in reading.chapters for found in passage.matches(FULL_WORD)]
    half = sum(1 for passage in reading.chapters for _ in passage.matches(HALF_WORD))
    are_words = figures >= ENOUGH or max(map(len, full), default=0) > 1  # a single letter may be a slip
    return are_words and len(full) >= half * OF_ONE_MIND


def _is_kept(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether full width is customary: for a unit, the number of a provision, a symbol."""
    if passage.fixed and found.start() == 0 and PROVISION.match(passage.text):
        return True
    return bool(FULL_UNIT.search(passage.text, found.start() - 1, found.end())) or _is_mark(passage, found)


def _is_mark(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether Latin letters are a grade or a symbol in an entry (「評価　Ｂ」, 「Ｌ＝420」), or in a name that is quoted."""
    if not LATIN_LETTER.search(found[0]):
        return False
    return passage.is_within(found.start()) or bool(
        SYMBOL.search(passage.text, max(found.start() - 1, 0), found.end() + 1)
    )
