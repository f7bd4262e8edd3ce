"""Rules of marks: brackets, punctuation, quotations, Latin words."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from hidaka_dx.lint.bracket_pairs import differs_in_width, is_open, unpaired
from hidaka_dx.lint.passage import OPEN, QUOTING, Passage, RuleFinding
from hidaka_dx.lint.reading import ENOUGH, OF_ONE_MIND, ProseReading
from hidaka_dx.lint.rule import rule
from hidaka_dx.lint.words import word_list

JAPANESE: Final = "ぁ-んァ-ヴー一-鿿々、。・「」（）『』【】"
HALF_BRACKETS: Final = re.compile(r"\((?!(?:[0-9０-９]{1,2}|[ア-ンｱ-ﾝ]|[A-Za-z]|[ivx]{2,4})?\))([^()]*)\)")
"""Item marks, (1), (ア) and (ii), keep theirs; empty ones belong to a name of programs: getDate()."""
FULL_BRACKETS: Final = re.compile("（([^（）]*)）")
JAPANESE_COMMA: Final = re.compile("、")
FOREIGN_MARKS: Final = re.compile(
    rf"(?<=[{JAPANESE})])(?:,(?![0-9０-９]|(?<=\),)[ 　]*[^ 　{JAPANESE}])|\.{{2,}}|\.(?![A-Za-z0-9０-９]))|(?<![0-9０-９])[，．]|[，．](?![0-9０-９])|､|｡|(?<=[{JAPANESE}）]):(?=[ 　]*[{JAPANESE}])(?!（半角)"
)
"""Commas, points and colons that are not those of numbers."""
STOP: Final = "．"
NUMBERED: Final = re.compile(
    r"(?:^|[ 　「（＜〈。])(?:[^\s。、]{0,4}[0-9０-９一二三四五六七八九十]{1,2}|[ア-ンA-Za-zＡ-Ｚａ-ｚⅠ-Ⅻⅰ-ⅹ①-⑳])$"
)
"""What stands before a point that numbers an item: 「ア．」, 「Ⅰ．」, 「参考２．」."""
DOUBLED: Final = re.compile(r"、、+|。。+|、。|。、|(?<!・)・・(?!・)|。）。|、(?=[）」])")
QUOTES: Final = re.compile('[“"〝][^“”"〝〟]{1,60}[”"〟]')
HUMPS: Final = re.compile(r"(?<![A-Za-z0-9/._@-])(?:[A-Z][a-z]+){2,}(?![A-Za-z0-9/_@-]|\.[A-Za-z])")
PAIR: Final = 2
"""Words that make many a name: PowerPoint."""
LONG_PAIR: Final = 18
"""Letters that no name of two plain words has: DigitalTransformation."""
CAPITALS: Final = re.compile("(?<![A-Za-z])[A-Z]+(?![A-Za-z])")
HUMP: Final = re.compile(r"[A-Z][a-z]+")
SMALL_WORDS: Final = re.compile(r"(?<=[a-z])(of|and|for|the|to|in)(?=[A-Z])")
SHOUT: Final = re.compile(r"[！？!?]")
NAMED_SHOUT: Final = re.compile(
    "[！!？?][^。、！!？?「」 　]{1,12}?(?:プロジェクト|キャンペーン|事業|フェスタ|フェア|大作戦|運動|講座|教室|ツアー|まつり|祭|展)"
)
"""A mark in the middle of a name: 「読もう！百冊プロジェクト」."""
POLITE_SHOUT: Final = re.compile("(?:ます|です|ました|でした|ません|ましょう|でしょう|ください)[！!]")
"""The end of a sentence, which no title has."""


@rule("bracket-width", "注意", "公用文作成の考え方 Ⅰ-5（括弧は（ ）と「 」を使う）、K02・D12", "text")
def bracket_width(reading: ProseReading) -> Iterator[RuleFinding]:
    """日本語の文の括弧は全角の（ ）で書きます。半角にそろえる町は、house-style.yaml に `brackets: 半角` と書きます。

    誤: 人工知能(AI)を活用します。
    誤: Artificial Intelligence(人工知能)の略です。
    正: 人工知能（AI）を活用します。
    正: AI (artificial intelligence) system
    """
    brackets = reading.manuscript.style.brackets
    if brackets == "半角":
        yield from _full_brackets(reading)
        return
    japanese = re.compile(rf"[{JAPANESE}]")
    for passage in reading.prose:
        for found in passage.matches(HALF_BRACKETS):
            around = passage.text[max(found.start() - 1, 0) : found.end() + 1]
            if japanese.search(around):
                message = f"「{found[0]}」の括弧は、全角の（ ）で書きます。"
                finding = passage.found(*found.span(), message, f"（{found[1]}）")
                yield finding.as_case_of("brackets", settled=brackets is not None)


def _full_brackets(reading: ProseReading) -> Iterator[RuleFinding]:
    """Find full-width brackets in a town that writes half-width ones."""
    for passage in reading.prose:
        for found in passage.matches(FULL_BRACKETS):
            message = f"「{found[0]}」の括弧は、半角の( )で書きます。"
            yield passage.found(*found.span(), message, f"({found[1]})").as_case_of("brackets", settled=True)


@rule("punctuation", "注意", "公用文作成の考え方 Ⅰ-5（句読点は「。」「、」を使い、混用しない）、K01", "word")
def punctuation(reading: ProseReading) -> Iterator[RuleFinding]:
    """句読点は全角の句点と読点で書き、重ねません。読点を「，」にする町は、house-style.yaml に `comma: ，` と書きます。

    句点が「．」でそろっていれば、一度だけ知らせます。

    誤: 福祉，環境，防災の施策を進めます。
    誤: 狩猟社会(Society1.0), 農耕社会と続きます。
    誤: 計画を見直します。。
    誤: 注記: 次の表によります。
    正: 職員は1,200人、面積は992.1平方キロメートルです。
    正: 当面は休止します（時期は未定である。）。
    正: 福祉，環境，防災の施策を進めます。[content/house-style.yaml] comma: ，
    """
    comma = reading.manuscript.style.comma
    yield from (told := list(_uniform_stop(reading)))
    for passage in reading.prose:
        for found in passage.matches(FOREIGN_MARKS):
            is_sign = passage.text[found.start() - 1 : found.start()] in {*QUOTING} or _is_numbered(passage, found)
            is_right = found[0] == "，" and (comma == "，" or passage.is_within(found.start()))
            if not is_sign and not is_right and not (told and found[0] == STOP):
                finding = passage.found(*found.span(), _right_mark(found[0], comma or "、"))
                yield finding.as_case_of("comma", settled=comma is not None) if found[0] == "，" else finding
        for found in passage.matches(JAPANESE_COMMA) if comma == "，" else ():
            yield passage.found(*found.span(), "読点は「，」で書きます。").as_case_of("comma", settled=True)
        for found in passage.matches(DOUBLED):
            if found[0] != "。）。":
                yield passage.found(*found.span(), f"「{found[0]}」は句読点の重なりか、余りです。一つにしてください。")


def _right_mark(mark: str, comma: str) -> str:
    """Say what is to be written in the place of a foreign mark."""
    of_labels = "「:」は、項目の名の後では全角の「：」で、文の中では「、」か「。」で書きます。"
    others = {"..": f"「{mark}」は「…」と書きます。", ":": of_labels}
    return others.get(mark[:2], f"句読点「{mark}」は、全角の「{comma}」か「。」で書きます。")


def _is_numbered(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether a point belongs to the number of an item."""
    return found[0] in "．." and bool(NUMBERED.search(passage.text, max(found.start() - 8, 0), found.start()))


def _uniform_stop(reading: ProseReading) -> Iterator[RuleFinding]:
    """Report only once a text that ends all sentences with 「．」: one replacement corrects all of them."""
    places = [
        (passage, each) for passage in reading.prose for each in passage.matches(FOREIGN_MARKS) if each[0] == STOP
    ]
    if len(places) >= ENOUGH and len(places) >= reading.text.count("。") * OF_ONE_MIND:
        passage, first = places[0]
        message = f"句点が「{STOP}」でそろっています（{len(places)}か所）。公用文の句点は「。」です。まとめて置き換えてください。"
        yield passage.found(*first.span(), message)


@rule("brackets", "誤り", "公用文作成の考え方 Ⅰ-5、K02")
def brackets(reading: ProseReading) -> Iterator[RuleFinding]:
    """括弧は、開くものと閉じるものをそろえます。

    閉じられていないものと、幅の違う組だけが誤りです。開く括弧のないものは、番号の「1）」のようなこともあるので、注意です。

    誤: 「自治体DXの推進が求められています。
    誤: 推進本部（以下「本部」という。を置きます。
    正: 推進本部（以下「本部」という。）を置きます。
    正: 1）目的、注2）範囲のとおりです。
    正: 「町の皆さんに伝えます。⏎⏎来年も開きます。」
    """
    for passage, index in unpaired(reading.prose):
        letter = passage.text[index]
        if letter in OPEN:
            message = f"「{letter}」が閉じられていません。そろえてください。"
        elif differs_in_width(passage.text, index):
            message = f"「{letter}」と、開く括弧の幅が違います。全角の（ ）にそろえてください。"
        else:
            message = f"「{letter}」に当たる開く括弧がありません。そろえてください。"
        finding = passage.found(index, index + 1, message)
        yield finding if letter in OPEN or is_open(passage.text[:index]) else finding.at_most("注意")


@rule("quotation", "参考", "公用文作成の考え方 Ⅰ-5（括弧の中でも同じ括弧を重ねて使う）、K02・D14", "text")
def quotation(reading: ProseReading) -> Iterator[RuleFinding]:
    """引用や題名は「 」で囲みます。“ ”は、原則として使いません。

    『 』は、本や作品の題、引用の中の引用、強めたい言葉などに使われるので、知らせません。

    誤: 情報社会に続く“新たな社会”を目指します。
    正: 情報社会に続く「新たな社会」を目指します。
    正: 佐伯著『まちの記憶』から引きました。『水と町』（年次報告書）を公表します。
    """
    for passage in reading.prose:
        for found in passage.matches(QUOTES):
            if not passage.is_within(found.start()):
                start = found.start()
                yield passage.found(start, start + 1, f"「{found[0][0]}」は使わず、「 」で囲みます。")


@rule("latin-run", "注意", "D10")
def latin_run(reading: ProseReading) -> Iterator[RuleFinding]:
    """英語の語と語の間は空けます。製品やサービスの名前は、正式な書き方のままにします。

    略語の元の語がつながっているもの（CIOとChiefInformationOfficer）と、ふつうの英単語だけがつながっているものを知らせます。

    誤: CIO（ChiefInformationOfficer）を置きます。
    誤: 重要業績評価指標（KeyPerformanceIndicator）を定めます。
    誤: AI（ArtificialIntelligence）を使います。
    正: CIO（Chief Information Officer）を置きます。
    正: YouTubeで配信し、OpenStreetMapの地図を使います。
    """
    for passage in reading.prose:
        runs = list(passage.matches(HUMPS))
        short = frozenset(CAPITALS.findall(passage.text)) if runs else frozenset()
        for found in runs:
            if _is_run(found[0], short) or _is_glossed(found):
                apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", SMALL_WORDS.sub(r" \1", found[0]))
                yield passage.found(*found.span(), f"英語の語がつながっています。「{apart}」と空けてください。")


def _is_run(words: str, short: frozenset[str]) -> bool:
    """Tell whether joined words lost their spaces (their initials are an abbreviation, or all are plain words) and are not a name written that way."""
    parts = [SMALL_WORDS.sub("", part) for part in HUMP.findall(words)]
    initials = "".join(part[0] for part in parts)
    are_plain = {part.casefold() for part in parts} <= _plain_words()
    return (len(parts) > PAIR and (initials in short or are_plain)) or (len(words) >= LONG_PAIR and are_plain)


def _is_glossed(found: re.Match[str]) -> bool:
    """Tell whether two words stand in brackets after their initials: 「AI（ArtificialIntelligence）」."""
    initials = "".join(part[0] for part in HUMP.findall(found[0]))
    return found.string[max(found.start() - len(initials) - 1, 0) : found.start()] in {f"{initials}（", f"{initials}("}


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(word.casefold() for word in word_list("long-names"))


@rule("exclamation", "参考", "公用文作成の考え方（「？」「！」は解説や広報で使う）、K23", "text")
def exclamation(reading: ProseReading) -> Iterator[RuleFinding]:
    """計画の文では「！」と「？」を使いません。「 」に引いた人の言葉や名前、「。」のない見出しや題には使えます。

    誤: 手続が便利になります！
    正: 手続が便利になります。
    正: 「助かっています！」という声がありました。
    正: おしえて！　わたしたちの町のお金
    正: 読もう！百冊プロジェクトを始めます。
    """
    for passage in reading.prose:
        is_title = passage.kind != "data" and not (POLITE_SHOUT.search(passage.text) or "。" in passage.text)
        polite = {found.end() - 1 for found in passage.matches(POLITE_SHOUT)}
        for found in passage.matches(SHOUT):
            if found.start() not in polite and NAMED_SHOUT.match(passage.text, found.start()):
                continue
            if passage.is_within(found.start()) or passage.spoken or is_title:
                continue
            yield passage.found(*found.span(), f"計画の文では「{found[0]}」を使わず、「。」で終えます。")
