"""Glyphs of a text as Pango shapes them, and how they are written into a PDF page.

Shaping happens once for a text, not once a line. Gaps between characters are ours, so that they are exact in the PDF,
and so that no reader of the PDF takes one for a space: where a gap is wide, its character carries /ActualText (ISO
32000-1, 14.9.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

_FIELDS: Final = 5
"""Integers of one PangoGlyphInfo: glyph, width, two offsets, flags."""
_SPLITS_WORDS: Final = 0.09
"""Gap in em from which on extractors see two words; poppler's limit is 0.1."""


class Glyph(NamedTuple):
    """One glyph of a shaped text."""

    start: int
    """Index of its first character."""
    end: int
    font: Any
    number: int
    width: float
    """Advance in px."""


@dataclass(frozen=True)
class Shaped:
    """A text in one style, shaped once; keeps Pango's layout alive because the fonts belong to it."""

    text: str
    style: Any
    layout: Any
    glyphs: Sequence[Glyph]
    widths: Sequence[float]
    """Advance of each character in px, 0 inside a cluster."""
    height: float
    baseline: float


def _offsets(text: str) -> dict[int, int]:
    """Map byte offsets of characters in UTF-8 to their indices, the end included."""
    offsets, position = {}, 0
    for index, char in enumerate(text):
        offsets[position] = index
        position += 1 if char < "\x80" else 2 if char < "\u0800" else 3 if char < "\U00010000" else 4
    offsets[position] = len(text)
    return offsets


def _run_glyphs(item: Any, offsets: dict[int, int]) -> list[Glyph] | None:
    """Read the glyphs of one run, or give None when there is more to them than advances."""
    string, start = item.glyphs, item.item.offset
    count = string.num_glyphs
    numbers = ffi.unpack(ffi.cast("int *", string.glyphs), count * _FIELDS)
    if any(numbers[2::_FIELDS]) or any(numbers[3::_FIELDS]) or item.item.analysis.level % 2:
        return None
    clusters = [*ffi.unpack(string.log_clusters, count), item.item.length]
    if any(number & pango.PANGO_GLYPH_UNKNOWN_FLAG for number in numbers[::_FIELDS]):
        return None
    font = item.item.analysis.font
    return [
        Glyph(offsets[start + clusters[i]], offsets[start + clusters[i + 1]], font, numbers[i * _FIELDS], width)
        for i, width in enumerate(units * FROM_UNITS for units in numbers[1::_FIELDS])
    ]


def shape(text: str, style: Any) -> Shaped | None:
    """Shape a text; None when a font lacks a character or marks are stacked, which WeasyPrint itself must draw."""
    layout = Layout(style)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    offsets = _offsets(text)
    glyphs: list[Glyph] = []
    run = line.runs
    while run != ffi.NULL:
        found = _run_glyphs(run.data, offsets)
        if found is None:
            return None
        glyphs.extend(found)
        run = run.next
    widths = [0.0] * len(text)
    for glyph in glyphs:
        widths[glyph.start] += glyph.width
    extents = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    return Shaped(text, style, layout, glyphs, widths, extents.height * FROM_UNITS, baseline)


class Pen:
    """Writes one line's glyphs into a page, exact to a thousandth of an em over the whole line."""

    def __init__(self, stream: Any, text: str, matrix: Any) -> None:
        """Take WeasyPrint's page stream, the text that the glyphs belong to and the text matrix of its start."""
        self.stream = stream
        self.text = text
        self.matrix = matrix.values
        self.pango_font: Any = None
        self.font: Any = None
        self.size = 1.0
        self.pending = ""
        self.reached = 0.0
        """How far from the start the next glyph stands, in px."""
        self.owed = 0.0
        """How far right of the place reached by the PDF's own advances that is, in px."""
        self.stream.set_text_matrix(*self.matrix)

    def draw(self, glyph: Glyph, gap: float) -> None:
        """Write a glyph and leave a gap of so many px behind it."""
        advance = glyph.width + gap
        if glyph.number == pango.PANGO_GLYPH_EMPTY:
            self.owed += advance
            self.reached += advance
            return
        if glyph.font != self.pango_font:
            self._use(glyph.font)
        if due := round(self.owed / self.size * 1000):
            self.pending += str(-due)
            self.owed -= due * self.size / 1000
        self.owed += advance - self._width(glyph.number) * self.size / 1000
        self.reached += advance
        char = self.text[glyph.start : glyph.end]
        known = self.font.to_unicode.setdefault(glyph.number, char)
        if gap > _SPLITS_WORDS * self.size or known != char:
            self._draw_apart(glyph.number, char, gap)
        else:
            self.pending += f"<{glyph.number:04x}>"

    def flush(self) -> None:
        """Write what is pending."""
        if self.pending:
            self.stream.show_text(self.pending.replace("><", ""))
            self.pending = ""

    def _use(self, pango_font: Any) -> None:
        """Go on with another font."""
        self.flush()
        self.pango_font = pango_font
        self.font, self.size = self.stream.add_font(pango_font)
        self.stream.set_font_size(self.font.hash, self.size)

    def _width(self, number: int) -> int:
        """Give the advance that the PDF's font has for a glyph, in thousandths of an em."""
        widths: dict[int, int] = self.font.widths
        if number not in widths:
            stream = self.stream
            pango.pango_font_get_glyph_extents(self.pango_font, number, stream.ink_rect, stream.logical_rect)
            widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / self.size)
        return widths[number]

    def _draw_apart(self, number: int, char: str, gap: float) -> None:
        """Write a glyph that reads as `char` and reaches, for readers of the PDF, over the gap behind it."""
        self.flush()
        stream = self.stream
        actual = char.encode("utf-16-be").hex().upper()
        stream.begin_marked_content("Span", f"<</ActualText <FEFF{actual}>>>".encode())
        stream.stream.append(f"{max(gap, 0.0):.4f} Tc".encode())
        stream.show_text(f"<{number:04x}>")
        stream.stream.append(b"0 Tc")
        stream.end_marked_content()
        # Some readers forget the character spacing after the last glyph: say where we are.
        *scale, x, y = self.matrix
        stream.set_text_matrix(*scale, round(x + self.reached, 4), y)
        self.owed = 0.0
