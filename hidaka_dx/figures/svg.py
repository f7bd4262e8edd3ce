"""Drawing primitives for figures: rectangles, text and arrows on a sheet, in points from the upper left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr, unescape

from hidaka_dx import theme
from hidaka_dx.figures import line_breaking
from hidaka_dx.japanese.ragged import seen_width

STROKE: Final = 0.75
CORNER: Final = 2.0
PAD: Final = 7.0
"""Padding between a box and its text: two thirds of an em."""
RISE: Final = 3.0
"""Minimum padding above and below; together with the line's own half-leading half an em."""
SMALL: Final = theme.SMALLEST
HEAD: Final = 11.0
LEADING: Final = 15.0
"""Line height of text in boxes."""
AIR: Final = 2.0
"""Space between a heading and the text below it."""
BARB: Final = 6.0
"""Length of an arrowhead."""
_MIDDLE: Final = 0.353  # the centre of a kanji's ink above the baseline, in em
_WORDS: Final = re.compile("<text [^>]*>([^<]*)</text>")

Path = tuple[str | int, ...]


class DrawingFault(NamedTuple):
    """Something that cannot be drawn as requested."""

    path: Path
    """Where in the figure's data."""
    message: str
    """What is wrong and what to do, in Japanese."""


@dataclass(frozen=True)
class Drawing:
    """A finished drawing."""

    svg: str
    faults: tuple[DrawingFault, ...]


@dataclass(frozen=True)
class Rect:
    """A rectangle in points."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.h

    @property
    def cx(self) -> float:
        """Middle between left and right."""
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        """Middle between top and bottom."""
        return self.y + self.h / 2

    def inset(self, by: float) -> "Rect":
        """Return the rectangle inset by `by` points (outset if negative)."""
        return Rect(self.x + by, self.y + by, self.w - 2 * by, self.h - 2 * by)

    def holds(self, other: "Rect") -> bool:
        """Tell whether the other rectangle lies inside."""
        return self.x <= other.x and other.right <= self.right and self.y <= other.y and other.bottom <= self.bottom

    def meets(self, other: "Rect") -> bool:
        """Tell whether the two overlap by more than an edge."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


class TextLine(NamedTuple):
    """One line of text in one style."""

    text: str
    size: float = SMALL
    bold: bool = False
    colour: str = "ink"

    @property
    def width(self) -> float:
        """Width in points."""
        return seen_width(self.text, self.size, bold=self.bold)


def broken(  # noqa: PLR0913  what a line looks like
    text: str, room: float, size: float = SMALL, *, bold: bool = False, colour: str = "ink", code: str = ""
) -> tuple[TextLine, ...]:
    """Break text into lines of `room` points in one style; no line ends after a leading `code`."""
    lines = line_breaking.wrap(text, room, size, bold=bold, code=code)
    return tuple(TextLine(line, size, bold, colour) for line in lines)


def runs(head: str, text: str, room: float) -> tuple[TextLine, ...]:
    """Break a bold heading and the text below it into lines of `room` points."""
    return (*broken(head, room, HEAD, bold=True), *broken(text, room))


def total_height(lines: Sequence[TextLine]) -> float:
    """Return the total height of lines, including the small gap between different weights."""
    return LEADING * len(lines) + AIR * sum(_turns(lines))


def _turns(lines: Sequence[TextLine]) -> list[bool]:
    """Tell for each line whether its weight differs from that of the line before."""
    return [place > 0 and run.bold != lines[place - 1].bold for place, run in enumerate(lines)]


def number(value: float) -> str:
    """Format a number with at most two decimals; halves as Python has them, since drawings are kept in issued editions."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if round(value, 2) else "0"


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Serialise an element; underscores in attribute names become hyphens."""
    parts = [name]
    for key, value in attributes.items():
        words = number(value) if isinstance(value, int | float) else value
        parts.append(f"{key.replace('_', '-')}={quoteattr(words)}")
    return f"<{' '.join(parts)}>{content}</{name}>" if content else f"<{' '.join(parts)}/>"


def label_lines(drawing: str) -> tuple[str, ...]:
    """Return the lines of words of a finished drawing, in the order in which they were drawn."""
    return tuple(map(unescape, _WORDS.findall(drawing)))


@dataclass
class Canvas:
    """A drawing under construction."""

    height: float
    parts: list[str] = field(default_factory=list)
    faults: list[DrawingFault] = field(default_factory=list)
    width: float = theme.MEASURE

    def box(self, at: Rect, fill: str = "paper", stroke: str = "grey") -> None:
        """Draw a rectangle with slightly rounded corners; its stroke lies inside `at`."""
        inner = at.inset(STROKE / 2)
        self.parts.append(
            element(
                "rect",
                x=inner.x,
                y=inner.y,
                width=inner.w,
                height=inner.h,
                rx=CORNER,
                fill=colour(fill),
                stroke=colour(stroke),
                stroke_width=STROKE,
            )
        )

    def fill(self, at: Rect, fill: str) -> None:
        """Draw a rectangle without a stroke."""
        self.parts.append(
            element("rect", x=at.x, y=at.y, width=at.w, height=at.h, rx=CORNER, fill=colour(fill)),
        )

    def line(self, points: Sequence[tuple[float, float]], stroke: str = "grey", weight: float = STROKE) -> None:
        """Draw a line through points."""
        self.parts.append(
            element("path", d=_d(points), fill="none", stroke=colour(stroke), stroke_width=weight),
        )

    def arrow(self, points: Sequence[tuple[float, float]], *, heads: str = "one") -> None:
        """Draw a line whose last point (first and last for `both`, no point for `none`) is the tip of a filled head."""
        path = list(points)
        if heads != "none":
            path[-1] = _short(path[-2], path[-1])
            self._barb(points[-2], points[-1])
        if heads == "both":
            path[0] = _short(path[1], path[0])
            self._barb(points[1], points[0])
        self.line(path, "ink")

    def _barb(self, start: tuple[float, float], tip: tuple[float, float]) -> None:
        ux, uy = _unit(start, tip)
        x, y = tip[0] - ux * BARB, tip[1] - uy * BARB
        wing = BARB * 0.42
        corners = [tip, (x - uy * wing, y + ux * wing), (x + uy * wing, y - ux * wing)]
        self.parts.append(element("path", d=_d(corners) + "Z", fill=colour("ink")))

    def words(self, lines: Sequence[TextLine], x: float, top: float, anchor: str = "middle") -> None:
        """Draw lines of text from `top` downwards; `x` is the middle, start or end of each as `anchor` says."""
        for place, run in enumerate(lines):
            y = top + total_height(lines[: place + 1]) - LEADING / 2 + run.size * _MIDDLE
            attributes: dict[str, str | float] = {"x": x, "y": y, "font_size": run.size, "fill": colour(run.colour)}
            if anchor != "start":
                attributes["text_anchor"] = anchor
            if run.bold:
                attributes["font_weight"] = "bold"
            self.parts.append(element("text", escape(run.text.replace("~", "～")), **attributes))

    def centred(self, lines: Sequence[TextLine], at: Rect, path: Path) -> None:
        """Centre lines in a rectangle; overflow is a fault at `path`."""
        self.check(lines, at, path)
        self.words(lines, at.cx, at.cy - total_height(lines) / 2)

    def check(self, lines: Sequence[TextLine], at: Rect, path: Path) -> None:
        """Add a fault if lines with padding do not fit a rectangle."""
        wide = [run for run in lines if run.width > at.w - 2 * PAD + 0.01]
        if wide:
            self.faults.append(
                DrawingFault(path, f"「{wide[0].text}」が箱の幅に収まりません。改行するか、箱を広げてください。")
            )
        elif total_height(lines) > at.h - 2 * RISE + 0.01:
            text = "".join(run.text for run in lines)
            self.faults.append(
                DrawingFault(path, f"「{text}」が箱の高さに収まりません。言葉を減らすか、lines を増やしてください。")
            )

    def drawing(self) -> Drawing:
        """Return the finished drawing."""
        root = {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{number(self.width)}pt",
            "height": f"{number(self.height)}pt",
            "viewBox": f"0 0 {number(self.width)} {number(self.height)}",
            "font_family": theme.GOTHIC.replace('"', "'"),
        }
        return Drawing(element("svg", "\n" + "\n".join(self.parts) + "\n", **root) + "\n", tuple(self.faults))


def sheet(lines: float, width: float = theme.MEASURE) -> Canvas:
    """Return an empty sheet, `lines` lines high; of the text's width, if no other is asked for."""
    return Canvas(lines * theme.LINE, width=width)


def colour(name: str) -> str:
    """Return the value of a named design colour; white is the paper."""
    return "#FFFFFF" if name == "paper" else theme.COLOURS[name]


def box_colours(name: str) -> tuple[str, str]:
    """Return fill and stroke of a box style."""
    return {"plain": ("paper", "grey"), "tint": ("tint-ai", "ai"), "quiet": ("tint-grey", "rule")}[name]


def columns(count: int, gutter: float, x: float = 0, w: float = theme.MEASURE) -> tuple[tuple[float, float], ...]:
    """Divide a width into equal columns with gutters: pairs of left edge and width."""
    each = (w - gutter * (count - 1)) / count
    return tuple((x + place * (each + gutter), each) for place in range(count))


def _d(points: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{number(x)} {number(y)}" for x, y in points)


def _unit(start: tuple[float, float], tip: tuple[float, float]) -> tuple[float, float]:
    dx, dy = tip[0] - start[0], tip[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return dx / length, dy / length


def _short(start: tuple[float, float], tip: tuple[float, float]) -> tuple[float, float]:
    ux, uy = _unit(start, tip)
    return tip[0] - ux * (BARB - 1), tip[1] - uy * (BARB - 1)
