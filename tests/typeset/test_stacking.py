"""Years that find no room beside each other go on in a table below, with heads, names and the words of their bars."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from hidaka_dx.theme import MEASURE
from hidaka_dx.typeset.stacking import parts_needed, stacked
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
    first, second = stacked(next(table(4, "9").iter("table")), 2, 2)
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


def test_one_part_goes_before_several_and_few_in_portrait_before_a_turned_page() -> None:
    assert parts_needed(100, 30, 20) == 1
    assert parts_needed(100, 50, 20) == 3
    assert parts_needed(100, MEASURE, 12) == 4
