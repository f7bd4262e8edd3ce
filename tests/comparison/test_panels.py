"""What is set apart, and tables whose cells cover several rows, in the redline and in the comparison table."""

from dataclasses import replace

from comparison.documents import document
from hidaka_dx.comparison import apply, compare, compose_comparison_table, compose_redline
from hidaka_dx.document import Block, Cell, Changed, Document, Heading, Items, Panel, Paragraph, Part, Table, Text
from hidaka_dx.plan import ComparisonWording
from hidaka_dx.walk import blocks, words


def cell(text: str, span: int = 1, rows: int = 1) -> Cell:
    return Cell((Text(text),), span, rows=rows)


HEAD = (cell("分野", rows=2), cell("令和7年度", span=2))
ROWS = (
    (cell("件数"), cell("割合")),
    (cell("窓口", rows=2), cell("1,200"), cell("60")),
    (cell("800"), cell("40")),
)
TABLE = Table("t", 1, "申請の件数", HEAD, ROWS, (0.4, 0.3, 0.3), more_heads=1)
COLUMN = Panel("c", "column", "デジタルとは", (Paragraph("c.1", (Text("情報を数で表すことです。"),)),))


def with_blocks(*found: Block) -> Document:
    return document((Part("a", Heading(1, "1", "現状"), found),))


def table_words(old: Document, new: Document) -> str:
    made = compose_comparison_table(compare(old, new), old, new, ComparisonWording(), {})
    return "\n".join(map(words, blocks(made)))


def test_a_table_whose_rows_no_longer_fit_is_printed_twice() -> None:
    old, new = with_blocks(TABLE), with_blocks(replace(TABLE, rows=(*ROWS, (cell("郵便"), cell("10"), cell("1")))))
    tables = [each for each in blocks(compose_redline(compare(old, new), old, new)) if isinstance(each, Table)]
    assert [len(each.rows) for each in tables] == [3, 4]
    assert tables[0].id != tables[1].id
    assert apply(compare(old, new), old) == new


def test_a_changed_cell_stands_in_the_one_table_and_is_named_by_both_heads() -> None:
    rows = (*ROWS[:2], (cell("810"), cell("40")))
    old, new = with_blocks(TABLE), with_blocks(replace(TABLE, rows=rows))
    tables = [each for each in blocks(compose_redline(compare(old, new), old, new)) if isinstance(each, Table)]
    assert len(tables) == 1
    assert any(isinstance(inline, Changed) for inline in tables[0].rows[2][0].inlines)
    rows = (*ROWS[:1], (cell("窓口", rows=2), cell("1,200"), cell("61")), ROWS[2])
    assert "令和7年度 割合：61" in table_words(old, with_blocks(replace(TABLE, rows=rows)))


def test_title_and_words_of_a_column_are_compared() -> None:
    changed = replace(
        COLUMN, title="デジタルとは何か", blocks=(Paragraph("c.1", (Text("情報を数だけで表すことです。"),)),)
    )
    old, new = with_blocks(COLUMN), with_blocks(changed)
    (panel,) = [each for each in blocks(compose_redline(compare(old, new), old, new)) if isinstance(each, Panel)]
    assert panel.title == "デジタルとは何か"
    assert any(isinstance(inline, Changed) for inline in panel.words)
    said = table_words(old, new)
    assert "コラムの題" in said
    assert "数だけで" in said
    assert apply(compare(old, new), old) == new


def test_a_new_column_is_said_to_be_new() -> None:
    assert "（新設）" in table_words(with_blocks(), with_blocks(COLUMN))


SAME = "2　前項の場合において、委員長は、あらかじめ町長に報告するものとする。"
ARTICLES = (
    "第1条　委員会は、計画の策定に関することを調べる。",
    "第2条　委員長は、会議を招集し、その議長となる。",
    "第3条　庶務は、総務課において処理する。",
)


def rule(*lines: str) -> Panel:
    return Panel(
        "r", "articles", "要綱", tuple(Paragraph(f"r.{at}", (Text(each),)) for at, each in enumerate(lines, 1))
    )


def redlined(old: Document, new: Document) -> list[str]:
    """Give the lines of a rule in the redline, what goes with a minus and what comes with a plus."""
    (panel,) = [each for each in blocks(compose_redline(compare(old, new), old, new)) if isinstance(each, Panel)]
    signs = {"removed": "-", "added": "+"}
    lines = (
        "".join(
            f"{signs[each.change]}{''.join(inner.text for inner in each.inlines)}"
            if isinstance(each, Changed)
            else each.text
            for each in line.inlines
        )
        for line in panel.blocks
        if isinstance(line, Paragraph)
    )
    return [*lines]


def test_a_paragraph_goes_and_comes_below_its_own_article_where_another_has_the_same_words() -> None:
    first, second, third = ARTICLES
    full = (first, SAME, second, SAME, third)
    amended = second.replace("招集し", "招集し、代表し")
    cases = (
        ((first, second, SAME, third), (first, f"-{SAME}", second, SAME, third)),
        ((first, SAME, second, third), (first, SAME, second, f"-{SAME}", third)),
        ((first, amended, SAME, third), (first, f"-{SAME}", "第2条　委員長は、会議を招集し、+代表し、その議長となる。", SAME, third)),
        ((second, SAME, third), (f"-{first}", f"-{SAME}", second, SAME, third)),
        ((first, third), (first, f"-{SAME}", f"-{second}", f"-{SAME}", third)),
    )  # fmt: skip
    for lines, wanted in cases:
        old, new = with_blocks(rule(*full)), with_blocks(rule(*lines))
        assert redlined(old, new) == [*wanted]
        assert redlined(new, old) == [each.translate(str.maketrans("-+", "+-")) for each in wanted]
        assert apply(compare(old, new), old) == new


def listing_of(*lines: str) -> Items:
    return Items("l", False, tuple((Paragraph(f"l.{at}", (Text(each),)),) for at, each in enumerate(lines, 1)))


def test_items_of_a_list_go_where_they_stood() -> None:
    lines = ("窓口では次のことをする。", "案内をする。", "電話では次のことをする。", "案内をする。", "以上")
    old, new = with_blocks(listing_of(*lines)), with_blocks(listing_of(lines[0], *lines[2:]))
    (found,) = [each for each in blocks(compose_redline(compare(old, new), old, new)) if isinstance(each, Items)]
    inlines = (
        [inline for each in item if isinstance(each, Paragraph) for inline in each.inlines] for item in found.items
    )
    assert [any(isinstance(each, Changed) for each in line) for line in inlines] == [False, True, False, False, False]
