"""Renews the evidence of a signed copy before it lapses: a time stamp over all, with the certificates that show it (B-LTA)."""

from datetime import datetime
from io import BytesIO
from typing import Any, Final

from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.borrowed import (
    DocumentSecurityStore,
    DocumentTimestamp,
    PdfCMSEmbedder,
    SigIOSetup,
    SigObjSetup,
    StillWriter,
    run,
)
from hidaka_dx.signatures.fields import stamp_field
from hidaka_dx.signatures.judging import JudgedCopy, judge
from hidaka_dx.signatures.signing import DIGEST, ROOM, stamping
from hidaka_dx.signatures.trust import Trust

_UNTRUSTED: Final = "タイムスタンプを押す所の証明書が、示された認証局（--roots）につながりません。その認証局の証明書も --roots に入れてください。"


def renewed(pdf: bytes, edition: bytes, stamper: Any, trust: Trust, at: datetime | None = None) -> bytes:
    """Put a time stamp behind a signed copy; raises RefusalError where it does not hold now or `at` a moment, or none is given."""
    return stamped_again(pdf, judge(pdf, edition, trust, at), stamper, trust, at)


def stamped_again(pdf: bytes, before: JudgedCopy, stamper: Any, trust: Trust, at: datetime | None = None) -> bytes:
    """Do so with a copy that is judged already; raises as `renewed` does."""
    require_sound(before)
    writer = StillWriter(BytesIO(pdf))
    context = trust.context(writer.prev, at)
    with stamping():
        own = run(_paths(stamper, context))
    paths = [path for each in before.signatures for path in each.paths] + own
    DocumentSecurityStore.supply_dss_in_writer(writer, None, paths=paths, validation_context=context)
    return _stamped(writer, stamper)


def require_sound(copy: JudgedCopy) -> None:
    """Raise RefusalError for a copy that does not hold: a time stamp would only preserve that."""
    if copy.faults:
        raise RefusalError(f"署名付きの写しが、今、確かめられません。{copy.faults[0]}タイムスタンプは押していません。")


def is_revocation_known(copy: JudgedCopy) -> bool:
    """Tell whether all signatures can be shown not to have been revoked, as B-LT asks."""
    return all(each.is_revocation_known for each in copy.signatures)


async def _paths(stamper: Any, context: Any) -> list[Any]:
    """Ask once for a stamp that proves nothing, to see by whom it is certified."""
    await stamper.async_dummy_response(DIGEST)
    try:
        return [path async for path in stamper.validation_paths(context)]
    except Exception:  # noqa: BLE001  the library raises more than it documents
        raise RefusalError(_UNTRUSTED) from None


def _stamped(writer: Any, stamper: Any) -> bytes:
    steps = PdfCMSEmbedder().write_cms(stamp_field(writer), writer, existing_fields_only=True)
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=DocumentTimestamp(bytes_reserved=ROOM)))
    prepared, output = steps.send(SigIOSetup(md_algorithm=DIGEST))
    with stamping():
        token = run(stamper.async_timestamp(prepared.document_digest, DIGEST))
    steps.send(token)
    return bytes(output.getvalue())
