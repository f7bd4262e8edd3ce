"""正誤表: what is issued stays, what is wrong is said, and the next edition cannot forget it."""

import shutil
from pathlib import Path

import pytest
from towns import pressed

from hidaka_dx.compose import compose_errata, compose_promotion_plan
from hidaka_dx.content import load
from hidaka_dx.document import Document, Table
from hidaka_dx.pipeline.notices import still_uncorrected

ROOT = Path(__file__).parents[2]
ERRATA, EDITIONS, BASICS = "content/errata.yaml", "content/editions.yaml", "content/chapters/basics.md"
SECOND = "    changes: 策定\n  - {number: '2', date: 2026-12-01, status: 案, changes: 改定}\n"


class Pages(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "5"


def town(folder: Path, *edits: tuple[str, str, str]) -> Path:
    shutil.copytree(ROOT / "content", folder / "content")
    for path, old, new in edits:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def made(root: Path) -> tuple[tuple[Document, ...], list[str]]:
    manuscript, problems = load(root)
    if manuscript is None:
        return (), [str(problem) for problem in problems]
    plan, _ = compose_promotion_plan(manuscript)
    located = manuscript.errata
    documents: list[Document] = []
    found = list(still_uncorrected(manuscript, plan))
    for index, errata in enumerate(located.value):
        if plan.edition == f"第{errata.edition}版":
            place = lambda path, index=index: located.data.place((index, *path))  # noqa: E731
            document, faults = compose_errata(errata, place, manuscript, plan, Pages())
            documents += [document] if document else []
            found += faults
    return tuple(documents), [str(problem) for problem in found]


def rows(document: Document, part: int) -> list[list[str]]:
    (table,) = (block for block in document.parts[part].blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in table.rows]


def test_the_first_edition_has_its_misprints_listed_with_their_pages() -> None:
    (document,), problems = made(ROOT)
    assert problems == []
    assert document.name == "日高町DX推進計画正誤表 第1版（案）"
    found = {row[2]: (row[0], row[1], row[3]) for row in rows(document, 0)}
    assert found["DX推進方針の基本事項"] == ("目次の2", "目次", "DX推進計画の基本事項")
    assert found["デジタルデバインド対策"] == ("2(1)ア デジタル化への対応", "5", "デジタルデバイド対策")
    assert len(found) == 5, "デジタルライゼーション stands in the text and in a figure"


def test_remarks_are_printed_as_long_as_it_is_a_draft(tmp_path: Path) -> None:
    (draft,), _ = made(ROOT)
    assert "適切に対応してはなりません" in rows(draft, 1)[0]
    decided = town(tmp_path, (ERRATA, "status: 案", "date: 2026-12-01\n  status: 決定"))
    (document,), _ = made(decided)
    assert (len(document.parts), document.draft) == (1, False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("at: people", "at: peeple", "content/errata.yaml:21:11: `peeple` という節、段落、図、用語がありません。"),
        ("printed: デジタルデバインド対策", "printed: デジタルデバイト対策", "に印刷されていません。"),
        ("correct: Chief Information Officer", "correct: ChiefInformationOfficer", "correct が printed と同じです。"),
        ("status: 案", "status: 決定", "決定した正誤表には date"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    documents, problems = made(town(tmp_path, (ERRATA, old, new)))
    assert documents == ()
    assert any(said in problem for problem in problems), problems


def test_the_next_edition_must_be_corrected(tmp_path: Path) -> None:
    corrected = (BASICS, "デジタルデバインド対策", "デジタルデバイド対策")
    documents, problems = made(town(tmp_path, (EDITIONS, "    changes: 策定\n", SECOND), corrected))
    assert documents == ()
    assert len(problems) == 5
    assert all("第1版の誤り" in problem and "直っていません" in problem for problem in problems)
    assert not any("デジタルデバインド" in problem for problem in problems)


def test_it_is_one_page() -> None:
    (document,), _ = made(ROOT)
    assert pressed(ROOT, document).pages == 1
