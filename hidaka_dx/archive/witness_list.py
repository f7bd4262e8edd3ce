"""照合表: the hashes of all editions and withdrawals, which others keep as witnesses of what was issued.

The chain cannot show that its last bag is gone, or that it was forged whole; a list that lies elsewhere can. Its number
is the SHA-256 of the file without the line that states it, so that `grep -v` and `sha256sum` find it, too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import groupby
from typing import Final, Literal

from pydantic import TypeAdapter

from hidaka_dx.archive.bag import sha256_of
from hidaka_dx.archive.door import Archive
from hidaka_dx.archive.fixity import Bag
from hidaka_dx.archive.names import EditionName
from hidaka_dx.archive.payload import pdf_name
from hidaka_dx.archive.record import ChainLink, read_record
from hidaka_dx.archive.withdrawal import is_fit, read_withdrawal
from hidaka_dx.formats import NEWEST, FormatError, number_of, read, written
from hidaka_dx.japanese import edition_name

FIRST_FORMAT: Final = 4
"""The format in which lists were written first."""
_HASH: Final = re.compile("[0-9a-f]{64}")
_NUMBER_LINE: Final = b' "list_sha256"'
"""How the line begins that states the number."""
DAMAGED: Final = "照合表の番号（list_sha256）が、書いてあることと合いません。壊れたか、作った後に書き換えられています"


@dataclass(frozen=True)
class WitnessEntry:
    """An edition, or the withdrawal of one, as it was issued."""

    folder: str
    """Its name in the archive."""
    town: str
    title: str
    """「見本町DX推進計画 第2版」, also of its withdrawal."""
    date: date
    pdf_sha256: str | None
    """None for a withdrawal."""
    seal: str
    """SHA-256 of its tag manifest."""

    @property
    def name(self) -> EditionName:
        """Its name; raises ValueError where the folder's is none."""
        name = EditionName.of_folder(self.folder)
        if name is None:
            raise ValueError(self.folder)
        return name

    @property
    def plan(self) -> tuple[str, str]:
        """Town, and title of the document without its edition."""
        return self.town, self.title.removesuffix(f" {edition_name(self.name.number)}")


@dataclass(frozen=True)
class WitnessList:
    """The list of everything in an archive."""

    kind: Literal["witness-list"]
    entries: tuple[WitnessEntry, ...]
    """Document by document, in chain order."""
    heads: tuple[ChainLink, ...]
    """The last bag of each document's chain."""
    list_sha256: str
    """The number of the list."""

    @property
    def date(self) -> date:
        """The day of the last act that it knows."""
        return max(each.date for each in self.entries)

    @property
    def told_plans(self) -> str:
        """Its town and the titles of its documents: 「見本町の「見本町DX推進計画」「見本町DX実行計画」」."""
        plans = groupby(dict.fromkeys(each.plan for each in self.entries), key=lambda plan: plan[0])
        return "、".join(f"{town}の{''.join(f'「{title}」' for _, title in group)}" for town, group in plans)


def witness_list_of(archive: Archive) -> WitnessList | None:
    """List an archive; none where nothing is published.

    Raises RefusalError where an edition is not as it was issued, OSError where one cannot be read.
    """
    entries = tuple(entry_of(archive.bag(name)) for name in archive.links)
    return _numbered(entries, NEWEST) if entries else None


def entry_of(bag: Bag) -> WitnessEntry:
    """Describe a bag that is as it was issued; raises MalformedError for one whose record cannot be read."""
    name, seal = bag.name, bag.seal or ""
    if name.act:
        act = read_withdrawal(bag.files)
        return WitnessEntry(name.folder, act.town, act.title, act.day, None, seal)
    record = read_record(bag.files)
    return WitnessEntry(name.folder, record.town, record.title, record.date, pdf_sha256(bag), seal)


def pdf_sha256(bag: Bag) -> str | None:
    """Return the hash of a bag's PDF; none where it has none."""
    found = bag.payload.digests.get(pdf_name(bag.name))
    return found.sha256 if found else None


def dumped_list(found: WitnessList, number: int = NEWEST) -> bytes:
    """Serialise a list, in the format with that number."""
    return written(found, number)


def original_bytes(raw: bytes) -> bytes:
    """Give back the bytes of a list as it was made, of which its number is; raises as `restored_list` does."""
    return dumped_list(restored_list(raw), number_of(_without_mark(raw)))


def restored_list(raw: bytes) -> WitnessList:
    """Read what `dumped_list` wrote, whatever has become of its blanks and line ends; raises FormatError, as a clause."""
    raw = _without_mark(raw)
    number = number_of(raw)
    if number < FIRST_FORMAT:
        raise FormatError("照合表ではありません")
    found = read(_adapter(), raw)
    if why := next(_faults(found), ""):
        raise FormatError(why)
    if found.list_sha256 != _number(found, number):
        raise FormatError(DAMAGED)
    return found


def _without_mark(raw: bytes) -> bytes:
    return raw.removeprefix(b"\xef\xbb\xbf")  # Notepad puts it there


def _faults(found: WitnessList) -> Iterator[str]:
    """Say what no list of ours holds; what is printed on a terminal must be fit for it."""
    for each in found.entries:
        hashes = [each.seal, *([each.pdf_sha256] if each.pdf_sha256 is not None else [])]
        name = EditionName.of_folder(each.folder)
        if name is None or bool(name.act) != (each.pdf_sha256 is None):
            yield "保存庫のフォルダーの名前ではないものがあります"
        elif not (is_fit(each.town) and is_fit(each.title) and all(map(_HASH.fullmatch, hashes))):
            yield f"{each.folder} の町、題、sha256のどれかが、読めない形です"
    if not found.entries:
        yield "版が一つもありません"
    in_order = sorted({each.folder: each for each in found.entries}.values(), key=lambda each: each.name.order)
    if found.entries != tuple(in_order) or found.heads != _heads(found.entries):
        yield "版の順か、最後の版（heads）が正しくありません"


def _numbered(entries: tuple[WitnessEntry, ...], number: int) -> WitnessList:
    bare = WitnessList("witness-list", entries, _heads(entries), "")
    return replace(bare, list_sha256=_number(bare, number))


def _heads(entries: tuple[WitnessEntry, ...]) -> tuple[ChainLink, ...]:
    return tuple({each.name.document: ChainLink(each.folder, each.seal) for each in entries}.values())


def _number(found: WitnessList, number: int) -> str:
    """Return the SHA-256 of a list without the line that states it."""
    lines = written(found, number).splitlines(keepends=True)
    return sha256_of(b"".join(line for line in lines if not line.startswith(_NUMBER_LINE)))


@cache
def _adapter() -> "TypeAdapter[WitnessList]":
    return TypeAdapter(WitnessList)
