"""What is to be set, and what comes of it: values only, known to those who never set a page, too."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

Progress: TypeAlias = Callable[[str, float], None]
"""Receives what is being done, in Japanese, and the share of the work that lies behind, from 0 to 1."""


@dataclass(frozen=True)
class PageLabel:
    """How pages are counted from one page on."""

    first: int
    """The page it begins with, counted from 0."""
    style: Literal["D", "R", "r", "A", "a"] | None = "D"
    """Arabic, Roman, roman, letters; None for a prefix alone."""
    prefix: str = ""
    start: int = 1
    """The number of the first page."""


@dataclass(frozen=True)
class Facts:
    """What a PDF says of itself."""

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

    def __post_init__(self) -> None:
        """Refuse what PDF/UA forbids (ISO 14289-1, 7.1 and 7.2) and dates that mean another moment elsewhere."""
        if not (self.title.strip() and self.author.strip() and self.language.strip()):
            raise ValueError("PDFの題名・作成者・言語のどれかが空です。版の記録に書いてください")
        if self.created.utcoffset() is None or self.modified.utcoffset() is None:
            raise ValueError("PDFの日時に時差がありません。「+09:00」のように付けてください")


@dataclass(frozen=True)
class Attachment:
    """A file to travel inside the PDF as its source."""

    name: str
    """File name, ASCII."""
    content: bytes
    description: str
    """What it is, for people."""
    mime: str
    """Media type, such as `application/json`."""

    def __post_init__(self) -> None:
        """Refuse names some reader could not show."""
        if not (self.name.isascii() and self.name.isprintable() and self.name):
            raise ValueError(f"添付ファイルの名前「{self.name}」に使えない文字があります。半角の英数字で付けてください")


@dataclass(frozen=True)
class Job:
    """What is to be printed."""

    html: str
    styles: Sequence[str]
    """Names of style sheets below `assets/css/`, in order."""
    files: Mapping[str, bytes]
    """Drawings by the name under which the page calls them."""
    facts: Facts
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Asset:
    """A file that took part."""

    size: int
    """In bytes."""
    sha256: str


@dataclass(frozen=True)
class Pressed:
    """A finished PDF."""

    pdf: bytes
    pages: int
    places: Mapping[str, str]
    """The page, as printed, on which each id begins."""
    assets: Mapping[str, Asset]
    """Every file below `assets/` that was read, by its path there."""


@dataclass(frozen=True)
class Fault:
    """Something WeasyPrint warned of, or that stands outside its place on a page."""

    message: str
    """WeasyPrint's words; of a picture, what to do in Japanese."""
    sheet: str | None = None
    """Name of the style sheet that was being read."""
    line: int = 1
    column: int = 1
    character: str | None = None
    """The character that no font has."""
    image: str | None = None
    """Name of the picture that cannot be read."""
    stray: str | None = None
    """Words that stand outside their place; empty where what does has none."""
