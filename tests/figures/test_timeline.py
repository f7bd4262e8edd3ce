"""The table of years."""

import pytest
from pydantic import ValidationError
from seen import data, drawn, figure, see

from hidaka_dx.figure import Timeline
from hidaka_dx.figures import draw
from hidaka_dx.figures.timeline import TimelineCell, cells, grid, heads


def period() -> Timeline:
    made = figure("period")
    assert isinstance(made, Timeline)
    return made


def test_the_grid_fills_the_drawing() -> None:
    sizes = grid(period())
    assert sizes.label + sizes.year * sizes.years == pytest.approx(480)
    assert sizes.head + sizes.row * 3 == pytest.approx(period().lines * 19.5)


def test_heads_are_two_lines() -> None:
    assert heads(period())[0] == ("R5", "(2023)")
    assert heads(period())[-1] == ("R9", "(2027)")
    early = period().model_copy(update={"first": 2018, "last": 2022})
    assert heads(early)[:2] == (("H30", "(2018)"), ("R1", "(2019)"))


def test_heads_of_narrow_columns_have_no_brackets() -> None:
    ten_years = period().model_copy(update={"first": 2018})
    assert heads(ten_years)[:2] == (("H30", "2018"), ("R1", "2019"))


def test_cells_are_those_of_the_issued_plan() -> None:
    first, second, third = period().rows
    assert cells(period(), first) == (TimelineCell(5, "(H30~R9)", bar=True),)
    assert cells(period(), second) == (TimelineCell(3, "(R3~R7)", bar=True), *[TimelineCell(1, "", bar=False)] * 2)
    assert cells(period(), third) == (
        TimelineCell(3, "重点取組期間(R5~R7)", bar=True),
        TimelineCell(2, "運用開始 次期計画の検討", bar=True),
    )


def test_prints_no_words() -> None:
    assert see(draw(period()).svg).words == ()


def test_a_bar_that_began_before_has_a_point() -> None:
    plan = period()
    closed = plan.model_copy(update={"rows": plan.rows[2:]})
    assert draw(plan).svg.count("Q") == 2 * 2
    assert "Q" not in draw(closed).svg


def test_words_too_long_for_their_bar_are_a_fault() -> None:
    fields = data("period")
    fields["rows"][2]["bars"][1]["text"] = "運用開始と次期計画の検討とその先のこと"
    (fault,) = draw(drawn(fields)).faults
    assert fault.path == ("rows", 2, "bars", 1, "text")


@pytest.mark.parametrize(
    ("bars", "message"),
    [
        ([{"from": "2022", "to": "2024", "text": "帯"}], "帯「帯」の年度が、表の年度"),
        ([{"from": "2025", "to": "2024"}], "始まりの年度より前"),
        ([{"from": "2023", "to": "2024"}, {"from": "2024", "to": "2025"}], "帯が重なる"),
        ([{"from": "2024", "to": "2025", "since": "2018"}], "since は"),
        ([{"from": "2024", "to": "2025", "until": "2030"}], "until は"),
    ],
)
def test_refuses_bars_outside_the_years(bars: list[dict[str, str]], message: str) -> None:
    fields = data("period")
    fields["rows"][0]["bars"] = bars
    with pytest.raises(ValidationError, match=message):
        drawn(fields)
