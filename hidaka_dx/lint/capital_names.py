"""Capitals that are no abbreviation: names, signs, formulas, words."""

import re
from typing import Final

from hidaka_dx.lint.passage import CLOSE, QUOTING, Passage
from hidaka_dx.lint.words import word_list

PATTERN: Final = re.compile("[YMDHShms-]+")
"""How a date is to be written: YYYY-MM-DD."""
NAME_PART: Final = 3
"""Letters of each part of a name that is joined by a hyphen: YUKI-CUP; single ones are signs: C-F."""
ROMAN: Final = re.compile("X{0,3}(?:IX|IV|V?I{0,3})")
CITED: Final = re.compile(
    "[^「」]{0,40}(?:計画書?|戦略|方針|構想|条例|要綱|要領|規程|規則|指針|ビジョン|プラン|ガイドライン|白書|報告書?|提案書?|要望書?|意見書|"
    "調査|マニュアル|手引き?|ハンドブック|ガイドブック|事例集|宣言|憲章|協定)」"
)
"""How the title of a plan goes on that is quoted, whose words are not explained in it: 「ICT|活用方針」."""
TYPE: Final = re.compile("[（(][A-Z-]{2,7}[形型種級判][）)]|.[A-Z]{1,3}(?:ウイルス|細胞|[線波型])")
"""The sign of a type: 「鋳鉄管（GX形）」."""
DIGITS: Final = re.compile("[0-9]*")
FIRM_AFTER: Final = re.compile("[ァ-ヴー一-鿿・]{0,12}[ 　]?(?:㈱|㈲|株式会社|有限会社|合同会社|[（(][株有][）)])")
FIRM_BEFORE: Final = re.compile("(?:㈱|㈲|株式会社|有限会社|合同会社|[（(][株有][）)])[ァ-ヴー一-鿿・ ]{0,8}$")
"""What makes capitals part of the name of a firm: 「北海道GIS㈱」."""
GLOSSARY_LINE: Final = re.compile("用語(?:集|解説|の説明)?[：:　]")
"""How a line begins that lists what the glossary explains."""
LATIN_BEFORE: Final = re.compile("[A-Za-z] $|[A-Za-z]{2}　$|ISO[/／]$")
LATIN_AFTER: Final = re.compile(" [A-Za-z]|　[A-Za-z]{2}|[ /][0-9]{2}|　[A-Z]　[0-9]")
ELEMENTS: Final = re.compile(
    "(?=[A-Z]*[a-z])(?:H|C|N|O|F|P|S|K|I|He|Li|Na|Mg|Al|Si|Cl|Ca|Cr|Mn|Fe|Ni|Cu|Zn|As|Cd|Hg|Pb)+x?"
)
"""A chemical formula: HCl, NOx."""
ADDRESS: Final = re.compile("://[!-~]*$")
FAR: Final = 200
"""Letters of an address that are read."""
DOTTED: Final = re.compile("[.][A-Za-z]")
"""How the name of a file or a site goes on: README|.md."""
EVENT: Final = re.compile(
    "[ァ-ヴー一-鿿・]{0,20}?(?:キャンペーン|フェスタ|フェスティバル|カップ|マラソン|選手権|コンサート|コンテスト|グランプリ|祭(?!日)|"
    "クラブ|倶楽部|アトリエ|ギャラリー|ホール|ルーム|カフェ|スタジオ|コンソーシアム|共同企業体|パーク|プラザ|アリーナ|スタジアム)"
)
"""How the name of an event, a club or a house goes on: 「HARUフェスタ」."""
EVENT_BEFORE: Final = re.compile(
    "(?:祭|まつり|フェスタ|フェスティバル|コンサート|マルシェ|バンド|合唱団|楽団|[劇球]団|チーム|アトリエ|ギャラリー)[ 　]?$"
)
"""What stands before such a name: 「音楽祭HARUKA」."""


def digits_after(found: re.Match[str]) -> str:
    """Return the digits that continue a name: 「NET119」, 「CO2」."""
    digits = DIGITS.match(found.string, found.end())
    return digits[0] if digits else ""


def is_name(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether capitals are not an abbreviation but a plain word, a name, a sign, a self-explaining entry or a word of a phrase."""
    text = found.string
    among = LATIN_BEFORE.search(text, max(found.start() - 4, 0), found.start()) or LATIN_AFTER.match(text, found.end())
    end = found.end() + len(digits_after(found))
    is_entry = found.start() == 0 and text[found.end() : found.end() + 1] == "　" and "。" in text
    is_entry = is_entry or bool(GLOSSARY_LINE.match(text))
    of_firm = FIRM_AFTER.match(text, end) or FIRM_BEFORE.search(text, max(found.start() - 12, 0), found.start())
    named = text[found.start() - 1 : found.start()] in {*QUOTING} and text[end : end + 1] in {*CLOSE}
    cited = passage.is_within(found.start()) and CITED.match(text, found.end())
    is_sign = (
        ROMAN.fullmatch(found[0])
        or ELEMENTS.fullmatch(found[0])
        or PATTERN.fullmatch(found[0])
        or TYPE.match(text, max(found.start() - 1, 0))
    )
    is_event = found[0] not in word_list("products") and (
        EVENT.match(text, end) or EVENT_BEFORE.search(text, max(found.start() - 12, 0), found.start())
    )
    of_address = DOTTED.match(text, end) or ADDRESS.search(text, max(found.start() - FAR, 0), found.start())
    parts = found[0].split("-")
    is_joined = len(parts) > 1 and (min(map(len, parts)) >= NAME_PART or max(map(len, parts)) == 1)
    return (
        found[0] in word_list("capitals")
        or is_joined
        or named
        or is_entry
        or passage.fixed
        or bool(cited or among or is_sign or of_firm or is_event or of_address)
    )
