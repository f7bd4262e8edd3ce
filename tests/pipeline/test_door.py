"""No command takes anything from a bag that is not as it was issued, however well it was forged."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from forging import (
    LAST,
    MIDDLE,
    ONE,
    PDF,
    Tamper,
    copy,
    drawn,
    edit,
    flip,
    forged,
    remove,
    stated,
    updated,
    with_next,
    write,
)
from towns import PLAN, copied, with_three_editions

from hidaka_dx.archive import Archive, EditionName, contents, door, fixity, judging
from hidaka_dx.content import load
from hidaka_dx.kept import opened
from hidaka_dx.kept.store import PLACE
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.check import check
from hidaka_dx.pipeline.compare import ComparisonRequest, compare
from hidaka_dx.pipeline.council import CouncilRequest, council, meeting
from hidaka_dx.pipeline.editions import editions
from hidaka_dx.pipeline.preview import Viewer
from hidaka_dx.pipeline.publish import publish
from hidaka_dx.pipeline.sign import signable
from hidaka_dx.pipeline.signed_copies import judge_files
from hidaka_dx.pipeline.verify import verify
from hidaka_dx.pipeline.website import website
from hidaka_dx.pipeline.withdraw import WithdrawalAct, withdraw
from hidaka_dx.pipeline.witness import witness
from hidaka_dx.problem import RefusalError

pytestmark = pytest.mark.slow
FORGED: dict[str, tuple[Tamper, str]] = {
    "words of an old edition": (
        forged(ONE, edit(f"{ONE}/data/document.json", "暮らし", "くらし")),
        f"{ONE}/data/document.json: PDFの中に入っている document.json と違います",
    ),
    "a file of an old edition": (
        forged(ONE, edit(f"{ONE}/data/source/content/glossary.yaml", "人工知能", "人口知能")),
        f"{MIDDLE}/bag-info.txt: 前の版 {ONE} が、この版を発行した時のものと違います",
    ),
    "words of the newest edition": (
        forged(LAST, edit(f"{LAST}/data/document.json", "暮らし", "くらし")),
        f"{LAST}/data/document.json: PDFの中に入っている document.json と違います",
    ),
    "a drawing with a script": (
        forged(LAST, lambda archive: drawn(archive / LAST / "data/document.json", '<svg onload="alert(1)"/>')),
        f"{LAST}/data/document.json: ",
    ),
    "a PDF that was revised": (forged(LAST, updated), f"{LAST}/{PDF}: 発行の後に書き足されたPDFです"),
    "a redline that is gone": (forged(LAST, remove(f"{LAST}/data/redline.pdf")), "版にあるはずのファイルがありません"),
    "another edition's redline": (
        forged(LAST, copy(f"{MIDDLE}/data/redline.pdf", f"{LAST}/data/redline.pdf")),
        f"{LAST}/data/redline.pdf: PDFの",
    ),
    "a file that was added": (forged(LAST, write(f"{LAST}/data/evil.html")), "evil.html: 版にはないはずのファイルです"),
    "the record's reason": (
        forged(LAST, info=stated("Change-Reason: 国の計画の改定", "Change-Reason: 町の都合")),
        "最後の版の reason が、記録（bag-info.txt）と違います",
    ),
}


def quiet(_words: str, _share: float) -> None:
    return


def view(town: Path) -> object:
    viewer = Viewer(town)
    manuscript = viewer.open().manuscript
    assert manuscript
    return viewer.read("comparison-table", manuscript)


COMMANDS: dict[str, Callable[[Path], object]] = {
    "publish": lambda town: publish(town, PLAN, quiet),
    "website": lambda town: website(town, town / "output", quiet),
    "compare": lambda town: compare(ComparisonRequest("第2版", "原稿", PLAN), town, town / "output", quiet),
    "council": lambda town: council(
        CouncilRequest("第2版", PLAN, meeting("定例会", "資料1", None)), town, town / "output", quiet
    ),
    "preview": view,
    "editions": editions,
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town with three published editions and a fourth that is decided."""
    return with_next(with_three_editions(tmp_path_factory.mktemp("door") / "town"))


@pytest.mark.parametrize("harm", FORGED)
def test_no_command_takes_what_was_forged(harm: str, town: Path, tmp_path: Path) -> None:
    tamper, cause = FORGED[harm]
    spoilt = copied(town, tmp_path / "town")
    tamper(spoilt / "archive")
    assert any(cause in str(finding) for finding in verify(spoilt, None, quiet).findings)
    for name, command in COMMANDS.items():
        with pytest.raises(RefusalError) as refusal:
            command(spoilt)
        said = str(refusal.value)
        assert cause in said, name
        assert "`hidaka-dx verify`" in said
        assert said.startswith("保存した推進計画 第")
    assert not (spoilt / "output").exists()


def test_an_edition_whose_followers_alone_are_broken_is_still_read(town: Path, tmp_path: Path) -> None:
    spoilt = copied(town, tmp_path / "town")
    forged(LAST, write(f"{LAST}/data/evil.html"))(spoilt / "archive")
    archive = Archive(spoilt)
    assert archive.document(EditionName(PLAN, "1.1")).edition == "第1.1版"
    with pytest.raises(RefusalError):
        archive.document(EditionName(PLAN, "2"))


def test_no_bag_is_judged_twice_until_it_changes(town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town = copied(town, tmp_path / "town")
    judged: list[str] = []

    def counted(judge: Callable[..., Any]) -> Callable[..., Any]:
        def judging_once(*given: Any) -> Any:
            judged.append(judge.__name__)
            return judge(*given)

        return judging_once

    monkeypatch.setattr(judging, "judge_fixity", counted(fixity.judge_fixity))
    monkeypatch.setattr(judging, "judge_contents", counted(contents.judge_contents))
    monkeypatch.setattr(judging, "_CONTENTS", {})
    archive = Archive(town)
    for name in 3 * archive.names:
        assert archive.document(name)
        assert archive.pdf(name)
    assert len(judged) == 6
    again = Archive(town)
    for name in again.names:
        assert again.pdf(name)
    assert judged[6:] == 3 * ["judge_fixity"]
    (town / "archive" / LAST / "data/README.txt").write_text("x", encoding="utf-8")
    with pytest.raises(RefusalError):
        archive.pdf(EditionName(PLAN, "2"))
    assert judged[9:] == ["judge_fixity"]


@pytest.fixture
def keeping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Keep verdicts of runs; what is given begins a new run, which remembers nothing."""
    monkeypatch.setenv(PLACE, str(tmp_path / "kept"))
    return lambda: monkeypatch.setattr(judging, "_CONTENTS", {})


def test_a_changed_byte_is_found_however_much_is_kept(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keeping: Callable[[], None]
) -> None:
    spoilt = copied(town, tmp_path / "town")
    keeping()
    assert Archive(spoilt).pdf(EditionName(PLAN, "2"))
    keeping()
    monkeypatch.setattr(judging, "judge_contents", lambda _: pytest.fail("what is kept is judged again"))
    assert Archive(spoilt).pdf(EditionName(PLAN, "2"))
    flip(f"{LAST}/{PDF}")(spoilt / "archive")
    for command in (check, lambda root: build(root, root / "output", quiet)):
        with pytest.raises(RefusalError, match="目録のハッシュ"):
            command(spoilt)
    assert any((tmp_path / "kept").rglob("[0-9a-f]" * 64))


def test_who_issues_signs_or_verifies_takes_no_kept_word_for_a_bag(
    town: Path, tmp_path: Path, keeping: Callable[[], None]
) -> None:
    harm, cause = FORGED["words of the newest edition"]
    spoilt, name = copied(town, tmp_path / "town"), EditionName(PLAN, "2")
    harm(spoilt / "archive")
    keeping()
    bag, _ = fixity.judge_fixity(spoilt / "archive", name)
    opened().put(judging._key(name, bag.seal or ""), judging._SOUND)  # as who can write this folder might
    assert Archive(spoilt).pdf(name), "the verdict is believed"
    assert any(cause in str(finding) for finding in verify(spoilt, None, quiet).findings)
    act = WithdrawalAct(date(2029, 5, 1), "町長", "誤り")
    for command in (
        lambda: publish(spoilt, PLAN, quiet),
        lambda: withdraw(spoilt, name, act, act.day),
        lambda: witness(spoilt, tmp_path / "list", quiet),
        lambda: signable(spoilt, name),
        lambda: judge_files(spoilt, [spoilt / "archive" / LAST / PDF], None),
    ):
        keeping()
        with pytest.raises(RefusalError, match=r"document\.json と違います"):
            command()


def test_a_file_that_changes_while_it_is_read_is_not_taken(town: Path, tmp_path: Path) -> None:
    town = copied(town, tmp_path / "town")
    bag = Archive(town).bag(EditionName(PLAN, "2"))
    (town / "archive" / LAST / "data/README.txt").write_text("x", encoding="utf-8")
    with pytest.raises(RefusalError, match="読んでいる間に変わりました"):
        bag.payload["README.txt"]


def test_what_would_be_too_large_to_be_read_is_not_published(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "LARGEST", 1000)
    archive = Archive(copied(town, tmp_path / "town"))
    with archive.reserved(), pytest.raises(RefusalError, match="写真を小さく"):
        archive.put(EditionName(PLAN, "3"), {"data/x": bytes(1001)})
    assert load(town)[0]
    assert len(archive.names) == 3
