"""Classes, cells and columns are read from the HTML of a page as its layout reads them."""

from xml.etree.ElementTree import fromstring

from hidaka_dx.typeset.markup import add_class, classes, placed_cells, share


def test_a_class_is_added_to_those_that_are_there() -> None:
    row = fromstring("<tr/>")
    add_class(row, "kept")
    add_class(row, "long wide")
    assert classes(row) == ["kept", "long", "wide"]


def test_cells_stand_behind_all_columns_that_cells_before_them_cover() -> None:
    row = fromstring('<tr><th>甲</th><td colspan="3">乙</td><td>丙</td></tr>')
    assert [(at, span, cell.text) for at, span, cell in placed_cells(row)] == [(0, 1, "甲"), (1, 3, "乙"), (4, 1, "丙")]


def test_a_share_is_that_of_the_column_and_all_of_it_where_none_is_written() -> None:
    assert [share(fromstring(col)) for col in ('<col style="width: 12.5%"/>', "<col/>")] == [0.125, 1.0]
