"""The measures of an action plan as a list that readers can narrow down."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hidaka_dx.document import Block, Document, Form, Paragraph, Part

SHEETS: Final = "action.sheets"
"""Id of the part that holds the sheets of the measures."""


@dataclass(frozen=True)
class Listed:
    """A measure as its sheet says."""

    target: str
    """Id of its sheet."""
    number: str
    name: str
    pillar: str
    lead: str
    focus: str
    """「○」 or 「―」."""
    kind: str
    state: str
    """The newest grade in words; empty where there is none."""


def measures(document: Document) -> tuple[Listed, ...]:
    """List the measures of an action plan; another document has none."""
    sheets = (inner for part in document.parts if part.id == SHEETS for inner in part.parts)
    return tuple(map(_listed, sheets))


def _listed(sheet: Part) -> Listed:
    fields = dict(_fields(sheet))
    return Listed(
        target=sheet.id,
        number=sheet.heading.mark,
        name=sheet.heading.title,
        pillar=fields.get("施策の柱", ""),
        lead=fields.get("主管", ""),
        focus=fields.get("重点取組", ""),
        kind=fields.get("区分", ""),
        state=fields.get("進捗", "").rpartition("、")[2],
    )


def _fields(sheet: Part) -> Iterator[tuple[str, str]]:
    for form in sheet.blocks:
        if isinstance(form, Form):
            yield from ((field.label, "".join(map(_words, field.blocks))) for row in form.rows for field in row)


def _words(block: Block) -> str:
    return "".join(inline.text for inline in block.inlines) if isinstance(block, Paragraph) else ""
