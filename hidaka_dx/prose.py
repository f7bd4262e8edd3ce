"""Prose as an author writes it: the content of one chapter's Markdown."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from hidaka_dx.problem import Place
from hidaka_dx.theme import PanelRole


@dataclass(frozen=True)
class WrittenText:
    """A run of plain characters."""

    text: str


@dataclass(frozen=True)
class Reference:
    """A reference to a section or figure; its text (「2(4)」「図3」) is computed."""

    target: str
    """Id of the section or figure."""
    place: Place = field(compare=False)


@dataclass(frozen=True)
class WrittenRuby:
    """Characters with their reading above them."""

    base: str
    reading: str


@dataclass(frozen=True)
class WrittenNoteCall:
    """The point at which a footnote is called."""

    note: str
    """Id of the footnote."""
    place: Place = field(compare=False)


@dataclass(frozen=True)
class WrittenWebLink:
    """A link to a page of the web: `[言葉](https://…)`."""

    text: str
    url: str
    place: Place = field(compare=False)


Inline: TypeAlias = WrittenText | Reference | WrittenRuby | WrittenNoteCall | WrittenWebLink


@dataclass(frozen=True)
class WrittenHeading:
    """A heading without its number, which is computed."""

    level: int
    """1 for a chapter, 2 for (1), 3 for ア, 4 for (ア)."""
    title: str
    id: str
    contents: str | None
    """The title on the contents page where it was printed with other words."""
    place: Place = field(compare=False)


@dataclass(frozen=True)
class WrittenParagraph:
    """A paragraph."""

    inlines: tuple[Inline, ...]
    place: Place = field(compare=False)
    id: str | None = None
    """Given by the author where something else points at the paragraph."""
    role: Literal["words", "note"] = "words"
    """Whether it is running text, or the note of the table above it."""


@dataclass(frozen=True)
class WrittenItems:
    """A list; an item holds blocks of its own, so lists nest."""

    ordered: bool
    items: tuple[tuple["Block", ...], ...]
    place: Place = field(compare=False)


@dataclass(frozen=True)
class FigureCall:
    """The place in the prose where a figure is inserted."""

    figure: str
    """Id of the figure: the name of its file without `.yaml`."""
    place: Place = field(compare=False)


@dataclass(frozen=True)
class WrittenCell:
    """A cell of a table; a line break in its words is one in print."""

    inlines: tuple[Inline, ...]
    span: int = 1
    """How many columns it covers."""
    rows: int = 1
    """How many rows it covers."""


@dataclass(frozen=True)
class WrittenTable:
    """A table written in the prose, or beside it as CSV: a title, a row of heads, rows."""

    id: str
    title: str
    """Empty for a table that has neither title nor number."""
    head: tuple[WrittenCell, ...]
    rows: tuple[tuple[WrittenCell, ...], ...]
    numeric: tuple[bool, ...]
    """Which columns hold figures, written with `---:` below their head."""
    place: Place = field(compare=False)
    more_heads: int = 0
    """How many of the first rows are heads, too."""
    file: str | None = None
    """Path of the CSV file with its cells, where it is one."""


@dataclass(frozen=True)
class WrittenPanel:
    """A fenced part of a chapter; one with the role `break` is empty."""

    role: PanelRole
    id: str | None
    title: str
    blocks: tuple["Block", ...]
    place: Place = field(compare=False)


@dataclass(frozen=True)
class WrittenGoals:
    """The marks of some of the seventeen goals of sustainable development (SDGs)."""

    numbers: tuple[int, ...]
    place: Place = field(compare=False)


Block: TypeAlias = (
    WrittenHeading | WrittenParagraph | WrittenItems | FigureCall | WrittenTable | WrittenPanel | WrittenGoals
)


@dataclass(frozen=True)
class Chapter:
    """One Markdown file."""

    blocks: tuple[Block, ...]
    place: Place = field(compare=False)
