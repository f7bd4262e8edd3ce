"""What people said about a list of measures: what its columns and marks mean, of which year and unit its numbers are.

It is kept as a file in the town's folder (`MAPPING`), so that nothing is asked twice and Excel can change it.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Final, NamedTuple

from hidaka_dx.intake.amounts import MONEY
from hidaka_dx.intake.heads import MEANINGS, UNUSED, plain_head
from hidaka_dx.japanese import eras, fiscal_year
from hidaka_dx.japanese.letters import narrowed
from hidaka_dx.problem import RefusalError

MAPPING: Final = "取り込みの対応.csv"
"""The file in a town's folder that tells what columns mean."""
TITLE: Final = ("見出し", "意味", "年度", "単位")
MARK: Final = "印「{}」"
_MARK: Final = re.compile("印「(.+)」")


class MappingRow(NamedTuple):
    """A line of the file: a column or a mark, what it means, and the year and unit of its numbers."""

    words: str
    meaning: str
    year: int | None = None
    unit: str = ""


@dataclass(frozen=True)
class ListKey:
    """What people said; heads and marks in one width, without blanks."""

    meanings: Mapping[str, str] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    """What a mark in a year's cell says: a stage, or one of the words in `amounts`."""

    def with_more(self, more: "ListKey") -> "ListKey":
        """Return it with what somebody has said since."""
        return ListKey(
            {**self.meanings, **more.meanings},
            {**self.years, **more.years},
            {**self.units, **more.units},
            {**self.marks, **more.marks},
        )


def read_year(words: str) -> int:
    """Read a fiscal year: 「令和6年度」, 「R6」, 「2024」; raises RefusalError for anything else."""
    plain = narrowed(words).upper()
    year = eras.seireki(plain) if re.fullmatch(f"{eras.ERA}|{eras.SEIREKI}|{eras.SHORT}", plain) else None
    if year is None:
        raise RefusalError(f"「{words}」は年度として読めません。「令和6年度」のように書いてください。")
    return year


def read_unit(words: str) -> str:
    """Read a unit of money; raises RefusalError for anything else."""
    if words not in MONEY:
        raise RefusalError(f"「{words}」という単位はありません（単位：円、千円、万円、百万円、億円）。")
    return words


def read_mapping(text: str) -> ListKey:
    """Read the file, which a person may have changed; raises RefusalError for what there is not."""
    meanings, years, units, marks = dict[str, str](), dict[str, int](), dict[str, str](), dict[str, str]()
    for number, row in enumerate(csv.reader(StringIO(text.removeprefix("\ufeff"))), 1):
        words, meaning, year, unit = (each.strip() for each in (*row, "", "", "", "")[:4])
        if not words or (words, meaning) == TITLE[:2]:
            continue
        if mark := _MARK.fullmatch(words):
            marks |= {narrowed(mark[1]): meaning} if meaning else {}
            continue
        if meaning not in (*MEANINGS, UNUSED):
            known = "、".join((*MEANINGS, UNUSED))
            raise RefusalError(f"{MAPPING}の{number}行目：「{meaning}」という意味はありません（意味：{known}）。")
        head = plain_head(words)
        meanings[head] = meaning
        try:
            years |= {head: read_year(year)} if year else {}
            units |= {head: read_unit(unit)} if unit else {}
        except RefusalError as error:
            raise RefusalError(f"{MAPPING}の{number}行目：{error}") from None
    return ListKey(meanings, years, units, marks)


def mapping_text(rows: Iterable[MappingRow]) -> bytes:
    """Write the file, so that Excel opens it and the next import reads it."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(TITLE)
    for each in rows:
        year = fiscal_year(each.year) if each.year else ""
        writer.writerow((" ".join(each.words.split()), each.meaning, year, each.unit))
    return b"\xef\xbb\xbf" + file.getvalue().encode()
