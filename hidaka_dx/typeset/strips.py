"""Strips of sheets (drawings between the rows of a table) that grow where their page has room. Lengths are in points.

The drawings of every height are among the files of a document (`render`): `figures/x.0.svg`, and higher ones, `figures/x.0.1.svg` ….
"""

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.theme import STRIP, STRIP_STEP, STRIP_STEPS
from hidaka_dx.typeset.markup import classes

GROWN: Final = "data-grown"
"""Set on the row of a strip: in how many steps it has grown."""


def strips_of(sheets: Sequence[Element]) -> list[Element]:
    """Return the rows of the strips of sheets."""
    return [row for sheet in sheets for row in sheet.iter("tr") if "strip" in classes(row)]


def high(row: Element) -> float:
    """Return the height of the row of a strip."""
    return STRIP + STRIP_STEP * int(row.get(GROWN, "0"))


def steps_in(free: float, rows: Sequence[Element]) -> int:
    """Return in how many steps all of some strips may grow in a height."""
    return min(int(max(free, 0.0) / (STRIP_STEP * len(rows))), STRIP_STEPS) if rows else 0


def grow(rows: Sequence[Element], steps: int) -> None:
    """Let strips grow in a number of steps, from what they are without any."""
    for row in rows:
        before = f".{row.attrib.pop(GROWN)}" if GROWN in row.attrib else ""
        if steps:
            row.set(GROWN, str(steps))
        for picture in row.iter("img"):
            stem = picture.get("src", "").removesuffix(f"{before}.svg")
            picture.set("src", f"{stem}.{steps}.svg" if steps else f"{stem}.svg")
            picture.set("style", f"height: {high(row):g}pt")
