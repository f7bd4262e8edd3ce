"""A flat list of measures in an Excel file becomes files of a town's content."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from openpyxl.utils import get_column_letter

from hidaka_dx.intake.amounts import (
    MONEY,
    PENDING_STAGE,
    amount,
    mark_of,
    measure_number,
    shown,
    thousands,
    usual_meaning,
)
from hidaka_dx.intake.blocks import Discrepancy, Ledger
from hidaka_dx.intake.heads import DATED, Head, HeadRows, find_heads, plain_head, read_head, unit_in
from hidaka_dx.intake.list_key import MAPPING, MARK, ListKey, MappingRow
from hidaka_dx.intake.measure_rows import RowReader
from hidaka_dx.intake.measures import ActionDraft, file_name, measure_yaml, numbered
from hidaka_dx.intake.workbook import Sheet, SheetCell, Workbook
from hidaka_dx.japanese.letters import narrowed
from hidaka_dx.problem import RefusalError

NUMBER: Final = "取組番号の書き方"
AGAIN: Final = f"{MAPPING} の「{{}}」の行の「{{}}」に書いて、`import … --again` で取り込み直してください。"
MOST_PLACES: Final = 10
"""Cells that a remark names."""


DIRECTION: Final = (
    "指標の向き（direction）と数え方（counting）は一覧に書かれていません。目標が現状より低いものは「減」と書き、ほかは書いていません。"
    "書かなければ「増」「単年」とみなされるので、違うものに書き足してください。"
)


@dataclass(frozen=True)
class MeasureSheet:
    """A sheet with a list of measures."""

    sheet: Sheet
    rows: HeadRows

    def columns(self) -> Iterator[tuple[int, str]]:
        """Return the columns that hold something, each with the words above it."""
        for column, words in enumerate(self.rows.columns):
            below = (row[column] for row in self.sheet.rows[self.rows.last :] if column < len(row))
            if words or any(cell and not cell.joined for cell in below):
                yield column, self.rows.words(column) or f"（見出しのない{column + 1}列目）"

    def unknown(self, known: ListKey) -> list[str]:
        """Return the words above columns whose meaning nobody knows."""
        return [words for column, words in self.columns() if self.head(column, words, known) is None]

    def undated(self, known: ListKey) -> list[str]:
        """Return the words above columns of values whose year nobody knows."""
        return [head.words for head in self.heads(known).values() if head.meaning in DATED and head.year is None]

    def unmeasured(self, known: ListKey) -> list[str]:
        """Return the words above columns of money whose unit nobody knows."""
        return [head.words for head in self.heads(known).values() if head.meaning == "事業費" and not head.unit]

    def marks(self, known: ListKey) -> dict[str, int]:
        """Return the marks in the cells of years, each with how often it stands there."""
        columns = {column for column, head in self.heads(known).items() if head.meaning == "工程"}
        below = (row[column] for row in self.sheet.rows[self.rows.last :] for column in columns if column < len(row))
        return dict(Counter(mark for cell in below if cell and not cell.joined and (mark := mark_of(cell.text))))

    def head(self, column: int, words: str, known: ListKey) -> Head | None:
        """Return the meaning of a column; its year and unit as a person has said, or else as its words do."""
        found = read_head(self.rows.columns[column] or (words,), known.meanings)
        if found is None:
            return None
        plain = plain_head(found.words)
        unit = known.units.get(plain) or found.unit or (self._unit_above if found.meaning == "事業費" else "")
        return found._replace(year=known.years.get(plain, found.year), unit=unit)

    @property
    def _unit_above(self) -> str:
        """The unit that is told once, above the heads: 「（単位：千円）」."""
        above = "".join(cell.text for row in self.sheet.rows[: self.rows.first - 1] for cell in row if cell)
        return unit_in(above)

    def heads(self, known: ListKey) -> dict[int, Head]:
        """Return what the columns mean whose meaning is known."""
        found = ((column, self.head(column, words, known)) for column, words in self.columns())
        return {column: head for column, head in found if head}

    def mapping(self, known: ListKey) -> list[MappingRow]:
        """Return how the list was understood, to be kept."""
        heads = [MappingRow(each.words, each.meaning, each.year, each.unit) for each in self.heads(known).values()]
        return [
            *dict.fromkeys(heads),
            *(MappingRow(MARK.format(mark), read_mark(mark, known)) for mark in self.marks(known)),
        ]


@dataclass(frozen=True)
class ImportedMeasures:
    """The content made of a list."""

    files: Mapping[str, bytes]
    differences: tuple[Discrepancy, ...]
    count: int


def find_list(workbook: Workbook, known: ListKey) -> MeasureSheet:
    """Return the sheet that lists measures: the first that names them; raises RefusalError where there is none."""
    for sheet in workbook.sheets:
        rows = find_heads(sheet, known.meanings)
        if rows is None:
            continue
        found = MeasureSheet(sheet, rows)
        if any(head.meaning == "取組名" for head in found.heads(known).values()):
            return found
    names = "、".join(sheet.name for sheet in workbook.sheets) or "なし"
    raise RefusalError(
        f"取組の一覧が見付かりません（見えるシート：{names}）。「取組名」か「事業名」の見出しのある列と、もう一つ以上の見出しのある列が要ります。"
    )


def read_mark(mark: str, known: ListKey) -> str:
    """Return what a mark in a year's cell means."""
    return known.marks.get(mark) or usual_meaning(mark)


def measures_of(
    found: MeasureSheet, known: ListKey, draft: ActionDraft, period: tuple[int, int], taken: Sequence[str]
) -> ImportedMeasures:
    """Make the files of the measures; `taken` are numbers of measures that the town has."""
    ledger = draft.ledger
    columns = found.heads(known)
    heads = [columns.get(column) for column in range(max(map(len, found.sheet.rows), default=0))]
    measures = numbered(RowReader(heads, period, ledger, known.marks).read(found.sheet, found.rows), taken, ledger)
    _numbers(found, heads, ledger)
    _understood(found, known, ledger)
    files = {file_name(each.number): measure_yaml(each, draft).encode() for each in measures}
    lost = list(_lost(found, heads, b"".join(files.values()).decode(), draft))
    return ImportedMeasures(files, (*ledger.differences, *lost), len(measures))


def _understood(found: MeasureSheet, known: ListKey, ledger: Ledger) -> None:
    """Write down how each mark was understood, and what people have said with colours and comments."""
    for mark, count in found.marks(known).items():
        meaning = read_mark(mark, known)
        said = (
            ""
            if mark in known.marks
            else f"違うときは、{MAPPING} の「{MARK.format(mark)}」の行に意味を書いて、`import … --again` で取り込み直してください。"
        )
        how = "何をする年度かは書かれていないので「調整中」とし" if meaning == PENDING_STAGE else f"「{meaning}」と読み"
        ledger.add("印の読み方", 0, "", "", f"年度の欄の「{mark}」（{count}か所）は、{how}ました。{said}")
    for words in found.undated(known):
        ledger.add(
            "年度の分からない列",
            0,
            "",
            "",
            f"「{words}」の列は何年度の値か分からないので、入れていません。{AGAIN.format(words, '年度')}",
        )
    for words in found.unmeasured(known):
        ledger.add(
            "単位の分からない列",
            0,
            "",
            "",
            f"「{words}」の列は金額の単位が分からないので、入れていません。{AGAIN.format(words, '単位')}",
        )
    years = {column + 1 for column, head in found.heads(known).items() if head.meaning == "工程"}
    painted = [place for place in found.sheet.painted if place[0] > found.rows.last and place[1] in years]
    if painted:
        places = "、".join(f"{get_column_letter(column)}{row}" for row, column in painted[:MOST_PLACES])
        more = f"など{len(painted)}か所" if len(painted) > MOST_PLACES else ""
        remark = f"年度の欄に、色だけを塗った欄があります（{places}{more}）。色は読んでいません。工程なら、schedule に書き足してください。"
        ledger.add("色だけの欄", painted[0][0], "", "", remark)
    if any(head.meaning == "目標値" for head in found.heads(known).values()):
        ledger.add("指標の向きと数え方", 0, "", "", DIRECTION)
    for note in found.sheet.notes:
        ledger.add("コメント", note.row, note.text, "", note.said)


def _own(found: MeasureSheet, heads: Sequence[Head | None]) -> Iterator[tuple[Head | None, SheetCell]]:
    for row in found.sheet.rows[found.rows.last :]:
        yield from ((head, cell) for head, cell in zip(heads, row, strict=False) if cell and not cell.joined)


def _numbers(found: MeasureSheet, heads: Sequence[Head | None], ledger: Ledger) -> None:
    for head, cell in _own(found, heads):
        new = measure_number(cell.text)
        if head and head.meaning == "取組番号" and new != cell.text:
            ledger.add(NUMBER, cell.row, cell.text, new)


def _lost(found: MeasureSheet, heads: Sequence[Head | None], made: str, draft: ActionDraft) -> Iterator[Discrepancy]:
    """Find cells that stand in no measure, in no section of the plan and in no line of the report."""
    said = narrowed(made.replace("\\n", "").replace('\\"', '"'))
    listed = narrowed("".join(f"{each.before}{each.remark}" for each in draft.ledger.differences))
    for _, cell in _own(found, heads):
        words = cell.text.replace("・", "、").replace("\n", "、").split("、")
        if not draft.says(cell.text) and not all(_is_kept(narrowed(each), said, listed) for each in words):
            remark = f"{cell.place}「{cell.text}」が、取組にも報告にも見当たりません。"
            yield Discrepancy("説明のつかない違い", cell.row, cell.text, "", remark)


def _is_kept(piece: str, said: str, listed: str) -> bool:
    """Tell whether a word stands somewhere, or is a sign for something that does."""
    if mark_of(piece) or piece in said or piece in listed:
        return True
    number, sums = amount(piece), {thousands(piece, unit) for unit in MONEY} - {None}
    return any(value in said for value in (*map(str, sums), *([shown(number.value)] if number else [])))


def tables_beside(workbook: Workbook, listed: Sheet) -> Iterator[tuple[str, bytes]]:
    """Return the other sheets as CSV files, by their names: data of charts."""
    for sheet in workbook.sheets:
        if sheet is not listed and any(True for _ in sheet.cells()):
            file = StringIO()
            csv.writer(file).writerows(
                [[cell.text if cell and not cell.joined else "" for cell in row] for row in sheet.rows]
            )
            yield sheet.name, file.getvalue().encode()
