"""Fenced parts of a chapter: what they hold, and what people write in their place."""

import pytest

from hidaka_dx.prose import FigureCall, WrittenGoals, WrittenPanel, WrittenParagraph, WrittenTable
from hidaka_dx.source import parse_chapter


def boxes(text: str) -> list[object]:
    chapter, problems = parse_chapter(text, "x.md")
    assert problems == ()
    return list(chapter.blocks)


def told(text: str) -> list[str]:
    return [str(problem) for problem in parse_chapter(text, "x.md")[1]]


def test_a_column_has_title_id_and_blocks() -> None:
    column, after = boxes("::: コラム 情報とは 何か {#info}\n本文です。\n\n- 一つ\n:::\n後の文です。\n")
    assert isinstance(column, WrittenPanel)
    assert (column.role, column.title, column.id, len(column.blocks)) == ("column", "情報とは 何か", "info", 2)
    assert column.place.line == 1
    assert isinstance(column.blocks[0], WrittenParagraph)
    assert column.blocks[0].place.line == 2
    assert isinstance(after, WrittenParagraph)


@pytest.mark.parametrize("end", [":::", ":::\n:::", ":::\n\n:::"])
def test_a_part_of_one_line_may_be_the_last_in_another(end: str) -> None:
    column, after = boxes(f"::: コラム 題 {{#info}}\n本文です。\n\n::: SDGs 3 4\n{end}\n\n後の文です。\n")
    assert isinstance(column, WrittenPanel)
    assert [type(each) for each in column.blocks] == [WrittenParagraph, WrittenGoals]
    assert isinstance(after, WrittenParagraph)


def test_lines_of_a_rule_and_of_a_signature_are_paragraphs() -> None:
    (rule,) = boxes("::: 要綱\n（目的）\n第1条　置く。\n2　次のとおり。\n(1)　一つ\n(2)　二つ\nア　細目\n:::\n")
    assert isinstance(rule, WrittenPanel)
    assert [block.place.line for block in rule.blocks if isinstance(block, WrittenParagraph)] == [2, 3, 4, 5, 6, 7]
    (table,) = boxes("::: 要綱\n表：別表 {#t}\n\n| 一 |\n|---|\n| 1 |\n:::\n")
    assert isinstance(table, WrittenPanel)
    assert isinstance(table.blocks[0], WrittenTable)


def test_parts_stand_in_columns_and_on_wide_pages() -> None:
    (outer,) = boxes(":::: コラム 題\n::: 図と文 portrait\n本文です。\n:::\n::::\n")
    assert isinstance(outer, WrittenPanel)
    inner = outer.blocks[0]
    assert isinstance(inner, WrittenPanel)
    assert isinstance(inner.blocks[0], FigureCall)
    assert boxes("::: 横\n::: コラム 題\n本文です。\n:::\n:::\n"), "as many colons inside are understood, too"


def test_parts_of_one_line_need_not_be_closed() -> None:
    found = boxes("一です。\n\n::: 改ページ\n\n二です。\n\n::: 改ページ\n:::\n::: SDGs 3、4 11\n:::\n\n三です。\n")
    kinds = [type(each).__name__ for each in found]
    assert kinds == [
        *("WrittenParagraph", "WrittenPanel", "WrittenParagraph", "WrittenPanel", "WrittenGoals", "WrittenParagraph"),
    ]
    goals = found[4]
    assert isinstance(goals, WrittenGoals)
    assert goals.numbers == (3, 4, 11)


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("::: コラム 題\n本文です。\n", "1:1", "閉じられていません"),
        (":::: コラム 題\n::: 図と文 a\n本文です。\n::::\n", "2:1", "「::: 図と文」が閉じられていません"),
        ("本文です。\n:::\n", "2:1", "その前に開いた囲みがありません"),
        ("::: コラム 題\n:::\n", "1:1", "中が空です"),
        ("::: コラム 題\n本文です。\n::::\n", "3:1", "数をそろえてください"),
        ("::: コラン 題\n本文です。\n:::\n", "1:1", "「コラム」ではありませんか"),
        ("::: コラム「題」\n本文です。\n:::\n", "1:1", "後に半角の空白を置いて"),
        ("::: note\n本文です。\n:::\n", "1:1", "書けるのは コラム、"),
        ("：：： コラム 題\n", "1:1", "全角の「：」"),
        (":: コラム 題\n", "1:1", "二つでは"),
        ("- 項目\n  ::: コラム 題\n", "2:3", "行の頭から"),
        ("::: 理念\n::: コラム 題\n文です。\n:::\n:::\n", "2:1", "「理念」の中に「コラム」は書けません"),
        ("::: 右 題\n町長\n:::\n", "1:1", "題「題」は付きません"),
        ("::: 右 {#a}\n町長\n:::\n", "1:1", "idは付きません"),
        ("::: コラム 題\n## 見出し {#a}\n:::\n", "2:1", "中に見出しは書けません"),
        ("::: SDGs 3 18\n:::\n", "1:1", "1 から 17"),
        ("::: SDGs\n:::\n", "1:1", "1 から 17"),
        ("::: 図と文\n文です。\n:::\n", "1:1", "図のid"),
    ],
)
def test_what_is_wrong_with_a_fence_is_told_at_its_place(text: str, where: str, words: str) -> None:
    problems = [problem for problem in told(text) if problem.endswith("[block]")]
    assert any(problem.startswith(f"x.md:{where}: ") and words in problem for problem in problems), problems


def test_one_fault_is_told_once() -> None:
    assert len(told("::: コラン 題\n本文です。\n:::\n")) == 1
    assert len(told("：：： コラム 題\n本文です。\n：：：\n")) == 2
