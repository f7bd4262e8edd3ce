"""Rules of lists: all items of a list have the same form."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from hidaka_dx.catalogue import fields
from hidaka_dx.lint.ends import ending
from hidaka_dx.lint.passage import Passage, RuleFinding
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.lint.rule import rule

FULL: Final = re.compile(r"(?:こと|とき)$")
NOUN_STOP: Final = re.compile(
    "[一-鿿々ァ-ヴーA-Za-z0-9０-９%％]$|(?:のみ|など|ため|とおり|まで|ほど|だけ|から|あり|なし|ほか|[一-鿿][しきちりみけげれえめせべび])$"
)
"""How an item ends that is no sentence; whatever else ends in kana may be one: 「…してほしい」."""
UNFINISHED: Final = re.compile("(?:し|良|よ|早|速|高|低|広|深|強|弱|多|少な|長|短)く$")
"""An adverb at the end of a topic: 「料金について詳しく」."""
ADDRESS: Final = re.compile("https?://")
SHORTEST: Final = 15
"""Letters up to which a list of verbs is one of names: the pillars of a plan, 「人を育てる」, 「土を生かす」."""
NAMED: Final = {"敬体": "「です・ます」", "常体": "「だ・である」", "体言": "名詞"}


def _groups(reading: ProseReading) -> Iterator[list[Passage]]:
    lists = (*fields.prose("items"), "figure.notes")
    listed = [p for p in reading.chapters if p.kind == "item"] + [p for p in reading.data if p.field in lists]
    for _, items in groupby(listed, key=lambda passage: passage.group):
        yield list(items)


def _unlike(passages: Sequence[Passage], what: str) -> Iterator[RuleFinding]:
    """Find items that end in another form than most of them."""
    passages = [passage for passage in passages if not ADDRESS.search(passage.text)]
    ends = [ending(passage) for passage in passages]
    if not ends:
        return
    usual = Counter(ends).most_common(1)[0][0]
    for passage, end in zip(passages, ends, strict=True):
        if end != usual:
            message = f"{what}の文末が{NAMED[end]}です。ほかと同じ{NAMED[usual]}にそろえてください。"
            yield passage.found(max(len(passage.text) - 8, 0), len(passage.text), message)


@rule("list-style", "注意", "公用文作成の考え方（箇条書きの文末もそろえる）、K10", "text")
def list_style(reading: ProseReading) -> Iterator[RuleFinding]:
    """一つの箇条書きの文末をそろえます。

    誤: - 窓口を見直します。⏎- 電子申請の導入⏎- 職員を育てます。
    正: - 窓口の見直し⏎- 電子申請の導入
    正: - 窓口を見直します。⏎- 職員を育てます。
    """
    for items in _groups(reading):
        yield from _unlike(items, "この項目")


@rule(
    "list-end",
    "注意",
    "公用文の句点の決まり（「こと」「とき」で終わる項目には句点を付け、名詞には付けない）、K24",
    "text",
)
def list_end(reading: ProseReading) -> Iterator[RuleFinding]:
    """箇条書きで、「こと」「とき」と「ます」で終わる項目には「。」を付け、名詞で終わる項目には付けません。

    15字までの動詞で終わる項目だけで、どれにも「。」がなければ、柱や目標の名と見て知らせません。

    誤: - 申請できる手続を増やすこと⏎- 書類を減らすこと
    誤: - 窓口の見直し。⏎- 職員の研修。
    正: - 申請できる手続を増やすこと。⏎- 書類を減らすこと。
    正: - 窓口の見直し⏎- 職員の研修
    """
    for items in _groups(reading):
        if not _are_names(items):
            for passage in items:
                yield from _wrong_end(passage)


def _are_names(items: Sequence[Passage]) -> bool:
    """Tell whether all items of a list are short and end in a plain verb without 。, like names of the things listed."""
    return all(len(each.text) <= SHORTEST and not each.text.endswith("。") and ending(each) == "常体" for each in items)


def _wrong_end(passage: Passage) -> Iterator[RuleFinding]:
    size = len(passage.text)
    words = passage.text.removesuffix("。")
    stopped, rest = words != passage.text, words.rpartition("。")[2]
    end = ending(replace(passage, text=rest)) if rest and not stopped else ending(passage)
    sentence = (end != "体言" and not UNFINISHED.search(words)) or bool(FULL.search(words))
    if sentence and not stopped and not re.search(r"[）」◇]$", words):
        yield passage.found(max(size - 4, 0), size, "文の形の項目です。終わりに「。」を付けてください。")
    elif stopped and not sentence and len(list(passage.sentences())) == 1 and NOUN_STOP.search(words):
        yield passage.found(size - 1, size, "名詞で終わる項目に「。」は付けません。取り除いてください。")


@rule("glossary-style", "注意", "公用文作成の考え方（文体をそろえる）、K10・D17")
def glossary_style(reading: ProseReading) -> Iterator[RuleFinding]:
    """用語解説の文体を、全ての用語でそろえます。

    誤: [content/glossary.yaml] [{id: a, term: あ, text: 名称の略です。技術のこと}, {id: i, term: い, text: 方法のこと}, {id: u, term: う, text: 仕組み}]
    正: [content/glossary.yaml] [{id: a, term: あ, text: 技術のこと}, {id: i, term: い, text: 方法}]
    """
    yield from _unlike(reading.fields("glossary.text"), "この用語の説明")
