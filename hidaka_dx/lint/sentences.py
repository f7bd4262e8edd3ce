"""Rules of sentences: length, ending, ambiguity."""

import re
from collections.abc import Iterator
from typing import Final

from hidaka_dx.catalogue import fields
from hidaka_dx.lint.duties import reversed_duties
from hidaka_dx.lint.ends import OF_LAW, label_end, lacks_stop, own_words, plain, polite
from hidaka_dx.lint.particles import DOUBLED_PHRASE, DOUBLED_WORD, RECEIVED, doubled
from hidaka_dx.lint.passage import Passage, RuleFinding
from hidaka_dx.lint.reading import OF_ONE_MIND, ProseReading
from hidaka_dx.lint.rule import rule

LONGEST: Final = 100
"""Letters in a sentence, brackets and long quotations not counted."""
SHOWN: Final = 12
NAMES: Final = re.compile("[一-鿿々ァ-ヴーA-Za-z0-9０-９％%]$")
"""How a line ends that has names, one after another, and no sentence."""
ONE_NEGATIVE: Final = "(?<![少危切訳])(?<!仕方|すく)(?<!ったい|せわし|さりげ|ばなら|はなら|ばいけ|はいけ)"
"""Stems of adjectives that end in ない and deny nothing, and of duties, which one may well deny: 「なければならないものではない」."""
DOUBLE_NEGATIVE: Final = re.compile(
    rf"{ONE_NEGATIVE}な(?:い|く)(?:わけ|こと|もの)?(?:では|は|も|とは)(?:言え|いえ|限ら)?な(?:い|く|りません)"
    rf"|{ONE_NEGATIVE}ない(?:わけ|こと|もの)(?:では|は|も)ありません"
    rf"|{ONE_NEGATIVE}ないとは(?:言|い)えません|{ONE_NEGATIVE}なくは(?:ない|ありません)"
)
BEKI: Final = re.compile(r"べき(?=。|$)")
ETC: Final = re.compile(
    r"など|(?<!空家)(?<![平均同対高優上中下初何一二三特劣親])等(?![しく級分号価差位身間高倍])(?![一-鿿]{2})"
)
"""「など」 and 「等」, but not those within a name: 「中山間地域等直接支払」."""
FROM: Final = re.compile(
    "(?:[0-9](?:日|年|月|時|分)|年度|本日|翌日|翌月|同日|先般|役場|庁舎|窓口|本庁|支所|会場|事務局|駅|空港|コード|サイト|ページ|アプリ|"
    "フォーム|URL|画面|こちら)より(?P<rest>[^。、]*)"
)
COMPARED: Final = re.compile(
    "^(?:約|数|も|や|はる|ずっと|[0-9]|[前後先上下内外奥左右東西南北](?:[側流方]|(?![一-鿿]))|手前)|[増減多少高低早遅長短広狭強弱良悪速重軽深厚古若優劣伸安割%％]|大き|小さ|大幅|ポイント|"
    "以[上下前後]|上回|下回|近い|遠い|便利|[方ほ]う?[がを]"
)
"""What makes より one of comparison."""
LOST_RA: Final = re.compile(
    r"(?:見|出|来|着|食べ|得|受け|続け|考え|避け|調べ|届け|増え|決め|始め|借り|起き)れ(?=[るたて]|な|ま)"
)
IN_A_ROW: Final = re.compile("[横縦歯軒]並びに")
LAYER: Final = {
    "並びに": (re.compile(f"及び|および|{IN_A_ROW.pattern}"), "及び"),
    "若しくは": (re.compile("又は|または"), "又は"),
}
"""What joins on another step, and what must join beside it."""


@rule("sentence-length", "参考", "公用文作成の考え方 Ⅲ（一文は短く）、K21。長さの目安はこの点検の決まり", "text")
def sentence_length(reading: ProseReading) -> Iterator[RuleFinding]:
    """一文は100字まで（括弧の中と、20字以上の引用を除く）にします。長い文は、二つに分けるか、箇条書きにします。

    誤: 町は、窓口に来る人も来ない人も短い時間で手続を終えられるように、書類の見直しと受付の方法の見直しを行うとともに、職員の研修を続け、関係する課の間の調整を図り、国や北海道の動きも踏まえながら、必要な予算を確保し、毎年度の評価の結果を次の年度の取組に生かしていきます。
    正: 町は、窓口に来る人も来ない人も、短い時間で手続を終えられるようにします。
    """
    for passage in _worded(reading):
        for start, sentence in passage.sentences():
            if len(own_words(sentence)) <= LONGEST or OF_LAW.search(sentence) or NAMES.search(own_words(sentence)):
                continue
            label = max(label_end(passage.text) - start, 0)
            length = len(own_words(sentence[label:]))
            if length > LONGEST:
                end = start + label + min(len(sentence) - label, SHOWN)
                yield passage.found(start + label, end, f"一文が{length}字あります。{LONGEST}字までに分けてください。")


def _worded(reading: ProseReading) -> Iterator[Passage]:
    """Return the prose made of the town's own sentences."""
    return (passage for passage in reading.prose if not passage.fixed and not passage.spoken)


@rule("plain-style", "注意", "日高町公用文作成規程（文体は「ます」体）、公用文作成の考え方、K10", "text")
def plain_style(reading: ProseReading) -> Iterator[RuleFinding]:
    """本文の文末は「です・ます」にそろえ、名詞で言い切りません。

    「である」にそろえる町は、house-style.yaml に `voice: である` と書きます。そのときは「です・ます」の文末を知らせます。
    名前と空白の後（用語の説明、条件、「意見1　…」）の文末は自由です。

    誤: 町は取組を進める。
    誤: 手続を見直す必要がある。
    誤: 研修を三回実施。
    誤: 町は取組を進めます。[content/house-style.yaml] voice: である
    正: 町は取組を進めます。
    正: 計画を見直します（時期は未定である。）。
    正: 意見1　根拠が分からない。
    正: 町は取組を進める。[content/house-style.yaml] voice: である
    """
    voice, prose = reading.manuscript.style.voice, (*reading.chapters, *reading.fields(*fields.prose("polite")))
    own = [each for each in prose if each.kind in {"paragraph", "data"} and not each.fixed and not each.spoken]
    found = {find: [each for one in own for each in find(one, settled=voice is not None)] for find in (plain, polite)}
    is_mixed = voice is None and len(found[polite]) < len(found[plain]) < len(found[polite]) * OF_ONE_MIND
    yield from found[polite if voice == "である" or is_mixed else plain]


@rule("sentence-stop", "注意", "公用文作成の考え方 Ⅰ-5（句点の打ち方）、K03")
def sentence_stop(reading: ProseReading) -> Iterator[RuleFinding]:
    """文で終わる段落は「。」で終えます。終わりの括弧が文の一部への注なら、括弧の後に「。」を打ちます。

    名詞で終わる段落（日付、名前、標語など）は、文ではないと見て知らせません。

    誤: 町は取組を進めます
    誤: 当面は休止します（時期は未定である。）
    正: 当面は休止します（時期は未定である。）。
    正: 当面は休止します。（経緯は資料に示しました。）
    正: 対象とする手続は次のとおりです：
    正: 令和8年3月⏎⏎見本町長　見本 太郎
    """
    for passage in reading.chapters:
        if passage.kind == "paragraph" and not passage.fixed and lacks_stop(passage.text):
            size = len(passage.text)
            yield passage.found(max(size - 4, 0), size, "段落の終わりに「。」がありません。打ってください。")


@rule("reversed-duty", "注意", "D9（意味が逆になる書き方。人が確かめる）")
def reversed_duty(reading: ProseReading) -> Iterator[RuleFinding]:
    """しなければならないことの後に「…してはなりません」と書くと、意味が逆になります。人が確かめてください。

    誤: 情報セキュリティのリスクに適切に対応してはなりません。
    正: 情報セキュリティのリスクに適切に対応しなければなりません。
    正: 職務上知り得た秘密を漏らしてはなりません。
    """
    for passage in reading.prose:
        for found in reversed_duties(passage):
            message = (
                f"「{found[0]}」は、してはいけないという意味です。「…しなければなりません」ではないか確かめてください。"
            )
            yield passage.found(*found.span(), message)


@rule("doubled-particle", "誤り", "D14")
def doubled_particle(reading: ProseReading) -> Iterator[RuleFinding]:
    """助詞が重なっています（「をを」「とを」）。「をを」だけが誤りで、ほかの重なりは注意です。

    「AとBとを」「A、Bとを結ぶ」のように並べる「とを」は使えます。「をはじめ」「ににぎわい」のように、助詞と同じ字で始まる言葉もあるので、
    漢字や片仮名の言葉の後の重なりだけを知らせます。

    誤: 取組をを進めます。
    誤: 情報社会に続く新たな社会とを目指します。
    誤: 窓口のの混雑を減らします。
    正: 町民と役場とを結びます。
    正: 申請できることを増やします。
    正: 国や北海道をはじめ、町ににぎわいを生み出します。
    """
    for passage in reading.prose:
        for pair in doubled(passage):
            if pair.is_certain:
                yield passage.found(*pair[:2], f"「{pair.words}」と助詞が重なっています。一つにしてください。")
            else:
                yield passage.found(*pair[:2], _uncertain(pair.words)).at_most("注意")


def _uncertain(words: str) -> str:
    if words == "とを":
        return "「とを」と助詞が重なっています。「を」にするか、並べるものを「AとBとを」と書いてください。"
    return f"「{words}」と助詞が重なっていないか確かめ、重なりであれば一つにしてください。"


@rule("doubled-word", "注意", "この点検の決まり（言葉の打ち重ね）")
def doubled_word(reading: ProseReading) -> Iterator[RuleFinding]:
    """同じ言葉が続けて二度書かれています。

    誤: 適切な適切な管理を行います。
    誤: 窓口についてについて説明します。
    正: 適切な管理を行い、一人一人の声を聴きます。
    正: 先生と先生の間で話します。
    """
    for passage in reading.prose:
        for found in (*passage.matches(DOUBLED_WORD), *passage.matches(DOUBLED_PHRASE)):
            if not found[1].endswith(("市", "町", "村", "区", "郡")):  # 見本町見本町1丁目
                yield passage.found(*found.span(), f"「{found[1]}」が二度書かれています。一つにしてください。")


@rule("double-negative", "参考", "公用文作成の考え方 Ⅲ（二重否定を使わない）、K22")
def double_negative(reading: ProseReading) -> Iterator[RuleFinding]:
    """二重の打ち消しを避けます。

    誤: 対面の窓口が必要ないわけではありません。
    誤: 効果がないとはいえません。
    正: 対面の窓口も必要です。
    正: 見直さなければなりません。
    正: 声は決して少なくはありません。
    """
    for passage in _worded(reading):
        for found in _own(reading, passage, DOUBLE_NEGATIVE):
            yield passage.found(*found.span(), f"「{found[0]}」は二重の打ち消しです。言い切ってください。")


@rule("beki", "参考", "公用文作成の考え方 Ⅲ、K22")
def beki(reading: ProseReading) -> Iterator[RuleFinding]:
    """「…べき。」で文を終えません。

    誤: 手順を見直すべき。
    正: 手順を見直すべきです。
    正: 環境の変化に対応すべく、取り組みます。
    """
    for passage in _worded(reading):
        for found in _own(reading, passage, BEKI):
            yield passage.found(*found.span(), "「べき」で終えず、「べきです」と書いてください。")


@rule("etcetera", "参考", "公用文作成の考え方（「など」「等」は必要な場合だけ）、K15", "text")
def etcetera(reading: ProseReading) -> Iterator[RuleFinding]:
    """一文に「など」「等」を三つ以上重ねません。

    誤: 医療や教育などの暮らし、製造業などの産業、まちづくりなどの行政を支えます。
    正: 子育て、防災などの施策を進めます。
    正: 平等に扱います。
    """
    for passage in _worded(reading):
        for start, sentence in passage.sentences():
            found = [each for each in ETC.finditer(sentence) if reading.is_own(passage, start + each.start())]
            if len(found) > 2 and not OF_LAW.search(sentence):
                where = (start + found[2].start(), start + found[2].end())
                yield passage.found(
                    *where, f"一文に「など」「等」が{len(found)}つあります。要るものだけにしてください。"
                )


@rule("from", "参考", "公用文作成の考え方 Ⅲ（「より」は比較に、起点は「から」）、K17")
def since(reading: ProseReading) -> Iterator[RuleFinding]:
    """起点は「から」で示し、「より」は比べるときに使います。

    誤: 4月1日より施行します。
    誤: QRコードより登録してください。
    正: 4月1日から施行します。
    正: 前年度より増えました。前年度より民生費が大きく増えました。
    """
    for passage in _worded(reading):
        for found in passage.figures(FROM):
            end = found.start("rest")
            if not COMPARED.search(found["rest"]) and reading.is_own(passage, end - 1):
                yield passage.found(end - 2, end, "起点の「より」は「から」と書きます。")


@rule("lost-ra", "注意", "この点検の決まり（可能の「られる」を略さない）")
def lost_ra(reading: ProseReading) -> Iterator[RuleFinding]:
    """「見られる」「続けられる」の「ら」を落としません。

    誤: どこからでも見れるようにします。
    正: どこからでも見られるようにします。
    正: 図から見れば明らかです。
    """
    for passage in reading.prose:
        for found in passage.matches(LOST_RA):
            right = found[0][:-1] + "られ"
            yield passage.found(*found.span(), f"「{found[0]}」は「{right}」と書きます。")


@rule("case-particle", "注意", "この点検の決まり（「…いただく」の前の助詞）")
def case_particle(reading: ProseReading) -> Iterator[RuleFinding]:
    """「お（ご）…いただく」の主語は、していただく側です。する人や物に「が」は付きません。

    誤: 冊子がお買い求めいただいた方に配ります。
    誤: 多くの町民が御参加いただきました。
    正: 冊子をお買い求めいただいた方に配ります。
    正: 多くの町民に御参加いただきました。窓口の端末が御利用いただけます。
    """
    for passage in _worded(reading):
        for found in _own(reading, passage, RECEIVED):
            message = (
                "「が」は「いただく」と合いません。物なら「を」、する人なら「に」と書くか、「くださる」にしてください。"
            )
            yield passage.found(*found.span(), message)


@rule(
    "layered-conjunction", "参考", "公用文作成の考え方（「並びに」は「及び」の、「若しくは」は「又は」の外か内）、K12"
)
def layered_conjunction(reading: ProseReading) -> Iterator[RuleFinding]:
    """「並びに」は「及び」でつないだものを更につなぐとき、「若しくは」は「又は」の中で使います。

    誤: 国並びに北海道の計画と整合を図ります。
    誤: 町長若しくは副町長が行います。
    正: 町長及び副町長並びに教育長が出席します。
    正: 電話若しくは電子メール又は窓口で受け付けます。
    """
    for passage in _worded(reading):
        for start, sentence in passage.sentences():
            for word, (other, right) in LAYER.items():
                at = start + sentence.find(word)
                if word in sentence and not other.search(sentence) and reading.is_own(passage, at):
                    message = f"「{word}」は「{right}」と共に使います。一段だけなら「{right}」と書いてください。"
                    yield passage.found(at, at + len(word), message)


def _own(reading: ProseReading, passage: Passage, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Find a pattern in the town's own words."""
    return (found for found in passage.matches(pattern) if reading.is_own(passage, found.start()))
