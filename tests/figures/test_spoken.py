import re
import xml.etree.ElementTree as ET

import pytest
from seen import NAMES, figure

from hidaka_dx.figures import draw, spoken


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
