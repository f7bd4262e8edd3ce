"""Diagrams: boxes, frames, arrows."""

from typing import Any

import pytest
from pydantic import ValidationError
from seen import figure, see

from hidaka_dx.figure import FIGURE, Diagram
from hidaka_dx.figures import draw
from hidaka_dx.figures.layout import lay_out
from hidaka_dx.figures.routes import route
from hidaka_dx.figures.svg import Rect


def diagram(**fields: Any) -> Diagram:
    plain = {"kind": "diagram", "title": "題", "alt": "甲から乙へ進む", "lines": "10"}
    made = FIGURE.validate_python(plain | fields)
    assert isinstance(made, Diagram)
    return made


def box(name: str, col: int = 1, row: int = 1, **fields: Any) -> dict[str, Any]:
    return {"id": name, "head": "箱", "col": str(col), "row": str(row), **fields}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"boxes": [box("a"), box("a", 2)]}, "id「a」が二度"),
        ({"boxes": [box("a")], "arrows": [{"from": "a", "to": "x"}]}, "行き先「x」"),
        ({"boxes": [box("a")], "arrows": [{"from": "x", "to": "a"}]}, "出どころ「x」"),
        ({"boxes": [box("a")], "arrows": [{"from": "a", "to": "a"}]}, "同じ箱へ戻って"),
        ({"boxes": [box("a", 6, cols="2")]}, "右へはみ出します"),
        ({"boxes": [box("a", cols="2"), box("b", 2)]}, "1段目の2列目で重なります"),
        ({"boxes": [box("a", cols="2")], "frames": [box("f", 2, cols="2")]}, "境をまたいで"),
    ],
)
def test_refuses_what_does_not_hold_together(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        diagram(**fields)


def test_arrows_run_straight_where_boxes_face_each_other() -> None:
    assert route(Rect(0, 0, 100, 20), Rect(50, 60, 100, 20), "steps") == ((75, 20), (75, 60))
    assert route(Rect(0, 0, 100, 20), Rect(150, 10, 100, 20), "steps") == ((100, 15), (150, 15))
    assert route(Rect(150, 10, 100, 20), Rect(0, 0, 100, 20), "steps") == ((150, 15), (100, 15))


def test_arrows_turn_where_boxes_do_not_face_each_other() -> None:
    start, end = Rect(0, 0, 100, 20), Rect(150, 60, 100, 20)
    assert route(start, end, "corner") == ((50, 20), (50, 70), (150, 70))
    assert route(start, end, "steps") == ((50, 20), (50, 40), (200, 40), (200, 60))


def test_an_arrow_over_a_box_is_a_fault() -> None:
    row = [box("a"), box("b", 2), box("c", 3)]
    (fault,) = draw(diagram(boxes=row, arrows=[{"from": "a", "to": "c"}])).faults
    assert fault.path == ("arrows", 0)
    assert "矢印が「箱」の上" in fault.message


def test_an_arrow_over_the_head_of_a_frame_is_a_fault() -> None:
    boxes = [box("a"), box("b", row=2)]
    arrows = [{"from": "a", "to": "b"}]
    (fault,) = draw(diagram(boxes=boxes, frames=[box("f", row=2, head="長い見出し")], arrows=arrows)).faults
    assert "「長い見出し」の上" in fault.message


def test_words_of_arrows_keep_clear_of_other_arrows() -> None:
    boxes = [box("a", cols="6"), box("b", row=2), box("c", 2, row=2)]
    arrows = [{"from": "a", "to": "b", "text": "左の言葉はとても長い"}, {"from": "a", "to": "c", "text": "右"}]
    (fault,) = draw(diagram(boxes=boxes, arrows=arrows)).faults
    assert fault.path == ("arrows", 0, "text")


def test_words_without_a_place_are_a_fault() -> None:
    pair = [box("a"), box("b", 2)]
    (fault,) = draw(diagram(boxes=pair, arrows=[{"from": "a", "to": "b", "text": "とても長い言葉"}])).faults
    assert fault.path == ("arrows", 0, "text")


def test_a_word_wider_than_its_box_is_a_fault_at_that_text() -> None:
    (fault,) = draw(diagram(boxes=[box("a", head="Transformation")])).faults
    assert fault.path == ("boxes", 0, "head")


def test_boxes_stand_in_their_frames_and_fill_the_height() -> None:
    plan = figure("position")
    assert isinstance(plan, Diagram)
    layout = lay_out(plan, 273)
    town, nation, hokkaido = layout.frames
    assert (town.x, nation.right) == pytest.approx((0, 480))
    assert (town.y, town.bottom) == pytest.approx((0, 273))
    assert hokkaido.bottom == pytest.approx(town.bottom)
    assert all(at.x >= town.x + 7 and at.bottom <= town.bottom - 6.9 for at in layout.boxes[:4])


def test_words_stand_beside_their_arrow() -> None:
    words = dict(see(draw(figure("position")).svg).words)
    assert words["具体的な内容"].x > words["日高町DX実行計画"].x + words["日高町DX実行計画"].w / 2
