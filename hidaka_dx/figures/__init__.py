"""Figures: data in, SVG out, one module per kind of figure."""

from hidaka_dx.figure import Cycle, Diagram, Drawn, Picture, Pillars, Stages, Timeline
from hidaka_dx.figures import cycle, diagram, picture, pillars, stages, timeline
from hidaka_dx.figures.spoken import spoken
from hidaka_dx.figures.svg import Drawing, DrawingFault

__all__ = ["Drawing", "DrawingFault", "draw", "spoken"]


def draw(figure: Drawn) -> Drawing:
    """Draw a figure as wide as the text and `figure.lines` lines high; text that overflows is returned as faults."""
    match figure:
        case Diagram():
            return diagram.draw(figure)
        case Stages():
            return stages.draw(figure)
        case Pillars():
            return pillars.draw(figure)
        case Timeline():
            return timeline.draw(figure)
        case Cycle():
            return cycle.draw(figure)
        case Picture():
            return picture.draw(figure)
