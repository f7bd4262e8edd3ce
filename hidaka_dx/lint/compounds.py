"""Nouns made of verbs, whose kana are often left out: 受け付け, 受付け, 受付."""

import re
from typing import Final

from hidaka_dx.lint.words import NOUN

KANJI: Final = "[一-鿿々]"
VERBS: Final = {
    kanji: tuple(endings.split("|"))
    for kanji, endings in (
        pair.split(":")
        for pair in [
            "届:け",
            "付:け",
            "込:み",
            "扱:い",
            "組:み",
            "替:え",
            "換:え",
            "上:げ",
            "下:げ",
            "入:れ",
            "出:し",
            "渡:し",
            "合:わせ|せ|い",
            "立:て|ち",
            "当:て",
            "引:き",
            "取:り",
            "次:ぎ",
            "継:ぎ",
            "切:り",
            "受:け",
            "払:い",
            "戻:し",
            "消:し",
            "越:し",
            "置:き",
            "持:ち",
            "決:め",
            "崩:し",
            "壊:し",
            "止:め",
            "締:め",
            "貼:り",
            "張:り",
            "巻:き",
            "回:し|り",
            "書:き",
            "売:り",
            "買:い",
            "貸:し",
            "借:り",
            "積:み|もり|り",
            "打:ち",
            "問:い",
            "申:し",
            "据:え",
            "備:え",
            "振:り",
            "割:り",
            "繰:り",
            "差:し",
            "押:さえ|え",
            "乗:り",
            "呼:び",
            "読:み",
            "話:し",
            "刈:り",
            "埋:め",
            "植:え",
            "明:け",
            "言:い",
            "雇:い",
            "譲:り",
            "追:い",
            "待:ち",
            "落:ち|とし",
            "抜:き",
            "折:り",
            "詰:め",
            "飼:い",
            "吹:き",
            "掛:け",
            "炊:き",
            "踏:み",
            "縫:い",
            "編:み",
            "染:め",
            "釣:り",
            "干:し",
            "盛:り",
            "控:え",
            "構:え",
            "調:べ",
            "見:",
        ]
    )
}
"""Verbs that make nouns whose kana are often left out, with the kana."""
OKURI: Final = "|".join(sorted({end for endings in VERBS.values() for end in endings if end}, key=len, reverse=True))
VERB: Final = f"[{''.join(VERBS)}]"
GOING_ON: Final = "(?!(?<=落)と[さしすせそ]|(?<=積)も[らりるれろっ]|(?<=[上下])が[らりるれろっ])"
"""Kana that are part of a verb, not particles after a noun: 見落とす, 見積もる, 引き下がる."""
COMPOUND: Final = re.compile(
    rf"(?<![一-鿿々])(?:{VERB}(?:っ|{OKURI})?{VERB}(?:{OKURI})?|{KANJI}{{1,4}}届け?){GOING_ON}{NOUN}"
)
OTHER_READING: Final = frozenset(
    [
        "売買",
        "上下",
        "貸借",
        "読書",
        "出入",
        "乗降",
        "書写",
        "追加",
        "見分",
        "引当",
        "当落",
        "問答",
        "取捨",
        "話題",
        "立見",
        "立次",
        "入込",
        "吹込",
        "合切",
    ]
)
"""Words of two verbs that, without kana, are other words: 売り買い, 売買."""


def without_kana(word: str) -> str:
    """Leave only the kanji of a word."""
    return re.sub("[ぁ-ん]", "", word)


def is_noun_of_verbs(word: str) -> bool:
    """Tell whether every kana of a word is the ending of one of its verbs, so that the word reads the same without them."""
    pieces = re.findall("(.)([ぁ-ん]*)", word)
    fitting = all(not kana or kana == "っ" or kana in VERBS.get(kanji, ()) for kanji, kana in pieces)
    return fitting and without_kana(word) not in OTHER_READING
