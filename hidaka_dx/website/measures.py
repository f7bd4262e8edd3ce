"""The measures of an action plan as a list that readers can narrow down."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from hidaka_dx.document import Block, Document, Form, Paragraph, Part

SHEETS: Final = "action.sheets"
"""Id of the part that holds the sheets of the measures."""
NONE: Final = frozenset(("", "―", "なし"))
"""What a sheet says where there is nothing to say."""
UNGRADED: Final = "評価なし"
FILTERS: Final = (
    ("pillar", "施策の柱"),
    ("office", "担当（主管・関係課）"),
    ("focus", "重点取組"),
    ("priority", "国の重点取組"),
    ("kind", "区分"),
    ("state", "進捗"),
)
"""What readers can narrow the list of measures down by: field of `Listed`, label."""


@dataclass(frozen=True)
class Listed:
    """A measure as its sheet says; whatever can be chosen is a tuple of values."""

    target: str
    """Id of its sheet."""
    number: str
    name: str
    pillar: tuple[str, ...]
    office: tuple[str, ...]
    """The office in charge, then those that take part."""
    focus: tuple[str, ...]
    """「○」 or 「―」."""
    priority: tuple[str, ...]
    """The nation's priorities that it answers to."""
    kind: tuple[str, ...]
    state: tuple[str, ...]
    """The newest grade with its year: 「令和9年度 B 目標どおり」, or 「評価なし」."""


class Choice(NamedTuple):
    """A list from which readers choose one value."""

    key: str
    label: str
    values: tuple[str, ...]


def measures(document: Document) -> tuple[Listed, ...]:
    """List the measures of an action plan; another document has none."""
    sheets = (inner for part in document.parts if part.id == SHEETS for inner in part.parts)
    return tuple(map(_listed, sheets))


def choices(listed: Sequence[Listed]) -> tuple[Choice, ...]:
    """Give what the list can be narrowed down by: only what differs; values in their order in the list, years backwards."""
    values = {key: tuple(dict.fromkeys(v for each in listed for v in getattr(each, key))) for key, _ in FILTERS}
    values["state"] = tuple(sorted(values["state"], key=_newest_first))
    return tuple(Choice(key, label, values[key]) for key, label in FILTERS if len(values[key]) > 1)


def _listed(sheet: Part) -> Listed:
    fields = dict(_fields(sheet))
    grades = _each(fields, "進捗")
    return Listed(
        target=sheet.id,
        number=sheet.heading.mark,
        name=sheet.heading.title,
        pillar=(fields.get("施策の柱", ""),),
        office=tuple(dict.fromkeys((*_each(fields, "主管"), *_each(fields, "関係課")))),
        focus=(fields.get("重点取組", "―"),),
        priority=_each(fields, "国の重点取組"),
        kind=(fields.get("区分", ""),),
        state=grades[-1:] or (UNGRADED,),
    )


def _each(fields: dict[str, str], label: str) -> tuple[str, ...]:
    """Take a field apart that names several things."""
    return tuple(each for each in fields.get(label, "").split("、") if each not in NONE)


def _newest_first(state: str) -> tuple[bool, int, str]:
    """Order grades: the newest year first, in it the best; what has none comes last."""
    year = re.search(r"\d+", state)
    return state == UNGRADED, -int(year[0]) if year else 0, state


def _fields(sheet: Part) -> Iterator[tuple[str, str]]:
    for form in sheet.blocks:
        if isinstance(form, Form):
            yield from ((field.label, "".join(map(_words, field.blocks))) for row in form.rows for field in row)


def _words(block: Block) -> str:
    return "".join(inline.text for inline in block.inlines) if isinstance(block, Paragraph) else ""
