"""A pie of a few parts, each with its name and share beside it."""

from itertools import accumulate, pairwise
from math import cos, pi, sin
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figure import ChartData
from hidaka_dx.figures.bands import percent, shares
from hidaka_dx.figures.svg import LEADING, SMALL, STROKE, Canvas, TextLine, broken, colour, element, total_height

RADIUS: Final = 62.0
NAMES: Final = 140.0
"""Greatest width of a name beside the pie."""
GROUNDS: Final = ("ai", "tint-ai", "grey", "paper", "rule", "tint-grey")
"""Each as far in grey from its neighbours as may be; the names stand beside the parts."""


def draw(paper: Canvas, data: ChartData, unit: str | None, top: float) -> bool:
    """Draw the pie from `top` downwards and set the height of the sheet; tell whether every value is printed."""
    values, middle = data.values[0], (theme.MEASURE / 2, top + RADIUS + LEADING)
    ends = list(accumulate(shares(values), initial=0.0))
    labels: dict[bool, list[tuple[float, tuple[TextLine, ...], float]]] = {True: [], False: []}
    for series, (start, end) in enumerate(pairwise(ends)):
        if end > start:
            _slice(paper, middle, start, end, GROUNDS[series])
        share = percent(data, values[series], end - start, unit)
        words = (*broken(data.series[series], NAMES), TextLine(share, SMALL, bold=True))
        half = (start + end) / 2
        labels[half < 0.5].append((_edge(middle, half, RADIUS)[1], words, half))
    lowest = middle[1] + RADIUS
    for found in labels.values():
        reached = top
        for y, words, half in sorted(found, key=lambda each: each[0]):
            reached = max(y - total_height(words) / 2, reached)
            _beside(paper, middle, words, reached, half)
            reached += total_height(words) + 2
            lowest = max(lowest, reached)
    paper.height = lowest + 4
    return unit in ("%", "％")


def _beside(paper: Canvas, middle: tuple[float, float], words: tuple[TextLine, ...], top: float, half: float) -> None:
    side = 1 if half < 0.5 else -1
    x, y = middle[0] + side * (RADIUS + 26), top + total_height(words) / 2
    paper.line([_edge(middle, half, RADIUS), _edge(middle, half, RADIUS + 8), (x - side * 3, y)], "rule", 0.5)
    paper.words(words, x, top, "start" if side > 0 else "end")


def _edge(middle: tuple[float, float], share: float, radius: float) -> tuple[float, float]:
    """Return a point of the circle, clockwise from the top."""
    angle = 2 * pi * share
    return middle[0] + radius * sin(angle), middle[1] - radius * cos(angle)


def _slice(paper: Canvas, middle: tuple[float, float], start: float, end: float, ground: str) -> None:
    look = {"fill": colour(ground), "stroke": colour("ink")}
    if end - start > 0.9999:
        paper.parts.append(element("circle", cx=middle[0], cy=middle[1], r=RADIUS, **look, stroke_width=STROKE))
        return
    (x1, y1), (x2, y2) = _edge(middle, start, RADIUS), _edge(middle, end, RADIUS)
    large = int(end - start > 0.5)
    path = f"M{middle[0]:.2f} {middle[1]:.2f} L{x1:.2f} {y1:.2f} A{RADIUS:.2f} {RADIUS:.2f} 0 {large} 1 {x2:.2f} {y2:.2f} Z"
    paper.parts.append(element("path", d=path, **look, stroke_width=STROKE))
