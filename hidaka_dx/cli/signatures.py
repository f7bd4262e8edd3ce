"""What is said of signed copies, in every command alike."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hidaka_dx.pipeline.signed_copies import SignedCopy
    from hidaka_dx.signatures.answers import JudgedSignature
    from hidaka_dx.signatures.judging import JudgedCopy

_SOON: Final = timedelta(days=366)
_RENEW: Final = "それより前に、`hidaka-dx sign --renew` で新しいタイムスタンプを押してください。"
_UNSTAMPED: Final = "タイムスタンプがないので、その後は確かめられません。"
NOT_INSTALLED: Final = "電子署名のための部品（pyHanko）が入っていないためです（docs/signing.md）。"


def told_copy(copy: "SignedCopy") -> Iterator[str]:
    """Say what holds of a file that begins with an edition."""
    if copy.name is None:
        return
    if copy.withdrawal:
        yield f"{copy.path}: {copy.name.spoken}は、{copy.withdrawal}"
    if not copy.more:
        yield f"{copy.path}: {copy.name.spoken}（archive/{copy.name.folder}）と、一バイトも違いません。署名はありません。"
        return
    added = "後ろに加わっているのは、署名だけです。" if copy.judged and copy.judged.is_only_signed else ""
    yield f"{copy.path}: 初めの部分は、{copy.name.spoken}（archive/{copy.name.folder}）と一バイトも違いません。{added}"
    if copy.judged and not copy.faults:
        yield from told_signatures(copy.judged)


def told_signatures(judged: "JudgedCopy") -> Iterator[str]:
    """Say what signatures hold, and until when."""
    from hidaka_dx.signatures.times import in_japan, now  # noqa: PLC0415  help need not wait for it

    for each in judged.signatures:
        yield f"  {_told(each)}"
    yield told_trust(judged.signatures)
    if judged.until:
        act = _UNSTAMPED if judged.level == "B-B" else _RENEW
        soon = "一年を切っています。" if judged.until - now() < _SOON else ""
        yield f"  確かめられるのは、{in_japan(judged.until)}までです（証明書の期限）。{soon}{act}"


def told_trust(signatures: "Sequence[JudgedSignature]") -> str:
    """Say what is known of the certificates."""
    if not all(each.is_trusted for each in signatures):
        return "  証明書がどの認証局のものかは、確かめていません。名乗るだけなら、だれにでもできます。--roots で認証局を示してください。"
    if not all(each.is_revocation_known for each in signatures):
        return (
            "  証明書は、示された認証局のものです。失効していないかは、失効の一覧（.crl）がないので、確かめていません。"
        )
    return "  証明書は、示された認証局のもので、失効していません。"


def _told(each: "JudgedSignature") -> str:
    from hidaka_dx.signatures.times import minute_in_japan  # noqa: PLC0415  as above

    when = minute_in_japan(each.moment) if each.moment else "時刻なし"
    if each.is_stamp:
        return f"全体のタイムスタンプ：{each.name}、{when}"
    proof = "タイムスタンプによる" if each.is_proven else "署名した計算機の時計による"
    return f"署名：{each.name}、{when}（{proof}）"
