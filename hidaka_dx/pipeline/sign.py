"""`sign`: puts a signature behind the bytes of an issued edition, beside the archive; renews its evidence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.catalogue.documents import EDITED
from hidaka_dx.files import amend, create
from hidaka_dx.files.pictures import cleaned, pixels
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.inspection import conformance_fault
from hidaka_dx.pipeline.ownership import require_known
from hidaka_dx.pipeline.signed_copies import SIGNED, edition_in, path_of
from hidaka_dx.pipeline.signing_files import LARGEST_PDF, LARGEST_PICTURE, read_named, signed_files
from hidaka_dx.problem import RefusalError
from hidaka_dx.signatures.installation import require_library

if TYPE_CHECKING:
    from hidaka_dx.signatures.appearance import SealPicture
    from hidaka_dx.signatures.judging import JudgedCopy
    from hidaka_dx.signatures.keys import CardChoice
    from hidaka_dx.signatures.trust import Trust

NO_LISTS: Final = (
    "失効の一覧（.crl）が足りないので、長く確かめられる署名（B-LTA）にできません。署名の証明書と、タイムスタンプを押す所の"
    "証明書の、今の失効の一覧を --roots のフォルダーに入れてください。何も書いていません。"
)
NOTHING: Final = "署名できる版が、まだありません。`hidaka-dx publish` で保存してから署名します。"
_SHOWN: Final = 3
_OFFERED: Final = 8
LARGEST_SIDE: Final = 1200
"""Pixels: 1,200 on 24 mm are twice what a printer prints."""


@dataclass(frozen=True)
class KeyFile:
    """A key in a PKCS#12 file; the passphrase is asked for only when it is needed."""

    path: Path
    passphrase: Callable[[], str]


@dataclass(frozen=True)
class Card:
    """A key on a card."""

    choice: "CardChoice"
    pin: Callable[[], str]


@dataclass(frozen=True)
class Evidence:
    """What shows later that a signature was valid."""

    address: str | None = None
    """Of the time stamping authority; none for none."""
    trust: "Trust | None" = None
    lasting: bool = False
    """Whether a time stamp goes over all, with certificates and lists (B-LTA)."""

    def require_whole(self) -> None:
        """Raise RefusalError where what was asked for needs more."""
        if self.lasting and (self.address is None or self.trust is None):
            raise RefusalError("--long には、--timestamp と --roots も要ります。")


@dataclass(frozen=True)
class Signed:
    """A signed copy that was written."""

    name: EditionName
    path: Path
    judged: "JudgedCopy"


@dataclass(frozen=True)
class Order:
    """What is to be signed and how it shows."""

    edition: EditionName | str
    """An edition, or the key of a document for its newest one."""
    picture: Path | None = None
    """What the field of the edition shows."""


def sign(root: Path, order: Order, key: KeyFile | Card, evidence: Evidence, now: datetime) -> Signed:
    """Sign an edition.

    Raises RefusalError where it is not an edition as issued, is withdrawn or signed already, where the key, the time
    stamping authority or the result is not fit, InstallationError without the library, OSError where a file cannot be
    read or written. Nothing is written then.
    """
    require_library()
    from hidaka_dx.signatures import signing  # noqa: PLC0415  needs the extra

    evidence.require_whole()
    name, edition = signable(root, order.edition)
    stamper, picture = signing.stamper_of(evidence.address), shown(order.picture)
    with opened_key(key, now) as signer:
        signed = signing.completed(signing.prepared(edition, signer, picture), signer, stamper)
    return write_copy(root, name, edition, finished(signed, edition, evidence), evidence.trust)


def finished(signed: bytes, edition: bytes, evidence: Evidence) -> bytes:
    """Add what lets a signature be checked for long, if that was asked for; raises as `sign` does."""
    from hidaka_dx.signatures import renewal, signing  # noqa: PLC0415  needs the extra

    evidence.require_whole()
    if not evidence.lasting or evidence.trust is None:
        return signed
    judged = _with_lists(signed, edition, evidence.trust)
    return renewal.stamped_again(signed, judged, signing.stamper_of(evidence.address), evidence.trust)


def shown(path: Path | None) -> "SealPicture | None":
    """Read the picture that is shown; raises RefusalError for what is none or is too large."""
    from hidaka_dx.signatures.appearance import SealPicture  # noqa: PLC0415  needs the extra

    if path is None:
        return None
    try:
        found = SealPicture(*pixels(cleaned(read_named(path, LARGEST_PICTURE))))
    except UnreadableFile as error:
        raise RefusalError(f"{path} {error}") from None
    if max(found.size) > LARGEST_SIDE:
        raise RefusalError(f"{path}: 公印の絵が大きすぎます。長い辺を{LARGEST_SIDE}画素までに縮めてください。")
    return found


def signable(root: Path, typed: EditionName | str) -> tuple[EditionName, bytes]:
    """Return an edition that may be signed; raises as `sign` does."""
    archive = Archive(root, anew=True)
    require_known(archive)
    name = _issued(archive, typed)
    if withdrawal := archive.withdrawal(name):
        raise RefusalError(f"{name.spoken}は、{withdrawal.told}取り下げた版には署名しません。{_offered(archive)}")
    _require_unsigned(root, name)
    return name, archive.pdf(name)


def _issued(archive: Archive, typed: EditionName | str) -> EditionName:
    name = archive.newest(typed) if isinstance(typed, str) else typed
    if name is None or not archive.holds(name) or name.act:
        raise RefusalError(f"その版は保存されていません。{_offered(archive)}")
    return name


def _offered(archive: Archive) -> str:
    """Say what can be signed: the editions that are kept and not withdrawn, the newest first, not all of very many."""
    there = [name.spoken for each in EDITED for name in reversed(archive.standing(each.key))]
    more = "など、保存した版" if len(there) > _OFFERED else ""
    return f"署名できるのは、{'、'.join(there[:_OFFERED])}{more}だけです。" if there else NOTHING


def write_copy(root: Path, name: EditionName, edition: bytes, signed: bytes, trust: "Trust | None") -> Signed:
    """Judge a signed copy as a stranger would, and write it; raises RefusalError where it does not hold."""
    judged = _sound(signed, edition, trust)
    if not create(root, path_of(name), signed):
        _require_unsigned(root, name)
    return Signed(name, root / path_of(name), judged)


def renew(root: Path, wanted: EditionName | str | None, evidence: Evidence) -> tuple[Signed, ...]:
    """Put a new time stamp on the signed copies of a town, or of one edition: on all or, after a refusal, on none.

    Raises as `sign` does.
    """
    require_library()
    paths = [root / path_of(_issued(Archive(root, anew=True), wanted))] if wanted else list(signed_files(root / SIGNED))
    if not paths or not paths[0].exists():
        raise RefusalError(f"署名付きの写し（{SIGNED}/）がありません。")
    if evidence.address is None or evidence.trust is None:
        raise RefusalError("--renew には、--timestamp と --roots も要ります。")
    done = [_renewed(root, path, evidence.address, evidence.trust) for path in paths]
    remedies = {signed.path.relative_to(root).as_posix(): partial(_exchanged, *both) for signed, both in done}
    if left := amend(root, remedies):
        raise RefusalError(f"{left[0]}: 途中で、ほかのものに置き換わりました。もう一度実行してください。")
    return tuple(signed for signed, _ in done)


def _exchanged(before: bytes, after: bytes, there: bytes) -> bytes | None:
    return after if there == before else None


def _renewed(root: Path, path: Path, address: str, trust: "Trust") -> tuple[Signed, tuple[bytes, bytes]]:
    """Return a copy with a new time stamp, and its bytes before and after; a refusal names the copy."""
    from hidaka_dx.signatures import renewal, signing  # noqa: PLC0415  needs the extra

    before = read_named(path, LARGEST_PDF)
    found = edition_in(Archive(root, anew=True), before)
    if found is None:
        raise RefusalError(
            f"{path}: この町が発行した版で始まっていません。どの写しにも、タイムスタンプは押していません。"
        )
    name, edition = found
    try:
        after = renewal.renewed(before, edition, signing.stamper_of(address), trust)
        return Signed(name, path, _sound(after, edition, trust)), (before, after)
    except RefusalError as error:
        raise RefusalError(f"{path}: {error}") from None


def _require_unsigned(root: Path, name: EditionName) -> None:
    path = root / path_of(name)
    if path.exists() or path.is_symlink():
        raise RefusalError(
            f"{path} がすでにあります。署名付きの写しは置き換えません。署名し直すのなら、先によそへ移してください。"
        )


def _with_lists(signed: bytes, edition: bytes, trust: "Trust") -> "JudgedCopy":
    """Judge a copy that is to last; raises RefusalError where it does not hold, or lists of what was revoked are lacking."""
    from hidaka_dx.signatures import judging, renewal  # noqa: PLC0415  needs the extra

    judged = judging.judge(signed, edition, trust)
    renewal.require_sound(judged)
    if not renewal.is_revocation_known(judged):
        raise RefusalError(NO_LISTS)
    return judged


def _sound(signed: bytes, edition: bytes, trust: "Trust | None") -> "JudgedCopy":
    from hidaka_dx.signatures.judging import judge  # noqa: PLC0415  needs the extra

    judged = judge(signed, edition, trust)
    if judged.faults:
        raise RefusalError(f"署名したものが、確かめられません。{judged.faults[0]}何も書いていません。")
    if fault := conformance_fault(signed, _SHOWN):
        raise RefusalError(f"署名すると、{fault}何も書いていません。")
    return judged


@contextmanager
def opened_key(key: KeyFile | Card, now: datetime) -> Iterator[Any]:
    """Give the signer of a key; raises RefusalError where it may not sign now, OSError where it cannot be read."""
    from hidaka_dx.signatures import keys  # noqa: PLC0415  needs the extra

    if isinstance(key, Card):
        with keys.signer_on_card(key.choice, key.pin(), now) as signer:
            yield signer
    else:
        yield keys.signer_of_file(read_named(key.path), key.passphrase().encode(), now)
