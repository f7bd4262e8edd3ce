"""Charts of indicators: marks stand where their values are, words do not lie on lines."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.figures import strip
from hidaka_dx.figures.axis import axis_of
from hidaka_dx.figures.trend import BROKEN, Trend, draw, lines, notes, spoken

YEARS = range(2026, 2031)
RISING = Trend(
    "手続の数", "件", (2025, 48), {2026: 70, 2027: 100, 2028: 130, 2029: 145, 2030: 160}, {2026: 72, 2027: 104}
)
FALLING = Trend("被害額", "千円", (2025, 18400), {2026: 18000, 2030: 12500}, {2026: 19100, 2027: 17900})
CLOSE = Trend("満足度", "%", (2025, 71.3), {2026: 73, 2030: 87.5}, {2026: 72.4, 2027: 77.1})
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


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ((48, 160), 0, 200),
        ((11.4, 50), 0, 50),
        ((71.3, 87.5), 65, 90),  # close together: broken
        ((83.8, 90), 80, 90),
        ((94.1, 98), 92, 98),
        ((36, 75), 0, 80),  # 36 of 75 is plain to see from nought
        ((85, 85), 0, 100),
        ((0, 0), 0, 1),
        ((-400, 300), -400, 400),
        ((-40, -35), -40, 0),
        ((123056789012, 123456789012), 122900000000, 123500000000),
        ((0.07, 0.075), 0.068, 0.075),
    ],
)
def test_an_axis_ends_at_round_values_around_all_marks(values: tuple[float, ...], low: float, high: float) -> None:
    axis = axis_of(values)
    assert (axis.low, axis.high) == (low, high)
    assert axis.broken == (low > 0)


@given(st.lists(st.decimals(-99999, 99999, places=2).map(float), min_size=1, max_size=9))
def test_every_axis_holds_its_values_and_shows_nought_or_is_broken(values: list[float]) -> None:
    axis = axis_of(values)
    assert axis.low <= min(values) <= max(values) <= axis.high
    assert axis.low <= 0 <= axis.high or axis.broken
    if axis.broken:  # what is cut off makes no small thing large: least and greatest are within a third
        assert min(values) >= max(values) * 2 / 3
        assert axis.share(min(values)) >= 0.25


@pytest.mark.parametrize("trend", [RISING, FALLING, BARE, CLOSE])
def test_both_ends_of_each_axis_are_written_and_a_break_is_drawn_and_told(trend: Trend) -> None:
    svg = draw([trend], YEARS).svg
    for value in (trend.axis.low, trend.axis.high):
        assert f'text-anchor="end">{value:,.10g}<' in svg
    strokes = re.findall(r'<path d="M[^"]*" fill="none" stroke="#1A1A1A" stroke-width="0.75"/>', svg)
    assert len(strokes) == (2 if trend is CLOSE else 0)
    assert notes([trend]) == ((BROKEN,) if trend is CLOSE else ())


def test_no_words_stand_on_the_foot_of_an_axis() -> None:
    low = Trend("設置数", "戸", (2025, 0), {2026: 0, 2027: 300, 2030: 3200}, {2026: 0, 2027: 180})
    svg = draw([low], YEARS).svg
    foot = max(float(y) for y in re.findall(r"M[\d.]+ ([\d.]+) L", svg))
    (written,) = (float(y) for y in re.findall(r'y="([\d.]+)"[^>]*>180<', svg))
    assert written < foot


def test_it_is_said_in_words() -> None:
    assert spoken([BARE]) == "割合（%）の推移。実績は、令和9年度が34.5。目標は令和12年度の60。"


def test_an_indicator_that_never_moves_is_a_level_line() -> None:
    still = Trend("数", "件", (2025, 0), {2026: 0}, {2026: 0})
    assert len({y for _, y, _ in circles(draw([still], YEARS).svg)}) == 1


def test_a_strip_that_grows_keeps_its_shares_of_the_axis_and_the_sizes_of_its_marks() -> None:
    trend = Trend("満足度", "%", (2025, 71.2), {2026: 72.0, 2030: 87.5}, {2026: 74.0})
    small = strip.draw(trend, strip.Places(120, {2026: 200.0, 2030: 400.0}), 90)
    large = strip.grown(small, 36)
    assert 'height="72pt" viewBox="0 0 480 72"' in large
    heights = [[float(y) for y in re.findall('cy="([0-9.]+)"', svg)] for svg in (small, large)]
    assert [(y - 4) / 28 for y in heights[0]] == pytest.approx([(y - 4) / 64 for y in heights[1]], abs=0.002)
    texts = [[float(y) for y in re.findall('<text [^>]*y="([0-9.]+)"', svg)] for svg in (small, large)]
    assert sorted(new - old for old, new in zip(*texts, strict=True)) == pytest.approx([0, 36])
    assert re.sub('[ "][0-9.]+', "", small) == re.sub('[ "][0-9.]+', "", large)
    assert [step for step, _ in strip.every_height(small)][:3] == ["", ".1", ".2"]
