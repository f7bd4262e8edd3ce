"""The blocks of a composed document: paragraphs, lists, tables, figures, forms, panels."""

from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias

from hidaka_dx.document.grid import columns
from hidaka_dx.document.inlines import KIND, Inline
from hidaka_dx.formats import since
from hidaka_dx.theme import ColumnKind, FieldState, PanelRole, Place

ParagraphRole: TypeAlias = Literal["words", "source", "note", "subject", "article", "provision", "item", "subitem"]
"""`source` says where the passage above is from, `note` stands below a table; of a rule (要綱) there are the subject of an
article （目的）, articles (第1条), their further paragraphs (項), items (号) and subitems."""


def label(word: str, number: int | str | None) -> str:
    """Return what stands before the title of a figure or table with such a number; empty without one."""
    return number if isinstance(number, str) else f"{word}{number}" if number else ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    id: str
    inlines: tuple[Inline, ...]
    kind: Literal["paragraph"] = "paragraph"
    role: ParagraphRole = field(default="words", metadata=since(3))
    """Whether it is running text, or says something about what stands above it."""

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
    """A cell of a table, as wide as `span` columns; a line break in its words is one in print."""

    inlines: tuple[Inline, ...]
    span: int = 1
    bar: bool = False
    """Whether a drawn bar lies behind the text."""
    tone: int = field(default=0, metadata=since(3))
    """Which of the patterns the bar has, by the stage that it stands for; of a row's only cell without a bar, 1 where
    the row heads groups of rows."""
    figures: bool = False
    """Whether it is a number in a row of numbers, right-aligned."""
    items: tuple[int, ...] = field(default=(), metadata=since(3))
    """Lengths of the items of a list, each with the 「、」 behind it; empty where it holds no list."""
    rows: int = field(default=1, metadata=since(4))
    """How many rows it covers."""

    @property
    def text(self) -> str:
        """The plain words of the cell."""
        return "".join(inline.text for inline in self.inlines)


@dataclass(frozen=True)
class Table:
    """A table with a row of heads, or more; `names_row` says which cells of a row name it.

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
    more_heads: int = field(default=0, metadata=since(4))
    """How many of the first rows are heads, too."""
    sums: int = field(default=0, metadata=since(4, seldom=True))
    """How many of the last rows sum up those before them."""

    @property
    def label(self) -> str:
        """What stands before its title: 「表1」; empty without a number."""
        return label("表", self.number)

    @property
    def placed(self) -> tuple[tuple[tuple[int, Cell], ...], ...]:
        """The row of heads and the other rows, each cell with the column in which it begins."""
        rows = (self.head, *self.rows)
        found = columns(tuple((cell.span, cell.rows) for cell in row) for row in rows)
        return tuple(tuple(zip(places, row, strict=True)) for places, row in zip(found, rows, strict=True))

    @property
    def is_merged(self) -> bool:
        """Whether any of its cells covers more than one row, or its heads are more than one for each column."""
        heads = self.more_heads or any(cell.span > 1 for cell in self.head)
        return bool(heads) or any(cell.rows > 1 for row in (self.head, *self.rows) for cell in row)

    @property
    def naming(self) -> int:
        """How many of the first columns name the rows: those with cells over several rows, and the one behind them."""
        body = self.placed[self.more_heads + 1 :]
        over = {column for row in body for column, cell in row if cell.rows > 1}
        return next(column for column in range(len(over) + 1) if column not in over) + 1

    @property
    def ties(self) -> tuple[bool, ...]:
        """Tell for each row but the heads whether it stays on the page of the next: cells over a few rows are not parted."""
        body = self.placed[self.more_heads + 1 :]
        over = {
            place + more
            for place, row in enumerate(body)
            for _, cell in row
            for more in range(cell.rows - 1 if cell.rows <= _TIED else min(cell.rows - 1, 1))
        }
        return tuple(place in over for place in range(len(body)))

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


_TIED = 6
"""Rows under one cell that are kept on one page."""


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
    values: Literal["none", "read", "printed"] = field(default="none", metadata=since(4))
    """Whether the table holds the values of a chart, to be read only by ear and as data, or printed below the drawing."""
    caption: tuple[Inline, ...] = ()
    """The title as a comparison shows it."""
    kind: Literal["figure"] = "figure"

    @property
    def is_table(self) -> bool:
        """Whether its words are laid over the drawing as a table."""
        return self.table is not None and self.values == "none"

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


@dataclass(frozen=True)
class Panel:
    """Blocks that belong together and are set apart from the text around them; one with the role `break` is empty."""

    id: str
    role: PanelRole
    title: str
    """Empty where it has none."""
    blocks: tuple["Block", ...]
    words: tuple[Inline, ...] = ()
    """The title as a comparison shows it."""
    kind: Literal["panel"] = "panel"


Block: TypeAlias = Annotated[Paragraph | Items | Figure | Table | Form | Panel, KIND]
