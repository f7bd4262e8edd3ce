"""Rules of characters: 常用漢字."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final
from unicodedata import normalize

from hidaka_dx.lint.passage import Passage, RuleFinding
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.lint.rule import rule
from hidaka_dx.lint.words import WordRule, compiled, word_list, words

RUN: Final = re.compile("[一-鿿々㐀-䶿豈-\ufaff\U00020000-\U0003ffff]+")
PRINTED: Final = frozenset("填剥頬叱餌遡遜謎餅々〆")
"""Forms that 常用漢字表 allows beside its own."""
OKURI: Final = re.compile(
    "(?:[うくぐすつぬぶむるけげせてねべめれえ]|っ[たて]|[いしみりきち](?:い|く|ま|た|て|の|つ)|わ[いれせ]|[らかさたまわ](?:な|れ|せ))"
)
"""The kana with which a verb or an adjective goes on after its kanji, and which begin no particle."""
NAMED: Final = frozenset(
    "齋齊髙﨑德廣澤濱邊邉瀧嶋櫻眞冨嵜槇祐弘彦哉之也宏亮伊佑侑倭凛匡叡吾喬圭巌嵩惇惟晃晋晟晨暉朔柊梓欣毅洸洵浩淳熙玖玲琉瑛瑞瑠璃甫皓禄禎秦"
    "稔紗紘絢綾翔耀聡肇脩舜茉茜莉董蓉諒赳迪遥遼郁隼靖頌颯馨駿鴻麒麟黎黛𠮷奈阪"
)
"""Kanji that stand in names of people and places, and hardly in any other word."""
NAME_END: Final = re.compile(
    "[一-鿿々]{0,3}?(?:[都道府県市区町村郡](?![民税場街議])|[山川湖沼岬駅港島浜沢岳橋寺峠滝野原田崎]|海岸|高原|半島|盆地|公園|地区|"
    "集落|分団|遺跡|古墳|大学|高校|高等学校|小学校|中学校|学園|神社|温泉|空港|商工会|観光協会|農協|漁協|農業協同|漁業協同|振興局|気象台|森林管理署|町内会|自治会|"
    "線(?![量路状引])|株式会社|有限会社|商店|建設|水産|牧場|氏|様|殿|さん|君|先生|夫妻|選手|会長|町長|市長|村長|知事|委員|議員|議長|教授|准教授|校長|園長|"
    "課長|部長|係長|室長|主査|主事|理事|監事|代表|総務|副町長|教育長)"
)
"""What follows the last kanji of a name: 「磯部|川」「髙橋|会長」."""
OFFICER: Final = re.compile("[一-鿿々]{1,14}(?:[課部係局室次所館園校]長|委員長|参事|主幹)(?![一-鿿])")
"""What follows it where the office stands before the rank: 「阿部|保健福祉課長」."""
SPEAKER: Final = re.compile("[一-鿿々]{0,5}[ぁ-んァ-ヴー]{0,5}(?:君|氏|さん)[）)]")
PERSON: Final = re.compile("[一-鿿々]{0,5}(?:氏|君)(?![一-鿿々])")
"""What follows it where a person is spoken of by the whole name: 「箕|輪佐和子君」; in brackets, the given name may be kana."""
BY_TRADE: Final = re.compile(
    "(?:[一-鿿々]{1,4}[人家師士匠工僧将主優]|僧|武将|商人|豪商|学者|記者|作者|教育者|指導者|研究者|医師)・[一-鿿々]{0,4}$"
)
"""What stands before the name of a person of some trade: 「俳人・帆足菊|圃」."""
ROAD: Final = re.compile("(?:[都道府県市町村国]道|林道|農道)[一-鿿々ァ-ヴー・ヶ]{0,6}$")
"""What stands before the name of a road: 「市道|蓮池・古賀線」."""
READING: Final = re.compile("[（(]([ぁ-んー]+)[）)]")
"""The reading of a word, right after its kanji: 「暗渠（あんきょ）」, 「舫（もや）い綱」."""
LOCAL_NAME: Final = re.compile("[（(][ァ-ヴー]{3,}[）)]")
"""What a word is called where it is said, right after its kanji: 「爬竜船競漕（ハーリー）」."""
WHOLE_NAME: Final = re.compile(
    "[一-鿿々ヶ]{1,4}[ 　]+[一-鿿々ぁ-んァ-ヴー]{1,5}(?:[ 　]*[（(][^（）()]*[）)]|[ 　]*[様氏])?"
)
"""A line or a cell that has but a name: 「樋口　浩平」."""
NAME_BEFORE: Final = re.compile(
    "(?:会長|町長|市長|村長|知事|委員|議員|議長|教授|校長|園長|課長|部長|係長|室長|局長|主査|主事|主任|主幹|参事|理事|監事|代表|教育長|氏名)[ 　][一-鿿々]{0,3}$"
)
"""What stands before a name: 「課長　桂木」."""
LISTED: Final = re.compile(
    "[一-鿿々]{0,3}(?:(?:、|，|・|及び|並びに|と)[一-鿿々ァ-ヴー]{1,6})*の[0-9０-９二三四五六七八九十]{1,3}(?:つの)?"
    "(?:地区|処理区|区域|校区|学区|集落|地域|市町村|市町|町村|[市町村島駅港川]|漁港|分団|支所|町内会|小学校|中学校)"
)
"""What follows a name in a list of places: 「東灘|及び西浦の3処理区」."""
SPOKEN_OF: Final = re.compile(
    "[一-鿿々ァ-ヴー]{0,5}[ぁ-ん]{0,2}?」?(?:(?:という|といった|との)(?:言葉|語|用語|表現|表記|呼び方|呼び名|呼称|名称|字|文字|漢字)|の(?:語|字|文字|漢字)(?![一-鿿])|と(?:表記|書[かきくい]|呼[ばびぶん]))"
)
"""What follows a word of which the text speaks: 「徘徊|という言葉」."""
JOINED: Final = re.compile("[一-鿿々]{1,3}[ノヶケ][一-鿿々]{1,3}")
"""A name of a place: 桐ノ杜, 銀杏ヶ丘."""
JOIN: Final = 3
"""Letters on both sides of the join."""
OWNED: Final = re.compile("([一-鿿々]{2,4}?)(?:[都道府県市町村郡])(?![民税場街議並])")
OFFICIAL: Final = ("強靱", "強靭", "瑕疵担保")
"""Words of laws, which no other word can stand for: 国土強靱化基本法."""
SECTION: Final = re.compile("字[一-鿿々]{0,2}$")


@cache
def joyo() -> frozenset[str]:
    """Give the 2,136 characters of 常用漢字表."""
    return frozenset("".join(word_list("joyo")))


@rule("joyo-kanji", "注意", "常用漢字表（平成22年内閣告示第2号）、公用文における漢字使用等について、K18・D15", "word")
def joyo_kanji(reading: ProseReading) -> Iterator[RuleFinding]:
    """常用漢字表にない漢字は、仮名で書くか、言い換えるか、振り仮名を付けます。人や土地の名前と引用には使えます。

    知らせるのは、lint/words/beyond-joyo.yaml にある言葉と、送り仮名の付いた言葉（揃う、溢れる）です。ほかは、名前かもしれないので知らせません。

    読みは、括弧に入れて後に添えても構いません。初めに出る所で示せば、その後は要りません。

    誤: インターネットに繋がる仕組みです。
    誤: 申請を躊躇する人がいます。
    正: インターネットにつながる仕組みです。
    正: ｛躊躇｜ちゅうちょ｝する人がいます。躊躇せずに尋ねてください。
    正: 旧暦の五月に、爬竜船競漕（ハーリー）を開きます。
    正: 暗渠（あんきょ）の蓋を外します。暗渠は町の中心にあります。
    誤: 市罹災証明書を出します。
    正: 苫小牧市と進捗を確かめます。
    正: 札幌キャンパスの学生と、小樽観光協会の齋藤会長が訪れました。
    """
    shown: set[str] = set()
    for passage in reading.prose:
        for run in passage.matches(RUN):
            for index, letter in enumerate(run[0], run.start()):
                if letter in joyo() or letter in PRINTED:
                    continue
                if _has_reading(passage, run, index):
                    shown |= _around(run, index)
                elif (
                    _is_ordinary(passage.text, run, index)
                    and not _is_second(passage.text, index)
                    and not shown & _around(run, index)
                    and not _excused(reading, passage, index)
                ):
                    message = f"「{letter}」は常用漢字表にありません。{_advice(passage.text, index)}"
                    yield passage.found(index, index + 1, message)


def _has_reading(passage: Passage, run: re.Match[str], index: int) -> bool:
    """Tell whether a letter has ruby, or its word has a reading in brackets of sufficient length after it."""
    if any(start <= index < end for start, end in passage.ruby):
        return True
    reading = READING.match(passage.text, run.end())
    return bool((reading and len(reading[1]) >= run.end() - index) or LOCAL_NAME.match(passage.text, run.end()))


def _is_ordinary(text: str, run: re.Match[str], index: int) -> bool:
    """Tell whether a letter belongs to a known word that is no name, or is read as a verb or adjective: 「揃う」, 「溢れる」."""
    return _word(text, index) is not None or (len(run[0]) == 1 and bool(OKURI.match(text, run.end())))


def _is_second(text: str, index: int) -> bool:
    """Tell whether the letter before this one is told already, as both belong to one word: 「躊躇」."""
    word, before = _word(text, index), text[index - 1 : index]
    return bool(word and before and before in word.find and before not in joyo() | PRINTED)


def _around(run: re.Match[str], index: int) -> set[str]:
    """Return a letter with each of its neighbours, to recognise its word elsewhere; alone where it has none."""
    at = index - run.start()
    return {run[0][start : start + 2] for start in (at - 1, at) if 0 <= start < len(run[0]) - 1} or {run[0]}


def _word(text: str, index: int) -> WordRule | None:
    """Find the known ordinary word that contains a letter."""
    for word in words("beyond-joyo"):
        if text.find(word.find, max(index - len(word.find) + 1, 0), index + len(word.find)) >= 0:
            return word
    return None


def _advice(text: str, index: int) -> str:
    """Return the known replacement, if any."""
    word = _word(text, index)
    if word and len(word.find) == 1 and _is_compound(text, index):
        return "振り仮名を付けるか、言い換えてください。"
    if word:
        return f"「{word.find}」は「{word.write}」などと書くか、振り仮名を付けてください。"
    if (usual := normalize("NFC", text[index])) in joyo():
        return f"名前のほかは、「{usual}」（U+{ord(usual):04X}）と書いてください。"
    return "仮名で書くか、言い換えるか、振り仮名を付けてください。"


def _is_compound(text: str, index: int) -> bool:
    """Tell whether a letter is read together with the kanji beside it, by its on reading: 「樋門」, 「曳行」."""
    return any(RUN.match(text[at : at + 1]) for at in (index - 1, index + 1) if at >= 0)


def _excused(reading: ProseReading, passage: Passage, index: int) -> bool:
    """Tell whether a letter is quoted, or belongs to a name or to a word mentioned as such."""
    if any(word in passage.text[max(index - len(word) + 1, 0) : index + len(word)] for word in OFFICIAL):
        return True
    if not reading.is_own(passage, index):
        return True
    text, known = passage.text, _word(passage.text, index)
    if SPOKEN_OF.match(text, index + 1):
        return True
    if any(found.start() <= index < found.end() for found in _places().finditer(text, max(index - 5, 0), index + 6)):
        return True
    return (known is None or len(known.find) == 1) and (
        text[index] in NAMED
        or bool(WHOLE_NAME.fullmatch(text))
        or _is_in(JOINED, text, index, JOIN * 2)
        or any(stem in text[max(index - len(stem) + 1, 0) : index + len(stem)] for stem in _stems(reading.text))
        or bool(NAME_BEFORE.search(text, max(index - 8, 0), index))
        or any(after.match(text, index + 1) for after in (NAME_END, OFFICER, LISTED, SPEAKER, PERSON))
        or bool(BY_TRADE.search(text, max(index - 10, 0), index))
        or bool(ROAD.search(text, max(index - 9, 0), index))
        or bool(SECTION.search(text, max(index - 3, 0), index))
    )


def _is_in(pattern: re.Pattern[str], text: str, index: int, far: int) -> bool:
    """Tell whether a letter is part of what a pattern finds."""
    found = pattern.finditer(text, max(index - far, 0), index + far + 1)
    return any(each.start() <= index < each.end() for each in found)


@lru_cache(maxsize=4)
def _stems(text: str) -> frozenset[str]:
    """Return place names with kanji outside the table, without 町 or 市: 「松籟」 if the text has 「松籟町」 somewhere."""
    found = {run[1] for run in OWNED.finditer(text)}
    return frozenset(stem for stem in found if not set(stem) <= joyo() and not _word(stem, 0))


@cache
def _places() -> re.Pattern[str]:
    """Find place names with kanji outside the table."""
    return compiled("|".join(sorted(word_list("places"), key=len, reverse=True)))
