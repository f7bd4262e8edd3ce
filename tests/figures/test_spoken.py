import re
import xml.etree.ElementTree as ET

import pytest
from seen import NAMES, drawn, figure

from hidaka_dx.figures import draw, spoken
from hidaka_dx.figures.telling import LONGEST


@pytest.mark.parametrize("name", [name for name in NAMES if name != "tomikawa"])
def test_every_word_of_a_drawing_is_said(name: str) -> None:
    drawn = figure(name)
    said = re.sub(r"\s", "", drawn.alt + spoken(drawn))
    words = (
        "".join(text.itertext()) for text in ET.fromstring(draw(drawn).svg).iter("{http://www.w3.org/2000/svg}text")
    )
    assert [word for word in words if re.sub(r"\s", "", word) not in said] == []


def test_arrows_and_frames_are_said() -> None:
    said = spoken(figure("position"))
    assert "日高町の枠に、" in said
    assert "へ矢印（上位計画）。" in said
    assert "を結ぶ両向きの矢印（整合）。" in said


def test_boxes_and_frames_of_one_name_are_told_apart() -> None:
    boxes = [
        {"id": "a", "head": "窓口", "text": "今", "col": 1, "row": 1},
        {"id": "b", "head": "窓口", "col": 2, "row": 1},
        {"id": "c", "head": "窓口", "col": 4, "row": 1},
    ]
    frame = {"id": "f", "head": "窓口", "col": 4, "row": 1}
    arrows = [{"from": "a", "to": "b"}, {"from": "c", "to": "f", "heads": "none"}]
    data = {
        "kind": "diagram",
        "title": "題",
        "alt": "窓口が変わります。",
        "lines": 8,
        "boxes": boxes,
        "frames": [frame],
    }
    said = spoken(drawn(data | {"arrows": arrows}))
    assert said.endswith("「窓口（今）」から1つ目の「窓口」へ矢印。2つ目の「窓口」と「窓口」の枠を結ぶ線。")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "tomikawa"])
def test_no_sentence_is_longer_than_a_breath(name: str) -> None:
    assert [each for each in spoken(figure(name)).split("。") if len(each) >= LONGEST] == []
