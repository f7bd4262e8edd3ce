"""Compares an archive with a list (照合表) that others have kept: finds what no chain can show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from hidaka_dx.archive.door import Audit
from hidaka_dx.archive.fixity import Bag
from hidaka_dx.archive.names import EditionName
from hidaka_dx.archive.record import Record
from hidaka_dx.archive.witness_list import WitnessEntry, WitnessList, entry_of, pdf_sha256
from hidaka_dx.japanese import seireki_date

RESTORE: Final = "控えから戻してください。"


@dataclass(frozen=True)
class Collation:
    """What a list says of an archive."""

    faults: tuple[str, ...]
    """Every disagreement, as a sentence that begins with its place."""
    notes: tuple[str, ...]
    """What is as it should be, as sentences."""


def collate(witness: WitnessList, audit: Audit, records: Iterable[Record], own: Iterable[tuple[str, str]]) -> Collation:
    """Compare all bags of an archive with a list.

    `records` are those of its editions that can be read, `own` the town and the titles of its documents as its content
    names them.
    """
    plans = {(each.town, each.document) for each in records} or {*own}
    case = _Case(witness, audit, {bag.name: bag for bag in audit.bags})
    if plans and case.agreed == 0 and not plans & {each.plan for each in witness.entries}:
        return Collation((_of_another(witness, plans),), ())
    apart = tuple(case.disagreements())
    if apart:
        return Collation((*case.summary(), *apart), tuple(case.later()))
    return Collation((), (f"照合表の{len(witness.entries)}件のすべてと、同じです。", *case.later()))


def _of_another(witness: WitnessList, plans: set[tuple[str, str]]) -> str:
    """Say that the list is of another town or another plan."""
    there, here = (
        "、".join(f"{town}の「{title}」" for town, title in sorted(each))
        for each in ({entry.plan for entry in witness.entries}, plans)
    )
    return f"照合表: {there}の照合表です。この保存庫は、{here}のものです。この保存庫の照合表を指定してください。"


@dataclass(frozen=True)
class _Case:
    """A list and the bags that it is compared with."""

    witness: WitnessList
    audit: Audit
    bags: Mapping[EditionName, Bag]

    @cached_property
    def listed(self) -> dict[EditionName, WitnessEntry]:
        """What the list names, by name."""
        return {each.name: each for each in self.witness.entries}

    @property
    def agreed(self) -> int:
        """How many bags are as listed."""
        return sum(name in self.bags and self.bags[name].seal == each.seal for name, each in self.listed.items())

    @property
    def lost(self) -> tuple[EditionName, ...]:
        """What the list names and the archive has not."""
        return tuple(name for name in self.listed if name not in self.bags)

    def summary(self) -> Iterator[str]:
        """Say what the disagreements mean together."""
        total, lost = len(self.listed), len(self.lost)
        seals = {each.seal for each in self.witness.entries}
        if not self.bags:
            yield f"archive/: 版が一つもありません。照合表には{total}件あります。{RESTORE}"
        elif not seals & {bag.seal for bag in self.bags.values()}:
            yield (
                f"archive/: 照合表の{total}件と同じものが、一つもありません。保存庫が、はじめからすべて作り直されています。"
                "ほかの所が預かる照合表とも比べ、控えから戻してください。"
            )
        elif lost and self.agreed == total - lost and all(map(self._is_behind, self.lost)):
            yield (
                f"archive/: 照合表より前のものです。照合表の{total}件のうち、終わりの{lost}件がありません。"
                "最後の版が失われたか、保存庫が前の控えに戻されています。"
            )

    def disagreements(self) -> Iterator[str]:
        """Name each bag that is not as listed, and each that came between those listed."""
        for name, each in self.listed.items():
            if name not in self.bags:
                which = f"{'最後' if self._is_behind(name) else '間'}の{'取下げ' if name.act else '版'}"
                yield f"archive/{name.folder}: 照合表にある{_told(each)}がありません。{which}が失われています。{RESTORE}"
            elif self.bags[name].seal != each.seal:
                yield f"archive/{name.folder}: {self._differs(each, self.bags[name])}"
            else:
                yield from self._misstated(each, self.bags[name])
        for name in self.bags:
            if name not in self.listed and self._is_between(name):
                yield f"archive/{name.folder}: 照合表にない{name.spoken}が、照合表にある版の前に入っています。後から足されたものです。"

    def later(self) -> Iterator[str]:
        """Name what was published after the list was made, which is as it should be."""
        for name in self.bags:
            if name not in self.listed and not self._is_between(name):
                yield (
                    f"archive/{name.folder}: {name.spoken}は、照合表を作った後のものです（誤りではありません）。"
                    "新しい照合表を作り、預けてください。"
                )

    def _differs(self, each: WitnessEntry, bag: Bag) -> str:
        """Say how the bytes of a bag differ from those listed."""
        other = next((one for one in self.witness.entries if one.seal == bag.seal), None)
        if other:
            return f"中身が、照合表で archive/{other.folder} とされているものです。フォルダーが入れ替わっています。元に戻してください。"
        pdf = pdf_sha256(bag)
        what = "中身" if bag.name.act else "PDF" if pdf != each.pdf_sha256 else "PDFのほかのファイル"
        return (
            f"{_told(each)}の{what}が、照合表を作った時と違います（目録のsha256は、照合表では {each.seal}、"
            f"保存庫では {bag.seal or 'なし'}）。{RESTORE}"
        )

    def _misstated(self, each: WitnessEntry, bag: Bag) -> Iterator[str]:
        """Find facts of a bag that the list states wrongly, although it has the right hash of the whole."""
        if bag in self.audit.sound and entry_of(bag) != each:
            yield (
                f"照合表: {each.folder} の目録のsha256は保存庫と同じですが、町、題、日付かPDFのsha256が違います。"
                "照合表が書き換えられています。ほかの所が預かる照合表と比べてください。"
            )

    def _is_behind(self, name: EditionName) -> bool:
        """Tell whether nothing of its document in the archive comes after it."""
        return not any(each.document == name.document and each.order > name.order for each in self.bags)

    def _is_between(self, name: EditionName) -> bool:
        """Tell whether something of its document in the list comes after it."""
        return any(each.document == name.document and each.order > name.order for each in self.listed)


def _told(each: WitnessEntry) -> str:
    return f"「{each.title}」{'の取下げ' if each.name.act else ''}（{seireki_date(each.date)}）"
