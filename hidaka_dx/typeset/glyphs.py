"""Text shaped by Pango, and how its glyphs are written into a PDF page.

Each text is shaped once, not once per line. Gaps between characters are set explicitly, so that they are exact and no
PDF reader mistakes one for a space or for a break: the character before a gap is a copy with a longer or shorter
advance (`glyph_copies`).
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from hidaka_dx.japanese.letters import SELECTOR
from hidaka_dx.rounding import rounded
from hidaka_dx.typeset import glyph_copies
from hidaka_dx.typeset.borrowed import FROM_UNITS, Layout, ffi, pango
from hidaka_dx.typeset.glyph_copies import EIGHTH, GlyphCopy

_FIELDS: Final = 5
"""Integers of one PangoGlyphInfo: glyph, width, two offsets, flags."""
_SPLITS_WORDS: Final = 0.09
"""Gap in em from which text extraction sees a word space, or, where it is negative, another word (poppler); the least
limit (poppler, pdf.js, pdfminer) is 0.1."""
_DIGITS: Final = 2
"""Decimals of a distance between glyphs in thousandths of an em; with fewer, pictures of pages differ visibly."""


@dataclass
class Shaped:
    """A text shaped once in one style.

    Every array has one entry per glyph and takes a quarter of a list's memory.
    """

    text: str
    """What is shown."""
    style: Any
    layout: Any
    """WeasyPrint's layout, for underline metrics; its Pango layout has been freed."""
    height: float = 0.0
    baseline: float = 0.0
    starts: "array[int]" = field(default_factory=lambda: array("i"))
    """Index of the glyph's first character."""
    numbers: "array[int]" = field(default_factory=lambda: array("i"))
    advances: "array[float]" = field(default_factory=lambda: array("d"))
    """In px."""
    fonts: list[tuple[int, Any]] = field(default_factory=list)
    """For each font run: index of its first glyph, and the font."""
    typed: str = ""
    """What is read and copied, a character for each of the text; empty where that is the text itself."""

    def widths(self) -> list[float]:
        """Return the advance of each character in px, 0 inside a cluster."""
        widths = [0.0] * len(self.text)
        for start, advance in zip(self.starts, self.advances, strict=True):
            widths[start] += advance
        return widths

    def runs(self, low: int, high: int) -> Iterator[tuple[int, int, Any]]:
        """Yield the single-font runs between two glyphs: start, end, font."""
        borders = [*self.fonts, (len(self.numbers), None)]
        for (first, font), (end, _) in pairwise(borders):
            if first < high and end > low:
                yield max(first, low), min(end, high), font


def _offsets(text: str) -> dict[int, int]:
    """Map the UTF-8 byte offset of each character to its index."""
    offsets, position = {}, 0
    for index, char in enumerate(text):
        offsets[position] = index
        position += 1 if char < "\x80" else 2 if char < "\u0800" else 3 if char < "\U00010000" else 4
    return offsets


def _with_selectors(text: str, ends: list[int]) -> list[int]:
    """Return the ends of clusters so that a letter is read with its variation selector, which shows nothing by itself."""
    if not SELECTOR.search(text):
        return ends
    return [end + (SELECTOR.match(text, end) is not None) for end in ends]


def _items(line: Any) -> Iterator[Any]:
    """Yield the runs of one font and script in a Pango line."""
    run = line.runs
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _read(line: Any, shaped: Shaped) -> bool:
    """Read the glyphs of a Pango line; return whether advances describe them fully (no offsets)."""
    infos, positions, font = bytearray(), list[int](), None
    for glyph_item in _items(line):
        item, string = glyph_item.item, glyph_item.glyphs
        count, offset = string.num_glyphs, item.offset
        if item.analysis.level % 2:
            return False
        if item.analysis.font != font:
            font = item.analysis.font
            shaped.fonts.append((len(positions), font))
        infos += ffi.buffer(string.glyphs, count * _FIELDS * 4)
        positions += [offset + cluster for cluster in ffi.unpack(string.log_clusters, count)]
    numbers = memoryview(infos).cast("i").tolist()
    offsets = _offsets(shaped.text)
    shaped.starts = array("i", [offsets[position] for position in positions])
    shaped.numbers = array("i", numbers[::_FIELDS])
    shaped.advances = array("d", [units * FROM_UNITS for units in numbers[1::_FIELDS]])
    unknown = max(shaped.numbers, default=0) >= pango.PANGO_GLYPH_UNKNOWN_FLAG
    return not (unknown or any(numbers[2::_FIELDS]) or any(numbers[3::_FIELDS]))


def shape(text: str, style: Any) -> Shaped | None:
    """Shape a text; None if a font lacks a character or marks are stacked, where WeasyPrint has to draw it."""
    layout = Layout(style)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    shaped = Shaped(text, style, layout)
    if not _read(line, shaped):
        return None
    extents = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
    shaped.height = extents.height * FROM_UNITS
    shaped.baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    _keep_fonts(shaped)
    layout.deactivate()
    return shaped


def _keep_fonts(shaped: Shaped) -> None:
    """Keep one Pango layout alive for each font as long as the document's font configuration lives.

    A font belongs to the layouts that use it; keeping every layout would cost half a megabyte a page.
    """
    kept = shaped.style.font_config.__dict__.setdefault("composed_fonts", {})
    for _, font in shaped.fonts:
        kept.setdefault(int(ffi.cast("intptr_t", font)), shaped.layout.layout)


class Pen:
    """Writes one line's glyphs into a page, exact to a hundred-thousandth of an em over the whole line."""

    def __init__(self, stream: Any, shaped: Shaped, matrix: Any, reached: float) -> None:
        """Take WeasyPrint's page stream, the shaped text, the line's text matrix and the glyph to start at."""
        self.stream = stream
        self.shaped = shaped
        self.pango_font: Any = None
        self.font: Any = None
        self.size = 1.0
        self.pending = ""
        self.owed = 0.0
        """Difference between the next glyph's position and the one that the PDF font's own advances lead to, in px."""
        *scale, x, y = matrix.values
        stream.set_text_matrix(*scale, rounded(x + reached, 4), y)

    def draw(self, start: int, end: int, gaps: Sequence[float]) -> None:
        """Write the characters from `start` to `end`, each followed by its gap in px."""
        starts = self.shaped.starts
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        for first, last, pango_font in self.shaped.runs(low, high):
            self.pango_font = pango_font
            self.font, self.size = self.stream.add_font(pango_font)
            self.stream.set_font_size(self.font.hash, self.size)
            self._draw_run(range(first, last), gaps, start)
            self._flush()

    def _draw_run(self, glyphs: range, gaps: Sequence[float], origin: int) -> None:
        """Write glyphs of one font; the inner loop of all drawing."""
        shaped, font, unit, limit = self.shaped, self.font, self.size / 1000, _SPLITS_WORDS * self.size
        starts = [*shaped.starts[glyphs.start : glyphs.stop + 1], len(shaped.text)]
        typed = shaped.typed or shaped.text
        ends = _with_selectors(typed, starts[1:])
        for place, index in enumerate(glyphs):
            number, start, end = shaped.numbers[index], starts[place], starts[place + 1]
            gap = gaps[end - 1 - origin] if end > start else 0.0
            advance = shaped.advances[index] + gap
            if number == pango.PANGO_GLYPH_EMPTY:
                self.owed += advance
                continue
            if due := rounded(self.owed / unit, _DIGITS):
                self.pending += f">{-due:g}<"
            if number not in font.widths:
                self._measure(number)
            char = typed[start : ends[place]]
            extra = int(rounded(gap / (EIGHTH * unit), 0)) if abs(gap) > limit else 0
            extra = glyph_copies.fitting(font, number, extra) if extra else 0
            code = number
            if font.to_unicode.setdefault(number, shaped.text[start : ends[place]]) != char or extra:
                code = glyph_copies.code(font, GlyphCopy(number, extra, char)) or number
            self.owed += advance - (font.widths[number] + due + (extra * EIGHTH if code != number else 0)) * unit
            self.pending += f"{code:04x}"

    def _measure(self, number: int) -> None:
        """Store the advance that the PDF font declares for a glyph, in thousandths of an em."""
        stream = self.stream
        pango.pango_font_get_glyph_extents(self.pango_font, number, stream.ink_rect, stream.logical_rect)
        self.font.widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / self.size)

    def _flush(self) -> None:
        """Write the pending glyphs."""
        if self.pending:
            self.stream.show_text(f"<{self.pending}>".replace("<>", ""))
            self.pending = ""
