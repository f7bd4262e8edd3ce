"""Tables of a page get their widths before layout; cells end their lines where a reader pauses; points stand in line."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pypdfium2
import pytest
from measure import pages
from measure.pdf_reading import FACTS

from hidaka_dx.japanese.ragged import run_width
from hidaka_dx.render import STYLES
from hidaka_dx.theme import MEASURE, SMALLEST, WIDE_MEASURE
from hidaka_dx.typeset.job import Job
from hidaka_dx.typeset.markup import SHARE
from hidaka_dx.typeset.press import press
from hidaka_dx.typeset.stacking import FEW_ROWS
from hidaka_dx.typeset.tables import PHRASES, set_columns

ASSETS = Path(__file__).parents[2] / "assets"
LONG = "前後の文からは意味が逆になるので、町が原文の意図を確かめて決めます。"


def table(kinds: str, *rows: str, name: str = "list") -> str:
    head, *body = [row.split("|") for row in rows]
    columns = "".join(f'<col data-kind="{kind}" style="width: 10%"/>' for kind in kinds.split())
    heads = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    lines = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>' for first, *rest in body
    )
    return f'<table class="{name}"><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'


def placed(html: str) -> Element:
    page = fromstring(f"<body>{html}</body>")
    set_columns(page)
    return page


def total(page: Element) -> float:
    found = re.search(r"width: ([\d.]+)pt", next(page.iter("table")).get("style", ""))
    assert found
    return float(found[1])


def printed(html: str) -> bytes:
    whole = f'<html lang="ja"><title>題</title><body><main><h1>題</h1>{html}</main></body></html>'
    made, faults = press(Job(whole, STYLES, {}, FACTS), (ASSETS,), lambda *_: None)
    assert faults == ()
    assert made is not None
    return made.pdf


def rights(pdf: bytes, wanted: str) -> list[float]:
    """Give the right edge of each place of a character on the first page."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage()
    return [
        text.get_charbox(place)[2] for place in range(text.count_chars()) if text.get_text_range(place, 1) == wanted
    ]


def test_tables_that_declare_nothing_keep_their_widths() -> None:
    html = table("text text", "頭|値", f"行|{LONG}").replace(' data-kind="text"', "")
    page = placed(html)
    assert [col.get("style") for col in page.iter("col")] == ["width: 10%"] * 2
    assert not any(PHRASES in each.attrib for each in page.iter())


def test_an_axis_of_years_keeps_its_widths_and_its_words_end_between_phrases() -> None:
    html = table("short year year", "区分|R8|R9", "内容|申請フォームの整備|試行").replace("width: 10%", "width: 30%")
    page = placed(html)
    assert {col.get("style") for col in page.iter("col")} == {"width: 30%"}
    assert all(PHRASES in cell.attrib for cell in page.iter("td"))


def test_an_axis_whose_numbers_find_no_room_shares_the_measure_anew_with_equal_years() -> None:
    page = placed(table("short year year", "区分|R8|R9", "目標|12,345,678.5|1"))
    name, *years = (float(col.attrib["style"].partition("width: ")[2].rstrip("%")) for col in page.iter("col"))
    assert years[0] == years[1] > name


def test_narrow_cells_are_ragged_and_wide_ones_are_not() -> None:
    page = placed(table("short text text", "区分|短い|長い", f"甲|自治体の計画|{LONG * 9}"))
    (short, long), rest = list(page.iter("td"))[:2], list(page.iter("td"))[2:]
    assert rest == []
    assert "ragged" in short.get("class", "")
    assert "ragged" not in long.get("class", "")


TWO_HEADS = """
<table class="list"><colgroup><col data-kind="text"/><col data-kind="number"/><col data-kind="number"/><col data-kind="number"/></colgroup>
<thead><tr><th rowspan="2" data-at="0">指標</th><th data-at="1">現状値</th><th colspan="2" data-at="2">HEAD</th></tr>
<tr><th data-at="1">令和6年度</th><th data-at="2">令和11年度</th><th data-at="3">令和15年度</th></tr></thead>
<tbody><tr><th>定員（人）</th><td>1</td><td>2</td><td>3</td></tr></tbody></table>
"""


def test_words_of_every_row_of_heads_have_room() -> None:
    page = placed(TWO_HEADS.replace("HEAD", "目標値"))
    widths = [
        float(share[1]) / 100 * total(page) for col in page.iter("col") if (share := SHARE.search(col.get("style", "")))
    ]
    assert min(widths[1:]) > run_width("令和11年度", SMALLEST, bold=True)
    assert widths[2] == pytest.approx(widths[3], abs=2)
    assert all(cell.get(PHRASES) for cell in list(page.iter("tr"))[1])


def test_a_head_over_several_columns_widens_them_alike() -> None:
    narrow, wide = (
        placed(TWO_HEADS.replace("HEAD", words)) for words in ("目標値", "目標値（計画の期間の終わりまでに達したい値）")
    )
    shares = [float(found[1]) for col in wide.iter("col") if (found := SHARE.search(col.get("style", "")))]
    assert total(wide) > total(narrow) + 50
    assert shares[2] == pytest.approx(shares[3], abs=2)


def test_a_table_too_wide_for_its_page_turns() -> None:
    numbers = "|".join(["1,234,567"] * 9)
    rows = [f"甲|{numbers}"] * (FEW_ROWS + 1)
    page = placed(table("text " + "number " * 9, "行|" + "|".join("一二三四五六七八九"), *rows))
    assert [each.get("class") for each in page.iter("div")] == ["turned"]
    assert MEASURE < total(page) <= WIDE_MEASURE


def test_no_head_stands_alone_with_its_first_row() -> None:
    html = table("text", "頭", *(str(row) for row in range(5)))
    page = placed(html)
    assert [row.get("class") for row in page.iter("tr")][1:] == ["kept", None, None, "kept", None]


def test_the_points_of_a_column_stand_below_each_other() -> None:
    html = table("text number", "指標|値", "甲|42.5", "乙|11.25", "丙|8.75").replace("<td>", '<td class="numeric">')
    assert max(rights(printed(html), ".")) - min(rights(printed(html), ".")) < 0.1


@pytest.mark.parametrize("digits", ["1111", "2090"])
def test_all_digits_of_a_column_are_equally_wide(digits: str) -> None:
    html = table("text number", "指標|値", f"甲|{digits}", "乙|8888").replace("<td>", '<td class="numeric">')
    document = pypdfium2.PdfDocument(printed(html))
    text = document[0].get_textpage()
    widths = []
    for said in (digits, "8888"):
        place = text.get_text_range().replace("\r\n", "\n").index(said)
        index = next(i for i in range(text.count_chars()) if text.get_text_range(i, 4) == said)
        assert place >= 0
        boxes = [text.get_charbox(index + i, loose=True) for i in range(4)]
        widths.append(boxes[3][2] - boxes[0][0])
    assert widths[0] == pytest.approx(widths[1], abs=0.2)


def test_no_cell_ends_in_a_line_of_two_characters() -> None:
    names = [
        "窓口でのキャッシュレス決済の拡大",
        "スマートフォン教室と相談会の開催",
        "AI・RPAによる定型業務の自動化",
        "標準準拠システムの利用への移行",
    ]
    rows = [f"{name}|{LONG[: 12 + 3 * place]}|{LONG * 2}|{LONG[:18]}" for place, name in enumerate(names * 3)]
    assert pages.measure(printed(table("text text text text", "取組|原因|対応|備考", *rows))).short == ()


def test_brackets_in_tables_are_of_one_kind_and_measured_as_they_are_shown() -> None:
    html = table("text text", "用語|説明", "AI|Artificial(人工知能)の略")
    assert total(placed(html)) == total(placed(html.replace("(", "（").replace(")", "）")))
    boxes = rights(printed(html), "("), rights(printed(html.replace("(", "（").replace(")", "）")), "（")
    assert boxes[0] == pytest.approx(boxes[1], abs=0.1)


def test_a_code_never_parts_from_its_name_in_a_narrow_column() -> None:
    name = '<span class="code">3-1 </span>情報システムの標準化・共通化'
    html = table("text text text text", f"取組|{LONG}|{LONG}|備考", f"{name}|{LONG * 3}|{LONG * 3}|{LONG * 3}")
    said = pypdfium2.PdfDocument(printed(html))[0].get_textpage().get_text_range()
    assert "3-1 情報" in said.replace("\u3000", " ")


def test_a_sheet_whose_numbers_find_no_room_turns_and_its_axis_is_as_wide_as_the_page() -> None:
    years = " ".join(["year"] * 12)
    html = table(f"short {years}", "区分|" + "|".join(map(str, range(12))), "目標|" + "|".join(["123,456"] * 12))
    page = placed(f'<section class="sheet"><h3>取組</h3>{html.replace("width: 10%", "width: 7.6923%")}</section>')
    (sheet,) = page.iter("section")
    (found,) = page.iter("table")
    assert "turned" in sheet.attrib["class"].split()
    assert f"width: {WIDE_MEASURE:.2f}pt" in found.attrib["style"]


def test_a_sentence_takes_the_place_of_the_dashes_before_it_and_is_set_as_words() -> None:
    html = table("text number number", "指標|基準値|目標値", "甲|1|2", f"乙|―|{LONG}")
    page = placed(html.replace("<td>", '<td class="numeric">'))
    *_, last = page.iter("tr")
    assert [(cell.get("colspan"), "numeric" in cell.get("class", "").split()) for cell in last][1:] == [("2", False)]


@pytest.mark.parametrize(
    ("values", "sign"),
    [(("12.5%", "100%", "7.25%", "―"), "."), (("11.4（R7）", "120（R12）", "3.25（R10）"), ".")],
    ids=["shares", "with the year behind"],
)
def test_numbers_of_one_unit_stand_point_below_point(values: tuple[str, ...], sign: str) -> None:
    html = table("text number", "指標|値", *(f"甲|{value}" for value in values)).replace("<td>", '<td class="numeric">')
    pdf = printed(html)
    whole = {place for place in rights(pdf, "0") if place < min(rights(pdf, sign)) + 1}  # of 100 and 120
    assert max(rights(pdf, sign)) - min(rights(pdf, sign)) < 0.1
    assert any(abs(place - min(rights(pdf, sign))) < 6 for place in whole)


def test_counts_and_their_shares_stand_at_the_same_edge() -> None:
    html = table("text number", "区分|件数", "計|27", "割合|66.7%").replace("<td>", '<td class="numeric">')
    assert rights(printed(html), "7")[0] == pytest.approx(rights(printed(html), "%")[0], abs=1)


def test_numbers_of_an_axis_stand_in_the_middle_below_their_years() -> None:
    html = table("short year year", "区分|R8|R9", "目標|42.5|50", "実績|―|1,800").replace(
        "<td>", '<td class="numeric">'
    )
    html = html.replace("width: 10%", "width: 30%").replace('class="list"', 'class="list axis"')
    pads = [float(cell.get("style", "").partition("padding-right: ")[2][:-2] or 0) for cell in placed(html).iter("td")]
    assert pads[0] < pads[1] == pads[2] == pads[3]
    assert pads[1] > 30
