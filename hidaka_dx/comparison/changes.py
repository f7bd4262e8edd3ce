"""Changes between two editions: a tree that can be serialised as JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal, TypeAlias

from pydantic import TypeAdapter

from hidaka_dx import formats
from hidaka_dx.comparison.units import Value
from hidaka_dx.comparison.words import Span

Fate: TypeAlias = Literal["same", "renumbered", "amended", "added", "removed"]
"""State of a unit itself, regardless of its children; `renumbered` if only automatic numbering differs."""

COMPUTED: Final = frozenset(
    (
        *("id", "depth", "call", "contents", "keep", "layout"),
        *("widths", "numeric", "captioned", "tinted", "centred", "figures", "height", "head_height"),
        *(
            "kinds",
            "items",
            "tone",
            "role",
            "two_sided",
            "wide_digits",
            "signature_field",
            "appearance",
            "place",
            "state",
            "rows",
        ),
        *("drawing", "strips", "more_heads", "values"),
    )
)
"""Facts that are derived from others, or irrelevant to readers.

A drawing is compared by its words for the ear and its table, which hold its labels, relations and values: a program that
draws the same otherwise amends nothing.
"""
COUNTED: Final = frozenset(("number", "mark"))
"""Facts that are automatically numbered."""


@dataclass(frozen=True)
class Difference:
    """A fact of a unit that differs between the editions."""

    name: str
    old: Value = None
    new: Value = None


@dataclass(frozen=True)
class Change:
    """The change of one unit; `kept` means that nothing in it differs."""

    kind: str
    """The kind of unit."""
    fate: Fate
    old: str | None
    """Its path in the tree of the old edition, 「2.0.1」 for the second unit of the first of the third; none if added."""
    new: str | None
    """Its path in the tree of the new edition; none if removed."""
    moved: bool = False
    """Whether its order or parent has changed."""
    kept: bool = False
    """Whether it and all descendants are unchanged; then there are no further details."""
    joint: Literal["split", "joined"] | None = None
    """Whether it was split from, or joined to, the paragraph of the change before it; both share one diff."""
    facts: tuple[Difference, ...] = ()
    """Facts that differ; for an added or removed unit all."""
    spans: tuple[Span, ...] = ()
    """The diff of its text; empty where it did not change."""
    changes: tuple["Change", ...] = ()
    """Changes of its children in new order; removed ones follow their former predecessor."""

    def walk(self) -> Iterator["Change"]:
        """Yield this change and all its descendants."""
        yield self
        for change in self.changes:
            yield from change.walk()

    def fact(self, name: str) -> Difference | None:
        """Return the difference of a fact; none where it is unchanged."""
        return next((each for each in self.facts if each.name == name), None)

    @property
    def differs(self) -> bool:
        """Whether a reader sees a difference here or below, other than automatic numbering."""
        return any(each.moved or each.joint or each.fate not in ("same", "renumbered") for each in self.walk())


def together(changes: Iterable[Change]) -> Iterator[tuple[Change, ...]]:
    """Yield changes one by one, but those of split or joined paragraphs as one group."""
    group: list[Change] = []
    for change in changes:
        if group and not change.joint:
            yield tuple(group)
            group = []
        group.append(change)
    if group:
        yield tuple(group)


Class: TypeAlias = Literal["新設", "改正", "移動", "削除"]


@dataclass(frozen=True)
class Entry:
    """An entry of the list of changes: a section, or the cover, with changes."""

    classes: tuple[Class, ...]
    place: str
    """「2(1)」 in the new edition; 「旧2(1)」 for removed parts."""
    title: str
    words: str
    """The amendment in words: 「見出し、第1段落を改める。箇条書き(4)を加える。」."""
    old: str | None
    """Its path in the tree of the old edition."""
    new: str | None
    """Its path in the tree of the new edition."""

    @property
    def heading(self) -> str:
        """The section's spoken name: 「2(1) 将来展望」, 「表紙」."""
        return f"{self.place} {self.title}".strip()


@dataclass(frozen=True)
class Comparison:
    """Two editions of a document and the changes from the old to the new one."""

    old: str
    """Formal name of the old edition."""
    new: str
    """Formal name of the new edition."""
    entries: tuple[Entry, ...]
    """変更一覧."""
    root: Change
    values: tuple[Difference, ...] = field(default=(), metadata=formats.since(2))
    """Facts that differ, by path (`values.differences`)."""


def dumped(comparison: Comparison) -> bytes:
    """Serialise a comparison as deterministic JSON."""
    return formats.written(comparison, formats.NEWEST)


def restored(raw: bytes, number: int | None = None) -> Comparison:
    """Deserialise what `dumped` wrote, in any format or only the given one; raises FormatError for anything else."""
    return formats.read(_adapter(), raw, number)


@cache
def _adapter() -> "TypeAdapter[Comparison]":
    return TypeAdapter(Comparison)
