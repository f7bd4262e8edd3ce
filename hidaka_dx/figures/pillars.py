"""Pillars: a goal as a roof, pillars below it, and bases that run across under all of them."""

from math import fsum
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figure import Block, Pillars
from hidaka_dx.figures.svg import PAD, RISE, Canvas, Drawing, Rect, TextLine, broken, columns, runs, sheet, total_height

GUTTER: Final = 12.0
GAP: Final = 9.0
ROOF: Final = 12.0
"""Font size of the goal."""


def draw(pillars: Pillars) -> Drawing:
    """Draw roof and bases as high as their text needs (more if there is room); pillars take the remaining height."""
    paper = sheet(pillars.lines)
    aim = broken(pillars.aim, theme.MEASURE - 4 * PAD, ROOF, bold=True)
    bands = [aim, *(_across(base) for base in pillars.bases)]
    least = [total_height(lines) + 2 * RISE for lines in bands]
    # about half of the height is for the pillars
    stretch = max(1.0, min(1.6, paper.height * 0.46 / fsum(least)))
    heights = [height * stretch for height in least]
    roof = Rect(0, 0, theme.MEASURE, heights[0])
    paper.box(roof, "tint-ai", "ai")
    paper.centred(aim, roof, ("aim",))
    y = paper.height
    for place in reversed(range(len(pillars.bases))):
        y -= heights[place + 1]
        paper.box(Rect(0, y, theme.MEASURE, heights[place + 1]), "tint-grey", "rule")
        paper.centred(bands[place + 1], Rect(0, y, theme.MEASURE, heights[place + 1]), ("bases", place, "text"))
        y -= GAP
    _pillars(paper, pillars.pillars, heights[0] + GAP, y)
    return paper.drawing()


def _pillars(paper: Canvas, pillars: tuple[Block, ...], top: float, bottom: float) -> None:
    """Draw the pillars; their titles start at the same height."""
    places = [Rect(x, top, w, bottom - top) for x, w in columns(len(pillars), GUTTER)]
    texts = [runs(pillar.head, pillar.text, at.w - 2 * PAD) for pillar, at in zip(pillars, places, strict=True)]
    first = (top + bottom - max(map(total_height, texts))) / 2
    for place, (at, lines) in enumerate(zip(places, texts, strict=True)):
        paper.box(at)
        paper.check(lines, at, ("pillars", place, "text"))
        paper.words(lines, at.cx, first)


def _across(base: Block) -> tuple[TextLine, ...]:
    return runs(base.head, base.text, theme.MEASURE - 4 * PAD)
