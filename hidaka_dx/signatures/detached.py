"""Time stamps (RFC 3161) and signatures (CMS, RFC 5652) that lie as files beside what they are of, and their judgement.

Both can be checked without this program: `openssl ts -verify -data LIST -in STAMP`, `openssl cms -verify -binary -inform DER`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import new as hashed
from typing import Any, Final

from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.answers import (
    SIGNS,
    JudgedSignature,
    ValidationAnswer,
    judged_signature,
    judged_stamp,
)
from hidaka_dx.signatures.borrowed import (
    TimestampSignatureStatus,
    async_validate_detached_cms,
    cms,
    run,
    tsp,
    validate_tst_signed_data,
)
from hidaka_dx.signatures.signing import DIGEST, stamping
from hidaka_dx.signatures.tangles import is_tangled_alone
from hidaka_dx.signatures.trust import Trust

STRONG: Final = {"sha256", "sha384", "sha512"}
"""Hashes by which a stamp or a signature may name what it is of: for others, two lists can be made that have the same."""
NOT_A_STAMP: Final = "タイムスタンプ（RFC 3161）として読めません。"
NOT_A_SIGNATURE: Final = "電子署名（CMS）として読めません。"
WEAK: Final = "今では弱いとされる計算の方法（ハッシュ）が使われています。"


@dataclass(frozen=True)
class JudgedFile:
    """What holds of a stamp or a signature that is a file of its own."""

    signature: JudgedSignature | None
    """None where nothing can be read."""
    faults: tuple[str, ...]

    def without_paths(self) -> "JudgedFile":
        """Return it for another process, which certificates of the library cannot be sent to."""
        return replace(self, signature=self.signature and self.signature.without_paths())


def stamp_of(data: bytes, stamper: Any) -> bytes:
    """Ask for a time stamp, as the answer of the authority (.tsr); raises RefusalError where it gives none that is right."""
    with stamping():
        token = run(stamper.async_timestamp(hashed(DIGEST, data).digest(), DIGEST))
        return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump())


def checked_stamp(data: bytes, stamper: Any, trust: Trust | None) -> tuple[bytes, JudgedFile]:
    """Ask for a time stamp, and judge it as a stranger would; raises RefusalError where none is given that holds."""
    token = stamp_of(data, stamper)
    judged = judge_stamp(token, data, trust)
    require_sound(judged)
    return token, judged


def signature_of(data: bytes, signer: Any, stamper: Any = None) -> bytes:
    """Sign, with a time stamp where there is a stamper; raises RefusalError where it gives none."""
    with stamping():
        return bytes(run(signer.async_sign_general_data(data, DIGEST, use_cades=True, timestamper=stamper)).dump())


def attributes_of(data: bytes, signer: Any) -> bytes:
    """Return what a key elsewhere signs for data (RFC 5652, 5.4), as `signature_of` would."""
    digest = hashed(DIGEST, data).digest()
    return bytes(run(signer.signed_attrs(digest, DIGEST, use_pades=True, is_pdf_sig=False)).dump())


def signature_of_attributes(attributes: bytes, signer: Any, stamper: Any = None) -> bytes:
    """Put the value of a signer elsewhere behind what it has signed; raises as `signature_of` does."""
    with stamping():
        named = cms.CMSAttributes.load(attributes)
        return bytes(run(signer.async_sign_prescribed_attributes(DIGEST, named, timestamper=stamper)).dump())


def judge_stamp(raw: bytes, data: bytes, trust: Trust | None, at: datetime | None = None) -> JudgedFile:
    """Judge a time stamp of data, now or at a moment; whatever a stranger has written ends in a fault, or in MemoryError."""
    try:
        return _stamp(_token_in(raw), data, trust, at)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  the library raises more than it documents, and a stranger wrote the file
        return JudgedFile(None, (NOT_A_STAMP,))


def is_stamp_of(raw: bytes, data: bytes) -> bool:
    """Tell whether a time stamp names data, whether it holds or not; of what cannot be read nothing is named."""
    try:
        named = _token_in(raw)["encap_content_info"]["content"].parsed["message_imprint"]
        made = hashed(named["hash_algorithm"]["algorithm"].native, data).digest()
        return bool(named["hashed_message"].native == made)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  as above
        return False


def judge_signature(raw: bytes, data: bytes, trust: Trust | None, at: datetime | None = None) -> JudgedFile:
    """Judge a signature of data, now or at a moment; whatever a stranger has written ends in a fault, or in MemoryError."""
    try:
        return _signature(_signed_in(cms.ContentInfo.load(raw, strict=True)), data, trust, at)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  as above
        return JudgedFile(None, (NOT_A_SIGNATURE,))


def require_sound(found: JudgedFile) -> None:
    """Raise RefusalError for what does not hold: it would be believed later."""
    if found.faults:
        raise RefusalError(f"受けたものが、確かめられません。{found.faults[0]}何も書いていません。")


def _token_in(raw: bytes) -> Any:
    """Return the token in the answer of an authority, or one that is bare, as some programs keep it."""
    try:
        return _signed_in(tsp.TimeStampResp.load(raw, strict=True)["time_stamp_token"])
    except (ValueError, TypeError):
        return _signed_in(cms.ContentInfo.load(raw, strict=True))


def _signed_in(info: Any) -> Any:
    if info["content_type"].native != "signed_data":
        raise ValueError("no signed data")
    info.native  # noqa: B018  parsed when it is asked for
    return info["content"]


def _is_weak(signed: Any, *more: Any) -> bool:
    used = (*more, *(each["digest_algorithm"] for each in signed["signer_infos"]))
    return not {each["algorithm"].native for each in used} <= STRONG


def _stamp(signed: Any, data: bytes, trust: Trust | None, moment: datetime | None) -> JudgedFile:
    given = trust or Trust(())
    if is_tangled_alone(signed, given):
        return JudgedFile(None, (NOT_A_STAMP,))
    told = signed["encap_content_info"]["content"].parsed
    if _is_weak(signed, told["message_imprint"]["hash_algorithm"]):
        return JudgedFile(None, (WEAK,))

    def ask(mode: str) -> ValidationAnswer:
        found = validate_tst_signed_data(
            signed, given.context(None, moment, mode), lambda name: hashed(name, data).digest()
        )
        return ValidationAnswer(TimestampSignatureStatus(**run(found)), None)

    judged = judged_stamp(ask, trust)
    return JudgedFile(judged, judged.faults)


def _signature(signed: Any, data: bytes, trust: Trust | None, moment: datetime | None) -> JudgedFile:
    given = trust or Trust(())
    if is_tangled_alone(signed, given):
        return JudgedFile(None, (NOT_A_SIGNATURE,))
    if _is_weak(signed):
        return JudgedFile(None, (WEAK,))

    def ask(mode: str, then: datetime | None) -> Any:
        contexts = given.context(None, then, mode), given.context(None, moment, mode)
        return run(async_validate_detached_cms(data, signed, *contexts, key_usage_settings=SIGNS))

    judged = judged_signature(ask, moment, trust)
    return JudgedFile(judged, judged.faults)
