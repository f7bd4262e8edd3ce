"""Pillars: an aim as a roof, pillars under it, bases that run across under all of them."""

from typing import Final

from hidaka_dx.figure import Block, Pillars
from hidaka_dx.figures import lettering
from hidaka_dx.figures.svg import LEADING, PAD, Drawing, Rect, Run, Sheet, columns, runs, sheet

GUTTER: Final = 12.0
GAP: Final = 9.0
ROOF: Final = 12.0
"""Size of the aim's words."""


def draw(pillars: Pillars) -> Drawing:
    """Draw roof and bases as high as their words ask (more where there is room), pillars as high as what remains."""
    paper = sheet(pillars.lines)
    aim = tuple(Run(line, ROOF, bold=True) for line in lettering.wrap(pillars.aim, 480 - 4 * PAD, ROOF, bold=True))
    bands = [aim, *(_across(base) for base in pillars.bases)]
    least = [LEADING * len(lines) + 2 * PAD for lines in bands]
    stretch = max(1.0, min(1.4, paper.height * 0.5 / sum(least)))
    heights = [height * stretch for height in least]
    _band(paper, aim, Rect(0, 0, 480, heights[0]), "tint-ai", "ai", "aim")
    y = paper.height
    for place in reversed(range(len(pillars.bases))):
        y -= heights[place + 1]
        paper.box(Rect(0, y, 480, heights[place + 1]), "tint-grey", "rule")
        paper.centred(bands[place + 1], Rect(0, y, 480, heights[place + 1]), ("bases", place, "text"))
        y -= GAP
    top = heights[0] + GAP
    for place, (x, w) in enumerate(columns(len(pillars.pillars), GUTTER)):
        _pillar(paper, pillars.pillars[place], Rect(x, top, w, y - top), place)
    return paper.drawing()


def _band(paper: Sheet, lines: tuple[Run, ...], at: Rect, fill: str, stroke: str, path: str) -> None:
    paper.box(at, fill, stroke)
    paper.centred(lines, at, (path,))


def _across(base: Block) -> tuple[Run, ...]:
    return runs(base.head, base.text, 480 - 4 * PAD)


def _pillar(paper: Sheet, pillar: Block, at: Rect, place: int) -> None:
    paper.box(at)
    lines = runs(pillar.head, pillar.text, at.w - 2 * PAD)
    paper.centred(lines, at, ("pillars", place, "text"))
