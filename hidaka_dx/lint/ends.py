"""How sentences end: です・ます, である, or a noun."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from hidaka_dx.lint.passage import Passage, RuleFinding

PLAIN_END: Final = re.compile(
    r"(?:である|だ|だった|(?<![まで])す|(?<!まし)(?<!でし)た|(?<!しょ)う|ない|[るくぬぶむぐ]|(?<![一二三四五六七八九幾ず0-9０-９])つ)。$"
)
NOUN_END: Final = re.compile(
    r"(?:[一-鿿々ァ-ヴー%％]|のみ|など|こと|もの|ため|とおり|まで|ほど|だけ|から|[一二三四五六七八九幾0-9０-９]つ)。$"
)
IN_BRACKETS: Final = re.compile(r"（[^（）]*）|\([^()]*\)")
QUOTED: Final = re.compile("(?<=「)[^「」]{20,}(?=」)")
"""The words of others, which cannot be cut into shorter sentences."""
NO_SENTENCE: Final = re.compile(r"(?:出典|資料|注|備考|※|問合せ)|[^。]{0,12}：")
"""How labels and notes begin, whose end is free."""
TAKEN_UP: Final = re.compile(
    "[^。「」]{0,16}?(?:この|その|こうした|そうした|そのような|このような|こんな|そんな)(?:「[^「」]{1,20}」(?:と[いの]う?)?)?(?:[^。、「」はがをに]{0,8}の)?"
    "(?:考え|思い|願い|気持ち|言葉|ことば|声|問い|信念|決意|理念|発想|視点|意識|心|精神|覚悟|姿勢|合い?言葉|教え|戒め|疑問|不安|期待|原則|約束|決まり|心掛け)"
    "|[そこ]う(?:考え|思|信じ|願|感じ|言[いうっわ])|[そこ]う(?:した|いう)[^。「」]{0,40}こそ"
)
"""How a sentence begins that takes up the one before it as a thought: 「人を合わせるのではない。町は、この考えを…」, 「そう考え…」."""
ACTED: Final = re.compile("を(?:[^、。ぁ-ん]{1,12}[にへとで])?[^、。ぁ-ん]{2,12}。$")
"""A noun at the end that is an act: 「研修を三回実施。」; any other noun may end a sentence on purpose."""
ASKED: Final = re.compile(
    "(?:どう|どんな|どこ|どれ|どちら|だれ|誰|なに|何|いつ|なぜ|いくら|いくつ)(?!で?も|か|[一-鿿]{1,2}も)[^。]*[おこごそとのぼもよろ](?<!そろ)う。$"
)
"""What somebody asks in their heart: 「どうやって病院へ行こう。」."""
CALLED: Final = re.compile(
    "(?:[0-9０-９]{1,2}番、?)?[^。、はがをにでとの 　]{0,12}(?:(?<![成延伸増])長|委員|議員|参事|主幹|君)。$"
)
"""Whom a chair calls to speak: 「説明を求めます。教育長。」."""
FORMULA: Final = re.compile(
    "(?:^(?:上記|右記)の?|ここに)[^。]{0,60}(?:[証署][^。]{0,3}する|告[示知]する|交付する|委嘱する)。$"
)
"""What is written in no other way: 「…を証するため、ここに署名する。」."""
FEWEST: Final = 2
MOST: Final = 4
"""Sentences in the plain style, at the head of a paragraph that goes on in です・ます, which paint a picture."""
SHORT: Final = 40
"""Letters of each of them."""
DIGIT: Final = "[0-9０-９]"
NUMBERED_ITEM: Final = re.compile(rf"(?:[（(](?:{DIGIT}{{1,2}}|[ア-ン])[）)]|[①-⑳]|{DIGIT}{{1,2}}[．.]?[ 　])")
"""How an item begins that is set as a paragraph, and may end like one of a list: 「（1）…」."""
OF_LAW: Final = re.compile(
    rf"(?<=[うるい])[（(][^（）()]{{0,40}}(?:法|条例|規則|[政省府]?令)第?{DIGIT}{{1,4}}条[^（）()]{{0,20}}[）)]。?$"
)
"""What stands at the end of words that are those of a law: 「…をいう（いじめ防止対策推進法第2条第1項）。」."""
ASKING: Final = "".join(rf"(?<![QAＱＡ問答]{DIGIT * digits}[ 　])" for digits in (1, 2))
"""Numbers of questions and answers count nothing: 「A5　次の順に」, 「問3　年に何回」."""
NOT_GOING_ON: Final = (
    rf"(?!(?:[がをへ]|は(?!じめ|い[、，。]))(?![ぁ-ん]{{2,6}}　)|[にのともで](?=[一-鿿ァ-ヴ])|(?<={DIGIT}[ 　]){ASKING}"
    r"(?:年(?![齢次表代賀金末始頭長少輪中])|月(?![別額例末謝初])|日(?![程本常誌課時用没照刊])|歳(?![入出末])|戸(?![籍別建締口棚])|台(?![帳風地所])|億|万(?![全一が])|千(?![葉客])|"
    r"円(?![滑卓換形筒熟陣盤安高満周建貨])|件(?![数名])|割(?![合引当増高愛安])|倍(?!増)|基(?![本金準礎幹])|棟(?![別続])|校(?![舎庭歌区外正則務])|頭(?![部首文上])|枚(?!数)|冊(?!子)|[％%]|"
    r"時(?![代期間差刻節給効])|時間(?=以|を|で|に|の)|人(?=当たり|あたり|以[上下内]|未満|程度|前後|だった|で割|[（）])|か[所月国年]|世帯(?!数)|ポイント|キロ|メートル|ヘクタール|トン|名(?![前称簿誉所札刺義産物])|次(?![世期代])|回(?![復収遊答覧線顧避転廊])))"
)
"""After a label come no particle and no unit: 「料金　を」 and 「5　年」 are torn apart."""
MARK: Final = (
    rf"(?:(?:(?:別?[表図紙記]|様式|資料|注)?第?[（(]?(?:{DIGIT}{{1,3}}|[一二三四五六七八九十]{{1,3}}|[ア-ンA-Za-z]|[①-⑳])[）)]?"
    rf"(?:[章節款条項号編表図](?:の[0-9０-９一二三四五六七八九十]+)?)?(?:第[0-9０-９一二三四五六七八九十]+[項号])*(?:[（(][^（）()]*[）)])?"
    rf"|附|目|注|備考|補足|参考|例|出典|資料|[※＊*]|（[※＊*注]）)[ 　]+{NOT_GOING_ON})"
)
"""What stands before a blank at the head of a line: 「第9条　」, 「(1) 」, 「附　則」, 「注　」."""
NAMED: Final = (
    r"(?:(?:(?![A-Za-zＡ-Ｚａ-ｚ]+　.{1,11}$)[^。、，　はがを]{2,19}(?<![ぁ-ん])|[^。、，　をはがに]{0,14}[くけげみりせしめえべい]"
    rf"|[^。、，　]{{0,18}}(?:こと|もの|とき|ため|まち|はじめに|おわりに|(?:について|に当たって|にあたって|に関して)(?=　+[^。、　]{{1,15}}[はがも]))|[^。、，　をはが]{{0,10}}(?:子育|手当|仕立|見立)て|[問答質評解訳例])　+{NOT_GOING_ON}"
    rf"|(?:No\.?{DIGIT}+|№{DIGIT}+|{DIGIT}{{1,2}}[:：時]{DIGIT}{{2}}分?|[^。、，　 をはがにで]{{0,9}}(?<!年)(?<!月){DIGIT}{{1,3}}号?)[ 　]{NOT_GOING_ON}"
    rf"|[○◯〇●◎◆■]?[^。、，　 （）はがを]{{1,19}}（(?:[^（）。]|（[^（）。]{{1,20}}）){{1,40}}）　+{NOT_GOING_ON}"
    r"|（(?:原文|要旨|[御ご]?意見|質問|発言|問|答|[A-ZＡ-Ｚ一-鿿]{0,4}(?:委員|会長|議長|議員|事務局|[都道府県市区町村]民|住民|傍聴者?))[^（）]{0,9}）"
    r"|[A-ZＡ-Ｚ一-鿿]{0,6}(?:委員|会長|議長|議員|事務局|[都道府県市区町村]民|住民)：)"
)
"""A name before a blank, or who speaks: 「担当　」, 「取組1 」, 「No.3　」, 「（町民）」, 「○委員（大沼はるか君）　」.

An abbreviation is a name only before what is long enough to explain it.
"""
ANSWERED: Final = rf"(?:[QAＱＡ問答]{DIGIT}{{1,2}}[.．]?[ 　]+(?![のをがへで]))"
"""The number of a question or of its answer: 「A1　」."""
LABEL: Final = re.compile(f"{MARK}|{NAMED}|{ANSWERED}")
MARKED: Final = re.compile(rf"(?:[（(]{DIGIT}{{1,2}}[）)]|[①-⑳]|{DIGIT}{{1,2}}[．.](?!{DIGIT}))(?=[^ 　])")
"""A number that no blank parts from the title after it: 「（２）季節による偏り　」."""
ENTRY: Final = re.compile(
    rf"{MARK}*(?=[^ 　]*[^0-9０-９ 　（(）)①-⑳]){NAMED}|[ぁ-んー]{{2,8}}(?<![はがをにでとのへもやらねよた])　+{NOT_GOING_ON}"
)
"""A name before a blank, in a dictionary also one of kana that ends in no particle: 「かばん　」."""
NUMBERED: Final = re.compile(rf"(?:{DIGIT}|[一二三四五六七八九十①-⑳]|^[（(]?[ア-ン][）)]?[ 　])(?!条|[^　 ]*条)")
TITLE: Final = re.compile(
    rf"(?:[^。　]{{1,24}}(?<![はがをにでとのへもや、，])　+|[^。、　は]{{2,24}}[にへを]　(?=[^ 　。]{{12,}}。)|(?<= )[^。、，　 ]{{3,15}}(?<=[一-鿿ァ-ヴー]) (?=[^ 　]{{8}})){NOT_GOING_ON}"
)
"""What stands between a number and the words that it is the title of: 「方針1　共に決める　」, 「(1) 管路の更新 」."""
UNSTOPPED: Final = re.compile(
    r"(?:ます|です|ました|でした|ません|ましょう|でしょう|ください)$|(?<=[がはをにで])[^、。はがをにで]{0,30}(?:である|ない|[うくすつぬむるだた])(?<!よう)(?<!という)(?<!に対する)(?<!に関する)(?<!による)(?<!における)$"
)
"""How a sentence ends whose 。 is missing; what ends in a noun is a label, a name, a date, a signature."""
LAST_BRACKET: Final = re.compile(r"（[^（）]*）$|\([^()]*\)$")
SHORTEST_SENTENCE: Final = 16
"""Letters of a line in the plain style that may as well be a slogan or the name of a pillar: 「人を育てる」."""
POLITE: Final = ("す", "した", "せん", "しょう", "さい")
POLITE_END: Final = re.compile(r"(?:ます|です|ました|でした|ません|ましょう|でしょう|ください)。$")


def label_end(text: str) -> int:
    """Return the offset after the labels at the beginning of a line; there may be several: 「配備の区分　第1配備　」."""
    marked = MARKED.match(text)
    if marked and (titled := TITLE.match(text, marked.end())):
        return titled.end()
    end, is_numbered = 0, False
    while found := LABEL.match(text, end) or (TITLE.match(text, end) if is_numbered else None):
        end, is_numbered = found.end(), bool(NUMBERED.search(found[0]))
    return end


def lacks_stop(text: str) -> bool:
    """Tell whether a paragraph ends in a verb without its 。, before a last bracket or at the very end."""
    words = LAST_BRACKET.sub("", text)
    last = IN_BRACKETS.sub("", words.rpartition("。")[2])
    return bool(UNSTOPPED.search(last)) and (last.endswith(POLITE) or len(last) >= SHORTEST_SENTENCE)


def own_words(sentence: str) -> str:
    """Remove bracketed text and quotations."""
    return QUOTED.sub("", IN_BRACKETS.sub("", sentence))


def polite(passage: Passage, *, settled: bool) -> Iterator[RuleFinding]:
    """Find sentences in です・ます, in a town that writes である, or in a text that mostly does; then not in entries."""
    if not settled and ENTRY.match(passage.text):
        return
    for start, sentence in passage.sentences():
        if found := POLITE_END.search(sentence):
            where = (start + found.start(), start + found.end())
            message = f"文末の「{found[0]}」を「である」の文体に直してください。"
            if not settled:
                message = f"文末の「{found[0]}」が、ほかの「である」の文とそろっていません。そろえるか、house-style.yaml の voice で決めてください。"
            yield passage.found(*where, message)


def plain(passage: Passage, *, settled: bool) -> Iterator[RuleFinding]:
    """Find sentences that do not end in です・ます; `settled` tells whether the town has decided on them.

    Text after a name is an entry and may end in any form: a definition, a condition, somebody's words.
    """
    sentences = list(passage.sentences())
    told = passage.kind == "paragraph" or any(POLITE_END.search(sentence) for _, sentence in sentences)
    if ENTRY.match(passage.text) or NUMBERED_ITEM.match(passage.text):
        return
    meant = _meant([sentence for _, sentence in sentences])
    for number, (start, sentence) in enumerate(sentences):
        if (
            number in meant
            or ASKED.search(sentence)
            or CALLED.match(sentence)
            or FORMULA.search(sentence)
            or OF_LAW.search(sentence)
        ):
            continue
        if found := PLAIN_END.search(sentence):
            where = (start + found.start(), start + found.end())
            message = f"文末の「{found[0]}」を「です・ます」に直してください。"
            yield passage.found(*where, message).as_case_of("voice", settled=settled)
        elif (
            told
            and (found := NOUN_END.search(sentence))
            and ACTED.search(sentence)
            and not label_end(passage.text)
            and not NO_SENTENCE.match(sentence)
        ):
            where = (start + max(found.end() - 4, 0), start + found.end())
            message = "文が名詞などで終わっています。「です・ます」まで書いてください。"
            yield passage.found(*where, message).as_case_of("voice", settled=settled)


def _meant(sentences: Sequence[str]) -> set[int]:
    """Tell which sentences in the plain style are meant so: those that the next one takes up, and the picture at the beginning."""
    found, run = set[int](), list[int]()
    for number, (sentence, after) in enumerate(pairwise([*sentences, ""])):
        run = [*run, number] if PLAIN_END.search(sentence) else []
        if TAKEN_UP.match(after):
            found |= {number, *run}
        is_picture = (
            FEWEST <= len(run) <= MOST
            and len(run) == number + 1
            and all(len(each) <= SHORT for each in sentences[: number + 1])
        )
        if is_picture and POLITE_END.search(after):
            found |= {*run}
    return found


def ending(passage: Passage) -> str:
    """Tell how an item or a definition ends: 敬体 where any of its sentences is polite, 常体, or 体言."""
    sentences = [sentence for _, sentence in passage.sentences()]
    if any(POLITE_END.search(f"{sentence.removesuffix('。')}。") for sentence in sentences):
        return "敬体"
    plain = any(PLAIN_END.search(sentence.removesuffix("。") + "。") for sentence in sentences)
    return "常体" if plain else "体言"
