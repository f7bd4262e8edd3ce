"""`witness --of`: a town stands by the list (照合表) of another, with a signature beside it that `verify --against` judges."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hidaka_dx.archive import WitnessList
from hidaka_dx.files import create
from hidaka_dx.pipeline.kept_lists import KeptList, read_witness_list
from hidaka_dx.pipeline.list_proofs import ListProof, judge_proofs
from hidaka_dx.pipeline.sign import Card, KeyFile, opened_key
from hidaka_dx.pipeline.signing_files import COSIGNED
from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.installation import require_library

if TYPE_CHECKING:
    from hidaka_dx.signatures.trust import Trust


@dataclass(frozen=True)
class CosigningOrder:
    """Which list is to be signed."""

    path: Path
    before: Path | None = None
    """A list of the same town that was kept before; all that it names must still be there."""
    address: str | None = None
    """Of the time stamping authority; none for none."""
    trust: "Trust | None" = None


@dataclass(frozen=True)
class Cosigned:
    """A list that was signed."""

    witness: WitnessList
    proof: ListProof


def cosign(order: CosigningOrder, key: KeyFile | Card, now: datetime) -> Cosigned:
    """Sign another town's list, as a file beside it.

    Raises RefusalError where it is no list, lacks what it named before or is signed so already, where the key, the time
    stamping authority or the result is not fit, InstallationError without the library, OSError where a file cannot be
    read or written. Nothing is written then.
    """
    require_library()
    from hidaka_dx.signatures import detached, keys, signing  # noqa: PLC0415  needs the extra

    kept = signable_list(order)
    stamper = signing.stamper_of(order.address)
    with opened_key(key, now) as signer:
        require_unsigned(kept, keys.name_of(signer.signing_cert))
        raw = detached.signature_of(kept.data, signer, stamper)
    return finished(kept, order, raw)


def signable_list(order: CosigningOrder) -> KeptList:
    """Read the list that is to be signed; raises RefusalError where it is none, or lacks what it named before."""
    kept = read_witness_list(order.path)
    if order.before:
        _require_growth(kept, read_witness_list(order.before))
    return kept


def finished(kept: KeptList, order: CosigningOrder, raw: bytes) -> Cosigned:
    """Judge a signature as a stranger would, and write it beside its list; raises RefusalError where it does not hold."""
    from hidaka_dx.signatures import detached  # noqa: PLC0415  needs the extra

    judged = detached.judge_signature(raw, kept.data, order.trust)
    detached.require_sound(judged)
    return Cosigned(kept.witness, ListProof(_written(order.path, raw), judged))


def _written(path: Path, raw: bytes) -> Path:
    """Write a signature under the first name that is free."""
    numbers = chain([""], (f".{number}" for number in count(2)))
    names = (f"{path.name}{number}{COSIGNED}" for number in numbers)
    return path.with_name(next(name for name in names if create(path.parent, name, raw)))


def require_unsigned(kept: KeptList, name: str) -> None:
    """Raise RefusalError where a list has a signature of that name already."""
    for proof in judge_proofs(kept, None):
        found: Any = proof.judged.signature
        if found and not found.is_stamp and not found.faults and found.name == name:
            raise RefusalError(f"{proof.path}: この照合表には、{name}の署名がすでにあります。何も書いていません。")


def _require_growth(kept: KeptList, before: KeptList) -> None:
    if not {each.plan for each in kept.witness.entries} & {each.plan for each in before.witness.entries}:
        raise RefusalError(
            f"{before.path}: {before.witness.told_plans}の照合表です。{kept.witness.told_plans}の、前の照合表を指定してください。"
            "署名していません。"
        )
    if fault := next(_shrunk(kept.witness, before.witness), None):
        raise RefusalError(
            f"{kept.path}: 前の照合表（{before.path}）にある{fault}。署名していません。"
            "前の照合表を残したまま、相手の町に確かめてください。"
        )


def _shrunk(witness: WitnessList, before: WitnessList) -> Iterator[str]:
    """Name what was listed before and is not listed so now; an archive only ever grows."""
    now = {each.folder: each for each in witness.entries}
    for each in before.entries:
        what = f"「{each.title}」{'の取下げ' if each.name.act else ''}"
        if each.folder not in now:
            yield f"{what}が、ありません"
        elif now[each.folder] != each:
            yield f"{what}が、前と違います"
