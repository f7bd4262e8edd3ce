"""Bars in the margin beside what has changed.

Beside rows that carry `data-bar` they are drawn here, as CSS gives a row of a table no margin. Beside other blocks they
are borders (assets/css/redline.css), always on the right: CSS does not know on which page a block comes to stand. In a
document printed on both sides, those of left-hand pages are moved to the left margin, the outer one.
"""

from collections.abc import Iterator
from typing import Any, Final

from hidaka_dx.typeset.borrowed import boxes
from hidaka_dx.typeset.emptiness import page_boxes
from hidaka_dx.typeset.markup import classes

POINT: Final = 4 / 3
"""In CSS pixels."""
GAP: Final = 12 * POINT
WIDTH: Final = 2 * POINT
"""Distance from the table and width: the same as for the change bars of `redline.css` beside other blocks."""


CHANGED: Final = frozenset(("barred", "changed"))
"""Classes of blocks that have a bar as their right border."""
SIDES: Final = ("margin_{}", "padding_{}", "border_{}_width")


def mirror(document: Any) -> None:
    """Move the bars of a laid-out document's left-hand pages to the left; pages on their side have no outer margin."""
    for box in page_boxes(document):
        if box.page_type.side == "left" and box.width < box.height:
            box.has_bars_left = True
            for block in box.descendants():
                if (
                    isinstance(block, boxes.BlockLevelBox)
                    and CHANGED & set(_classes(block))
                    and block.border_right_width
                ):
                    _turn(block)


def _classes(box: Any) -> list[str]:
    return [] if box.element is None else classes(box.element)


def _turn(block: Any) -> None:
    """Exchange what a block has on its left and on its right; its words stay where they are."""
    for name in SIDES:
        left, right = name.format("left"), name.format("right")
        known = vars(block)
        known[left], known[right] = known[right], known[left]
    block.style = block.style.copy()
    for name in ("border_{}_style", "border_{}_color"):
        left, right = name.format("left"), name.format("right")
        block.style[left], block.style[right] = block.style[right], block.style[left]


def draw(stream: Any, page_box: Any, scale: float) -> None:
    """Draw the bars of a page on top of its content, marked as artifacts."""
    rows = tuple(_rows_with_bars(page_box))
    if not rows:
        return
    with stream.stacked(), stream.artifact():
        stream.transform(a=scale, d=scale)
        stream.set_color(rows[0].style["color"])
        is_left = "has_bars_left" in vars(page_box)
        for row in rows:
            across = -GAP - WIDTH if is_left else row.width + GAP
            stream.rectangle(row.position_x + across, row.position_y, WIDTH, row.height)
            stream.fill()


def _rows_with_bars(page_box: Any) -> Iterator[Any]:
    for box in page_box.descendants():
        if box.element_tag == "tr" and "data-bar" in box.element.attrib:
            yield box
