"""Stages: steps that rise from left to right, each with its words at the top."""

from typing import Final

from hidaka_dx.figure import Stages, StagesStep
from hidaka_dx.figures.svg import PAD, SMALL, Drawing, Rect, TextLine, columns, runs, sheet, total_height

GUTTER: Final = 9.0
_STEEPEST: Final = 0.28
"""Maximum rise of a step as a share of the drawing's height."""


def draw(stages: Stages) -> Drawing:
    """Draw the steps; each rises above the one before by the same height."""
    paper = sheet(stages.lines)
    cols = columns(len(stages.steps), GUTTER)
    texts = [_runs(step, cols[0][1] - 2 * PAD) for step in stages.steps]
    last = len(texts) - 1
    # the first step gets the height of its text; the remaining height is shared by the rises
    needs = [total_height(lines) + 2 * PAD for lines in texts]
    rise = max(
        0.0,
        min(
            _STEEPEST * paper.height, *((paper.height - need) / (last - place) for place, need in enumerate(needs[:-1]))
        ),
    )
    for place, ((x, w), lines) in enumerate(zip(cols, texts, strict=True)):
        top = rise * (last - place)
        at = Rect(x, top, w, paper.height - top)
        final = place == last
        paper.box(at, "tint-ai" if final else "tint-grey", "ai" if final else "rule")
        paper.check(lines, at, ("steps", place, "text"))
        paper.words(lines, at.x + PAD, at.y + PAD, "start")
    return paper.drawing()


def _runs(step: StagesStep, room: float) -> tuple[TextLine, ...]:
    marks = (TextLine(line, SMALL, colour="grey") for line in step.mark.splitlines())
    return (*marks, *runs(step.head, step.text, room))
