"""ActualText and glyph copies for insertions and deletions (「〔削る：」 … 「〕」), so that readers speak and copy them.

A strike-through or underline is only visible. So the first and last letter of a deletion or insertion are glyph
copies (`glyph_copies`) whose text includes these signs: 「〔削る：三」 … 「分〕」. Where there is no letter, an invisibly narrow space
carries the signs (/ActualText, ISO 32000-1, 14.9.4), which some readers do not support. Ruby above such words gets
signs of its own, as readers that work line by line separate it from its base.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from hidaka_dx.rounding import rounded
from hidaka_dx.typeset import glyph_copies, word_spaces
from hidaka_dx.typeset.borrowed import pydyf

SIGNS: Final = {"ins": ("〔加える：", "〕"), "del": ("〔削る：", "〕")}
"""Spoken signs before and after the text of an element."""
_NARROW: Final = 0.01
"""Horizontal scaling of the space: full height, so that it is read in its line, but no width."""
_CODE: Final = re.compile(b"(?<=[<0-9a-f])[0-9a-f]{4}(?=(?:[0-9a-f]{4})*>)")
"""A glyph of a text operator as `glyphs` and WeasyPrint write them: `[<00010002>-12<0003>] TJ`."""


class _Letter(NamedTuple):
    """A visible glyph of a content stream."""

    item: int
    """Index of the item that draws it."""
    start: int
    """Offset of its code in the item."""
    font: Any
    code: int


def put(stream: Any, boxes: Mapping[int, Any], signs: Mapping[Any, tuple[str, str]]) -> None:
    """Add the spoken signs of boxes to a content stream; `boxes` holds the box of each mark."""
    items: list[Any] = stream.stream
    marks = [(at, boxes[number]) for at, number in _marks(items) if boxes.get(number) in signs]
    for at, box in reversed(marks):
        end = _end(items, at)
        letters = list(_letters(stream, at, end))
        if not letters or not _spoken(items, letters, *signs[box]):
            _blank(stream, range(at, end), box, *signs[box])


def _letters(stream: Any, at: int, end: int) -> Iterator[_Letter]:
    """Yield the visible glyphs between two items."""
    items, font = stream.stream, None
    for index in range(at + 1, end):
        item = items[index]
        if isinstance(item, bytes) and item.endswith(b" Tf"):
            font = word_spaces.font(stream, item.split()[0][1:].decode())
        elif isinstance(item, bytes) and item.endswith(b"] TJ") and font is not None:
            for found in _CODE.finditer(item):
                code = int(found[0], 16)
                if glyph_copies.drawn(font, code).text.strip():
                    yield _Letter(index, found.start(), font, code)


def _spoken(items: list[Any], letters: list[_Letter], before: str, after: str) -> bool:
    """Replace the first and last letter by copies that include the signs; return whether that was possible."""
    first, last = letters[0], letters[-1]
    signs = {last: ("", after)} if after else {}
    if before:
        signs[first] = (before, signs.get(first, ("", ""))[1])
    codes = {letter: _signed(letter, *around) for letter, around in signs.items()}
    if not all(codes.values()):
        return False
    for letter, code in codes.items():
        item = items[letter.item]
        items[letter.item] = item[: letter.start] + b"%04x" % code + item[letter.start + 4 :]
    return True


def _signed(letter: _Letter, before: str, after: str) -> int:
    """Return the code of a letter's copy that reads with signs around it; 0 if there can be none."""
    copy = glyph_copies.drawn(letter.font, letter.code)
    return glyph_copies.code(letter.font, copy._replace(text=f"{before}{copy.text}{after}"))


def _blank(stream: Any, mark: range, box: Any, before: str, after: str) -> None:
    """Add narrow spaces with the signs of a box as ActualText."""
    items = stream.stream
    font = next(
        (item for item in items[mark.start : mark.stop] if isinstance(item, bytes) and item.endswith(b" Tf")), None
    )
    if font is None:
        return
    base = box.position_y + box.baseline
    gaps = getattr(box.pango_layout, "gaps", None) or [0.0]  # for PDF readers the last letter's box includes its gap
    items[mark.stop : mark.stop] = _sign(stream, font, after, box.position_x + box.width + gaps[-1], base)
    items[mark.start + 1 : mark.start + 1] = _sign(stream, font, before, box.position_x, base)


def _marks(items: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield the position and number of each box's marked content."""
    for at, item in enumerate(items):
        properties = items[at - 1] if item == b"BDC" else None
        if isinstance(properties, pydyf.Dictionary) and "MCID" in properties:
            yield at, properties["MCID"]


def _end(items: list[Any], at: int) -> int:
    """Find the end of the marked content that begins at an item."""
    depth = 0
    for index in range(at, len(items)):
        depth += (items[index] in (b"BDC", b"BMC")) - (items[index] == b"EMC")
        if depth == 0:
            return index
    raise ValueError("a mark without end")


def _sign(stream: Any, font: bytes, words: str, x: float, y: float) -> list[Any]:
    """Return the operators of a space with ActualText at a position; none where the font has no space."""
    glyph = word_spaces.glyph(stream, font.split()[0][1:].decode())
    if not words or not glyph:
        return []
    actual = words.encode("utf-16-be").hex().upper()
    place = f"{_NARROW} 0 0 -1 {rounded(x, 4)} {rounded(y, 4)} Tm".encode()
    text = [b"BT", font, place, f"[<{glyph:04x}>] TJ".encode(), b"ET"]
    return ["/Span", f"<</ActualText <FEFF{actual}>>>".encode(), b"BDC", *text, b"EMC"]
