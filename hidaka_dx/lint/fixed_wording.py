"""Passages whose wording the town cannot choose: articles of rules, lists of names, and what others have said."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from hidaka_dx.lint.ends import POLITE_END
from hidaka_dx.lint.passage import Passage

NUMBER: Final = "[0-9０-９一二三四五六七八九十百]{1,4}"
ARTICLE: Final = re.compile(rf"第{NUMBER}条(?:の{NUMBER})?(?:第{NUMBER}[項号])*[　 ]|附[　 ]*則(?:$|[　 （])")
SUPPLEMENT: Final = re.compile("附[　 ]*則")
"""What stands above the provisions at the end of a rule."""
PART: Final = re.compile(rf"(?:{NUMBER}|[（(]{NUMBER}[）)]|[ア-ン])[　 ]")
"""How paragraphs and items of an article begin."""
TITLED: Final = re.compile("（[^（）]{1,20}）$|\\([^()]{1,20}\\)$")
"""The line above an article that says what it is of."""
PROVISO: Final = re.compile(
    "(?:ただし|この場合において|この場合における|なお)、|この(?:条例|規則|規程|要綱|要領)は、|従前の|前項の|次の各号"
)
"""How what goes on with an article begins, where it has a paragraph of its own."""
RULES_TITLE: Final = re.compile(
    "[一-鿿ァ-ヴー々ノヶ]{1,8}[都道府県市町村区][一-鿿ァ-ヴーぁ-ん々・]{3,60}(?:要綱|要領|規則|規程|条例)(?:（案）)?$"
)
"""The title of a rule: what stands below it is its text."""
ROLL: Final = re.compile("名簿|(?:委員|構成員|団体|事業者)の?一覧")
NAMES: Final = re.compile(
    "(?:氏　?名|お?名前|所属(?:団体)?|団体|機関|施設|学校|事業者|会社|委員|計画|法令|条例|基金|地区|町名)(?:の?名称?)?$|名称$|根拠法令|備考$"
)
"""Heads of columns that hold names."""

SPEAKER: Final = re.compile(
    "[○◯〇](?:[^。、（）　 ]{1,20}（[^（）]{1,20}(?:君|氏|さん|議員|委員|長)）|[^。、（）　 ]{0,14}(?:長|委員|議員|主幹|参事|主査|係|番|局|君|氏|さん))[ 　]"
    "|（[^（）。、]{0,8}(?:委員|会長|議長|議員|事務局|[都道府県市区町村]民|住民|傍聴者?)[^（）。]{0,9}）"
)
"""Who speaks, at the head of what minutes say: 「○町長（門脇康弘君）　」, 「（6番委員）」."""
NAMED_SPEAKER: Final = re.compile("[○◯〇][^。、（）　 ]{1,20}（[^（）]{1,20}(?:君|氏|さん|議員|委員|長)）[ 　]")
"""The same where a speech may go on over the paragraphs below it."""
ANSWERER: Final = re.compile(
    "[^。、　（）]{1,16}（(?=[^（）]*(?:[0-9０-９]{2}(?:代|歳)|男性|女性))[^（）のはがをにで]{2,24}）[ 　]"
)
"""The same at the head: 「救急救命士（29歳、男性）　」."""
RESPONDENT: Final = re.compile(
    "（(?=[^（）]*(?:[0-9０-９]{2}(?:代|歳)|男性|女性|(?<=[（、，・ 　])[小中高大]学?生))[^（）のはがをにで]{2,30}）。?$"
)
"""Whose words an inquiry quotes, at the end: 「…（30代、女性、中央地区）」."""
OPINION: Final = re.compile("(?:番号|[御ご]?意見|No\\.?|№)[ 　]?[0-9０-９]{1,3}[ 　]")
"""How an opinion that the town was sent begins: 「番号2　」, 「意見7　」."""


def announces_names(title: str) -> bool:
    """Tell whether a heading or the title of a table announces a list of names."""
    return bool(ROLL.search(title))


def holds_names(head: str) -> bool:
    """Tell whether a column of a table is one of names."""
    return bool(NAMES.fullmatch(head))


def with_fixed_wording(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Mark passages of one chapter that belong to articles of rules, that follow 「名簿」, or that others have said."""
    found = list(passages)
    marked = _marked(found)
    for index, (passage, is_fixed, spoken) in enumerate(zip(found, marked, _spoken(found), strict=True)):
        opens = bool(TITLED.match(passage.text)) and index + 1 < len(found) and marked[index + 1]
        fixed = passage.fixed or is_fixed or opens
        yield replace(passage, fixed=fixed, spoken=spoken) if fixed or spoken else passage


def _spoken(passages: Iterable[Passage]) -> Iterator[bool]:
    """Tell for each passage whether it has the words of somebody else: in minutes, in answers to an inquiry, in opinions."""
    goes_on = False
    for passage in passages:
        goes_on = bool(NAMED_SPEAKER.match(passage.text)) or (goes_on and passage.kind == "paragraph")
        heads = (SPEAKER, ANSWERER, OPINION)
        yield goes_on or any(head.match(passage.text) for head in heads) or bool(RESPONDENT.search(passage.text))


def _marked(passages: Iterable[Passage]) -> list[bool]:
    """Tell for each passage whether it begins or continues an article, or is in a list of names."""
    marked: list[bool] = []
    before, in_roll, below_rules, titled = False, False, False, False
    for passage in passages:
        if passage.kind == "heading":
            before, in_roll, titled = False, announces_names(passage.text), False
        else:
            goes_on = before and (
                passage.kind == "item" or any(begin.match(passage.text) for begin in (PART, TITLED, PROVISO))
            )
            titled = titled and not POLITE_END.search(passage.text)
            before = (
                goes_on or titled or bool(ARTICLE.match(passage.text)) or (below_rules and passage.kind == "paragraph")
            )
        is_title = bool(RULES_TITLE.match(passage.text))
        titled, below_rules = titled or is_title, bool(SUPPLEMENT.match(passage.text))
        marked.append(before or is_title or (in_roll and passage.kind != "heading"))
    return marked
