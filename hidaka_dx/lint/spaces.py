"""Rules on spaces: none is needed inside a sentence; between a label and its value one is right."""

import re
from collections.abc import Iterator
from typing import Final

from hidaka_dx.japanese.counters import COUNTED
from hidaka_dx.japanese.eras import NAMES
from hidaka_dx.lint.ends import IN_BRACKETS, POLITE_END, label_end
from hidaka_dx.lint.fixed_wording import RESPONDENT
from hidaka_dx.lint.marks import JAPANESE
from hidaka_dx.lint.passage import Passage, RuleFinding
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.lint.rule import rule

LATIN: Final = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
BLANK: Final = re.compile(rf"(?<=[{JAPANESE}])[ 　]+(?=[{LATIN}])|(?<=[{LATIN}%％])[ 　]+(?=[{JAPANESE}])")
INNER: Final = re.compile(rf"(?<=[{JAPANESE}])[ 　]+(?=[{JAPANESE}])")
TORN: Final = re.compile("[はをが]、?$")
"""After these a blank is a slip even in an article, where others may part what belongs to it."""
GOING_ON: Final = re.compile("(?:[はがをにでとのへもや]|から|まで|より|、|。)$")
"""After these a sentence goes on: a blank parts no name from what it is the name of, as it may after a noun."""
TORN_BEFORE: Final = re.compile("[をがのへ](?=[一-鿿ァ-ヴー])")
"""Particles that no blank parts from their word."""
KANA: Final = re.compile("[ぁ-ん、（）]")
"""Letters, and brackets of a remark, beside which no name ends or begins."""
UNIT: Final = re.compile(rf"[0-9０-９%％][ 　]+(?:{COUNTED}|[年月日円歳割]|以[上下内]|未満)")
TORN_UNIT: Final = re.compile(rf"{UNIT.pattern}(?:度|間)?(?![一-鿿])")
"""A number and its unit, wherever they stand: 「（各所3　人）」."""
WORD_AFTER: Final = re.compile(rf"[{LATIN}%％.,&/+-]+[ 　]+[{JAPANESE}]")
WORD_BEFORE: Final = re.compile(rf"[{JAPANESE}][ 　]+[{LATIN}%％.,&/+-]+$")
NEXT: Final = re.compile(
    "[^。、，：:　 ]{1,10}[：:]|[※＊→／/①-⑳・●○■□◆◇]|(?:[（(][0-9０-９A-ZＡ-Ｚア-ン一二三四五六七八九十]{1,2}|[0-9０-９A-ZＡ-Ｚ]{1,2}(?=[）)．.]))[）)．.](?![0-9０-９])|[（(]注"
)
"""What begins a note or another entry on the same line."""
SURNAME: Final = re.compile("(?<![一-鿿々])[一-鿿々]{1,4}$|[のはがとや、・][一-鿿々]{1,4}$")
PARTICLE: Final = re.compile("[のをはがにでと]")
VALUED: Final = re.compile(rf"[（(](?!{NAMES})[^ぁ-ん（）()、。 　]{{1,8}}[ 　][0-9０-９第]$")
ENTRY: Final = re.compile("[（(][^。（）()]*(?<![はがをにでとのへもや、，])$")
"""An entry in brackets up to a blank: 「（電話　」, 「（懇話会会長　大社原　」."""
ENTRY_NAME: Final = re.compile("(?:[長員者代性課係室局所部会社校市町村区県]|電話|内線|直通)(?:$| )")
"""What is in it before a blank of half width, which may also have slipped in."""
LONGEST_ENTRY: Final = 40
LONGEST_SIGNATURE: Final = 20
READINGS: Final = re.compile("(?<=[一-鿿々])[（(][ぁ-んー]{1,8}[）)]")
TO_FILL: Final = re.compile(
    "　{2,}(?=(?:年度?|[月日時分人名円回号条項階]|か[所月年])(?:[^一-鿿]|[以現末間]|$)|[）」〕])|[ 　]+(?=年[ 　]+月)"
)
"""A place that is left to be filled in: 「点検は、　　月に行う」."""
READ_BEFORE: Final = re.compile("[一-鿿々][（(][ぁ-んー]{1,8}$")
READ_AFTER: Final = re.compile("[ぁ-んー]{1,8}[）)]")
"""The two parts of how a person's name is read: 「見本望（みもと　のぞみ）」."""
LICENCE: Final = re.compile(
    "クリエイティブ・コモンズ[ァ-ヴー・一-鿿の 　]{0,24}[0-9][.][0-9](?:[ 　]+(?:国際|日本|非移植))?(?:[ 　]+(?:パブリック・)?ライセンス)?"
)
"""The name of a licence, which has its blanks: 「クリエイティブ・コモンズ 表示 4.0 国際 ライセンス」."""
LONGEST_LICENCE: Final = 60
DOTTED: Final = re.compile("(?<![A-Za-z0-9.])[0-9]+(?:[.][0-9]+){2,}$")
"""The number of a section, which a blank parts from its title: 「達成基準1.3.1 情報及び関係性」."""
PARTED: Final = 2
"""Blanks after particles, and readings, from which on a text may be one that is written word by word."""
FEW: Final = 20
"""Letters for each of them at most."""
WORD_LETTERS: Final = 12
"""Letters for each blank, where no kanji has its reading after it."""
GIVEN: Final = re.compile(
    "[一-鿿々ぁ-んァ-ヴー]{1,5}?(?:氏|さん|様|君|委員|会長|教授|議員|議長|[都道府県市区町村]長|知事|課長|部長|係長|室長|先生|代表|理事|監督|選手)"
)
"""Both parts of a person's name, with a blank between them: 「志村　かおる委員」."""


@rule("latin-space", "注意", "組版の決まり（和文と欧文の間は組版が空ける）、D12", "text")
def latin_space(reading: ProseReading) -> Iterator[RuleFinding]:
    """日本語の文と英数字の間に空白を入れません。間は組版が整えます。見出しや欄で、名前と中身を分ける空白は使えます。

    誤: 日高町 DX 推進計画を策定しました。
    誤: デジタル化には 3 段階あります。
    正: 日高町DX推進計画を策定しました。
    正: Digital Transformationの略です。
    正: 取組1　窓口の見直しを進めます。
    """
    for passage in reading.prose:
        for found in (each for each in _blanks(passage, BLANK) if _tears(each)):
            around = passage.text[max(found.start() - 2, 0) : found.end() + 2]
            message = f"「{around}」の間の空白は要りません。取り除いてください。"
            yield passage.found(*found.span(), message, "")


@rule("inner-space", "注意", "組版の決まり（文の中に空白を入れない）、D12")
def inner_space(reading: ProseReading) -> Iterator[RuleFinding]:
    """日本語の文の途中に空白を入れません。見出しや欄で、名前と中身を分ける空白は使えます。

    誤: 計画を策定しました。 取組を進めます。
    誤: 取組の　名前を示します。
    正: 第9条　この規程に定めるもののほか、町長が定めます。
    正: 担当　総務課と、町民生活課が受け持ちます。
    正: 点検は、　　月と　　月に行います。
    正: 見本望（みもと　のぞみ）さんが歌いました。
    """
    for passage in reading.chapters:
        for found in _blanks(passage, INNER):
            torn = TORN if passage.fixed else GOING_ON
            if torn.search(passage.text, max(found.start() - 2, 0), found.start()) or TORN_BEFORE.match(
                passage.text, found.end()
            ):
                yield passage.found(*found.span(), "文の途中に空白があります。取り除いてください。")


def _blanks(passage: Passage, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    if not pattern.search(passage.text) or RESPONDENT.search(passage.text) or _is_word_by_word(passage.text):
        return
    is_prose = "。" in IN_BRACKETS.sub("", passage.text) or bool(POLITE_END.search(f"{passage.text}。"))
    label = label_end(passage.text) if is_prose else 0
    for found in pattern.finditer(passage.text, label):
        in_words = is_prose or passage.kind == "data"
        is_new = not passage.is_within(found.start(), "（(") and bool(NEXT.match(passage.text, found.end()))
        is_torn = bool(TORN_UNIT.match(passage.text, found.start() - 1))
        is_apart = not is_torn and any(parts(found) for parts in PARTING)
        if in_words and not is_new and not passage.is_within(found.start()) and not is_apart:
            yield found


def _is_word_by_word(text: str) -> bool:
    """Tell whether a text parts its words on purpose, as plain Japanese for those who learn it does: 「ごみを 出（だ）す」."""
    bare, readings = READINGS.subn("", text)
    parted = sum(1 for each in INNER.finditer(bare) if GOING_ON.search(bare, max(each.start() - 2, 0), each.start()))
    signs = parted + readings
    return parted > 0 and signs >= PARTED and len(bare) <= (signs * FEW if readings else parted * WORD_LETTERS)


def _tears(found: re.Match[str]) -> bool:
    """Tell whether a blank tears a sentence: beside kana, between a number and its unit, or on both sides of a word.

    One beside a noun may part two names: 「町民大会 No.12」, 「YUKI-CUP 第3回大会」.
    """
    text, (start, end) = found.string, found.span()
    beside_kana = KANA.match(text, end) or KANA.match(text, start - 1)
    word_after, word_before = (
        WORD_AFTER.match(text, end),
        WORD_BEFORE.search(text, max(start - LONGEST_ENTRY, 0), start),
    )
    return bool(beside_kana or UNIT.match(text, start - 1) or word_after or word_before)


def _is_name(found: re.Match[str]) -> bool:
    """Tell whether a space separates the two names of a person."""
    before = SURNAME.search(found.string, max(found.start() - 6, 0), found.start())
    return bool(before and GIVEN.match(found.string, found.end()))


def _is_value(found: re.Match[str]) -> bool:
    """Tell whether a space separates a name from its number, in brackets: 「（内線 123）」."""
    return bool(VALUED.search(found.string, max(found.start() - 10, 0), found.end() + 1))


def _is_in_entry(found: re.Match[str]) -> bool:
    """Tell whether a space separates parts of an entry in brackets: 「（電話　内線134）」, 「（会長　大社原　毅）」."""
    before = ENTRY.search(found.string, max(found.start() - LONGEST_ENTRY, 0), found.start())
    told = before and ("　" in found[0] or ENTRY_NAME.search(before[0]))
    return bool(told and not PARTICLE.match(found.string, found.end()))


def _is_after_quotation(found: re.Match[str]) -> bool:
    """Tell whether a space separates a quotation from the name of its speaker: 「困る。」　大沼さん."""
    return found.string[: found.start()].endswith(("。」", "！」", "？」"))


def _is_signature(found: re.Match[str]) -> bool:
    """Tell whether a space separates what is said from who says it, at the end: 「お気を付けください。　見本町総務課」."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    return before.endswith("。") and "　" in found[0] and len(after) <= LONGEST_SIGNATURE and "。" not in after


def _is_between_phrases(found: re.Match[str]) -> bool:
    """Tell whether a space separates the two phrases of a notice, which is no sentence: 「お静かに　赤ちゃんが寝ています」."""
    return "　" in found[0] and "。" not in found.string and not TORN_BEFORE.match(found.string, found.end())


def _is_to_fill(found: re.Match[str]) -> bool:
    """Tell whether a space is a place on a form that is to be filled in."""
    return bool(TO_FILL.match(found.string, found.start()))


def _is_in_reading(found: re.Match[str]) -> bool:
    """Tell whether a space parts the reading of a surname from that of a given name, in brackets."""
    before = READ_BEFORE.search(found.string, max(found.start() - 10, 0), found.start())
    return bool(before and READ_AFTER.match(found.string, found.end()))


def _is_in_licence(found: re.Match[str]) -> bool:
    """Tell whether a space belongs to the name of a licence."""
    first = max(found.start() - LONGEST_LICENCE, 0)
    named = LICENCE.finditer(found.string, first, found.end() + LONGEST_LICENCE)
    return any(each.start() < found.start() < each.end() for each in named)


def _is_after_section(found: re.Match[str]) -> bool:
    """Tell whether a space parts the number of a section from its title."""
    return bool(DOTTED.search(found.string, max(found.start() - 12, 0), found.start()))


PARTING: Final = (
    _is_after_section,
    _is_name,
    _is_value,
    _is_in_entry,
    _is_after_quotation,
    _is_signature,
    _is_between_phrases,
    _is_to_fill,
    _is_in_reading,
    _is_in_licence,
)
"""What a space may separate."""
