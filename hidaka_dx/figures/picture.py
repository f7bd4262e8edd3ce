"""An image file of the town; a plain frame as placeholder until the file exists."""

from hidaka_dx import theme
from hidaka_dx.figure import Picture
from hidaka_dx.figures import line_breaking
from hidaka_dx.figures.svg import PAD, SMALL, Drawing, Rect, TextLine, sheet


def frame(picture: Picture) -> Drawing:
    """Draw the frame alone, for a picture that is printed too small for words in it."""
    paper = sheet(picture.lines)
    paper.box(Rect(0, 0, theme.MEASURE, paper.height), "tint-grey", "rule")
    return paper.drawing()


def draw(picture: Picture) -> Drawing:
    """Draw the frame and its message about the missing file."""
    paper = sheet(picture.lines)
    at = Rect(0, 0, theme.MEASURE, paper.height)
    paper.box(at, "tint-grey", "rule")
    lines = line_breaking.wrap(picture.missing or "", at.w - 4 * PAD, SMALL)
    paper.centred([TextLine(line, SMALL, colour="grey") for line in lines], at, ("missing",))
    return paper.drawing()
