"""View models of the website: a town's editions, each with its papers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from hidaka_dx.archive import Withdrawal
from hidaka_dx.document import Document
from hidaka_dx.facts import NO_FACTS, Facts
from hidaka_dx.plan import Contact
from hidaka_dx.website import addresses
from hidaka_dx.website.edition_pairs import ComparableEditions, EditionPair
from hidaka_dx.wording import USUAL, Wording

NOTHING_TO_COMPARE: Final = ComparableEditions()
WAYS: Final = {
    "schedule": "",
    "indicators": "",
    "results": "",
    "late": "",
    "trends": "指標の推移（グラフと表）",
}
"""Collections that readers are directed to, with link texts where they differ from the contents."""


class PartLink(NamedTuple):
    """A link to a part of a document."""

    target: str
    title: str


@dataclass(frozen=True)
class WebPaper:
    """A PDF for download."""

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
        """The file size: 「460 KB」「1.2 MB」."""
        kilobytes = self.bytes / 1000
        return f"{kilobytes / 1000:.1f} MB" if kilobytes >= 1000 else f"{kilobytes:.0f} KB"


@dataclass(frozen=True)
class DataFile:
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
    tables: tuple[DataFile, ...]
    draft: bool = False
    """Whether that edition is a draft."""


@dataclass(frozen=True)
class ShownEdition:
    """An edition on the website: a published one, a pending draft, or a report."""

    folder: str
    """Its folder on the website: that of the archive, of a draft, or of a report."""
    document: Document
    date: date | None
    decided_by: str | None
    changes: str
    papers: tuple[WebPaper, ...]
    images: Mapping[str, bytes]
    """Pictures by their file names."""
    data: bytes
    """The document as data."""
    tables: tuple[DataFile, ...] = ()
    """The measures as they were issued with the edition; none where nothing was."""
    charts: tuple[DataFile, ...] = ()
    """The values of its charts."""
    basis: str = ""
    """For a report: the edition with the measures and targets that it evaluates."""
    withdrawal: Withdrawal | None = None
    """None of an edition that is not withdrawn."""
    home: str = ""
    """Folder of its pages for readers: the key of the document for the edition in force, else empty: its own."""
    changed: Document | None = None
    """What differs from the edition before it, as 新旧対照表; none of a first edition."""
    comparable: ComparableEditions = NOTHING_TO_COMPARE
    """The editions of its document that readers may compare."""
    before: str = ""
    """The edition before it: 「第1.1版」."""
    reason: str = ""
    """Why it was made, where that is recorded."""

    @property
    def page(self) -> str:
        """The address of its text, below the website's folder."""
        return addresses.edition(self.home or self.folder)

    @property
    def place(self) -> str:
        """The folder of its page for readers."""
        return self.home or self.folder

    @property
    def until_now(self) -> EditionPair | None:
        """What leads from it to the edition in force; none where no other lies between the two."""
        return next((each for each in self.comparable.pairs if each.until_now and each.old.folder == self.folder), None)

    @property
    def ways(self) -> tuple[PartLink, ...]:
        """Return links to the parts that most readers look for, in the order of the contents."""
        found = {each.target: each.what for each in self.document.facts.collections if each.what in WAYS}
        entries = (each for each in self.document.contents if each.target in found)
        return tuple(PartLink(each.target, WAYS[found[each.target]] or each.title) for each in entries)

    @property
    def has_measures(self) -> bool:
        """Tell whether there is a list of measures."""
        return self.document.facts.where("measures") is not None

    def brief(self) -> "ShownEdition":
        """Return a copy with only what lists of editions need, to free memory."""
        papers = tuple(replace(paper, content=b"") for paper in self.papers)
        facts = Facts(collections=self.document.facts.collections)
        document = replace(self.document, parts=(), facts=facts)
        return replace(
            self,
            document=document,
            papers=papers,
            images={},
            data=b"",
            tables=(),
            charts=(),
            changed=None,
        )


class DocumentEditions(NamedTuple):
    """A document with its editions, each loaded when it is asked for."""

    title: str
    editions: Iterator[ShownEdition]
    """Newest first."""
    compared: Iterator[tuple[EditionPair, Document]]
    """What differs between those that are no neighbours, as 新旧対照表; to be asked for after the editions."""


@dataclass(frozen=True)
class Group:
    """A document with its editions in brief, newest first."""

    title: str
    editions: tuple[ShownEdition, ...]

    @property
    def decided(self) -> tuple[ShownEdition, ...]:
        """All editions but drafts."""
        return tuple(each for each in self.editions if not each.document.draft)

    @property
    def in_force(self) -> ShownEdition | None:
        """The newest edition that is decided and not withdrawn."""
        return next((each for each in self.editions if not (each.document.draft or each.withdrawal)), None)

    @property
    def newer(self) -> ShownEdition | None:
        """The edition that readers of an older one are directed to: the one in force, else the newest draft."""
        return self.in_force or next((each for each in self.editions if not each.withdrawal), None)


@dataclass(frozen=True)
class Site:
    """Information about the town and the website for every page."""

    town: str
    office: str
    decides: str
    """Who decides the terms of use, if there is no licence yet."""
    title: str
    licence: str | None = None
    """「CC BY 4.0」."""
    address: str = ""
    """Where the website will be found, with a slash at the end; empty where that is not known."""
    contact: Contact | None = None
    """Where readers turn; none as long as the town has not said so."""
    wording: Wording = USUAL
    """The town's present names of measures and the like, in what the website says of all editions."""
    witness: str = ""
    """The number of the list (照合表) of all published editions; empty where there is none."""


@dataclass(frozen=True)
class Today:
    """What is known today of the measures of the action plan in force."""

    facts: Facts = NO_FACTS
    """With the results of all years that have been reported; none where no action plan is shown."""
    report: Document | None = None
    """The report of the newest year, on the measures of the edition in force."""
    basis: str = ""
    """The action plan that all of this is about: 「見本町DX実行計画 第2版」."""
    draft: bool = False
    """Whether no action plan is decided yet, and all of this is of a draft."""
    aim: str = ""
    """Id of the passage of the plan that says what it is for."""


@dataclass(frozen=True)
class Overview:
    """The contents of the first page."""

    groups: tuple[Group, ...]
    reports: tuple[ShownEdition, ...]
    """Progress, newest year first."""
    data: OpenData | None

    @property
    def in_force(self) -> tuple[ShownEdition, ...]:
        """The editions in force."""
        return tuple(group.in_force for group in self.groups if group.in_force)

    @property
    def drafts(self) -> tuple[ShownEdition, ...]:
        """The drafts of editions."""
        return tuple(each for group in self.groups for each in group.editions if each.document.draft)

    @property
    def newest_report(self) -> ShownEdition | None:
        """The newest report."""
        return next(iter(self.reports), None)
