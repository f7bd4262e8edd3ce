"""Values in cells as people write them: numbers, money, offices, years with arrows."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
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
DASHES: Final = frozenset({"-", "－", "―", "—", "‐", "ー", "–", "−", "─", "/"})
NONE: Final = frozenset({*DASHES, "なし", "無し", "無", "該当なし"})
"""What people write where there is nothing."""
NOTHING: Final = frozenset({*NONE, "…", "未定", "調整中", "空欄"})
"""What tells no value: there is none, or it is open."""
ARROWS: Final = frozenset('→⇒➡➔➜⇨〃″"↓⇢＞>')
SAME: Final = frozenset({"->", "-->", "同左", "同上", "〃", "同じ"})
YES: Final = frozenset({"○", "〇", "●", "◎", "◯", "■", "◆", "★", "☆", "レ", "✓", "✔", "TRUE"})
"""Signs that say yes to what stands above their column."""
ONE_LETTER: Final = frozenset({"o", "O", "x", "X", "v", "V", "レ", "TRUE", "FALSE"})
"""Letters that people use as signs."""
BEFORE: Final = "前の年度と同じ"
NO_STEP: Final = "なし"
"""What a mark in a year's cell may mean beside a stage: the same as the year before; that nothing is planned."""
PENDING_STAGE: Final = "調整中"
"""The stage of a year in which something is planned, and the list does not say what."""
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
    """Read money in thousands of yen; `unit` is that of the column. None where it is no whole number of them, or no unit is told."""
    found = amount(words)
    if found is None:
        return None
    size = MONEY.get(found.unit or unit)
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


def mark_of(words: str) -> str:
    """Return the mark that a cell holds, in one width: 「○」, 「→」, 「－」; empty where it says something in words."""
    plain = narrowed(words)
    is_mark = plain in NOTHING | SAME | ONE_LETTER or not any(letter.isalnum() for letter in plain.replace("ー", ""))
    return plain if is_mark else ""


def usual_meaning(mark: str) -> str:
    """Return what a mark in a year's cell says where nobody has said so; a sign tells that something is done, not what."""
    if mark in SAME or (set(mark) & ARROWS and set(mark) <= ARROWS | DASHES):
        return BEFORE
    return NO_STEP if mark in NONE or mark == "FALSE" else PENDING_STAGE


def stages(cells: Iterable[tuple[int, str]], marks: Mapping[str, str]) -> Iterator[StageSpan]:
    """Join the years of a plan of work; `marks` tells what they say where that is not usual."""
    open_: StageSpan | None = None
    for year, words in cells:
        mark = mark_of(words) if words else ""
        text = (marks.get(mark) or usual_meaning(mark)) if mark else words
        if text == BEFORE:
            text = open_.words if open_ else PENDING_STAGE
        if open_ and text == open_.words:
            open_ = open_._replace(last=year)
            continue
        if open_:
            yield open_
        open_ = StageSpan(year, year, text) if text and text != NO_STEP else None
    if open_:
        yield open_


def stage_of(words: str) -> tuple[str, str]:
    """Part the name of a stage from what is done in it: 「試行（2課）」 is 試行, 「要件の検討」 is 検討.

    Words that neither begin with a stage before a sign nor end with one tell none.
    """
    flat = "、".join(lines(words))
    if len(flat) <= 6:
        return flat, ""
    first = re.split(r"[（(、，。：:・\s　]", flat, maxsplit=1)[0]
    found = [stage for stage in STAGES if first == stage or flat.endswith(stage)]
    return max(found, key=len, default=PENDING_STAGE), flat
