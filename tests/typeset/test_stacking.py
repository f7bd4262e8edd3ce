"""Years that find no room beside each other go on in a table below, with heads, names and the words of their bars."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from hidaka_dx.japanese.ragged import run_width
from hidaka_dx.theme import MEASURE, SMALLEST
from hidaka_dx.typeset.allotting import NARROW, PADDING
from hidaka_dx.typeset.markup import share
from hidaka_dx.typeset.stacking import even_spans, parts_needed, stacked
from hidaka_dx.typeset.tables import set_columns

ROWS = (
    '<tr class="group"><th colspan="{whole}">指標</th></tr>',
    "<tr><th>目標</th><td>1（R7）</td>{numbers}</tr>",
    '<tr><th>定義</th><td colspan="{rest}">数え方</td></tr>',
    '<tr><th colspan="2">段階</th><td class="bar" colspan="{most}"><span>運用</span></td><td></td></tr>',
    '<tr><th colspan="2">内容</th><td id="first">洗い出し</td><td colspan="{most}"></td></tr>',
)


def table(years: int, number: str) -> Element:
    """Return a section with a table of a sheet: names, a base value, years."""
    numbers = "".join(f'<td class="numeric">{number}</td>' for _ in range(years))
    rows = "".join(ROWS).format(whole=years + 2, rest=years + 1, most=years - 1, numbers=numbers)
    columns = '<col data-kind="short" style="width: 10%"><col data-kind="number" style="width: 10%">'.replace(
        '">', '"/>'
    )
    columns += f'<col data-kind="year" style="width: {80 / years}%"/>' * years
    heads = "".join(f"<th>R{8 + place}</th>" for place in range(years))
    return fromstring(
        f'<body><section class="sheet"><table class="list axis" id="t"><colgroup>{columns}</colgroup>'
        f"<thead><tr><th>区分</th><th>基準値</th>{heads}</tr></thead><tbody>{rows}</tbody></table></section></body>"
    )


def words(part: Element) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in part.iter("tr")]


def test_the_years_go_on_below() -> None:
    first, second = stacked(next(table(4, "9").iter("table")), 2, even_spans(2, 4, 2))
    assert words(first)[0] == ["区分", "基準値", "R8", "R9"]
    assert words(second) == [
        ["区分", "基準値", "R10", "R11"],
        ["指標"],
        ["目標", "1（R7）", "9", "9"],
        ["段階", "運用", ""],
    ]
    assert len(words(first)) == 6
    assert [each.get("id") for part in (first, second) for each in part.iter() if each.get("id")] == ["t", "first"]
    for part in (first, second):
        assert all(sum(int(cell.get("colspan", "1")) for cell in row) == 4 for row in part.iter("tr"))


@pytest.mark.parametrize(
    ("years", "number", "parts"), [(5, "1,234,567", 1), (8, "1,234,567", 1), (12, "123,456,789", 3), (20, "18,800", 3)]
)
def test_no_number_is_parted(years: int, number: str, parts: int) -> None:
    page = table(years, number)
    set_columns(page)
    assert len(list(page.iter("table"))) == parts
    assert parts == 1 or "turned" not in next(page.iter("section")).get("class", "")


def plain(columns: int, number: str, *, head: str = "", note: str = "") -> Element:
    """Return a table of a chapter: a name, perhaps with a footnote, and numbers."""
    cols = '<col data-kind="text"/>' + '<col data-kind="number"/>' * columns
    heads = head + f"<tr><th>項目</th>{''.join(f'<th>{place}月</th>' for place in range(1, columns + 1))}</tr>"
    cells = f'<td class="numeric">{number}</td>' * columns
    return fromstring(
        f'<body><table class="list" id="t"><caption><span class="number">表1</span>収入</caption><colgroup>{cols}</colgroup>'
        f"<thead>{heads}</thead><tbody><tr><th>手数料{note}</th>{cells}</tr><tr><th>計</th>{cells}</tr></tbody></table></body>"
    )


def least(page: Element, number: str) -> float:
    """Return the least room that a column of a page's tables leaves to a number more than it needs."""
    spare = []
    for part in page.iter("table"):
        wide = float(part.attrib["style"].partition("width: ")[2].partition("pt")[0])
        beside = NARROW if "narrow" in part.attrib["class"] else PADDING
        spare += [
            share(col) * wide - beside - run_width(number.replace("1", "0"), SMALLEST) for col in part.iter("col")
        ][1:]
    return min(spare)


@pytest.mark.parametrize(
    ("columns", "number", "heads"),
    [
        (6, "1,234,567", [7]),
        (9, "1,234,567", [6, 5]),
        (12, "1,234,567", [7, 7]),
        (14, "△1,234,567,890円", [6, 6, 5]),
        (40, "1,234,567", [9] * 5),
    ],
)
def test_columns_that_find_no_room_go_on_below(columns: int, number: str, heads: list[int]) -> None:
    page = plain(columns, number)
    set_columns(page)
    parts = list(page.iter("table"))
    assert [len(next(part.iter("tr"))) for part in parts] == heads
    assert [len(list(part.iter("col"))) for part in parts] == heads
    assert ["（続き）" in "".join(part[0].itertext()) for part in parts] == [False] + [True] * (len(parts) - 1)
    assert [part.get("id") for part in parts] == ["t"] + [None] * (len(parts) - 1)
    assert least(page, number) >= 0


def test_a_group_of_heads_stays_whole() -> None:
    head = "<tr><th/>" + "".join(f'<th colspan="3">R{year}</th>' for year in range(5)) + "</tr>"
    page = plain(15, "1,234,567", head=head)
    set_columns(page)
    assert [[cell.get("colspan") for cell in next(part.iter("tr"))] for part in page.iter("table")] == [
        [None, "3", "3"],
        [None, "3", "3"],
        [None, "3"],
    ]


def test_a_cell_over_rows_says_where_its_part_begins() -> None:
    page = plain(12, "1,234,567")
    for row in page.iter("tr"):
        for place, cell in enumerate(row):
            cell.set("data-at", str(place))
    set_columns(page)
    assert [[cell.get("data-at") for cell in next(part.iter("tr"))] for part in page.iter("table")] == [
        [str(place) for place in range(7)]
    ] * 2


def test_a_change_bar_stands_beside_the_part_that_has_changed() -> None:
    page = plain(12, "1,234,567")
    row = list(page.iter("tr"))[1]
    row.set("data-bar", "")
    row[9].append(fromstring("<ins>7</ins>"))
    set_columns(page)
    barred = [row for row in page.iter("tr") if "data-bar" in row.attrib]
    assert [row for row in page.iter("tr") if row.find(".//ins") is not None] == barred
    assert len(barred) == 1


def test_a_footnote_of_a_name_is_printed_once_and_called_in_each_part() -> None:
    page = plain(12, "1,234,567", note='<span class="footnote" id="note-a" data-mark="注1">文</span>の')
    set_columns(page)
    assert [each.get("id") for each in page.iter("span") if each.get("class") == "footnote"] == ["note-a"]
    calls = [(call.text, call.tail, call.get("href")) for call in page.iter("a")]
    assert calls == [("注1", "の", "#note-a")] * (len(list(page.iter("table"))) - 1)
    assert calls


def test_one_part_goes_before_several_and_few_in_portrait_before_a_turned_page() -> None:
    assert parts_needed(100, 30, 20) == 1
    assert parts_needed(100, 50, 20) == 3
    assert parts_needed(100, MEASURE, 12) == 4
