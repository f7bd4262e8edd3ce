"""The record of an edition in its bag's `bag-info.txt`, and the link to the edition before."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hidaka_dx import __version__
from hidaka_dx.archive.bag import INFO, Info, LaterError, MalformedError, read_info
from hidaka_dx.archive.names import EditionName
from hidaka_dx.catalogue.documents import BY_WORD
from hidaka_dx.document import Document
from hidaka_dx.edition import Edition
from hidaka_dx.formats import NEWEST, UNNUMBERED, FormatError, NewerError, known
from hidaka_dx.japanese import edition_name


@dataclass(frozen=True)
class ChainLink:
    """Link to the previous edition or withdrawal, with its seal at the time of issue."""

    folder: str
    seal: str
    """SHA-256 of its tag manifest."""


@dataclass(frozen=True)
class Record:
    """The record of a published edition."""

    name: EditionName
    town: str
    title: str
    """Formal title with edition: 「日高町DX推進計画 第1版」."""
    date: date
    decided_by: str | None
    category: str | None
    reason: str | None
    changes: str
    agent: str
    """The program that packed the bag."""
    before: ChainLink | None
    """None for the first published edition of a document."""
    rests_on: ChainLink | None = None
    """The published plan that an action plan is based on; none for a plan, and in bags before 2026-12."""
    format: int = NEWEST
    """The format of the bag: its files, this record, the data, and the source."""

    @property
    def document(self) -> str:
        """Title of the document without its edition: 「日高町DX推進計画」."""
        return self.title.removesuffix(f" {edition_name(self.name.number)}")


_NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}")
AGENT: Final = f"hidaka-dx {__version__}"
"""Name of this program in the bags that it packs."""
LARGEST_INFO: Final = 100_000
"""Maximum size of `bag-info.txt` in bytes, ten times the maximum length of a line."""
TIES: Final = ("Previous-Edition", "Previous-Tag-Manifest-SHA256")
_BASIS: Final = ("Based-On-Edition", "Based-On-Tag-Manifest-SHA256")
FORMAT: Final = "Format"
"""Label for the format of a bag; absent in the first format, which has no number."""
_WANTED: Final = (
    "Source-Organization",
    "External-Identifier",
    "External-Description",
    "Bagging-Date",
    "Bag-Group-Identifier",
    "Edition-Number",
    "Edition-Status",
    "Changes",
    "Bag-Software-Agent",
    "Payload-Oxum",
)


def record_of(
    document: Document, edition: Edition, agent: str, before: ChainLink | None, rests_on: ChainLink | None = None
) -> Record:
    """Create the record of a decided edition.

    Raises ValueError for one without a date.
    """
    if edition.date is None:
        raise ValueError("a decided edition has a date")
    return Record(
        EditionName(document.kind, edition.number),
        document.town,
        document.name,
        edition.date,
        edition.decided_by,
        edition.category,
        edition.reason,
        edition.changes,
        agent,
        before,
        rests_on,
    )


def record_lines(record: Record) -> Info:
    """Return the lines of `bag-info.txt`, except `Payload-Oxum`; unknown facts are omitted."""
    before, basis = record.before, record.rests_on
    lines = (
        ("Source-Organization", record.town),
        ("External-Identifier", record.name.folder),
        ("External-Description", record.title),
        ("Bagging-Date", record.date.isoformat()),
        ("Bag-Group-Identifier", record.name.document),
        ("Edition-Number", record.name.number),
        ("Edition-Status", "決定"),
        ("Decided-By", record.decided_by),
        ("Change-Category", record.category),
        ("Change-Reason", record.reason),
        ("Changes", record.changes),
        *link_lines(before),
        *zip(_BASIS, (basis.folder, basis.seal) if basis else (None, None), strict=True),
        ("Bag-Software-Agent", record.agent),
        format_line(record.format),
    )
    return tuple((label, value) for label, value in lines if value is not None)


def format_line(number: int) -> tuple[str, str | None]:
    """Return the line that states the format of a bag."""
    return FORMAT, str(number) if number > UNNUMBERED else None


def format_of(info: Mapping[str, str]) -> int:
    """Parse the line written by `format_line`; raises MalformedError, also for the format of a later program."""
    if FORMAT not in info:
        return UNNUMBERED
    said = info[FORMAT]
    try:
        return known(int(said) if _NUMBER.fullmatch(said) else said)
    except NewerError as error:
        raise LaterError(str(error)) from None
    except FormatError as error:
        raise MalformedError(str(error)) from None


def read_record(files: Mapping[str, bytes]) -> Record:
    """Parse what `record_lines` wrote, from the files of a bag; raises MalformedError with the reason."""
    if INFO not in files:
        raise MalformedError("ありません")
    info = read_info(files[INFO])
    number = format_of(info)  # checked first: a later format may have other lines
    if lost := [label for label in _WANTED if label not in info]:
        raise MalformedError(f"{lost[0]} がありません")
    name = EditionName(info["Bag-Group-Identifier"], info["Edition-Number"])
    if name.document not in BY_WORD.values() or EditionName.of_folder(info["External-Identifier"]) != name:
        raise MalformedError("文書と版の名（External-Identifier など）がそろいません")
    record = Record(
        name,
        info["Source-Organization"],
        info["External-Description"],
        read_day(info["Bagging-Date"]),
        info.get("Decided-By"),
        info.get("Change-Category"),
        info.get("Change-Reason"),
        info["Changes"],
        info["Bag-Software-Agent"],
        read_link(info),
        _link(info, _BASIS, "基にした推進計画"),
        number,
    )
    if tuple(info.items()) != (*record_lines(record), ("Payload-Oxum", info["Payload-Oxum"])):
        raise MalformedError("知らない項目があるか、項目の順が違います")
    return record


def record_in(archive: Path, name: EditionName) -> Record | None:
    """Read a bag's record without verifying the bag; none where it cannot be read.

    Enough to identify the owner and day of a bag; it does not prove that the bag is as it was issued.
    """
    file = archive / name.folder / INFO
    try:
        if file.is_symlink() or file.stat().st_size > LARGEST_INFO:
            return None
        return read_record({INFO: file.read_bytes()})
    except (OSError, MalformedError):
        return None


def link_lines(before: ChainLink | None) -> Iterator[tuple[str, str | None]]:
    """Return the lines that link a bag to the one before it."""
    return zip(TIES, (before.folder, before.seal) if before else (None, None), strict=True)


def read_link(info: Mapping[str, str]) -> ChainLink | None:
    """Parse the lines written by `link_lines`; raises MalformedError if one of them is missing."""
    return _link(info, TIES, "前の版")


def _link(info: Mapping[str, str], labels: tuple[str, str], what: str) -> ChainLink | None:
    folder, seal = (info.get(label) for label in labels)
    if (folder is None) != (seal is None):
        raise MalformedError(f"{what}の名とハッシュの、片方しかありません")
    return ChainLink(folder, seal) if folder and seal else None


def read_day(text: str) -> date:
    """Parse the day of a bag; raises MalformedError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MalformedError("Bagging-Date が日付ではありません") from None
