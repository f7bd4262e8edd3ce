"""What the columns of a list of measures mean, by the words that people write above them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from hidaka_dx.intake.workbook import Sheet
from hidaka_dx.japanese import eras
from hidaka_dx.japanese.letters import narrowed

UNUSED: Final = "使わない"
"""What is written for a column that is not to be brought in."""
MEANINGS: Final[Mapping[str, str]] = {
    "取組名": "(?:取り?組み?|事業|施策|項目)(?:の?名称?|の?名前)|(?:具体的な)?取り?組み?|事務事業|名称|事業",
    "取組番号": "(?:取り?組み?|事業|施策|整理)?(?:番号|コード|id)|no[.]?|№|通番|連番",
    "柱": "(?:基本)?方針|(?:施策の?)?柱|基本目標|分野|政策|大項目",
    "施策": "施策|基本施策|中項目|小項目|主要施策|施策の方向性?",
    "主管": "(?:主管|主担当|担当|所管|主務|実施|推進)(?:課|部署|部課|課等|所属|部局|室|主体|機関)名?|主管|担当|所管|課名|部署",
    "関係課": "(?:関係|関連|連携|協力)(?:課|部署|課等|部局|機関)|関係",
    "区分": "区分|種別|新規・?/?継続(?:の別)?|新規/継続等?",
    "取組内容": "(?:取り?組み?|事業|実施)?(?:の?内容|の?概要|の?説明)|具体的内容",
    "現状と課題": "(?:現状と?・?)?課題|現状・課題|現状と課題",
    "めざす姿": "目的|ねらい|狙い|めざす姿|目指す姿|方向性",
    "効果": "(?:期待される|期待する)?効果",
    "指標": "(?:成果|評価|活動|重要業績評価|数値目標)?(?:指標|kpi)(?:名|の?名称|項目)?|指標[(]kpi[)]|成果指標[(]kpi[)]",
    "指標の定義": "(?:指標の)?(?:定義|算式|計算方法|算出方法|数え方)",
    "単位": "単位",
    "現状値": "(?:現状|基準|実績|現況|策定時|当初)(?:値|年度値)?",
    "目標値": "(?:中間|最終|年度)?目標(?:値)?|中間値|目標数値",
    "工程": "スケジュール|工程|年度計画|実施時期|実施年度|実施計画|ロードマップ|年次計画|計画年度",
    "事業費": "(?:概算)?(?:事業費|予算|経費|費用)(?:額|見込額?)?",
    "財源": "(?:うち)?(?:国費|国庫(?:支出金|補助金)?|[都道府県]費|(?:都道府県|[都道府県])支出金|[市町村]債|地方債|一般財源|その他財源|特定財源)",
    "重点": "重点(?:取組|事業|施策)?",
    "備考": "備考|メモ|補足|摘要|その他|参考",
}
"""Each meaning, and how a head of that meaning is written (NFKC, small letters, without blanks)."""
YEARLY: Final = frozenset({"現状値", "目標値", "工程", "事業費", "財源"})
"""Meanings whose columns may be of a year."""
DATED: Final = frozenset({"現状値", "目標値", "事業費"})
"""Meanings whose values cannot be written without a year."""
UNIT: Final = re.compile(
    r"[(（]?単位[:：]?(百万円|千円|万円|円)[)）]?|[(（](百万円|千円|万円|円)[)）]|(百万円|千円|万円)"
)
YEAR: Final = re.compile(
    rf"(?:{eras.NAMES}|[{eras.LETTERS.lower()}{eras.LETTERS}])(?:元|[0-9]{{1,2}})(?:年度?)?|(?<![0-9])20[0-9]{{2}}(?:年度?)?"
)
MOST_HEADS: Final = 12
"""Rows from the top among which the heads are looked for."""


class Head(NamedTuple):
    """What a column means."""

    meaning: str
    """One of `MEANINGS`, or `UNUSED`."""
    year: int | None = None
    unit: str = ""
    """Of money."""
    words: str = ""
    """As written, in one line."""


@dataclass(frozen=True)
class HeadRows:
    """The heads of a sheet."""

    first: int
    last: int
    """Rows, from 1."""
    columns: tuple[tuple[str, ...], ...]
    """Words above each column, from the top."""

    def words(self, column: int) -> str:
        """Return the words above a column in one line."""
        return "／".join(dict.fromkeys(self.columns[column]))


def plain_head(words: str) -> str:
    """Give the words of a head in one width, without blanks."""
    return narrowed(words).lower()


def find_heads(sheet: Sheet, known: Mapping[str, str]) -> HeadRows | None:
    """Find the rows of heads: the one in which most cells mean something, and those above or below that belong to it."""
    rows = sheet.rows[:MOST_HEADS]
    scores = [len({meaning for cell in row if cell and (meaning := meaning_of(cell.text, known))}) for row in rows]
    best = max(range(len(rows)), key=lambda index: scores[index], default=-1)
    if best < 0 or scores[best] < 2:
        return None
    first = best
    while first > 0 and _is_beside(sheet, first - 1):
        first -= 1
    last = best
    while last + 1 < len(sheet.rows) and _goes_on(sheet, last, known):
        last += 1
    width = max(map(len, sheet.rows), default=0)
    columns = tuple(
        tuple(cell.text for row in sheet.rows[first : last + 1] if column < len(row) and (cell := row[column]))
        for column in range(width)
    )
    return HeadRows(first + 1, last + 1, columns)


def _is_beside(sheet: Sheet, above: int) -> bool:
    """Tell whether a row groups the heads below it: cells are joined across in it."""
    row = sheet.rows[above]
    groups = any(
        cell and cell.joined and (left := row[index - 1]) and left.text == cell.text for index, cell in enumerate(row)
    )
    return groups and sum(1 for cell in row if cell and not cell.joined) > 1


def _goes_on(sheet: Sheet, last: int, known: Mapping[str, str]) -> bool:
    """Tell whether the row below belongs to the heads: cells are joined down into it, or it holds the years below a group."""
    row = sheet.rows[last + 1]
    down = [
        cell
        for index, cell in enumerate(row)
        if cell and cell.joined and (up := sheet.rows[last][index]) and up.text == cell.text
    ]
    own = [cell for cell in row if cell and not cell.joined]
    return (
        bool(down)
        and bool(own)
        and all(meaning_of(cell.text, known) or YEAR.search(plain_head(cell.text)) for cell in own)
    )


def meaning_of(words: str, known: Mapping[str, str]) -> str:
    """Return what a head means: as a person has said, or by its words; empty where neither tells."""
    plain = plain_head(words)
    if plain in known:
        return known[plain]
    undated = YEAR.sub("", UNIT.sub("", plain)).replace("()", "")
    bare = re.sub(r"[(][^()]*[)]", "", undated) or undated
    bare = bare.strip("・／/:-_の")
    for meaning, pattern in MEANINGS.items():
        if re.fullmatch(pattern, bare) or re.fullmatch(pattern, plain):
            return meaning
    return "工程" if not bare and YEAR.search(plain) else ""


def read_head(words: Sequence[str], known: Mapping[str, str]) -> Head | None:
    """Read the words above a column, from the top; none where its meaning is not known."""
    shown = "／".join(dict.fromkeys(words))
    plain = plain_head("".join(words))
    year = YEAR.search(plain)
    number = eras.seireki(year[0].upper().removesuffix("度").removesuffix("年")) if year else None
    whole = known.get(plain_head(shown))
    meanings = [whole] if whole else [meaning for each in reversed(words) if (meaning := meaning_of(each, known))]
    chosen = next((meaning for meaning in meanings if meaning != "工程"), meanings[0] if meanings else "")
    if not chosen:
        return None
    return Head(chosen, number if chosen in YEARLY else None, unit_in(plain), shown)


def unit_in(words: str) -> str:
    """Return the unit of money that words tell: 「事業費（千円）」; empty where they tell none."""
    found = UNIT.search(narrowed(words))
    return next(filter(None, found.groups()), "") if found else ""
