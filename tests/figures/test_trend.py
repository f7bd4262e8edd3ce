"""Charts of indicators: marks stand where their values are, words do not lie on lines."""

import re
from itertools import pairwise

import pytest

from hidaka_dx.figures.trend import Trend, draw, lines, spoken

YEARS = range(2026, 2031)
RISING = Trend(
    "手続の数", "件", (2025, 48), {2026: 70, 2027: 100, 2028: 130, 2029: 145, 2030: 160}, {2026: 72, 2027: 104}
)
FALLING = Trend("被害額", "千円", (2025, 18400), {2026: 18000, 2030: 12500}, {2026: 19100, 2027: 17900})
BARE = Trend("割合", "%", None, {2027: 30, 2030: 60}, {2027: 34.5})


def circles(svg: str) -> list[tuple[float, float, bool]]:
    """Give place and kind (full or open) of each mark."""
    found = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="[\d.]+" fill="([^"]+)"', svg)
    return [(float(x), float(y), fill != "#FFFFFF") for x, y, fill in found]


def test_each_value_has_a_mark_full_where_it_was_reached() -> None:
    marks = circles(draw([RISING], YEARS).svg)
    assert [full for _, _, full in marks] == [False] * 6 + [True] * 3


def test_marks_stand_in_proportion_to_their_values() -> None:
    targets = circles(draw([RISING], YEARS).svg)[:6]
    values = [48, *RISING.targets.values()]
    slopes = [
        (before[1] - after[1]) / (high - low)
        for (before, after), (low, high) in zip(pairwise(targets), pairwise(values), strict=True)
    ]
    assert slopes == pytest.approx([slopes[0]] * len(slopes), abs=0.01)
    gaps = [after[0] - before[0] for before, after in pairwise(targets)]
    assert gaps == pytest.approx([gaps[0]] * len(gaps), abs=0.02)


@pytest.mark.parametrize("trend", [RISING, FALLING, BARE])
def test_newest_value_and_last_target_are_written(trend: Trend) -> None:
    svg = draw([trend], YEARS).svg
    for value in (list(trend.values.values())[-1], list(trend.targets.values())[-1]):
        assert f">{value:,.10g}<" in svg


@pytest.mark.parametrize("trends", [[RISING], [RISING, FALLING], [RISING, FALLING, BARE], [RISING] * 5])
def test_all_stays_on_the_paper(trends: list[Trend]) -> None:
    height = lines(trends) * 19.5
    for x, y, _ in circles(draw(trends, YEARS).svg):
        assert 0 <= x <= 480
        assert 0 <= y <= height


def test_it_is_said_in_words() -> None:
    assert spoken([BARE]) == "割合（%）：R9の実績は34.5、R12の目標は60。"


def test_an_indicator_that_never_moves_is_a_level_line() -> None:
    still = Trend("数", "件", (2025, 0), {2026: 0}, {2026: 0})
    assert len({y for _, y, _ in circles(draw([still], YEARS).svg)}) == 1
