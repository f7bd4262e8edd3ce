"""`witness --of --export-digest` and `--import-signature`: stands by another town's list with a key of another machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from hidaka_dx.files import Output, discard
from hidaka_dx.formats import NEWEST, FormatError, NewerError, read, written
from hidaka_dx.pipeline.cosigning import Cosigned, CosigningOrder, finished, require_unsigned, signable_list
from hidaka_dx.pipeline.signing_elsewhere import LONGEST
from hidaka_dx.pipeline.signing_files import LARGEST_WAITING, read_named
from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.installation import require_library

_FIRST: Final = "`hidaka-dx witness --of 照合表 --export-digest`"
ADVICE: Final = f"{_FIRST} からやり直してください。"


@dataclass(frozen=True)
class WaitingCosignature:
    """What is kept between the two steps: no secret, but needed to make a signature of the value."""

    kind: Literal["waiting-cosignature"]
    list_sha256: str
    """The number of the list."""
    attributes: str
    """What is signed, in hexadecimal."""
    certificates: tuple[str, ...]
    """The signer's first."""


_WAITING: Final[TypeAdapter[WaitingCosignature]] = TypeAdapter(WaitingCosignature)


@dataclass(frozen=True)
class ExportedCosignature:
    """What is to be signed elsewhere."""

    file: Path
    waiting: Path
    is_elliptic: bool
    """Whether the key is one of ECDSA; of RSA otherwise."""


def waiting_path(path: Path) -> Path:
    """Return where it is kept, beside the list."""
    return path.with_name(f"{path.name}-waiting.json")


def export_list_digest(order: CosigningOrder, certificate: Path, file: Path) -> ExportedCosignature:
    """Write what the key of a certificate is to sign for a list; raises as `cosigning.cosign` does."""
    require_library()
    from hidaka_dx.signatures import detached, keys  # noqa: PLC0415  needs the extra
    from hidaka_dx.signatures.times import now  # noqa: PLC0415  as above

    if file.exists():
        raise RefusalError(f"{file} がすでにあります。置き換えません。ほかの名前を書いてください。")
    kept = signable_list(order)
    own, *others = keys.certificates_of(certificate.name, read_named(certificate))
    keys.require_fit(own, now())
    require_unsigned(kept, keys.name_of(own))
    attributes = detached.attributes_of(kept.data, keys.signer_elsewhere(own, b"", tuple(others)))
    chain = tuple(each.dump().hex() for each in (own, *others))
    waiting = WaitingCosignature("waiting-cosignature", kept.witness.list_sha256, attributes.hex(), chain)
    place = waiting_path(order.path)
    Output(place.parent).write([((place.name,), written(waiting, NEWEST))])
    Output(file.parent).write([((file.name,), attributes)])
    return ExportedCosignature(file, place, keys.is_elliptic(own))


def import_list_signature(order: CosigningOrder, file: Path) -> Cosigned:
    """Make a signature of a value that was made elsewhere; raises as `cosigning.cosign` does, also for one that is not of the key."""
    require_library()
    from hidaka_dx.signatures import detached, keys, signing  # noqa: PLC0415  needs the extra

    kept, value, place = signable_list(order), read_named(file, LONGEST), waiting_path(order.path)
    if not place.is_file():
        raise RefusalError(f"{place} がありません。先に {_FIRST} を実行してください。")
    raw = read_named(place, LARGEST_WAITING)
    waiting = _read(raw, place)
    if waiting.list_sha256 != kept.witness.list_sha256:
        raise RefusalError(f"{place}: ほかの照合表のものです。{ADVICE}")
    try:
        own, *others = (keys.certificates_in(bytes.fromhex(each))[0] for each in waiting.certificates)
        attributes = bytes.fromhex(waiting.attributes)
    except ValueError:
        raise RefusalError(f"{place}: 書き換えられています。{ADVICE}") from None
    require_unsigned(kept, keys.name_of(own))
    signer = keys.signer_elsewhere(own, value, tuple(others))
    done = finished(
        kept, order, detached.signature_of_attributes(attributes, signer, signing.stamper_of(order.address))
    )
    discard(place.parent, place.name, raw)
    return done


def _read(raw: bytes, place: Path) -> WaitingCosignature:
    try:
        return read(_WAITING, raw)
    except NewerError as error:
        raise RefusalError(f"{place}: {error}。") from None
    except FormatError as error:
        raise RefusalError(f"{place}: {error}。{ADVICE}") from None
