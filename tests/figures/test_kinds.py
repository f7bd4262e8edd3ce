"""Stages, pillars, cycles and pictures."""

import pytest
from seen import data, drawn, figure, see

from hidaka_dx.figures import draw


def test_stages_rise_by_equal_heights_on_one_ground() -> None:
    first, second, third = see(draw(figure("digital-stages")).svg).boxes
    assert first.y - second.y == pytest.approx(second.y - third.y, abs=0.02)
    assert first.bottom == pytest.approx(second.bottom) == pytest.approx(third.bottom)


def test_a_stage_that_overflows_is_a_fault_at_that_step() -> None:
    fields = data("digital-stages")
    fields["steps"][2]["text"] *= 3
    assert [fault.path for fault in draw(drawn(fields)).faults] == [("steps", 2, "text")]


def test_heads_of_pillars_stand_on_one_line() -> None:
    words = dict(see(draw(figure("hokkaido-society5")).svg).words)
    assert words["暮らし"].y == words["産業"].y == words["行政"].y


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_a_cycle_has_as_many_arrows_as_stations(count: int) -> None:
    fields = data("pdca")
    fields["stations"] = [{"head": f"第{place}", "text": "言葉"} for place in range(count)]
    drawing = draw(drawn(fields))
    assert drawing.faults == ()
    assert drawing.svg.count('Z"') == count


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_stations_of_a_cycle_are_on_a_ring(count: int) -> None:
    """The ways between them meet the middle of their sides, never pass through one, and turn round both ends alike."""
    fields = data("pdca")
    fields["stations"] = [{"head": f"第{place}", "text": "目標を具体的に設定"} for place in range(count)]
    seen = see(draw(drawn(fields)).svg)
    assert len({(box.w, box.h) for box in seen.boxes}) == 1
    assert not any(leg.inset(-0.01).meets(box.inset(0.5)) for leg in seen.legs for box in seen.boxes)
    left, right = min(leg.x for leg in seen.legs), max(leg.right for leg in seen.legs)
    assert left + right == pytest.approx(480, abs=0.1)
    assert 0 <= left < min(box.x for box in seen.boxes) - 12
    assert all(any(leg.y == pytest.approx(box.cy, abs=0.1) for leg in seen.legs) for box in seen.boxes)


def test_stations_with_long_words_take_the_whole_width() -> None:
    fields = data("pdca") | {"lines": 9}
    fields["stations"] = [{"head": "デジタルインフラサービス", "text": "言葉"}] * 6
    drawing = draw(drawn(fields))
    assert drawing.faults == ()
    assert max(box.right for box in see(drawing.svg).boxes) == pytest.approx(480, abs=0.5)


def test_a_missing_picture_says_who_holds_it() -> None:
    assert [text for text, _ in see(draw(figure("tomikawa")).svg).words] == ["原図は日高町が所蔵"]
