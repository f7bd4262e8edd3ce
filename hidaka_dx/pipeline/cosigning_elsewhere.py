"""`witness --of --export-digest` and `--import-signature`: stands by another town's list with a key of another machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from hidaka_dx.files import Output, discard
from hidaka_dx.formats import NEWEST, written
from hidaka_dx.pipeline.cosigning import Cosigned, CosigningOrder, finished, require_unsigned, signable_list
from hidaka_dx.pipeline.signing_files import read_named
from hidaka_dx.pipeline.signing_in_two_steps import (
    LONGEST,
    WaitingFile,
    certificates_from,
    in_hexadecimal,
    own_certificates,
    require_free,
)
from hidaka_dx.signatures.installation import require_library

_FIRST: Final = "`hidaka-dx witness --of 照合表 --export-digest`"


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

    require_free(file)
    kept = signable_list(order)
    own, *others = own_certificates(certificate)
    require_unsigned(kept, keys.name_of(own))
    attributes = detached.attributes_of(kept.data, keys.signer_elsewhere(own, b"", tuple(others)))
    chain = in_hexadecimal((own, *others))
    waiting = WaitingCosignature("waiting-cosignature", kept.witness.list_sha256, attributes.hex(), chain)
    place = waiting_path(order.path)
    Output(place.parent).write([((place.name,), written(waiting, NEWEST))])
    Output(file.parent).write([((file.name,), attributes)])
    return ExportedCosignature(file, place, keys.is_elliptic(own))


def import_list_signature(order: CosigningOrder, file: Path) -> Cosigned:
    """Make a signature of a value that was made elsewhere; raises as `cosigning.cosign` does, also for one that is not of the key."""
    require_library()
    from hidaka_dx.signatures import detached, keys, signing  # noqa: PLC0415  needs the extra

    kept, value, path = signable_list(order), read_named(file, LONGEST), waiting_path(order.path)
    place = WaitingFile(path, str(path), _FIRST)
    raw = place.read()
    waiting = place.restored(_WAITING, raw)
    if waiting.list_sha256 != kept.witness.list_sha256:
        raise place.unfit("ほかの照合表のものです。")
    try:
        own, *others = certificates_from(waiting.certificates)
        attributes = bytes.fromhex(waiting.attributes)
    except ValueError:
        raise place.unfit("書き換えられています。") from None
    require_unsigned(kept, keys.name_of(own))
    signer = keys.signer_elsewhere(own, value, tuple(others))
    done = finished(
        kept, order, detached.signature_of_attributes(attributes, signer, signing.stamper_of(order.address))
    )
    discard(path.parent, path.name, raw)
    return done
