"""The composed document: numbers and references resolved, one set of types for every kind.

Plain frozen values that are serialised as JSON (`data.dumped`, `data.restored`); ids are stable from edition to
edition.
"""

import datetime
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias

from hidaka_dx.document.inlines import KIND, Inline
from hidaka_dx.facts import NO_FACTS, Facts
from hidaka_dx.formats import UNNUMBERED, plain, since
from hidaka_dx.theme import ColumnKind, FieldState, Place


def label(word: str, number: int | str | None) -> str:
    """Return what stands before the title of a figure or table with such a number; empty without one."""
    return number if isinstance(number, str) else f"{word}{number}" if number else ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    id: str
    inlines: tuple[Inline, ...]
    kind: Literal["paragraph"] = "paragraph"
    role: Literal["words", "source"] = field(default="words", metadata=since(3))
    """Whether it is running text, or says where the passage above it is from."""

    @property
    def text(self) -> str:
        """The plain words of the paragraph."""
        return "".join(inline.text for inline in self.inlines)


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
    tone: int = field(default=0, metadata=since(3))
    """Which of the patterns the bar has, by the stage that it stands for."""
    figures: bool = False
    """Whether it is a number in a row of numbers, right-aligned."""
    items: tuple[int, ...] = field(default=(), metadata=since(3))
    """Lengths of the items of a list, each with the 「、」 behind it; empty where it holds no list."""

    @property
    def text(self) -> str:
        """The plain words of the cell."""
        return "".join(inline.text for inline in self.inlines)


@dataclass(frozen=True)
class Table:
    """A table with one row of heads; `names_row` says which cells of a row name it.

    A row of one cell over all columns names the group of the rows that follow.
    """

    id: str
    number: int | str | None
    """Its number (表1), where its title is printed; a text is the whole label (図表2-1)."""
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
    kinds: tuple[ColumnKind, ...] = field(default=(), metadata=since(3))
    """What each column holds; without it prose, and figures where `numeric` says so."""

    @property
    def label(self) -> str:
        """What stands before its title: 「表1」; empty without a number."""
        return label("表", self.number)

    def kind_of(self, column: int) -> ColumnKind:
        """Return what a column holds."""
        if column < len(self.kinds):
            return self.kinds[column]
        return "number" if self.numeric[column : column + 1] == (True,) else "text"

    def names_row(self, column: int) -> bool:
        """Whether the cells of a column name their rows: the first that is not a class, and the name after a number."""
        first = next((at for at in range(len(self.head)) if self.kind_of(at) != "class"), 0)
        is_numbered = self.kind_of(first) == "code" and self.kind_of(first + 1) == "text"
        return column == first or (is_numbered and column == first + 1)

    @property
    def has_axis(self) -> bool:
        """Whether it has an axis of years, so that the given widths hold; older editions only centre their heads."""
        return "year" in self.kinds or (self.centred and not self.kinds)


@dataclass(frozen=True)
class Strip:
    """A part of a figure that stands below the n-th group row of a table."""

    group: int
    alt: str
    drawing: str
    """SVG."""


@dataclass(frozen=True)
class Figure:
    """A numbered figure: a drawing, or a picture from `assets/images/`, and what is printed below it."""

    id: str
    number: int | str
    """0 for one that stands on a sheet, without a number; a text is the whole label (図2-1)."""
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
    strips: tuple[Strip, ...] = field(default=(), metadata=since(3))
    """On a sheet: its parts, drawn between the rows of the table of years instead of the whole."""
    caption: tuple[Inline, ...] = ()
    """The title as a comparison shows it."""
    kind: Literal["figure"] = "figure"

    @property
    def label(self) -> str:
        """What stands before its title: 「図1」; empty without a number."""
        return label("図", self.number)


@dataclass(frozen=True)
class Field:
    """A labelled part of a form."""

    label: str
    blocks: tuple["Block", ...]
    place: Place = field(default="whole", metadata=since(3))
    """Where it stands on a sheet."""
    state: FieldState = field(default="said", metadata=since(3))
    """Whether it says something, says that there is none, or is `open`: not decided yet."""


@dataclass(frozen=True)
class Form:
    """A form: rows of one or two labelled fields, such as the sheet of a measure (個票)."""

    id: str
    rows: tuple[tuple[Field, ...], ...]
    kind: Literal["form"] = "form"


Block: TypeAlias = Annotated[Paragraph | Items | Figure | Table | Form, KIND]


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
    layout: Literal[
        "flow", "page", "wide", "sheet", "preface", "cards", "columns", "aim", "period", "numbers", "changes"
    ] = "flow"
    """`page` starts on a new page, `wide` uses landscape pages, a `sheet` stays in one piece where a page can hold
    it, a `preface` stands before the contents page. Of a summary, the sections of `cards` stand beside each other, the
    items of `columns` in two columns; `aim`, `period`, `numbers` and `changes` are what they say."""


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
    two_sided: bool = field(default=False, metadata=since(3))
    """Whether it is printed on both sides of the paper, so that margins and heads of its pages are mirrored."""
    wide_digits: bool = field(default=False, metadata=since(4))
    """Whether a digit alone among Japanese is shown full-width; its text is what was typed."""

    def says_the_same(self, other: "Document") -> bool:
        """Tell whether two documents are equal in all that the first format has.

        What later formats add follows from it: facts, and how things are placed; older editions have none.
        """
        return bool(plain(self, UNNUMBERED) == plain(other, UNNUMBERED))

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
