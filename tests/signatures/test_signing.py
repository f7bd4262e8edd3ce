"""Signed copies: the edition's bytes first, conformant, judged by two; whatever else is added is refused."""

import asyncio
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from hidaka_dx.inspection import failures
from hidaka_dx.problem import RefusalError

mutated_copies = pytest.importorskip("signatures.mutated_copies", reason="the extra [sign] is not installed")
pytest.importorskip("cryptography", reason="the extra [sign] is not installed")
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: E402  after the question

authorities = pytest.importorskip("authorities", reason="the extra [sign] is not installed")
from hidaka_dx.signatures import judging, keys, renewal, signing, trust  # noqa: E402  after the question
from hidaka_dx.signatures.borrowed import StillWriter, generic  # noqa: E402  as above

ROOT = Path(__file__).parents[2]
BAG = "archive/promotion-plan-01"
EDITION = (ROOT / BAG / "data/promotion-plan-01.pdf").read_bytes()
NOW, YEAR = authorities.NOW, authorities.YEAR
CA = authorities.Authority()
MAYOR = CA.certify("見本町長")
STAMPS = CA.certify("時刻の局", end=NOW + 10 * YEAR, stamps=True)


@pytest.fixture(scope="module")
def given() -> Any:
    return trust.trust_of({"ca.pem": authorities.der(CA.certificate), "ca.crl": CA.revoked()})


def signer(certified: Any = MAYOR, name: str = "見本町長") -> Any:
    return keys.signer_of_file(authorities.key_file(certified, name), authorities.PASSPHRASE.encode(), NOW)


def stamped(moment: Any = None, certified: Any = STAMPS, name: str = "時刻の局") -> Any:
    return authorities.stamper(certified, name, moment)


def signed(certified: Any = MAYOR, by: Any = None) -> bytes:
    who = signer(certified)
    return signing.completed(signing.prepared(EDITION, who), who, by)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return signed()


@pytest.fixture(scope="module")
def timed() -> bytes:
    return signed(by=stamped())


@pytest.fixture(scope="module")
def lasting(timed: bytes, given: Any) -> bytes:
    return renewal.renewed(timed, EDITION, stamped(), given)


def test_every_level_begins_with_the_edition_conforms_and_holds(
    plain: bytes, timed: bytes, lasting: bytes, given: Any
) -> None:
    for pdf, level in ((plain, "B-B"), (timed, "B-T"), (lasting, "B-LTA")):
        judged = judging.judge(pdf, EDITION, given)
        assert pdf.startswith(EDITION)
        assert (judged.faults, judged.level, failures(pdf)) == ((), level, [])
        assert b"Courier" not in pdf[len(EDITION) :]
        assert b"/Metadata" not in re.sub(rb"/Metadata \d+ 0 R", b"", pdf[len(EDITION) :])


def test_a_signature_that_leaves_bytes_out_is_no_false_alarm(lasting: bytes) -> None:
    """The judge of conformance knows of one signature only; of two, each must cover the file as it was then."""
    first = re.search(rb"/ByteRange \[0 \d+ \d+ (\d+)", lasting)
    assert first
    short = b"%d" % (int(first[1]) - 2)
    other = lasting[: first.start(1)] + short.zfill(len(first[1])) + lasting[first.end(1) :]
    assert any(rule.endswith("SIGNATURE-BYTERANGE-001") for rule in failures(other))


def test_a_second_judge_finds_it_valid_trusted_and_whole(timed: bytes, tmp_path: Path) -> None:
    if not (shutil.which("certutil") and shutil.which("pdfsig")):
        pytest.skip("certutil (libnss3-tools) or pdfsig (poppler-utils) is not installed")
    (tmp_path / "signed.pdf").write_bytes(timed)
    (tmp_path / "ca.der").write_bytes(authorities.der(CA.certificate))
    store = ["-d", f"sql:{tmp_path}"]
    subprocess.run(["certutil", "-N", *store, "--empty-password"], check=True)
    subprocess.run(["certutil", "-A", "-n", "ca", "-t", "CT,C,C", "-i", str(tmp_path / "ca.der"), *store], check=True)
    asked = ["pdfsig", "-nssdir", f"sql:{tmp_path}", str(tmp_path / "signed.pdf")]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    for words in ("Signature is Valid.", "Certificate is Trusted.", "Total document signed", "ETSI.CAdES.detached"):
        assert words in said


def test_a_changed_byte_anywhere_is_found(timed: bytes, given: Any) -> None:
    for place in range(len(EDITION), len(timed), 9001):
        other = bytearray(timed)
        other[place] ^= 1
        in_padding = timed[place : place + 40].strip(b"0") == b""
        assert in_padding or judging.judge(bytes(other), EDITION, given).faults, place


def another(pdf: bytes, change: Callable[[Any], object]) -> bytes:
    writer = pypdf.PdfWriter(BytesIO(pdf), incremental=True)
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def on_page(writer: Any) -> None:
    writer.pages[0].rotate(180)


def with_note(writer: Any) -> None:
    note = {"/Type": "/Annot", "/Subtype": "/FreeText", "/Rect": [0, 0, 99, 99], "/Contents": "偽"}
    made = pypdf.generic.DictionaryObject(
        {
            pypdf.generic.NameObject(key): pypdf.generic.TextStringObject(value)
            for key, value in note.items()
            if isinstance(value, str)
        }
    )
    made[pypdf.generic.NameObject("/Rect")] = pypdf.generic.ArrayObject(
        [pypdf.generic.NumberObject(each) for each in (0, 0, 99, 99)]
    )
    page = writer.pages[0]
    page[pypdf.generic.NameObject("/Annots")] = pypdf.generic.ArrayObject(
        [*page.get("/Annots", []), writer._add_object(made)]
    )


def with_title(writer: Any) -> None:
    writer.root_object["/Metadata"].get_object().set_data(b"<x:xmpmeta/>")


def with_action(writer: Any) -> None:
    name, words = pypdf.generic.NameObject, pypdf.generic.TextStringObject
    script = {name("/S"): name("/JavaScript"), name("/JS"): words("app.alert(1)")}
    writer.root_object[name("/OpenAction")] = pypdf.generic.DictionaryObject(script)


def with_store(writer: Any) -> None:
    writer.root_object[pypdf.generic.NameObject("/DSS")] = pypdf.generic.DictionaryObject()


def with_words(writer: Any) -> None:
    tree = writer.root_object["/StructTreeRoot"]["/K"][0].get_object()
    tree[pypdf.generic.NameObject("/Alt")] = pypdf.generic.TextStringObject("偽の言葉")


def with_content(writer: Any) -> None:
    stream = writer.pages[2]["/Contents"].get_object()
    stream.set_data(stream.get_data() + b"\n0 0 100 100 re f")


CHANGES = (on_page, with_note, with_title, with_action, with_words, with_content)


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_before_a_signature_is_told_though_the_signature_is_good(change: Any, given: Any) -> None:
    """A colleague with a good key signs what he has changed: the signature holds, the edition does not."""
    who = signer()
    pdf = signing.completed(signing.prepared(another(EDITION, change), who), who)
    judged = judging.judge(pdf, EDITION, given)
    assert judged.faults
    assert not any(each.faults for each in judged.signatures)
    assert judging.UNREAD not in judged.faults


@pytest.mark.parametrize("change", [*CHANGES, with_store])
def test_nothing_may_follow_the_last_signature(change: Any, timed: bytes, given: Any) -> None:
    assert judging.UNSIGNED in judging.judge(another(timed, change), EDITION, given).faults


def test_what_was_changed_and_hidden_by_a_later_time_stamp_is_told(timed: bytes, given: Any) -> None:
    changed = another(timed, with_content)
    after = renewal._stamped(StillWriter(BytesIO(changed)), stamped())
    assert judging.judge(after, EDITION, given).faults


def test_another_document_behind_the_edition_is_told(given: Any) -> None:
    """Readers begin at the end: a file whose last table does not lead back to the edition shows something else."""
    blank = pypdf.PdfWriter()
    blank.add_blank_page(100, 100)
    output = BytesIO()
    blank.write(output)
    own = output.getvalue()
    start = own.index(b"xref\n")
    moved = re.sub(rb"(\d{10}) (\d{5}) n", lambda found: b"%010d %b n" % (int(found[1]) + len(EDITION), found[2]), own)
    moved = re.sub(rb"startxref\n\d+", b"startxref\n%d" % (start + len(EDITION)), moved)
    assert judging.judge(EDITION + moved, EDITION, given).faults
    assert judging.judge(EDITION + b"\n", EDITION, given).faults == (judging.NONE,)
    assert judging.judge(EDITION + EDITION, EDITION, given).faults


def test_a_bomb_behind_the_edition_is_not_unpacked(given: Any) -> None:
    bomb = zlib.compress(b" " * 2**27, 1)
    pdf = EDITION + b"99999 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
        len(bomb),
        bomb,
    )
    assert judging.judge(pdf, EDITION, given).faults == (judging.UNREAD,)


def with_fields(*values: Any) -> bytes:
    """Add a form behind the edition, whose fields are given as dictionaries; `Kids` twice the one before."""
    writer, last = StillWriter(BytesIO(EDITION)), None
    for entries in values:
        field = generic.DictionaryObject(
            {generic.pdf_name(f"/{key}"): generic.pdf_string(str(value)) for key, value in entries.items()}
        )
        if last is not None:
            field[generic.pdf_name("/Kids")] = generic.ArrayObject([last, last])
        last = writer.add_object(field)
    fields = generic.ArrayObject([last])
    writer.root[generic.pdf_name("/AcroForm")] = generic.DictionaryObject({generic.pdf_name("/Fields"): fields})
    writer.update_root()
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def test_what_would_take_for_ever_is_told_at_once(given: Any) -> None:
    doubled = with_fields(*({"T": f"x{number}"} for number in range(40)))
    assert judging.judge(doubled, EDITION, given).faults == ("署名の欄ではない、ほかの欄や注釈が加えられています。",)
    many = EDITION + b"startxref\n0\n%%EOF\n" * 200
    assert judging.judge(many, EDITION, given).faults == (judging.TOO_MUCH,)
    ends = NOW - YEAR, NOW + YEAR
    maze = [
        authorities.certificate(*names, *ends, is_authority=True)
        for names in (("甲", "乙"), ("乙", "甲"))
        for _ in range(6)
    ]
    leaf = authorities.certificate("町長", "甲", *ends)
    raw = authorities.key_file(leaf, "町長", chain=maze)
    who = keys.signer_of_file(raw, authorities.PASSPHRASE.encode(), NOW)
    pdf = signing.completed(signing.prepared(EDITION, who), who)
    assert judging.judge(pdf, EDITION, given).faults == (judging.TOO_MUCH,)


def test_what_nobody_certified_or_was_revoked_is_told(timed: bytes) -> None:
    stranger = trust.trust_of({"other.der": authorities.der(authorities.Authority("ほかの認証局").certificate)})
    assert any("つながりません" in each for each in judging.judge(timed, EDITION, stranger).faults)
    gone = trust.trust_of({"ca.pem": authorities.der(CA.certificate), "ca.crl": CA.revoked(MAYOR)})
    assert any("失効しています" in each for each in judging.judge(timed, EDITION, gone).faults)
    untrusting = judging.judge(timed, EDITION, None)
    assert (untrusting.faults, [each.is_trusted for each in untrusting.signatures]) == ((), [False])


def test_a_certificate_of_a_service_signs_nothing() -> None:
    certified = authorities.Authority().certify("見本のタイムスタンプ局", stamps=True)
    with pytest.raises(RefusalError, match="ウェブサイト、タイムスタンプなどのため"):
        keys.signer_of_file(
            authorities.key_file(certified, "見本のタイムスタンプ局"), authorities.PASSPHRASE.encode(), authorities.NOW
        )


def test_a_time_stamp_carries_it_over_the_end_of_the_certificate_and_a_renewal_over_that_of_the_time_stamp(
    plain: bytes, timed: bytes, lasting: bytes, given: Any
) -> None:
    def holds(pdf: bytes, years: int) -> bool:
        return not judging.judge(pdf, EDITION, given, NOW + years * YEAR).faults

    assert [holds(plain, years) for years in (4, 6)] == [True, False]
    assert [holds(timed, years) for years in (4, 6, 9, 11)] == [True, True, True, False]
    then = NOW + 9 * YEAR
    later = CA.certify("次の時刻の局", then - YEAR, NOW + 20 * YEAR, stamps=True)
    again = renewal.renewed(lasting, EDITION, stamped(then, later, "次の時刻の局"), given, then)
    assert again.startswith(lasting)
    assert [holds(each, 11) for each in (lasting, again)] == [False, True]
    assert [holds(again, years) for years in (19, 21)] == [True, False]
    assert judging.judge(again, EDITION, given, then).until == later.not_valid_after_utc
    assert failures(again) == []


def test_a_key_of_ecdsa_leaves_the_version_of_the_file(given: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library calls such a file PDF 2.0, which is neither PDF/A-3 nor PDF/UA-1."""
    kept = authorities.key
    own = {"町長": ec.generate_private_key(ec.SECP384R1()), "短い": rsa.generate_private_key(65537, 1024)}
    own["新しい"] = ed25519.Ed25519PrivateKey.generate()
    monkeypatch.setattr(authorities, "key", lambda name: own.get(name) or kept(name))
    pdf = authorities.signed(EDITION, CA.certify("町長"), "町長", stamped())
    assert (judging.judge(pdf, EDITION, given).faults, failures(pdf)) == ((), [])
    assert b"/2.0" not in pdf[len(EDITION) :]
    for name in ("短い", "新しい"):
        with pytest.raises(RefusalError, match="2048ビット以上のRSAか、ECDSA"):
            authorities.signed(EDITION, CA.certify(name), name)


def test_it_is_signed_and_judged_in_the_loop_of_another_library_too(given: Any) -> None:
    async def busy() -> tuple[str, ...]:
        return judging.judge(signed(by=stamped()), EDITION, given).faults

    with ThreadPoolExecutor(1) as beside:  # the driver of the browser leaves a loop of its own in this thread
        assert beside.submit(lambda: asyncio.run(busy())).result() == ()


def test_what_lapsed_is_not_renewed(timed: bytes, given: Any) -> None:
    with pytest.raises(RefusalError, match="今、確かめられません"):
        renewal.renewed(timed, EDITION, stamped(), given, NOW + 11 * YEAR)


def test_copies_damaged_at_random_are_told(plain: bytes, lasting: bytes, given: Any) -> None:
    """`python tests/signatures/mutated_copies.py 1000` tries more."""
    for number in range(10):
        mutated_copies.judged(number, [plain, lasting], given)


def test_the_release_that_is_known_is_the_one_that_is_pinned() -> None:
    from hidaka_dx.signatures.installation import RELEASE  # noqa: PLC0415

    assert f'"pyhanko=={RELEASE}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
