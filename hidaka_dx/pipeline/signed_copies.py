"""Signed copies of issued editions: where they lie, which edition they begin with, whether they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.bounds import ExceededError
from hidaka_dx.pipeline.confined import confined_in_silence
from hidaka_dx.pipeline.signing_files import LARGEST_PDF, read_folder, read_named, signed_files
from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.installation import installed_release, require_library

if TYPE_CHECKING:
    from hidaka_dx.signatures.judging import JudgedCopy
    from hidaka_dx.signatures.trust import Trust

SIGNED: Final = "signed"
"""Folder of a town in which signed copies lie: beside the archive, whose bags stay as they were issued."""
NOT_OURS: Final = "この町の保存庫のどの版とも、初めの部分が同じではありません。この町が発行した版に署名だけを付けたものでは、ありません。"

TOO_MUCH: Final = (
    "後ろに加わった部分を調べると、{0}。途中でやめました。ふつうの署名ではありません。送った人に確かめてください。"
)


@dataclass(frozen=True)
class SignedCopy:
    """A file that begins with an edition."""

    path: Path
    name: EditionName | None
    """The edition; none where it begins with none."""
    more: int
    """Bytes behind the edition's."""
    judged: "JudgedCopy | None"
    """None where nothing was added, or nothing could be judged."""
    faults: tuple[str, ...]
    """Everything that does not hold, as sentences."""
    withdrawal: str = ""
    """When, by whom and why the edition was withdrawn; empty where it was not."""


def path_of(name: EditionName) -> str:
    """Return where the signed copy of an edition lies in a town's folder."""
    return f"{SIGNED}/{name.folder}-signed.pdf"


def trust_in(folder: Path | None) -> "Trust | None":
    """Read whom the user trusts; raises as `trust.trust_of`, and InstallationError without the library."""
    if folder is None:
        return None
    require_library()
    from hidaka_dx.signatures.trust import trust_of  # noqa: PLC0415  needs the extra

    return trust_of(read_folder(folder))


def judge_files(root: Path, paths: Iterable[Path], trust: "Trust | None") -> tuple[SignedCopy, ...]:
    """Judge files against a town's archive.

    Raises RefusalError where the archive has no editions or a matching one is not as it was issued, OSError where a file
    cannot be read.
    """
    archive = Archive(root, anew=True)
    if not archive.names:
        raise RefusalError("保存した版が、まだありません。PDFを比べる相手がありません。")
    return tuple(_judge(archive, path, trust) for path in paths)


def judge_kept(root: Path, wanted: EditionName | None, trust: "Trust | None") -> tuple[SignedCopy, ...]:
    """Judge the copies in a town's folder, all or those of one edition; none of them where the library is missing."""
    paths = signed_files(root / SIGNED)
    if wanted is not None:
        paths = tuple(each for each in paths if each.name == Path(path_of(wanted)).name)
    return judge_files(root, paths, trust) if paths and installed_release() else ()


def unjudged(root: Path) -> tuple[Path, ...]:
    """Return the copies that cannot be judged as the library is missing."""
    return () if installed_release() else signed_files(root / SIGNED)


def edition_in(archive: Archive, pdf: bytes) -> tuple[EditionName, bytes] | None:
    """Find the edition with whose bytes a file begins, the longest one; none where it begins with none.

    Raises RefusalError where an edition is not as it was issued, unless the file begins with another one.
    """
    found, refused = list[tuple[EditionName, bytes]](), list[RefusalError]()
    for name in archive.names:
        try:
            edition = archive.pdf(name)
        except RefusalError as error:
            refused.append(error)
            continue
        found += [(name, edition)] if pdf.startswith(edition) else []
    if refused and not found:
        raise refused[0]
    return max(found, key=lambda each: len(each[1]), default=None)


def _judge(archive: Archive, path: Path, trust: "Trust | None") -> SignedCopy:
    pdf = read_named(path, LARGEST_PDF)
    found = edition_in(archive, pdf)
    if found is None:
        return SignedCopy(path, None, 0, None, (NOT_OURS,))
    name, edition = found
    more, withdrawal = len(pdf) - len(edition), archive.withdrawal(name)
    told = withdrawal.told if withdrawal else ""
    if not more:
        return SignedCopy(path, name, 0, None, (), told)
    require_library()
    judged = _judged(pdf, edition, trust)
    return SignedCopy(path, name, more, judged, judged.faults, told)


def _judged(pdf: bytes, edition: bytes, trust: "Trust | None") -> "JudgedCopy":
    """Judge in a child process what anybody may have put behind an edition; what takes too much is a fault."""
    from hidaka_dx.signatures.judging import JudgedCopy, judge  # noqa: PLC0415  needs the extra

    try:
        return confined_in_silence(lambda: judge(pdf, edition, trust).without_paths(), len(pdf))
    except ExceededError as error:
        return JudgedCopy((), (TOO_MUCH.format(error),))
