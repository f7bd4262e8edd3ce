"""The list that others keep (照合表): it finds what the chain of an archive cannot show, and is no list where it was changed."""

import json
import random
import shutil
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from forging import GLOSSARY, LAST, MIDDLE, ONE, Tamper, edit, forged, forged_whole, in_order, rename, swap, take_out
from towns import PLAN, copied, with_three_editions

from hidaka_dx.archive import Archive, Collation, EditionName, WitnessList, dumped_list, witness_list_of
from hidaka_dx.inspection import failures
from hidaka_dx.japanese import in_groups
from hidaka_dx.pipeline.kept_lists import read_witness_list
from hidaka_dx.pipeline.verify import verify
from hidaka_dx.pipeline.withdraw import WithdrawalAct, withdraw
from hidaka_dx.pipeline.witness import WrittenList, witness
from hidaka_dx.problem import RefusalError

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
ROOT = Path(__file__).parents[2]
KEPT = ROOT / "tests/fixtures/witness-list.json"
"""A list of the town's archive in the first format, made once."""
DAY = date(2028, 5, 1)


def quiet(_words: str, _share: float) -> None:
    """Say nothing."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town whose last of three editions is withdrawn."""
    town = with_three_editions(tmp_path_factory.mktemp("witnessed") / "town")
    withdraw(town, EditionName(PLAN, "2"), WithdrawalAct(DAY, "町長", "日付の誤り"), DAY)
    return town


@pytest.fixture(scope="module")
def written(town: Path) -> WrittenList:
    found, problems = witness(town, town / "output", quiet)
    assert found, problems
    return found


def told(town: Path, against: WitnessList) -> Collation:
    collation = verify(town, None, quiet, against=against).collation
    assert collation
    return collation


WITHDRAWN = f"{LAST}-withdrawn"
HARMS: dict[str, tuple[Tamper, tuple[str, ...]]] = {
    "the last bag lost": (
        take_out(WITHDRAWN),
        (
            "archive/: 照合表より前のものです。照合表の4件のうち、終わりの1件がありません。",
            f"archive/{WITHDRAWN}: 照合表にある「見本町DX推進計画 第2版」の取下げ（2028年5月1日）がありません。最後の取下げが失われ",
        ),
    ),
    "an older archive played back": (
        in_order(take_out(WITHDRAWN), take_out(LAST), take_out(MIDDLE)),
        (
            "archive/: 照合表より前のものです。照合表の4件のうち、終わりの3件がありません。",
            f"archive/{MIDDLE}: 照合表にある「見本町DX推進計画 第1.1版」（2027年4月1日）がありません。最後の版が",
        ),
    ),
    "everything lost": (
        in_order(*map(take_out, (WITHDRAWN, LAST, MIDDLE, ONE))),
        ("archive/: 版が一つもありません。照合表には4件あります。", f"archive/{ONE}: 照合表にある"),
    ),
    "the chain forged whole": (
        in_order(take_out(WITHDRAWN), forged_whole),
        (
            "archive/: 照合表の4件と同じものが、一つもありません。保存庫が、はじめからすべて作り直されています。",
            f"archive/{ONE}: 「見本町DX推進計画 第1版」（2026年4月1日）のPDFのほかのファイルが、照合表を作った時と違います",
        ),
    ),
    "the last edition forged": (
        in_order(take_out(WITHDRAWN), forged(LAST, edit(f"{LAST}/{GLOSSARY}", "人工知能", "人口知能"))),
        (f"archive/{LAST}: 「見本町DX推進計画 第2版」（2028年4月1日）のPDFのほかのファイルが",),
    ),
    "two swapped": (
        swap(ONE, MIDDLE),
        (
            f"archive/{ONE}: 中身が、照合表で archive/{MIDDLE} とされているものです。フォルダーが入れ替わっています。",
            f"archive/{MIDDLE}: 中身が、照合表で archive/{ONE} とされているものです。",
        ),
    ),
    "one in the middle lost": (
        take_out(MIDDLE),
        (f"archive/{MIDDLE}: 照合表にある「見本町DX推進計画 第1.1版」（2027年4月1日）がありません。間の版が失われ",),
    ),
    "one put in between": (
        lambda archive: shutil.copytree(archive / MIDDLE, archive / "promotion-plan-01.2"),
        ("archive/promotion-plan-01.2: 照合表にない推進計画 第1.2版が、照合表にある版の前に入っています。",),
    ),
    "one under another name": (
        in_order(take_out(WITHDRAWN), rename(LAST, "promotion-plan-03")),
        (f"archive/{LAST}: 照合表にある「見本町DX推進計画 第2版」（2028年4月1日）がありません。間の版が失われ",),
    ),
}


@pytest.mark.parametrize("harm", HARMS)
def test_every_harm_is_found_and_named(harm: str, town: Path, written: WrittenList, tmp_path: Path) -> None:
    tamper, wanted = HARMS[harm]
    copy = copied(town, tmp_path / "town")
    tamper(copy / "archive")
    faults = told(copy, written.witness).faults
    for words in wanted:
        assert [fault for fault in faults if fault.startswith(words)], (words, faults)


def test_an_archive_as_listed_and_one_that_has_grown_are_right(
    town: Path, written: WrittenList, tmp_path: Path
) -> None:
    assert told(town, written.witness) == Collation((), ("照合表の4件のすべてと、同じです。",))
    before = copied(town, tmp_path / "before")
    in_order(take_out(WITHDRAWN), take_out(LAST))(before / "archive")
    older = witness_list_of(Archive(before))
    assert older
    collation = told(town, older)
    assert collation.faults == ()
    assert [note.partition("、")[0] for note in collation.notes[1:]] == [
        f"archive/{LAST}: 推進計画 第2版は",
        f"archive/{WITHDRAWN}: 推進計画 第2版の取下げは",
    ]


def test_a_list_of_another_town_is_told_from_a_forged_archive(town: Path, tmp_path: Path) -> None:
    empty = copied(town, tmp_path / "empty")
    shutil.rmtree(empty / "archive")
    for root in (town, empty):
        (fault,) = told(root, read_witness_list(KEPT).witness).faults
        assert fault.startswith(
            "照合表: 日高町の「日高町DX推進計画」の照合表です。この保存庫は、見本町の「見本町DX推進計画」の"
        )


def test_a_list_that_was_made_before_is_read_for_ever() -> None:
    assert told(ROOT, read_witness_list(KEPT).witness).faults == ()


def test_a_list_that_was_changed_is_none(written: WrittenList, tmp_path: Path) -> None:
    raw, file = written.data.read_bytes(), tmp_path / "list.json"
    later = raw.replace(b'"format": 4', b'"format": 99')
    told_why: dict[bytes, str] = {
        raw.replace(b'"2028-05-01"', b'"2028-05-02"'): "番号（list_sha256）が、書いてあることと合いません",
        raw[:-90]: "JSONとして読めません",
        b"": "JSONとして読めません",
        later: "新しい版のhidaka-dxで作られた形式（99）です",
        raw.replace(b'"promotion-plan-01"', b'"../../../etc"'): "フォルダーの名前ではない",
        raw.replace("見本町".encode(), b"\\u001b[31m"): "読めない形です",
        b"[" * 100_000: "JSONとして読めません",
        b" " * (5 * 2**20): "大きすぎます",
        written.page.read_bytes(): "JSONとして読めません",
        (ROOT / "archive/promotion-plan-01/data/document.json").read_bytes(): "照合表ではありません",
    }
    for content, why in told_why.items():
        file.write_bytes(content)
        with pytest.raises(RefusalError, match=r"list\.json: ") as refusal:
            read_witness_list(file)
        assert why in str(refusal.value)
    with pytest.raises(RefusalError, match="ファイルではありません"):
        read_witness_list(tmp_path)
    file.write_bytes(
        b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n")
    )  # as Notepad leaves it: all that is said is the same
    kept = read_witness_list(file)
    assert (kept.witness, kept.data) == (written.witness, raw)


def test_no_changed_byte_is_believed(written: WrittenList, tmp_path: Path) -> None:
    raw, file, dice = written.data.read_bytes(), tmp_path / "list.json", random.Random(22)
    for _ in range(300):
        changed = bytearray(raw)
        changed[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        file.write_bytes(changed)
        try:
            found = read_witness_list(file).witness
        except RefusalError:
            continue
        assert found == written.witness  # a blank that became another


def test_a_list_forged_with_its_number_contradicts_the_archive(town: Path, written: WrittenList) -> None:
    said = json.loads(written.data.read_bytes())
    said["entries"][0]["pdf_sha256"] = "0" * 64
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    bare = "".join(line for line in text.splitlines(keepends=True) if "list_sha256" not in line)
    number = sha256(bare.encode()).hexdigest()
    file = town / "output/forged.json"
    file.write_text(text.replace(said["list_sha256"], number), encoding="utf-8")
    (fault,) = told(town, read_witness_list(file).witness).faults
    assert fault.startswith(f"照合表: {ONE} の目録のsha256は保存庫と同じですが、")


def test_the_number_is_found_with_nothing_but_sha256(written: WrittenList) -> None:
    lines = written.data.read_bytes().splitlines(keepends=True)
    bare = [line for line in lines if b"list_sha256" not in line]
    assert len(lines) - len(bare) == 1
    assert sha256(b"".join(bare)).hexdigest() == written.witness.list_sha256


def test_the_page_holds_every_hash_and_both_standards(town: Path, written: WrittenList) -> None:
    pdf = written.page.read_bytes()
    assert failures(pdf) == []
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).split())
    hashes = [each for entry in written.witness.entries for each in (entry.pdf_sha256, entry.seal) if each]
    assert len(hashes) == 7
    for digest in hashes:
        groups = in_groups(digest).split()
        assert all(" ".join(groups[at : at + 4]) in text for at in range(0, 16, 4))
    assert in_groups(written.witness.list_sha256)[:39] in text
    issued = (town / "archive" / LAST / f"data/{LAST}.pdf").read_bytes()
    assert sha256(issued).hexdigest() in hashes


@pytest.mark.usefixtures("documents_set_anew")
def test_the_same_archive_gives_the_same_bytes(town: Path, written: WrittenList, tmp_path: Path) -> None:
    again, _ = witness(copied(town, tmp_path / "town"), tmp_path / "output", quiet)
    assert again
    assert again.data.read_bytes() == written.data.read_bytes() == dumped_list(written.witness)
    assert again.page.read_bytes() == written.page.read_bytes()


def test_a_stamp_lies_beside_the_same_list(
    typed: Callable[..., tuple[int, str, str]], town: Path, written: WrittenList, tmp_path: Path
) -> None:
    authorities = pytest.importorskip("authorities", reason="the extra [sign] is not installed")
    certified = authorities.Authority().certify("時刻の局", stamps=True)
    with authorities.serving(authorities.stamper(certified, "時刻の局")) as address:
        code, said, complaint = typed(town, "witness", "--output", str(tmp_path), "--timestamp", address)
    assert (code, complaint) == (0, "")
    assert "照合表のタイムスタンプ：時刻の局、" in said
    assert "三つとも、" in said
    assert (tmp_path / written.data.name).read_bytes() == written.data.read_bytes()
    assert (tmp_path / written.page.name).read_bytes() == written.page.read_bytes()
    said = typed(town, "verify", "--against", str(tmp_path / written.data.name))[1]
    assert f"{written.data.name}.tsr: 照合表のタイムスタンプ：時刻の局、" in said
    code, _, complaint = typed(
        town, "witness", "--output", str(tmp_path / "none"), "--timestamp", "http://127.0.0.1:1/"
    )
    assert (code, (tmp_path / "none").exists()) == (1, False)
    assert complaint.startswith("タイムスタンプを受けられません")


def test_what_is_typed_is_answered(
    typed: Callable[..., tuple[int, str, str]], town: Path, written: WrittenList, tmp_path: Path
) -> None:
    copy = copied(town, tmp_path / "town")
    number = in_groups(written.witness.list_sha256)
    code, said, _ = typed(copy, "verify", "--against", str(written.data))
    assert code == 0
    assert "照合表の4件のすべてと、同じです。" in said
    assert f"照合表の番号は {number} です。" in said
    assert f": {number}\n" in typed(copy, "editions")[1]
    take_out(WITHDRAWN)(copy / "archive")
    code, said, complaint = typed(copy, "verify", "--against", str(written.data))
    assert (code, said) == (1, "")
    assert complaint.startswith("archive/: 照合表より前のものです。")
    assert "照合表と違います。保存庫には手を加えずに" in complaint
    assert typed(copy, "verify", "推進計画", "第1版", "--against", str(written.data))[0] == 2
    shutil.rmtree(copy / "archive")
    assert typed(copy, "witness")[2].startswith("保存した版が、まだありません。")
