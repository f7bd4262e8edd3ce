"""Bars in the margin beside rows that carry `data-bar`: CSS gives a row of a table no margin to draw one in."""

from collections.abc import Iterator
from typing import Any, Final

POINT: Final = 4 / 3
"""In CSS pixels."""
GAP: Final = 12 * POINT
WIDTH: Final = 2 * POINT
"""Distance from the table and width: the same as for the change bars of `redline.css` beside other blocks."""


def draw(stream: Any, page_box: Any, scale: float) -> None:
    """Draw the bars of a page on top of its content, marked as artifacts."""
    rows = tuple(_rows_with_bars(page_box))
    if not rows:
        return
    with stream.stacked(), stream.artifact():
        stream.transform(a=scale, d=scale)
        stream.set_color(rows[0].style["color"])
        for row in rows:
            stream.rectangle(row.position_x + row.width + GAP, row.position_y, WIDTH, row.height)
            stream.fill()


def _rows_with_bars(page_box: Any) -> Iterator[Any]:
    for box in page_box.descendants():
        if box.element_tag == "tr" and "data-bar" in box.element.attrib:
            yield box
