"""All that is borrowed from pyHanko and what it stands on; no other module imports these libraries."""

import logging
from asyncio import get_running_loop
from asyncio import run as run_alone
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pkcs11
from asn1crypto import cms, core, crl, pem, tsp, x509
from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import pdf_date, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import ExternalSigner, PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp, PreparedByteRangeDigest
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    KeyUsageConstraints,
    SignatureCoverageLevel,
    async_validate_detached_cms,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import ValidationInfoReadingError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

for _name in ("pyhanko", "pyhanko_certvalidator", "asyncio"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what they report is told by our own sentences

__all__ = [
    "DocumentSecurityStore",
    "DocumentTimestamp",
    "ExternalSigner",
    "HTTPTimeStamper",
    "KeyUsageConstraints",
    "NoStamp",
    "PKCS11Signer",
    "PdfCMSEmbedder",
    "PdfFileReader",
    "PdfSignatureMetadata",
    "PdfSigner",
    "PreparedByteRangeDigest",
    "RawContent",
    "SigIOSetup",
    "SigObjSetup",
    "SigSeedSubFilter",
    "SignatureCoverageLevel",
    "SigningError",
    "SimpleCertificateStore",
    "SimpleSigner",
    "StillWriter",
    "TimestampSignatureStatus",
    "ValidationContext",
    "ValidationInfoReadingError",
    "asn1_pkcs12",
    "async_validate_detached_cms",
    "async_validate_pdf_signature",
    "async_validate_pdf_timestamp",
    "cms",
    "core",
    "crl",
    "extract_tst_data_iter",
    "generic",
    "pdf_date",
    "pdf_name",
    "pdf_string",
    "pem",
    "pkcs11",
    "pkcs12",
    "read_whole",
    "run",
    "tsp",
    "validate_tst_signed_data",
    "x509",
]


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run to its end what the library does in steps; beside this thread where that is in another library's loop."""
    try:
        get_running_loop()
    except RuntimeError:
        return run_alone(work)
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(run_alone, work).result()


def read_whole(kind: Any, raw: bytes) -> Any:
    """Read an object of ASN.1; raises ValueError or TypeError now for what would else be found when a part of it is asked for."""
    found = kind.load(raw, strict=True)
    found.native  # noqa: B018  parsed when it is asked for
    return found


class NoStamp(BaseStampStyle):  # type: ignore[misc]
    """Leaves the look of a field as it is: pyHanko would write the signer's name on it, in Courier, which is not embedded."""

    def create_stamp(self, *_: Any, **__: Any) -> None:
        """Make none."""


class StillWriter(IncrementalPdfFileWriter):  # type: ignore[misc]
    """Appends to a PDF and leaves its metadata and its version as they are.

    pyHanko would date the former anew and write them so that they break PDF/A, and call a file PDF 2.0 for a key of ECDSA,
    which neither PDF/A-3 nor PDF/UA-1 is.
    """

    def _update_meta(self) -> None:
        """Do nothing."""

    def ensure_output_version(self, version: Any) -> None:
        """Do nothing."""

    def register_extension(self, ext: Any) -> None:
        """Name an extension of PDF 1.7; those of 2.0 have no place here."""
        if ext.base_version == "/1.7":
            super().register_extension(ext)
