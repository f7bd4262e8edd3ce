"""Signs an edition in two steps, so that the key may be on another machine: PAdES B-B, or B-T with a time stamp."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.appearance import SealPicture
from hidaka_dx.signatures.borrowed import (
    HTTPTimeStamper,
    NoStamp,
    PdfSignatureMetadata,
    PdfSigner,
    PreparedByteRangeDigest,
    SigningError,
    SigSeedSubFilter,
    StillWriter,
    cms,
    pkcs11,
    run,
)
from hidaka_dx.signatures.fields import signature_field

DIGEST: Final = "sha256"
ROOM: Final = 40_000
"""Digits kept free for a signature: 20,000 bytes, several times a chain of certificates and a time stamp."""
SECONDS: Final = 30
"""How long a time stamp is waited for."""


@dataclass(frozen=True)
class PreparedEdition:
    """An edition with an empty signature behind it."""

    pdf: bytes
    place: tuple[int, int]
    """Where the signature goes."""
    attributes: bytes
    """What the key signs (RFC 5652, 5.4)."""


def prepared(edition: bytes, signer: Any, picture: SealPicture | None = None) -> PreparedEdition:
    """Put an empty signature behind an edition, for the signer's certificate; raises RefusalError where it has no place."""
    writer = StillWriter(BytesIO(edition))
    meta = PdfSignatureMetadata(
        field_name=signature_field(writer, picture), md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES
    )
    session = PdfSigner(meta, signer, stamp_style=NoStamp())
    asked = session.async_digest_doc_for_signing(writer, existing_fields_only=True, bytes_reserved=ROOM)
    digest, _, output = run(asked)
    attributes = run(signer.signed_attrs(digest.document_digest, DIGEST, use_pades=True))
    place = digest.reserved_region_start, digest.reserved_region_end
    return PreparedEdition(output.getvalue(), place, attributes.dump())


def completed(edition: PreparedEdition, signer: Any, stamper: Any = None) -> bytes:
    """Sign what was prepared, with a time stamp where there is a stamper; raises RefusalError where it gives none."""
    attributes = cms.CMSAttributes.load(edition.attributes)
    with stamping():
        signature = run(signer.async_sign_prescribed_attributes(DIGEST, attributes, timestamper=stamper))
    output = BytesIO(edition.pdf)
    try:
        PreparedByteRangeDigest(b"", *edition.place).fill_with_cms(output, signature)
    except ValueError:
        raise RefusalError("署名が、用意した所より大きくなりました。証明書の数を減らしてください。") from None
    return output.getvalue()


def stamper_of(address: str | None) -> Any:
    """Return what asks a time stamping authority, none without an address; raises RefusalError for what is none."""
    if address is None:
        return None
    if not address.startswith(("http://", "https://")):
        raise RefusalError(f"--timestamp の「{address}」は、http:// か https:// で始まるアドレスではありません。")
    return HTTPTimeStamper(address, timeout=SECONDS)


@contextmanager
def stamping() -> Iterator[None]:
    """Say in a sentence what keeps a signature or a time stamp from being given, whatever the library or a stranger raises."""
    try:
        yield
    except (RefusalError, MemoryError, pkcs11.PKCS11Error):
        raise
    except SigningError as error:
        raise RefusalError(f"署名できません（{error}）。何も書いていません。") from None
    except Exception as error:  # noqa: BLE001  the library raises more than it documents
        why = type(error.__cause__ or error).__name__
        raise RefusalError(
            f"タイムスタンプを受けられません（{why}）。--timestamp のアドレスと、そこへのつながりを確かめてください。何も書いていません。"
        ) from None
