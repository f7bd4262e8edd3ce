"""新旧対照表 row by row: a row for each paragraph, entry of a list, row of a table, field and figure that has changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from hidaka_dx.comparison.changes import Change
from hidaka_dx.comparison.naming import Names, Place
from hidaka_dx.comparison.shown import LEFT_OUT, one_side, plain, remark
from hidaka_dx.comparison.units import BLOCKS, Unit
from hidaka_dx.document import Changed, Inline, Text

NEW: Final = "（新設）"
GONE: Final = "（削る）"
SHIFTED: Final = "（並びを変更）"
ROOM: Final = 12
"""Characters of a table's row that name it."""
LINES: Final = {"title": "題名", "source": "出典", "note": "注記", "spoken": "図の言葉"}
"""What the lines of a figure are called; its alt text says what its words say."""


@dataclass(frozen=True)
class Row:
    """One row: matching words stand beside each other."""

    place: str
    """What the unit is called within its section."""
    new: tuple[Inline, ...]
    old: tuple[Inline, ...]


def _left_out() -> Row:
    return Row("", (remark(LEFT_OUT),), (remark(LEFT_OUT),))


def _silent(row: Row) -> Row:
    """Leave one side of a row empty where the row of the section's title has said that there is nothing."""
    new, old = (() if len(side) == 1 and side[0].text in (NEW, GONE) else side for side in (row.new, row.old))
    return replace(row, new=new, old=old)


class Rows:
    """Makes the rows of a comparison's sections."""

    def __init__(self, names: Names) -> None:
        """Take the names of the places of both editions."""
        self.names, self.olds, self.news = names, names.olds, names.news

    def of(self, part: Change) -> tuple[Row, ...]:
        """Give the rows of a section itself; unchanged blocks between changed ones become one （略）."""
        rows = list(self.heading(part))
        skipped = False
        for change in part.changes:
            if change.kind not in BLOCKS:
                continue
            own = tuple(self.block(change))
            if own and skipped:
                rows.append(_left_out())
            skipped = not own
            rows += own
        if part.fate in ("added", "removed"):
            return (*rows[:1], *map(_silent, rows[1:]))
        return tuple([*rows, _left_out()] if skipped and rows else rows)

    def heading(self, part: Change) -> Iterator[Row]:
        """Give the row of a section's title where it or its place differs."""
        if part.moved and part.old is not None and part.new is not None:
            here, there = self.news[part.new], self.olds[part.old]
            row = self.line(part, "見出し")
            come, gone = remark(f"（改正前の{there.section}から移動）"), remark(f"（{here.section}へ移動）")
            yield replace(row, new=(*row.new, come), old=(*row.old, gone))
        elif self.seen(part):
            yield self.line(part, "見出し")

    def block(self, change: Change) -> Iterator[Row]:
        """Give the rows of a block; none where a reader sees no difference."""
        if not change.differs:
            return
        rows = tuple(self.inside(change))
        if change.moved and change.old is not None:
            rows = self.moved(change, rows)
        yield from rows

    def moved(self, change: Change, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Say where a block has come from, and on the other side where it has gone."""
        here, there = self.news[change.new or ""], self.olds[change.old or ""]
        first = rows[0] if rows else self.line(change, here.label)
        come, gone = remark(f"（改正前の{there.name}から移動）"), remark(f"（{here.name}へ移動）")
        return (replace(first, new=(*first.new, come), old=(*first.old, gone)), *rows[1:])

    def inside(self, change: Change) -> Iterator[Row]:
        """Give the rows of what is in a block, by its kind."""
        match change.kind:
            case "paragraph" | "line" | "note":
                if self.seen(change):
                    yield self.line(change, self.names.of(change).label)
                yield from (row for note in change.changes for row in self.inside(note))
            case "table":
                yield from self.table(change)
            case "figure":
                yield from self.figure(change)
            case "item":
                yield from self.item(change)
            case "fields":
                yield from self.fields(change)
            case _:
                yield from (row for inner in change.changes if inner.differs for row in self.inside(inner))

    def item(self, change: Change) -> Iterator[Row]:
        """Give the rows of an entry of a list, each paragraph with the dot of lists."""
        rows = [row for inner in change.changes for row in self.inside(inner)]
        if change.moved and not rows:
            words = (Text(_beginning(self.names.of(change).unit)),)
            rows = [Row("", (*words, remark(SHIFTED)), words)]
        for row in rows:
            yield replace(row, place=self.names.of(change).label, new=_dotted(row.new), old=_dotted(row.old))

    def fields(self, change: Change) -> Iterator[Row]:
        """Give the rows of what is in a row of fields; where only its place differs, say so."""
        rows = tuple(row for field in change.changes for row in self.inside(field))
        if change.moved and not rows:
            words = (Text(_beginning(self.names.of(change).unit.units[0].units[0])),)
            rows = (Row(self.names.of(change).label, (*words, remark(SHIFTED)), words),)
        yield from rows

    @staticmethod
    def seen(change: Change) -> bool:
        """Tell whether a unit itself differs for a reader."""
        return change.fate not in ("same", "renumbered")

    def line(self, change: Change, label: str) -> Row:
        """Set a line's old and new words beside each other; a line on one side only has a word for that on the other."""
        if change.fate == "added":
            return Row(label, _marked(self.words(change)), (remark(NEW),))
        if change.fate == "removed":
            return Row(label, (remark(GONE),), _marked(self.words(change)))
        if not change.spans:
            words = tuple(plain(self.words(change)))
            return Row(label, words, words)
        return Row(label, one_side(change.spans, "added"), one_side(change.spans, "removed"))

    def words(self, change: Change) -> tuple[Inline, ...]:
        """Give a unit's words, new ones first; of a block that has none, those of what is in it, cut short."""
        unit = self.names.of(change).unit
        return unit.words or (Text(_beginning(unit)),)

    def figure(self, change: Change) -> Iterator[Row]:
        """Give the lines of a figure that differ; where only the drawing does, say so."""
        number = self.names.of(change).label
        if change.fate in ("added", "removed"):
            yield self.one_sided(change, number)
            return
        rows = []
        for line in change.changes:
            name = str(self.names.of(line).unit.fact("name")) if line.kind == "line" else ""
            if name in LINES and self.seen(line):
                rows.append(self.line(line, f"{number}（{LINES[name]}）"))
        if not rows and (change.fate == "amended" or any(map(self.seen, change.changes))):
            rows = [Row(number, (Changed((Text("図の描き方を改める。"),), "remark"),), (remark(LEFT_OUT),))]
        yield from rows

    def one_sided(self, change: Change, label: str) -> Row:
        """Name a figure that stands in one edition only, with what it says."""
        unit = self.names.of(change).unit
        lines = {str(line.fact("name")): line.text for line in unit.units if line.kind == "line"}
        words = _marked((Text(f"{label}　{lines['title']}：{lines['alt']}"),))
        return Row(label, words, (remark(NEW),)) if change.fate == "added" else Row(label, (remark(GONE),), words)

    def table(self, change: Change) -> Iterator[Row]:
        """Give a row for each row of a table in which a reader sees a difference; the first names the table, too."""
        rows = tuple(self.table_rows(change))
        label = self.names.of(change).label
        if rows and not rows[0].place.startswith(label):
            rows = (replace(rows[0], place=f"{label}　{rows[0].place}"), *rows[1:])
        yield from rows

    def table_rows(self, table: Change) -> Iterator[Row]:
        """Give the rows of the title, the head and the rows of a table, each named by itself."""
        whole = table.fate in ("added", "removed")
        for row in table.changes:
            if row.kind == "line" and self.seen(row) and not whole:
                yield self.line(row, f"{self.names.of(table).label or '表'}の題名")
            elif (row.kind == "row" or (row.kind == "head" and not whole)) and row.differs:
                yield from self.table_row(table, row)

    def row_label(self, table: Change, row: Change) -> str:
        """Name a row: by its first cell, or where its table has a number by that alone."""
        place, unit = self.names.of(table), self.names.of(row).unit
        if place.unit.fact("number"):
            return place.label
        first = unit.units[0].text.strip() if unit.units else ""
        return "見出し行" if row.kind == "head" else f"{_short(first)}の項" if first else "表"

    def table_row(self, table: Change, row: Change) -> Iterator[Row]:
        """Give the row of a row of a table, whole where it stands on one side only."""
        label = self.row_label(table, row)
        new = _marked_cells(self.news[row.new].unit, self.heads(table.new, self.news)) if row.new is not None else ()
        old = _marked_cells(self.olds[row.old].unit, self.heads(table.old, self.olds)) if row.old is not None else ()
        if row.fate == "added":
            yield Row(label, new, (remark(NEW),))
        elif row.fate == "removed":
            yield Row(label, (remark(GONE),), old)
        else:
            sides = [self.cells(table, row, new=new) for new in (True, False)]
            if row.moved:
                yield Row(label, (*sides[0], remark(SHIFTED)), sides[1])
            elif any(len(side) > 1 for side in sides) or self.seen(row.changes[0]):
                yield Row(label, *sides)

    @staticmethod
    def heads(table: str | None, places: Mapping[str, Place]) -> tuple[str, ...]:
        """Give the heads of the columns of a table at a place."""
        if table is None:
            return ()
        return next(tuple(c.text for c in row.units) for row in places[table].unit.units if row.kind == "head")

    def cells(self, table: Change, row: Change, *, new: bool) -> tuple[Inline, ...]:
        """Give one side of a row: its first cell, then each cell that differs with the head of its column."""
        where, places = (row.new, self.news) if new else (row.old, self.olds)
        unit, heads = places[where or ""].unit, self.heads(table.new if new else table.old, places)
        columns = _columns(unit)
        first: tuple[Inline, ...] = tuple(plain(unit.units[0].words)) if unit.units else ()
        pieces = []
        for cell in row.changes:
            place = cell.new if new else cell.old
            index = int(place.rpartition(".")[2]) if place is not None else -1
            if index == 0 and cell.spans:
                first = self.cell(cell, unit.units[0], new=new)
            elif index > 0 and cell.differs and (words := self.cell(cell, unit.units[index], new=new)):
                head = Text(_head(heads, columns[index], unit.units[index]))
                pieces.append((Changed((head,), "marked") if head.text and cell.fact("span") else head, *words))
        return tuple(_listed(first, pieces))

    @staticmethod
    def cell(cell: Change, unit: Unit, *, new: bool) -> tuple[Inline, ...]:
        """Give one side of a cell that differs; nothing where there is nothing to read on either side."""
        if cell.fate == "amended" and cell.spans:
            return one_side(cell.spans, "added" if new else "removed") or _marked((Text("―"),))
        return _marked(unit.words) if unit.text else ()


def _columns(row: Unit) -> list[int]:
    """Give for each cell the column in which it begins."""
    columns, column = [], 0
    for cell in row.units:
        columns.append(column)
        column += int(str(cell.fact("span")))
    return columns


def _head(heads: tuple[str, ...], column: int, cell: Unit) -> str:
    """Name the columns over which a cell reaches: 「R8：」, 「R9〜R10：」; of two columns the second needs no name."""
    last = column + int(str(cell.fact("span"))) - 1
    if len(heads) <= 2 or last >= len(heads):
        return ""
    return f"{heads[column]}：" if last == column else f"{heads[column]}〜{heads[last]}："


def _marked_cells(row: Unit, heads: tuple[str, ...]) -> tuple[Inline, ...]:
    """Give a whole row as words: the first cell, then each other with the head of its column."""
    columns = _columns(row)
    first, *others = row.units or (Unit("cell"),)
    pieces = [
        _marked((Text(_head(heads, column, cell)), *cell.words))
        for column, cell in zip(columns[1:], others, strict=False)
        if cell.text
    ]
    return tuple(_listed(_marked(first.words) if first.words else (), pieces))


def _listed(first: tuple[Inline, ...], pieces: Iterable[tuple[Inline, ...]]) -> Iterator[Inline]:
    """Set the words of a row's cells in a line."""
    yield from first
    for index, piece in enumerate(pieces):
        yield Text("、" if index else "　")
        yield from piece


def _marked(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return (Changed(tuple(plain(inlines)), "marked"),)


def _dotted(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    first = inlines[:1]
    lonely = bool(first) and isinstance(first[0], Changed) and first[0].text in (NEW, GONE)
    return inlines if lonely else (Text("・"), *inlines)


def _beginning(unit: Unit) -> str:
    """Give the first words anywhere in a unit."""
    return unit.text or next(filter(None, map(_beginning, unit.units)), "")


def _short(text: str) -> str:
    """Cut the name of a table's row, so that it has room in the narrow first column."""
    return text if len(text) <= ROOM else f"{text[: ROOM - 1]}…"
