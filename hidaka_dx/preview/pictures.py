"""Pages of a PDF as images, and which element is at a point of a page."""

import ctypes
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from hidaka_dx.inspection import PDFIUM

SCALE: Final = 2.0
"""Pixels per point: sharp on office screens, and fast to render."""
ABOVE: Final = 2.0
"""Clickable distance above an element's first line, in points; what is there mostly belongs to the one before."""
BESIDE: Final = 8.0
"""Clickable distance to its left, in points."""
LONGEST_NAME: Final = 512


class Sheets:
    """The pages of one PDF; raises IndexError for a page that is not there."""

    def __init__(self, pdf: bytes) -> None:
        """Open a PDF."""
        self.pdf = pdf
        with PDFIUM:
            self._document = pypdfium2.PdfDocument(pdf)
            self.sizes = tuple(self._document.get_page_size(number) for number in range(len(self._document)))
            """Width and height of each page in points."""
            self._anchors = sorted(_anchors(self._document))

    def picture(self, number: int) -> bytes:
        """Draw a page, counted from 0, as PNG."""
        if not 0 <= number < len(self.sizes):
            raise IndexError(number)
        with PDFIUM:
            page = self._document[number]
            image = page.render(scale=SCALE).to_pil()
            page.close()
        file = BytesIO()
        image.save(file, "PNG", compress_level=1)
        return file.getvalue()

    def places(self) -> dict[str, tuple[int, float]]:
        """Return where each anchor stands: its page, counted from 0, and the distance from the page's top in points."""
        return {name: (page, self.sizes[page][1] - top) for page, top, _, name in self._anchors}

    def at(self, number: int, across: float, down: float) -> str | None:
        """Return the anchor at a point of a page, in points from its upper left corner; none above all anchors."""
        _, height = self.sizes[number]
        before = [
            (page, -top, name)
            for page, top, left, name in self._anchors
            if page < number or (page == number and height - top <= down + ABOVE and left <= across + BESIDE)
        ]
        return max(before, key=lambda each: each[:2])[2] if before else None


def _anchors(document: Any) -> Iterator[tuple[int, float, float, str]]:
    """Read the named destinations: page, distance from its bottom and left edges, name."""
    for index in range(raw.FPDF_CountNamedDests(document)):
        room = ctypes.create_string_buffer(LONGEST_NAME)
        length = ctypes.c_long(LONGEST_NAME)
        place = raw.FPDF_GetNamedDest(document, index, room, length)
        left, top, zoom = (ctypes.c_float() for _ in range(3))
        has = [ctypes.c_int() for _ in range(3)]
        if place and raw.FPDFDest_GetLocationInPage(place, *has, left, top, zoom):
            name = room.raw[: length.value].decode("utf-16-le").rstrip("\0")
            yield raw.FPDFDest_GetDestPageIndex(document, place), top.value, left.value, name
