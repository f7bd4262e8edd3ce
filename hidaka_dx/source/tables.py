"""Tables in chapters: written with bars, or as CSV beside the chapters."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from markdown_it.tree import SyntaxTreeNode

from hidaka_dx.problem import Place
from hidaka_dx.prose import Inline, WrittenTable, WrittenText
from hidaka_dx.source.csv_tables import CsvCell, CsvTable
from hidaka_dx.source.inline import parse_inline
from hidaka_dx.source.line_reader import LineReader, bared, joined_texts
from hidaka_dx.source.merging import ABOVE, GridCell, merged, sign_of
from hidaka_dx.source.titles import TableTitle

BAR: Final = re.compile(r"(?<!\\)\|")
BREAK: Final = re.compile(r" *<br */?> *", re.IGNORECASE)
"""A line break in a cell, the only HTML that is understood: Markdown has nothing else for it."""
CELL_INDENT: Final = re.compile(r"(?:^|(?<!\\)\|) *(?P<at>　)\s*[^\s|]")
SIGN: Final = re.compile(r"\\(?=[<^]$)")
NUMBER: Final = re.compile(r"[-−△▲+]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[%％]?|[-―－…]?")
"""What a column of figures in a CSV file holds."""
MOST_HEADS: Final = 3


class Tables(LineReader):
    """Reads the tables of a chapter; `files` are the CSV files beside it, by name."""

    files: Mapping[str, CsvTable | None]

    def table(self, node: SyntaxTreeNode, title: TableTitle | None) -> WrittenTable:
        """Convert a table written with bars."""
        if title is None:
            message = "表に題がありません。表のすぐ前に「表：題 {#id}」と書いてください（idは半角英小文字・数字・-。題のない表は「表：{#id}」）。"
            self.add(self.place(node), message, "table")
            title = TableTitle("", "")
        if title.data:
            self.add(self.place(node), "data= のある題の下には、表を書けません。どちらかにしてください。", "table")
        rows = [row for part in node.children for row in part.children]
        for row in rows[1:]:
            self._count_cells(row, len(rows[0].children))
            self._indented_cells(row)
        grid = [tuple(self._cells(row)) for row in rows]
        numeric = tuple("right" in str(cell.attrs.get("style", "")) for cell in rows[0].children)
        return self._table(title, grid, numeric, self.place(node))

    def table_of_file(self, title: TableTitle, place: Place) -> Iterator[WrittenTable]:
        """Convert a table whose cells are in a CSV file."""
        table = self.files.get(title.data)
        if table is None and title.data in self.files:
            return  # its own faults are reported
        if table is None:
            near = get_close_matches(title.data, self.files, 1)
            more = f"`{near[0]}` ではありませんか。" if near else ""
            self.add(
                place, f"content/tables/{title.data} がありません。置くか、名前を直してください。{more}", "table-file"
            )
            return
        grid = [tuple(self._csv_cell(cell) for cell in row) for row in table.rows]
        body = table.rows[title.heads :]
        numeric = (
            any(cell.text for cell in column)
            and all(NUMBER.fullmatch(cell.text) or cell.text == ABOVE for cell in column)
            for column in zip(*body, strict=True)
        )
        yield replace(self._table(title, grid, tuple(numeric), place), file=table.path)

    def _table(
        self, title: TableTitle, grid: Sequence[Sequence[GridCell]], numeric: tuple[bool, ...], place: Place
    ) -> WrittenTable:
        heads = title.heads
        if heads > MOST_HEADS or heads >= len(grid):
            message = f"head={heads} の行が多すぎます。頭は{MOST_HEADS}行までで、その下に中身の行が要ります。"
            self.add(place, message, "table")
            heads = 1
        if len({len(row) for row in grid}) > 1:  # reported where it was found
            grid = [row[: len(grid[0])] for row in grid]
        (head, *rows), problems = merged(grid, heads) if _is_even(grid) else (((),), [])
        self.problems += problems
        return WrittenTable(title.id, title.words, head, tuple(rows), numeric, place, heads - 1)

    def _cells(self, row: SyntaxTreeNode) -> Iterator[GridCell]:
        place, columns = self.place(row), self._columns(row)
        for number, cell in enumerate(row.children):
            inlines = tuple(joined_texts(self.inlines(cell.children[0].children, row)))
            self.left(inlines, "", row)
            column = columns[number] if number < len(columns) else place.column
            yield GridCell(bared(broken(inlines)), Place(self.path, place.line, column), sign_of(inlines))

    def _columns(self, row: SyntaxTreeNode) -> list[int]:
        """Return the column of the file in which each cell of a row begins."""
        line = self.line(row)
        bars = [found.end() for found in BAR.finditer(line)]
        starts = bars if line.lstrip().startswith("|") else [0, *bars]
        return [start + len(line[start:]) - len(line[start:].lstrip(" ")) + 1 for start in starts]

    def _csv_cell(self, cell: CsvCell) -> GridCell:
        words = BREAK.sub("\n", SIGN.sub("", cell.text))
        if "](" in words or "**" in words:
            self.add(cell.place, "CSVの欄では、参照や強調の記号は使えません。取り除いてください。", "table-file")
        inlines = parse_inline(words, cell.place)
        return GridCell(inlines, cell.place, cell.text if cell.text in ("<", "^") else "")

    def _count_cells(self, row: SyntaxTreeNode, wanted: int) -> None:
        """Reject a row with more or fewer cells than the head: Markdown would silently drop or add some."""
        line = self.line(row).strip()
        ends = line.startswith("|"), line.endswith("|") and not line.endswith("\\|")
        cells = len(BAR.findall(line)) + 1 - sum(ends)
        if cells != wanted:
            message = (
                f"表のこの行には欄が{cells}つありますが、頭には{wanted}つあります。「|」で区切る数をそろえてください。"
            )
            self.add(self.place(row), message, "table-cells")

    def _indented_cells(self, row: SyntaxTreeNode) -> None:
        """Reject leading spaces in a cell: Markdown silently drops them."""
        for found in CELL_INDENT.finditer(self.line(row)):
            message = "欄の頭に全角の空白があります。字下げは印刷されないので、取り除いてください（内訳なら「うち」などの言葉で示してください）。"
            place = Place(self.path, self.place(row).line, found.start("at") + 1)
            self.add(place, message, "indent")


def broken(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Replace `<br>` in the words of a cell by line breaks."""
    return tuple(WrittenText(BREAK.sub("\n", each.text)) if isinstance(each, WrittenText) else each for each in inlines)


def _is_even(grid: Sequence[Sequence[GridCell]]) -> bool:
    """Tell whether all rows have the same number of cells."""
    return len({len(row) for row in grid}) == 1
