"""Shares of a whole: one horizontal bar, each part with its mark inside and its label below."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figures.svg import (
    HEAD,
    LEADING,
    Canvas,
    Drawing,
    Rect,
    TextLine,
    broken,
    columns,
    sheet,
    total_height,
)
from hidaka_dx.figures.telling import listed

BAR: Final = 29.25
"""Height of the bar."""
FALL: Final = 14.0
"""Height of the lines that connect the parts to their labels."""
WARNING: Final = 3.0
"""Height of the coloured strip below late parts."""
GUTTER: Final = 6.0


@dataclass(frozen=True)
class Share:
    """A part of the whole."""

    mark: str
    words: str
    count: int
    percent: str
    """「34.6%」."""
    late: bool = False


def lines(shares: Sequence[Share]) -> float:
    """Give the height of the drawing in lines of text, a multiple of a half."""
    words = max(total_height(_words(share, _room(shares))) for share in shares)
    return -(-(BAR + FALL + words) // (theme.LINE / 2)) / 2


def draw(shares: Sequence[Share]) -> Drawing:
    """Draw the bar and, below it, the labels of the parts; a part with count 0 has only a label."""
    paper = sheet(lines(shares))
    parts, fills = _parts(shares), _fills(shares)
    for share, at, middle, fill in zip(shares, parts, _middles(shares, parts), fills, strict=True):
        _part(paper, share, at, fill)
        if share.count:
            paper.line([(at.cx, BAR), (at.cx, BAR + FALL / 2), (middle, BAR + FALL)], "rule", 0.5)
        paper.words(_words(share, _room(shares)), middle, BAR + FALL)
    return paper.drawing()


def _middles(shares: Sequence[Share], parts: Sequence[Rect]) -> list[float]:
    """Return the middles of the labels: each below its part, or as near to it as its neighbours allow."""
    halves = [max(line.width for line in _words(share, _room(shares))) / 2 for share in shares]
    middles, edge = list[float](), 0.0
    for at, half in zip(parts, halves, strict=True):
        middles.append(max(at.cx, edge + half))
        edge = middles[-1] + half + GUTTER
    edge = theme.MEASURE
    for place in reversed(range(len(parts))):
        middles[place] = min(middles[place], edge - halves[place])
        edge = middles[place] - halves[place] - GUTTER
    return middles


def _fills(shares: Sequence[Share]) -> list[str]:
    """Return how each part is filled, so that it is told apart in grey: the best and the worst are full."""
    full = {0} if len([each for each in shares if not each.late]) > 1 else set()
    full |= {len(shares) - 1} if len([each for each in shares if each.late]) > 1 else set()
    return [("" if place in full else "tint-") + ("kaki" if each.late else "ai") for place, each in enumerate(shares)]


def spoken(shares: Sequence[Share]) -> str:
    """Return each part in words."""
    return listed("", (f"{_name(share)}が{share.count}件（{share.percent}）" for share in shares))


def _parts(shares: Sequence[Share]) -> list[Rect]:
    """Lay the parts side by side; their widths are exact."""
    total = sum(share.count for share in shares) or 1
    ends = [sum(share.count for share in shares[:place]) / total * theme.MEASURE for place in range(len(shares) + 1)]
    return [Rect(start, 0, end - start, BAR) for start, end in itertools.pairwise(ends)]


def _part(paper: Canvas, share: Share, at: Rect, fill: str) -> None:
    """Draw a part; its mark and count are inside if they fit."""
    if not share.count:
        return
    paper.box(at, fill, "kaki" if share.late else "ai")
    if share.late:
        paper.fill(Rect(at.x, at.bottom - WARNING, at.w, WARNING), "kaki")
    words = "ink" if fill.startswith("tint-") else "paper"
    inside = TextLine(f"{share.mark} {share.count}", HEAD, bold=True, colour=words)
    if inside.width + 4 <= at.w:
        paper.words((inside,), at.cx, at.cy - LEADING / 2 - (WARNING / 2 if share.late else 0))


def _name(share: Share) -> str:
    return f"{share.mark} {share.words}".strip()


def _words(share: Share, room: float) -> tuple[TextLine, ...]:
    head = broken(_name(share), room, bold=True, code=share.mark)
    return (*head, TextLine(f"{share.count}件　{share.percent}"))


def _room(shares: Sequence[Share]) -> float:
    return columns(len(shares), GUTTER)[0][1]
