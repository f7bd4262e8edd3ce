"""Rules of structure and access: contents, figures, tables, links."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from hidaka_dx.catalogue.documents import BY_WORD, PLAN
from hidaka_dx.content import all_blocks
from hidaka_dx.japanese import edition_name
from hidaka_dx.lint.dates import EDITIONS
from hidaka_dx.lint.passage import OPEN, RuleFinding
from hidaka_dx.lint.reading import ProseReading, heads_of
from hidaka_dx.lint.rule import rule
from hidaka_dx.prose import FigureCall, Inline, Reference, WrittenHeading, WrittenParagraph, WrittenTable
from hidaka_dx.wording import ALT_PENDING, PENDING

URL: Final = re.compile(r"https?://[!-~]+")
HERE: Final = re.compile(r"(?:こちら|ここ)(?:をクリック|を(?:御覧|ご覧|参照)|から(?:申請|確認))")
ONLY_NAMED: Final = re.compile(
    r"(?:を(?:示し|表し|描い)(?:た|ている)|の|する)(?:図|イメージ|写真|画像|グラフ|表)(?:です|となっています)?。?$"
)
SOURCE: Final = re.compile(r"^(?:出典|資料)[：:][^「『0-9０-９]*$")


@rule("file-unread", "注意", "この点検の決まり（置いたものが黙って読み飛ばされない）")
def file_unread(reading: ProseReading) -> Iterator[RuleFinding]:
    """content/、templates/、assets/ には、読まれるファイルだけを置きます。ほかのファイルは使われません。

    誤: 計画を進めます。[content/memo.txt] 覚え
    誤: 計画を進めます。[content/measures/一覧.xlsx] 表
    正: 計画を進めます。[content/.memo.txt] 覚え
    """
    for note in reading.manuscript.notes:
        path = note.place.path
        yield RuleFinding(note.place, path.rpartition("/")[2], (path,), note.message)


@rule("edition-unarchived", "注意", "この点検の決まり（決定した版は保存庫に残る）")
def edition_unarchived(reading: ProseReading) -> Iterator[RuleFinding]:
    """後の版がある決定した版は、保存庫（archive/）にあるはずです。このしくみで発行していない版は、理由を書いて残します。

    誤: 計画を進めます。[content/editions.yaml] promotion-plan: [{number: "1", date: 2026-03-25, status: 決定, changes: 策定}, {number: "2", status: 案, changes: 改定}]
    正: 計画を進めます。[content/editions.yaml] promotion-plan: [{number: "1", date: 2026-03-25, status: 決定, changes: 策定}]
    """
    for word, document in BY_WORD.items():
        for index, edition in enumerate(reading.manuscript.recorded[document][:-1]):
            if edition.status == "決定" and (document, edition.rank) not in reading.archived:
                message = (
                    f"{word} {edition_name(edition.number)}は、後の版があるのに、保存庫（archive/）にありません。失われたのなら、控えから"
                    "戻してください。このしくみで発行していない版なら、content/house-style.yaml の accepted に、理由とともに"
                    f"「- {{rule: edition-unarchived, at: {document}, words: '{edition.number}'}}」と書いてください。"
                )
                found = reading.at(EDITIONS, (document, index, "number"), edition.number, message)
                yield replace(found, names=(*found.names, document))


@rule("pending-decided", "注意", "この点検の決まり（決定した計画に、決まっていないことが残らない）")
def pending_decided(reading: ProseReading) -> Iterator[RuleFinding]:
    """決定した版の本文に「調整中」が残っていれば、書き忘れかもしれません。発行すると、その言葉のまま残ります。

    誤: 柱の内容は、調整中です。[content/editions.yaml] promotion-plan: [{number: "1", date: 2026-03-25, status: 決定, changes: 策定}]
    正: 柱の内容は、調整中です。[content/editions.yaml] promotion-plan: [{number: "1", status: 案, changes: 策定}]
    """
    newest = reading.manuscript.recorded[PLAN][-1:]
    if any(edition.status == "決定" for edition in newest):
        for passage in reading.chapters:
            for found in re.finditer(PENDING, passage.text):
                message = "決定した版に「調整中」が残っています。決まったことを書くか、決まっていないまま発行するのなら、そのままにしてください。"
                yield passage.found(*found.span(), message)


@rule("contents-title", "誤り", "A04・D1（目次と見出しは同じ言葉）")
def contents_title(reading: ProseReading) -> Iterator[RuleFinding]:
    """目次の題は、見出しと同じでなければなりません。

    誤: ## 基本事項 {#basics contents="基本方針"}⏎⏎本文です。
    正: ## 基本事項 {#basics}⏎⏎本文です。
    """
    heading = ""
    for passage in reading.chapters:
        if passage.kind == "heading":
            heading = passage.text
        elif passage.kind == "contents" and passage.text != heading:
            message = f"目次の題「{passage.text}」が、見出し「{heading}」と違います。contents= を取り除くと、見出しと同じになります。"
            yield passage.found(0, len(passage.text), message)


@rule("figure-unmentioned", "参考", "X10（図と表は本文から指す）")
def figure_unmentioned(reading: ProseReading) -> Iterator[RuleFinding]:
    """図と表は、本文の文から `[](#id)` で指します。

    誤: 体制は次のとおりです。⏎⏎表：体制 {#structure}⏎⏎| 役 | 人 |⏎|---|---|⏎| 長 | 町長 |
    正: 体制は[](#structure)のとおりです。⏎⏎表：体制 {#structure}⏎⏎| 役 | 人 |⏎|---|---|⏎| 長 | 町長 |
    """
    blocks = [block for chapter in reading.manuscript.chapters for block in all_blocks(chapter.blocks)]
    inlines: list[Inline] = [
        inline for block in blocks if isinstance(block, WrittenParagraph) for inline in block.inlines
    ]
    mentioned = {inline.target for inline in inlines if isinstance(inline, Reference)}
    plain = reading.manuscript.plain
    for block in blocks:
        is_numbered = (
            block.title
            if isinstance(block, WrittenTable)
            else isinstance(block, FigureCall) and block.figure not in plain
        )
        if isinstance(block, FigureCall | WrittenTable) and is_numbered:
            name = block.figure if isinstance(block, FigureCall) else block.id
            what = f"図 `{name}`" if isinstance(block, FigureCall) else f"表 `{name}`"
            if (
                name not in mentioned
                and (not isinstance(block, FigureCall) or name in reading.manuscript.figures)
                and name
            ):
                message = f"{what} を指す文がありません。本文に [](#{name}) と書いてください。"
                yield RuleFinding(block.place, name, (block.place.path, name), message)


@rule("alt-text", "注意", "A05（代替文は図の中身を伝える）")
def alt_text(reading: ProseReading) -> Iterator[RuleFinding]:
    """図の説明（alt）には、図が伝える中身を書きます。題の繰り返しや「…を示した図」だけでは足りません。

    誤: ![](f)[content/figures/f.yaml] {kind: cycle, title: 進捗管理の流れ, alt: 進捗管理の流れを示した図です。, lines: 7, stations: [{head: 一}, {head: 二}, {head: 三}]}
    正: ![](f)[content/figures/f.yaml] {kind: cycle, title: 進捗管理の流れ, alt: 計画し、行い、確かめ、改めることを繰り返します。, lines: 7, stations: [{head: 一}, {head: 二}, {head: 三}]}
    """
    titles = {passage.source.path: passage.text for passage in reading.fields("figure.title")}
    for passage in reading.fields("figure.alt"):
        title = titles.get(passage.source.path, "")
        rest = passage.text.replace(title, "") if title else passage.text
        if ONLY_NAMED.search(passage.text) or len(rest) < 8 or ALT_PENDING in passage.text:
            message = "図が伝える中身がありません。何がどうなるかを文で書いてください。"
            yield passage.found(0, len(passage.text), message)


@rule("figure-source", "参考", "X10・D19（出典には資料の名と年）")
def figure_source(reading: ProseReading) -> Iterator[RuleFinding]:
    """図の出典には、作った所のほかに、資料の名と年を書きます。

    誤: ![](f)[content/figures/f.yaml] {kind: cycle, title: 流れ, alt: 計画し、行い、確かめることを繰り返します。, source: 出典：総務省, lines: 7, stations: [{head: 一}, {head: 二}, {head: 三}]}
    正: ![](f)[content/figures/f.yaml] {kind: cycle, title: 流れ, alt: 計画し、行い、確かめることを繰り返します。, source: 出典：総務省「情報通信白書」（令和5年）, lines: 7, stations: [{head: 一}, {head: 二}, {head: 三}]}
    """
    for passage in reading.fields("figure.source"):
        if SOURCE.search(passage.text):
            message = "出典に、資料の名と年がありません。「出典：総務省「○○」（令和○年）」のように書いてください。"
            yield passage.found(0, len(passage.text), message)


@rule("table-head", "注意", "A06（表の見出しの欄を空けない）")
def table_head(reading: ProseReading) -> Iterator[RuleFinding]:
    """表の頭の欄は、左上のほかは空けず、同じ言葉を二度使いません。行の名の列をまとめる左端の欄は、一つと数えます。

    誤: [](#t)です。⏎⏎表：体制 {#t}⏎⏎| 役 | |⏎|---|---|⏎| 長 | 町長 |
    誤: [](#t)です。⏎⏎表：歳入 {#t}⏎⏎| 区分 | 額 | < |⏎|---|---:|---:|⏎| 町税 | 10 | 20 |
    正: [](#t)です。⏎⏎表：体制 {#t}⏎⏎| 役 | 人 |⏎|---|---|⏎| 長 | 町長 |
    正: [](#t)です。⏎⏎表：歳入 {#t}⏎⏎| 区分 | < | 額 |⏎|---|---|---:|⏎| 町税 | 町民税 | 10 |
    """
    for chapter in reading.manuscript.chapters:
        for block in all_blocks(chapter.blocks):
            if isinstance(block, WrittenTable):
                names = block.head[0].span if block.head[0].rows > block.more_heads else 1
                heads = heads_of(block)[names - 1 :]
                if not all(heads[1:]) or len(set(heads)) < len(heads):
                    message = "表の頭に、空いた欄か同じ言葉の欄があります。欄ごとに違う言葉を書いてください。"
                    yield RuleFinding(block.place, block.id, (block.place.path, block.id), message)


@rule("link-words", "注意", "A10（リンクの言葉は行き先を示す）")
def link_words(reading: ProseReading) -> Iterator[RuleFinding]:
    """「こちらをクリック」やURLだけでは、行き先が分かりません。ページの名前を書きます。

    誤: 詳しくはこちらを御覧ください。
    誤: https://example.jp/dx に掲載します。
    正: 町のウェブサイトの「DXの推進」に掲載します。
    """
    for passage in reading.prose:
        for found in passage.matches(HERE):
            yield passage.found(
                *found.span(), f"「{found[0]}」では行き先が分かりません。ページの名前を書いてください。"
            )
        for found in passage.matches(URL):
            before = passage.text[: found.start()]
            if (
                passage.text.endswith("。")
                and not passage.is_within(found.start(), OPEN)
                and not before.endswith(("：", "」"))
            ):
                message = "URLの前に、ページの名前を書いてください（「DXの推進」（https://…）のように）。"
                yield passage.found(*found.span(), message)


@rule("heading-end", "注意", "この点検の決まり（見出しは文にしない）")
def heading_end(reading: ProseReading) -> Iterator[RuleFinding]:
    """見出しと題は、句読点で終えません。

    誤: ## 窓口を見直します。 {#window}⏎⏎本文です。
    正: ## 窓口の見直し {#window}⏎⏎本文です。
    """
    for passage in (*reading.chapters, *reading.fields("figure.title", "measure.name")):
        titled = passage.kind in {"heading", "contents", "caption"} or passage.kind == "data"
        if titled and passage.text.endswith(("。", "、", "：", ":")):
            size = len(passage.text)
            yield passage.found(size - 1, size, f"見出しの終わりの「{passage.text[-1]}」を取り除いてください。")


@rule("empty-section", "注意", "A03（見出しの下には本文がある）")
def empty_section(reading: ProseReading) -> Iterator[RuleFinding]:
    """見出しだけで、本文も下の見出しもない節を残しません。

    誤: ## 窓口の見直し {#window}⏎⏎## 職員の研修 {#staff}⏎⏎研修を行います。
    正: ## 窓口の見直し {#window}⏎⏎見直しを行います。⏎⏎## 職員の研修 {#staff}⏎⏎研修を行います。
    """
    for chapter in reading.manuscript.chapters:
        blocks = chapter.blocks
        for block, after in zip(blocks, [*blocks, None][1:], strict=True):
            if isinstance(block, WrittenHeading) and (
                after is None or (isinstance(after, WrittenHeading) and after.level <= block.level)
            ):
                message = f"見出し「{block.title}」の下に本文がありません。書くか、見出しを取り除いてください。"
                yield RuleFinding(block.place, block.title, (block.place.path, block.id), message)
