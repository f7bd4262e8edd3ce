"""Judges a signed copy of an edition: what was added, each signature and time stamp, and until when they can be checked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from hidaka_dx.inspection import require_bounded
from hidaka_dx.signatures.answers import (
    SIGNS,
    JudgedSignature,
    ValidationAnswer,
    judged_signature,
    judged_stamp,
)
from hidaka_dx.signatures.borrowed import (
    PdfFileReader,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
    run,
)
from hidaka_dx.signatures.increments import FIELD, faults_between
from hidaka_dx.signatures.pdf_objects import items_at
from hidaka_dx.signatures.tangles import is_tangled
from hidaka_dx.signatures.trust import Trust

LARGEST: Final = 16 * 2**20
"""How many bytes signatures may take; one takes some ten thousand, long lists of revoked certificates a million."""
MOST: Final = 100
"""How many updates there may be; renewed every year, that is a century."""
TOO_MUCH: Final = "後ろに加わった部分が、電子署名としては大きすぎるか、多すぎます。"
UNREAD: Final = "後ろに加わった部分が、電子署名として読めません。"
UNSIGNED: Final = "最後の署名かタイムスタンプの後ろに、署名のない書き足しがあります。"
NONE: Final = "後ろに加わった部分に、電子署名がありません。"


class _TooMuchError(Exception):
    """More than signatures of decades come to."""


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

    def without_paths(self) -> "JudgedCopy":
        """Return it for another process, which certificates of the library cannot be sent to."""
        return replace(self, signatures=tuple(each.without_paths() for each in self.signatures))


def judge(pdf: bytes, edition: bytes, trust: Trust | None, at: datetime | None = None) -> JudgedCopy:
    """Judge a file that begins with an edition's bytes, now or at a moment.

    Whatever a stranger has put behind them ends in a fault, but what takes more memory than there is in MemoryError.
    """
    try:
        return _copy(pdf, edition, trust, at)
    except _TooMuchError:
        return JudgedCopy((), (TOO_MUCH,))
    except MemoryError:
        raise
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


def _stamp(reader: Any, embedded: Any, trust: Trust | None, moment: datetime | None) -> JudgedSignature:
    given = trust or Trust(())

    def ask(mode: str) -> ValidationAnswer:
        asked = async_validate_pdf_timestamp(embedded, given.context(reader, moment, mode), skip_diff=True)
        return ValidationAnswer(run(asked), None)

    return judged_stamp(ask, trust)


def _signature(reader: Any, embedded: Any, trust: Trust | None, moment: datetime | None) -> JudgedSignature:
    given = trust or Trust(())

    def ask(mode: str, then: datetime | None) -> Any:
        contexts = given.context(reader, then, mode), given.context(reader, moment, mode)
        asked = async_validate_pdf_signature(embedded, *contexts, key_usage_settings=SIGNS, skip_diff=True)
        return run(asked)

    return judged_signature(ask, moment, trust)
