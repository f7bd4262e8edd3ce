"""An authority of certificates and one of time stamps, made for a run of tests; nothing of them is kept."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pkcs11
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pkcs11 import Attribute
from pkcs11.util.x509 import decode_x509_certificate
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from hidaka_dx.signatures import keys, signing

PASSPHRASE = "ひみつ pass"
YEAR = timedelta(days=365)
NOW = datetime.now(UTC).replace(microsecond=0)


@cache
def key(name: str) -> Any:
    """Make a key, once for each name."""
    return rsa.generate_private_key(65537, 2048) if name else None


def der(certificate: Any) -> bytes:
    return bytes(certificate.public_bytes(serialization.Encoding.DER))


def pem(certificate: Any) -> bytes:
    return bytes(certificate.public_bytes(serialization.Encoding.PEM))


def signed(edition: bytes, certified: Any, name: str, by: Any = None) -> bytes:
    """Sign an edition with a key of a file, with a time stamp where there is who gives it."""
    who = keys.signer_of_file(key_file(certified, name), PASSPHRASE.encode(), NOW)
    return signing.completed(signing.prepared(edition, who), who, by)


@dataclass(frozen=True)
class Authority:
    """Who certifies."""

    name: str = "見本の認証局"

    @property
    def certificate(self) -> Any:
        return certificate(self.name, self.name, NOW - YEAR, NOW + 40 * YEAR, is_authority=True)

    def certify(
        self, name: str, begin: datetime = NOW - YEAR, end: datetime = NOW + 5 * YEAR, *, stamps: bool = False
    ) -> Any:
        return certificate(name, self.name, begin, end, stamps=stamps)

    def revoked(self, *certificates: Any, until: datetime = NOW + 30 * YEAR) -> bytes:
        """Give the list of revoked certificates."""
        builder = x509.CertificateRevocationListBuilder().issuer_name(named(self.name))
        builder = builder.last_update(NOW - timedelta(days=1)).next_update(until)
        for each in certificates:
            gone = x509.RevokedCertificateBuilder().serial_number(each.serial_number)
            builder = builder.add_revoked_certificate(gone.revocation_date(NOW - timedelta(days=2)).build())
        builder = builder.add_extension(x509.CRLNumber(1), critical=False)
        return bytes(builder.sign(key(self.name), hashes.SHA256()).public_bytes(serialization.Encoding.DER))


def named(name: str) -> Any:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"), x509.NameAttribute(NameOID.COMMON_NAME, name)])


def certificate(  # noqa: PLR0913  as much as a certificate says
    name: str, issuer: str, begin: datetime, end: datetime, *, is_authority: bool = False, stamps: bool = False
) -> Any:
    public = key(name).public_key()
    uses = x509.KeyUsage(
        not is_authority, not (is_authority or stamps), *[False] * 3, is_authority, is_authority, *[False] * 2
    )
    builder = x509.CertificateBuilder().subject_name(named(name)).issuer_name(named(issuer)).public_key(public)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(begin).not_valid_after(end)
    extensions = [
        (x509.BasicConstraints(ca=is_authority, path_length=None), True),
        (x509.SubjectKeyIdentifier.from_public_key(public), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(key(issuer).public_key()), False),
        (uses, True),
        *([(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)] if stamps else []),
    ]
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(key(issuer), hashes.SHA256())


def key_file(certified: Any, name: str, passphrase: str = PASSPHRASE, chain: Sequence[Any] = ()) -> bytes:
    """Give a key with its certificate as PKCS#12."""
    how = serialization.BestAvailableEncryption(passphrase.encode())
    return bytes(pkcs12.serialize_key_and_certificates(b"key", key(name), certified, chain or None, how))


def stamper(certified: Any, name: str, moment: datetime | None = None) -> Any:
    """Give what stamps with that key, now or at a moment."""
    own = asn1_x509.Certificate.load(der(certified))
    return DummyTimeStamper(own, asn1_keys.PrivateKeyInfo.load(unlocked(name, "DER")), fixed_dt=moment)


def unlocked(name: str, encoding: str) -> bytes:
    """Give a key without a passphrase."""
    form = serialization.PrivateFormat.PKCS8
    return bytes(key(name).private_bytes(getattr(serialization.Encoding, encoding), form, serialization.NoEncryption()))


def put_on_card(library: Path, pin: str, certified: Any) -> None:
    """Put a certificate on the one card that a PKCS#11 library knows, beside the key `a1`."""
    slots = pkcs11.lib(str(library)).get_slots(token_present=True)
    tokens = (slot.get_token() for slot in slots)
    token = next(each for each in tokens if each.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED)
    values = decode_x509_certificate(der(certified))
    values |= {Attribute.TOKEN: True, Attribute.ID: bytes.fromhex("a1"), Attribute.LABEL: "町長"}
    with token.open(rw=True, user_pin=pin) as session:
        session.create_object(values)


class _Handler(BaseHTTPRequestHandler):
    stamper: ClassVar[Any]

    def do_POST(self) -> None:
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.stamper.request_tsa_response(asked).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(own: Any) -> Iterator[str]:
    """Stamp for whoever asks on this machine; give the address."""
    handler = type("Handler", (_Handler,), {"stamper": own})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
