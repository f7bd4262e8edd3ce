"""Lines of WeasyPrint's boxes, set as pieces of one paragraph.

A line box's text boxes, across links, emphasis and notes, are read as one `Paragraph`, so that spaces and breaks at
the borders of elements come out as everywhere else.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple, Self

from hidaka_dx.japanese.letters import ATOM, SPACE, is_japanese
from hidaka_dx.typeset.borrowed import boxes
from hidaka_dx.typeset.composition import EPSILON, Paragraph, Tie
from hidaka_dx.typeset.glyphs import Pen, Shaped, shape
from hidaka_dx.typeset.outlines import Tracer

_FOREIGN: Final = re.compile(
    "[\t\n\r\f\u00ad\u0085\u2028\u2029\u0590-\u1dff\u202a-\u202e\u2066-\u2069\ua4d0-\ua95f\ua980-\uabff\ufb1d-\ufdff\ufe70-\ufefe"
    "\U0001f000-\U0001faff]"
)
"""What is left to WeasyPrint: forced breaks, soft hyphens, other scripts, emoji."""
COLLAPSING: Final = ("normal", "nowrap", "pre-line")
"""Values of `white-space` under which spaces at a line end go."""


class Piece(float):
    """A text box's place in its paragraph.

    It travels as the box's `justification_spacing` (a number, always 0 here), which WeasyPrint hands to every function
    that splits the text; so those functions know where in the paragraph they are.
    """

    paragraph: Paragraph
    start: int
    end: int
    shaped: Shaped
    wraps: bool
    """Whether the lines of its block may break, though the piece itself may ask not to be."""

    def __new__(cls, paragraph: Paragraph, start: int, shaped: Shaped, *, wraps: bool = True) -> Self:
        """Place a shaped text at an index of its paragraph."""
        piece = super().__new__(cls, 0.0)
        piece.paragraph, piece.start, piece.end, piece.shaped = paragraph, start, start + len(shaped.text), shaped
        piece.wraps = wraps
        return piece


class Line:
    """The part of a piece that stands in one line; takes the place of WeasyPrint's `Layout`."""

    first_line_direction = 0
    justification_spacing = 0

    def __init__(self, piece: Piece, start: int, max_width: float | None) -> None:
        """Begin at an index of the paragraph."""
        self.piece = piece
        self.start = start
        self.max_width = max_width
        self.text = ""
        self.flush = 0.0
        """How far the first glyph stands out to the left by its blank half, in px."""
        self.gaps: Sequence[float] | None = None
        """Space after each character in px, once the line is adjusted."""

    def __getattr__(self, name: str) -> Any:
        """Give the metrics of underlines and the like, which Pango's layout of the whole text knows."""
        if name == "piece":
            raise AttributeError(name)
        return getattr(self.piece.shaped.layout, name)

    def reactivate(self, style: Any) -> None:
        """Do nothing: the glyphs are kept."""

    def deactivate(self) -> None:
        """Do nothing: the glyphs are kept."""

    @property
    def begins(self) -> bool:
        """Whether no word stands before it in its line; WeasyPrint asks that of the outermost elements alone."""
        paragraph = self.piece.paragraph
        return not paragraph.text[paragraph.line_start : self.start].strip(SPACE + ATOM)

    def whole(self) -> tuple[Any, ...]:
        """Take all text to the end of the piece; give what `split_first_line` gives."""
        return self._taken(self.piece.end, self.piece.end, None)

    def is_wider(self, room: float) -> bool:
        """Tell whether the text is wider than a whole line that it could be broken into."""
        paragraph, end = self.piece.paragraph, self.piece.end
        return self.piece.wraps and paragraph.width(self.start, end) - paragraph.hang(end) > room + EPSILON

    def split(self, room: float, *, breakable: bool) -> tuple[Any, ...]:
        """Take the text that fits; give what `split_first_line` gives. Words break only if `breakable`."""
        paragraph, stop, style = self.piece.paragraph, self.piece.end, self.piece.shaped.style
        shrink = style["text_align_all"] == "justify"
        paragraph.resume(self.start, room)
        end = paragraph.end_of_line(self.start, stop, room - self._lead(), shrink=shrink)
        index = end.resume
        if not end.fits and breakable:
            index = paragraph.last_fitting(self.start, stop, room - self._lead())
        if index == stop:
            return self._taken(stop, stop, room if end.fits else None)
        cut = paragraph.trimmed(self.start, index) if style["white_space"] in COLLAPSING else index
        return self._taken(cut, index, room if end.fits else None)

    def _lead(self) -> float:
        paragraph = self.piece.paragraph
        resumed = self.start > self.piece.start or self.start == paragraph.line_start
        return paragraph.lead(self.start, at_line_start=resumed)

    def _taken(self, cut: int, resume: int, room: float | None) -> tuple[Any, ...]:
        """Give layout, length and resumption in bytes, width, height and baseline."""
        paragraph, shaped = self.piece.paragraph, self.piece.shaped
        self.text = paragraph.text[self.start : cut]
        length = len(self.text.encode())
        resume_at = None
        if resume < self.piece.end:
            resume_at = length + resume - cut
        width = self._lead() + paragraph.width(self.start, cut)
        if room is not None:
            width = min(width, room - EPSILON)  # WeasyPrint adds what it subtracted, and rounds
        return self, length, resume_at, width, shaped.height, shaped.baseline

    def draw(self, stream: Any, matrix: Any, end: int, pen: type[Pen | Tracer] = Pen) -> None:
        """Write the characters up to an index of the paragraph into a page: as text, or as shapes with a `Tracer`."""
        paragraph, shaped = self.piece.paragraph, self.piece.shaped
        gaps = self.gaps
        if gaps is None:
            gaps = [*(paragraph.gap(index) for index in range(self.start + 1, end)), 0.0]
        first = self.piece.start
        pen(stream, shaped, matrix, -self.flush).draw(self.start - first, end - first, gaps)


def _composable(box: Any) -> bool:
    """Say whether a text box is ours to set."""
    style = box.style
    return (
        bool(box.text)
        and style["font_size"] > 0
        and style["white_space"] != "pre"
        and style["letter_spacing"] == "normal"
        and not style["word_spacing"]
        and style["word_break"] == "normal"
        and not _FOREIGN.search(box.text)
    )


def normal_children(box: Any) -> Iterator[Any]:
    """Give the boxes of an inline box that take part in the line."""
    return (child for child in box.children if child.is_in_normal_flow())


def is_parent(box: Any) -> bool:
    """Say whether a box is seen through: its children are set like the line's own."""
    return isinstance(box, boxes.LineBox | boxes.InlineBox) and not box.is_leader


class _Leaf(NamedTuple):
    """A text box or an atom of a line."""

    box: Any
    raised: bool
    """Is it raised or lowered?"""
    code: bool
    """Is it part of a code, from which the name behind it must not part (`break-after: avoid`)?"""


def _leaves(box: Any, *, raised: bool = False, code: bool = False) -> Iterator[_Leaf]:
    """Give the text boxes and atoms of a line."""
    for child in normal_children(box):
        if is_parent(child):
            is_raised, is_code = child.style["vertical_align"] != "baseline", child.style["break_after"] == "avoid"
            yield from _leaves(child, raised=raised or is_raised, code=code or is_code)
        else:
            yield _Leaf(child, raised, code)


def _holds_japanese(box: Any) -> bool:
    return any(isinstance(leaf.box, boxes.TextBox) and is_japanese(leaf.box.text) for leaf in _leaves(box))


class _Collector:
    """Gathers the characters of a paragraph leaf by leaf."""

    def __init__(self) -> None:
        self.text = ""
        self.widths: list[float] = []
        self.ems: list[float] = []
        self.raised: list[bool] = []

    def add(self, text: str, widths: list[float], em: float, *, raised: bool) -> None:
        self.text += text
        self.widths += widths
        self.ems += [em] * len(text)
        self.raised += [raised] * len(text)

    def paragraph(self, ties: Sequence[Tie] = ()) -> Paragraph:
        return Paragraph(self.text, self.widths, self.ems, self.raised, ties)


def annotate(line_box: Any, room: float | None = None) -> Paragraph | None:
    """Read a line box as a paragraph, once; None where WeasyPrint is to set it alone.

    WeasyPrint sets what holds nothing Japanese, unless words may break anywhere and they are longer than their `room`:
    WeasyPrint breaks neither after a blank before a point (「.doc, .docx」) nor inside a word of several elements.
    """
    if "composed" not in line_box.__dict__:
        is_ours = line_box.style["direction"] == "ltr" and _holds_japanese(line_box)
        line_box.composed = _read(line_box) if is_ours else None
    if line_box.composed is None and room is not None and _is_longer(line_box, room):
        line_box.composed = _read(line_box)
    known: Paragraph | None = line_box.composed
    return known


def _is_longer(line_box: Any, room: float) -> bool:
    """Say whether a line of Western words alone is longer than its room."""
    texts, style = [leaf.box for leaf in _leaves(line_box)], line_box.style
    if (style["direction"], style["overflow_wrap"]) != ("ltr", "anywhere"):
        return False
    if not all(isinstance(leaf, boxes.TextBox) for leaf in texts):
        return False
    if sum(len(leaf.text) * leaf.style["font_size"] for leaf in texts) <= room or not all(map(_composable, texts)):
        return False
    shaped = [shape(leaf.text, leaf.style) for leaf in texts]
    return sum(sum(each.widths()) for each in shaped if each) > room


class _Placed(NamedTuple):
    """A leaf of a line with its place in the paragraph."""

    leaf: _Leaf
    start: int
    end: int
    shaped: Shaped | None


def _read(line_box: Any) -> Paragraph:
    """Read a line box as a paragraph, and let its text boxes know where in it they stand."""
    collector = _Collector()
    places: list[_Placed] = []
    for leaf in _leaves(line_box):
        box, em = leaf.box, leaf.box.style["font_size"]
        shaped = shape(box.text, box.style) if isinstance(box, boxes.TextBox) and _composable(box) else None
        start = len(collector.text)
        if shaped is None:
            collector.add(ATOM, [0.0], em, raised=False)
        else:
            collector.add(box.text, shaped.widths(), em, raised=leaf.raised)
        places.append(_Placed(leaf, start, len(collector.text), shaped))
    paragraph = collector.paragraph(tuple(_ties(collector.text, places)))
    wraps = line_box.style["white_space"] != "nowrap"
    for leaf, start, _, shaped in places:
        leaf.box.place = (paragraph, start)
        if shaped is not None:
            leaf.box.justification_spacing = Piece(paragraph, start, shaped, wraps=wraps)
    return paragraph


def _ties(text: str, places: Sequence[_Placed]) -> Iterator[Tie]:
    """Find the codes that stand right before a name."""
    start = 0
    for place, after in pairwise(places):
        if not place.leaf.code:
            start = after.start
        elif not after.leaf.code:
            name = next((index for index in range(after.start, len(text)) if text[index] != SPACE), None)
            holder = next((each for each in places if name is not None and each.start <= name < each.end), None)
            if name is not None and holder is not None:
                is_whole = holder.leaf.box.style["white_space"] == "nowrap"
                yield Tie(start, name, holder.end if is_whole else name + 1)


def stray_piece(text: str, style: Any) -> Piece | None:
    """Shape a text that is no piece of its box's paragraph any more."""
    shaped = shape(text, style)
    if shaped is None:
        return None
    collector = _Collector()
    collector.add(text, shaped.widths(), style["font_size"], raised=False)
    return Piece(collector.paragraph(), 0, shaped)


def place_of(box: Any, skip_stack: Any = None) -> tuple[Paragraph, int] | None:
    """Give paragraph and index that an inline-level box begins with, or goes on with after `skip_stack`."""
    index, below = next(iter(skip_stack.items())) if skip_stack else (0, None)
    if is_parent(box):
        for child in box.children[index:]:
            if child.is_in_normal_flow() and (found := place_of(child, below)):
                return found
            below = None
        return None
    place: tuple[Paragraph, int] | None = box.__dict__.get("place")
    if place is None or not isinstance(box, boxes.TextBox):
        return place
    return place[0], place[1] + len(box.text.encode()[:index].decode())
