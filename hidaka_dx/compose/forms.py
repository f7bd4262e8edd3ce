"""Plain text as parts of a document: labelled fields, paragraphs, lists, cells."""

from collections.abc import Sequence
from typing import Final

from hidaka_dx.compose.inlines import words
from hidaka_dx.document import Cell, Field, Items, Paragraph, Text
from hidaka_dx.japanese import in_groups
from hidaka_dx.theme import Place

HASH_LINE: Final = 20
"""Characters in a line of a printed hash, with the blank at its end: four groups of four."""
KEYS: Final = {
    "主管": "lead",
    "評価": "grade",
    "工程": "stage",
    "決算／計画": "spent",
    "評価の理由": "reason",
    "遅れの原因": "cause",
    "対応": "response",
}
"""Field names in the ids of a progress report's sheets: PDF destinations are ASCII."""


def labelled(label: str, text: str, owner: str, place: Place = "whole") -> Field:
    """Create a field with one paragraph; `owner` is the id of the form's part, `place` its place on the sheet.

    Raises KeyError for an unknown label.
    """
    return Field(label, (paragraph(f"{owner}.{KEYS[label]}", text),), place)


def paragraph(name: str, text: str) -> Paragraph:
    """Create a paragraph of plain text."""
    return Paragraph(name, tuple(words(text)))


def bullets(name: str, texts: Sequence[str]) -> Items:
    """Create a list of plain text."""
    items = tuple((paragraph(f"{name}.{number}", text),) for number, text in enumerate(texts, 1))
    return Items(name, ordered=False, items=items)


def hash_cell(digest: str, length: int = 2 * HASH_LINE) -> Cell:
    """Create a cell that shows a hash in groups, `length` characters a line; its letters are no words of English."""
    groups = in_groups(digest) + " "
    return Cell((Text("\n".join(groups[at : at + length].rstrip() for at in range(0, len(groups), length))),))


def plain(text: str, span: int = 1) -> Cell:
    """Create a cell of plain text over `span` columns."""
    return Cell(tuple(words(text)), span)
