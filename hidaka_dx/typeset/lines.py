"""Lines of WeasyPrint's boxes, laid out as parts of one paragraph.

A line box's text boxes, across elements, are read as one paragraph, so that spaces and breaks come out as everywhere.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import fsum
from typing import Any, Final, NamedTuple, Self

from hidaka_dx.japanese.letters import ATOM, SPACE, is_japanese
from hidaka_dx.typeset.borrowed import boxes
from hidaka_dx.typeset.composable import is_composable
from hidaka_dx.typeset.composition import EPSILON, ParagraphText, Tie
from hidaka_dx.typeset.glyphs import Pen, Shaped, shape
from hidaka_dx.typeset.outlines import Tracer
from hidaka_dx.typeset.ruby import overhangs
from hidaka_dx.typeset.shown_text import show, typed_of
from hidaka_dx.typeset.tables import end_lines

COLLAPSING: Final = ("normal", "nowrap", "pre-line")
"""Values of `white-space` that remove spaces at a line end."""


class Piece(float):
    """A text box's position in its paragraph.

    It is stored in the box's `justification_spacing` (a number, always 0 here), which WeasyPrint passes to every
    function that splits the text; so those functions know the position in the paragraph.
    """

    paragraph: ParagraphText
    start: int
    end: int
    shaped: Shaped
    wraps: bool
    """Whether the lines of its block may break, even if the piece itself is `nowrap`."""

    def __new__(cls, paragraph: ParagraphText, start: int, shaped: Shaped, *, wraps: bool = True) -> Self:
        """Locate a shaped text at an index of its paragraph."""
        piece = super().__new__(cls, 0.0)
        piece.paragraph, piece.start, piece.end, piece.shaped = paragraph, start, start + len(shaped.text), shaped
        piece.wraps = wraps
        return piece


class Line:
    """The part of a piece that is on one line; used in place of WeasyPrint's `Layout`."""

    first_line_direction = 0
    justification_spacing = 0

    def __init__(self, piece: Piece, start: int, max_width: float | None) -> None:
        """Begin at an index of the paragraph."""
        self.piece = piece
        self.start = start
        self.max_width = max_width
        self.text = ""
        self.flush = 0.0
        """Overhang of the first glyph to the left by its blank half, in px."""
        self.gaps: Sequence[float] | None = None
        """Space after each character in px, once the line is adjusted."""

    def __getattr__(self, name: str) -> Any:
        """Delegate metrics (underline position and the like) to Pango's layout of the whole text."""
        if name == "piece":
            raise AttributeError(name)
        return getattr(self.piece.shaped.layout, name)

    def reactivate(self, style: Any) -> None:
        """Do nothing: glyphs are kept, not laid out again."""

    def deactivate(self) -> None:
        """Do nothing: glyphs are kept, there is no Pango layout to free."""

    @property
    def begins(self) -> bool:
        """Whether it is the first word of its line; WeasyPrint checks that only for the outermost elements."""
        paragraph = self.piece.paragraph
        return not paragraph.text[paragraph.line_start : self.start].strip(SPACE + ATOM)

    def whole(self) -> tuple[Any, ...]:
        """Take all text to the end of the piece; return what `split_first_line` returns."""
        return self._taken(self.piece.end, self.piece.end, None)

    def is_wider(self, room: float) -> bool:
        """Tell whether the text may wrap and would be wider than a full line."""
        paragraph, end = self.piece.paragraph, self.piece.end
        return self.piece.wraps and paragraph.width(self.start, end) - paragraph.hang(end) > room + EPSILON

    def split(self, room: float, *, breakable: bool) -> tuple[Any, ...]:
        """Take the text that fits; return what `split_first_line` returns. Words break only if `breakable`."""
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
        """Return layout, length and resume position in bytes, width, height and baseline."""
        paragraph, shaped = self.piece.paragraph, self.piece.shaped
        self.text = paragraph.text[self.start : cut]
        length = len(self.text.encode())
        resume_at = None
        if resume < self.piece.end:
            resume_at = length + resume - cut
        width = self._lead() + paragraph.width(self.start, cut)
        if room is not None:
            width = min(width, room - EPSILON)  # inverts WeasyPrint's subtraction, including its rounding
        return self, length, resume_at, width, shaped.height, shaped.baseline

    def draw(self, stream: Any, matrix: Any, end: int, pen: type[Pen | Tracer] = Pen) -> None:
        """Draw the characters up to an index of the paragraph into a page: as text, or as paths with a `Tracer`."""
        paragraph, shaped = self.piece.paragraph, self.piece.shaped
        gaps = self.gaps
        if gaps is None:
            gaps = [*(paragraph.gap(index) for index in range(self.start + 1, end)), 0.0]
        first = self.piece.start
        pen(stream, shaped, matrix, -self.flush).draw(self.start - first, end - first, gaps)


def normal_children(box: Any) -> Iterator[Any]:
    """Return the in-flow children of an inline box."""
    return (child for child in box.children if child.is_in_normal_flow())


def is_parent(box: Any) -> bool:
    """Tell whether a box is transparent for line layout: its children are set as if they were the line's own."""
    return isinstance(box, boxes.LineBox | boxes.InlineBox) and not box.is_leader


class _Leaf(NamedTuple):
    """A text box or an atomic inline of a line."""

    box: Any
    raised: bool
    """Whether it is raised or lowered from the baseline."""
    code: bool
    """Whether it is part of a code that must stay with the name after it (`break-after: avoid`)."""


def _leaves(box: Any, *, raised: bool = False, code: bool = False) -> Iterator[_Leaf]:
    for child in normal_children(box):
        if is_parent(child):
            is_raised, is_code = child.style["vertical_align"] != "baseline", child.style["break_after"] == "avoid"
            yield from _leaves(child, raised=raised or is_raised, code=code or is_code)
        else:
            yield _Leaf(child, raised, code)


def _holds_japanese(box: Any) -> bool:
    return any(isinstance(leaf.box, boxes.TextBox) and is_japanese(leaf.box.text) for leaf in _leaves(box))


class _Collector:
    """Collects the characters of a paragraph from its text boxes."""

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

    def paragraph(self, ties: Sequence[Tie] = (), atoms: Sequence[tuple[Any, int]] = ()) -> ParagraphText:
        closer = dict(overhangs(self.text, atoms))
        return ParagraphText(self.text, self.widths, self.ems, self.raised, ties, closer)


def annotate(line_box: Any, room: float | None = None) -> ParagraphText | None:
    """Read a line box as a paragraph, once; None where WeasyPrint is to lay it out.

    WeasyPrint handles lines without Japanese, unless words may break anywhere and are longer than `room`: it breaks
    neither after a space before a point (「.doc, .docx」) nor inside a word of several elements.
    """
    if "composed" not in line_box.__dict__:
        is_ours = line_box.style["direction"] == "ltr" and _holds_japanese(line_box)
        line_box.composed = _read(line_box) if is_ours else None
    if line_box.composed is None and room is not None and _is_longer(line_box, room):
        line_box.composed = _read(line_box)
    known: ParagraphText | None = line_box.composed
    return known


def _is_longer(line_box: Any, room: float) -> bool:
    """Tell whether a line of Western words only is wider than its room."""
    texts, style = [leaf.box for leaf in _leaves(line_box)], line_box.style
    if (style["direction"], style["overflow_wrap"]) != ("ltr", "anywhere"):
        return False
    if not all(isinstance(leaf, boxes.TextBox) for leaf in texts):
        return False
    if fsum(len(leaf.text) * leaf.style["font_size"] for leaf in texts) <= room or not all(map(is_composable, texts)):
        return False
    return fsum(fsum(each.widths()) for leaf in texts if (each := shape(leaf.text, leaf.style))) > room


class _Placed(NamedTuple):
    """A box of a line with its range in the paragraph."""

    leaf: _Leaf
    start: int
    end: int
    shaped: Shaped | None


def _read(line_box: Any) -> ParagraphText:
    """Read a line box as a paragraph and store in its text boxes their position in it."""
    collector, places = _Collector(), list[_Placed]()
    show([leaf.box for leaf in _leaves(line_box)])
    for leaf in _leaves(line_box):
        box, em = leaf.box, leaf.box.style["font_size"]
        shaped = shape(box.text, box.style) if isinstance(box, boxes.TextBox) and is_composable(box) else None
        start = len(collector.text)
        if shaped is None:
            collector.add(ATOM, [0.0], em, raised=False)
        else:
            shaped.typed = typed_of(box)
            collector.add(box.text, shaped.widths(), em, raised=leaf.raised)
        places.append(_Placed(leaf, start, len(collector.text), shaped))
    atoms = [(leaf.box, start) for leaf, start, _, shaped in places if shaped is None]
    paragraph = collector.paragraph(tuple(_ties(collector.text, places)), atoms)
    end_lines(paragraph, line_box.element)
    wraps = line_box.style["white_space"] != "nowrap"
    for leaf, start, _, shaped in places:
        leaf.box.place = (paragraph, start)
        if shaped is not None:
            leaf.box.justification_spacing = Piece(paragraph, start, shaped, wraps=wraps)
    return paragraph


def _ties(text: str, places: Sequence[_Placed]) -> Iterator[Tie]:
    """Find codes that directly precede a name."""
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


def detached_piece(text: str, style: Any) -> Piece | None:
    """Shape a text that no longer belongs to its box's paragraph."""
    shaped = shape(text, style)
    if shaped is None:
        return None
    collector = _Collector()
    collector.add(text, shaped.widths(), style["font_size"], raised=False)
    return Piece(collector.paragraph(), 0, shaped)


def place_of(box: Any, skip_stack: Any = None) -> tuple[ParagraphText, int] | None:
    """Return the paragraph and index at which an inline-level box begins, or resumes after `skip_stack`."""
    index, below = next(iter(skip_stack.items())) if skip_stack else (0, None)
    if is_parent(box):
        for child in box.children[index:]:
            if child.is_in_normal_flow() and (found := place_of(child, below)):
                return found
            below = None
        return None
    place: tuple[ParagraphText, int] | None = box.__dict__.get("place")
    if place is None or not isinstance(box, boxes.TextBox):
        return place
    return place[0], place[1] + len(box.text.encode()[:index].decode())
