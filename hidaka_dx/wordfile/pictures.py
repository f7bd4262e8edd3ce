"""Figures as pictures of pixels: drawn by the press, one on each page, and cut out of its pages."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from typing import Final, NamedTuple, cast

import pypdfium2

from hidaka_dx.comparison.rebuilding import block_of
from hidaka_dx.comparison.units import Unit
from hidaka_dx.document import Figure
from hidaka_dx.inspection import PDFIUM
from hidaka_dx.theme import LINE, MEASURE
from hidaka_dx.wordfile.elements import element

SCALE: Final = 2.5
"""Pixels per point: 180 to the inch, sharp in print."""
EMU: Final = 12_700
"""Word's unit of a picture's size, by the point."""
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"


class FigurePicture(NamedTuple):
    """A picture of a figure."""

    png: bytes
    height: float
    """In points; its width is that of the text block."""


def drawn(figure: Figure) -> Figure:
    """Return what is drawn of a figure and said in its place, without its title, number, sources and notes."""
    return replace(figure, id="", number=0, title="", source=None, redrawn=False, notes=(), caption=())


def drawn_unit(unit: Unit) -> Figure:
    """Return the same of a figure in a tree of units."""
    return drawn(cast("Figure", block_of(unit)))


def pictures(pdf: bytes, figures: Sequence[Figure]) -> Iterator[FigurePicture]:
    """Cut figures out of the pages that the press drew them on, each at the upper left corner of its page."""
    with PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        for number, figure in enumerate(figures):
            page = document[number]
            width, height = page.get_size()
            below = max(height - figure.height * LINE, 0)
            image = page.render(scale=SCALE, crop=(0, below, max(width - MEASURE, 0), 0)).to_pil()
            page.close()
            file = BytesIO()
            image.save(file, "PNG", optimize=True)
            yield FigurePicture(file.getvalue(), figure.height * LINE)


def placed(relation: str, number: int, alt: str, height: float) -> str:
    """Write a picture that stands in a line of its own; `relation` names its file, `number` is its own in the document."""
    size: dict[str, str | int] = {"cx": round(MEASURE * EMU), "cy": round(height * EMU)}
    name: dict[str, str | int] = {"id": number, "name": f"図の絵 {number}", "descr": alt}
    blip = element(
        "pic:blipFill", {}, element("a:blip", {"r:embed": relation}), element("a:stretch", {}, element("a:fillRect"))
    )
    shape = element(
        "pic:spPr",
        {},
        element("a:xfrm", {}, element("a:off", {"x": 0, "y": 0}), element("a:ext", size)),
        element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
    )
    own = element("pic:nvPicPr", {}, element("pic:cNvPr", name), element("pic:cNvPicPr"))
    picture = element("pic:pic", {"xmlns:pic": f"{DRAWING}/picture"}, own, blip, shape)
    graphic = element(
        "a:graphic", {"xmlns:a": f"{DRAWING}/main"}, element("a:graphicData", {"uri": f"{DRAWING}/picture"}, picture)
    )
    sides: dict[str, str | int] = {f"dist{side}": 0 for side in "TBLR"}
    inline = element(
        "wp:inline",
        sides,
        element("wp:extent", size),
        element("wp:docPr", name),
        element("wp:cNvGraphicFramePr"),
        graphic,
    )
    return element("w:r", {}, element("w:drawing", {}, inline))
