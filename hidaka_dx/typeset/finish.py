"""Final justification of a line: distributes space and moves each box to its place (行の調整処理, JLREQ 3.8)."""

from array import array
from math import fsum, inf
from typing import Any, Final, NamedTuple

from hidaka_dx.japanese.spacing import LOOSEST
from hidaka_dx.typeset.composition import EPSILON, ParagraphText
from hidaka_dx.typeset.lines import COLLAPSING, Line, is_parent, normal_children

SPREAD: Final = "__most_stretched"
"""Custom property `--most-stretched: 0.12`: lines whose gaps would open further, in ems, stay short (cells of tables)."""
ENDS: Final = "__line_ends"
"""Custom property `--line-ends: trimmed`: centred lines and those at a right edge are placed by what is seen of them."""


class LineBox(NamedTuple):
    """A text box or an atomic inline of a finished line, with its range in the paragraph."""

    box: Any
    start: int
    end: int
    paragraph: ParagraphText

    @property
    def is_text(self) -> bool:
        """Tell whether this module positions its characters."""
        return isinstance(getattr(self.box, "pango_layout", None), Line)


def _leaf(box: Any) -> LineBox | None:
    """Read one box of a line; None if it is of an unknown kind."""
    line = getattr(box, "pango_layout", None)
    if isinstance(line, Line):
        return LineBox(box, line.start, line.start + len(box.text), line.piece.paragraph)
    place = box.__dict__.get("place")
    return LineBox(box, place[1], place[1] + 1, place[0]) if place else None


def _leaves(box: Any) -> list[LineBox | None]:
    found: list[LineBox | None] = []
    for child in normal_children(box):
        found.extend(_leaves(child) if is_parent(child) else [_leaf(child)])
    return found


class _Finish:
    """Moves the boxes of one line to their final positions."""

    def __init__(self, line: Any, leaves: list[LineBox]) -> None:
        self.line = line
        self.leaves = leaves
        self.paragraph = leaves[0].paragraph
        self.start, self.end = leaves[0].start, leaves[-1].end
        self.leads: dict[int, float] = {}
        """Space before each box, not yet applied by moving one."""
        self.gaps: list[float] = []
        """Space before each character after the first of the line."""

    def natural(self) -> float:
        """Return the unjustified width of the line, with leading blank removed."""
        width: float = self.line.width - self.paragraph.flush(self.start)
        for leaf in self.leaves:
            if leaf.start > self.start:
                width += self.paragraph.gap(leaf.start)
            if leaf.is_text:
                width += self.paragraph.width(leaf.start, leaf.end) - leaf.box.width
        return width

    def room(self, room: float) -> float:
        """Return the space to distribute, where `room` is what the unjustified line leaves.

        Trailing punctuation may overhang a line that is too long, unless compressing costs less.
        """
        hang = self.blank_end()
        if room > -EPSILON or not hang:
            return room
        able = self.paragraph.slack[self.end - 1] - self.paragraph.slack[self.start]
        return room if -room <= able and -room < room + hang else room + hang

    def blank_end(self) -> float:
        """Return the blank half of a bracket or stop at the end of the line, which is not seen."""
        return self.paragraph.hang(self.end) if self.end > self.start else 0.0

    def adjust(self, room: float, *, loosest: float = LOOSEST) -> None:
        """Distribute `room` over the line and move its boxes."""
        self.gaps = self.paragraph.fill(self.start, self.end, room, loosest=loosest)
        self.leads = {leaf.start: self.gap(leaf.start) for leaf in self.leaves}
        moved = 0.0
        for child in self.line.children:
            moved = self.move(child, moved)
        self.line.width += moved

    def gap(self, index: int) -> float:
        """Give the final space before a character."""
        if index <= self.start:
            return 0.0
        return self.gaps[index - self.start - 1] if index < self.end else 0.0

    def move(self, box: Any, moved: float) -> float:
        """Move a box and its descendants right; return the shift for the boxes after it."""
        if not box.is_in_normal_flow():
            return moved
        if is_parent(box):
            return self.move_parent(box, moved)
        leaf = _leaf(box)
        if leaf is None:
            return moved
        moved += self.leads.pop(leaf.start, 0.0)
        if not leaf.is_text:
            box.translate(moved)
            return moved
        box.position_x += moved
        flush = self.paragraph.flush(leaf.start) if leaf.start == self.start else 0.0
        box.pango_layout.flush = flush
        box.pango_layout.gaps = array("d", [self.gap(index + 1) for index in range(leaf.start, leaf.end)])
        inner = fsum(box.pango_layout.gaps[:-1])
        width = fsum(self.paragraph.widths[leaf.start : leaf.end]) + inner - flush
        moved += width - box.width
        box.width = width
        return moved

    def move_parent(self, box: Any, moved: float) -> float:
        """Move an inline box; the space before its first character precedes the box."""
        first = next((leaf for leaf in _leaves(box) if leaf), None)
        if first:
            moved += self.leads.pop(first.start, 0.0)
        box.position_x += moved
        before = moved
        for child in box.children:
            moved = self.move(child, moved)
        box.width += moved - before
        return moved


def _alignment(style: Any, *, last: bool) -> str:
    """Resolve `text-align` for a left-to-right line."""
    align: str = style["text_align_all"]
    if last and style["text_align_last"] != "auto":
        align = style["text_align_last"]
    return {"left": "start", "right": "end"}.get(align, align)


def finish(line: Any, available: float, *, last: bool) -> float | None:
    """Justify and align a line; return its offset as `text_align` does, None where WeasyPrint is to align it."""
    found = _leaves(line)
    leaves = [leaf for leaf in found if leaf is not None and leaf.end > leaf.start]
    foreign = None in found or len({id(leaf.paragraph) for leaf in leaves}) > 1
    if foreign or not any(leaf.is_text for leaf in leaves):
        return None
    work = _Finish(line, leaves)
    natural = work.natural()
    align = _alignment(line.style, last=last)
    room = work.room(available - natural)
    full = align == "justify" and line.style["white_space"] in COLLAPSING
    may_squeeze = line.style["text_align_all"] == "justify"
    spread = inf if last else _most(line.style)  # a last line is justified only where 均等割 is asked for
    work.adjust(room if full else min(room, 0.0) if may_squeeze else 0.0, loosest=spread)
    blank = work.blank_end() if _trims_ends(line.style) else 0.0
    spare: float = max(0.0, available - line.width + blank)
    shares = {"center": 0.5, "end": 1.0}
    return spare * shares.get(align, 0.0)


def _most(style: Any) -> float:
    """Return how far the gaps of a line may open."""
    said = [token.value for token in style[SPREAD] or () if getattr(token, "type", "") == "number"]
    return float(said[0]) if said else LOOSEST


def _trims_ends(style: Any) -> bool:
    """Tell whether the blank half at a line's end counts as nothing, as style sheets of archives do not say."""
    return any(getattr(token, "value", "") == "trimmed" for token in style[ENDS] or ())
