"""What a Word file holds, in its order, before anybody decides what it means."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from hidaka_dx.figure import ChartType


@dataclass(frozen=True)
class Run:
    """Letters; breaks of lines and tabs are the usual control characters."""

    text: str


@dataclass(frozen=True)
class RubyRun:
    """Letters with their reading."""

    text: str
    reading: str


@dataclass(frozen=True)
class NoteRun:
    """A call of a footnote or endnote."""

    key: str
    """Its kind and number in the file: `footnote-2`."""
    text: str = ""


class DrawnChart(NamedTuple):
    """What is known of a chart that Word draws, beside its numbers."""

    type: ChartType
    unit: str
    """Of its values; empty where it does not say."""


@dataclass(frozen=True)
class PictureRun:
    """A picture in the line."""

    path: str
    """Its part of the package; empty where that is missing, or where it is drawn by Word (a chart)."""
    words: str
    """What it says, as its author described it; may be empty."""
    height: float
    """In points; nought where unknown."""
    text: str = ""
    drawn: str = ""
    """The words that Word draws in it."""
    title: str = ""
    """Of a chart."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The numbers of a chart, heads first."""
    chart: DrawnChart | None = None
    """How a chart shows them, where the press has charts of that kind."""


Span: TypeAlias = Run | RubyRun | NoteRun | PictureRun


@dataclass(frozen=True)
class DocxParagraph:
    """A paragraph as it stands in the file."""

    at: int
    """Its place among all paragraphs, from 1."""
    spans: tuple[Span, ...]
    level: int = 0
    """Level of a heading by its style or outline; nought for text."""
    style: str = ""
    """Name of its style in small letters."""
    align: str = ""
    label: str = ""
    """The number or sign that Word puts before it."""
    bullet: bool = False
    """Whether that is a sign, not a number."""
    size: float = 0.0
    """Size of its largest letters in points; nought where only the styles know."""
    bold: bool = False
    contents: bool = False
    """Whether it stands on the contents page."""
    new_page: bool = False
    """Whether a page begins with it."""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(span.text for span in self.spans)

    @property
    def pictures(self) -> tuple[PictureRun, ...]:
        """The pictures in it."""
        return tuple(span for span in self.spans if isinstance(span, PictureRun))


@dataclass(frozen=True)
class DocxCell:
    """A cell of a table."""

    blocks: tuple["DocxBlock", ...]
    across: int = 1
    """Columns that it takes."""
    join: Literal["", "first", "more"] = ""
    """Whether it is the first of cells that are joined downwards, or one of those below it."""

    @property
    def text(self) -> str:
        """Its words, a line for each paragraph."""
        return "\n".join(each.text for each in paragraphs(self.blocks))


@dataclass(frozen=True)
class DocxTable:
    """A table."""

    rows: tuple[tuple[DocxCell, ...], ...]
    heads: int = 0
    """Rows that Word repeats on each page as heads."""
    ruled: bool = True
    """Whether it has lines; without, it only puts things side by side."""


@dataclass(frozen=True)
class DocxBox:
    """A text box."""

    blocks: tuple["DocxBlock", ...]


DocxBlock: TypeAlias = DocxParagraph | DocxTable | DocxBox


def paragraphs(blocks: Sequence[DocxBlock]) -> Iterator[DocxParagraph]:
    """Return all paragraphs in blocks, also those in tables and boxes."""
    for block in blocks:
        match block:
            case DocxParagraph():
                yield block
            case DocxTable():
                for row in block.rows:
                    for cell in row:
                        yield from paragraphs(cell.blocks)
            case DocxBox():
                yield from paragraphs(block.blocks)


def split_lines(spans: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Part a line at its breaks."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        if not isinstance(span, Run):
            lines[-1].append(span)
            continue
        first, *more = span.text.split("\n")
        lines[-1].append(Run(first))
        lines.extend([Run(words)] for words in more)
    return [tuple(line) for line in lines]


@dataclass(frozen=True)
class Discrepancy:
    """Words of the file that are not in the manuscript as they were, or words of the manuscript that were not in the file."""

    kind: str
    """Why, in a few words; the report groups by it."""
    at: int
    """The paragraph of the file; nought for what belongs to none."""
    before: str
    """The words that went; blanks do not count."""
    after: str = ""
    """The words that came."""
    remark: str = ""
    """What a person should do or know; empty where nothing."""

    @property
    def is_form(self) -> bool:
        """Whether only the form of the letters differs: 「第１章」 and 「第1章」."""
        old, new = (unicodedata.normalize("NFKC", text) for text in (self.before, self.after))
        return bool(old) and "".join(old.split()) == "".join(new.split())


@dataclass
class Ledger:
    """Differences, as they arise."""

    differences: list[Discrepancy] = field(default_factory=list)
    lacking: frozenset[str] = frozenset()
    """Letters that no font of the press has."""

    def add(self, kind: str, at: int, before: str, after: str = "", remark: str = "") -> None:
        """Write one down; blanks alone, on both sides, are none."""
        if before.strip() or after.strip() or remark:
            self.differences.append(Discrepancy(kind, at, before.strip(), after.strip(), remark))


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Join runs of letters at the beginning, so that the whole line is known where it begins."""
    first = ""
    for index, span in enumerate(spans):
        if not isinstance(span, Run):
            return (Run(first), *spans[index:]) if first else tuple(spans[index:])
        first += span.text
    return (Run(first),)
