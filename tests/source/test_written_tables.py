"""Tables in chapters: joined cells, several rows of heads, line breaks, notes, tables without title and as CSV."""

import pytest

from hidaka_dx.prose import WrittenParagraph, WrittenTable, WrittenText
from hidaka_dx.source import parse_chapter, parse_csv, read_text

HEADED = "表：題 {#t head=2}\n\n| 区分 | 令和7年度 | < |\n|---|---:|---:|\n| ^ | 件数 | 割合 |\n| 窓口 | 1 | 2 |\n"


def table(text: str, files: dict[str, str] | None = None) -> WrittenTable:
    read = {name: parse_csv(words, name)[0] for name, words in (files or {}).items()}
    chapter, problems = parse_chapter(text, "x.md", {name: each for name, each in read.items() if each})
    assert problems == ()
    return next(block for block in chapter.blocks if isinstance(block, WrittenTable))


def told(text: str) -> list[str]:
    return [str(problem) for problem in parse_chapter(text, "x.md")[1]]


def shapes(found: WrittenTable) -> list[list[tuple[str, int, int]]]:
    return [[(words(cell.inlines), cell.span, cell.rows) for cell in row] for row in (found.head, *found.rows)]


def words(inlines: tuple[object, ...]) -> str:
    return "".join(each.text for each in inlines if isinstance(each, WrittenText))


def test_cells_are_joined_over_columns_and_rows() -> None:
    found = table(HEADED)
    assert found.more_heads == 1
    assert shapes(found)[:2] == [[("区分", 1, 2), ("令和7年度", 2, 1)], [("件数", 1, 1), ("割合", 1, 1)]]
    block = table("表：題 {#t}\n\n| 一 | 二 | 三 |\n|---|---|---|\n| あ | < | い |\n| ^ | < | う |\n")
    assert shapes(block)[1:] == [[("あ", 2, 2), ("い", 1, 1)], [("う", 1, 1)]]


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ("| < | a |\n|---|---|\n| b | c |", "x.md:3:3"),
        ("| ^ | a |\n|---|---|\n| b | c |", "x.md:3:3"),
        ("| a | b |\n|---|---|\n| c | ^ |", "x.md:5:7"),
        ("| a | b |\n|---|---|\n| c | d |\n| ^ | ^ |", "x.md:6:3"),
        ("| a | b | c |\n|---|---|---|\n| d | < | e |\n| ^ | f | g |", "x.md:6:3"),
    ],
    ids=["left edge", "above the heads", "out of the heads", "a row of nothing", "no rectangle"],
)
def test_what_cannot_be_joined_is_told_at_its_place(rows: str, where: str) -> None:
    (problem,) = told(f"表：題 {{#t}}\n\n{rows}\n")
    assert problem.startswith(f"{where}: ")
    assert problem.endswith("[table-merge]")


def test_signs_that_are_meant_are_kept() -> None:
    found = table("表：題 {#t}\n\n| 記号 | 意味 |\n|---|---|\n| \\< | 小さい |\n| \\^ | べき |\n")
    assert shapes(found)[1:] == [[("<", 1, 1), ("小さい", 1, 1)], [("^", 1, 1), ("べき", 1, 1)]]


def test_lines_of_a_cell_are_broken_by_the_only_html_that_is_read() -> None:
    found = table("表：題 {#t}\n\n| 一 | 二 |\n|---|---|\n| ・あ<br>・い | う <BR/> え |\n")
    assert shapes(found)[1] == [("・あ\n・い", 1, 1), ("う\nえ", 1, 1)]
    assert "html" in told("本文<br>です。\n")[0]


def test_notes_belong_to_the_table_above() -> None:
    chapter, _ = parse_chapter(f"{HEADED}\n※一つ。\n\n資料：調べ\n\n本文です。\n\n※後の文。\n", "x.md")
    roles = [block.role for block in chapter.blocks if isinstance(block, WrittenParagraph)]
    assert roles == ["note", "note", "words", "words"]


def test_a_table_may_have_no_title() -> None:
    assert table("表：{#t}\n\n| 一 |\n|---|\n| 1 |\n").title == ""
    assert "題のない表は" in told("| 一 |\n|---|\n| 1 |\n")[0]


@pytest.mark.parametrize("more", ["head=0", "heads=2", "head=9", 'data="x.csv" 色=赤'])
def test_what_may_not_stand_beside_an_id_is_told(more: str) -> None:
    assert told(f"表：題 {{#t {more}}}\n\n| 一 |\n|---|\n| 1 |\n")


def test_cells_come_from_a_file() -> None:
    text = '表：題 {#t data="d.csv"}\n\n※注です。\n'
    found = table(text, {"d.csv": '施設,台数\n役場,"1,200"\n"支\n所",^\n'})
    assert (found.file, found.numeric) == ("d.csv", (False, True))
    assert shapes(found)[1:] == [[("役場", 1, 1), ("1,200", 1, 2)], [("支\n所", 1, 1)]]
    (problem,) = told(text)
    assert problem.startswith("x.md:1:1: content/tables/d.csv がありません。")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "x.csv:1:1"),
        ("a,b\n", "x.csv:1:1"),
        ('a,b\n1,"2\n', "x.csv:2:3"),
        ("a,b\n1,2\n1,200,3\n", "x.csv:3:1"),
    ],
)
def test_what_is_no_csv_is_told_at_its_place(text: str, where: str) -> None:
    assert str(parse_csv(text, "x.csv")[1][0]).startswith(f"{where}: ")


def test_empty_rows_and_ends_of_files_are_no_rows() -> None:
    found, _ = parse_csv("a,b\n1,\n,\n\n,\n", "x.csv")
    assert found
    assert [[cell.text for cell in row] for row in found.rows] == [["a", "b"], ["1", ""]]


def test_a_file_of_a_spreadsheet_is_told_how_to_be_saved() -> None:
    text, problems = read_text("年,数\n".encode("cp932"), "content/tables/x.csv")
    assert text is None
    assert "CSV UTF-8" in str(problems[0])
