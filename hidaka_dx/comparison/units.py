"""A document as a tree of units, the smallest parts that are paired and compared.

A unit has text, facts (attributes other than text) and child units. `unit_of` and `document_of` convert a document to
its tree and back without loss.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field, fields, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from hidaka_dx.comparison.words import without_section_numbers
from hidaka_dx.document import (
    Block,
    Cell,
    Document,
    Field,
    Figure,
    Form,
    Inline,
    Items,
    NoteCall,
    Panel,
    Paragraph,
    Part,
    Table,
    Text,
)
from hidaka_dx.document.grid import heads_above
from hidaka_dx.japanese.letters import is_japanese

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Scalar: TypeAlias = bool | int | float | str | None
Value: TypeAlias = Scalar | tuple[Scalar, ...] | tuple[tuple[Scalar, ...], ...]
"""Types of a fact that can be serialised as JSON."""

RUNNING: Final = re.compile(r"\.[0-9]+$")
"""Suffix of the id of a block without a name of its own."""
COUNTERS: Final = (
    "一二三四五六七八九十",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ",
)
"""Counter symbols other than digits, each kind in its order."""
NUMBER: Final = re.compile(
    rf"(?:第|[Nn][Oo][.．]?|№|[(（])? ?([0-9０-９]{{1,4}}|[①-⑳]|[{''.join(COUNTERS)}])(?:[号番項条]|[)）.．])?"
)
"""Pattern of a row's running number."""
BLOCKS: Final = frozenset(("paragraph", "items", "figure", "table", "form", "panel"))


@dataclass(frozen=True)
class Fact:
    """An attribute of a unit that is not text."""

    name: str
    value: Value


@dataclass(frozen=True)
class Unit:
    """A document, a section, a block or a piece of a block."""

    kind: str
    """`document`, `part`, a kind of block, `item`, `head`, `row`, `cell`, `fields`, `field`, `line` or `note`."""
    facts: tuple[Fact, ...] = ()
    words: tuple[Inline, ...] = ()
    units: tuple["Unit", ...] = ()
    key: str = field(default="", compare=False)
    """Key for finding it in another edition; empty where only text similarity can."""
    counted: bool = field(default=False, compare=False)
    """Whether it is a row's running number, which depends only on the row's position."""

    def fact(self, name: str) -> Value:
        """Give a fact; raises KeyError where there is none of that name."""
        return {fact.name: fact.value for fact in self.facts}[name]

    @property
    def text(self) -> str:
        """Its own text as plain characters."""
        return "".join(inline.text for inline in self.words)


def _facts(value: "DataclassInstance", *others: str) -> tuple[Fact, ...]:
    """Return all attributes of a part of a document as facts, except `others` and those only comparisons add."""
    return tuple(Fact(name, getattr(value, name)) for name in _fact_names(type(value), others))


@cache
def _fact_names(kind: "type[DataclassInstance]", others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name not in ("kind", "caption", *others))


def unit_of(document: Document) -> Unit:
    """Give a document's tree."""
    changed = {
        "date": document.date.isoformat() if document.date else None,
        "contents": tuple(astuple(entry) for entry in document.contents),
        "appearance": astuple(document.appearance),
    }
    facts = (Fact("kind", document.kind), *_facts(document, "parts", "facts"))
    facts = tuple(Fact(fact.name, changed.get(fact.name, fact.value)) for fact in facts)
    return Unit("document", facts, (), tuple(map(_part, document.parts)))


def _part(part: Part) -> Unit:
    heading = part.heading
    facts = (*_facts(part, "heading", "blocks", "parts"), *_facts(heading, "title", "words"))
    units = (*map(_block, part.blocks), *map(_part, part.parts))
    return Unit("part", facts, _plain(heading.title), units, part.id)


def _plain(text: str) -> tuple[Inline, ...]:
    return (Text(text),) if text else ()


def _name(block_id: str) -> str:
    return "" if RUNNING.search(block_id) else block_id


def _block(block: Block) -> Unit:
    match block:
        case Paragraph():
            words, notes = _noted(block.inlines)
            return Unit("paragraph", _facts(block, "inlines"), words, notes, _name(block.id))
        case Items():
            items = tuple(Unit("item", (), (), tuple(map(_block, item))) for item in block.items)
            return Unit("items", _facts(block, "items"), (), items, _name(block.id))
        case Figure():
            return _figure(block)
        case Table():
            return _table(block)
        case Panel():
            inner = tuple(map(_block, block.blocks))
            return Unit("panel", _facts(block, "title", "words", "blocks"), _plain(block.title), inner, _name(block.id))
        case Form():
            rows = tuple(
                Unit(
                    "fields",
                    (),
                    (),
                    tuple(map(_field, row)),
                    row[0].label if row else "",
                )
                for row in block.rows
            )
            return Unit("form", _facts(block, "rows"), (), rows, _name(block.id))
        case _:
            assert_never(block)


def _field(one: Field) -> Unit:
    return Unit("field", _facts(one, "label", "blocks"), _plain(one.label), tuple(map(_block, one.blocks)), one.label)


def _noted(inlines: Sequence[Inline]) -> tuple[tuple[Inline, ...], tuple[Unit, ...]]:
    """Separate a line's text from the footnotes called in it."""
    if not any(isinstance(inline, NoteCall) for inline in inlines):
        return tuple(inlines), ()
    words = tuple(replace(inline, content=()) if isinstance(inline, NoteCall) else inline for inline in inlines)
    calls = [inline for inline in inlines if isinstance(inline, NoteCall)]
    notes = (Unit("note", (Fact("call", i),), c.content, (), c.note) for i, c in enumerate(calls) if c.content)
    return words, tuple(notes)


def _table(table: Table) -> Unit:
    facts = _facts(table, "title", "head", "rows")
    above = (table.head, *table.rows[: table.more_heads])
    heads = heads_above([[((cell.span, cell.rows), cell.text) for cell in row] for row in above])
    numbers = _running([row[0].text if row else "" for row in table.rows])
    rows = (_row("row", row, heads, counted=counted) for row, counted in zip(table.placed[1:], numbers, strict=True))
    units = (_line("title", table.title), _row("head", table.placed[0], heads), *rows)
    return Unit("table", facts, (), units, _name(table.id))


def _running(firsts: Sequence[str]) -> list[bool]:
    """Tell which table rows begin with a running number; none if the numbers do not run from 1 on."""
    found = [NUMBER.fullmatch(first.strip()) for first in firsts]
    numbers = [_counted(each[1]) for each in found if each]
    running = all(after in (before + 1, 1) for before, after in pairwise((0, *numbers)))
    return [running and each is not None for each in found]


def _counted(sign: str) -> int:
    """Return the number that digits or a counter symbol stand for."""
    figures = unicodedata.normalize("NFKC", sign)
    return int(figures) if figures.isdecimal() else 1 + next(order.index(sign) for order in COUNTERS if sign in order)


def _row(kind: str, cells: Sequence[tuple[int, Cell]], heads: Sequence[str], *, counted: bool = False) -> Unit:
    """Return a row; each cell is keyed by the head of the column in which it begins."""
    units: list[Unit] = []
    for column, cell in cells:
        words, notes = _noted(cell.inlines)
        key = heads[column] if column < len(heads) else ""
        number = counted and not units
        units.append(Unit("cell", _facts(cell, "inlines"), words, notes, key, counted=number))
    first = cells[0][1].text if cells and not counted and _names(*cells[0]) else ""
    return Unit(kind, (), (), tuple(units), "head" if kind == "head" else without_section_numbers(first))


def _names(column: int, cell: Cell) -> bool:
    """Tell whether the first cell of a row names it: below a cell over several rows, a figure names nothing."""
    return column == 0 or any(map(is_japanese, cell.text))


def _line(name: str, text: str) -> Unit:
    return Unit("line", (Fact("name", name),), _plain(text), (), "" if name == "note" else name)


def _figure(figure: Figure) -> Unit:
    facts = _facts(figure, "title", "alt", "spoken", "source", "notes", "table")
    source = () if figure.source is None else (_line("source", figure.source),)
    notes = (_line("note", note) for note in figure.notes)
    lines = (_line("title", figure.title), _line("alt", figure.alt), _line("spoken", figure.spoken), *source, *notes)
    table = (_table(figure.table),) if figure.table else ()
    return Unit("figure", facts, (), (*lines, *table), _name(figure.id))


def inside(unit: Unit, kinds: Iterable[str]) -> Iterator[Unit]:
    """Yield the direct children of some kinds."""
    return (each for each in unit.units if each.kind in kinds)


def at(unit: Unit, path: Iterable[int]) -> Unit:
    """Return the unit at a path of a tree: the child index at each level."""
    for index in path:
        unit = unit.units[index]
    return unit
