"""Nine figures with room to spare, of every kind, and eyes for drawings."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from hidaka_dx.figure import FIGURE, Chart, Drawn
from hidaka_dx.figures.svg import Rect
from hidaka_dx.japanese.ragged import seen_width

FIGURES = Path(__file__).parents[1] / "fixtures" / "figures"
NAMES = tuple(sorted(file.stem for file in FIGURES.glob("*.yaml")))


def data(name: str) -> dict[str, Any]:
    """Read a figure's file as the press does: every scalar is text."""
    loaded = yaml.load((FIGURES / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def figure(name: str, scale: float = 1) -> Drawn:
    """Read a figure, with its height scaled."""
    fields = data(name)
    return drawn(fields | {"lines": float(fields["lines"]) * scale})


def drawn(fields: object) -> Drawn:
    """Read the data of a figure that is no chart."""
    found = FIGURE.validate_python(fields)
    assert not isinstance(found, Chart)
    return found


@dataclass(frozen=True)
class Seen:
    """What can be seen in an SVG."""

    root: ET.Element
    words: tuple[tuple[str, Rect], ...]
    """Lines of text and the rectangles of their ink."""
    boxes: tuple[Rect, ...]
    legs: tuple[Rect, ...]
    """Straight stretches of lines."""


def see(svg: str) -> Seen:
    """Read an SVG of ours."""
    root = ET.fromstring(svg)
    elements = list(root)
    return Seen(
        root,
        tuple((element.text or "", _ink(element)) for element in elements if element.tag.endswith("text")),
        tuple(_rect(element) for element in elements if element.tag.endswith("rect")),
        tuple(leg for element in elements if element.get("fill") == "none" for leg in _legs(element.attrib["d"])),
    )


def _rect(element: ET.Element) -> Rect:
    x, y, w, h = (float(element.attrib[key]) for key in ("x", "y", "width", "height"))
    return Rect(x, y, w, h)


def _ink(element: ET.Element) -> Rect:
    size, x, y = (float(element.attrib[key]) for key in ("font-size", "x", "y"))
    wide = seen_width(element.text or "", size, bold=element.get("font-weight") == "bold")
    left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "start")]
    return Rect(left, y - 0.85 * size, wide, size)


def _legs(d: str) -> tuple[Rect, ...]:
    points = [tuple(map(float, point.split())) for point in d.removeprefix("M").split(" L")]
    return tuple(
        Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairwise(points)
    )
