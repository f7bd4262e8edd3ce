"""Whom a reader trusts: certificates of authorities, and their lists of revoked certificates, as given by the user."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.borrowed import (
    DocumentSecurityStore,
    ValidationContext,
    ValidationInfoReadingError,
    crl,
    pem,
    read_whole,
)
from hidaka_dx.signatures.keys import certificates_in

KNOWN: Final = "require"
"""Every certificate must be shown not to be revoked."""
IF_KNOWN: Final = "soft-fail"
"""What nothing is known of is let pass; so is whatever names no place of its lists, even where a list is given."""


@dataclass(frozen=True)
class Trust:
    """What is trusted."""

    roots: tuple[Any, ...]
    """Certificates that authorities have issued to themselves."""
    others: tuple[Any, ...] = ()
    """Certificates between those and a signer's."""
    revoked: tuple[Any, ...] = ()
    """Lists of revoked certificates."""

    def context(self, reader: Any, moment: datetime | None, revocation: str = IF_KNOWN) -> Any:
        """Return what validates certificates at a moment, or now, with what a PDF brings to help; None where there is no PDF.

        A list that is younger than the moment tells of it, too: it says when each certificate was revoked.
        """
        values: dict[str, Any] = {
            "trust_roots": list(self.roots),
            "other_certs": list(self.others),
            "crls": list(self.revoked),
            "moment": moment,
            "allow_fetching": False,
            "revocation_mode": revocation,
            "retroactive_revinfo": True,
        }
        if reader is None:
            return ValidationContext(**values)
        try:
            return DocumentSecurityStore.read_dss(reader).as_validation_context(values)
        except ValidationInfoReadingError:
            return ValidationContext(**values)


def trust_of(files: Mapping[str, bytes]) -> Trust:
    """Read certificates and lists from files, by name; raises RefusalError for a file that is neither, or no root."""
    certificates, lists = list[Any](), list[Any]()
    for name, raw in sorted(files.items()):
        try:
            if name.lower().endswith(".crl"):
                lists += _lists_in(raw)
            else:
                certificates += certificates_in(raw)
        except (ValueError, TypeError):
            raise RefusalError(
                f"{name}: 認証局の証明書（.pem、.crt、.cer、.der）としても、失効の一覧（.crl）としても読めません。"
                "--roots のフォルダーから除いてください。"
            ) from None
    roots = tuple(each for each in certificates if each.subject == each.issuer)
    if not roots:
        raise RefusalError("--roots のフォルダーに、認証局のルート証明書（自分で自分に発行したもの）がありません。")
    return Trust(roots, tuple(each for each in certificates if each not in roots), tuple(lists))


def _lists_in(raw: bytes) -> Iterator[Any]:
    parts: Iterable[bytes] = (part for _, _, part in pem.unarmor(raw, multiple=True)) if pem.detect(raw) else (raw,)
    for part in parts:
        yield read_whole(crl.CertificateList, part)
