"""新旧対照表 row by row: a row for each changed paragraph, list item, table row, field and figure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from hidaka_dx.comparison.cells import changed_cells, changed_columns, columns_of, heads, marked, whole_row
from hidaka_dx.comparison.changes import Change, together
from hidaka_dx.comparison.naming import LINES, Names, title_of
from hidaka_dx.comparison.printed_change import LEFT_OUT, is_redrawn, merged, one_side, plain, remark
from hidaka_dx.comparison.row_names import row_names
from hidaka_dx.comparison.units import BLOCKS, Unit
from hidaka_dx.document import Changed, Inline, Text

NEW: Final = "（新設）"
GONE: Final = "（削る）"
BELOW: Final = "（下の表のとおり）"
SHIFTED: Final = "（並びを変更）"
MOST_COLUMNS: Final = 3
"""Maximum number of changed columns that the place of a row names."""
ROOM: Final = 60
"""Maximum length of a table row's name, and of words told in a line; what is longer is cut."""


@dataclass(frozen=True)
class Row:
    """One row: corresponding text is shown side by side."""

    place: str
    """The unit's name within its section."""
    new: tuple[Inline, ...]
    old: tuple[Inline, ...]
    table: Unit | None = None
    """A table that one edition only has, to be shown below the row."""


def _left_out() -> Row:
    return Row("", (remark(LEFT_OUT),), (remark(LEFT_OUT),))


def _without_repeated_remark(row: Row) -> Row:
    """Leave one side of a row empty if the row of the section's title has already stated that it does not exist."""
    new, old = (() if len(side) == 1 and side[0].text in (NEW, GONE) else side for side in (row.new, row.old))
    return replace(row, new=new, old=old)


class Rows:
    """Creates the rows of a comparison's sections."""

    def __init__(self, names: Names) -> None:
        """Take the names of the places of both editions."""
        self.names, self.olds, self.news = names, names.olds, names.news

    def of(self, part: Change) -> tuple[Row, ...]:
        """Return the rows of a section itself; unchanged blocks between changed ones are collapsed to one （略）."""
        rows = list(self.heading(part))
        skipped = False
        for change in map(merged, together(part.changes)):
            if change.kind not in BLOCKS:
                continue
            own = tuple(self.block(change))
            if own and skipped:
                rows.append(_left_out())
            skipped = not own
            rows += own
        if part.fate in ("added", "removed"):
            return (*rows[:1], *map(_without_repeated_remark, rows[1:]))
        return tuple([*rows, _left_out()] if skipped and rows else rows)

    def heading(self, part: Change) -> Iterator[Row]:
        """Return the row of a section's title, if it or its place has changed."""
        if part.moved and part.old is not None and part.new is not None:
            here, there = self.news[part.new], self.olds[part.old]
            row = self.line(part, "見出し")
            come, gone = remark(f"（改正前の{there.section}から移動）"), remark(f"（{here.section}へ移動）")
            yield replace(row, new=(*row.new, come), old=(*row.old, gone))
        elif self.seen(part):
            yield self.line(part, "見出し")

    def block(self, change: Change) -> Iterator[Row]:
        """Return the rows of a block; none where a reader sees no difference."""
        if not change.differs:
            return
        rows = tuple(self.inside(change))
        if change.moved and change.old is not None:
            rows = self.moved(change, rows)
        yield from rows

    def moved(self, change: Change, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """State where a block has moved from and, on the other side, where to."""
        here, there = self.news[change.new or ""], self.olds[change.old or ""]
        first = rows[0] if rows else self.line(change, here.label)
        come, gone = remark(f"（改正前の{there.name}から移動）"), remark(f"（{here.name}へ移動）")
        return (replace(first, new=(*first.new, come), old=(*first.old, gone)), *rows[1:])

    def inside(self, change: Change) -> Iterator[Row]:
        """Return the rows of a block's children, by its kind."""
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
            case "panel":
                if self.seen(change) and self.names.of(change).unit.words:
                    yield self.line(change, f"{self.names.of(change).label}の題")
                yield from (row for each in map(merged, together(change.changes)) for row in self.inside(each))
            case "fields":
                yield from self.fields(change)
            case _:
                inner = (each for each in map(merged, together(change.changes)) if each.differs)
                yield from (row for each in inner for row in self.inside(each))

    def item(self, change: Change) -> Iterator[Row]:
        """Return the rows of a list item, each paragraph with its number or a bullet."""
        rows = [row for inner in map(merged, together(change.changes)) for row in self.inside(inner)]
        if change.moved and not rows:
            words = (Text(_beginning(self.names.of(change).unit)),)
            rows = [Row("", (*words, remark(SHIFTED)), words)]
        for row in rows:
            new, old = (self.mark_of(change, new=new) for new in (True, False))
            yield replace(row, place=self.names.of(change).label, new=_led(row.new, new), old=_led(row.old, old))

    def mark_of(self, item: Change, *, new: bool) -> str:
        """Return what stands before an item in one edition: its number, or a bullet."""
        place = (item.new if new else item.old) or ""
        parent, _, index = place.rpartition(".")
        items = (self.news if new else self.olds).get(parent)
        is_ordered = items is not None and items.unit.kind == "items" and items.unit.fact("ordered")
        return f"{int(index) + 1}. " if is_ordered else "・"

    def fields(self, change: Change) -> Iterator[Row]:
        """Return the rows of a row of fields; if only its place has changed, say so."""
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
        """Show a line's old and new text side by side; a line on one side only has a standard remark on the other."""
        if change.fate == "added":
            return Row(label, marked(self.words(change)), (remark(NEW),))
        if change.fate == "removed":
            return Row(label, (remark(GONE),), marked(self.words(change)))
        if not change.spans:
            words = tuple(plain(self.words(change)))
            return Row(label, words, words)
        return Row(label, one_side(change.spans, "added"), one_side(change.spans, "removed"))

    def words(self, change: Change) -> tuple[Inline, ...]:
        """Return a unit's text, the new one if available; for a block without text that of its children, shortened."""
        unit = self.names.of(change).unit
        return unit.words or (Text(_beginning(unit)),)

    def figure(self, change: Change) -> Iterator[Row]:
        """Return the changed lines of a figure; if only its picture has changed, say so."""
        number = self.names.of(change).label
        if change.fate in ("added", "removed"):
            yield self.one_sided(change, number)
            return
        names = []
        for line in change.changes:
            name = str(self.names.of(line).unit.fact("name")) if line.kind == "line" else ""
            if name in LINES and self.seen(line):
                names.append(name)
                yield self.line(line, f"{number}（{LINES[name]}）")
        if is_redrawn(change, names):
            yield Row(number, (remark("図の絵を改める。"),), (remark(LEFT_OUT),))

    def one_sided(self, change: Change, label: str) -> Row:
        """Name a figure that exists in one edition only, with its text."""
        unit = self.names.of(change).unit
        lines = {str(line.fact("name")): line.text for line in unit.units if line.kind == "line"}
        words = marked((Text(f"{label}　{lines['title']}：{lines['alt']}"),))
        return Row(label, words, (remark(NEW),)) if change.fate == "added" else Row(label, (remark(GONE),), words)

    def table(self, change: Change) -> Iterator[Row]:
        """Return a row for each table row in which a reader sees a difference; the first names the table, too."""
        label = self.names.of(change).label
        if change.fate in ("added", "removed"):
            yield self.whole_table(change, label)
            return
        rows = tuple(self.table_rows(change))
        if rows and not rows[0].place.startswith(label):
            rows = (replace(rows[0], place=f"{label}　{rows[0].place}"), *rows[1:])
        yield from rows

    def whole_table(self, table: Change, label: str) -> Row:
        """Name a table that one edition only has, and have it shown below."""
        unit = self.names.of(table).unit
        title, place = title_of(unit), label or title_of(unit) or "表"
        words = (*(() if title in ("", place) else marked((Text(title),))), remark(BELOW))
        here, there = (words, (remark(NEW),)) if table.fate == "added" else ((remark(GONE),), words)
        return Row(place, here, there, unit)

    def table_rows(self, table: Change) -> Iterator[Row]:
        """Return the rows for a table's title, head and rows, each labelled."""
        for row in table.changes:
            if row.kind == "line" and self.seen(row):
                yield self.line(row, f"{self.names.of(table).label or '表'}の題名")
            elif row.kind in ("head", "row") and row.differs:
                yield from self.table_row(table, row)

    def row_label(self, table: Change, row: Change) -> str:
        """Label a row by its group and its first cell; where its table has a number, by that alone."""
        place = self.names.of(table)
        if place.unit.fact("number"):
            return place.label
        if row.kind == "head":
            return "見出し行"
        whole = self.news[table.new or ""] if row.new is not None else self.olds[table.old or ""]
        group, name = row_names(whole.unit)[int((row.new or row.old or "").rpartition(".")[2])]
        return (f"{shortened(group)}　" if group else "") + f"{shortened(name)}の項" if name else "表"

    def table_row(self, table: Change, row: Change) -> Iterator[Row]:
        """Return the comparison row of a table row; the complete row if it exists on one side only."""
        label = self.row_label(table, row)
        if row.fate == "added":
            yield Row(label, whole_row(*self.row_of(table, row, new=True)), (remark(NEW),))
        elif row.fate == "removed":
            yield Row(label, (remark(GONE),), whole_row(*self.row_of(table, row, new=False)))
        elif row.moved or any(cell.moved or self.seen(cell) for cell in row.changes):
            new, old = (changed_cells(row, *self.row_of(table, row, new=new), new=new) for new in (True, False))
            if row.moved or any(isinstance(inline, Changed) for inline in (*new, *old)):
                label += self.columns(table, row)
                yield Row(label, (*new, remark(SHIFTED)) if row.moved else new, old)
        yield from (note for cell in row.changes for inner in cell.changes for note in self.inside(inner))

    def columns(self, table: Change, row: Change) -> str:
        """Name the columns of the cells that have changed; nothing where they are many or have no heads."""
        sides = (changed_columns(row, *self.row_of(table, row, new=new), new=new) for new in (True, False))
        found = next(filter(None, (tuple(dict.fromkeys(filter(None, side))) for side in sides)), ())
        return f"　{'、'.join(found)}の欄" if 0 < len(found) <= MOST_COLUMNS else ""

    def row_of(self, table: Change, row: Change, *, new: bool) -> tuple[Unit, tuple[str, ...], tuple[int, ...]]:
        """Return one side of a table row, with the heads of the table's columns and those of its own cells."""
        places = self.news if new else self.olds
        where, within = (row.new, table.new) if new else (row.old, table.old)
        whole = places[within or ""].unit
        return places[where or ""].unit, heads(whole), columns_of(whole, int((where or "").rpartition(".")[2]))


def _led(inlines: tuple[Inline, ...], mark: str) -> tuple[Inline, ...]:
    first = inlines[:1]
    lonely = bool(first) and isinstance(first[0], Changed) and first[0].text in (NEW, GONE)
    return inlines if lonely else (Text(mark), *inlines)


def _beginning(unit: Unit) -> str:
    """Return the first text in a unit or its descendants."""
    return unit.text or next(filter(None, map(_beginning, unit.units)), "")


def shortened(text: str) -> str:
    """Shorten a text to what finds room where it names a row, or is one of several told in a line."""
    return text if len(text) <= ROOM else f"{text[: ROOM - 1]}…"
