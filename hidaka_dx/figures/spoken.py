"""Text equivalents of figures, in sentences, for screen readers."""

from collections import Counter
from collections.abc import Iterator

from hidaka_dx.figure import (
    Arrow,
    Block,
    Box,
    Cycle,
    Diagram,
    Drawn,
    Frame,
    Picture,
    Pillars,
    Stages,
    StagesStep,
    Timeline,
)
from hidaka_dx.figures.telling import described, listed, quoted


def spoken(figure: Drawn) -> str:
    """Return all text of a drawing and the relations of its parts; empty if a table or the alt text already gives it."""
    match figure:
        case Diagram():
            return _diagram(figure)
        case Stages():
            return "".join(f"{step.mark}、{_named(step)}。" for step in figure.steps)
        case Pillars():
            bases = "".join(f"その下に{_named(base)}。" for base in figure.bases)
            return f"{_flat(figure.aim)}。{listed('柱は、', map(_named, figure.pillars))}{bases}"
        case Cycle():
            core = f"{_flat(figure.core)}。" if figure.core else ""
            return f"{listed('', map(_named, figure.stations))}この順にめぐり、初めに戻る。{core}"
        case Timeline() | Picture():  # timelines are tables for screen readers; only an author can describe a picture
            return ""


def _diagram(diagram: Diagram) -> str:
    names = dict(_told_apart(diagram))
    framed = {box.id for frame in diagram.frames for box in diagram.boxes if _holds(frame, box)}
    groups = [_group(frame, diagram) for frame in diagram.frames]
    alone = [_named(box) for box in diagram.boxes if box.id not in framed]
    return "".join([*(f"{name}。" for name in alone), *groups, *(_arrow(arrow, names) for arrow in diagram.arrows)])


def _told_apart(diagram: Diagram) -> Iterator[tuple[str, str]]:
    """Yield for each box and frame what an arrow calls it: by more than its head where others have the same."""
    parts: tuple[Box | Frame, ...] = (*diagram.boxes, *diagram.frames)
    heads = Counter(_flat(part.head) for part in parts)
    names = {part.id: _in_full(part) if heads[_flat(part.head)] > 1 else quoted(_flat(part.head)) for part in parts}
    for key, name in names.items():
        same = [each for each in names if names[each] == name]
        yield key, f"{same.index(key) + 1}つ目の{name}" if len(same) > 1 else name


def _in_full(part: Box | Frame) -> str:
    return quoted(_named(part)) if isinstance(part, Box) else f"{quoted(_flat(part.head))}の枠"


def _group(frame: Frame, diagram: Diagram) -> str:
    return listed(f"{_flat(frame.head)}の枠に、", (_named(box) for box in diagram.boxes if _holds(frame, box)))


def _holds(frame: Frame, box: Box) -> bool:
    across = frame.col <= box.col < frame.col + frame.cols
    return across and frame.row <= box.row < frame.row + frame.rows


def _arrow(arrow: Arrow, names: dict[str, str]) -> str:
    start, end = names[arrow.start], names[arrow.end]
    words = f"（{_flat(arrow.text)}）" if arrow.text else ""
    if arrow.heads == "one":
        return f"{start}から{end}へ矢印{words}。"
    return f"{start}と{end}を結ぶ{'両向きの矢印' if arrow.heads == 'both' else '線'}{words}。"


def _named(part: Block | Box | StagesStep) -> str:
    return described(_flat(part.head), _flat(part.text))


def _flat(text: str) -> str:
    return text.replace("\n", "")
