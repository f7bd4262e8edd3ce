"""A plan has no more headings, a paragraph no more footnotes than can be set in a reasonable time."""

from pathlib import Path

import pytest
from towns import FIRST, tiny

from hidaka_dx.content import load


@pytest.mark.parametrize("count", [100, 101, 1500])
def test_too_many_footnotes_in_a_paragraph_are_told_at_the_first_that_is_too_much(count: int, tmp_path: Path) -> None:
    tiny(tmp_path, FIRST)
    calls = "".join(f"文[^n{number}]。" for number in range(count))
    (tmp_path / "content/chapters/vision.md").write_text(f"# 展望 {{#vision}}\n\n{calls}\n", encoding="utf-8")
    notes = "".join(f"- {{id: n{number}, text: 注の文です。}}\n" for number in range(count))
    (tmp_path / "content/footnotes.yaml").write_text(notes, encoding="utf-8")
    manuscript, problems = load(tmp_path)
    assert (manuscript is None) == bool(problems) == (count > 100)
    for problem in problems:
        column = calls.index("[^n100]") + 1
        assert str(problem) == (
            f"content/chapters/vision.md:3:{column}: 一つの段落に脚注が{count}あります。"
            "100までです。段落を分けてください。 [footnote-count]"
        )


@pytest.mark.parametrize("count", [2999, 3000])
def test_more_headings_than_can_be_set_are_told(count: int, tmp_path: Path) -> None:
    tiny(tmp_path, FIRST)
    sections = "".join(f"## 節の名 {{#s{number}}}\n\n文。\n\n" for number in range(count))
    (tmp_path / "content/chapters/vision.md").write_text(
        f"# 展望 {{#vision}}\n\n町です。 {{#aim}}\n\n{sections}", encoding="utf-8"
    )
    _, problems = load(tmp_path)
    told = [str(problem) for problem in problems if problem.rule == "heading-count"]
    assert (
        told
        == [
            "content/chapters/vision.md:12001:1: 見出しが全部で3001あります。組めるのは3000までです。節をまとめてください。 [heading-count]"
        ][: count - 2999]
    )
