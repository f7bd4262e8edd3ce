"""A decided name never takes other bytes without a word, also where the document has no place in the archive."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from towns import ERRATA, FIRST, pressed, publish_plan, tiny

from hidaka_dx.compose import compose_promotion_plan
from hidaka_dx.content import load
from hidaka_dx.document import Document
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.output import LIST, Made
from hidaka_dx.pipeline.replacing import replacing

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
VISION = "content/chapters/vision.md"
NAME = "見本町DX推進計画正誤表_第1版.pdf"


def quiet(_words: str, _share: float) -> None:
    """Say nothing."""


def notes(town: Path, name: str) -> str:
    outcome = build(town, town / "output", quiet)
    assert outcome.problems == ()
    return "\n".join(next(each.notes for each in outcome.built if each.path.name == name))


def test_misprints_that_were_changed_after_their_decision_are_told(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST)
    publish_plan(town)
    (town / "content/errata.yaml").write_text(ERRATA, encoding="utf-8")
    assert notes(town, NAME) == ""
    first = sha256((town / "output" / NAME).read_bytes()).hexdigest()
    assert notes(town, NAME) == "", "the same bytes"
    (town / "content/errata.yaml").write_text(ERRATA.replace("安全に", "確実に"), encoding="utf-8")
    told = notes(town, NAME)
    assert f"同じ名前の前のPDF（sha256 {first}）と入れ替えました。書いてあることが違います（" in told
    assert "前のものを配っていたら、配った先でも差し替えるか、原稿で日付や版を改めて" in told
    assert told in (town / "output" / LIST).read_text(encoding="utf-8")
    assert notes(town, NAME) == "", "told once"
    assert told in (town / "output" / LIST).read_text(encoding="utf-8"), "and kept in the list"
    plan = town / "output/見本町DX推進計画_第1版.pdf"
    plan.write_bytes(b"an earlier print")
    assert "前のものは、このしくみで作ったPDFではないか、壊れています" in (told := notes(town, plan.name))
    assert "この発行した版に差し替えてください" in told


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, bytes]:
    """Give a decided document and its PDF."""
    town = tiny(tmp_path_factory.mktemp("replacing"), FIRST)
    manuscript, problems = load(town)
    assert manuscript, problems
    document = compose_promotion_plan(manuscript)[0]
    return document, pressed(town, document).pdf


def told(output: Path, before: bytes | None, document: Document | None) -> str:
    """Say what is told of a file that another one replaces."""
    if before is not None:
        (output / "x.pdf").write_bytes(before)
    return "\n".join(replacing(output, Made("x.pdf", b"%PDF-new", 1, (), document)).notes)


def test_whether_words_or_only_their_setting_differ_is_said(summary: tuple[Document, bytes], tmp_path: Path) -> None:
    document, pdf = summary
    assert "文章は同じで、写真か組み方" in told(tmp_path, pdf, document)
    other = replace(document, title="別の計画", date=None)
    assert "書いてあることが違います（表紙）" in told(tmp_path, pdf, other)
    assert "別の種類の文書です" in told(tmp_path, pdf, replace(document, kind="summary"))


def test_nothing_is_told_of_drafts_of_free_names_and_of_links(summary: tuple[Document, bytes], tmp_path: Path) -> None:
    document, pdf = summary
    assert told(tmp_path, pdf, None) == "", "a draft changes every day"
    (tmp_path / "x.pdf").unlink()
    assert told(tmp_path, None, document) == ""
    (tmp_path / "y.pdf").write_bytes(pdf)
    (tmp_path / "x.pdf").symlink_to("y.pdf")
    assert told(tmp_path, None, document) == "", "what it points at stays"
