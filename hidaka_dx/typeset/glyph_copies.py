"""Copies of glyphs: drawn like another glyph, but with an advance or an extracted text of their own.

A copy has a code of its own in the content. Its advance holds the gap after the character, positive or negative, so
that every reader sees the character reach to the next one, and none mistakes the gap for a space or overlapping
characters for words of two lines; its text in /ToUnicode may be another one,
or several characters, as that of a ligature. So neither needs /ActualText, which some readers ignore.
"""

from typing import Any, Final, NamedTuple

LAST: Final = 0xFEFF
"""Codes of copies count down from here, far above those of the fonts' own glyphs."""
EIGHTH: Final = 125
"""An eighth of an em in thousandths: the step of copies' advances. Half of it is less than any reader takes for a space."""


_WIDEST: Final = 0xFFFF
"""The longest advance of a glyph, in units of its font (OpenType, hmtx)."""
_MOST: Final = 40
"""Eighths of an em that an advance may hold at most: a wider gap is one for every reader, as it is for people."""


class GlyphCopy(NamedTuple):
    """What a code of a font draws and reads as."""

    glyph: int
    extra: int
    """What is added to the glyph's advance, in eighths of an em."""
    text: str


class _Copies:
    """The copies of one font in one document, in the order of first use."""

    def __init__(self) -> None:
        self.codes: dict[GlyphCopy, int] = {}
        self.by_code: dict[int, GlyphCopy] = {}

    def code(self, copy: GlyphCopy, lowest: int) -> int:
        found = self.codes.get(copy)
        if found is None:
            found = LAST - len(self.codes)
            if found < lowest:
                return 0
            self.codes[copy] = found
            self.by_code[found] = copy
        return found


def may_have(font: Any) -> bool:
    """Tell whether a font can have copies: it has outlines of TrueType, which we embed ourselves."""
    foreign = font.bitmap or font.type != "ttf" or font.png or font.svg or font.colr or "fvar" in font.tables
    return not foreign


def fitting(font: Any, glyph: int, extra: int) -> int:
    """Return the part of a gap, in eighths of an em, that the advance of a glyph's copy can hold."""
    own: int = font.widths[glyph]
    room: int = (_WIDEST * 8 // font.upem) - own * 8 // 1000 - 1
    return max(min(extra, room, _MOST), -(own // EIGHTH))


def code(font: Any, copy: GlyphCopy) -> int:
    """Return the code of a copy, `font` being WeasyPrint's; 0 for a font that can have none, or no more."""
    return _of(font).code(copy, font.glyph_count) if may_have(font) else 0


def share(first: Any, second: Any) -> None:
    """Let two fonts that are one file have the same copies."""
    vars(second)["copies"] = _of(first)


def drawn(font: Any, code: int) -> GlyphCopy:
    """Return what a code of a content stream draws, be it a copy or the font's own glyph."""
    return _of(font).by_code.get(code) or GlyphCopy(code, 0, font.to_unicode.get(code, ""))


def used(font: Any) -> dict[int, GlyphCopy]:
    """Return all that a document draws with a font, by code in ascending order."""
    own = {glyph: GlyphCopy(glyph, 0, text) for glyph, text in font.to_unicode.items()}
    return dict(sorted({**own, **_of(font).by_code}.items()))


def _of(font: Any) -> _Copies:
    copies: _Copies = vars(font).setdefault("copies", _Copies())
    return copies
