"""What a reader receives: a composed document, numbers and references resolved, the same type for every kind.

Plain frozen values that survive as JSON (`dumped`, `restored`); ids are stable from edition to edition.
"""

import datetime
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pydantic import TypeAdapter


@dataclass(frozen=True)
class Text:
    """A run of plain characters."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Link:
    """Computed words that point at a section or figure of this document."""

    target: str
    text: str
    kind: Literal["link"] = "link"


Inline: TypeAlias = Text | Link


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

    text: str
    span: int = 1
    bar: bool = False
    """Does a drawn bar lie behind the words?"""


@dataclass(frozen=True)
class Table:
    """A table with one row of heads; the first cell of each row names the row."""

    id: str
    title: str
    """What the table holds, for a reader by ear; printed where it has a number."""
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    """Width of each column as a share of 1."""
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Figure:
    """A numbered figure: a drawing, or a picture from `assets/images/`, and what is printed below it."""

    id: str
    number: int
    title: str
    alt: str
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
    """Words laid over the drawing, where the figure is a table to a reader by ear."""
    head_height: float = 0.0
    """Height of that table's head, in points."""
    kind: Literal["figure"] = "figure"


Block: TypeAlias = Paragraph | Items | Figure | Table


@dataclass(frozen=True)
class Heading:
    """A heading with its computed mark."""

    depth: int
    """1 for a chapter."""
    mark: str
    """「1」「(1)」「ア」, empty for an unnumbered part."""
    title: str


@dataclass(frozen=True)
class Part:
    """A section: heading, blocks, sections within."""

    id: str
    heading: Heading
    blocks: tuple[Block, ...]
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents page; its page number is known only once the pages are set."""

    target: str
    depth: int
    mark: str
    title: str
    paged: bool
    """Is a page number printed? A chapter with sections carries none."""


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
    """Is it a 案?"""
    date: datetime.date
    town: str
    office: str
    contents_title: str
    contents: tuple[ContentsEntry, ...]
    parts: tuple[Part, ...]
    language: str = "ja"

    @property
    def name(self) -> str:
        """The formal title with its edition: 「日高町DX推進計画 第1版」."""
        return f"{self.title} {self.edition}" + ("（案）" if self.draft else "")

    @property
    def file_stem(self) -> str:
        """File name without ending: 「日高町DX推進計画_第1版」."""
        return f"{self.title}_{self.edition}" + ("（案）" if self.draft else "")


_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)


def dumped(document: Document) -> bytes:
    """Write a document as JSON, the same bytes each time."""
    return _DOCUMENT.dump_json(document, indent=1) + b"\n"


def restored(raw: bytes) -> Document:
    """Read what `dumped` wrote; raises ValueError where it is something else."""
    return _DOCUMENT.validate_json(raw)
