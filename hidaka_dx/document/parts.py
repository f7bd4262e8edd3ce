"""The composed document: numbers and references resolved, one set of types for every kind.

Plain frozen values that are serialised as JSON (`data.dumped`, `data.restored`); ids are stable from edition to
edition.
"""

import datetime
from dataclasses import dataclass, field, replace
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Discriminator

from hidaka_dx.facts import NO_FACTS, Facts
from hidaka_dx.formats import since


@dataclass(frozen=True)
class Text:
    """A run of plain characters."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Link:
    """A computed reference to a section or figure of this document."""

    target: str
    text: str
    kind: Literal["link"] = "link"


@dataclass(frozen=True)
class Foreign:
    """Text in another language, marked so that screen readers pronounce it correctly."""

    text: str
    language: str
    kind: Literal["foreign"] = "foreign"


@dataclass(frozen=True)
class Ruby:
    """Characters with their reading above them."""

    text: str
    reading: str
    kind: Literal["ruby"] = "ruby"


@dataclass(frozen=True)
class NoteCall:
    """A footnote call; the first call in a document contains the note, later ones link to it."""

    note: str
    text: str
    """「注1」."""
    content: tuple[Annotated["Text | Foreign | Changed", Discriminator("kind")], ...]
    """The words of the note, as a comparison shows them; empty in later calls."""
    kind: Literal["note"] = "note"


@dataclass(frozen=True)
class PageOf:
    """A page number; known only after layout."""

    target: str
    text: Literal[""] = ""
    kind: Literal["page"] = "page"


@dataclass(frozen=True)
class Changed:
    """Text of a comparison with its change state."""

    inlines: tuple["Inline", ...]
    change: Literal["added", "removed", "marked", "remark"]
    """State of the text: inserted, deleted, underlined because it differs, or a remark of the comparison: 「（略）」."""
    kind: Literal["changed"] = "changed"

    @property
    def text(self) -> str:
        """The plain words."""
        return "".join(inline.text for inline in self.inlines)


_KIND: Final = Discriminator("kind")
Inline: TypeAlias = Annotated[Text | Link | Foreign | Ruby | NoteCall | PageOf | Changed, _KIND]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    id: str
    inlines: tuple[Inline, ...]
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Items:
    """A list; each item holds blocks."""

    id: str
    ordered: bool
    items: tuple[tuple["Block", ...], ...]
    kind: Literal["items"] = "items"


@dataclass(frozen=True)
class Cell:
    """A cell of a table, as wide as `span` columns."""

    inlines: tuple[Inline, ...]
    span: int = 1
    bar: bool = False
    """Whether a drawn bar lies behind the text."""
    figures: bool = False
    """Whether it is a number in a row of numbers, right-aligned."""

    @property
    def text(self) -> str:
        """The plain words of the cell."""
        return "".join(inline.text for inline in self.inlines)


@dataclass(frozen=True)
class Table:
    """A table with one row of heads; the first cell of each row names the row.

    A row of one cell over all columns names the group of the rows that follow.
    """

    id: str
    number: int | None
    """Its number (表1), where its title is printed."""
    title: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    """Width of each column as a share of 1."""
    numeric: tuple[bool, ...] = ()
    """Columns of numbers, right-aligned."""
    captioned: bool = False
    """Whether the title is printed even without a number."""
    tinted: tuple[bool, ...] = ()
    """Columns with a tinted background."""
    centred: bool = False
    """Whether the heads of all columns but the first are centred."""
    caption: tuple[Inline, ...] = ()
    """The title as a comparison shows it."""
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Figure:
    """A numbered figure: a drawing, or a picture from `assets/images/`, and what is printed below it."""

    id: str
    number: int
    title: str
    alt: str
    """What the figure says, in a sentence."""
    spoken: str
    """Text equivalent: all text of the drawing and the relations of its parts."""
    height: float
    """Height of the drawing in lines of body text."""
    drawing: str | None
    """SVG."""
    image: str | None
    """File name of a picture that takes the drawing's place."""
    source: str | None
    redrawn: bool
    notes: tuple[str, ...]
    table: Table | None = None
    """Text laid over the drawing, where the figure is a table for screen readers."""
    head_height: float = 0.0
    """Height of that table's head, in points."""
    caption: tuple[Inline, ...] = ()
    """The title as a comparison shows it."""
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True)
class Field:
    """A labelled part of a form."""

    label: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Form:
    """A form: rows of one or two labelled fields, such as the sheet of a measure (個票)."""

    id: str
    rows: tuple[tuple[Field, ...], ...]
    kind: Literal["form"] = "form"


Block: TypeAlias = Annotated[Paragraph | Items | Figure | Table | Form, _KIND]


@dataclass(frozen=True)
class Heading:
    """A heading with its computed mark."""

    depth: int
    """1 for a chapter."""
    mark: str
    """「1」「(1)」「ア」, empty for an unnumbered part."""
    title: str
    words: tuple[Inline, ...] = ()
    """The title as a comparison shows it."""


@dataclass(frozen=True)
class Part:
    """A section: heading, blocks, sections within."""

    id: str
    heading: Heading
    blocks: tuple[Block, ...]
    parts: tuple["Part", ...] = ()
    layout: Literal["flow", "page", "wide"] = "flow"
    """`page` starts on a new page, `wide` uses landscape pages."""


@dataclass(frozen=True)
class ContentsEntry:
    """An entry of the contents page; its page number is known only after layout."""

    target: str
    depth: int
    mark: str
    title: str
    paged: bool
    """Whether a page number is printed; a chapter with sections has none."""
    change: str = ""
    """What a comparison says of the section: 「新設」."""


@dataclass(frozen=True)
class Document:
    """One edition of one document."""

    kind: str
    """Which composer made it: `promotion-plan`."""
    title: str
    subtitle: str
    short_title: str
    edition: str
    """「第1版」."""
    draft: bool
    """Whether it is a 案."""
    date: datetime.date | None
    """Day of the edition; none as long as a draft's is not decided."""
    town: str
    office: str
    contents_title: str
    contents: tuple[ContentsEntry, ...]
    parts: tuple[Part, ...]
    language: str = "ja"
    keep: tuple[str, ...] = ()
    """Words that must not be broken at a line end."""
    facts: Facts = field(default=NO_FACTS, metadata=since(2))
    """Facts beside the text."""

    def says_the_same(self, other: "Document") -> bool:
        """Tell whether two documents are equal but for facts, which follow from the text; older editions have none."""
        return self == replace(other, facts=self.facts)

    @property
    def edition_name(self) -> str:
        """The edition's name, marked if a draft: 「第1版」「第2版（案）」."""
        return self.edition + ("（案）" if self.draft else "")

    @property
    def name(self) -> str:
        """The formal title with its edition: 「日高町DX推進計画 第1版」."""
        return f"{self.title} {self.edition_name}"

    @property
    def file_stem(self) -> str:
        """File name without ending: 「日高町DX推進計画_第1版」."""
        return f"{self.title}_{self.edition_name}"
