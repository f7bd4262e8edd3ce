"""Rules of numbers: how they are written with what they count."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from hidaka_dx.house_style import Digits
from hidaka_dx.japanese.counters import COUNTED
from hidaka_dx.japanese.numbers import number_of_kanji
from hidaka_dx.lint.passage import RuleFinding
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.lint.rule import rule

HALF_DIGITS: Final = re.compile("(?<![A-Za-z0-9.,-])[0-9]+(?![A-Za-z0-9.,-])")
"""Figures that stand alone, not in a code or a number with a point."""
FULL_DIGITS: Final = re.compile("[０-９]+(?:[，．][０-９]+)*")
KANJI_NUMBER: Final = re.compile(
    r"(?<![〇数第一二三四五六七八九十百千万億・幾何])(?<![〇数一二三四五六七八九十百千万億0-9０-９]、)"
    r"(?P<number>(?=[一二三四五六七八九千百十])[二三四五六七八九]?千?[二三四五六七八九]?百?[二三四五六七八九]?十?[一二三四五六七八九]?)"
    rf"(?=(?:{COUNTED}|年度|年間|年|か月|日間|円|パーセント|%|％|市町村|町村|都道府県|地区|路線|棟|か国|時間|週間|の[一-鿿ァ-ヴ]{{2}}))"
)
SPOKEN: Final = re.compile("[一二三四五六七八九十百千〇]{2,}(?:[年月日号円名社％・]|[万億]円)")
"""Dates and amounts in kanji, as the minutes of an assembly have them."""
MANY: Final = 3
"""Numbers in kanji from which on a text that has no more figures writes them so on purpose."""
OF_LAW: Final = re.compile("第[一二三四五六七八九十百千]+[条項号章]|^[一二三四五六七八九十]{1,3}[　 ]")
"""What shows that a passage has the words of a law, which counts in kanji."""
FIGURE: Final = re.compile(rf"[0-9０-９](?={COUNTED}|年|円|％|%)")
WAVES: Final = "〜～"
RANGE: Final = re.compile(
    rf"(?<=[^ 　「（(])[~{WAVES}](?=[^ 　」）)ぁ-ん])|(?:(?<=[年月日歳人件])|(?<=年度))[-−–－](?=[0-9])"
)
NUMBER_RANGE: Final = re.compile(
    rf"(?<![0-9A-Za-z-])[0-9]{{1,4}}(?P<mark>[-−–－])[0-9,]+(?=万?(?:{COUNTED}|年|月|日|歳|時(?!点|期|代|計)|分(?!の|類|野)|%|％))"
)
COUNTER: Final = re.compile(
    r"(?<![0-9０-９,，])(?:[0-9０-９]{1,3}[,，]){0,4}[0-9０-９]{1,12}(?:[ヶケヵカ箇個])(?=[所月国年])|数[ヶケヵカ](?=[所月国年])"
)
NAMED_BEFORE: Final = re.compile("[一-鿿ァ-ヴー々](?<!今後)(?<!向こう)(?<!当面)(?<!次期)(?<!前期)(?<!後期)$")
NAMED_AFTER: Final = re.compile("年[一-鿿ァ-ヴー・]{0,8}(?:計画|戦略|プラン|構想|ビジョン|プロジェクト|プログラム)")
"""What stands around a term of years in the name of a plan, which others have given: 「総合対策5カ年計画」."""
PLAIN_NUMBER: Final = re.compile(rf"(?<![0-9,.A-Za-z万億-])[0-9]{{4,}}(?=(?:千|百万|億|万)?円|{COUNTED})")
FIGURE_KANJI: Final = re.compile(r"(?<![0-9,.万億])[1-9][千百](?=[円人件])|(?<![年件人回戸台点個])数10(?=[人件年円万])")


@rule("range-mark", "注意", "この点検の決まり（範囲の記号を一つの字にそろえる）、D12", "text")
def range_mark(reading: ProseReading) -> Iterator[RuleFinding]:
    """範囲は全角の「〜」（U+301C）か、形の似た「～」（U+FF5E）のどちらか一つで示し、半角の「~」や横線を混ぜません。

    誤: 計画期間はR5~R9です。
    誤: 10-20件の申請を受け付けます。
    誤: 6歳-12歳の児童が対象です。
    誤: 9-17時に開きます。
    誤: 計画期間はR5〜R9、前の計画はR1～R4です。
    正: 計画期間はR5〜R9です。
    正: 計画期間はR5～R9です。
    正: 電話番号は0120-00-0000です。
    """
    ranges = [
        (passage, found)
        for passage in reading.prose
        for found in passage.figures(RANGE)
        if reading.is_own(passage, found.start())
    ]
    usual = _usual_wave(found[0] for _, found in ranges)
    for passage, found in ranges:
        if found[0] != usual:
            yield passage.found(*found.span(), f"「{found[0]}」は「{usual}」と書きます。")
    for passage in reading.prose:
        for found in passage.figures(NUMBER_RANGE):
            yield passage.found(*found.span("mark"), f"「{found['mark']}」は「{usual}」と書きます。")


def _usual_wave(marks: Iterable[str]) -> str:
    """Return the more frequent of the two similar range marks in a text; 〜 if it uses neither."""
    counts = Counter(mark for mark in marks if mark in WAVES)
    return max(WAVES, key=lambda wave: counts[wave])


@rule("counter", "注意", "公用文作成の考え方 Ⅰ-4ケ（算用数字では「か所」「か月」）、K07", "text")
def counter(reading: ProseReading) -> Iterator[RuleFinding]:
    """算用数字に続く「か所」「か月」「か年」は仮名で書きます。

    誤: 避難所3ヶ所に設けます。
    誤: 3カ月以内に公表します。
    正: 避難所3か所に設け、3か月以内に公表します。
    正: 県の自転車対策5カ年計画に沿って進めます。
    """
    for passage in reading.prose:
        for found in passage.matches(COUNTER):
            before = NAMED_BEFORE.search(passage.text, max(found.start() - 1, 0), found.start())
            if before and NAMED_AFTER.match(passage.text, found.end()):
                continue
            words = found[0][:-1] + "か"
            yield passage.found(*found.span(), f"「{found[0]}」は「{words}」と書きます。")


@rule("thousands", "注意", "公用文作成の考え方 Ⅰ-4（大きな数は三桁ごとにコンマ、千・百は数字）、K04・K05・K06")
def thousands(reading: ProseReading) -> Iterator[RuleFinding]:
    """四桁以上の数は三桁ごとにコンマで区切り、千と百は数字で書きます。概数は漢数字で書きます（数十人）。

    誤: 町民12000人が対象です。
    誤: 用紙１０００枚を使います。
    誤: 事業費は5千円です。
    誤: 数10人が参加しました。
    正: 町民12,000人が対象です。
    正: 事業費は1,800千円、期間は2027年度までです。
    正: 数十人が参加しました。
    """
    for passage in reading.prose:
        for found in passage.figures(PLAIN_NUMBER):
            yield passage.found(*found.span(), f"「{found[0]}」は「{int(found[0]):,}」と区切ります。")
        for found in passage.figures(FIGURE_KANJI):
            rough = found[0].startswith("数")
            message = "は「数十」と漢数字で書きます。" if rough else "は数字だけで書きます（5,000円、300人）。"
            yield passage.found(*found.span(), f"「{found[0]}」{message}")


@rule("kanji-number", "注意", "公用文作成の考え方 Ⅰ-4（横書きでは算用数字を使う）、K04")
def kanji_number(reading: ProseReading) -> Iterator[RuleFinding]:
    """数えた数は算用数字で書きます。概数（数十人）、慣用（一人一人、二十歳）、法令の条（第三十二条）は漢数字で書けます。

    漢数字でそろっていれば、一度だけ知らせます。

    誤: 三十二施設を調べました。
    誤: 約百五十人が集まりました。
    誤: 委員、二十五人を選びました。
    正: 32施設を調べました。
    正: 二、三十人で進めます。三つの柱を立て、数十人が集まり、一人一人の声を聴きました。
    """
    places = [
        (passage, found)
        for passage in reading.prose
        for found in passage.matches(KANJI_NUMBER)
        if len(found["number"]) > 1 and reading.is_own(passage, found.start()) and not OF_LAW.search(passage.text)
    ]
    figures, spoken = (sum(1 for passage in reading.prose for _ in passage.matches(one)) for one in (FIGURE, SPOKEN))
    is_uniform = max(len(places), spoken) >= MANY and max(len(places), spoken) >= figures
    for passage, found in places[:1] if is_uniform else places:
        words = found["number"]
        message = f"「{words}」は、算用数字で「{number_of_kanji(words)}」と書きます。"
        if is_uniform:
            message = f"数が漢数字でそろっています（{len(places)}か所）。横書きでは、算用数字に改めてください。"
        yield passage.found(*found.span("number"), message)


def wrong_width(number: str, digits: Digits | None) -> bool:
    """Tell whether a number in full width is one that the town wants in half width."""
    return digits != "全角" and not (digits == "一桁だけ全角" and len(number) == 1)
