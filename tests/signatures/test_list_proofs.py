"""A list of editions (照合表) with a time stamp of its own, which anyone can check: written beside it, judged with it."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hidaka_dx.archive import Archive, dumped_list, witness_list_of
from hidaka_dx.pipeline import list_proofs
from hidaka_dx.problem import RefusalError

authorities = pytest.importorskip("authorities", reason="the extra [sign] is not installed")
from hidaka_dx.signatures import detached, trust  # noqa: E402  after the question

ROOT = Path(__file__).parents[2]
NOW, YEAR = authorities.NOW, authorities.YEAR
CA = authorities.Authority()
STAMPS = CA.certify("時刻の局", end=NOW + 10 * YEAR, stamps=True)
Typed = Callable[..., tuple[int, str, str]]


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
    stranger = trust.trust_of({"ca.pem": authorities.der(authorities.Authority("よその認証局").certificate)})
    (untrusted,) = detached.judge_stamp(token, data, stranger).faults
    assert "つながりません" in untrusted
    gone = trust.trust_of({"ca.pem": authorities.der(CA.certificate), "ca.crl": CA.revoked(STAMPS)})
    (revoked,) = detached.judge_stamp(token, data, gone).faults
    assert "失効しています" in revoked


def test_no_changed_byte_of_a_stamp_makes_it_one_of_another_list(data: bytes, token: bytes, given: Any) -> None:
    for place in range(0, len(token), 211):
        changed = bytearray(token)
        changed[place] ^= 4
        found = detached.judge_stamp(bytes(changed), data, given)
        assert found.faults or (found.signature and found.signature.is_trusted), place
        assert detached.judge_stamp(bytes(changed), data + b" ", given).faults, place


def test_a_second_judge_needs_nothing_of_ours(kept: Path, roots: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    asked = ["openssl", "ts", "-verify", "-data", str(kept), "-in", f"{kept}.tsr", "-CAfile", str(roots / "ca.pem")]
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
