"""Checks that every change is declared: 改訂履歴 lists the sections, paragraphs and measures an edition revises (X13)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hidaka_dx.catalogue import fields
from hidaka_dx.catalogue.documents import ACTION, REVISIONS
from hidaka_dx.catalogue.ids import quotation
from hidaka_dx.comparison.changes import Entry
from hidaka_dx.comparison.compare import compare
from hidaka_dx.comparison.naming import UnitPlace, places
from hidaka_dx.comparison.units import BLOCKS, Unit, unit_of
from hidaka_dx.document import Document, Field, Form, Part
from hidaka_dx.walk import parts


@dataclass(frozen=True)
class _Known:
    """What the facts of some editions say of their parts; of an edition without facts, the others' must do."""

    is_action: bool
    numbers: dict[str, str]
    """The measures' numbers, by the ids of their sheets."""
    sheets: frozenset[str]
    """Ids of the chapters of sheets."""
    derived: frozenset[str]
    """Ids of the blocks of fields that are derived."""
    quoted: frozenset[str]
    """Ids of the plan's paragraphs that are quoted on sheets."""


def authored(old: Document, new: Document) -> tuple[Entry, ...]:
    """Return the changes of sections written by an author, without those derived from other documents."""
    return tuple(undeclared(old, new, ()).values())


def strange(declared: Iterable[str], *documents: Document) -> tuple[str, ...]:
    """Return those ids by which no change of these documents can be declared.

    A measure is declared by its number, a quoted section by its id in the plan.
    """
    known = _known(documents)
    there = {name for document in documents for part in parts(document) for name in _declarable(part, known)}
    return tuple(
        each for each in declared if there.isdisjoint((each, *((quotation(each),) if known.is_action else ())))
    )


def _declarable(part: Part, known: _Known) -> Iterator[str]:
    """Yield what `_names` gives of a section, and of those around it."""
    yield known.numbers.get(part.id, part.id)
    yield from (block.id for block in part.blocks)
    if part.parts:
        yield part.id


def undeclared(old: Document, new: Document, declared: Collection[str]) -> dict[str, Entry]:
    """Return, by id, the changed sections that are not declared by themselves, by a part or by an enclosing section.

    Both editions need facts: a measure of one that has none is known only where the other has it.
    """
    known = _known((old, new))
    before, after = _authored(old, known), _authored(new, known)
    olds, news = places(unit_of(before)), places(unit_of(after))
    found: dict[str, Entry] = {}
    for entry in compare(before, after).entries:
        path, tree = (entry.new, news) if entry.new is not None else (entry.old or "", olds)
        # the cover needs no declaration: its edition and day are the record itself
        names = tuple(_names(path, tree, known)) if path else ()
        if names and not _follows(path, tree, known) and not frozenset(declared).intersection(names):
            found[names[0]] = entry
    return found


def _known(documents: Sequence[Document]) -> _Known:
    told = [measure for document in documents for measure in document.facts.measures if measure.target]
    chapters = (document.facts.where("measures") for document in documents)
    every = fields.all_fields()
    return _Known(
        is_action=any(document.kind == ACTION for document in documents),
        numbers={measure.target or "": measure.number for measure in told},
        sheets=frozenset(filter(None, chapters)),
        derived=frozenset().union(*(each.places(measure) for each in every if each.derived for measure in told)),
        quoted=frozenset().union(*(each.quoted(measure) for each in every for measure in told)),
    )


def _follows(path: str, tree: dict[str, UnitPlace], known: _Known) -> bool:
    """Tell whether a section is derived: 改訂履歴, and of an action plan all that is no measure's sheet."""
    above = path.rpartition(".")[0]
    if known.is_action and known.sheets:
        return not above or _id(tree[above].unit) not in known.sheets
    return _id(tree[path].unit) == REVISIONS


def _authored(document: Document, known: _Known) -> Document:
    """Remove from the sheets of an action plan what is derived from its plan and the results."""
    if document.kind != ACTION:
        return document
    return replace(
        document,
        parts=tuple(
            replace(part, parts=tuple(_own(sheet, known) for sheet in part.parts)) if part.id in known.sheets else part
            for part in document.parts
        ),
    )


def _own(sheet: Part, known: _Known) -> Part:
    """Remove from a measure's sheet what is not its own."""
    blocks = (_own_fields(each, known) if isinstance(each, Form) else each for each in sheet.blocks)
    return replace(sheet, blocks=tuple(blocks))


def _own_fields(form: Form, known: _Known) -> Form:
    rows = (tuple(_own_field(field, known) for field in row if not _is_derived(field, known)) for row in form.rows)
    return replace(form, rows=tuple(row for row in rows if row))


def _is_derived(field: Field, known: _Known) -> bool:
    return bool(field.blocks) and all(block.id in known.derived for block in field.blocks)


def _own_field(field: Field, known: _Known) -> Field:
    return replace(field, blocks=tuple(block for block in field.blocks if block.id not in known.quoted))


def _names(path: str, tree: dict[str, UnitPlace], known: _Known) -> Iterator[str]:
    """Return the names under which `revised` may list a section: its own, its blocks', its ancestors'."""
    own, unit = _id(tree[path].unit), tree[path].unit
    yield known.numbers.get(own, own)
    yield from (_id(each) for each in unit.units if each.kind in BLOCKS)
    while "." in path:
        path = path.rpartition(".")[0]
        yield _id(tree[path].unit)


def _id(unit: Unit) -> str:
    return str(unit.fact("id"))
