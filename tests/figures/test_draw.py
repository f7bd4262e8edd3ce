"""What holds for every figure of the plan, at every height."""

from collections.abc import Callable
from itertools import combinations

import pytest
from seen import NAMES, figure, see

from hidaka_dx import theme
from hidaka_dx.figures import draw

ALLOWED = {
    "svg": {"width", "height", "viewBox", "font-family"},
    "rect": {"x", "y", "width", "height", "rx", "fill", "stroke", "stroke-width"},
    "path": {"d", "fill", "stroke", "stroke-width"},
    "text": {"x", "y", "font-size", "font-weight", "text-anchor", "fill"},
}
SCALES = (0.85, 0.9, 1, 1.1, 1.25, 1.4)
each = pytest.mark.parametrize("name", NAMES)


def test_the_plan_has_its_nine_figures() -> None:
    assert set(NAMES) == {
        "society5", "hokkaido-society5", "digital-stages", "dx-image", "position", "organization", "period", "pdca",
        "tomikawa",
    }  # fmt: skip


@each
def test_looks_as_agreed(name: str, snapshot: Callable[[str, str], None]) -> None:
    snapshot(f"figures/{name}.svg", draw(figure(name)).svg)


@each
def test_is_as_wide_as_the_text_and_as_high_as_asked(name: str) -> None:
    plan = figure(name)
    root = see(draw(plan).svg).root
    assert root.get("width") == "480pt"
    assert root.get("viewBox") == f"0 0 480 {plan.lines * theme.LINE:.2f}".rstrip("0").rstrip(".")


@each
def test_uses_only_plain_svg_and_colours_of_the_design(name: str) -> None:
    root = see(draw(figure(name)).svg).root
    fills = set()
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        assert set(element.attrib) <= ALLOWED[tag]
        fills |= {element.get("fill"), element.get("stroke")} - {None, "none"}
    assert fills <= {"#FFFFFF", *theme.COLOURS.values()}
    tints = {value for key, value in theme.COLOURS.items() if key.startswith("tint")}
    assert len(fills & tints) <= 2


@each
@pytest.mark.parametrize("scale", SCALES)
def test_nothing_touches_or_runs_out_at_any_height(name: str, scale: float) -> None:
    plan = figure(name, scale)
    drawing = draw(plan)
    assert drawing.faults == ()
    seen = see(drawing.svg)
    assert all(float(element.get("font-size", "12")) >= theme.SMALLEST for element in seen.root)
    for text, ink in seen.words:
        assert ink.x >= 0, text
        assert ink.right <= theme.MEASURE, text
        assert ink.y >= 0, text
        assert ink.bottom <= plan.lines * theme.LINE, text
        assert not any(leg.inset(-0.4).meets(ink) for leg in seen.legs), f"a line runs through {text}"
        edges = [box for box in seen.boxes if box.meets(ink)]
        assert all(box.x < ink.x and ink.right < box.right for box in edges), f"{text} crosses the edge of a box"
        assert all(box.y < ink.y and ink.bottom < box.bottom for box in edges), f"{text} crosses the edge of a box"
    for (one, ink), (other, its) in combinations(seen.words, 2):
        assert not ink.meets(its), f"{one} and {other} overlap"


def test_says_that_it_is_too_low() -> None:
    (fault,) = draw(figure("position", 0.6)).faults
    assert fault.path == ("lines",)
    assert "lines を 11.5 以上" in fault.message


@each
def test_is_the_same_every_time(name: str) -> None:
    assert draw(figure(name)) == draw(figure(name))
