"""Values in cells as people write them: numbers, money, offices, years with arrows."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from hidaka_dx.japanese.letters import narrowed
from hidaka_dx.japanese.marks import ROMAN

NUMBER: Final = re.compile(r"(?P<sign>[-△▲−－]?)(?P<figures>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>[^0-9.,]*)")
MONEY: Final = {
    "百万円": 1000.0,
    "千円": 1.0,
    "万円": 10.0,
    "円": 0.001,
    "億円": 100_000.0,
    "百万": 1000.0,
    "千": 1.0,
    "万": 10.0,
}
"""Thousands of yen in a unit."""
NOTHING: Final = frozenset({"-", "－", "―", "—", "‐", "ー", "なし", "無し", "無", "/", "…", "未定", "調整中", "0円"})
ARROWS: Final = frozenset('→⇒➡➔➜⇨〃″"↓⇢＞>')
SAME: Final = frozenset({"->", "-->", "同左", "同上", "継続", "〃", "同じ"})
SIGNS: Final = frozenset({"○", "〇", "●", "◎", "◯", "■", "◆", "△", "レ", "✓", "✔", "o", "x"})
"""Signs in a year in which something is done."""
STAGES: Final = (
    *("検討", "準備", "調査", "設計", "構築", "試行", "導入", "実施", "運用"),
    *("拡大", "拡充", "見直し", "評価", "完了", "継続", "整備", "推進"),
)
BETWEEN: Final = re.compile(r"[、，,\n・/／;；]+|[　\s]{1,}")


class Amount(NamedTuple):
    """A number and what stands behind it."""

    value: float
    unit: str


class StageSpan(NamedTuple):
    """A stage and its fiscal years."""

    first: int
    last: int
    words: str


def amount(words: str) -> Amount | None:
    """Read a number: 「1,200千円」「△３」「12.4%」; none for anything else."""
    found = NUMBER.fullmatch(narrowed(words))
    if not found:
        return None
    value = float(found["figures"].replace(",", ""))
    return Amount(-value if found["sign"] else value, found["unit"])


def thousands(words: str, unit: str) -> int | None:
    """Read money in thousands of yen; `unit` is that of the column. None where it is no whole number of them."""
    found = amount(words)
    if found is None:
        return None
    size = MONEY.get(found.unit or unit or "千円")
    if size is None:
        return None
    value = round(found.value * size, 6)
    return int(value) if value >= 0 and value == int(value) else None


def shown(value: float) -> str:
    """Write a number as a manuscript holds it."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def offices(words: str) -> list[str]:
    """Part the names of offices, each once."""
    inner = re.split(r"[、，,\n・/／;；]+", unicodedata.normalize("NFC", words))
    return list(dict.fromkeys(name for each in inner if (name := " ".join(each.split()))))


def lines(words: str) -> list[str]:
    """Part what is listed in a cell, without the signs before the entries."""
    found = (re.sub(r"^[・●○■◆\-－]+[\s　]*", "", each.strip(" 　")) for each in words.split("\n"))
    return [each for each in found if each]


def measure_number(words: str) -> str:
    """Return the number of a measure as the manuscript writes it: 1-2-3 for 「Ⅰ-２-(3)」; empty where there is none."""
    text = "".join(str(ROMAN.index(letter) + 1) if letter in ROMAN else letter for letter in words)
    return "-".join(re.findall("[0-9]+|[A-Z]+", narrowed(text).upper()))


def stages(cells: Iterable[tuple[int, str]]) -> Iterator[StageSpan]:
    """Join the years of a plan of work: an arrow goes on with what stands before it, a sign is something done."""
    open_: StageSpan | None = None
    for year, words in cells:
        is_same = bool(words) and (set(narrowed(words)) <= ARROWS or narrowed(words) in SAME)
        text = "実施" if narrowed(words).lower() in SIGNS else words
        if is_same and open_ is None:
            text, is_same = "実施", False
        goes_on = open_ is not None and (is_same or text == open_.words)
        if goes_on and open_ and words and open_.last == year - 1:
            open_ = open_._replace(last=year)
            continue
        if open_:
            yield open_
        open_ = None if not words or narrowed(words) in NOTHING else StageSpan(year, year, "実施" if is_same else text)
    if open_:
        yield open_


def stage_of(words: str) -> tuple[str, str]:
    """Part the name of a stage from what is done in it: 「試行（2課）」 is 試行."""
    flat = "、".join(lines(words))
    if len(flat) <= 6:
        return flat, ""
    return next((stage for stage in STAGES if stage in flat), "実施"), flat
