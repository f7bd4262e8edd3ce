"""A flat list of measures in an Excel file becomes files of a town's content."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from hidaka_dx.intake.amounts import (
    ARROWS,
    MONEY,
    NOTHING,
    SAME,
    SIGNS,
    amount,
    measure_number,
    shown,
    thousands,
)
from hidaka_dx.intake.blocks import Discrepancy, Ledger
from hidaka_dx.intake.heads import MEANINGS, UNUSED, Head, HeadRows, find_heads, plain_head, read_head
from hidaka_dx.intake.measure_rows import RowReader
from hidaka_dx.intake.measures import REST, ActionDraft, file_name, measure_yaml, numbered
from hidaka_dx.intake.workbook import Sheet, SheetCell, Workbook
from hidaka_dx.japanese.letters import narrowed
from hidaka_dx.problem import RefusalError

MAPPING: Final = "取り込みの対応.csv"
"""The file in a town's folder that tells what columns mean."""
TITLE: Final = ("見出し", "意味")
NUMBER: Final = "取組番号の書き方"


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

    def unknown(self, known: Mapping[str, str]) -> list[str]:
        """Return the words above columns whose meaning nobody knows."""
        return [words for column, words in self.columns() if self.head(column, words, known) is None]

    def head(self, column: int, words: str, known: Mapping[str, str]) -> Head | None:
        """Return the meaning of a column."""
        return read_head(self.rows.columns[column] or (words,), known)

    def meanings(self, known: Mapping[str, str]) -> dict[str, str]:
        """Return what each head means, by its words."""
        heads = ((words, self.head(column, words, known)) for column, words in self.columns())
        return {words: head.meaning for words, head in heads if head}


@dataclass(frozen=True)
class ImportedMeasures:
    """The content made of a list."""

    files: Mapping[str, bytes]
    differences: tuple[Discrepancy, ...]
    count: int


def find_list(workbook: Workbook, known: Mapping[str, str]) -> MeasureSheet:
    """Return the sheet that lists measures: the first that names them; raises RefusalError where there is none."""
    for sheet in workbook.sheets:
        rows = find_heads(sheet, known)
        if rows is None:
            continue
        found = MeasureSheet(sheet, rows)
        if "取組名" in found.meanings(known).values():
            return found
    names = "、".join(sheet.name for sheet in workbook.sheets) or "なし"
    raise RefusalError(
        f"取組の一覧が見付かりません（見えるシート：{names}）。「取組名」か「事業名」の見出しのある列と、もう一つ以上の見出しのある列が要ります。"
    )


def read_mapping(text: str) -> dict[str, str]:
    """Read what columns mean from a file that a person may have changed; raises RefusalError for a meaning that there is not."""
    found: dict[str, str] = {}
    for number, row in enumerate(csv.reader(StringIO(text.removeprefix("\ufeff"))), 1):
        words, meaning = (each.strip() for each in (*row, "", "")[:2])
        if not words or (words, meaning) == TITLE:
            continue
        if meaning not in (*MEANINGS, UNUSED):
            known = "、".join((*MEANINGS, UNUSED))
            raise RefusalError(f"{MAPPING}の{number}行目：「{meaning}」という意味はありません（意味：{known}）。")
        found[plain_head(words)] = meaning
    return found


def mapping_text(meanings: Mapping[str, str]) -> bytes:
    """Write what columns mean, so that Excel opens it and the next import reads it."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerows([TITLE, *((" ".join(words.split()), meaning) for words, meaning in meanings.items())])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def measures_of(
    found: MeasureSheet, known: Mapping[str, str], draft: ActionDraft, period: tuple[int, int], taken: Sequence[str]
) -> ImportedMeasures:
    """Make the files of the measures; `taken` are numbers of measures that the town has."""
    ledger = draft.ledger
    width = max(map(len, found.sheet.rows), default=0)
    words = dict(found.columns())
    heads = [found.head(column, words[column], known) if column in words else None for column in range(width)]
    measures = numbered(RowReader(heads, period, ledger).read(found.sheet, found.rows), taken, ledger)
    _numbers(found, heads, ledger)
    if not any(measure.kind for measure in measures):
        ledger.add(
            "仮に決めたこと", 0, "", "", "「区分」の列がないので、全て「新規」としました。kind を直してください。"
        )
    files = {file_name(each.number): measure_yaml(each, draft).encode() for each in measures}
    if draft.rests:
        remark = f"財源の一部だけが書かれているので、残りを「{REST}」としました（取組{len(draft.rests)}件）。"
        ledger.add("仮に決めたこと", 0, "", "", remark)
    lost = list(_lost(found, heads, b"".join(files.values()).decode(), draft))
    return ImportedMeasures(files, (*ledger.differences, *lost), len(measures))


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
    signs = piece in NOTHING or piece.lower() in SIGNS or piece in SAME or set(piece) <= ARROWS
    if signs or piece in said or piece in listed:
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
