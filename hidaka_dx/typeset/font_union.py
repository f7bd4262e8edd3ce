"""One font file in place of several subsets of the same font, for PDFs that are bound into one."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final, NamedTuple

from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import _g_l_y_f as outlines

_LIMITS: Final = "max"
"""How the names of the limits in the table maxp begin."""


class EmbeddedSubset(NamedTuple):
    """A subset of a font as it is embedded in a PDF."""

    content: bytes
    glyphs: tuple[int, ...]
    """The numbers of the glyphs that the PDF draws."""


class _Outline(NamedTuple):
    """What makes a glyph: two of them with equal outlines and metrics are one."""

    data: bytes
    advance: int
    side: int
    """Left side bearing."""


class _Collector:
    """Numbers the glyphs of several fonts, equal ones once; fontTools sees in it the table that holds them."""

    extended = False
    """Whether numbers of glyphs take three bytes."""

    def __init__(self) -> None:
        self.numbers: dict[_Outline, int] = {}

    def getGlyphID(self, name: str) -> int:  # noqa: N802  fontTools' name: it asks so for the components of a glyph
        """Return the number of a glyph of the union by its name."""
        return int(name.removeprefix("glyph"))

    def take(self, subset: EmbeddedSubset) -> tuple[TTFont, dict[int, int]]:
        """Add the glyphs of a subset; return its font, and their numbers by the old ones."""
        font = TTFont(BytesIO(subset.content), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
        known: dict[str, int] = {}
        return font, {glyph: self._take(font, font.getGlyphName(glyph), known) for glyph in (0, *subset.glyphs)}

    def _take(self, font: TTFont, name: str, known: dict[str, int]) -> int:
        """Add a glyph, after those that it consists of; `known` has the numbers of its font's glyphs by name."""
        if name not in known:
            outline = font["glyf"].glyphs[name]
            if outline.isComposite():
                outline.expand(font["glyf"])
            for part in getattr(outline, "components", ()):
                part.glyphName = f"glyph{self._take(font, part.glyphName, known)}"
            key = _Outline(outline.compile(self, recalcBBoxes=False), *font["hmtx"][name])
            known[name] = self.numbers.setdefault(key, len(self.numbers))
        return known[name]


def union(subsets: Sequence[EmbeddedSubset]) -> tuple[bytes, list[Mapping[int, int]]]:
    """Return a font with the glyphs of all subsets, and for each of them its glyphs' new numbers by the old ones.

    The same subsets in the same order give the same bytes. Raises fontTools' TTLibError for what is no font.
    """
    collector = _Collector()
    taken = [collector.take(subset) for subset in subsets]
    return _written([font for font, _ in taken], collector.numbers), [places for _, places in taken]


def _written(fonts: Sequence[TTFont], numbered: Iterable[_Outline]) -> bytes:
    made = TTFont(recalcTimestamp=False, recalcBBoxes=False)
    glyphs = {f"glyph{number}": outline for number, outline in enumerate(numbered)}
    made.setGlyphOrder(list(glyphs))
    for tag in ("head", "hhea", "maxp"):
        made[tag] = fonts[0][tag]
    made["glyf"], made["hmtx"], made["loca"] = newTable("glyf"), newTable("hmtx"), newTable("loca")
    made["glyf"].glyphOrder = made.getGlyphOrder()
    made["glyf"].glyphs = {name: outlines.Glyph(outline.data) for name, outline in glyphs.items()}
    made["hmtx"].metrics = {name: (outline.advance, outline.side) for name, outline in glyphs.items()}
    made["hhea"].advanceWidthMax = max(outline.advance for outline in glyphs.values())
    _widen(made["maxp"], [font["maxp"] for font in fonts])
    out = BytesIO()
    made.save(out, reorderTables=None)
    return out.getvalue()


def _widen(limits: Any, others: Sequence[Any]) -> None:
    """Set each limit to the largest of all fonts."""
    for name in [name for name in vars(limits) if name.startswith(_LIMITS)]:
        vars(limits)[name] = max(getattr(each, name) for each in others)
