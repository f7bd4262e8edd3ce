"""Pages of a PDF as images, and which element is at a point of a page."""

import ctypes
from collections.abc import Iterator, Sequence
from copy import copy
from io import BytesIO
from typing import Any, Final, NamedTuple

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


class _Page(NamedTuple):
    """A page of an open PDF."""

    document: Any
    number: int


class _Anchor(NamedTuple):
    """Where a named destination stands, in points from the page's upper and left edges."""

    page: int
    down: float
    left: float
    name: str


class NewPages(NamedTuple):
    """Pages that take the place of others."""

    first: int
    """The first of the others, counted from 0."""
    others: int
    """How many of them there are."""
    pdf: bytes


class Sheets:
    """The pages of one PDF; raises IndexError for a page that is not there."""

    def __init__(self, pdf: bytes) -> None:
        """Open a PDF."""
        self.pdf = pdf
        self.whole = self
        """The pages as set together."""
        with PDFIUM:
            document = pypdfium2.PdfDocument(pdf)
            self._pages = tuple(_Page(document, number) for number in range(len(document)))
            self.sizes = tuple(document.get_page_size(number) for number in range(len(document)))
            """Width and height of each page in points."""
            self._anchors = sorted(_anchors(document, self.sizes))

    @property
    def is_ahead(self) -> bool:
        """Whether some pages were set alone, ahead of the whole."""
        return self.whole is not self

    def with_parts(self, parts: Sequence[NewPages]) -> "Sheets":
        """Return these pages with some that were set alone in place of others; their PDF is that of the whole."""
        found = copy(self)
        for part in sorted(parts, reverse=True):
            found._replace(part)
        return found

    def _replace(self, part: NewPages) -> None:
        new, end = Sheets(part.pdf), part.first + part.others
        moved, first = len(new.sizes) - part.others, part.first
        self.sizes = (*self.sizes[:first], *new.sizes, *self.sizes[end:])
        self._pages = (*self._pages[:first], *new._pages, *self._pages[end:])
        behind = (each._replace(page=each.page + moved) for each in self._anchors if each.page >= end)
        within = (each._replace(page=each.page + first) for each in new._anchors)
        self._anchors = [*(each for each in self._anchors if each.page < first), *within, *behind]

    def picture(self, number: int) -> bytes:
        """Draw a page, counted from 0, as PNG."""
        if not 0 <= number < len(self.sizes):
            raise IndexError(number)
        with PDFIUM:
            document, place = self._pages[number]
            page = document[place]
            image = page.render(scale=SCALE).to_pil()
            page.close()
        file = BytesIO()
        image.save(file, "PNG", compress_level=1)
        return file.getvalue()

    def places(self) -> dict[str, tuple[int, float]]:
        """Return where each anchor stands: its page, counted from 0, and the distance from the page's top in points."""
        return {each.name: (each.page, each.down) for each in self._anchors}

    def at(self, number: int, across: float, down: float) -> str | None:
        """Return the anchor at a point of a page, in points from its upper left corner; none above all anchors."""
        if not 0 <= number < len(self.sizes):
            raise IndexError(number)
        before = [
            each
            for each in self._anchors
            if each.page < number
            or (each.page == number and each.down <= down + ABOVE and each.left <= across + BESIDE)
        ]
        return max(before, key=lambda each: each[:2]).name if before else None


def _anchors(document: Any, sizes: Sequence[tuple[float, float]]) -> Iterator[_Anchor]:
    """Read the named destinations."""
    for index in range(raw.FPDF_CountNamedDests(document)):
        room = ctypes.create_string_buffer(LONGEST_NAME)
        length = ctypes.c_long(LONGEST_NAME)
        place = raw.FPDF_GetNamedDest(document, index, room, length)
        left, top, zoom = (ctypes.c_float() for _ in range(3))
        has = [ctypes.c_int() for _ in range(3)]
        if place and raw.FPDFDest_GetLocationInPage(place, *has, left, top, zoom):
            name = room.raw[: length.value].decode("utf-16-le").rstrip("\0")
            number = raw.FPDFDest_GetDestPageIndex(document, place)
            yield _Anchor(number, sizes[number][1] - top.value, left.value, name)
