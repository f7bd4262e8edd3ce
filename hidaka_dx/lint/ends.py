"""How sentences end: です・ます, である, or a noun."""

import re
from collections.abc import Iterator
from typing import Final

from hidaka_dx.lint.passage import Finding, Passage

PLAIN_END: Final = re.compile(
    r"(?:である|だ|だった|(?<![まで])す|(?<!まし)(?<!でし)た|(?<!しょ)う|ない|[るくつぬぶむぐ])。$"
)
NOUN_END: Final = re.compile(r"(?:[一-鿿々ァ-ヴー%％]|のみ|など|こと|もの|ため|とおり|まで|ほど|だけ|から)。$")
NO_SENTENCE: Final = re.compile(r"(?:出典|資料|注|備考|※|問合せ)|[^。]{0,12}：")
"""How labels and notes begin, whose end is free."""
POLITE_END: Final = re.compile(r"(?:ます|です|ました|でした|ません|ましょう|でしょう|ください)。$")


def polite(passage: Passage) -> Iterator[Finding]:
    """Find sentences in です・ます, in a town that writes である."""
    for start, sentence in passage.sentences():
        if found := POLITE_END.search(sentence):
            where = (start + found.start(), start + found.end())
            yield passage.found(*where, f"文末の「{found[0]}」を「である」の文体に直してください。")


def plain(passage: Passage, decision: str | None) -> Iterator[Finding]:
    """Find sentences that do not end in です・ます; `decision` where the town has not yet said what it wants."""
    sentences = list(passage.sentences())
    told = passage.kind == "paragraph" or any(POLITE_END.search(sentence) for _, sentence in sentences)
    for start, sentence in sentences:
        if found := PLAIN_END.search(sentence):
            where = (start + found.start(), start + found.end())
            yield passage.found(*where, f"文末の「{found[0]}」を「です・ます」に直してください。").asking(decision)
        elif told and (found := NOUN_END.search(sentence)) and not NO_SENTENCE.match(sentence):
            where = (start + max(found.end() - 4, 0), start + found.end())
            yield passage.found(*where, "文が名詞などで終わっています。「です・ます」まで書いてください。")


def ending(passage: Passage) -> str:
    """Tell how an item or a definition ends: 敬体 where any of its sentences is polite, 常体, or 体言."""
    sentences = [sentence for _, sentence in passage.sentences()]
    if any(POLITE_END.search(f"{sentence.removesuffix('。')}。") for sentence in sentences):
        return "敬体"
    plain = any(PLAIN_END.search(sentence.removesuffix("。") + "。") for sentence in sentences)
    return "常体" if plain else "体言"
