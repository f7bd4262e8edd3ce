"""A list of editions (照合表) with a time stamp of its own, which anyone can check: written beside it, judged with it."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hidaka_dx.archive import Archive, WitnessEntry, WitnessList, dumped_list, witness_list_of
from hidaka_dx.archive.witness_list import _numbered
from hidaka_dx.formats import NEWEST
from hidaka_dx.pipeline import list_proofs
from hidaka_dx.pipeline.kept_lists import read_witness_list
from hidaka_dx.problem import RefusalError

authorities = pytest.importorskip("authorities", reason="the extra [sign] is not installed")
from asn1crypto import tsp  # noqa: E402  after the question
from cryptography.hazmat.primitives import hashes  # noqa: E402  as above
from cryptography.hazmat.primitives.asymmetric import padding  # noqa: E402  as above

from hidaka_dx.signatures import borrowed, detached, keys, trust  # noqa: E402  after the question

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "tests/fixtures/witness-list.json"
NOW, YEAR = authorities.NOW, authorities.YEAR
CA = authorities.Authority()
STAMPS = CA.certify("時刻の局", end=NOW + 10 * YEAR, stamps=True)
Typed = Callable[..., tuple[int, str, str]]


def list_of(entries: tuple[WitnessEntry, ...]) -> WitnessList:
    """Number entries as a list of ours, as a forger can."""
    return _numbered(entries, NEWEST)


@pytest.fixture(scope="module")
def given() -> Any:
    return trust.trust_of({"ca.pem": authorities.der(CA.certificate), "ca.crl": CA.revoked()})


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("roots")
    (folder / "ca.pem").write_bytes(authorities.pem(CA.certificate))
    (folder / "ca.crl").write_bytes(CA.revoked())
    return folder


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with authorities.serving(authorities.stamper(STAMPS, "時刻の局")) as url:
        yield url


@pytest.fixture(scope="module")
def data() -> bytes:
    """Give the list of this town's archive."""
    found = witness_list_of(Archive(ROOT))
    assert found
    return dumped_list(found)


@pytest.fixture(scope="module")
def token(data: bytes) -> bytes:
    return detached.stamp_of(data, authorities.stamper(STAMPS, "時刻の局"))


@pytest.fixture
def kept(data: bytes, token: bytes, tmp_path: Path) -> Path:
    """Give the list as a library keeps it, with its stamp."""
    (tmp_path / "kept.json").write_bytes(data)
    (tmp_path / "kept.json.tsr").write_bytes(token)
    return tmp_path / "kept.json"


def test_a_stamp_is_judged_with_the_list_even_after_an_editor(kept: Path, roots: Path, typed: Typed) -> None:
    for raw in (kept.read_bytes(), b"\xef\xbb\xbf" + kept.read_bytes().replace(b"\n", b"\r\n")):
        kept.write_bytes(raw)
        code, said, complaint = typed(ROOT, "verify", "--against", str(kept), "--roots", str(roots))
        assert (code, complaint) == (0, "")
        for words in ("kept.json.tsr: 照合表のタイムスタンプ：時刻の局、", "示された認証局のもので、失効していません"):
            assert words in said
        assert f"確かめられるのは、{(NOW + 10 * YEAR).year}年" in said
    code, said, _ = typed(ROOT, "verify", "--against", str(kept))
    assert code == 0
    assert "証明書がどの認証局のものかは、確かめていません。" in said


def test_what_does_not_hold_is_told_with_its_file(kept: Path, token: bytes, roots: Path, typed: Typed) -> None:
    other = detached.stamp_of(b"another list", authorities.stamper(STAMPS, "時刻の局"))
    for raw, why in (
        (other, "タイムスタンプ（時刻の局）：押した時から、中身が変わっています。"),
        (token[:-9], "タイムスタンプ（RFC 3161）として読めません。"),
        (b"", "タイムスタンプ（RFC 3161）として読めません。"),
    ):
        kept.with_name("kept.json.tsr").write_bytes(raw)
        code, _, complaint = typed(ROOT, "verify", "--against", str(kept), "--roots", str(roots))
        assert code == 1
        assert f"kept.json.tsr: {why}\n" in complaint
        assert "照合表に添えたタイムスタンプか署名に、確かめられないもの" in complaint


def test_a_stamp_holds_until_its_certificate_ends_for_whom_it_is_given(data: bytes, token: bytes, given: Any) -> None:
    assert detached.judge_stamp(token, data, given, NOW + 9 * YEAR).faults == ()
    (lapsed,) = detached.judge_stamp(token, data, given, NOW + 11 * YEAR).faults
    assert lapsed.startswith("証明書の期限が切れて")
    bare = tsp.TimeStampResp.load(token)["time_stamp_token"].dump()
    assert detached.judge_stamp(bare, data, given).faults == ()
    stranger = trust.trust_of({"ca.pem": authorities.der(authorities.Authority("よその認証局").certificate)})
    (untrusted,) = detached.judge_stamp(token, data, stranger).faults
    assert "つながりません" in untrusted
    gone = trust.trust_of({"ca.pem": authorities.der(CA.certificate), "ca.crl": CA.revoked(STAMPS)})
    (revoked,) = detached.judge_stamp(token, data, gone).faults
    assert "失効しています" in revoked


def test_a_renewed_stamp_keeps_the_first_time_beyond_its_certificate(
    kept: Path, data: bytes, token: bytes, given: Any
) -> None:
    then, end = NOW + 9 * YEAR, NOW + 20 * YEAR
    later = authorities.stamper(CA.certify("次の時刻の局", then - YEAR, end, stamps=True), "次の時刻の局", then)
    renewed = detached.stamp_of(data + token, later)
    kept.with_name("kept.json.2.tsr").write_bytes(renewed)
    first, second = list_proofs.judge_proofs(read_witness_list(kept), given, NOW + 12 * YEAR)
    assert (first.judged.faults, first.is_renewed, first.renews) == ((), True, False)
    assert (second.judged.faults, second.is_renewed, second.renews) == ((), False, True)
    kept.with_name("kept.json.tsr").write_bytes(token[:-1] + bytes([token[-1] ^ 1]))
    first, second = list_proofs.judge_proofs(read_witness_list(kept), given, NOW + 12 * YEAR)
    assert first.judged.faults
    assert second.judged.faults == ("押した時から、中身が変わっています。",)
    kept.with_name("kept.json.2.tsr").write_bytes(detached.stamp_of(data, later))
    kept.with_name("kept.json.tsr").write_bytes(token)
    first, second = list_proofs.judge_proofs(read_witness_list(kept), given, NOW + 12 * YEAR)
    assert "期限が切れて" in first.judged.faults[0], "a stamp of the list alone renews nothing"
    assert (second.judged.faults, second.renews) == ((), False)


def test_stamps_are_renewed_one_after_the_other(kept: Path, address: str, roots: Path, typed: Typed) -> None:
    order = ("witness", "--renew", str(kept), "--timestamp", address, "--roots", str(roots))
    for number in (2, 3):
        code, said, complaint = typed(ROOT, *order)
        assert (code, complaint) == (0, "")
        assert f"kept.json.{number}.tsr を作りました（押し直したタイムスタンプ）" in said
    code, said, complaint = typed(ROOT, "verify", "--against", str(kept), "--roots", str(roots))
    assert (code, complaint) == (0, "")
    assert said.count("期限の前に押し直されているので") == 2
    assert said.count("確かめられるのは、") == 1
    assert "この照合表と、前のタイムスタンプが、このままでありました。" in said
    kept.with_name("kept.json.2.tsr").unlink()
    code, _, complaint = typed(ROOT, *order)
    assert (code, "kept.json.3.tsr: 今、確かめられません。" in complaint) == (1, True)
    for path in kept.parent.glob("*.tsr"):
        path.unlink()
    code, _, complaint = typed(ROOT, *order)
    assert (code, "まだタイムスタンプがありません" in complaint) == (1, True)
    assert typed(ROOT, *order[:-2])[0] == 2


def test_what_a_weak_hash_names_is_not_believed(data: bytes, given: Any) -> None:
    by, who = authorities.stamper(STAMPS, "時刻の局"), CA.certify("隣町長")
    old = hashlib.new("sha1", data, usedforsecurity=False).digest()
    weak = borrowed.run(by.async_timestamp(old, "sha1")).dump()
    assert detached.judge_stamp(weak, data, given).faults == (detached.WEAK,)
    signer = keys.signer_of_file(authorities.key_file(who, "隣町長"), authorities.PASSPHRASE.encode(), NOW)
    weak = borrowed.run(signer.async_sign_general_data(data, "sha1")).dump()
    assert detached.judge_signature(weak, data, None).faults == (detached.WEAK,)


def test_a_certificate_that_is_for_something_else_stamps_nothing(data: bytes, given: Any) -> None:
    token = detached.stamp_of(data, authorities.stamper(CA.certify("見本町長"), "見本町長"))
    assert detached.judge_stamp(token, data, given).faults


def test_no_changed_byte_of_a_stamp_makes_it_one_of_another_list(data: bytes, token: bytes, given: Any) -> None:
    for place in range(0, len(token), 211):
        changed = bytearray(token)
        changed[place] ^= 4
        found = detached.judge_stamp(bytes(changed), data, given)
        assert found.faults or (found.signature and found.signature.is_trusted), place
        assert detached.judge_stamp(bytes(changed), data + b" ", given).faults, place


@pytest.fixture
def mayor(tmp_path: Path) -> list[str]:
    """Give the key of another town's mayor, as it is typed."""
    (tmp_path / "key.p12").write_bytes(authorities.key_file(CA.certify("隣町長"), "隣町長"))
    (tmp_path / "pass").write_text(authorities.PASSPHRASE, encoding="utf-8")
    return ["--key", str(tmp_path / "key.p12"), "--passphrase-file", str(tmp_path / "pass")]


def test_another_town_stands_by_a_list(kept: Path, mayor: list[str], roots: Path, typed: Typed) -> None:
    code, said, complaint = typed(ROOT, "witness", "--of", str(kept), *mayor, "--roots", str(roots))
    assert (code, complaint) == (0, "")
    assert said.startswith(f"{kept}.p7s を作りました（日高町の「日高町DX推進計画」の照合表、1件への署名）")
    code, said, _ = typed(ROOT, "verify", "--against", str(kept), "--roots", str(roots))
    assert code == 0
    assert "kept.json.p7s: 照合表への署名：隣町長、" in said
    assert "タイムスタンプがないので、その後は" in said
    code, _, complaint = typed(ROOT, "witness", "--of", str(kept), *mayor)
    assert (code, complaint.split("json.p7s: ")[1]) == (
        1,
        "この照合表には、隣町長の署名がすでにあります。何も書いていません。\n",
    )
    kept.with_name("kept.json.p7s").write_bytes(b"")
    code, _, complaint = typed(ROOT, "verify", "--against", str(kept), "--roots", str(roots))
    assert (code, complaint.split("\n")[0]) == (1, f"{kept}.p7s: 電子署名（CMS）として読めません。")


def test_a_second_signature_with_a_time_stamp_outlives_its_key(
    kept: Path, mayor: list[str], address: str, given: Any, typed: Typed
) -> None:
    kept.with_name("kept.json.p7s").write_bytes(b"")
    assert typed(ROOT, "witness", "--of", str(kept), *mayor, "--timestamp", address)[0] == 0
    second, data = kept.with_name("kept.json.2.p7s").read_bytes(), kept.read_bytes()
    assert detached.judge_signature(second, data, given, NOW + 9 * YEAR).faults == ()
    assert detached.judge_signature(second, data + b" ", given).faults


def test_a_key_that_is_elsewhere_stands_by_a_list(
    kept: Path, data: bytes, address: str, roots: Path, typed: Typed
) -> None:
    order, asked = ("witness", "--of", str(kept)), kept.with_name("asked")
    kept.with_name("mayor.crt").write_bytes(authorities.der(CA.certify("隣町長")))
    export = ("--export-digest", str(asked), "--certificate", str(kept.with_name("mayor.crt")))
    code, said, _ = typed(ROOT, *order, *export)
    assert (code, "RSA（PKCS#1 v1.5、ハッシュはSHA-256）" in said) == (0, True)
    kept.with_name("wrong").write_bytes(b"x" * 256)
    code, _, complaint = typed(ROOT, *order, "--import-signature", str(kept.with_name("wrong")))
    assert (code, "証明書の鍵で作られたものではありません" in complaint) == (1, True)
    value = authorities.key("隣町長").sign(asked.read_bytes(), padding.PKCS1v15(), hashes.SHA256())
    kept.with_name("value").write_bytes(value)
    done = (*order, "--import-signature", str(kept.with_name("value")), "--timestamp", address, "--roots", str(roots))
    other = replace(read_witness_list(KEPT).witness.entries[0], seal="0" * 64)
    kept.write_bytes(dumped_list(list_of((other,))))
    code, _, complaint = typed(ROOT, *done)
    assert (code, "ほかの照合表のものです" in complaint) == (1, True)
    kept.write_bytes(data)
    code, said, complaint = typed(ROOT, *done)
    assert (code, complaint) == (0, "")
    assert "kept.json.p7s: 照合表への署名：隣町長、" in said
    assert not kept.with_name("kept.json-waiting.json").exists()
    code, _, complaint = typed(ROOT, *done)
    assert (code, "がありません。先に `hidaka-dx witness --of" in complaint) == (1, True)
    assert typed(ROOT, *order, *export[:2])[0] == 2


def test_a_list_that_lost_what_it_named_is_not_signed(kept: Path, mayor: list[str], typed: Typed) -> None:
    first = read_witness_list(KEPT).witness.entries[0]
    entries = (first, replace(first, folder="promotion-plan-02", title="日高町DX推進計画 第2版"))
    others = tuple(replace(each, town="見本町") for each in entries)
    for now, before, why in (
        (entries[:-1], entries, "が、ありません。署名していません。"),
        ((replace(entries[0], seal="0" * 64), *entries[1:]), entries, "が、前と違います。署名していません。"),
        (entries, others, "見本町の「日高町DX推進計画」の照合表です。日高町の「日高町DX推進計画」の、前の"),
    ):
        kept.with_name("now.json").write_bytes(dumped_list(list_of(now)))
        kept.write_bytes(dumped_list(list_of(before)))
        words = ("witness", "--of", str(kept.with_name("now.json")), "--after", str(kept), *mayor)
        code, _, complaint = typed(ROOT, *words)
        assert code == 1
        assert why in complaint
        assert not kept.with_name("now.json.p7s").exists()
    kept.write_bytes(dumped_list(list_of(entries[:1])))
    assert typed(ROOT, *words)[0] == 0


def test_what_does_not_go_together_is_told(kept: Path, mayor: list[str], roots: Path, typed: Typed) -> None:
    for words in (("--of", str(kept)), mayor, ("--after", str(kept)), ("--roots", str(roots))):
        code, _, complaint = typed(ROOT, "witness", *words)
        assert code == 2
        assert complaint.startswith("使い方の誤り: 「--")


def test_a_second_judge_needs_nothing_of_ours(kept: Path, roots: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    asked = ["openssl", "ts", "-verify", "-data", str(kept), "-in", f"{kept}.tsr", "-CAfile", str(roots / "ca.pem")]
    assert "Verification: OK" in subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    both = kept.read_bytes() + kept.with_name("kept.json.tsr").read_bytes()
    kept.with_name("both").write_bytes(both)
    kept.with_name("renewed").write_bytes(detached.stamp_of(both, authorities.stamper(STAMPS, "時刻の局")))
    asked[4:7:2] = map(str, (kept.with_name("both"), kept.with_name("renewed")))
    assert "Verification: OK" in subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def test_a_list_is_stamped_before_anything_is_written(address: str, data: bytes, given: Any) -> None:
    found = list_proofs.stamped_list(ROOT, address, given)
    assert (found.data, found.judged.faults) == (data, ())
    with pytest.raises(RefusalError, match=r"タイムスタンプを受けられません.*何も書いていません"):
        list_proofs.stamped_list(ROOT, "http://127.0.0.1:1/", given)
    with pytest.raises(RefusalError, match="で始まるアドレスではありません"):
        list_proofs.stamped_list(ROOT, "時刻の局", given)
    stranger = trust.trust_of({"ca.pem": authorities.der(authorities.Authority("よその認証局").certificate)})
    with pytest.raises(RefusalError, match=r"つながりません.*何も書いていません"):
        list_proofs.stamped_list(ROOT, address, stranger)


def test_no_stamp_is_lost_or_left_beside_another_list(kept: Path, data: bytes, token: bytes, given: Any) -> None:
    stamp = list_proofs.StampedList(data, token, detached.judge_stamp(token, data, given))
    list_proofs.require_place(kept, data, None)
    for data_, stamp_, why in (
        (data, stamp, "すでにあります"),
        (data + b" ", None, "前の照合表のタイムスタンプか署名が残っています"),
    ):
        with pytest.raises(RefusalError, match=rf"kept\.json\.tsr: .*{why}"):
            list_proofs.require_place(kept, data_, stamp_)
    kept.with_name("kept.json.tsr").unlink()
    with pytest.raises(RefusalError, match="保存庫が変わりました"):
        list_proofs.require_place(kept, data + b" ", stamp)
    list_proofs.require_place(kept, data, stamp)
