"""A diagram: boxes on a six-column grid, frames around them, arrows between them."""

import math

from hidaka_dx import theme
from hidaka_dx.figure import Arrow, Diagram
from hidaka_dx.figures.layout import FRAME_HEAD, Layout, lay_out
from hidaka_dx.figures.routes import Route, beside, crosses, route
from hidaka_dx.figures.svg import LEADING, PAD, SMALL, Drawing, Fault, Path, Rect, Run, Sheet, look, runs, sheet


def draw(diagram: Diagram) -> Drawing:
    """Draw frames, then arrows, then boxes; words that find no place are faults."""
    paper = sheet(diagram.lines)
    layout = lay_out(diagram, paper.height)
    if layout.needed > paper.height + 0.01:
        least = math.ceil(layout.needed / theme.LINE * 2) / 2
        # at the asked height everything would collide: one fault says so, and the drawing takes its least height
        paper, layout = Sheet(layout.needed), lay_out(diagram, layout.needed)
        paper.faults.append(Fault(("lines",), f"図の高さが足りません。lines を {least:g} 以上にします"))
    _frames(paper, diagram, layout)
    for place, arrow in enumerate(diagram.arrows):
        _arrow(paper, diagram, layout, arrow, ("arrows", place))
    _boxes(paper, diagram, layout)
    return paper.drawing()


def _frames(paper: Sheet, diagram: Diagram, layout: Layout) -> None:
    for place, (frame, at) in enumerate(zip(diagram.frames, layout.frames, strict=True)):
        paper.box(at, *look(frame.look))
        head = Run(frame.head, SMALL, bold=True)
        strip = Rect(at.x, at.y, at.w, FRAME_HEAD)
        paper.check((head,), strip, ("frames", place, "head"))
        paper.words((head,), at.x + PAD, strip.cy - LEADING / 2, "start")


def _boxes(paper: Sheet, diagram: Diagram, layout: Layout) -> None:
    for place, (box, at) in enumerate(zip(diagram.boxes, layout.boxes, strict=True)):
        paper.box(at, *look(box.look))
        paper.centred(runs(box.head, box.text, at.w - 2 * PAD), at, ("boxes", place, "text" if box.text else "head"))


def _arrow(paper: Sheet, diagram: Diagram, layout: Layout, arrow: Arrow, path: Path) -> None:
    parts = (*diagram.boxes, *diagram.frames)
    places = dict(zip((part.id for part in parts), (*layout.boxes, *layout.frames), strict=True))
    way = route(places[arrow.start], places[arrow.end], arrow.bend)
    paper.arrow(way, heads=arrow.heads)
    for box in diagram.boxes:
        if box.id not in (arrow.start, arrow.end) and crosses(way, places[box.id]):
            paper.faults.append(Fault(path, f"矢印が箱「{box.id}」の上を通ります。箱の置き場所か bend を変えます"))
    if arrow.text:
        _words(paper, layout, way, arrow.text, (*path, "text"))


def _words(paper: Sheet, layout: Layout, way: Route, text: str, path: Path) -> None:
    lines = [Run(line) for line in text.splitlines()]
    wide = max(line.width for line in lines)
    places = list(beside(way, wide, len(lines), layout.frames))
    free = [place for place in places if _free(place, paper, layout)]
    if not free:
        paper.faults.append(
            Fault(path, f"矢印の言葉「{text}」を置く所がありません。箱の間を広げるか、言葉を短くします")
        )
    at = (free or places)[0]
    vertical = way[0][0] == way[1][0] and len(way) == 2
    if vertical:
        paper.words(lines, at.x if at.x > way[0][0] else at.right, at.y, "start" if at.x > way[0][0] else "end")
    else:
        paper.words(lines, at.cx, at.y)


def _free(place: Rect, paper: Sheet, layout: Layout) -> bool:
    inside = place.x >= 0 and place.right <= theme.MEASURE and place.y >= 0 and place.bottom <= paper.height
    touched = any(place.meets(box) for box in layout.boxes)
    cut = any(place.meets(frame) and not _within(place, frame) for frame in layout.frames)
    return inside and not touched and not cut


def _within(place: Rect, frame: Rect) -> bool:
    body = Rect(frame.x, frame.y + FRAME_HEAD, frame.w, frame.h - FRAME_HEAD)
    return place.x >= body.x and place.right <= body.right and place.y >= body.y and place.bottom <= body.bottom
