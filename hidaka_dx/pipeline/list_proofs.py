"""What shows when a list of editions (照合表) was there, and who stands by it: time stamps and signatures beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from hidaka_dx.archive import Archive, WitnessList, dumped_list, witness_list_of
from hidaka_dx.bounds import ExceededError
from hidaka_dx.pipeline.kept_lists import LARGEST, KeptList
from hidaka_dx.pipeline.ownership import require_known
from hidaka_dx.pipeline.signing_files import STAMP, proof_files, read_named
from hidaka_dx.pipeline.strange_files import each_apart
from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.installation import installed_release, require_library

if TYPE_CHECKING:
    from hidaka_dx.signatures.detached import JudgedFile
    from hidaka_dx.signatures.trust import Trust

UNPUBLISHED: Final = "保存した版が、まだありません。照合表は、`hidaka-dx publish` で版を保存してから作ります。"
MOVE: Final = "前の照合表とともに、よそへ移してから、もう一度実行してください。何も書いていません。"

TOO_MUCH: Final = "調べると、{0}。途中でやめました。ふつうのタイムスタンプや署名ではありません。"


@dataclass(frozen=True)
class StampedList:
    """A list that is not written yet, and its time stamp."""

    data: bytes
    token: bytes
    judged: "JudgedFile"


class ProofFile(NamedTuple):
    """A file beside a list, as anybody may have made it."""

    path: Path
    content: bytes

    @property
    def is_stamp(self) -> bool:
        """Whether its name is that of a time stamp; of a signature otherwise."""
        return self.path.suffix.lower() == STAMP


@dataclass(frozen=True)
class ListProof:
    """A time stamp or a signature beside a list."""

    path: Path
    judged: "JudgedFile"
    renews: bool = False
    """Whether it is a time stamp of the list together with the time stamps before it."""
    is_renewed: bool = False
    """Whether a later one shows that this time stamp was there when it still held."""


def list_of(archive: Archive) -> WitnessList:
    """Return the list of a town's archive; raises RefusalError where there is nothing to list, or it is another town's."""
    require_known(archive)
    found = witness_list_of(archive)
    if found is None:
        raise RefusalError(UNPUBLISHED)
    return found


def stamped_list(root: Path, address: str, trust: "Trust | None") -> StampedList:
    """Ask for a time stamp of the list of a town's archive.

    Raises RefusalError where there is nothing to list or no right stamp is given, InstallationError without the library.
    """
    require_library()
    from hidaka_dx.signatures import detached, signing  # noqa: PLC0415  needs the extra

    stamper = signing.stamper_of(address)
    data = dumped_list(list_of(Archive(root, anew=True)))
    return StampedList(data, *detached.checked_stamp(data, stamper, trust))


def require_place(path: Path, data: bytes, stamp: StampedList | None) -> None:
    """Raise RefusalError where a list would take the place of one that has proofs, or the stamp that of another stamp."""
    there = proof_files(path)
    if there and not (path.is_file() and read_named(path, LARGEST) == data):
        raise RefusalError(f"{there[0]}: 前の照合表のタイムスタンプか署名が残っています。{MOVE}")
    if stamp and stamp.data != data:
        raise RefusalError("タイムスタンプを受ける間に、保存庫が変わりました。もう一度実行してください。")
    if stamp and (stamps := [each for each in there if each.suffix.lower() == STAMP]):
        raise RefusalError(
            f"{stamps[0]}: この照合表のタイムスタンプは、すでにあります。期限の前に押し直すのなら、`hidaka-dx witness --renew {path}` を"
            "使ってください。何も書いていません。"
        )


def read_proofs(kept: KeptList) -> tuple[ProofFile, ...]:
    """Read what lies beside a list, the time stamps first.

    Raises RefusalError for what is far too large, OSError where a file cannot be read.
    """
    return tuple(ProofFile(path, read_named(path)) for path in proof_files(kept.path))


def judge_proofs(kept: KeptList, trust: "Trust | None", at: datetime | None = None) -> tuple[ListProof, ...]:
    """Judge what lies beside a list, now or at a moment; none of it where the library is missing. Raises as `read_proofs`."""
    return judge_read(read_proofs(kept), kept.data, trust, at) if installed_release() else ()


def judge_read(
    files: Sequence[ProofFile], data: bytes, trust: "Trust | None", at: datetime | None = None
) -> tuple[ListProof, ...]:
    """Judge proofs of a list that were read, now or at a moment, the time stamps first."""
    if not files:
        return ()
    require_library()
    from hidaka_dx.signatures.detached import JudgedFile  # noqa: PLC0415  needs the extra

    def told(file: ProofFile, error: ExceededError) -> ListProof:
        return ListProof(file.path, JudgedFile(None, (TOO_MUCH.format(error),)))

    def judged(some: Sequence[ProofFile]) -> tuple[ListProof, ...]:
        return _judged(some, data, trust, at)

    return each_apart(files, judged, lambda file: len(file.content), told)


def unjudged_proofs(kept: KeptList) -> tuple[Path, ...]:
    """Return the proofs that cannot be judged as the library is missing."""
    return () if installed_release() else proof_files(kept.path)


def renewable(data: bytes, stamps: Iterable[ProofFile]) -> bytes:
    """Return what a new time stamp is of that is to renew those before it: the list, and behind it their files."""
    return b"".join((data, *(each.content for each in stamps)))


def _judged(
    files: Sequence[ProofFile], data: bytes, trust: "Trust | None", at: datetime | None
) -> tuple[ListProof, ...]:
    """Judge proofs from the last time stamp to the first: one that renews shows when those before it were there."""
    stamps = [each for each in files if each.is_stamp]
    done, moment = list[ListProof](), at
    for place, file in reversed([*enumerate(stamps)]):
        proof = _stamp(file, data, stamps[:place], trust, moment)
        done.append(replace(proof, is_renewed=moment != at))
        found = proof.judged.signature
        if proof.renews and found and found.is_trusted and not proof.judged.faults:
            moment = found.moment
    signatures = (_signature(each, data, trust, at) for each in files if not each.is_stamp)
    return (*reversed(done), *signatures)


def _stamp(
    file: ProofFile, data: bytes, before: Sequence[ProofFile], trust: "Trust | None", at: datetime | None
) -> ListProof:
    from hidaka_dx.signatures import detached  # noqa: PLC0415  needs the extra

    whole = renewable(data, before)
    renews = bool(before) and detached.is_stamp_of(file.content, whole)
    judged = detached.judge_stamp(file.content, whole if renews else data, trust, at)
    return ListProof(file.path, judged.without_paths(), renews)


def _signature(file: ProofFile, data: bytes, trust: "Trust | None", at: datetime | None) -> ListProof:
    from hidaka_dx.signatures import detached  # noqa: PLC0415  needs the extra

    return ListProof(file.path, detached.judge_signature(file.content, data, trust, at).without_paths())
