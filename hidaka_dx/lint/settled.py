"""Which passages have wording that the town cannot choose: articles of rules that are printed whole, and lists of names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from hidaka_dx.lint.passage import Passage

NUMBER: Final = "[0-9０-９一二三四五六七八九十百]{1,4}"
ARTICLE: Final = re.compile(rf"第{NUMBER}条(?:の{NUMBER})?[　 ]|附[　 ]*則(?:$|[　 （])")
PART: Final = re.compile(rf"(?:{NUMBER}|[（(]{NUMBER}[）)]|[ア-ン])[　 ]")
"""How paragraphs and items of an article begin."""
TITLED: Final = re.compile("（[^（）]{1,20}）$")
"""The line above an article that says what it is of."""
ROLL: Final = re.compile("名簿|(?:委員|構成員|団体|事業者)の?一覧")
NAMES: Final = re.compile(
    "(?:氏　?名|お?名前|所属(?:団体)?|団体|機関|施設|学校|事業者|会社|委員|計画|法令|条例|基金|地区|町名)(?:の?名称?)?$|名称$|根拠法令|備考$"
)
"""Heads of columns that hold names."""


def is_roll(title: str) -> bool:
    """Tell whether a heading or the title of a table announces a list of names."""
    return bool(ROLL.search(title))


def holds_names(head: str) -> bool:
    """Tell whether a column of a table is one of names."""
    return bool(NAMES.fullmatch(head))


def settled(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Mark the articles among the passages of one chapter, with what belongs to them, and what stands below 「名簿」."""
    before, in_roll = False, False
    for passage in passages:
        if passage.kind == "heading":
            before, in_roll = False, is_roll(passage.text)
            yield passage
            continue
        is_article = bool(ARTICLE.match(passage.text))
        goes_on = before and (passage.kind == "item" or bool(PART.match(passage.text) or TITLED.match(passage.text)))
        before = is_article or goes_on
        yield replace(passage, fixed=True) if before or in_roll else passage
