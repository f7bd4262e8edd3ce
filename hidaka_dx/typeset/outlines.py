"""Text drawn as paths: a draft's watermark, which is visible but not extracted as text.

PDFium (Chrome, Edge) derives the text direction of a page from the boxes of its text objects: below a 300 pt letter
it took whole pages for vertical text, and search and copy found single letters. Paths are not extracted by any
reader.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from hidaka_dx.rounding import rounded
from hidaka_dx.typeset.borrowed import ffi, get_hb_object_data, get_pango_font_hb_face, harfbuzz
from hidaka_dx.typeset.glyphs import Shaped

_DIGITS: Final = 4
"""Decimals of a coordinate in em."""


class Tracer:
    """Draws one line's glyphs as paths; same interface as `glyphs.Pen`, which writes them as text."""

    def __init__(self, stream: Any, shaped: Shaped, matrix: Any, reached: float) -> None:
        """Take WeasyPrint's page stream, the shaped text, the line's text matrix and the glyph to start at."""
        self.stream, self.shaped, self.matrix, self.reached = stream, shaped, matrix.values, reached

    def draw(self, start: int, end: int, gaps: Sequence[float]) -> None:
        """Draw the characters from `start` to `end` in the current colour, each followed by its gap in px.

        A path is not allowed inside a text object, so an open one is closed first.
        """
        shaped = self.shaped
        self.stream.end_text()
        for low, high, font in shaped.runs(0, len(shaped.numbers)):
            for index in range(low, high):
                if start <= shaped.starts[index] < end:
                    self._fill(_shape_of(shaped, font, shaped.numbers[index]))
                    self.reached += shaped.advances[index] + gaps[shaped.starts[index] - start]
        self.stream.begin_text()

    def _fill(self, shape: tuple[bytes, ...]) -> None:
        a, b, c, d, x, y = self.matrix
        size = self.shaped.style["font_size"]
        self.stream.stream.append(b"q")
        self.stream.set_matrix(a * size, b * size, c * size, d * size, x + self.reached, y)
        self.stream.stream += [*shape, b"f", b"Q"]


def _shape_of(shaped: Shaped, pango_font: Any, number: int) -> tuple[bytes, ...]:
    """Return the path of a glyph, scaled to one em; cached per document."""
    known = shaped.style.font_config.__dict__.setdefault("traced_glyphs", {})
    key = int(ffi.cast("intptr_t", pango_font)), number
    if key not in known:
        known[key] = _traced(get_pango_font_hb_face(pango_font), number)
    found: tuple[bytes, ...] = known[key]
    return found


def _traced(face: Any, number: int) -> tuple[bytes, ...]:
    content, index = BytesIO(get_hb_object_data(face)), harfbuzz.hb_face_get_index(face)
    with TTFont(content, fontNumber=index, lazy=True) as font:
        pen = _PathPen(font.getGlyphSet(), font["head"].unitsPerEm)
        pen.glyphSet[font.getGlyphName(number)].draw(pen)
    return tuple(pen.items)


class _PathPen(BasePen):  # type: ignore[misc]
    """Records a glyph's outline as path operators of a content stream (ISO 32000-1, 8.5.2)."""

    def __init__(self, glyphs: Any, em: int) -> None:
        super().__init__(glyphs)
        self.em, self.items = em, list[bytes]()

    def _note(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = (f"{rounded(each / self.em, _DIGITS):g}" for point in points for each in point)
        self.items.append(" ".join((*numbers, operator)).encode())

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  fontTools' name
        self._note("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._note("l", pt)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._note("c", *points)

    def _closePath(self) -> None:  # noqa: N802
        self.items.append(b"h")
