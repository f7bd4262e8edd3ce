"""An image file of the town; a plain frame as placeholder until the file exists."""

from hidaka_dx import theme
from hidaka_dx.figure import Picture
from hidaka_dx.figures.svg import PAD, Drawing, Rect, broken, sheet


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
    paper.centred(broken(picture.missing or "", at.w - 4 * PAD, colour="grey"), at, ("missing",))
    return paper.drawing()
