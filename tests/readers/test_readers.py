"""この版の検証: what readers lack or add is counted, and the report names who was not asked."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from measure import bench
from pypdf import PdfWriter
from towns import FIRST, PLAN, pressed, publish_plan, tiny

from hidaka_dx.content import load
from hidaka_dx.document import Document, Paragraph, Ruby, Text
from hidaka_dx.inspection import UnreadableError
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.readers import READERS, Reader, ReadersReport, as_table, examined, spoken
from hidaka_dx.readers.phrases import phrases

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny(tmp_path_factory.mktemp("readers") / "town", FIRST)


@pytest.fixture(scope="module")
def document(town: Path) -> Document:
    manuscript, problems = load(town)
    assert manuscript, problems
    return Conductor(manuscript).compose(PLAN)[0]


@pytest.fixture(scope="module")
def pdf(document: Document) -> bytes:
    return pressed(Path(__file__).parents[2], document).pdf


def by(pdf: bytes, hear: Callable[[str], str]) -> ReadersReport:
    return examined(pdf, [bench.TAGS, Reader("聞く", lambda found: hear(spoken(found)), lambda: "1"), *READERS[3:]])


def test_who_reads_what_the_tags_say_lacks_nothing(pdf: bytes) -> None:
    assert bench.faults(by(pdf, lambda text: text.replace("。", "。\n"))) == []


def test_what_is_lost_added_and_disordered_is_counted(pdf: bytes) -> None:
    assert bench.faults(by(pdf, lambda text: text.replace("人工知能", "人口知能"))) == ["聞く: 1 phrases not found"]
    wide = by(pdf, lambda text: text.replace("人工知能", "人工 知能"))
    assert bench.faults(wide, strict=False) == []
    found = bench.blanks(wide)
    assert found["聞く"] == found[bench.TAGS.name] + 1
    assert f"聞く: {found['聞く']} phrases with a blank more or less" in bench.faults(wide, strict=True)
    moved = by(pdf, lambda text: "人工知能" + text.replace("人工知能", ""))
    assert bench.faults(moved) == ["聞く: 1 phrases out of order"]


def test_the_report_names_who_was_not_asked(pdf: bytes) -> None:
    table = as_table(by(pdf, str))
    assert table.startswith("# この版の検証：見本町DX推進計画 第1版\n")
    assert "| pdf.js | 確かめていない |" in table
    assert "| 合う |" in table


def test_a_phrase_ends_where_other_words_stand_between(document: Document) -> None:
    ruby = Paragraph("aim", (Text("町は、"), Ruby("暮らし", "くらし"), Text("を便利にします。")))
    part = replace(document.parts[0], blocks=(ruby,))
    found = [each.words for each in phrases(replace(document, contents=(), parts=(part,)))]
    assert found == ["将来展望", "町は", "暮らし", "くらし", "を便利にします。"]


def test_the_report_lies_beside_the_pdf_or_in_the_output_folder(pdf: bytes, tmp_path: Path, typed: Typed) -> None:
    town = tiny(tmp_path / "town", FIRST)
    publish_plan(town)
    (tmp_path / "計画.pdf").write_bytes(pdf)
    code, said, _ = typed(town, "readers", "../計画.pdf", "推進計画", "第1版", "--quiet")
    assert (code, said) == (0, "")
    for report in (tmp_path / "計画_検証.json", town / "output/見本町DX推進計画_第1版_検証.json"):
        told = json.loads(report.read_bytes())
        assert told["phrases"] == told["hearings"][-1]["found"] > 10
        assert "この版の検証" in report.with_suffix(".md").read_text(encoding="utf-8")
    assert {path.name for path in (town / "archive/promotion-plan-01").iterdir()} >= {"data", "bagit.txt"}
    assert not list((town / "archive").rglob("*検証*"))
    code, said, _ = typed(town, "readers", "../計画.pdf", "--output", "../reports")
    assert "../reports/計画_検証.md を作りました" in said
    code, _, complained = typed(town, "readers", "../計画.pdf", "../town/../計画.pdf")
    assert (code, "../town/../計画.pdf：報告の名前" in complained) == (1, True)


@pytest.mark.parametrize("lost", [b"/StructTreeRoot", b"/Lang", b"/Pages", b"/Root"])
def test_a_pdf_whose_tags_cannot_be_followed_is_told(lost: bytes, pdf: bytes) -> None:
    plain = BytesIO()
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.compress_identical_objects()
    writer.write(plain)
    damaged = plain.getvalue().replace(lost, b"/" + b"X" * (len(lost) - 1))
    assert damaged != plain.getvalue()
    with pytest.raises(UnreadableError):
        spoken(damaged)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("strange.pdf",), "strange.pdf:1:1: このしくみで作ったPDFではありません。"),
        (("推進計画", "第9版"), "推進計画 第9版は保存されていません。"),
        (("推進計画", "原稿"), "原稿は、`hidaka-dx build` で作ったPDFのファイルを書いてください。"),
        (("none.pdf",), "none.pdf: 見付かりません。"),
    ],
)
def test_what_cannot_be_read_is_told(words: tuple[str, ...], message: str, tmp_path: Path, typed: Typed) -> None:
    town = tiny(tmp_path / "town", FIRST)
    (town / "strange.pdf").write_bytes(b"%PDF-1.7")
    code, _, complained = typed(town, "readers", *words)
    assert code == 1
    assert complained.startswith(message)
