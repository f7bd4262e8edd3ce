"""The composed document: numbers and references resolved, one set of types for every kind.

Plain frozen values that are serialised as JSON (`data.dumped`, `data.restored`); ids are stable from edition to
edition.
"""

import datetime
from dataclasses import dataclass, field
from typing import Literal

from hidaka_dx.appearance import USUAL, Appearance
from hidaka_dx.document.blocks import Block
from hidaka_dx.document.inlines import Inline
from hidaka_dx.facts import NO_FACTS, Facts
from hidaka_dx.formats import UNNUMBERED, plain, since


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
    appearance: Appearance = field(default=USUAL, metadata=since(4, seldom=True))
    """Its colours, size of text, paper and cover."""
    signature_field: bool = field(default=False, metadata=since(4, seldom=True))
    """Whether the cover has an empty field for a signature."""

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
