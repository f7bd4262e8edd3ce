"""`sign --export-digest` and `--import-signature`: signs with a key of another machine, which gets the digest only."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from hidaka_dx.archive import EditionName
from hidaka_dx.files import Output, discard
from hidaka_dx.formats import NEWEST, FormatError, NewerError, read, written
from hidaka_dx.pipeline.sign import Evidence, Order, Signed, finished, shown, signable, write_copy
from hidaka_dx.pipeline.signed_copies import SIGNED
from hidaka_dx.pipeline.signing_files import LARGEST_WAITING, read_named
from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.installation import require_library

ADVICE: Final = "`hidaka-dx sign --export-digest` からやり直してください。"
LONGEST: Final = 2048
"""Bytes of the longest signature: several times that of the longest key in use."""


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
    from hidaka_dx.signatures.times import now  # noqa: PLC0415  as above

    if file.exists():
        raise RefusalError(f"{file} がすでにあります。置き換えません。ほかの名前を書いてください。")
    name, edition = signable(root, order.edition)
    own, *others = keys.certificates_of(certificate.name, read_named(certificate))
    keys.require_fit(own, now())
    prepared = signing.prepared(edition, keys.signer_elsewhere(own, b"", tuple(others)), shown(order.picture))
    waiting = WaitingSignature(
        "waiting-signature",
        name.folder,
        prepared.pdf[len(edition) :].hex(),
        prepared.place,
        prepared.attributes.hex(),
        tuple(each.dump().hex() for each in (own, *others)),
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
    raw = _waiting_bytes(root, name)
    waiting = _read(raw, name)
    try:
        own, *others = (keys.certificates_in(bytes.fromhex(each))[0] for each in waiting.certificates)
        pdf, attributes = edition + bytes.fromhex(waiting.tail), bytes.fromhex(waiting.attributes)
        prepared = signing.PreparedEdition(pdf, waiting.place, attributes)
    except ValueError:
        raise RefusalError(f"{waiting_path(name)}: 書き換えられています。{ADVICE}") from None
    signer = keys.signer_elsewhere(own, value, tuple(others))
    signed = finished(signing.completed(prepared, signer, signing.stamper_of(evidence.address)), edition, evidence)
    done = write_copy(root, name, edition, signed, evidence.trust)
    discard(root, waiting_path(name), raw)
    return done


def _waiting_bytes(root: Path, name: EditionName) -> bytes:
    path = root / waiting_path(name)
    if not path.is_file():
        raise RefusalError(f"{path} がありません。先に `hidaka-dx sign --export-digest` を実行してください。")
    return read_named(path, LARGEST_WAITING)


def _read(raw: bytes, name: EditionName) -> WaitingSignature:
    try:
        waiting = read(_WAITING, raw)
    except NewerError as error:
        raise RefusalError(f"{waiting_path(name)}: {error}。") from None
    except FormatError as error:
        raise RefusalError(f"{waiting_path(name)}: {error}。{ADVICE}") from None
    if waiting.edition != name.folder:
        raise RefusalError(f"{waiting_path(name)}: ほかの版のものです。{ADVICE}")
    return waiting
