"""The result of a call for comments: every comment answered, every count right."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from hidaka_dx.compose import compose_comments, compose_promotion_plan
from hidaka_dx.content import load
from hidaka_dx.document import Document, Paragraph, Table
from hidaka_dx.pipeline.build import build

if TYPE_CHECKING:
    from hidaka_dx.problem import Problem
from hidaka_dx.wording import USUAL

SAMPLE = Path(__file__).parents[2] / "examples/mihon"
COMMENTS = """- document: promotion-plan
  edition: "9"
  from: 2028-10-02
  to: 2028-10-31
  people: 2
  comments:
    - {at: divide, says: スマートフォンを使わない人への支援を詳しく書いてほしい。, answer: 支援の内容を書き加えました。, outcome: 反映}
    - {says: 分かりやすい計画だと思う。, answer: 御意見として承ります。, outcome: その他}
    - {at: safety, says: 停電への備えを進めてほしい。, answer: 「人材と安全」に記しています。, outcome: 記載済み}
"""
NONE = COMMENTS[: COMMENTS.index("  comments:")].replace("people: 2", "people: 0")


class Pages(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "3"


def town(folder: Path, comments: str) -> Path:
    """Give the sample town with a draft of a ninth edition, and comments on it."""
    shutil.copytree(SAMPLE / "content", folder / "content")
    editions = 'promotion-plan:\n  - {number: "9", status: 案, changes: 改定}\n'
    (folder / "content/editions.yaml").write_text(editions, encoding="utf-8")
    for name in ("action-plan.yaml", "measures", "progress"):
        path = folder / "content" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / "content/comments.yaml").write_text(comments, encoding="utf-8")
    return folder


def made(root: Path) -> tuple[tuple[Document, ...], list[str]]:
    manuscript, problems = load(root)
    if manuscript is None:
        return (), [str(problem) for problem in problems]
    located, plan = manuscript.comments, compose_promotion_plan(manuscript)[0]
    documents: list[Document] = []
    found: list[Problem] = []
    for index, call in enumerate(located.value):
        if plan.edition == f"第{call.edition}版":
            place = lambda path, index=index: located.data.place((index, *path))  # noqa: E731
            document, faults = compose_comments(call, place, plan, Pages(), USUAL)
            documents += [document] if document else []
            found += faults
    return tuple(documents), [str(problem) for problem in found]


def test_each_comment_has_its_place_and_answer(tmp_path: Path) -> None:
    (document,), problems = made(town(tmp_path, COMMENTS))
    assert problems == []
    (table,) = document.parts[1].blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row][:2] for row in table.rows] == [
        ["1", "2(3) 誰もが使えるデジタル技術（3ページ）"],
        ["2", "全般"],
        ["3", "2(5) 人材と安全（3ページ）"],
    ]


def test_counts_by_outcome_add_up(tmp_path: Path) -> None:
    (document,), _ = made(town(tmp_path, COMMENTS))
    said, counts = document.parts[0].blocks
    assert isinstance(said, Paragraph)
    assert "2028年10月2日から2028年10月31日まで" in said.inlines[0].text
    assert isinstance(counts, Table)
    *each, total = [int(row[-1].text.removesuffix("件")) for row in counts.rows]
    assert (each, total) == ([1, 0, 1, 0, 1], 3)


def test_none_came(tmp_path: Path) -> None:
    (document,), _ = made(town(tmp_path, NONE))
    assert "意見はありませんでした" in str(document)
    assert len(document.parts) == 1


def test_what_does_not_fit_is_told(tmp_path: Path) -> None:
    unknown = made(town(tmp_path / "a", COMMENTS.replace("at: divide", "at: devide")))[1]
    assert unknown == [
        "content/comments.yaml:7:12: `devide` という節や段落がありません。名前を直してください。`divide` ではありませんか。 [comment]"
    ]
    backwards = made(town(tmp_path / "b", COMMENTS.replace("2028-10-31", "2028-09-30")))[1]
    assert "始まりより前です" in backwards[0]
    nobody = made(town(tmp_path / "c", COMMENTS.replace("people: 2", "people: 0")))[1]
    assert "0人です" in nobody[0]


def test_it_is_printed_beside_the_draft(tmp_path: Path) -> None:
    built, problems, *_ = build(town(tmp_path, COMMENTS), tmp_path / "output", lambda _words, _share: None)
    assert problems == ()
    assert [each.path.name for each in built] == [
        "見本町DX推進計画_第9版（案）.pdf",
        "見本町DX推進計画への意見と町の考え方_第9版（案）.pdf",
    ]
