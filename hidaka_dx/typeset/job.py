"""Input and output values of the typesetter; usable without importing WeasyPrint."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from hidaka_dx.appearance import USUAL, Appearance

Progress: TypeAlias = Callable[[str, float], None]
"""Callback that receives the current step, in Japanese, and the share of the work done, from 0 to 1."""


def in_silence(_words: str, _share: float) -> None:
    """Take progress that nobody follows."""


@dataclass(frozen=True)
class PageLabel:
    """A page numbering style, from a given page on."""

    first: int
    """The first page of the range, counted from 0."""
    style: Literal["D", "R", "r", "A", "a"] | None = "D"
    """Arabic, Roman, roman, letters; None for a prefix alone."""
    prefix: str = ""
    start: int = 1
    """The number of the first page."""


@dataclass(frozen=True)
class PdfFacts:
    """Document metadata written into the PDF."""

    title: str
    """Official name and edition, shown in the viewer's title bar."""
    author: str
    """The body that publishes it."""
    created: datetime
    """With time zone; from the edition's record, never from a clock."""
    modified: datetime
    """With time zone."""
    language: str = "ja"
    """BCP 47 tag of the document's language."""
    labels: tuple[PageLabel, ...] = ()
    """Page labels, the first for page 0."""
    two_sided: bool = False
    """Whether it is to be printed on both sides of the paper, turned at the long edge."""

    def __post_init__(self) -> None:
        """Reject what PDF/UA forbids (ISO 14289-1, 7.1 and 7.2) and dates without a UTC offset, which are ambiguous."""
        if not (self.title.strip() and self.author.strip() and self.language.strip()):
            raise ValueError("PDFの題名・作成者・言語のどれかが空です。版の記録に書いてください")
        if self.created.utcoffset() is None or self.modified.utcoffset() is None:
            raise ValueError("PDFの日時に時差がありません。「+09:00」のように付けてください")


@dataclass(frozen=True)
class Attachment:
    """A source file to embed in the PDF."""

    name: str
    """File name, ASCII."""
    content: bytes
    description: str
    """Human-readable description."""
    mime: str
    """Media type, such as `application/json`."""

    def __post_init__(self) -> None:
        """Reject file names that some readers cannot show."""
        if not (self.name.isascii() and self.name.isprintable() and self.name):
            raise ValueError(f"添付ファイルの名前「{self.name}」に使えない文字があります。半角の英数字で付けてください")


@dataclass(frozen=True)
class Job:
    """A document to print."""

    html: str
    styles: Sequence[str]
    """Names of style sheets below `assets/css/`, in order."""
    files: Mapping[str, bytes]
    """Drawings by the name under which the page calls them."""
    facts: PdfFacts
    attachments: tuple[Attachment, ...] = ()
    appearance: Appearance = USUAL
    """Its colours, size of text and paper."""


@dataclass(frozen=True)
class Asset:
    """A file that was read for the document."""

    size: int
    """In bytes."""
    sha256: str


@dataclass(frozen=True)
class EmptyPage:
    """A page that is emptier than it should be."""

    page: str
    """As printed."""
    share: float
    """The empty share of its text block."""
    moved: str | None
    """What begins the next page in one piece (図3, 表1, 個票); empty where that is other content, None on the last page."""


class Move(NamedTuple):
    """Where a figure is to stand, by ids (`floats`)."""

    figure: str
    beside: str
    """The block next to it."""
    behind: bool
    """Whether it stands behind that block rather than before it."""


class SetOtherwise(NamedTuple):
    """How an element stands otherwise than in its text, so that pages do not stay empty (`economy`)."""

    id: str
    """Its own, or that of its heading."""
    name: str
    """A class."""


@dataclass(frozen=True)
class Beginnings:
    """Where the pages of a document begin in its text, so that a part of it can be set alone."""

    ids: tuple[str, ...] = ()
    """For each page the id of what begins at its head; empty where something goes on from the page before."""
    beside: bool = False
    """Whether fields of sheets stand beside each other."""
    moves: tuple[Move, ...] = ()
    """Figures that do not stand where they are in the text; no page is said to begin with one."""
    marks: tuple[SetOtherwise, ...] = ()
    """What stands closer, looser or below what is before it."""


@dataclass(frozen=True)
class Pressed:
    """A finished PDF."""

    pdf: bytes
    pages: int
    places: Mapping[str, str]
    """The page, as printed, on which each id begins."""
    assets: Mapping[str, Asset]
    """Every file below `assets/` that was read, by its path there."""
    empty: tuple[EmptyPage, ...] = ()
    """The pages that are emptier than they should be, in order."""
    beginnings: Beginnings = Beginnings()


@dataclass(frozen=True)
class Fault:
    """A warning of WeasyPrint, or content that overflows."""

    message: str
    """WeasyPrint's message; for an image, what to do in Japanese."""
    sheet: str | None = None
    """Name of the style sheet that was being parsed."""
    line: int = 1
    column: int = 1
    character: str | None = None
    """The character that no font has."""
    image: str | None = None
    """Name of the image that cannot be read."""
    stray: str | None = None
    """Overflowing text; empty where the overflowing content has none."""


Result: TypeAlias = tuple[Pressed | None, tuple[Fault, ...]]
"""A finished PDF, or none and all faults."""
Setting: TypeAlias = Callable[[Job, Sequence[Path], Progress], Result]
"""What makes a document of a job, the `assets/` folders in order of precedence, and a receiver of progress."""
