"""`sign --export-digest` and `--import-signature`: signs with a key of another machine, which gets the digest only."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from hidaka_dx.archive import EditionName
from hidaka_dx.files import Output, discard
from hidaka_dx.formats import NEWEST, written
from hidaka_dx.pipeline.sign import Evidence, Order, Signed, finished, shown, signable, write_copy
from hidaka_dx.pipeline.signed_copies import SIGNED
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

_FIRST: Final = "`hidaka-dx sign --export-digest`"


@dataclass(frozen=True)
class WaitingSignature:
    """What is kept between the two steps: no secret, but needed to put the signature in its place."""

    kind: Literal["waiting-signature"]
    edition: str
    """Its folder in the archive."""
    tail: str
    """What follows the edition's bytes, with room for the signature, in hexadecimal."""
    place: tuple[int, int]
    attributes: str
    """What is signed."""
    certificates: tuple[str, ...]
    """The signer's first."""


_WAITING: Final[TypeAdapter[WaitingSignature]] = TypeAdapter(WaitingSignature)


def waiting_path(name: EditionName) -> str:
    """Return where it is kept in a town's folder."""
    return f"{SIGNED}/{name.folder}-waiting.json"


@dataclass(frozen=True)
class Exported:
    """What is to be signed elsewhere."""

    name: EditionName
    file: Path
    waiting: Path
    is_elliptic: bool
    """Whether the key is one of ECDSA; of RSA otherwise."""


def export_digest(root: Path, order: Order, certificate: Path, file: Path) -> Exported:
    """Write what the key of a certificate is to sign; raises as `sign.sign` does."""
    require_library()
    from hidaka_dx.signatures import keys, signing  # noqa: PLC0415  needs the extra

    require_free(file)
    name, edition = signable(root, order.edition)
    own, *others = own_certificates(certificate)
    prepared = signing.prepared(edition, keys.signer_elsewhere(own, b"", tuple(others)), shown(order.picture))
    waiting = WaitingSignature(
        "waiting-signature",
        name.folder,
        prepared.pdf[len(edition) :].hex(),
        prepared.place,
        prepared.attributes.hex(),
        in_hexadecimal((own, *others)),
    )
    place = waiting_path(name).rpartition("/")[2]
    Output(root / SIGNED).write([((place,), written(waiting, NEWEST))])
    Output(file.parent).write([((file.name,), prepared.attributes)])
    return Exported(name, file, root / SIGNED / place, keys.is_elliptic(own))


def import_signature(root: Path, typed: EditionName | str, file: Path, evidence: Evidence) -> Signed:
    """Put a signature made elsewhere into its place; raises as `sign.sign` does, also for one that is not of the key."""
    require_library()
    from hidaka_dx.signatures import keys, signing  # noqa: PLC0415  needs the extra

    name, edition = signable(root, typed)
    value = read_named(file, LONGEST)
    place = WaitingFile(root / waiting_path(name), waiting_path(name), _FIRST)
    raw = place.read()
    waiting = place.restored(_WAITING, raw)
    if waiting.edition != name.folder:
        raise place.unfit("ほかの版のものです。")
    try:
        own, *others = certificates_from(waiting.certificates)
        pdf, attributes = edition + bytes.fromhex(waiting.tail), bytes.fromhex(waiting.attributes)
        prepared = signing.PreparedEdition(pdf, waiting.place, attributes)
    except ValueError:
        raise place.unfit("書き換えられています。") from None
    signer = keys.signer_elsewhere(own, value, tuple(others))
    signed = finished(signing.completed(prepared, signer, signing.stamper_of(evidence.address)), edition, evidence)
    done = write_copy(root, name, edition, signed, evidence.trust)
    discard(root, waiting_path(name), raw)
    return done
