"""The only access to published editions: nothing is returned unless it is as it was issued."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.archive.fixity import Bag, Finding
from hidaka_dx.archive.judging import Judge
from hidaka_dx.archive.names import EditionName
from hidaka_dx.archive.payload import DATA, pdf_name
from hidaka_dx.archive.reading import LARGEST, MOST
from hidaka_dx.archive.record import Record, read_record, record_in
from hidaka_dx.archive.strays import LITTER, strays_in
from hidaka_dx.archive.withdrawal import Withdrawal, read_withdrawal
from hidaka_dx.archive.writing import editions_in, links_in, links_of, put, reserved
from hidaka_dx.document import Document, restored
from hidaka_dx.files import clear
from hidaka_dx.problem import RefusalError

ARCHIVE: Final = "archive"
"""Folder of a town in which published editions lie."""
REMEDY: Final = "`hidaka-dx verify` で確かめ、控えから元に戻してから、もう一度実行してください。"
"""What to do about an edition that is not as it was issued."""


@dataclass(frozen=True)
class Audit:
    """The result of verifying published editions."""

    bags: tuple[Bag, ...]
    """The bags that were verified, editions and withdrawals, in chain order."""
    findings: tuple[Finding, ...]
    """All deviations from what was issued."""
    notes: tuple[str, ...]
    """Other objects in the archive, each in a sentence."""
    seals: tuple[tuple[EditionName, str], ...]
    """The last bag of each document's chain, of an edition or a withdrawal, and the SHA-256 of its tag manifest."""

    @property
    def sound(self) -> tuple[Bag, ...]:
        """The bags without findings."""
        return tuple(bag for bag in self.bags if not any(each.concerns(bag) for each in self.findings))


class Archive:
    """The published editions of a town; open it once per command, so that no bag is judged twice.

    Names are listed without opening the bags (`names`, `of`). Every read (`bag`, `document`, `record`, `source`,
    `pdf`) raises RefusalError unless that edition and all before it are as issued in files, contents and chain, and
    the next one, if any, is linked to it; and OSError where a file cannot be read. So do queries that depend on
    withdrawals (`withdrawal`, `before`, `newest`): an invalid withdrawal does not withdraw anything.
    """

    def __init__(self, root: Path, *, anew: bool = False) -> None:
        """Take the town's folder; a town without archive has no editions in it.

        `anew` is for what issues, signs or verifies: what earlier runs have found sound is then judged once more.
        """
        self.root = root
        self.anew = anew
        self._folder = root / ARCHIVE
        self._judge = Judge(self._folder, anew=anew)

    @property
    def is_there(self) -> bool:
        """Whether the town has an archive, if only an empty one."""
        return self._folder.exists()

    @property
    def names(self) -> tuple[EditionName, ...]:
        """Names of all published editions, withdrawn ones included, by document and number."""
        return editions_in(self._folder)

    @property
    def links(self) -> tuple[EditionName, ...]:
        """Names of all published editions and of their withdrawals, document by document in chain order."""
        return links_in(self._folder)

    def of(self, document: str) -> tuple[EditionName, ...]:
        """Return the names of a document's published editions, withdrawn ones included, oldest first."""
        return tuple(name for name in self.names if name.document == document)

    def last(self, document: str) -> EditionName | None:
        """Return the name of the last bag of a document's chain: an edition, or the withdrawal of one."""
        return next(reversed(links_of(self._folder, document)), None)

    def seals(self) -> tuple[str, ...]:
        """Return folder and seal of every edition and withdrawal; it does not prove that they are as they were issued."""
        return tuple(f"{name.folder} {self._judge.fixity(name)[0].seal}" for name in links_in(self._folder))

    def holds(self, name: EditionName) -> bool:
        """Tell whether an edition or a withdrawal is in the archive."""
        return name in links_in(self._folder)

    def withdrawal(self, name: EditionName) -> Withdrawal | None:
        """Read the withdrawal of an edition; none where it is not withdrawn."""
        return read_withdrawal(self.bag(name.withdrawal).files) if self.holds(name.withdrawal) else None

    def standing(self, document: str) -> tuple[EditionName, ...]:
        """Return the names of a document's published editions that are not withdrawn, oldest first."""
        return tuple(name for name in self.of(document) if not self.withdrawal(name))

    def newest(self, document: str) -> EditionName | None:
        """Return the name of a document's last published edition that is not withdrawn."""
        return next(reversed(self.standing(document)), None)

    def before(self, name: EditionName) -> EditionName | None:
        """Return the name of the edition of the same document before another one, skipping withdrawn ones."""
        older = [each for each in self.standing(name.document) if each.rank < name.rank]
        return older[-1] if older else None

    def bag(self, name: EditionName) -> Bag:
        """Read a published edition, or a withdrawal, with all its files."""
        if findings := self._against(name):
            raise RefusalError(_refusal(name, findings))
        return self._judge.fixity(name)[0]

    def label(self, name: EditionName) -> Record | None:
        """Read a bag's record without verifying the bag; none where it cannot be read.

        Enough to identify the owner and day of a bag; it does not prove that the bag is as it was issued.
        """
        return record_in(self._folder, name)

    def document(self, name: EditionName) -> Document:
        """Read a published edition as it was composed."""
        return restored(self.bag(name).payload[DATA])

    def record(self, name: EditionName) -> Record:
        """Read the record of a published edition."""
        return read_record(self.bag(name).files)

    def source(self, name: EditionName) -> dict[str, bytes]:
        """Read the source of a published edition, by path in a town's folder."""
        return self.bag(name).source

    def pdf(self, name: EditionName) -> bytes:
        """Read the PDF of a published edition."""
        return self.bag(name).payload[pdf_name(name)]

    def audit(self, wanted: EditionName | None = None) -> Audit:
        """Verify all editions and withdrawals, or one edition and its chain.

        Raises OSError where one cannot be read.
        """
        chosen = [name for name in links_in(self._folder) if wanted is None or name.document == wanted.document]
        judged = [name for name in chosen if wanted is None or name.edition == wanted.edition]
        strays = () if wanted else tuple(strays_in(self._folder))
        findings = {Finding(name, said) for name, said, foreign in strays if foreign}
        findings |= {each for name in judged for each in (*self._judge.fixity(name)[1], *self._judge.contents(name))}
        for document in {name.document for name in chosen}:
            findings |= set(self._judge.chain(document))
        bags = {name: self._judge.fixity(name)[0] for name in chosen}
        seals = {name.document: (name, bag.seal or "") for name, bag in bags.items()}
        return Audit(
            tuple(bags[name] for name in judged),
            tuple(sorted(findings)),
            tuple(self._notes(judged)),
            tuple(seals.values()),
        )

    def clear(self) -> None:
        """Delete leftovers of crashed publishers; `reserved` does so by itself."""
        clear(self._folder)

    def reserved(self) -> AbstractContextManager[None]:
        """Lock the archive against other publishers; see `writing.reserved`."""
        return reserved(self._folder)

    def put(self, name: EditionName, files: Mapping[str, bytes]) -> Path:
        """Add a bag to the locked archive; see `writing.put`.

        Raises RefusalError also for a bag that would fail verification.
        """
        if len(files) > MOST or sum(map(len, files.values())) > LARGEST:
            raise RefusalError(
                f"{name.spoken}の保存するファイルが、合わせて{LARGEST >> 20} MiBを超えています。写真を小さくして（長い辺を2000画素ほどに）、"
                "もう一度実行してください。"
            )
        return put(self._folder, name, files)

    def _notes(self, judged: Sequence[EditionName]) -> Iterator[str]:
        """Describe objects in the archive that do not affect the verified editions."""
        yield from (f"archive/{name}: {said}" for name, said, foreign in strays_in(self._folder) if not foreign)
        for name in judged:
            yield from (f"archive/{name.folder}/{path}: {LITTER}" for path in self._judge.fixity(name)[0].litter)

    def _against(self, name: EditionName) -> tuple[Finding, ...]:
        """Find faults of a bag: in itself, in those before it, in the links between them and the next one."""
        chain = links_of(self._folder, name.document)
        upto = tuple(each for each in chain if each.order <= name.order)
        if name not in chain:
            return (Finding(name.folder, "保存されていません。"),)
        broken = [finding for each in upto for finding in self._judge.fixity(each)[1]]
        if not broken:
            broken += [finding for each in upto for finding in self._judge.contents(each)]
        tied = {each.folder for each in chain[: len(upto) + 1]}
        broken += self._against_basis(name) if not broken else []
        return (*broken, *(each for each in self._judge.chain(name.document) if each.folder in tied))

    def _against_basis(self, name: EditionName) -> list[Finding]:
        """Report that the plan on which an action plan is based is missing or not as it was then."""
        if name.act:  # a withdrawal's basis is the edition that it withdraws, which the chain checks
            return []
        link = read_record(self._judge.fixity(name)[0].files).rests_on
        basis = EditionName.of_folder(link.folder) if link else None
        if link is None:
            return []
        if basis not in self.names:
            return [Finding(name.folder, f"基にした推進計画（archive/{link.folder}）が保存庫にありません。")]
        if self._judge.fixity(basis)[0].seal != link.seal:
            return [Finding(name.folder, f"基にした推進計画（archive/{link.folder}）が、発行した時のものと違います。")]
        return []


def _refusal(name: EditionName, findings: tuple[Finding, ...]) -> str:
    """Format the finding, the edition and what to do as a refusal."""
    meant = EditionName.of_folder(findings[0].folder) or name
    if findings[0].later:
        return f"保存した{meant.spoken}を読めません。{findings[0]}"
    more = f"（ほか{len(findings) - 1}件）" if findings[1:] else ""
    return f"保存した{meant.spoken}が、発行した時のままではありません。{findings[0]}{more}{REMEDY}"
