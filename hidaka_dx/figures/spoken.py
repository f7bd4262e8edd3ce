"""Text equivalents of figures, in sentences, for screen readers."""

from hidaka_dx.figure import (
    Arrow,
    Block,
    Box,
    Cycle,
    Diagram,
    Figure,
    Frame,
    Picture,
    Pillars,
    Stages,
    StagesStep,
    Timeline,
)


def spoken(figure: Figure) -> str:
    """Return all text of a drawing and the relations of its parts; empty if a table or the alt text already gives it."""
    match figure:
        case Diagram():
            return _diagram(figure)
        case Stages():
            return "".join(f"{step.mark}、{_named(step)}。" for step in figure.steps)
        case Pillars():
            carried = "、".join(map(_named, figure.pillars))
            bases = "".join(f"その下に{_named(base)}。" for base in figure.bases)
            return f"{_flat(figure.aim)}。柱は{carried}。{bases}"
        case Cycle():
            return f"{'、'.join(map(_named, figure.stations))}の順にめぐり、初めに戻る。{_flat(figure.core)}"
        case Timeline() | Picture():  # timelines are tables for screen readers; only an author can describe a picture
            return ""


def _diagram(diagram: Diagram) -> str:
    names = {part.id: _flat(part.head) for part in (*diagram.boxes, *diagram.frames)}
    framed = {box.id for frame in diagram.frames for box in diagram.boxes if _holds(frame, box)}
    groups = [_group(frame, diagram) for frame in diagram.frames]
    alone = [_named(box) for box in diagram.boxes if box.id not in framed]
    return "".join([*(f"{name}。" for name in alone), *groups, *(_arrow(arrow, names) for arrow in diagram.arrows)])


def _group(frame: Frame, diagram: Diagram) -> str:
    inside = "、".join(_named(box) for box in diagram.boxes if _holds(frame, box))
    return f"{_flat(frame.head)}の枠に、{inside}。"


def _holds(frame: Frame, box: Box) -> bool:
    across = frame.col <= box.col < frame.col + frame.cols
    return across and frame.row <= box.row < frame.row + frame.rows


def _arrow(arrow: Arrow, names: dict[str, str]) -> str:
    start, end = names[arrow.start], names[arrow.end]
    words = f"（{_flat(arrow.text)}）" if arrow.text else ""
    if arrow.heads == "one":
        return f"「{start}」から「{end}」へ矢印{words}。"
    return f"「{start}」と「{end}」を結ぶ{'両向きの矢印' if arrow.heads == 'both' else '線'}{words}。"


def _named(part: Block | Box | StagesStep) -> str:
    return f"{_flat(part.head)}（{_flat(part.text)}）" if part.text else _flat(part.head)


def _flat(text: str) -> str:
    return text.replace("\n", "")
