"""Word spaces: restored in the text layer where WeasyPrint drops them.

A space at the end of a line, or alone in its box, leaves no glyph on the page, so copied or spoken text reads "areto
be"; PDF/UA requires recognisable word boundaries (ISO 14289-1, 7.2). Nothing visible changes.
"""

from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from fontTools.ttLib import TTFont

_BREAKERS: Final = frozenset("-/‐–—")
"""Characters after which a word may be divided at a line end without a space."""
_PIECE: Final = 9
"""Number of characters on both sides of a line end that identify its place in the source text."""


def is_space_lost(before: str, after: str, source: str = "") -> bool:
    """Tell whether a space was dropped between the end of one line and the beginning of the next.

    The text of their element, `source`, decides; where it is inconclusive, a space is assumed between Western words.
    """
    plain = " ".join(source.split())
    left, right = before[-_PIECE:], after[:_PIECE]
    if f"{left} {right}" in plain:
        return True
    western = "!" <= left[-1:] <= "~" and "!" <= right[:1] <= "~"
    return western and left[-1:] not in _BREAKERS and left + right not in plain


def put(stream: Any, begin: int, end: int) -> None:
    """Append a space to the text between items `begin` and `end` of a content stream."""
    items = stream.stream
    name = place = None
    for position in range(begin, end):
        item = items[position]
        if isinstance(item, bytes) and item.endswith(b" Tf"):
            name = item[1:].split()[0].decode()
        elif item == b"ET":
            place = position
    if name is None or place is None:
        return
    number = glyph(stream, name)
    if number:
        items[place] = f"[<{number:04x}>] TJ ET".encode()


def glyph(stream: Any, name: str) -> int:
    """Return the glyph number of the space in a font, given the font's name in content streams; 0 if it has none."""
    found = font(stream, name)
    if found.bitmap:
        return 0
    number, width = _blank(found.file_content, found.index)
    if number:
        found.to_unicode.setdefault(number, " ")
        found.widths.setdefault(number, width)
    return number


def font(stream: Any, name: str) -> Any:
    """Find a font of the document by its name in content streams."""
    return next(each for each in stream._fonts.values() if each.hash == name)  # noqa: SLF001


@lru_cache(maxsize=32)
def _blank(content: bytes, index: int) -> tuple[int, int]:
    """Return a font's glyph number for the space and its advance in thousandths of an em; 0 if it has none."""
    with TTFont(BytesIO(content), fontNumber=index, lazy=True) as font:
        name = font.getBestCmap().get(ord(" "))
        if name is None:
            return 0, 0
        return font.getGlyphID(name), round(font["hmtx"][name][0] * 1000 / font["head"].unitsPerEm)
