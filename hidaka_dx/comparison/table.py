"""新旧対照表: a document that shows the changes between two editions side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

from hidaka_dx.catalogue.ids import compared
from hidaka_dx.comparison.cells import marked
from hidaka_dx.comparison.changes import Change, Comparison, Difference, Entry
from hidaka_dx.comparison.listing import FRONT
from hidaka_dx.comparison.naming import names
from hidaka_dx.comparison.printed_change import remark
from hidaka_dx.comparison.rebuilding import block_of
from hidaka_dx.comparison.rows import Row, Rows
from hidaka_dx.comparison.units import Unit, Value, unit_of
from hidaka_dx.document import Block, Cell, Changed, Document, Heading, Inline, PageOf, Paragraph, Part, Table, Text
from hidaka_dx.facts import NO_FACTS
from hidaka_dx.plan import ComparisonWording
from hidaka_dx.theme import ColumnKind
from hidaka_dx.walk import changed_lines

KINDS: Final[tuple[ColumnKind, ...]] = ("class", "code", "text", "text", "number")


def compose_comparison_table(
    comparison: Comparison,
    old: Document,
    new: Document,
    wording: ComparisonWording,
    reasons: Mapping[str, str],
) -> Document:
    """Compose the table of a comparison; `reasons` maps ids of sections and blocks of either edition to reasons."""
    composer = _Composer(comparison, unit_of(old), unit_of(new), wording, reasons)
    sections = tuple(composer.sections())
    parts = [Part("changes", Heading(1, "", "変更一覧"), (composer.list_of_changes(sections),))] if sections else []
    note = Paragraph("rows.note", (Text(wording.note if sections else "改正した部分はありません。"),))
    return replace(
        new,
        kind="comparison-table",
        title=f"{new.title}新旧対照表",
        edition=f"{old.edition_name}から{new.edition}",
        subtitle=f"{wording.new}：{_edition(new)}　{wording.old}：{_edition(old)}",
        contents=(),
        facts=NO_FACTS,
        appearance=new.appearance.only_colours,
        parts=(*parts, Part("rows", Heading(1, "", "新旧対照表"), (note,), sections)),
    )


def _edition(document: Document) -> str:
    return f"{document.edition_name}（{_day(document.date.isoformat() if document.date else None)}）"


def _day(date: Value) -> str:
    """Format a day from a tree's facts."""
    if date is None:
        return "日付未定"
    year, month, day = map(int, str(date).split("-"))
    return f"{year}年{month}月{day}日"


class _Composer:
    def __init__(
        self, comparison: Comparison, old: Unit, new: Unit, wording: ComparisonWording, reasons: Mapping[str, str]
    ) -> None:
        self.comparison, self.wording, self.reasons = comparison, wording, reasons
        self.names = names(old, new)
        self.rows = Rows(self.names)

    def sections(self) -> Iterator[Part]:
        """Compose the cover and each changed section."""
        cover = tuple(_cover(fact) for fact in self.comparison.root.facts if fact.name in FRONT)
        if cover:
            yield self.section("cover", Heading(2, "", "表紙"), cover, ())
        for change in self.comparison.root.walk():
            if change.kind == "part" and (rows := self.rows.of(change)):
                yield self.section(self.identity(change), self.heading(change), rows, tuple(self.ids(change)))

    def identity(self, change: Change | Entry) -> str:
        """Return the name of a section in this document."""
        unit = self.names.of(change).unit
        return str(unit.fact("id")) if change.new is not None else f"old.{unit.fact('id')}"

    def heading(self, change: Change) -> Heading:
        """Name a section; if its numbering has changed, state the old number."""
        here = self.names.of(change)
        before = self.names.olds[change.old].mark if change.old is not None else here.mark
        otherwise: tuple[Inline, ...] = (remark(f"　{self.wording.old}は{before}"),) if before != here.mark else ()
        if change.new is None:
            otherwise = (remark(f"　{self.wording.old}の番号"),) if here.mark else ()
        return Heading(2, here.mark, here.title, (Text(here.title), *otherwise))

    def ids(self, change: Change) -> Iterator[str]:
        """Return the ids under which the reason for a section's changes may be given."""
        for each in (change, *change.changes):
            if each is change or (each.kind != "part" and each.differs):
                unit = self.names.of(each).unit
                yield from (str(fact.value) for fact in unit.facts if fact.name == "id")

    def section(self, name: str, heading: Heading, rows: tuple[Row, ...], ids: tuple[str, ...]) -> Part:
        """Compose a section's table, with the reason beside the first row."""
        said = "".join(dict.fromkeys(self.reasons[each] for each in ids if each in self.reasons))
        first = next((index for index, row in enumerate(rows) if row.place), 0)
        lines = tuple(self.line(row, said if index == first else "") for index, row in enumerate(rows))
        shown = [index for index, row in enumerate(rows) if row.table]
        head = self.ordered(
            Cell((Text("箇所"),)), _cell(self.wording.new), _cell(self.wording.old), self.wording.reason
        )
        widths = (0.11, 0.345, 0.345, 0.2) if self.reasons else (0.13, 0.435, 0.435)
        ends = [*(index + 1 for index in shown), len(rows)]
        blocks: list[Block] = []
        for count, (start, end) in enumerate(pairwise((0, *ends))):
            if start < end:
                rows_id = f"rows.{name}.{count}" if count else f"rows.{name}"
                blocks.append(Table(rows_id, None, heading.title, head, lines[start:end], widths))
            blocks += [_shown(row.table) for row in rows[end - 1 : end] if row.table and count < len(shown)]
        return Part(compared(name), heading, tuple(blocks))

    def line(self, row: Row, reason: str) -> tuple[Cell, ...]:
        """Compose a row with its reason."""
        return self.ordered(_cell(row.place), Cell(row.new), Cell(row.old), reason)

    def ordered(self, place: Cell, new: Cell, old: Cell, reason: str) -> tuple[Cell, ...]:
        """Order the columns as the town wants; the reason column is omitted if there are no reasons."""
        sides = (new, old) if self.wording.left == "new" else (old, new)
        return (place, *sides, _cell(reason)) if self.reasons else (place, *sides)

    def list_of_changes(self, sections: tuple[Part, ...]) -> Table:
        """List the changes with the pages on which they are shown."""
        shown = {section.id for section in sections}
        head = tuple(map(_cell, ("区分", "箇所", "項目", "変更の内容", "ページ")))
        rows = tuple(self.entry(entry, shown) for entry in self.comparison.entries)
        return Table("changes.table", None, "変更一覧", head, rows, (0.09, 0.08, 0.26, 0.5, 0.07), kinds=KINDS)

    def entry(self, entry: Entry, shown: set[str]) -> tuple[Cell, ...]:
        """Compose an entry of the list of changes, with the page of its section if it is shown."""
        cover = entry.old == entry.new == ""
        name = "cover" if cover else self.identity(entry)
        page = (PageOf(compared(name)),) if compared(name) in shown else ()
        place, title = ("", entry.place) if cover else (entry.place, entry.title)
        return (*map(_cell, ("・".join(entry.classes), place, title, entry.words)), Cell(page))


def _shown(unit: Unit) -> Block:
    """Return a table that one edition only has, with its title and all its words marked."""
    table = block_of(unit)
    if not isinstance(table, Table):
        raise TypeError(f"a {table.kind} is shown as a table")
    title = f"{table.label}　{table.title}".strip("　")
    own = replace(table, id=f"shown.{table.id}", number=None, title=title, captioned=True)
    return changed_lines(own, lambda line: marked(line) if line else line)


def _cell(text: str) -> Cell:
    return Cell((Text(text),) if text else ())


def _cover(fact: Difference) -> Row:
    new, old = (_said(fact.name, value) for value in (fact.new, fact.old))
    return Row(FRONT[fact.name], (Changed((Text(new),), "marked"),), (Changed((Text(old),), "marked"),))


def _said(name: str, value: Value) -> str:
    """Format a fact of the cover."""
    if name == "draft":
        return "案" if value else "決定"
    return _day(value) if name == "date" else str(value)
