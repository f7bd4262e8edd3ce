"""Names of elements in Word files (ISO/IEC 29500-1), and values that every part writes alike."""

from typing import Final
from xml.etree.ElementTree import Element

_OPEN: Final = "http://schemas.openxmlformats.org"
SPACES: Final = {
    "w": f"{_OPEN}/wordprocessingml/2006/main",
    "r": f"{_OPEN}/officeDocument/2006/relationships",
    "a": f"{_OPEN}/drawingml/2006/main",
    "c": f"{_OPEN}/drawingml/2006/chart",
    "dgm": f"{_OPEN}/drawingml/2006/diagram",
    "m": f"{_OPEN}/officeDocument/2006/math",
    "wp": f"{_OPEN}/drawingml/2006/wordprocessingDrawing",
    "mc": f"{_OPEN}/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
OFF: Final = ("0", "false", "off", "none")


def name(short: str) -> str:
    """Give the full name of an element or attribute: `w:p`."""
    prefix, _, local = short.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def value(parent: Element | None, short: str, default: str = "") -> str:
    """Return the value of a child element: `w:jc`; `default` where there is no such child."""
    found = None if parent is None else parent.find(name(short))
    return default if found is None else found.get(name("w:val"), default)


def is_on(parent: Element | None, short: str) -> bool:
    """Tell whether a property is switched on."""
    found = None if parent is None else parent.find(name(short))
    return found is not None and found.get(name("w:val"), "1") not in OFF


def number(text: str, default: int = 0) -> int:
    """Read a whole number; `default` where there is none."""
    try:
        return int(text)
    except ValueError:
        return default
