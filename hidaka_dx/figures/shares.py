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
APART: Final = 6.0
"""Distance of what is outside from the bar."""


@dataclass(frozen=True)
class Share:
    """A part of the whole."""

    mark: str
    words: str
    count: int
    percent: str
    """「34.6%」; empty for what is outside."""
    late: bool = False
    is_outside: bool = False
    """Whether it is counted beside the whole: what is not graded. It is the last."""


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
    full = {0} if len([each for each in shares if not each.late and not each.is_outside]) > 1 else set()
    late = [place for place, each in enumerate(shares) if each.late]
    full |= set(late[-1:]) if len(late) > 1 else set()
    return [
        "paper" if each.is_outside else ("" if place in full else "tint-") + ("kaki" if each.late else "ai")
        for place, each in enumerate(shares)
    ]


def spoken(shares: Sequence[Share]) -> str:
    """Return each part in words."""
    return listed(
        "", (f"{_name(share)}が{share.count}件" + (f"（{share.percent}）" if share.percent else "") for share in shares)
    )


def _parts(shares: Sequence[Share]) -> list[Rect]:
    """Lay the parts side by side; their widths are exact. What is outside stands apart."""
    total = sum(share.count for share in shares) or 1
    apart = APART if any(share.is_outside and share.count for share in shares) else 0.0
    room = theme.MEASURE - apart
    ends = [sum(share.count for share in shares[:place]) / total * room for place in range(len(shares) + 1)]
    return [
        Rect(start + share.is_outside * apart, 0, end - start, BAR)
        for share, (start, end) in zip(shares, itertools.pairwise(ends), strict=True)
    ]


def _part(paper: Canvas, share: Share, at: Rect, fill: str) -> None:
    """Draw a part; its mark and count are inside if they fit."""
    if not share.count:
        return
    paper.box(at, fill, "grey" if share.is_outside else "kaki" if share.late else "ai")
    if share.late:
        paper.fill(Rect(at.x, at.bottom - WARNING, at.w, WARNING), "kaki")
    words = "ink" if fill.startswith("tint-") or fill == "paper" else "paper"
    inside = TextLine(f"{share.mark} {share.count}".strip(), HEAD, bold=True, colour=words)
    if inside.width + 4 <= at.w:
        paper.words((inside,), at.cx, at.cy - LEADING / 2 - (WARNING / 2 if share.late else 0))


def _name(share: Share) -> str:
    return f"{share.mark} {share.words}".strip()


def _words(share: Share, room: float) -> tuple[TextLine, ...]:
    head = broken(_name(share), room, bold=True, code=share.mark)
    return (*head, TextLine(f"{share.count}件　{share.percent}".rstrip()))


def _room(shares: Sequence[Share]) -> float:
    return columns(len(shares), GUTTER)[0][1]
