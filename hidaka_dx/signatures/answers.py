"""What is said of one signature or time stamp, wherever it lies: by whom, when, until when it can be checked, what does not hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final, NamedTuple

from hidaka_dx.signatures.borrowed import KeyUsageConstraints
from hidaka_dx.signatures.keys import USES, name_of
from hidaka_dx.signatures.times import in_japan
from hidaka_dx.signatures.trust import IF_KNOWN, KNOWN, Trust

SIGNS: Final = KeyUsageConstraints(key_usage=USES, match_all_key_usages=False)
_WHY: Final = {
    "REVOKED": "証明書が失効しています。",
    "EXPIRED": "証明書の期限が切れていて、期限のうちに署名したことを示すタイムスタンプがありません。",
    "OUT_OF_BOUNDS": "証明書の期限が切れていて、期限のうちに署名したことを示すタイムスタンプがありません。",
    "NOT_YET_VALID": "証明書の期限が、まだ始まっていません。",
    "NO_CERTIFICATE_CHAIN_FOUND": "証明書が、示された認証局（--roots）につながりません。",
    "CRYPTO": "今では弱いとされる計算の方法（ハッシュや鍵の長さ）が使われています。",
}


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

    def without_paths(self) -> "JudgedSignature":
        """Return it for another process, which certificates of the library cannot be sent to."""
        return replace(self, paths=())


class ValidationAnswer(NamedTuple):
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


def judged_stamp(ask: Callable[[str], ValidationAnswer], trust: Trust | None) -> JudgedSignature:
    """Say what is known of a time stamp; `ask` asks the library with or without lists of all that was revoked."""
    answer = _answered(ask)
    faults = tuple(_faults(answer.status, trust, "押した"))
    return _judged(answer, faults, answer.status.timestamp, is_stamp=True)


def judged_signature(
    ask: Callable[[str, datetime | None], Any], moment: datetime | None, trust: Trust | None
) -> JudgedSignature:
    """Say what is known of a signature and of the time stamp inside it, at a moment or now; `ask` likewise, at a moment."""
    answer = _answered(lambda mode: _at_its_time(partial(ask, mode), moment))
    status, token, _ = answer
    stamped = (f"タイムスタンプの{each}" for each in _faults(token, trust, "押した"))
    when = token.timestamp if token else status.signer_reported_dt
    return _judged(answer, (*_faults(status, trust, "署名した"), *stamped), when, is_stamp=False)


def _answered(ask: Callable[[str], ValidationAnswer]) -> ValidationAnswer:
    """Ask with lists of revoked certificates for all, and without where they are lacking."""
    sure = ask(KNOWN)
    return sure._replace(is_known=True) if sure.is_settled else ask(IF_KNOWN)


def _at_its_time(ask: Callable[[datetime | None], Any], moment: datetime | None) -> ValidationAnswer:
    """Ask about a signature at a moment, or now; its certificate at the day of its time stamp, as it was signed by then."""
    status = ask(moment)
    token = status.timestamp_validity
    if token is not None and token.trusted:
        status = ask(token.timestamp)
    return ValidationAnswer(status, status.timestamp_validity)


def _judged(
    answer: ValidationAnswer, faults: tuple[str, ...], when: datetime | None, *, is_stamp: bool
) -> JudgedSignature:
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
