"""Doubled particles, distinguished from words that begin or end with the same letters.

Two criteria work without a dictionary. A particle follows a complete word: kanji, katakana, a
bracket or a formal noun such as こと; in 「まちに|にぎわい」 kana precede it. No word begins with を, but words do begin with
に, が, の and the others: after these, a new word must begin.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from hidaka_dx.lint.ends import IN_BRACKETS
from hidaka_dx.lint.passage import Passage

WORD: Final = "一-鿿々〆ァ-ヴーA-Za-zＡ-Ｚａ-ｚ0-9０-９％%"
AFTER: Final = rf"(?:(?<=[{WORD}」』）)”◇])|(?<=こと)|(?<=など)|(?<=ため)|(?<=とき)|(?<=ところ)|(?<=みなさん))"
"""What may stand before a particle beyond doubt."""
KANA_WORDS: Final = (
    "こと|もの|ため|よう|とき|ところ|ほか|うち|それ|これ|すべて|さまざま|より|あら|いか|みんな|みな|まち|ひと|くらし|ふるさと|"
    "ある|あり|する|なる|なり|おこな|つく|すす|たす|もと|もち|つい|よる|よっ|おいて|おける|つな|ふれ|まい|ごみ|つなが|ください"
)
BEFORE: Final = rf"(?=[{WORD}「『（(“◇、]|{KANA_WORDS})"
"""What begins a word beyond doubt."""
NO_KANA: Final = rf"(?=[{WORD}「『（(“◇、])"
"""The same after は, with which too many words begin: はいた, はこと."""
LONGEST: Final = 120
"""Letters before 「とを」 in which the other members of its list stand."""
CERTAIN: Final = "をを"
"""No word begins with を, none ends with it: this is a slip whatever stands around it."""
PAIRS: Final = re.compile(
    rf"{CERTAIN}|{AFTER}(?:(?:が|は|に|へ)を|(?:をは|はは){NO_KANA}|(?:をが|がが|をに|(?<!お)にに|のの|とと|へへ|でで){BEFORE})"
)
TO_O: Final = re.compile(rf"(?<=[{WORD}」』）)”◇])とを")
PAIRED: Final = re.compile(r"(?<!こ)と(?!し|い[うっわえ]|す|共|も|な[るりっ]|り|き[はにの、]|おり|ころ|を)")
"""と between the members of a pair: 「AとBとを」."""
LISTED: Final = re.compile(rf"(?<=[{WORD}」』）)])、")
JOINING: Final = re.compile(
    "とを(?:、|[^、。]{0,12}?)(?:結|つな|繋|比|合わ|組み|併|兼|分け|分か|隔|区別|両立|行き来|往復|見比|照ら|重ね|交互|統合)"
)
CASE: Final = re.compile(rf"[をがにへで](?=[{WORD}])")
DOUBLED_WORD: Final = re.compile(
    r"(?<![一-鿿々ァ-ヴー])(?![一各毎半何]|五分五分|早目早目)((?:[一-鿿]{2,6}|[ァ-ヴー]{3,12})(?:的な|な|の|に|を|が|は|で|する|した|して)?)\1"
)
DOUBLED_PHRASE: Final = re.compile(
    "(について|により|によって|として|ために|に対して|において|における|に関する|これらの|します、?|しました、?)\\1"
)
RECEIVED: Final = re.compile(
    r"(?:(?<=[一-鿿々ァ-ヴー])|(?<=さん))が(?=(?:お(?:(?![をて])[一-鿿ぁ-ん]){1,8}?|[御ご][一-鿿]{2,4})(?:いただ|頂)(?:い[たて]|き|く))"
)
"""が before what somebody is asked or thanked for: with いただく, whoever does it is no subject."""


class Doubled(NamedTuple):
    """Particles that follow each other."""

    start: int
    end: int
    words: str

    @property
    def is_certain(self) -> bool:
        """Tell whether it cannot be anything but a doubled particle."""
        return self.words == CERTAIN


def doubled(passage: Passage) -> Iterator[Doubled]:
    """Find doubled particles."""
    for found in passage.matches(PAIRS):
        yield Doubled(*found.span(), found[0])
    for found in passage.matches(TO_O):
        before = IN_BRACKETS.sub("", passage.text[max(found.start() - LONGEST, 0) : found.start()]).rpartition("。")[2]
        if not _is_list(before, passage.text[found.start() :]):
            yield Doubled(*found.span(), found[0])


def _is_list(before: str, rest: str) -> bool:
    """Tell whether 「…とを」 ends a list: 「AとBとを」, 「A、Bとを結ぶ」."""
    if PAIRED.search(before):
        return True
    commas = list(LISTED.finditer(before))
    if not commas:
        return False
    return bool(JOINING.match(rest)) or not CASE.search(before[commas[-1].end() :])
