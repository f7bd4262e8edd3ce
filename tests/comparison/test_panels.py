"""What is set apart, and tables whose cells cover several rows, in the redline and in the comparison table."""

from dataclasses import replace

from comparison.documents import document
from hidaka_dx.comparison import apply, compare, compose_comparison_table, compose_redline
from hidaka_dx.document import Block, Cell, Changed, Document, Heading, Panel, Paragraph, Part, Table, Text
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
