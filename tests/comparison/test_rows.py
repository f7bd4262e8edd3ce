"""Rows of tables that come, go and move: the others stay what they are but for their running number."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparison.documents import document
from comparison.reading import listed, redline, rows
from hidaka_dx.comparison import apply, compare, compose_comparison_table
from hidaka_dx.document import Cell, Changed, Document, Heading, Paragraph, Part, Table, Text
from hidaka_dx.plan import ComparisonWording

Row = tuple[str, ...]
OFFICES: tuple[Row, ...] = (("住民課", "1,200"), ("福祉課", "300"), ("税務課", "45"), ("建設課", "80"))


def table(body: tuple[Row, ...], *heads: str) -> Document:
    """Give a document of one table."""
    head, *lines = (tuple(Cell((Text(word),)) for word in row) for row in (heads, *body))
    made = Table("t", 1, "窓口", head, tuple(lines), (1 / len(heads),) * len(heads))
    return document((Part("x", Heading(1, "1", "題"), (made,)),))


def numbered(*body: Row, form: str = "{}") -> Document:
    """Give a table whose rows are numbered from 1 on."""
    lines = tuple((form.format(number), *row) for number, row in enumerate(body, 1))
    return table(lines, "番号", "窓口", "件数")


OLD = numbered(*OFFICES[:3])
NEW_ROW = ("総務課", "10")


@pytest.mark.parametrize("form", ["{}", "({})", "（{}）", "{}."])
def test_a_row_inserted_is_the_only_one_that_is_new(form: str) -> None:
    old, new = numbered(*OFFICES[:3], form=form), numbered(NEW_ROW, *OFFICES[:3], form=form)
    assert listed(old, new) == [f"1 表1「{form.format(1)}」の項を加える。"]
    assert rows(old, new) == [f"表1｜＿{form.format(1)}＿　＿窓口：総務課＿、＿件数：10＿｜（新設）"]
    numbers = [each for each in redline(old, new) if "〔-1-〕〔+2+〕" in each]
    assert len(numbers) == 1
    assert not any(words in each for each in redline(old, new) for words in ("住民課", "福祉課", "税務課"))


@pytest.mark.parametrize(
    "signs",
    [tuple("アイウエ"), tuple("一二三四"), ("第1号", "第2号", "第3号", "第4号"), ("No.1", "No.2", "No.3", "No.4")],
)
def test_signs_that_count_are_running_numbers_too(signs: Row) -> None:
    old = table(tuple((sign, *row) for sign, row in zip(signs, OFFICES[:3], strict=False)), "番号", "窓口", "件数")
    new = table(tuple(zip(signs, *zip(NEW_ROW, *OFFICES[:3], strict=True), strict=True)), "番号", "窓口", "件数")
    assert listed(old, new) == [f"1 表1「{signs[0]}」の項を加える。"]


def test_a_row_removed_is_the_only_one_that_is_gone() -> None:
    new = numbered(OFFICES[0], OFFICES[2])
    assert listed(OLD, new) == ["1 改正前の表1「2」の項を削る。"]
    assert rows(OLD, new) == ["表1｜（削る）｜＿2＿　＿窓口：福祉課＿、＿件数：300＿"]


def test_a_table_of_one_edition_is_shown_as_a_table() -> None:
    bare = replace(OLD, parts=(replace(OLD.parts[0], blocks=(Paragraph("p", (Text("文"),)),)),))
    both = replace(OLD, parts=(replace(OLD.parts[0], blocks=(*bare.parts[0].blocks, *OLD.parts[0].blocks)),))
    for old, new, here, there in ((bare, both, 1, 2), (both, bare, 2, 1)):
        made = compose_comparison_table(compare(old, new), old, new, ComparisonWording(), {})
        told, shown = made.parts[1].parts[0].blocks
        assert isinstance(told, Table)
        assert isinstance(shown, Table)
        row = told.rows[-1]
        assert (row[0].text, row[here].text) == ("表1", "窓口（下の表のとおり）")
        assert row[there].text in ("（新設）", "（削る）")
        assert [[cell.text for cell in each] for each in shown.rows] == [
            [cell.text for cell in each]
            for block in OLD.parts[0].blocks
            if isinstance(block, Table)
            for each in block.rows
        ]
        assert shown.title == "表1　窓口"
        assert all(isinstance(cell.inlines[0], Changed) for each in shown.rows for cell in each)


def test_a_row_moved_is_said_to_be() -> None:
    new = numbered(OFFICES[1], OFFICES[2], OFFICES[0])
    assert listed(OLD, new) == ["1 表1「3」の項を改める。"]
    assert rows(OLD, new) == ["表1｜＿3＿　住民課（並びを変更）｜＿1＿　住民課"]


def test_a_row_amended_below_an_inserted_one_is_told_from_it() -> None:
    new = numbered(NEW_ROW, OFFICES[0], ("福祉課", "350"), OFFICES[2])
    assert listed(OLD, new) == ["1 表1「3」の項を改める。表1「1」の項を加える。"]
    assert rows(OLD, new)[1] == "表1　件数の欄｜＿3＿　福祉課、件数：＿350＿｜＿2＿　福祉課、件数：＿300＿"


def test_a_row_written_anew_in_its_place_is_amended() -> None:
    new = numbered(OFFICES[0], ("保健福祉課", "300"), OFFICES[2])
    assert listed(OLD, new) == ["1 表1「2」の項を改める。"]


def test_numbers_that_do_not_run_from_one_name_their_rows() -> None:
    old, new = (table((("2026", "10"), ("2027", count)), "年度", "件数") for count in ("20", "30"))
    assert listed(old, new) == ["1 表1「2027」の項を改める。"]


def test_rows_whose_first_cells_are_the_same_are_told_apart_by_the_others() -> None:
    old = table((("本庁", "窓口の案内", "10"), ("本庁", "電話の受付", "20")), "所", "仕事", "件数")
    new = table(
        (("本庁", "書類の審査", "5"), ("本庁", "窓口の案内", "10"), ("本庁", "電話の受付", "25")), "所", "仕事", "件数"
    )
    assert rows(old, new) == [
        "表1｜＿本庁＿　＿仕事：書類の審査＿、＿件数：5＿｜（新設）",
        "表1　件数の欄｜本庁　件数：＿25＿｜本庁　件数：＿20＿",
    ]


def test_the_same_row_of_two_groups_stays_in_its_group() -> None:
    body: tuple[Row, ...] = (("本庁", ""), ("窓口", "1"), ("支所", ""), ("窓口", "1"))
    assert listed(table(body, "所", "人"), table((body[0], *body[2:]), "所", "人")) == [
        "1 改正前の表1「窓口」の項を削る。"
    ]


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.integers(0, 8))
def test_of_numbered_rows_only_those_that_came_and_went_are_said_to(
    order: list[int], gone: set[int], added: int
) -> None:
    offices: list[Row] = [
        (f"{name}課", f"{name}を担う") for name in ("総務", "住民", "福祉", "税務", "建設", "産業", "教育", "防災")
    ]
    olds = [offices[index] for index in sorted(order)]
    news = [offices[index] for index in sorted(order) if index not in gone]
    news.insert(min(added, len(news)), ("議会図書室", "資料を集めること"))
    old, new = numbered(*olds), numbered(*news)
    comparison = compare(old, new)
    assert apply(comparison, old) == new
    fates = Counter(change.fate for change in comparison.root.walk() if change.kind == "row")
    assert (fates["added"], fates["removed"], fates["amended"]) == (1, len(gone), 0)
    assert not any(change.fate == "amended" for change in comparison.root.walk() if change.kind == "cell")


def sheet(*indicators: tuple[str, str, str]) -> Document:
    """Give a table of indicators: each with a name over all columns, its targets and its definition."""
    head = tuple(Cell((Text(word),)) for word in ("", "R8", "R9"))
    lines = [
        line
        for name, target, definition in indicators
        for line in (
            (Cell((Text(name),), span=3),),
            (Cell((Text("目標"),)), Cell((Text("10"),)), Cell((Text(target),))),
            (Cell((Text("定義"),)), Cell((Text(definition),), span=2)),
        )
    ]
    made = Table("t", None, "指標と目標", head, tuple(lines), (0.4, 0.3, 0.3))
    return document((Part("x", Heading(1, "1", "題"), (made,)),))


SHEET = (("配信の時間", "21", "発令から終えるまで"), ("世帯の割合", "35", "登録のある世帯の数"))


def test_a_row_is_named_with_its_group() -> None:
    old, new = sheet(*SHEET), sheet(SHEET[0], ("世帯の割合", "40", "登録のある世帯の数"))
    assert listed(old, new) == ["1 「世帯の割合」の「目標」の項を改める。"]
    assert rows(old, new) == ["世帯の割合　目標の項　R9の欄｜目標　R9：＿40＿｜目標　R9：＿35＿"]


def test_a_group_that_is_named_otherwise_is_neither_new_nor_gone() -> None:
    """However different the name: its rows say that it is the same."""
    for name, target in (("届く町民", "35"), ("届く町民", "40")):
        old, new = sheet(*SHEET), sheet(SHEET[0], (name, target, "登録のある世帯の数"))
        fates = Counter(change.fate for change in compare(old, new).root.walk() if change.kind == "row")
        assert (fates["added"], fates["removed"]) == (0, 0)
        assert apply(compare(old, new), old) == new
        assert rows(old, new)[0] == "届く町民の項｜＿届く町民＿｜＿世帯の割合＿"


def test_rows_that_begin_with_their_numbers_need_no_group() -> None:
    def listing(words: str) -> Document:
        head = (Cell((Text("番号"),)), Cell((Text("取組"),)))
        cells = (("安心の柱",), ("1-1", "窓口"), ("基盤の柱",), ("2-1", words))
        lines = tuple(tuple(Cell((Text(word),), span=3 - len(line)) for word in line) for line in cells)
        return document((Part("x", Heading(1, "1", "題"), (Table("t", None, "一覧", head, lines, (0.3, 0.7)),)),))

    assert listed(listing("台帳"), listing("電子の台帳")) == ["1 「2-1」の項を改める。"]


def test_of_several_rows_that_begin_alike_the_second_cell_tells_which() -> None:
    body: tuple[Row, ...] = (("2-1", "配信の時間", "4"), ("2-1", "世帯の割合", "90"), ("2-2", "登録の数", "5"))
    changed = (body[0], ("2-1", "世帯の割合", "95"), ("2-2", "登録の数", "6"))
    old, new = (table(each, "番号", "指標", "目標") for each in (body, changed))
    assert listed(old, new) == ["1 表1「2-1 世帯の割合」の項、「2-2」の項を改める。"]
