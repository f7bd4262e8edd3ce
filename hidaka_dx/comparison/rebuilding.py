"""Converts a tree of units back into its document."""

import datetime
from collections.abc import Iterable
from typing import Any, cast

from hidaka_dx.appearance import Appearance
from hidaka_dx.comparison.units import BLOCKS, Unit, inside
from hidaka_dx.document import (
    Block,
    Cell,
    Changed,
    ContentsEntry,
    Document,
    Field,
    Figure,
    Form,
    Heading,
    Inline,
    Items,
    NoteCall,
    Panel,
    Paragraph,
    Part,
    Table,
)


def document_of(unit: Unit) -> Document:
    """Return the document of a tree; raises KeyError or TypeError for an invalid tree."""
    facts = _facts(unit)
    date = facts.pop("date")
    facts["date"] = datetime.date.fromisoformat(date) if date else None
    facts["contents"] = tuple(ContentsEntry(*entry) for entry in facts["contents"])
    facts["appearance"] = Appearance(*facts["appearance"])
    return Document(**facts, parts=tuple(map(part_of, inside(unit, ["part"]))))


def _facts(unit: Unit) -> dict[str, Any]:
    return {fact.name: fact.value for fact in unit.facts}


def part_of(unit: Unit) -> Part:
    """Return the section of a tree."""
    facts = _facts(unit)
    heading = Heading(facts.pop("depth"), facts.pop("mark"), unit.text)
    parts = tuple(map(part_of, inside(unit, ["part"])))
    return Part(heading=heading, blocks=blocks_of(unit.units), parts=parts, **facts)


def blocks_of(units: Iterable[Unit]) -> tuple[Block, ...]:
    """Return the blocks among some units."""
    return tuple(block_of(unit) for unit in units if unit.kind in BLOCKS)


def block_of(unit: Unit) -> Block:
    """Return the block of a tree."""
    facts = _facts(unit)
    match unit.kind:
        case "paragraph":
            return Paragraph(inlines=line_of(unit), **facts)
        case "items":
            return Items(items=tuple(blocks_of(item.units) for item in unit.units), **facts)
        case "table":
            return _table(unit, facts)
        case "figure":
            return _figure(unit, facts)
        case "panel":
            marked = unit.words if any(isinstance(each, Changed) for each in unit.words) else ()
            return Panel(title=_kept(unit.words), blocks=blocks_of(unit.units), words=marked, **facts)
        case "form":
            rows = (tuple(map(_field, row.units)) for row in unit.units)
            return Form(rows=tuple(rows), **facts)
        case _:
            raise ValueError(f"no block is made of a {unit.kind}")


def _kept(words: Iterable[Inline]) -> str:
    """Return the text of a line without what a comparison shows as removed."""
    gone = (each for each in words if not (isinstance(each, Changed) and each.change == "removed"))
    return "".join(each.text for each in gone)


def _field(unit: Unit) -> Field:
    return Field(unit.text, blocks_of(unit.units), **_facts(unit))


def line_of(unit: Unit) -> tuple[Inline, ...]:
    """Return a unit's text with the footnotes called in it."""
    notes = {note.fact("call"): note.words for note in inside(unit, ["note"])}
    calls = 0
    inlines: list[Inline] = []
    for inline in unit.words:
        if isinstance(inline, NoteCall):
            content = cast("tuple[Any, ...]", notes.get(calls, inline.content))
            inlines.append(NoteCall(inline.note, inline.text, content))
            calls += 1
        else:
            inlines.append(inline)
    return tuple(inlines)


def _lines(unit: Unit, name: str) -> tuple[str, ...]:
    return tuple(line.text for line in inside(unit, ["line"]) if line.fact("name") == name)


def _table(unit: Unit, facts: dict[str, Any]) -> Table:
    head, *rows = (tuple(map(_cell, row.units)) for row in inside(unit, ["head", "row"]))
    return Table(**facts, title=_lines(unit, "title")[0], head=head, rows=tuple(rows))


def _cell(unit: Unit) -> Cell:
    return Cell(line_of(unit), **_facts(unit))


def _figure(unit: Unit, facts: dict[str, Any]) -> Figure:
    table = next(inside(unit, ["table"]), None)
    return Figure(
        **facts,
        title=_lines(unit, "title")[0],
        alt=_lines(unit, "alt")[0],
        spoken=_lines(unit, "spoken")[0],
        source=next(iter(_lines(unit, "source")), None),
        notes=_lines(unit, "note"),
        table=_table(table, _facts(table)) if table else None,
    )
