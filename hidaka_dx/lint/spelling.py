"""Rules of spelling: official writing (公用文の書き表し方), word by word."""

import re
from collections.abc import Iterator

from hidaka_dx.lint.passage import RuleFinding
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.lint.rule import rule
from hidaka_dx.lint.words import compiled, findings_of


@rule("okurigana", "注意", "公用文における漢字使用等について 2(1)ただし書、K16・D4", "word")
def okurigana(reading: ProseReading) -> Iterator[RuleFinding]:
    """複合の名詞は送り仮名を省きます（取組、手続、打合せ）。動詞（取り組む、打ち合わせる）には付けます。

    一般の書き方（手続き、打ち合わせ）に統一する町は、house-style.yaml の forms にその言葉を挙げます。
    語の一覧は lint/words/okurigana.yaml にあります。

    誤: 国の取り組みのことをいいます。
    誤: 行政手続きのオンライン化を進めます。
    正: 国の取組を踏まえ、積極的に取り組みます。
    正: 全庁で取り組み、成果を公表します。
    正: 関係課と打ち合わせます。
    """
    yield from findings_of(reading, "okurigana")


@rule("okurigana-verb", "注意", "送り仮名の付け方（昭和48年内閣告示第2号）、K16", "word")
def okurigana_verb(reading: ProseReading) -> Iterator[RuleFinding]:
    """動詞や形容詞などの送り仮名は「送り仮名の付け方」の本則によります。

    誤: 毎年度、評価を行ないます。
    誤: 全庁で取組みます。
    誤: 受診の費用を振込いたします。
    正: 毎年度、評価を行います。
    正: 負担なく続けられる方法とします。
    """
    yield from findings_of(reading, "okurigana-verb")


@rule("conjunction", "注意", "公用文における漢字使用等について 1(2)オ、K11・D5", "word")
def conjunction(reading: ProseReading) -> Iterator[RuleFinding]:
    """接続詞は、「及び」「並びに」「又は」「若しくは」の四つを漢字で、ほかは仮名で書きます。

    誤: 窓口または電話で受け付けます。
    誤: 更に、推進本部を置きます。
    正: 窓口又は電話で受け付けます。
    正: さらに、推進本部を置きます。
    正: 更に効果を高めます。
    """
    yield from findings_of(reading, "conjunction")


@rule("adverb", "注意", "公用文における漢字使用等について 1(2)イ、K12b・D5・D15・D16", "word")
def adverb(reading: ProseReading) -> Iterator[RuleFinding]:
    """副詞と連体詞のうち、常用漢字で書けるものは漢字で書きます（更に、全て、様々）。

    仮名に統一する町は、house-style.yaml の forms にその言葉を挙げます。

    誤: すべての手続を見直します。
    誤: さらなる整備を進めます。
    正: 全ての手続を見直します。
    正: さらに、町民の声を聴きます。
    """
    yield from findings_of(reading, "adverb")


@rule("word-form", "注意", "常用漢字表、文部科学省 用字用語例、K12b・D16", "word")
def word_form(reading: ProseReading) -> Iterator[RuleFinding]:
    """二通りに書かれる言葉を、一つの書き方にそろえます（在り方・あり方、位置付け・位置づけ）。

    仮名に統一する町は、house-style.yaml の forms にその言葉を挙げます。

    誤: 行政のあり方を見直します。
    誤: 特色を活かした支援を行います。
    正: 行政の在り方を見直します。
    正: 経験を生かします。
    """
    yield from findings_of(reading, "word-form")


@rule("formal-noun", "注意", "公用文における漢字使用等について 1(2)キ、K13", "word")
def formal_noun(reading: ProseReading) -> Iterator[RuleFinding]:
    """形式名詞（こと、とき、ため、とおり、わけ、もの）は仮名で書きます。

    誤: オンラインで申請できる事を増やします。
    誤: 利便性を高める為に見直します。
    誤: 下記の通り休館します。
    正: 次のとおりとします。
    正: 防犯のため、通りに街灯を設けます。
    """
    yield from findings_of(reading, "formal-noun")


@rule("auxiliary", "注意", "公用文における漢字使用等について 1(2)キ、K14", "word")
def auxiliary(reading: ProseReading) -> Iterator[RuleFinding]:
    """補助動詞（…ていく、…ておく、…てください、…ていただく）は仮名で書きます。

    誤: 計画的に進めて行きます。
    誤: 窓口で説明して頂きます。
    誤: 町民に御案内致します。
    正: 計画的に進めていきます。
    正: 申請書を窓口へ持って行きます。
    """
    yield from findings_of(reading, "auxiliary")


@rule("kana", "注意", "公用文における漢字使用等について 1(2)、常用漢字表、K18", "word")
def kana(reading: ProseReading) -> Iterator[RuleFinding]:
    """仮名で書く言葉（できる、ごとに、まで、おおむね、かかわらず）を漢字で書きません。

    誤: いつでも申請が出来ます。
    誤: システムの導入に止まらず、業務を見直します。
    正: いつでも申請ができます。
    正: 新しい出来事に備えます。
    """
    yield from findings_of(reading, "kana")


@rule("long-vowel", "注意", "外来語の表記 留意事項その2、K19", "word")
def long_vowel(reading: ProseReading) -> Iterator[RuleFinding]:
    """片仮名語の終わりの長音は、原則として「ー」で書きます（サーバー、コンピューター）。

    誤: 光ファイバ網を整備します。
    正: 光ファイバー網を整備します。
    正: ユーザビリティを高めます。
    """
    yield from findings_of(reading, "long-vowel")


@rule("typo", "誤り", "この点検の決まり（打ち間違いの多い言葉の一覧）")
def typo(reading: ProseReading) -> Iterator[RuleFinding]:
    """打ち間違いです。

    誤: 財政シュミレーションを行います。
    誤: 少しづつとは別に、いづれかの方法を選びます。
    正: 財政シミュレーションを行います。
    """
    yield from findings_of(reading, "typo")


@rule("homophone", "注意", "この点検の決まり（同じ音の別の言葉。人が確かめる）")
def homophone(reading: ProseReading) -> Iterator[RuleFinding]:
    """同じ音の別の言葉に変換していないか、前後の言葉から分かるものを知らせます。

    誤: 健診の対照者を選びます。
    誤: 責任の所在を追求します。
    正: 健診の対象者を選びます。
    正: 幸福を追求します。
    """
    yield from findings_of(reading, "homophone")


@rule("mixed-writing", "注意", "公用文における漢字使用等について 1(1)、常用漢字表（平成22年）、K18", "word")
def mixed_writing(reading: ProseReading) -> Iterator[RuleFinding]:
    """常用漢字表にある漢字の言葉を、仮名と交ぜて書きません（補塡、破綻、進捗）。

    誤: 不足を補てんします。
    正: 不足を補塡します。
    正: 仕事をあっせんします。
    """
    yield from findings_of(reading, "mixed-writing")


@rule("redundancy", "参考", "この点検の決まり（同じことを二度言わない）")
def redundancy(reading: ProseReading) -> Iterator[RuleFinding]:
    """同じ意味の言葉を重ねません（約…程度、まず最初に）。

    誤: 手続は約30件程度あります。
    正: 手続は約30件あります。
    正: 手続は30件程度あります。
    """
    yield from findings_of(reading, "redundancy")


@rule("town-word", "注意", "町の決まり（house-style.yaml の words）", "word")
def town_word(reading: ProseReading) -> Iterator[RuleFinding]:
    """町が決めた言葉を使います。決めるのは house-style.yaml の words で、`use` が使う言葉、`avoid` が使わない言葉です。

    words に挙げた言葉には、ほかの言葉の規則は口を出しません。

    誤: 住民の声を聴きます。[content/house-style.yaml] words: [{use: 町民, avoid: [住民], reason: 町の例規の言葉}]
    正: 町民の声を聴きます。[content/house-style.yaml] words: [{use: 町民, avoid: [住民], reason: 町の例規の言葉}]
    正: 住民票を写します。[content/house-style.yaml] words: [{use: 町民, avoid: [住民], reason: 町の例規の言葉}, {use: 住民票, avoid: [住民の票], reason: 法律の言葉}]
    """
    for word in reading.manuscript.style.words:
        pattern = compiled("|".join(map(re.escape, sorted(word.avoid, key=len, reverse=True))))
        for passage in reading.prose:
            for found in passage.matches(pattern):
                if reading.is_own(passage, found.start()):
                    message = f"「{found[0]}」は「{word.use}」と書きます（{word.reason}）。"
                    yield passage.found(*found.span(), message)
