"""Judges a signed copy of an edition: what was added, each signature and time stamp, and until when they can be checked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any, Final, NamedTuple

from hidaka_dx.inspection import require_bounded
from hidaka_dx.signatures.borrowed import (
    KeyUsageConstraints,
    PdfFileReader,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
    run,
)
from hidaka_dx.signatures.increments import FIELD, faults_between
from hidaka_dx.signatures.keys import USES, name_of
from hidaka_dx.signatures.pdf_objects import items_at
from hidaka_dx.signatures.tangles import is_tangled
from hidaka_dx.signatures.times import in_japan
from hidaka_dx.signatures.trust import IF_KNOWN, KNOWN, Trust

LARGEST: Final = 16 * 2**20
"""How many bytes signatures may take; one takes some ten thousand, long lists of revoked certificates a million."""
MOST: Final = 100
"""How many updates there may be; renewed every year, that is a century."""
_SIGNS: Final = KeyUsageConstraints(key_usage=USES, match_all_key_usages=False)
TOO_MUCH: Final = "後ろに加わった部分が、電子署名としては大きすぎるか、多すぎます。"
UNREAD: Final = "後ろに加わった部分が、電子署名として読めません。"
UNSIGNED: Final = "最後の署名かタイムスタンプの後ろに、署名のない書き足しがあります。"
NONE: Final = "後ろに加わった部分に、電子署名がありません。"
_WHY: Final = {
    "REVOKED": "証明書が失効しています。",
    "EXPIRED": "証明書の期限が切れていて、期限のうちに署名したことを示すタイムスタンプがありません。",
    "OUT_OF_BOUNDS": "証明書の期限が切れていて、期限のうちに署名したことを示すタイムスタンプがありません。",
    "NOT_YET_VALID": "証明書の期限が、まだ始まっていません。",
    "NO_CERTIFICATE_CHAIN_FOUND": "証明書が、示された認証局（--roots）につながりません。",
    "CRYPTO": "今では弱いとされる計算の方法（ハッシュや鍵の長さ）が使われています。",
}


class _TooMuchError(Exception):
    """More than signatures of decades come to."""


@dataclass(frozen=True)
class JudgedSignature:
    """A signature, or a time stamp of the whole file."""

    is_stamp: bool
    name: str
    """Whom the certificate names."""
    moment: datetime | None
    """When it was set: as a time stamp proves, or as the signer says."""
    is_proven: bool
    until: datetime
    """The end of the certificates that show it."""
    faults: tuple[str, ...]
    is_trusted: bool
    """Whether the certificate leads to a given authority; without any it is not asked."""
    is_revocation_known: bool
    paths: tuple[Any, ...] = ()
    """The certificates from the root on, where trusted."""


@dataclass(frozen=True)
class JudgedCopy:
    """A signed copy."""

    signatures: tuple[JudgedSignature, ...]
    """In the order in which they were set."""
    faults: tuple[str, ...]
    """Everything that does not hold, as sentences."""
    is_only_signed: bool = False
    """Whether nothing but signatures was added, whether they hold or not."""

    @property
    def level(self) -> str:
        """The level of PAdES (ETSI EN 319 142-1) that it reaches."""
        if not all(each.is_proven for each in self.signatures):
            return "B-B"
        stamped = any(each.is_stamp for each in self.signatures)
        return "B-LTA" if stamped and all(each.is_revocation_known for each in self.signatures) else "B-T"

    @property
    def until(self) -> datetime | None:
        """Until when it can be checked: the last time stamp carries all before it."""
        stamps = [each.until for each in self.signatures if each.is_stamp]
        return stamps[-1] if stamps else min((each.until for each in self.signatures), default=None)


def judge(pdf: bytes, edition: bytes, trust: Trust | None, at: datetime | None = None) -> JudgedCopy:
    """Judge a file that begins with an edition's bytes, now or at a moment.

    Whatever a stranger has put behind them ends in a fault.
    """
    try:
        return _copy(pdf, edition, trust, at)
    except _TooMuchError:
        return JudgedCopy((), (TOO_MUCH,))
    except Exception:  # noqa: BLE001  the library raises more than it documents, and a stranger wrote the file
        return JudgedCopy((), (UNREAD,))


def _copy(pdf: bytes, edition: bytes, trust: Trust | None, at: datetime | None) -> JudgedCopy:
    if len(pdf) - len(edition) > LARGEST or pdf.count(b"startxref", len(edition)) > MOST:
        raise _TooMuchError
    require_bounded(pdf)
    reader = PdfFileReader(BytesIO(pdf))
    if reader.total_revisions > MOST or len(items_at(reader.root, "/AcroForm", "/Fields")) > MOST:
        raise _TooMuchError
    faults = faults_between(reader, edition)
    if FIELD in faults:  # fields that are none of ours may lie in each other, doubled at every depth
        return JudgedCopy((), faults)
    if is_tangled(reader, trust or Trust(())):
        raise _TooMuchError
    faults += tuple(_coverage(reader, pdf, edition))
    signatures = _signatures(reader, trust, at)
    told = [f"{_called(each)}：{fault}" for each in signatures for fault in each.faults]
    return JudgedCopy(signatures, (*faults, *told), is_only_signed=not faults)


def _called(each: JudgedSignature) -> str:
    return f"{'タイムスタンプ' if each.is_stamp else '署名'}（{each.name}）"


def _coverage(reader: Any, pdf: bytes, edition: bytes) -> Iterator[str]:
    """Find what no signature covers."""
    found = reader.embedded_signatures
    if not found:
        yield NONE
        return
    levels = [each.evaluate_signature_coverage() for each in found]
    whole = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    if not all(each in whole for each in levels) or not all(_is_gapless(each, pdf) for each in found):
        yield "署名が、その時のファイルの全体に掛かっていません。"
    if levels[-1] is not SignatureCoverageLevel.ENTIRE_FILE or found[-1].signed_revision != reader.total_revisions - 1:
        yield UNSIGNED
    if pdf.count(b"startxref", len(edition)) != reader.total_revisions - 1:
        yield UNSIGNED


def _is_gapless(embedded: Any, pdf: bytes) -> bool:
    """Tell whether a signature leaves out nothing but its own value (ISO 32000-1, 12.8.1)."""
    start, size, rest, _ = map(int, embedded.byte_range)
    value = pdf[size:rest]
    return start == 0 and value[:1] == b"<" and value[-1:] == b">" and len(value) == 2 * len(embedded.pkcs7_content) + 2


def _signatures(reader: Any, trust: Trust | None, moment: datetime | None) -> tuple[JudgedSignature, ...]:
    """Judge from the last to the first: a time stamp shows when what lies before it was already there."""
    judged, stamp = list[JudgedSignature](), None
    for each in reversed(reader.embedded_signatures):
        each.compute_integrity_info(skip_diff=True)
        found = (
            _stamp(reader, each, trust, moment)
            if each.sig_object_type == "/DocTimeStamp"
            else _signature(reader, each, trust, moment)
        )
        if stamp is not None and not found.is_proven:
            found = replace(found, is_proven=True, moment=stamp.moment)
        judged.append(found)
        if found.is_stamp and not found.faults and found.is_trusted:
            stamp, moment = found, found.moment
    return tuple(reversed(judged))


class _Answer(NamedTuple):
    """What the library says of a signature, or of a time stamp of the whole file."""

    status: Any
    token: Any
    """What it says of the time stamp inside; none where there is none."""
    is_known: bool = False
    """Whether all certificates were looked for among those that were revoked."""

    @property
    def is_settled(self) -> bool:
        """Whether what is known of revoked certificates decides."""
        parts = [each for each in (self.status, self.token) if each is not None]
        return any(_is_revoked(each) for each in parts) or all(each.trusted for each in parts)

    @property
    def until(self) -> datetime:
        """When the first of the certificates ends that show it last; the root is trusted as it is given."""
        shown = self.token or self.status
        ends: list[datetime] = [each.not_valid_after for each in list(shown.validation_path or ())[1:]]
        return min(ends, default=shown.signing_cert.not_valid_after)


def _stamp(reader: Any, embedded: Any, trust: Trust | None, moment: datetime | None) -> JudgedSignature:
    given = trust or Trust(())

    def ask(mode: str) -> _Answer:
        asked = async_validate_pdf_timestamp(embedded, given.context(reader, moment, mode), skip_diff=True)
        return _Answer(run(asked), None)

    answer = _answered(ask)
    faults = tuple(_faults(answer.status, trust, "押した"))
    return _judged(answer, faults, answer.status.timestamp, is_stamp=True)


def _signature(reader: Any, embedded: Any, trust: Trust | None, moment: datetime | None) -> JudgedSignature:
    answer = _answered(lambda mode: _asked(reader, embedded, trust or Trust(()), moment, mode))
    status, token, _ = answer
    stamped = (f"タイムスタンプの{each}" for each in _faults(token, trust, "押した"))
    when = token.timestamp if token else status.signer_reported_dt
    return _judged(answer, (*_faults(status, trust, "署名した"), *stamped), when, is_stamp=False)


def _answered(ask: Callable[[str], _Answer]) -> _Answer:
    """Ask with lists of revoked certificates for all, and without where they are lacking."""
    sure = ask(KNOWN)
    return sure._replace(is_known=True) if sure.is_settled else ask(IF_KNOWN)


def _asked(reader: Any, embedded: Any, trust: Trust, moment: datetime | None, mode: str) -> _Answer:
    """Ask about a signature at a moment, or now; its certificate at the day of its time stamp, as it was signed by then."""

    def ask(then: datetime | None) -> Any:
        contexts = trust.context(reader, then, mode), trust.context(reader, moment, mode)
        asked = async_validate_pdf_signature(embedded, *contexts, key_usage_settings=_SIGNS, skip_diff=True)
        return run(asked)

    status = ask(moment)
    token = status.timestamp_validity
    if token is not None and token.trusted:
        status = ask(token.timestamp)
    return _Answer(status, status.timestamp_validity)


def _judged(answer: _Answer, faults: tuple[str, ...], when: datetime | None, *, is_stamp: bool) -> JudgedSignature:
    status, token, is_known = answer
    return JudgedSignature(
        is_stamp=is_stamp,
        name=name_of(status.signing_cert),
        moment=when,
        is_proven=is_stamp or token is not None,
        until=answer.until,
        faults=faults,
        is_trusted=bool(status.trusted),
        is_revocation_known=bool(status.trusted) and is_known,
        paths=tuple(each.validation_path for each in (status, token) if each and each.trusted),
    )


def _is_revoked(status: Any) -> bool:
    return "REVOKED" in getattr(status.trust_problem_indic, "name", "").replace("NOT_REVOKED", "")


def _faults(status: Any, trust: Trust | None, did: str) -> Iterator[str]:
    if status is None:
        return
    if not status.intact:
        yield f"{did}時から、中身が変わっています。"
    elif not status.valid:
        yield "値が、証明書の鍵で作られたものではありません。"
    elif trust is not None and not status.trusted:
        yield _why(status)


def _why(status: Any) -> str:
    said = getattr(status.trust_problem_indic, "name", "")
    end = in_japan(status.signing_cert.not_valid_after)
    reason = next((words for key, words in _WHY.items() if key in said), _WHY["NO_CERTIFICATE_CHAIN_FOUND"])
    return f"{reason}（証明書の期限は{end}）"
