"""A diagram: boxes on a six-column grid, frames around them, arrows between them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hidaka_dx import theme
from hidaka_dx.figure import Diagram
from hidaka_dx.figures.layout import FRAME_HEAD, Layout, lay_out
from hidaka_dx.figures.routes import Route, crosses, label_places, route
from hidaka_dx.figures.svg import (
    LEADING,
    PAD,
    SMALL,
    Canvas,
    Drawing,
    DrawingFault,
    Path,
    Rect,
    TextLine,
    box_colours,
    runs,
    sheet,
)


def draw(diagram: Diagram) -> Drawing:
    """Draw frames, then arrows, then boxes; text that cannot be placed is a fault."""
    paper = sheet(diagram.lines)
    layout = lay_out(diagram, paper.height)
    if layout.needed > paper.height + 0.01:
        least = math.ceil(layout.needed / theme.LINE * 2) / 2
        # at the requested height everything would collide: report one fault and draw at the minimum height
        paper, layout = Canvas(layout.needed), lay_out(diagram, layout.needed)
        paper.faults.append(DrawingFault(("lines",), f"図の高さが足りません。lines を {least:g} 以上にしてください。"))
    _frames(paper, diagram, layout)
    _arrows(paper, diagram, layout)
    _boxes(paper, diagram, layout)
    return paper.drawing()


def _frames(paper: Canvas, diagram: Diagram, layout: Layout) -> None:
    for place, (frame, at) in enumerate(zip(diagram.frames, layout.frames, strict=True)):
        paper.box(at, *box_colours(frame.look))
        head = TextLine(frame.head, SMALL, bold=True)
        strip = Rect(at.x, at.y, at.w, FRAME_HEAD)
        paper.check((head,), strip, ("frames", place, "head"))
        paper.words((head,), at.x + PAD, strip.cy - LEADING / 2, "start")


def _boxes(paper: Canvas, diagram: Diagram, layout: Layout) -> None:
    for place, (box, at) in enumerate(zip(diagram.boxes, layout.boxes, strict=True)):
        paper.box(at, *box_colours(box.look))
        paper.centred(runs(box.head, box.text, at.w - 2 * PAD), at, ("boxes", place, "text" if box.text else "head"))


def _arrows(paper: Canvas, diagram: Diagram, layout: Layout) -> None:
    """Draw the arrows, then their labels where nothing else is."""
    parts = (*diagram.boxes, *diagram.frames)
    places = dict(zip((part.id for part in parts), (*layout.boxes, *layout.frames), strict=True))
    ways = [route(places[arrow.start], places[arrow.end], arrow.bend) for arrow in diagram.arrows]
    for place, (arrow, way) in enumerate(zip(diagram.arrows, ways, strict=True)):
        paper.arrow(way, heads=arrow.heads)
        for words in _under(diagram, layout, way, (arrow.start, arrow.end)):
            message = f"矢印が「{words}」の上を通ります。箱の置き場所か bend を変えてください。"
            paper.faults.append(DrawingFault(("arrows", place), message))
    taken = [*layout.boxes, *_heads(diagram, layout)]
    for place, (arrow, way) in enumerate(zip(diagram.arrows, ways, strict=True)):
        if arrow.text:
            lines = [TextLine(line) for line in arrow.text.splitlines()]
            taken += _words(paper, lines, way, _OccupiedAreas(layout, ways, taken), ("arrows", place, "text"))


def _heads(diagram: Diagram, layout: Layout) -> Iterator[Rect]:
    """Return the rectangles of the frames' titles."""
    for frame, at in zip(diagram.frames, layout.frames, strict=True):
        yield Rect(at.x + PAD, at.y + 4, TextLine(frame.head, SMALL, bold=True).width, FRAME_HEAD - 8)


def _under(diagram: Diagram, layout: Layout, way: Route, ends: tuple[str, str]) -> Iterator[str]:
    """Return the title areas of boxes and frames that an arrow crosses."""
    for box, at in zip(diagram.boxes, layout.boxes, strict=True):
        if box.id not in ends and crosses(way, at):
            yield box.head
    for frame, at in zip(diagram.frames, _heads(diagram, layout), strict=True):
        if crosses(way, at):
            yield frame.head


@dataclass(frozen=True)
class _OccupiedAreas:
    """The occupied areas when labels are placed."""

    layout: Layout
    ways: Sequence[Route]
    taken: Sequence[Rect]

    def free(self, place: Rect, paper: Canvas) -> bool:
        """Tell whether a rectangle lies on the sheet and touches nothing."""
        inside = place.x >= 0 and place.right <= theme.MEASURE and place.y >= 0 and place.bottom <= paper.height
        cut = any(place.meets(frame) and not frame.holds(place) for frame in self.layout.frames)
        crossed = any(crosses(way, place) for way in self.ways)
        return inside and not cut and not crossed and not any(place.meets(other) for other in self.taken)


def _words(paper: Canvas, lines: Sequence[TextLine], way: Route, ground: _OccupiedAreas, path: Path) -> list[Rect]:
    """Place a label beside an arrow and return its rectangle, or none if there was no free place."""
    places = list(label_places(way, max(line.width for line in lines), len(lines), ground.layout.frames))
    free = [place for place in places if ground.free(place, paper)]
    if not free:
        text = "".join(line.text for line in lines)
        paper.faults.append(
            DrawingFault(path, f"矢印の言葉「{text}」を置く所がありません。箱の間を広げるか、言葉を短くしてください。")
        )
    at = (free or places)[0]
    if all(point[0] < at.x for point in way):
        paper.words(lines, at.x, at.y, "start")
    elif all(point[0] > at.right for point in way):
        paper.words(lines, at.right, at.y, "end")
    else:
        paper.words(lines, at.cx, at.y)
    return free[:1]
