"""Columns get the widths with which their table has the fewest lines."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidaka_dx.japanese.ragged import ragged, run_width
from hidaka_dx.theme import SMALLEST, ColumnKind
from hidaka_dx.typeset.allotting import (
    BESIDE,
    NARROW,
    PADDING,
    SpanningCell,
    TableColumn,
    Words,
    _cost,
    allot,
    least_width,
)

ROOM = 480.0
PLACES = ("2(1)ウ 情報セキュリティ対策の徹底", "2(6) 計画の見直しと進捗管理について", "3 日高町DXの目指す姿")
NAMES = ("1-3 情報システムの標準化・共通化、1-4 AI・RPAの利用推進、1-5 テレワークの推進", "5-2 計画の見直し", "調整中")


def words(text: str) -> Words:
    return Words(((ragged(text, SMALLEST), 0.0),)) if text else Words()


def column(kind: ColumnKind, *texts: str) -> TableColumn:
    head, *cells = map(words, texts)
    return TableColumn(kind, head, cells)


def lines(columns: Sequence[TableColumn], widths: Sequence[float]) -> int:
    found = [each.set_in(wide - PADDING)[0] for each, wide in zip(columns, widths, strict=True)]
    return sum(map(max, *found))


def test_words_that_fit_stay_on_one_line_and_the_table_is_no_wider_than_they_need() -> None:
    columns = [column("text", "版", "第1版"), column("text", "内容", "策定")]
    widths = allot(columns, (), ROOM)
    assert lines(columns, widths) == 2
    assert sum(widths) < ROOM / 3


def test_a_table_that_nearly_fills_the_measure_fills_it() -> None:
    columns = [column("text", "あ" * 20, "い"), column("text", "う" * 20, "え")]
    assert sum(allot(columns, (), ROOM)) == pytest.approx(ROOM)


def test_numbers_marks_and_codes_are_never_broken() -> None:
    columns = [
        column("code", "番号", "1-10"),
        column("mark", "評価", "A"),
        column("number", "決算額", "1,234,567"),
        column("text", "内容", "長い説明の文を続けて、幅が足りなくなるまで書きます。" * 8),
    ]
    widths = allot(columns, (), ROOM)
    assert sum(widths) <= ROOM + 0.01
    for each, wide, text in zip(columns[:3], widths, ("1-10", "A", "1,234,567"), strict=False):
        assert wide - PADDING >= run_width(text, SMALLEST)
        assert each.set_in(wide - PADDING)[0][1] == 1


@given(
    st.lists(
        st.tuples(*[st.text(st.sampled_from("町の計画を進める、オンライン手続。"), max_size=60)] * 3),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=30, deadline=None)
def test_no_other_widths_in_whole_ems_need_fewer_lines(rows: list[tuple[str, str, str]]) -> None:
    columns = [column("text", "頭", *texts) for texts in zip(*rows, strict=True)]
    least = [each.least + BESIDE for each in columns]
    found = lines(columns, allot(columns, (), ROOM))
    step = 2 * SMALLEST
    spare = int((ROOM - sum(least)) / step)
    others = (
        (one * step, two * step, ROOM - sum(least) - (one + two) * step)
        for one, two in product(range(max(spare, 0) + 1), repeat=2)
        if one + two <= spare
    )
    best = min(lines(columns, [a + b for a, b in zip(least, more, strict=True)]) for more in others)
    assert found <= best + max(1, best // 10)


def test_it_gives_width_to_the_column_that_needs_it() -> None:
    """推進計画との対応: a narrow column of names beside half an empty page was the fault."""
    columns = [
        column("text", "推進計画の項目", *PLACES),
        column("text", "ページ", "5", "7", "7"),
        column("list", "取組", *NAMES),
    ]
    assert lines(columns, allot(columns, (), ROOM)) <= 6


def test_a_cell_over_several_columns_counts_with_their_width() -> None:
    goal = "令和9年度末までに文書管理規程を改正し、施行していることを目標とします。" * 2
    columns = [column("text", "指標", "電子決裁"), column("short", "単位", ""), column("number", "目標値", "")]
    widths = allot(columns, (SpanningCell(0, 1, 2, words(goal)),), ROOM)
    assert sum(widths) <= ROOM


def test_too_little_room_breaks_words_before_numbers() -> None:
    numbers = [column("number", "額", "1,234,567,890") for _ in range(4)]
    prose = column("text", "内容", "スマートフォンデジタルトランスフォーメーション")
    columns = [*numbers, prose]
    assert least_width(columns) > 500
    widths = allot(columns, (), 500)
    assert sum(widths) <= 500.01
    assert all(wide - PADDING >= run_width("1,234,567,890", SMALLEST) for wide in widths[:4])


def test_heads_give_way_before_the_words_of_cells() -> None:
    """The longer a head cannot be broken, the more of what is left it has."""
    columns = [column("text", "スマートフォン" * 2, "手続"), column("text", "オンライン", "デジタル推進室")]
    room = 200.0
    assert least_width(columns) > room
    first, second = allot(columns, (), room)
    assert first + second == pytest.approx(room)
    assert second >= columns[1].least_of_cells + BESIDE
    assert columns[0].least_of_cells + BESIDE < first < columns[0].least + BESIDE


def test_an_indent_widens_the_words_it_stands_before() -> None:
    text = ragged("オンライン手続を進める", SMALLEST)
    plain, hung = Words(((text, 0.0),)), Words(((text, 21.0),))
    assert hung.longest - plain.longest == hung.natural - plain.natural == pytest.approx(21.0)
    assert hung.set_in(plain.natural)[0] == 2
    assert hung.set_in(hung.natural)[0] == 1
    assert (Words().longest, Words().natural, Words().set_in(50.0)) == (0.0, 0.0, (0, 0.0))


def test_one_column_of_long_words_is_set_in_lines() -> None:
    (width,) = allot([column("text", "内容", "長い説明の文を続けて書きます。" * 8)], (), ROOM)
    assert ROOM / 2 < width <= ROOM


def test_the_row_of_a_wide_cell_is_as_high_as_its_words() -> None:
    """A cell over two columns counts in its own row, with the padding between the columns."""
    columns = [
        column("text", "甲", "あ" * 30, "い"),
        column("text", "乙", "う", "え" * 30),
        column("text", "丙", "お", "か"),
    ]
    spans = (SpanningCell(1, 1, 2, words("き" * 60)),)
    widths = [100.0, 200.0, 100.0]
    bare, with_span = (_cost(widths, columns, found)[0] for found in ((), spans))
    room = 200.0 + 100.0 + PADDING
    assert with_span - bare == words("き" * 60).set_in(room)[0] - max(
        each.set_in(wide)[0][2] for each, wide in zip(columns, widths, strict=True)
    )


def test_many_numbers_stand_closer_before_one_is_broken() -> None:
    columns = [column("text", "区分", "行"), *(column("number", "R8", "123,456") for _ in range(12))]
    room = 720.0
    assert least_width(columns) > room > least_width(columns, NARROW)
    widths = allot(columns, (), room, NARROW)
    assert all(width - NARROW >= each.least - 0.01 for width, each in zip(widths, columns, strict=True))
