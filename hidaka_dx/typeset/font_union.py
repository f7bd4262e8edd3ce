"""One font file in place of several subsets of the same font, for PDFs that are bound into one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from hidaka_dx.typeset.font_file import FontSource, font_file

_LIMITS: Final = "max"
"""How the names of the limits in the table maxp begin."""
_Outline = tuple[bytes, tuple[int, int]]
"""What makes a glyph, its bytes and metrics: two of them that are equal are one."""


class EmbeddedSubset(NamedTuple):
    """A subset of a font as it is embedded in a PDF."""

    content: bytes
    glyphs: tuple[int, ...]
    """The numbers of the glyphs that the PDF draws."""


def union(subsets: Sequence[EmbeddedSubset]) -> tuple[bytes, list[Mapping[int, int]]]:
    """Return a font with the glyphs of all subsets, and for each of them its glyphs' new numbers by the old ones.

    The same subsets in the same order give the same bytes. Raises fontTools' TTLibError for what is no font.
    """
    numbers = dict[_Outline, int]()
    sources = [FontSource(subset.content) for subset in subsets]
    places = [dict[int, int]() for _ in subsets]
    for source, found in zip(sources, places, strict=True):
        _take(source, 0, found, numbers)
    for source, subset, found in zip(sources, subsets, places, strict=True):
        for glyph in subset.glyphs:
            _take(source, glyph, found, numbers)
    limits = _largest([source.tables["maxp"] for source in sources])
    return font_file(sources[0].tables, list(numbers), limits), list(places)


def units_of(content: bytes) -> int:
    """Return the units per em of a font: only fonts that count alike can be united."""
    units: int = FontSource(content).tables["head"].unitsPerEm
    return units


def _take(source: FontSource, glyph: int, found: dict[int, int], numbers: dict[_Outline, int]) -> None:
    """Add a glyph after those that it consists of; `found` has the numbers of its font's glyphs."""
    if glyph not in found:
        for part in source.parts(glyph):
            _take(source, part, found, numbers)
        found[glyph] = numbers.setdefault((source.data(glyph, found), source.metrics(glyph)), len(numbers))


def _largest(tables: Sequence[Any]) -> dict[str, int]:
    """Return each limit as the largest of all fonts."""
    names = [name for name in vars(tables[0]) if name.startswith(_LIMITS)]
    return {name: max(getattr(each, name) for each in tables) for name in names}
