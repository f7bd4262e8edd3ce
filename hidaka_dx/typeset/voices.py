"""What is struck out and written in, told to who listens or copies: 「〔削る：」 … 「〕」.

A line through words, or under them, is on the page alone. So the first and the last box of such words bring a blank
along, narrower than can be seen, that reads as these signs (/ActualText, ISO 32000-1, 14.9.4).
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pydyf

from hidaka_dx.typeset import blanks

SIGNS: Final = {"ins": ("〔加える：", "〕"), "del": ("〔削る：", "〕")}
"""Signs before and after the words of an element."""
_NARROW: Final = 0.01
"""How much the blank is narrowed: as high as its neighbours, so that it is read in their line, it takes no room."""


def put(stream: Any, boxes: Mapping[int, Any], signs: Mapping[Any, tuple[str, str]]) -> None:
    """Add the signs of boxes to a content stream; `boxes` holds the box of each mark."""
    items: list[Any] = stream.stream
    marks = [(at, boxes[number]) for at, number in _marks(items) if boxes.get(number) in signs]
    for at, box in reversed(marks):
        end = _end(items, at)
        font = next((item for item in items[at:end] if isinstance(item, bytes) and item.endswith(b" Tf")), None)
        if font is None:
            continue
        before, after = signs[box]
        base = box.position_y + box.baseline
        gaps = getattr(box.pango_layout, "gaps", None) or [0.0]  # the last letter reaches, for readers, over its gap
        items[end:end] = _sign(stream, font, after, box.position_x + box.width + gaps[-1], base)
        items[at + 1 : at + 1] = _sign(stream, font, before, box.position_x, base)


def _marks(items: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield where each box's mark begins, with its number."""
    for at, item in enumerate(items):
        properties = items[at - 1] if item == b"BDC" else None
        if isinstance(properties, pydyf.Dictionary) and "MCID" in properties:
            yield at, properties["MCID"]


def _end(items: list[Any], at: int) -> int:
    """Find where the mark that begins at an item ends."""
    depth = 0
    for index in range(at, len(items)):
        depth += (items[index] in (b"BDC", b"BMC")) - (items[index] == b"EMC")
        if depth == 0:
            return index
    raise ValueError("a mark without end")


def _sign(stream: Any, font: bytes, words: str, x: float, y: float) -> list[Any]:
    """Give the items of a blank at a place that reads as some words; none where the font has no blank."""
    glyph = blanks.glyph(stream, font.split()[0][1:].decode())
    if not words or not glyph:
        return []
    actual = words.encode("utf-16-be").hex().upper()
    place = f"{_NARROW} 0 0 -1 {round(x, 4)} {round(y, 4)} Tm".encode()
    text = [b"BT", font, place, f"[<{glyph:04x}>] TJ".encode(), b"ET"]
    return ["/Span", f"<</ActualText <FEFF{actual}>>>".encode(), b"BDC", *text, b"EMC"]
