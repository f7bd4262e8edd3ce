"""`sign` and `verify --file` as they are typed: a key in a file, on a card, elsewhere; time stamps; what is refused and why."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hidaka_dx.inspection import failures

authorities = pytest.importorskip("authorities", reason="the extra [sign] is not installed")

ROOT = Path(__file__).parents[2]
NOW, YEAR = authorities.NOW, authorities.YEAR
CA = authorities.Authority()
MAYOR = CA.certify("見本町長")
STAMPS = CA.certify("時刻の局", end=NOW + 10 * YEAR, stamps=True)
COPY = "signed/promotion-plan-01-signed.pdf"
LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Give the town with its issued edition, a key, a passphrase and the authorities beside it."""
    town = tmp_path / "town"
    for part in ("archive", "content"):
        shutil.copytree(ROOT / part, town / part)
    (tmp_path / "mayor.p12").write_bytes(authorities.key_file(MAYOR, "見本町長"))
    (tmp_path / "pass").write_text(authorities.PASSPHRASE + "\r\n", encoding="utf-8")
    (tmp_path / "roots").mkdir()
    (tmp_path / "roots/ca.crt").write_bytes(authorities.der(CA.certificate))
    return town


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with authorities.serving(authorities.stamper(STAMPS, "時刻の局")) as address:
        yield address


KEY = ("--key", "../mayor.p12", "--passphrase-file", "../pass")
ROOTS = ("--roots", "../roots")


def test_an_edition_is_signed_beside_the_archive_and_judged(town: Path, typed: Typed) -> None:
    before = {path: path.read_bytes() for path in (town / "archive").rglob("*") if path.is_file()}
    code, said, _ = typed(town, "sign", "推進計画", *KEY)
    assert code == 0
    assert "PAdES B-B" in said
    assert (
        (town / COPY)
        .read_bytes()
        .startswith((town / "archive/promotion-plan-01/data/promotion-plan-01.pdf").read_bytes())
    )
    assert before == {path: path.read_bytes() for path in (town / "archive").rglob("*") if path.is_file()}
    code, said, _ = typed(town, "verify", *ROOTS)
    assert code == 0
    assert (
        f"{COPY}: 初めの部分は、推進計画 第1版（archive/promotion-plan-01）と一バイトも違いません。後ろに加わっているのは、署名だけです。"
        in said
    )
    assert "署名：見本町長、" in said
    assert "証明書は、示された認証局のものです。失効していないかは" in said
    assert "タイムスタンプがないので、その後は確かめられません。" in said
    code, _, complaint = typed(town, "sign", "推進計画 第1版", *KEY)
    assert (code, "署名付きの写しは置き換えません" in complaint) == (1, True)


def test_signed_for_long_and_renewed(town: Path, typed: Typed, address: str) -> None:
    (town.parent / "roots/ca.crl").write_bytes(CA.revoked())
    code, said, complaint = typed(town, "sign", "推進計画 第1版", *KEY, "--timestamp", address, "--long", *ROOTS)
    assert (code, complaint) == (0, "")
    assert "PAdES B-LTA" in said
    assert "証明書は、示された認証局のもので、失効していません。" in said
    first = (town / COPY).read_bytes()
    code, said, _ = typed(town, "sign", "--renew", "--timestamp", address, *ROOTS)
    assert (code, "新しいタイムスタンプを押しました" in said) == (0, True)
    assert (town / COPY).read_bytes().startswith(first)
    second = (town / COPY).read_bytes()
    (town / "signed/z.pdf").write_bytes(second[:-1])
    code, _, complaint = typed(town, "sign", "--renew", "--timestamp", address, *ROOTS)
    assert (code, "signed/z.pdf: " in complaint) == (1, True)
    assert (town / COPY).read_bytes() == second, "all or none"
    (town / "signed/z.pdf").unlink()
    assert failures((town / COPY).read_bytes()) == []
    code, said, _ = typed(town, "verify", "--file", COPY, *ROOTS)
    assert (code, said.count("全体のタイムスタンプ：時刻の局")) == (0, 2)


def test_a_key_that_is_elsewhere_signs_a_file(town: Path, typed: Typed) -> None:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415  part of the extra
    from cryptography.hazmat.primitives.asymmetric import padding  # noqa: PLC0415

    (town.parent / "mayor.crt").write_bytes(authorities.der(MAYOR))
    code, said, _ = typed(town, "sign", "推進計画", "--export-digest", "../asked", "--certificate", "../mayor.crt")
    assert (code, "RSA（PKCS#1 v1.5、ハッシュはSHA-256）" in said) == (0, True)
    (town.parent / "wrong").write_bytes(b"x" * 256)
    code, _, complaint = typed(town, "sign", "推進計画", "--import-signature", "../wrong")
    assert (code, "証明書の鍵で作られたものではありません" in complaint) == (1, True)
    assert not (town / COPY).exists()
    value = authorities.key("見本町長").sign((town.parent / "asked").read_bytes(), padding.PKCS1v15(), hashes.SHA256())
    (town.parent / "value").write_bytes(value)
    assert typed(town, "sign", "推進計画", "--import-signature", "../value")[0] == 0
    assert [path.name for path in (town / "signed").iterdir()] == [Path(COPY).name]
    assert typed(town, "verify", "--file", COPY, *ROOTS)[0] == 0


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put the key on a card of software, and give its library; it stays loaded, so there is one such test."""
    if not (LIBRARY.exists() and shutil.which("softhsm2-util")):
        pytest.skip("softhsm2 is not installed")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    (tmp_path / "key.pem").write_bytes(authorities.unlocked("見本町長", "PEM"))
    pins = ["--pin", "1234", "--so-pin", "5678"]
    for words in (
        ["--init-token", "--free", "--label", "見本の職責", *pins],
        ["--import", str(tmp_path / "key.pem"), "--token", "見本の職責", "--label", "町長", "--id", "a1", *pins[:2]],
    ):
        subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)
    authorities.put_on_card(LIBRARY, "1234", MAYOR)
    return str(LIBRARY)


def test_a_key_on_a_card_signs(town: Path, card: str, typed: Typed) -> None:
    (town.parent / "pin").write_text("9999")
    way = ("sign", "推進計画", "--token", card, "--passphrase-file", "../pin")
    assert typed(town, *way) == (1, "", "カードの暗証番号が違います。続けて誤ると、カードが使えなくなります。\n")
    (town.parent / "pin").write_text("1234")
    code, _, complaint = typed(town, *way, "--key-label", "ない")
    assert (code, "あるもの：「町長」" in complaint) == (1, True)
    code, _, complaint = typed(town, *way, "--token-label", "ない")
    assert (code, "あるもの：「見本の職責」" in complaint) == (1, True)
    code, said, _ = typed(town, *way)
    assert (code, "署名：見本町長" in said) == (0, True)
    assert typed(town, "verify", "--file", COPY, *ROOTS)[0] == 0


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "a wrong passphrase": (
        ("sign", "推進計画", "--key", "../mayor.p12", "--passphrase-file", "content/plan.yaml"),
        "パスフレーズが違います",
    ),
    "a passphrase that is no text": (
        ("sign", "推進計画", "--key", "../mayor.p12", "--passphrase-file", "../roots/ca.crt"),
        "UTF-8の文字として読めません",
    ),
    "no key": (("sign", "推進計画", "--key", "../none.p12", "--passphrase-file", "../pass"), "見付かりません"),
    "another file as the key": (
        ("sign", "推進計画", "--key", "../pass", "--passphrase-file", "../pass"),
        "PKCS#12（.p12、.pfx）として読めません",
    ),
    "nobody to ask": (("sign", "推進計画", "--key", "../mayor.p12"), "尋ねる相手（端末）がありません"),
    "an authority of time that does not answer": (
        ("sign", "推進計画", *KEY, "--timestamp", "http://127.0.0.1:9/"),
        "タイムスタンプを受けられません",
    ),
    "an address that is none": (("sign", "推進計画", *KEY, "--timestamp", "tsa.example"), "アドレスではありません"),
    "an edition that is not there": (
        ("sign", "推進計画 第2版", *KEY),
        "保存されていません。署名できるのは、推進計画 第1版だけです。",
    ),
    "a document of which nothing is kept": (("sign", "実行計画", *KEY), "署名できるのは、推進計画 第1版だけです。"),
    "for long without lists": (("sign", "推進計画", *KEY, "--long"), "--timestamp と --roots も要ります"),
    "nothing to renew": (("sign", "--renew", "--timestamp", "http://127.0.0.1:9/", *ROOTS), "ありません"),
    "a signature that nobody waits for": (
        ("sign", "推進計画", "--import-signature", "../pass"),
        "先に `hidaka-dx sign --export-digest`",
    ),
    "a key where certificates are": (("verify", "--file", COPY, "--roots", ".."), "証明書（.pem"),
    "no card": (
        ("sign", "推進計画", "--token", "../pass", "--passphrase-file", "../pass"),
        "ライブラリー（PKCS#11）として読めません",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_told_in_one_sentence_and_leaves_nothing(case: str, town: Path, typed: Typed) -> None:
    words, why = REFUSED[case]
    code, said, complaint = typed(town, *words)
    assert (code, said) == (1, "")
    assert why in complaint
    assert complaint.count("\n") == 1
    assert not (town / "signed").exists()


@pytest.mark.parametrize("words", ["概要版", "推進計画 原稿", "進捗報告書 第1版"])
def test_only_what_can_be_signed_is_proposed(words: str, town: Path, typed: Typed) -> None:
    code, _, complaint = typed(town, "sign", *words.split(), *KEY)
    assert code == 2
    assert "推進計画か実行計画の、保存した版の名前を、「推進計画 第1版」のように" in complaint
    assert "「実行計画 原稿」" not in complaint


def test_a_certificate_that_has_ended_signs_nothing_and_one_that_ends_soon_is_told(town: Path, typed: Typed) -> None:
    ended = CA.certify("見本町長", NOW - 2 * YEAR, NOW - YEAR)
    (town.parent / "mayor.p12").write_bytes(authorities.key_file(ended, "見本町長"))
    code, _, complaint = typed(town, "sign", "推進計画", *KEY)
    assert (code, "期限" in complaint and "切れています" in complaint) == (1, True)
    soon = CA.certify("見本町長", NOW - 2 * YEAR, NOW + YEAR / 2)
    (town.parent / "mayor.p12").write_bytes(authorities.key_file(soon, "見本町長"))
    code, said, _ = typed(town, "sign", "推進計画", *KEY)
    assert (code, "一年を切っています。" in said) == (0, True)


def test_what_is_not_as_it_was_issued_is_not_signed(town: Path, typed: Typed) -> None:
    pdf = town / "archive/promotion-plan-01/data/promotion-plan-01.pdf"
    pdf.chmod(0o644)
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    code, _, complaint = typed(town, "sign", "推進計画", *KEY)
    assert (code, "発行した時のままではありません" in complaint) == (1, True)


def test_files_that_are_no_copies_are_told(town: Path, typed: Typed) -> None:
    issued = "archive/promotion-plan-01/data/promotion-plan-01.pdf"
    code, said, _ = typed(town, "verify", "--file", issued)
    assert (code, "一バイトも違いません。署名はありません。" in said) == (0, True)
    other = bytearray((town / issued).read_bytes())
    other[1000] ^= 1
    (town.parent / "other.pdf").write_bytes(other)
    (town.parent / "more.pdf").write_bytes((town / issued).read_bytes() + b"%")
    for name, why in (("other.pdf", "初めの部分が同じではありません"), ("more.pdf", "電子署名がありません")):
        code, _, complaint = typed(town, "verify", "--file", f"../{name}")
        assert (code, why in complaint) == (1, True)


def test_without_the_library_nothing_is_signed_and_the_rest_goes_on(
    town: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed(town, "sign", "推進計画", *KEY)[0] == 0
    for module in ("pipeline.signed_copies", "signatures.installation"):
        monkeypatch.setattr(f"hidaka_dx.{module}.installed_release", lambda: None)
    code, said, _ = typed(town, "verify")
    assert (code, "署名付きの写し（signed/）が1件ありますが、確かめていません。" in said) == (0, True)
    for words in (("sign", "推進計画", *KEY), ("verify", "--file", COPY)):
        code, _, complaint = typed(town, *words)
        assert (code, "requirements-sign.lock" in complaint) == (1, True)


def test_a_full_disk_leaves_nothing(town: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hidaka_dx.files.amending.store", full)
    code, _, complaint = typed(town, "sign", "推進計画", *KEY)
    assert (code, "空き容量が足りません" in complaint) == (1, True)
    assert not [*(town / "signed").glob("*"), *town.glob(".tmp-*")]
