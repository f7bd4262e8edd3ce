"""What is said of time stamps and signatures that lie beside a list of editions (照合表)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hidaka_dx.cli.signatures import NOT_INSTALLED, told_trust

if TYPE_CHECKING:
    from pathlib import Path

    from hidaka_dx.pipeline.list_proofs import ListProof
    from hidaka_dx.signatures.answers import JudgedSignature

_SOON: Final = timedelta(days=366)
_RENEW: Final = "それより前に、`hidaka-dx witness --renew` で押し直してください。"
_CARRIED: Final = "  期限の前に押し直されているので、後のタイムスタンプが確かめられるうちは、この時刻を示せます。"
_AGAIN: Final = "それより前に、新しい照合表にも署名が要ります。"
_UNSTAMPED: Final = "タイムスタンプがないので、その後は確かめられません。"
FAULTY: Final = (
    "照合表に添えたタイムスタンプか署名に、確かめられないもの（ほかの照合表のもの、壊れたもの、期限の切れたものなど）があります。"
    "照合表の番号を、印刷した照合表や議事録のものと比べてください。"
)


def told_proof(proof: "ListProof") -> Iterator[str]:
    """Say what a proof shows, and until when; nothing of one that does not hold."""
    from hidaka_dx.signatures.times import in_japan, now  # noqa: PLC0415  help need not wait for it

    found = proof.judged.signature
    if found is None or proof.judged.faults:
        return
    yield f"{proof.path}: {_shown(found, renews=proof.renews)}"
    yield told_trust([found])
    if proof.is_renewed:
        yield _CARRIED
        return
    soon = "一年を切っています。" if found.until - now() < _SOON else ""
    act = _RENEW if found.is_stamp else _AGAIN if found.is_proven else _UNSTAMPED
    yield f"  確かめられるのは、{in_japan(found.until)}までです（証明書の期限）。{soon}{act}"


def told_faults(proofs: "tuple[ListProof, ...]") -> tuple[str, ...]:
    """Say what does not hold."""
    return tuple(f"{each.path}: {_named(each)}{fault}" for each in proofs for fault in each.judged.faults)


def told_unjudged(paths: "tuple[Path, ...]") -> tuple[str, ...]:
    """Say that there are proofs which nobody has judged."""
    if not paths:
        return ()
    return (f"照合表のタイムスタンプや署名が{len(paths)}件ありますが、確かめていません。{NOT_INSTALLED}",)


def _named(proof: "ListProof") -> str:
    found = proof.judged.signature
    return f"{'タイムスタンプ' if found.is_stamp else '署名'}（{found.name}）：" if found else ""


def _shown(found: "JudgedSignature", *, renews: bool) -> str:
    from hidaka_dx.signatures.times import minute_in_japan  # noqa: PLC0415  as above

    when = minute_in_japan(found.moment) if found.moment else "時刻なし"
    if found.is_stamp:
        what = "この照合表と、前のタイムスタンプ" if renews else "この照合表"
        shown = f"この時には、{what}が、このままでありました。" if found.is_trusted else ""
        return f"照合表の{'押し直した' if renews else ''}タイムスタンプ：{found.name}、{when}。{shown}"
    proof = "タイムスタンプによる" if found.is_proven else "署名した計算機の時計による"
    return f"照合表への署名：{found.name}、{when}（{proof}）。名前が、署名を頼んだ町のものかを見てください。"
