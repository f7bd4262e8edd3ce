"""Charts: every type drawn from numbers, whole, within its sheet, in colours of the design, told in words."""

import json
from itertools import combinations
from typing import Any

import pytest
from pydantic import ValidationError
from seen import see

from hidaka_dx import theme
from hidaka_dx.figure import FIGURE, Chart, ChartData, chart_data
from hidaka_dx.figures import chart
from hidaka_dx.figures.axis import axis_labels, axis_of

YEARS = [["年", "人口"], ["令和2年", "1,200"], ["令和7年", "９８０"]]
PARTS = [["年度", "満足", "やや満足", "不満"], ["令和2年度", "20.5", "45.5", "34"], ["令和7年度", "35", "40.5", "24.5"]]
LONG = [["項目", "割合"], *([f"とても長い名前の項目で二行になるもの{each}", f"{each}.5"] for each in range(1, 12))]
GAPS = [["年", "窓口", "郵便"], ["R5", "10", "△3"], ["R6", "-", "4"], ["R7", "12", ""]]
CHARTS = {
    "bar": ("bar", YEARS),
    "bar with long names": ("bar", LONG),
    "bar below nought": ("bar", [["年", "増減"], ["R6", "-12"], ["R7", "5"]]),
    "grouped": ("grouped", PARTS),
    "grouped with gaps": ("grouped", GAPS),
    "stacked": ("stacked", PARTS),
    "band": ("band", PARTS),
    "band of one": ("band", [["性別", "人"], ["女性", "60"], ["男性", "39"], ["回答しない", "1"]]),
    "line": ("line", YEARS),
    "lines with gaps": ("line", GAPS),
    "line of many": ("line", [["年", "数"], *([f"平成{each}年度", f"{each},000"] for each in range(10, 30))]),
    "pie": ("pie", [["費目", "額"], ["町税", "30"], ["交付税", "60"], ["そのほか", "10"]]),
    "pie of one": ("pie", [["費目", "額"], ["町税", "30"], ["交付税", "0"]]),
}
each = pytest.mark.parametrize("name", CHARTS)


def model(kind: str, data: Any = "x.csv", **more: Any) -> Chart:
    found = FIGURE.validate_python({"kind": "chart", "type": kind, "title": "題", "data": data, **more})
    assert isinstance(found, Chart)
    return found


def made(name: str) -> tuple[Chart, ChartData]:
    kind, rows = CHARTS[name]
    found, faults = chart_data(model(kind, rows), rows)
    assert faults == ()
    assert found
    return model(kind, rows, unit="人"), found


def faults(kind: str, rows: list[list[str]], **more: Any) -> list[str]:
    return [f"{fault.at} {fault.message}" for fault in chart_data(model(kind, rows, **more), rows)[1]]


@each
def test_words_stand_within_the_sheet_and_apart(name: str) -> None:
    drawn = chart.draw(*made(name))
    seen = see(drawn.drawing.svg)
    for words, ink in seen.words:
        assert ink.x >= -0.5, words
        assert ink.right <= theme.MEASURE + 0.5, words
        assert 0 <= ink.y <= ink.bottom <= drawn.lines * theme.LINE + 0.5, words
    overlaps = [
        (one, other) for (one, a), (other, b) in combinations(seen.words, 2) if a.inset(0.5).meets(b.inset(0.5))
    ]
    assert overlaps == []


@each
def test_only_colours_of_the_design_are_used(name: str) -> None:
    root = see(chart.draw(*made(name)).drawing.svg).root
    used = {part.get(key) for part in root.iter() for key in ("fill", "stroke")} - {None, "none"}
    assert used <= {"#FFFFFF", *theme.COLOURS.values()}


@each
def test_every_value_is_printed_or_the_drawing_says_that_it_is_not(name: str) -> None:
    figure, data = made(name)
    drawn = chart.draw(figure, data)
    words = "\n".join(words for words, _ in see(drawn.drawing.svg).words)
    printed = all(data.shown(value) in words for value in data.known)
    assert printed or not drawn.is_whole
    assert drawn.is_whole or name in {
        *("grouped with gaps", "band", "band of one", "lines with gaps", "line of many", "pie", "pie of one"),
    }


@each
def test_all_values_are_told_to_the_ear(name: str) -> None:
    figure, data = made(name)
    said = chart.spoken(figure, data)
    assert all(f"{data.shown(value)}人" in said for value in data.known)
    assert 5 <= len(chart.alternative(figure, data)) <= 200
    assert chart.alternative(figure, data).startswith("題を表す")


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("bar", [["年", "人"], ["R5", "10"], ["R6", "-"]]),
        ("stacked", [["年", "窓口", "郵便"], ["R5", "10", "10"], ["R6", "-", ""]]),
    ],
)
def test_what_has_no_value_is_not_the_least(kind: str, rows: list[list[str]]) -> None:
    found, _ = chart_data(model(kind, rows), tuple(tuple(row) for row in rows))
    assert found
    assert "R6" not in chart.alternative(model(kind, rows), found)


def test_bars_and_lines_begin_at_nought() -> None:
    rows = [["年", "数"], ["R6", "980"], ["R7", "990"]]
    data, _ = chart_data(model("bar"), rows)
    assert data
    for kind in ("bar", "line"):
        words = [words for words, _ in see(chart.draw(model(kind), data).drawing.svg).words]
        assert "0" in words


def test_numbers_are_read_as_people_write_them() -> None:
    data, problems = chart_data(
        model("bar"), [["年", "数"], ["一", "１，２３４．５"], ["二", "△3"], ["三", "…"], ["四", "12%"]]
    )
    assert problems == ()
    assert data
    assert [row[0] for row in data.values] == [1234.5, -3.0, None, 12.0]
    assert [data.shown(row[0]) for row in data.values] == ["1,234.5", "△3.0", "―", "12.0"]


@pytest.mark.parametrize(
    ("kind", "rows", "more", "at", "words"),
    [
        ("bar", [["年"], ["R7"]], {}, "(0, 0)", "列が一つしか"),
        ("bar", [["年", "数"], ["R7", "約10"]], {}, "(1, 1)", "「約10」は数ではありません"),
        ("bar", [["年", "数"], ["R7", "1", "200"]], {}, "(1, 0)", "欄が3つ"),
        ("bar", [["年", "数"], ["", "1"]], {}, "(1, 0)", "名前がありません"),
        ("bar", [["年", "数", "数"], ["R7", "1", "2"]], {}, "(0, 2)", "違う名前"),
        ("bar", [["年", "数", "率"], ["R7", "1", "2"]], {}, "(0, 2)", "grouped"),
        ("bar", [["年", "数"], ["R7", "-"]], {}, "(1, 1)", "値が一つもありません"),
        ("stacked", [["年", "増", "減"], ["R7", "1", "-2"]], {}, "(1, 2)", "負の数"),
        ("band", [["年", "一", "二"], ["R7", "1", ""]], {}, "(1, 2)", "すべての値"),
        ("band", [["年", "一", "二"], ["R7", "60.0", "38.2"]], {"unit": "%"}, "(1, 0)", "98.2%"),
        ("pie", [["費目", "額"], ["一", "0"], ["二", "0"]], {}, "(1, 1)", "合計が 0"),
        ("pie", [["費目", "額"], *([str(each), "1"] for each in range(7))], {}, "(7, 0)", "項目は6まで"),
        ("line", [["年", *map(str, range(5))], ["R7", *"12345"]], {}, "(0, 5)", "系列は4つまで"),
    ],
)
def test_what_would_be_drawn_wrongly_is_told_at_its_cell(
    kind: str, rows: list[list[str]], more: dict[str, str], at: str, words: str
) -> None:
    (found,) = faults(kind, rows, **more)[:1]
    assert found.startswith(at)
    assert words in found


def test_shares_that_were_rounded_are_a_hundred() -> None:
    assert faults("band", [["年", "一", "二", "三"], ["R7", "33.3", "33.3", "33.3"]], unit="%") == []
    assert faults("band", [["年", "一", "二", "三"], ["R7", "33", "33", "33"]], unit="%") == []


@pytest.mark.parametrize("n", ["1,234", "１２３４人", "1234"])
def test_how_many_were_asked_is_written_with_a_comma(n: str) -> None:
    assert model("bar", n=n).n == "1,234"


@pytest.mark.parametrize("n", ["約千", "0", "12.5"])
def test_how_many_were_asked_is_a_number(n: str) -> None:
    with pytest.raises(ValidationError):
        model("bar", n=n)


def test_data_are_rows_or_the_name_of_a_file() -> None:
    with pytest.raises(ValidationError):
        model("bar", "../x.csv")
    assert json.dumps(model("bar", YEARS).model_dump())


@pytest.mark.parametrize(
    ("known", "decimals", "labels"),
    [((12300.0, 12100.5), 1, ("0", "15,000")), ((0.12, 0.27), 2, ("0.0", "0.3")), ((-2.0, 3.0), 0, ("△2", "0", "3"))],
)
def test_an_axis_has_no_more_decimals_than_its_labels_need(
    known: tuple[float, ...], decimals: int, labels: tuple[str, ...]
) -> None:
    data = ChartData("", tuple(map(str, known)), ("値",), tuple((each,) for each in known), decimals)
    assert tuple(label for _, label in axis_labels(axis_of([0.0, *known]), data)) == labels


@pytest.mark.parametrize("kind", ["grouped", "stacked", "line"])
@pytest.mark.parametrize("most", ["100", "99", "352", "△52"])
def test_no_value_lies_on_the_line_of_the_end_of_the_axis(kind: str, most: str) -> None:
    rows = [["年", "人"], ["R6", most], ["R7", "40" if kind == "stacked" else "-3"]]
    if kind == "stacked":
        rows[1][1] = most = most.removeprefix("△")
    found, faults_ = chart_data(model(kind, rows), rows)
    assert found
    assert faults_ == ()
    seen = see(chart.draw(model(kind, rows), found).drawing.svg)
    shown = [ink for words, ink in seen.words if words == most]
    ends = [leg for leg in seen.legs if leg.h == 0 and leg.w > 300]
    assert shown
    assert ends
    assert not any(ink.meets(end.inset(-0.25)) for ink in shown for end in ends)
