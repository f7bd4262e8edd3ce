"""Is every change declared: 改訂履歴 says of an edition which sections, paragraphs and measures it revises (X13)."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from hidaka_dx.catalogue import fields
from hidaka_dx.catalogue.documents import ACTION
from hidaka_dx.comparison.changes import Entry
from hidaka_dx.comparison.compare import compare
from hidaka_dx.comparison.naming import Place, places
from hidaka_dx.comparison.units import BLOCKS, unit_of
from hidaka_dx.document import Block, Document, Field, Form, Part

FOLLOWING: Final = re.compile(r"action\..*|plan\..*|revisions")
"""Ids of parts that change because others do: lists and tables of an action plan, what it quotes, 改訂履歴."""
QUOTED: Final = ".issue."
"""Stands in the id of a paragraph of the plan that a sheet quotes."""
MEASURE: Final = "measure."
QUOTATION: Final = "plan."
"""Begins the id of a section that an action plan quotes."""


def authored(old: Document, new: Document) -> tuple[Entry, ...]:
    """Give the changes of sections that someone has written, without what follows from others."""
    return tuple(undeclared(old, new, ()).values())


def ids_in(*documents: Document) -> frozenset[str]:
    """Give all ids by which changes of these documents may be declared; a quoted section by that of its plan."""
    trees = [places(unit_of(document)) for document in documents]
    return frozenset(
        name.removeprefix(QUOTATION)
        for tree in trees
        for path in tree
        if path and _is_part(tree[path])
        for name in _names(path, tree)
    )


def _is_part(place: Place) -> bool:
    return place.unit.kind == "part"


def undeclared(old: Document, new: Document, declared: Collection[str]) -> dict[str, Entry]:
    """Give by their ids the changes of sections that are declared neither themselves, nor in a part of them, nor in one around them."""
    before, after = _authored(old), _authored(new)
    olds, news = places(unit_of(before)), places(unit_of(after))
    found: dict[str, Entry] = {}
    for entry in compare(before, after).entries:
        path, tree = (entry.new, news) if entry.new is not None else (entry.old or "", olds)
        # the cover is not declared: its edition and day are the record itself
        names = tuple(_names(path, tree)) if path else ()
        if names and not FOLLOWING.fullmatch(names[0]) and not frozenset(declared).intersection(names):
            found[names[0]] = entry
    return found


def _authored(document: Document) -> Document:
    """Leave out what an action plan takes from its plan, from results and from the glossary's use."""
    if document.kind != ACTION:
        return document
    parts = (part for part in document.parts if part.id != "glossary")
    return replace(document, parts=tuple(replace(part, parts=tuple(map(_own, part.parts))) for part in parts))


def _own(sheet: Part) -> Part:
    """Leave out of a measure's sheet what is not its own."""
    return replace(sheet, blocks=tuple(_own_fields(each) if isinstance(each, Form) else each for each in sheet.blocks))


def _own_fields(form: Form) -> Form:
    derived = {field.label for field in fields.every() if field.derived}
    rows = (tuple(field for field in row if field.label not in derived) for row in form.rows)
    own = (tuple(replace(field, blocks=tuple(_unquoted(field))) for field in row) for row in rows if row)
    return replace(form, rows=tuple(own))


def _unquoted(field: Field) -> Iterator[Block]:
    return (block for block in field.blocks if QUOTED not in block.id)


def _names(path: str, tree: dict[str, Place]) -> Iterator[str]:
    """Name a section, its blocks, and the sections around it, as `revised` may name them."""
    yield _id(tree[path])
    yield from (_id(Place(unit, "", "", "")) for unit in tree[path].unit.units if unit.kind in BLOCKS)
    while "." in path:
        path = path.rpartition(".")[0]
        yield _id(tree[path])


def _id(place: Place) -> str:
    """Give the id that an author wrote; of a measure's sheet its number."""
    return str(place.unit.fact("id")).removeprefix(MEASURE)
