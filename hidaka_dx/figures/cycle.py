"""A cycle: stations in a loop, clockwise from the upper left, with a label in the middle."""

from typing import Final

from hidaka_dx import theme
from hidaka_dx.figure import Cycle
from hidaka_dx.figures.routes import route
from hidaka_dx.figures.svg import PAD, Drawing, Rect, broken, runs, sheet, total_height

WIDE: Final = 156.0
"""Width of a station: two columns of the grid."""
ARROW: Final = 13.0
"""Minimum length of an arrow between the rows."""


def draw(cycle: Cycle) -> Drawing:
    """Draw the stations in two rows with arrows from each to the next."""
    paper = sheet(cycle.lines)
    count = len(cycle.stations)
    texts = [runs(station.head, station.text, WIDE - 2 * PAD) for station in cycle.stations]
    wanted = max(max(map(total_height, texts)) + 2 * PAD, min(paper.height * 0.36, 84.0))
    tall = min(wanted, (paper.height - ARROW) / 2)
    upper = (count + 1) // 2
    lower = count - upper
    places = [*_row(upper, 0, tall), *reversed(_row(lower, paper.height - tall, tall))]
    for place, at in enumerate(places):
        paper.arrow(route(at, places[(place + 1) % count], "corner"))
    for place, at in enumerate(places):
        paper.box(at, "tint-ai", "ai")
        paper.centred(texts[place], at, ("stations", place, "text"))
    if cycle.core:
        room = Rect(theme.MEASURE / 2 - WIDE / 2, tall, WIDE, paper.height - 2 * tall)
        paper.centred(broken(cycle.core, WIDE, 12, bold=True), room, ("core",))
    return paper.drawing()


def _row(count: int, y: float, tall: float) -> list[Rect]:
    if count == 1:
        return [Rect((theme.MEASURE - WIDE) / 2, y, WIDE, tall)]
    step = (theme.MEASURE - WIDE) / (count - 1)
    return [Rect(place * step, y, WIDE, tall) for place in range(count)]
