"""Checks that every change is declared: 改訂履歴 lists the sections, paragraphs and measures an edition revises (X13)."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from hidaka_dx.catalogue import fields
from hidaka_dx.catalogue.documents import ACTION
from hidaka_dx.comparison.changes import Entry
from hidaka_dx.comparison.compare import compare
from hidaka_dx.comparison.naming import UnitPlace, places
from hidaka_dx.comparison.units import BLOCKS, unit_of
from hidaka_dx.document import Block, Document, Field, Form, Part

FOLLOWING: Final = re.compile(r"action\..*|plan\..*|revisions")
"""Ids of derived parts: lists and tables of an action plan, its quotations, 改訂履歴."""
QUOTED: Final = ".issue."
"""Infix of the id of a plan's paragraph quoted in a sheet."""
MEASURE: Final = "measure."
QUOTATION: Final = "plan."
"""Prefix of the id of a section quoted by an action plan."""


def authored(old: Document, new: Document) -> tuple[Entry, ...]:
    """Return the changes of sections written by an author, without those derived from other documents."""
    return tuple(undeclared(old, new, ()).values())


def ids_in(*documents: Document) -> frozenset[str]:
    """Return all ids by which changes of these documents may be declared; a quoted section by that of its plan."""
    trees = [places(unit_of(document)) for document in documents]
    return frozenset(
        name.removeprefix(QUOTATION)
        for tree in trees
        for path in tree
        if path and _is_part(tree[path])
        for name in _names(path, tree)
    )


def _is_part(place: UnitPlace) -> bool:
    return place.unit.kind == "part"


def undeclared(old: Document, new: Document, declared: Collection[str]) -> dict[str, Entry]:
    """Return, by id, the changed sections that are not declared by themselves, by a part or by an enclosing section."""
    before, after = _authored(old), _authored(new)
    olds, news = places(unit_of(before)), places(unit_of(after))
    found: dict[str, Entry] = {}
    for entry in compare(before, after).entries:
        path, tree = (entry.new, news) if entry.new is not None else (entry.old or "", olds)
        # the cover needs no declaration: its edition and day are the record itself
        names = tuple(_names(path, tree)) if path else ()
        if names and not FOLLOWING.fullmatch(names[0]) and not frozenset(declared).intersection(names):
            found[names[0]] = entry
    return found


def _authored(document: Document) -> Document:
    """Remove from an action plan what is derived from its plan, the results and the glossary."""
    if document.kind != ACTION:
        return document
    parts = (part for part in document.parts if part.id != "glossary")
    return replace(document, parts=tuple(replace(part, parts=tuple(map(_own, part.parts))) for part in parts))


def _own(sheet: Part) -> Part:
    """Remove from a measure's sheet what is not its own."""
    return replace(sheet, blocks=tuple(_own_fields(each) if isinstance(each, Form) else each for each in sheet.blocks))


def _own_fields(form: Form) -> Form:
    derived = {field.label for field in fields.all_fields() if field.derived}
    rows = (tuple(field for field in row if field.label not in derived) for row in form.rows)
    own = (tuple(replace(field, blocks=tuple(_unquoted(field))) for field in row) for row in rows if row)
    return replace(form, rows=tuple(own))


def _unquoted(field: Field) -> Iterator[Block]:
    return (block for block in field.blocks if QUOTED not in block.id)


def _names(path: str, tree: dict[str, UnitPlace]) -> Iterator[str]:
    """Return the names under which `revised` may list a section: its own, its blocks', its ancestors'."""
    yield _id(tree[path])
    yield from (_id(UnitPlace(unit, "", "", "")) for unit in tree[path].unit.units if unit.kind in BLOCKS)
    while "." in path:
        path = path.rpartition(".")[0]
        yield _id(tree[path])


def _id(place: UnitPlace) -> str:
    """Return the id that an author wrote; for a measure's sheet its number."""
    return str(place.unit.fact("id")).removeprefix(MEASURE)
