"""What the website shows of a town: its editions, each with its papers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from hidaka_dx.archive import Withdrawal
from hidaka_dx.document import Document
from hidaka_dx.facts import Facts

WAYS: Final = {
    "schedule": "",
    "indicators": "",
    "results": "",
    "late": "",
    "trends": "指標の推移（グラフと表）",
}
"""Collections that readers are led to, and what these are called, where not as in the contents."""


class Way(NamedTuple):
    """A way into a document."""

    target: str
    title: str


@dataclass(frozen=True)
class Paper:
    """A PDF to take home."""

    title: str
    """「PDF」「新旧対照表」."""
    file: str
    """Its name in the edition's folder."""
    content: bytes
    """Empty in a brief entry."""
    pages: int
    sha256: str
    bytes: int
    origin: str = ""
    """Where it comes from, unless it was issued with the edition: 「原稿から作成」."""

    @property
    def size(self) -> str:
        """How large it is: 「460 KB」「1.2 MB」."""
        kilobytes = self.bytes / 1000
        return f"{kilobytes / 1000:.1f} MB" if kilobytes >= 1000 else f"{kilobytes:.0f} KB"


@dataclass(frozen=True)
class Data:
    """A table of open data as a file."""

    title: str
    file: str
    content: bytes
    rows: int


@dataclass(frozen=True)
class OpenData:
    """The measures of an edition as tables."""

    edition: str
    """Whose measures they are: 「見本町DX実行計画 第2版」."""
    date: date | None
    """Day of that edition; none of a draft."""
    tables: tuple[Data, ...]


@dataclass(frozen=True)
class Shown:
    """An edition on the website: a published one, a pending draft, or a report."""

    folder: str
    """Its folder on the website: that of the archive, of a draft, or of a report."""
    document: Document
    date: date | None
    decided_by: str | None
    changes: str
    papers: tuple[Paper, ...]
    images: Mapping[str, bytes]
    """Pictures by their file names."""
    data: bytes
    """The document as data."""
    basis: str = ""
    """Of a report: the edition whose measures and targets it goes by."""
    withdrawal: Withdrawal | None = None
    """None of an edition that is not withdrawn."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """Lead to what readers look for most, in the order of the contents."""
        found = {each.target: each.what for each in self.document.facts.collections if each.what in WAYS}
        entries = (each for each in self.document.contents if each.target in found)
        return tuple(Way(each.target, WAYS[found[each.target]] or each.title) for each in entries)

    @property
    def has_measures(self) -> bool:
        """Tell whether there is a list of measures to look through."""
        return self.document.facts.where("measures") is not None

    def brief(self) -> "Shown":
        """Keep what a list of editions says; what is read in it takes much room."""
        papers = tuple(replace(paper, content=b"") for paper in self.papers)
        facts = Facts(collections=self.document.facts.collections)
        document = replace(self.document, parts=(), facts=facts)
        return replace(self, document=document, papers=papers, images={}, data=b"")


@dataclass(frozen=True)
class Group:
    """A document with its editions in brief, newest first."""

    title: str
    editions: tuple[Shown, ...]

    @property
    def in_force(self) -> Shown | None:
        """The newest edition that is decided and not withdrawn."""
        return next((each for each in self.editions if not (each.document.draft or each.withdrawal)), None)

    @property
    def newer(self) -> Shown | None:
        """What a reader of an older edition is sent to: the one in force, else the newest draft."""
        return self.in_force or next((each for each in self.editions if not each.withdrawal), None)


@dataclass(frozen=True)
class Site:
    """What every page says of the town and of the website."""

    town: str
    office: str
    decides: str
    """Who decides the terms of use, as long as there is no licence."""
    title: str
    licence: str | None = None
    """「CC BY 4.0」."""
    address: str = ""
    """Where the website will be found, with a slash at the end; empty where that is not known."""


@dataclass(frozen=True)
class Overview:
    """What the first page lists."""

    groups: tuple[Group, ...]
    reports: tuple[Shown, ...]
    """Progress, newest year first."""
    data: OpenData | None
