"""Who signs: a key in a PKCS#12 file or on a card, or a certificate whose key is elsewhere. Keys are held in memory only."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.borrowed import (
    ExternalSigner,
    PKCS11Signer,
    SimpleCertificateStore,
    SimpleSigner,
    asn1_pkcs12,
    pem,
    pkcs11,
    pkcs12,
    read_whole,
    x509,
)
from hidaka_dx.signatures.times import in_japan

SHORTEST: Final = 2048
"""Bits of the shortest key of RSA that is still taken."""
USES: Final = {"digital_signature", "non_repudiation"}
"""One of these a certificate must be meant for (RFC 5280, 4.2.1.3)."""
OF_MACHINES: Final = {"server_auth", "time_stamping", "ocsp_signing"}
"""What only servers and services are certified for (RFC 5280, 4.2.1.12)."""


@dataclass(frozen=True)
class CardChoice:
    """Which key of which card."""

    module: Path
    """The PKCS#11 library of the card's maker."""
    label: str | None = None
    """Label of the card where the library knows several."""
    key: str | None = None
    """Label of the key where the card holds several."""


def signer_of_file(raw: bytes, passphrase: bytes, now: datetime) -> Any:
    """Return the signer of a PKCS#12 file; raises RefusalError where it gives none that may sign now."""
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(raw, passphrase)
    except ValueError:
        raise RefusalError(_why_unread(raw)) from None
    if key is None or certificate is None:
        raise RefusalError(
            "鍵のファイルに、秘密鍵と証明書がそろっていません。両方を入れて書き出したものを指定してください。"
        )
    signer = SimpleSigner.load_pkcs12_data(raw, [], passphrase)
    if signer is None:
        raise RefusalError("鍵の種類が、署名に使えないものです。RSAかECDSAの鍵を使ってください。")
    require_fit(signer.signing_cert, now)
    return signer


def _why_unread(raw: bytes) -> str:
    try:
        asn1_pkcs12.Pfx.load(raw, strict=True)["version"].native  # noqa: B018  parsed when it is asked for
    except ValueError:
        return "鍵のファイルが、PKCS#12（.p12、.pfx）として読めません。"
    return "鍵のファイルのパスフレーズが違います。"


def signer_elsewhere(certificate: Any, value: bytes, chain: tuple[Any, ...] = ()) -> Any:
    """Return a signer that puts a value made elsewhere behind a certificate."""
    return ExternalSigner(certificate, SimpleCertificateStore.from_certs([certificate, *chain]), value)


def certificates_of(name: str, raw: bytes) -> tuple[Any, ...]:
    """Return the certificates of a file, the signer's first; raises RefusalError where there is none."""
    try:
        return certificates_in(raw)
    except (ValueError, TypeError):
        raise RefusalError(f"{name}: 証明書（.pem、.crt、.cer、.der）として読めません。") from None


def is_elliptic(certificate: Any) -> bool:
    """Tell whether the key of a certificate is one of ECDSA."""
    return bool(certificate.public_key.algorithm == "ec")


def certificates_in(raw: bytes) -> tuple[Any, ...]:
    """Return the certificates of a file, in PEM or DER; raises ValueError for anything else."""
    if not pem.detect(raw):
        return (read_whole(x509.Certificate, raw),)
    found = tuple(
        read_whole(x509.Certificate, each) for kind, _, each in pem.unarmor(raw, multiple=True) if kind == "CERTIFICATE"
    )
    if not found:
        raise ValueError("no certificate")
    return found


def require_fit(certificate: Any, now: datetime) -> None:
    """Raise RefusalError for a certificate that may not sign now."""
    begin, end = certificate.not_valid_before, certificate.not_valid_after
    if now > end:
        raise RefusalError(
            f"署名の証明書の期限（{in_japan(end)}）が切れています。新しい証明書を受けてから、署名してください。"
        )
    if now < begin:
        raise RefusalError(f"署名の証明書は、{in_japan(begin)}からのものです。計算機の日付を確かめてください。")
    if not _is_strong(certificate.public_key):
        raise RefusalError(
            f"鍵の種類か長さ（{certificate.public_key.algorithm}）が、署名に使えないものです。2048ビット以上のRSAか、ECDSAの鍵を使ってください。"
        )
    uses = certificate.key_usage_value
    if uses is not None and not uses.native & USES:
        raise RefusalError("署名のための証明書ではありません（用途に、署名も否認防止もありません）。")
    purposes = {*(certificate.extended_key_usage_value.native if certificate.extended_key_usage_value else ())}
    if purposes & OF_MACHINES and purposes <= OF_MACHINES | {"client_auth"}:
        raise RefusalError(
            "署名のための証明書ではありません（ウェブサイト、タイムスタンプなどのためのものです）。職責証明書など、署名のための証明書を使ってください。"
        )


def _is_strong(public: Any) -> bool:
    """Tell whether a key is of a kind that readers know, and long enough for 112 bits of security."""
    return bool((public.algorithm == "rsa" and public.bit_size >= SHORTEST) or public.algorithm == "ec")


def name_of(certificate: Any) -> str:
    """Return whom a certificate names, as one line that is fit for a terminal."""
    subject = certificate.subject.native
    parts = [subject.get(key) for key in ("organization_name", "organizational_unit_name", "common_name")]
    flat = [each for part in parts if part for each in (part if isinstance(part, list) else [part])]
    words = " ".join(flat) or certificate.subject.human_friendly
    return "".join(each if each.isprintable() else "?" for each in words)[:200]


@contextmanager
def signer_on_card(choice: CardChoice, pin: str, now: datetime) -> Iterator[Any]:
    """Open a card and give its signer; raises RefusalError where it gives none that may sign now."""
    with _opened(choice, pin) as session:
        found = _on_card(session, choice)
        certificate = read_whole(x509.Certificate, found[pkcs11.Attribute.VALUE])
        require_fit(certificate, now)
        key = found[pkcs11.Attribute.ID]
        yield PKCS11Signer(session, signing_cert=certificate, key_id=key, other_certs_to_pull=())


@contextmanager
def _opened(choice: CardChoice, pin: str) -> Iterator[Any]:
    try:
        library = pkcs11.lib(str(choice.module.absolute()))
    except (pkcs11.PKCS11Error, RuntimeError, OSError):
        raise RefusalError(f"{choice.module}: カードのライブラリー（PKCS#11）として読めません。") from None
    try:
        with _token(library, choice).open(user_pin=pin) as session:
            yield session
    except (pkcs11.exceptions.PinIncorrect, pkcs11.exceptions.PinLenRange, pkcs11.exceptions.PinInvalid):
        raise RefusalError("カードの暗証番号が違います。続けて誤ると、カードが使えなくなります。") from None
    except pkcs11.exceptions.PinLocked:
        raise RefusalError("カードが、暗証番号の誤りで使えなくなっています。発行した所に相談してください。") from None
    except pkcs11.PKCS11Error as error:
        raise RefusalError(
            f"カードで署名できません（{type(error).__name__}）。カードと読み取り機を確かめてください。"
        ) from None


def _token(library: Any, choice: CardChoice) -> Any:
    tokens = [slot.get_token() for slot in library.get_slots(token_present=True)]
    usable = [each for each in tokens if each.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED]
    found = [each for each in usable if choice.label in (None, each.label.strip())]
    if len(found) == 1:
        return found[0]
    names = "、".join(f"「{each.label.strip()}」" for each in usable) or "なし"
    raise RefusalError(f"カードを一つに決められません（あるもの：{names}）。--token-label で名前を書いてください。")


def _on_card(session: Any, choice: CardChoice) -> Any:
    """Find the certificate of the one key on the card that can sign."""
    attribute, kind = pkcs11.Attribute, pkcs11.ObjectClass
    keys = list(session.get_objects({attribute.CLASS: kind.PRIVATE_KEY, attribute.SIGN: True}))
    ids = [each[attribute.ID] for each in keys if choice.key in (None, each[attribute.LABEL])]
    certificates = list(session.get_objects({attribute.CLASS: kind.CERTIFICATE}))
    found = [each for each in certificates if each[attribute.ID] in ids]
    if len(found) == 1:
        return found[0]
    names = "、".join(f"「{each[attribute.LABEL]}」" for each in keys) or "なし"
    raise RefusalError(
        f"カードの中の鍵を、証明書とともに一つに決められません（あるもの：{names}）。--key-label で名前を書いてください。"
    )
