"""A field for a signature on the cover: empty when the edition is issued, with a picture when it is signed, never with words."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from towns import FILES, FIRST, publish_plan, tiny

from hidaka_dx.inspection import failures

authorities = pytest.importorskip("authorities", reason="the extra [sign] is not installed")
from hidaka_dx.signatures import judging, keys, signing, trust  # noqa: E402  after the question

pytestmark = pytest.mark.usefixtures("documents_kept")
CA = authorities.Authority()
Typed = Callable[..., tuple[int, str, str]]


def seal(width: int = 40, height: int = 20) -> bytes:
    """Give a red picture, half of it to be seen through."""
    rows = b"".join(
        b"\0" + b"\xc8\x1e\x1e\xff" * (width // 2) + b"\xc8\x1e\x1e\x00" * (width // 2) for _ in range(height)
    )
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(raw)) + kind + raw + struct.pack(">I", zlib.crc32(kind + raw)) for kind, raw in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    town = tiny(folder / "town", FIRST)
    (town / "content/plan.yaml").write_text(FILES["content/plan.yaml"] + "signature: 表紙\n", encoding="utf-8")
    publish_plan(town)
    mayor = CA.certify("見本町長")
    (folder / "mayor.p12").write_bytes(authorities.key_file(mayor, "見本町長"))
    (folder / "pass").write_text(authorities.PASSPHRASE, encoding="utf-8")
    (folder / "seal.png").write_bytes(seal())
    (folder / "large.png").write_bytes(seal(2000, 10))
    return town


def issued(town: Path) -> bytes:
    return (town / "archive/promotion-plan-01/data/promotion-plan-01.pdf").read_bytes()


def test_an_issued_edition_has_an_empty_field_that_is_tagged(town: Path) -> None:
    reader: Any = pypdf.PdfReader(BytesIO(issued(town)))
    (field,) = reader.trailer["/Root"]["/AcroForm"]["/Fields"]
    assert (field["/T"], field["/TU"], field["/FT"], "/V" in field) == ("Signature", "電子署名", "/Sig", False)
    left, bottom, right, top = map(float, field["/Rect"])
    assert (round(right - left, 2), round(top - bottom, 2)) == (68.25, 68.25)
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    tag = numbers[numbers.index(field["/StructParent"]) + 1].get_object()
    assert (tag["/S"], tag["/Alt"], tag["/K"][0]["/Obj"]["/T"]) == ("/Form", "電子署名", "Signature")


def test_it_is_signed_with_a_picture_and_stays_conformant(town: Path, typed: Typed) -> None:
    key = ("--key", "../mayor.p12", "--passphrase-file", "../pass")
    code, _, complaint = typed(town, "sign", "推進計画", *key, "--picture", "../large.png")
    assert (code, "1200画素までに縮めてください" in complaint) == (1, True)
    code, _, complaint = typed(town, "sign", "推進計画", *key, "--picture", "../pass")
    assert (code, "PNGでもJPEGでもありません" in complaint or "最後まで読めません" in complaint) == (1, True)
    assert typed(town, "sign", "推進計画", *key, "--picture", "../seal.png")[0] == 0
    pdf = (town / "signed/promotion-plan-01-signed.pdf").read_bytes()
    assert pdf.startswith(issued(town))
    assert failures(pdf) == []
    reader: Any = pypdf.PdfReader(BytesIO(pdf))
    (field,) = reader.trailer["/Root"]["/AcroForm"]["/Fields"]
    shown = field["/AP"]["/N"]
    assert shown["/Resources"]["/XObject"]["/Img"]["/Width"] == 40
    assert shown.get_data().startswith(b"q 68.250 0 0 34.125 0.000 17.06"), "whole, undistorted, in the middle"
    assert typed(town, "verify", "--file", "signed/promotion-plan-01-signed.pdf")[0] == 0


def test_a_field_that_shows_words_is_told(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stamp of text is what pyHanko puts there by itself; whoever signs could write into it what he likes."""
    from pyhanko.stamp import TextStampStyle  # noqa: PLC0415  part of the extra

    monkeypatch.setattr(signing, "NoStamp", lambda: TextStampStyle(stamp_text="可決"))
    who = keys.signer_of_file(
        authorities.key_file(CA.certify("見本町長"), "見本町長"), authorities.PASSPHRASE.encode(), authorities.NOW
    )
    pdf = signing.completed(signing.prepared(issued(town), who), who)
    given: Any = trust.trust_of({"ca.pem": authorities.der(CA.certificate)})
    judged = judging.judge(pdf, issued(town), given)
    assert judged.faults
    assert not any(each.faults for each in judged.signatures)


def test_a_draft_and_other_towns_have_none(tmp_path: Path) -> None:
    from hidaka_dx.pipeline.build import build  # noqa: PLC0415  it sets documents

    town = tiny(tmp_path / "town", '  - {number: "1", status: 案, changes: 策定}\n')
    (town / "content/plan.yaml").write_text(FILES["content/plan.yaml"] + "signature: 表紙\n", encoding="utf-8")
    build(town, town / "output", lambda _words, _share: None)
    (pdf,) = (path.read_bytes() for path in (town / "output").glob("*推進計画*.pdf"))
    assert b"/AcroForm" not in pdf
