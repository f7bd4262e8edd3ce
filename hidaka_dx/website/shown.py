"""What the website shows of a town: its editions, each with its papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hidaka_dx.document import Document


@dataclass(frozen=True)
class Paper:
    """A PDF of an edition as it lies in the archive."""

    title: str
    """「PDF」「新旧対照表」."""
    file: str
    """Its name in the edition's folder."""
    content: bytes
    pages: int
    sha256: str

    @property
    def size(self) -> str:
        """How large it is: 「460 KB」「1.2 MB」."""
        kilobytes = len(self.content) / 1000
        return f"{kilobytes / 1000:.1f} MB" if kilobytes >= 1000 else f"{kilobytes:.0f} KB"


@dataclass(frozen=True)
class Data:
    """A table of open data as a file."""

    title: str
    file: str
    content: bytes
    rows: int


@dataclass(frozen=True)
class Shown:
    """An edition on the website: a published one, or the pending draft."""

    folder: str
    """Its folder on the website: that of the archive, or of a draft."""
    document: Document
    date: date | None
    decided_by: str | None
    changes: str
    papers: tuple[Paper, ...]
    images: Mapping[str, bytes]
    """Pictures by their file names."""
    data: bytes
    """The document as data."""


@dataclass(frozen=True)
class Site:
    """All that a town's website shows."""

    town: str
    office: str
    decides: str
    """Who decides the terms of use."""
    title: str
    groups: tuple[tuple[str, tuple[Shown, ...]], ...]
    """For each document its title and its editions, newest first."""
    report: Shown | None = None
    """The report of the newest year that has results."""
    data: tuple[Data, ...] = ()
    address: str = ""
    """Where the website will be found, with a slash at the end; empty where that is not known."""
    data_of: str = ""
    """The edition whose measures the data are: 「見本町DX実行計画 第2版」."""
