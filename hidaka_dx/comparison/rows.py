"""新旧対照表 row by row: a row for each paragraph, entry of a list, row of a table, field and figure that has changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from hidaka_dx.comparison.changes import Change
from hidaka_dx.comparison.naming import Place
from hidaka_dx.comparison.shown import LEFT_OUT, one_side, plain, remark
from hidaka_dx.comparison.units import BLOCKS, Unit
from hidaka_dx.comparison.words import Span
from hidaka_dx.document import Changed, Inline, Text

NEW: Final = "（新設）"
GONE: Final = "（削る）"
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
    """Makes the rows of a comparison's sections; takes the names of the places of both editions."""

    def __init__(self, olds: Mapping[str, Place], news: Mapping[str, Place]) -> None:
        """Begin with both editions' places."""
        self.olds, self.news = olds, news

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
        match change.kind:
            case "paragraph" | "line" | "note":
                if self.seen(change):
                    yield self.line(change, self.label(change))
                yield from (row for note in change.changes for row in self.inside(note))
            case "table":
                yield from self.table(change)
            case "figure":
                yield from self.figure(change)
            case "item":
                yield from self.item(change)
            case _:
                yield from (row for inner in change.changes if inner.differs for row in self.inside(inner))

    def item(self, change: Change) -> Iterator[Row]:
        """Give the rows of an entry of a list, each paragraph with the dot of lists."""
        for inner in change.changes:
            for row in self.inside(inner):
                yield replace(row, place=self.label(change), new=_dotted(row.new), old=_dotted(row.old))

    @staticmethod
    def seen(change: Change) -> bool:
        return change.fate not in ("same", "renumbered")

    def label(self, change: Change) -> str:
        return (self.news[change.new] if change.new is not None else self.olds[change.old or ""]).label

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
        unit = self.unit(change)
        return unit.words or (Text(_beginning(unit)),)

    def unit(self, change: Change) -> Unit:
        return (self.news[change.new] if change.new is not None else self.olds[change.old or ""]).unit

    def figure(self, change: Change) -> Iterator[Row]:
        """Give the lines of a figure that differ; where only the drawing does, say so."""
        number = self.label(change)
        if change.fate in ("added", "removed"):
            yield self.one_sided(change, number)
            return
        rows = []
        for line in change.changes:
            name = str(self.unit(line).fact("name")) if line.kind == "line" else ""
            if name in LINES and self.seen(line):
                rows.append(self.line(line, f"{number}（{LINES[name]}）"))
        if not rows and (change.fate == "amended" or any(map(self.seen, change.changes))):
            rows = [Row(number, (Changed((Text("図の描き方を改める。"),), "remark"),), (remark(LEFT_OUT),))]
        yield from rows

    def one_sided(self, change: Change, label: str) -> Row:
        """Name a figure that stands in one edition only, with what it says."""
        unit = self.unit(change)
        lines = {str(line.fact("name")): line.text for line in unit.units if line.kind == "line"}
        words = _marked((Text(f"{label}　{lines['title']}：{lines['alt']}"),))
        return Row(label, words, (remark(NEW),)) if change.fate == "added" else Row(label, (remark(GONE),), words)

    def table(self, change: Change) -> Iterator[Row]:
        """Give a row for each row of a table in which a reader sees a difference."""
        heads = {True: self.heads(change.new, self.news), False: self.heads(change.old, self.olds)}
        for row in change.changes:
            if row.kind == "line" and self.seen(row):
                yield self.line(row, f"{self.label(change)}の題名")
            elif row.kind in ("head", "row") and row.differs:
                yield self.table_row(row, heads[True], heads[False])

    @staticmethod
    def heads(table: str | None, places: Mapping[str, Place]) -> tuple[str, ...]:
        if table is None:
            return ()
        return next(tuple(c.text for c in row.units) for row in places[table].unit.units if row.kind == "head")

    def table_row(self, row: Change, new_heads: tuple[str, ...], old_heads: tuple[str, ...]) -> Row:
        label = _short(self.label(row))
        if row.fate == "added":
            return Row(label, _marked((Text(_row_text(self.unit(row), new_heads)),)), (remark(NEW),))
        if row.fate == "removed":
            return Row(label, (remark(GONE),), _marked((Text(_row_text(self.unit(row), old_heads)),)))
        return Row(label, tuple(self.cells(row, new_heads, new=True)), tuple(self.cells(row, old_heads, new=False)))

    def cells(self, row: Change, heads: tuple[str, ...], *, new: bool) -> Iterator[Inline]:
        """Give one side of a row: its first cell, then each cell that differs with the head of its column."""
        name = (self.news[row.new or ""] if new else self.olds[row.old or ""]).unit
        yield Text(name.units[0].text + "　") if name.units and name.units[0].text else Text("")
        columns = _columns(name)
        for cell in row.changes:
            place = cell.new if new else cell.old
            if place is None or not cell.differs:
                continue
            index = int(place.rpartition(".")[2])
            if index == 0 and not self.seen(cell):
                continue
            yield from self.cell(cell, _head(heads, columns[index], name.units[index]), new=new)

    def cell(self, cell: Change, head: str, *, new: bool) -> Iterator[Inline]:
        spans = cell.spans or (Span("added" if new else "removed", self.cell_words(cell, new=new)),)
        wider = cell.fact("span") is not None and cell.fate == "amended"
        if wider and not cell.spans:
            yield Changed((Text(f"{head}：{self.cell_text(cell, new=new)}　"),), "marked")
            return
        yield Text(f"{head}：" if head else "")
        yield from one_side(spans, "added" if new else "removed")
        yield Text("　")

    def cell_words(self, cell: Change, *, new: bool) -> tuple[Inline, ...]:
        place = self.news[cell.new or ""] if new else self.olds[cell.old or ""]
        return place.unit.words or (Text("―"),)

    def cell_text(self, cell: Change, *, new: bool) -> str:
        return "".join(inline.text for inline in self.cell_words(cell, new=new))


def _columns(row: Unit) -> list[int]:
    """Give for each cell the column in which it begins."""
    columns, column = [], 0
    for cell in row.units:
        columns.append(column)
        column += int(str(cell.fact("span")))
    return columns


def _head(heads: tuple[str, ...], column: int, cell: Unit) -> str:
    """Name the columns over which a cell reaches: 「R8」, 「R9〜R10」; of two columns the second needs no name."""
    if len(heads) <= 2:
        return ""
    last = column + int(str(cell.fact("span"))) - 1
    if last >= len(heads):
        return ""
    return heads[column] if last == column else f"{heads[column]}〜{heads[last]}"


def _row_text(row: Unit, heads: tuple[str, ...]) -> str:
    """Give a whole row as words: the first cell, then each other with the head of its column."""
    columns = _columns(row)
    first, *others = row.units or (Unit("cell"),)
    named = (
        f"{head}：{cell.text}" if (head := _head(heads, column, cell)) else cell.text
        for column, cell in zip(columns[1:], others, strict=False)
        if cell.text
    )
    return "　".join((first.text, *named))


def _marked(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return (Changed(tuple(plain(inlines)), "marked"),)


def _dotted(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    first = inlines[:1]
    lonely = bool(first) and isinstance(first[0], Changed) and first[0].text in (NEW, GONE)
    return inlines if lonely else (Text("・"), *inlines)


def _beginning(unit: Unit) -> str:
    """Give the first words anywhere in a unit."""
    return unit.text or next(filter(None, map(_beginning, unit.units)), "")


def _short(label: str) -> str:
    """Give the label of a table's row without the row's name, which its words begin with."""
    return label.partition("「")[0] or "表"
