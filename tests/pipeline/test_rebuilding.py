"""Set again from its frozen source, an edition is the same to the byte, or it is told why not and what differs."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from forging import edit, seal
from towns import FIRST, copied, publish_plan, tiny

from hidaka_dx import inspection
from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.bounds import Allowance
from hidaka_dx.content import load
from hidaka_dx.document import Document
from hidaka_dx.pipeline import freezing
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.designs import strange_designs
from hidaka_dx.pipeline.verify import Verdict, verify

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
HERE = "hidaka_dx.pipeline.rebuilding"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    town = tiny(tmp_path_factory.mktemp("rebuilding") / "town", FIRST)
    publish_plan(town)
    return town


def rebuilt(town: Path) -> Verdict:
    return verify(town, None, lambda _words, _share: None, rebuild=True)


def elsewhere() -> dict[str, dict[str, str]]:
    here = freezing.components()
    return {**here, "parts": {**here["parts"], "pango": "9.9.9"}}


@pytest.fixture
def other_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hidaka_dx.typeset.metadata.PRODUCER", "hidaka-dx (WeasyPrint 70.0) ")


@pytest.fixture
def other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hidaka_dx.compose.back_matter.seireki_date", lambda _: "2026年4月1曰")


@pytest.fixture
def other_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{HERE}.components", elsewhere)


def test_the_same_parts_give_the_same_bytes(town: Path) -> None:
    verdict = rebuilt(town)
    assert verdict.findings == ()
    assert verdict.notes == ("推進計画 第1版: 保存した原稿からもう一度組みました。PDFは一バイトも違いません。",)


@pytest.mark.usefixtures("other_bytes")
def test_other_bytes_from_the_same_parts_are_a_finding(town: Path) -> None:
    (finding,) = rebuilt(town).findings
    assert "同じ版のプログラムと素材で組み直したのに、違うPDFになりました。" in finding.message


@pytest.mark.usefixtures("other_bytes", "other_parts")
def test_other_bytes_from_other_parts_are_compared_by_their_look(town: Path) -> None:
    verdict = rebuilt(town)
    assert verdict.findings == ()
    assert "すべてのページの大きさ、文字、その位置は同じです。違う版: pango（" in verdict.notes[0]
    assert "→ 9.9.9）" in verdict.notes[0]


@pytest.mark.usefixtures("other_words", "other_parts")
def test_another_look_from_other_parts_is_a_finding(town: Path) -> None:
    (finding,) = rebuilt(town).findings
    assert "3ページ目の文字か位置が違います。違う版: pango（" in finding.message


@pytest.fixture
def composed_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand for a later program, which begins every chapter on a new page."""
    compose = Conductor.compose

    def paged(self: Conductor, kind: str) -> tuple[Document, object]:
        document, rest = compose(self, kind)
        return replace(document, parts=tuple(replace(part, layout="page") for part in document.parts)), rest

    monkeypatch.setattr(Conductor, "compose", paged)
    monkeypatch.setattr(f"{HERE}._is_of_another_program", lambda _: True)


@pytest.mark.usefixtures("composed_otherwise")
def test_what_is_composed_otherwise_now_is_set_again_as_it_was_stored(town: Path) -> None:
    verdict = rebuilt(town)
    assert verdict.findings == ()
    assert "保存した文書の構成（document.json）からもう一度組みました。PDFは一バイトも違いません。" in verdict.notes[0]


@pytest.mark.usefixtures("composed_otherwise", "other_bytes", "other_parts")
def test_what_is_composed_otherwise_and_written_otherwise_is_compared_by_its_look(town: Path) -> None:
    verdict = rebuilt(town)
    assert verdict.findings == ()
    said = (
        "保存した文書の構成（document.json）からもう一度組みました。バイトは違いますが、すべてのページの大きさ、文字、"
    )
    assert said in verdict.notes[0]
    assert "→ 9.9.9）。今のプログラムは原稿を別の構成に組み立てます" in verdict.notes[0]


@pytest.mark.usefixtures("composed_otherwise")
def test_a_forged_source_is_found_by_words_that_the_stored_document_lacks(town: Path, tmp_path: Path) -> None:
    copy = copied(town, tmp_path / "town")
    edit("promotion-plan-01/data/source/content/glossary.yaml", "人工知能", "人口知能")(copy / "archive")
    seal(copy / "archive/promotion-plan-01")
    (finding,) = rebuilt(copy).findings
    assert "保存した文書と違う言葉の文書ができます（glossary.table）" in finding.message


def test_a_bag_whose_templates_never_end_is_told(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(f"{HERE}.typeset_again", endless)
    monkeypatch.setattr("hidaka_dx.pipeline.confined.allowance", lambda _: Allowance(1, 2**30))
    (finding,) = rebuilt(town).findings
    assert re.search("組み直すと、処理時間が[0-9]+秒を超えます。途中でやめました。", finding.message)


def test_another_font_is_named(town: Path, tmp_path: Path) -> None:
    copy = copied(town, tmp_path / "town")
    fonts = Path(__file__).parents[2] / "assets/fonts"
    (copy / "assets/fonts").mkdir(parents=True)
    shutil.copy(fonts / "BIZUDGothic-Regular.ttf", copy / "assets/fonts/BIZUDMincho-Regular.ttf")
    (note,) = rebuilt(copy).notes
    assert "バイトは違いますが" in note
    assert "違う版: assets/fonts/BIZUDMincho-Regular.ttf" in note


def test_a_source_that_cannot_be_read_any_more_is_a_finding(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stricter(folder: Path, *, issued: bool) -> object:
        file = folder / "content/plan.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("office:", "ofice:"), encoding="utf-8")
        return load(folder, issued=issued)

    monkeypatch.setattr("hidaka_dx.pipeline.freezing.load", stricter)
    (finding,) = rebuilt(town).findings
    assert "今のプログラムでは組めません。content/plan.yaml:5:1: キー `ofice`" in finding.message


def test_what_is_tampered_with_is_not_set_again(town: Path, tmp_path: Path) -> None:
    copy = copied(town, tmp_path / "town")
    (copy / "archive/promotion-plan-01/data/source/content/plan.yaml").write_text("x", encoding="utf-8")
    verdict = rebuilt(copy)
    assert verdict.notes == ()
    assert all("組" not in finding.message for finding in verdict.findings)


def test_the_look_of_a_page_is_its_size_and_its_letters_in_their_places(town: Path) -> None:
    pdf = (town / "archive/promotion-plan-01/data/promotion-plan-01.pdf").read_bytes()
    pages = inspection.sheets(pdf)
    assert {tuple(round(length, 2) for length in page.size) for page in pages} == {(595.28, 841.89)}
    assert "見本町" in "".join(letter for _, _, letter in pages[0].letters)
    assert all(0 < x < 595 and 0 < y < 841 for page in pages for x, y, _ in page.letters)


def test_templates_of_a_stranger_run_only_where_the_edition_is_named(town: Path, tmp_path: Path) -> None:
    copy, template = copied(town, tmp_path / "town"), "data/source/templates/document.html.j2"
    bag = copy / "archive/promotion-plan-01"
    edit(f"promotion-plan-01/{template}", "<body", '{{ "a".ljust(10**11) }}<body')(copy / "archive")
    seal(bag)
    (unasked,) = rebuilt(copy).unasked
    assert str(unasked).startswith(
        "archive/promotion-plan-01/data/source: ひな型か書式（templates/document.html.j2）が、"
    )
    assert "`hidaka-dx verify --rebuild 推進計画 第1版`" in unasked.message
    named = verify(copy, EditionName.typed("推進計画 第1版"), lambda _words, _share: None, rebuild=True)
    (finding,) = named.findings
    assert named.unasked == ()
    assert "ひな型を組み立てられません。直してください（メモリーを使いすぎます）" in finding.message
    (copy / "templates").mkdir()
    (copy / "templates/document.html.j2").write_bytes((bag / template).read_bytes())
    assert rebuilt(copy).findings == (finding,)


def test_the_designs_of_former_programs_run_unasked() -> None:
    for town in ("", "examples/mihon"):
        archive = Archive(ROOT / town)
        editions = [archive.bag(name) for name in archive.names if not name.act]
        assert [strange_designs(archive.root, bag.source) for bag in editions] == [()] * len(editions)
        assert len(editions) >= 1
