"""Sheets of editions that were issued before documents said where a field stands (formats 1 and 2).

Only here a field is known by its printed label, as nothing else tells what it was.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from hidaka_dx.catalogue import fields
from hidaka_dx.document import Block, Field, Form, Part
from hidaka_dx.theme import Place
from hidaka_dx.wording import USUAL

PLACES: Final[Mapping[str, Place]] = {
    USUAL.said(each.label): each.spot.place for each in fields.all_fields() if each.spot
}


def as_sheets(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return sections in which each old sheet is placed like a new one; all other sections stay as they are."""
    return tuple(_placed(part) for part in parts)


def _placed(part: Part) -> Part:
    inner = as_sheets(part.parts)
    if part.layout != "page" or not any(isinstance(block, Form) for block in part.blocks):
        return replace(part, parts=inner)
    return replace(part, parts=inner, layout="sheet", blocks=tuple(map(_form, part.blocks)))


def _form(block: Block) -> Block:
    if not isinstance(block, Form):
        return block
    return replace(block, rows=tuple(tuple(map(_field, row)) for row in block.rows))


def _field(field: Field) -> Field:
    return replace(field, place=PLACES.get(field.label, field.place))
