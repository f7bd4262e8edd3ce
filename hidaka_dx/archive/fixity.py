"""Fixity: a bag has exactly the files in its manifests, with their hashes, in the canonical serialisation."""

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.archive import bag
from hidaka_dx.archive.bag import ALGORITHMS, Digest, MalformedError
from hidaka_dx.archive.names import EditionName
from hidaka_dx.archive.payload import SOURCE
from hidaka_dx.archive.reading import Files, Survey, digest
from hidaka_dx.archive.record import format_of
from hidaka_dx.archive.snapshot import read_source

LARGEST_LIST: Final = 4 * 2**20
"""Maximum size of a tag file in bytes."""


@dataclass(frozen=True, order=True)
class Finding:
    """A deviation of the archive from what was issued."""

    where: str
    """Path inside the archive."""
    message: str
    """What is wrong, as a sentence."""
    later: bool = False
    """Whether the only issue is a later program's format, which this program cannot judge."""

    def __str__(self) -> str:
        """Return the path and the message."""
        return f"archive/{self.where}: {self.message}"

    @property
    def folder(self) -> str:
        """The folder in the archive that it concerns, usually that of an edition."""
        return self.where.split("/")[0]

    def concerns(self, bag: "Bag") -> bool:
        """Tell whether it concerns that bag."""
        return self.folder == bag.name.folder


@dataclass(frozen=True)
class Bag:
    """A bag on disk."""

    name: EditionName
    files: Files
    """Every regular file, by its path inside the bag."""
    litter: tuple[str, ...] = ()
    """Paths of files created by the operating system; not part of the bag."""

    @property
    def payload(self) -> Files:
        """The payload: files in `data/`, by their paths inside it."""
        return self.files.below(bag.PAYLOAD)

    @property
    def format(self) -> int:
        """The bag's format number; raises MalformedError where it is not stated."""
        return format_of(bag.read_info(self.files[bag.INFO]))

    @property
    def source(self) -> dict[str, bytes]:
        """The source of the edition, by path in the current layout of a town's folder."""
        payload = self.payload
        frozen = {path.removeprefix(SOURCE): payload[path] for path in payload if path.startswith(SOURCE)}
        return read_source(frozen, self.format)

    @property
    def seal(self) -> str | None:
        """The seal: SHA-256 of the tag manifest, which covers the whole bag; none if that file is missing."""
        found = self.files.digests.get(bag.SEAL)
        return found.sha256 if found else None

    def finding(self, path: str, message: str) -> Finding:
        """Create a finding about a file of this bag; about the bag itself if the path is empty."""
        shown = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in path)
        return Finding(f"{self.name.folder}/{shown}".rstrip("/"), message)

    def unread(self, why: str) -> Finding:
        """Create a finding that this program cannot read the bag's format."""
        return Finding(f"{self.name.folder}/{bag.INFO}", f"{why}。", later=True)


def judge_fixity(archive: Path, name: EditionName) -> tuple[Bag, tuple[Finding, ...]]:
    """Read a bag and compare it with its manifests; return what was read and all findings.

    Raises OSError where a file cannot be read.
    """
    folder = archive / name.folder
    nothing = Bag(name, Files(folder, {}))
    if not stat.S_ISDIR(folder.lstat().st_mode):
        return nothing, (nothing.finding("", "フォルダーではありません。"),)
    survey = Survey()
    survey.walk(folder)
    if survey.too_much:
        return nothing, (nothing.finding("", survey.too_much),)
    found = Bag(name, Files(folder, {path: digest(folder / path) for path in survey.sizes}), tuple(survey.litter))
    odd = tuple(found.finding(path, message) for path, message in survey.odd)
    large = [path for path in bag.TAG_FILES if survey.sizes.get(path, 0) > LARGEST_LIST]
    if large:
        return found, (*odd, *(found.finding(path, "目録や記録としては、大きすぎます。") for path in large))
    findings = (*odd, *_strays(found), *_lists(found), *_counts(found))
    return found, findings or tuple(_form(found))


def _strays(found: Bag) -> Iterator[Finding]:
    """Find unexpected files beside the payload, and missing tag files."""
    beside = {path for path in found.files if not path.startswith(bag.PAYLOAD)}
    for path in sorted(beside - set(bag.TAG_FILES)):
        yield found.finding(path, "余分なファイルです。発行の時にはありませんでした。")
    for path in sorted(set(bag.TAG_FILES) - beside):
        yield found.finding(path, "ファイルがありません。")


def _lists(found: Bag) -> Iterator[Finding]:
    """Compare the payload and the tag files with the manifests."""
    digests = found.files.digests
    payload = {path: each for path, each in digests.items() if path.startswith(bag.PAYLOAD)}
    tags = {path: digests[path] for path in bag.LISTED if path in digests}
    for names, files in ((bag.MANIFESTS, payload), ([f"tag{name}" for name in bag.MANIFESTS], tags)):
        lists: dict[str, dict[str, str]] = {}
        for name, algorithm in zip(names, ALGORITHMS, strict=True):
            try:
                lists |= {algorithm: bag.read_manifest(found.files[name])} if name in found.files else {}
            except MalformedError as error:
                yield found.finding(name, f"目録として読めません。{error}。")
        for path in sorted(set(files).union(*lists.values())):
            yield from _compared(found, path, files.get(path), lists)


def _compared(
    found: Bag, path: str, content: Digest | None, lists: Mapping[str, Mapping[str, str]]
) -> Iterator[Finding]:
    """Compare one file with every manifest."""
    unlisted = [algorithm for algorithm, listed in lists.items() if path not in listed]
    if unlisted:
        yield found.finding(path, f"目録（{'、'.join(unlisted)}）にありません。")
    if content is None:
        if path not in bag.TAG_FILES:
            yield found.finding(path, "目録にあるファイルがありません。")
        return
    wrong = [
        algorithm for algorithm, listed in lists.items() if path in listed and listed[path] != content.by(algorithm)
    ]
    if wrong:
        yield found.finding(path, f"中身が、目録のハッシュ（{'、'.join(wrong)}）と違います。")


def _counts(found: Bag) -> Iterator[Finding]:
    """Find a wrong bag declaration, and a Payload-Oxum that does not match the payload."""
    if bag.DECLARED in found.files and found.files[bag.DECLARED] != bag.DECLARATION:
        yield found.finding(bag.DECLARED, "BagIt 1.0 の宣言ではありません。")
    try:
        info = bag.read_info(found.files.get(bag.INFO, b""))
    except MalformedError as error:
        yield found.finding(bag.INFO, f"読めません。{error}。")
        return
    counted = bag.oxum(found.payload.digests.values())
    if info.get("Payload-Oxum", counted) != counted:
        yield found.finding(bag.INFO, "中身の量（Payload-Oxum）が合いません。")


def _form(found: Bag) -> Iterator[Finding]:
    """Find tag files with correct values that are not serialised canonically."""
    info = [pair for pair in bag.read_info(found.files[bag.INFO]).items() if pair[0] != "Payload-Oxum"]
    again = bag.tag_files(
        {path: each for path, each in found.files.digests.items() if path.startswith(bag.PAYLOAD)}, info
    )
    for path in bag.TAG_FILES:
        if found.files[path] != again[path]:
            yield found.finding(path, "書き方が、発行の時と違います。")
