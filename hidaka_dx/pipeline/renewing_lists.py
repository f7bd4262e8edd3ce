"""`witness --renew`: a new time stamp on a list (照合表) and its time stamps, before the certificate of the last one ends.

It lies beside the list as the next number (`list.json.2.tsr`), and is of the list's bytes and those of the time stamps
before it, one after the other, so that `cat` and `openssl ts -verify` can check it, too. The first then stays good for
what it says: each shows that the one before it was there while that still held (as RFC 4998 has it for archives).
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hidaka_dx.files import create
from hidaka_dx.pipeline.kept_lists import read_witness_list
from hidaka_dx.pipeline.list_proofs import ListProof, judge_read, read_proofs, renewable
from hidaka_dx.pipeline.signing_files import STAMP, number_of
from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.installation import require_library

if TYPE_CHECKING:
    from hidaka_dx.signatures.trust import Trust

NONE: Final = "この照合表には、まだタイムスタンプがありません。押し直すのは、`hidaka-dx witness --timestamp` で受けた .tsr が隣にある照合表です。"
UNSOUND: Final = "今、確かめられません。{0}押し直していません。"


@dataclass(frozen=True)
class RenewalOrder:
    """Which list's time stamps are to be renewed, by whom."""

    path: Path
    address: str
    """Of the time stamping authority."""
    trust: "Trust | None"


def renew_list(order: RenewalOrder) -> ListProof:
    """Put a new time stamp beside a list.

    Raises RefusalError where it is no list, has no time stamp or one that does not hold now, or where no right stamp is
    given, InstallationError without the library, OSError where a file cannot be read or written. Nothing is written then.
    """
    require_library()
    from hidaka_dx.signatures import detached, signing  # noqa: PLC0415  needs the extra

    kept = read_witness_list(order.path)
    stamper = signing.stamper_of(order.address)
    stamps = [each for each in read_proofs(kept) if each.is_stamp]
    if not stamps:
        raise RefusalError(f"{kept.path}: {NONE}")
    for proof in judge_read(stamps, kept.data, order.trust):
        if proof.judged.faults:
            raise RefusalError(f"{proof.path}: {UNSOUND.format(proof.judged.faults[0])}")
    token, judged = detached.checked_stamp(renewable(kept.data, stamps), stamper, order.trust)
    number = 1 + max(number_of(each.path) for each in stamps)
    name = f"{kept.path.name}.{number}{STAMP}"
    if not create(kept.path.parent, name, token):
        raise RefusalError(f"{kept.path.with_name(name)} がすでにあります。もう一度実行してください。")
    return replace(ListProof(kept.path.with_name(name), judged), renews=True)
