"""XML as text: elements of WordprocessingML (ISO/IEC 29500-1), escaped, written in one way only."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape

NONE: Final[Mapping[str, str | int]] = MappingProxyType({})
_ENTITIES: Final = {"\r": "&#13;"}
_IN_ATTRIBUTES: Final = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", **_ENTITIES}
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def element(name: str, attributes: Mapping[str, str | int] = NONE, *inner: str) -> str:
    """Write an element; `inner` is XML already."""
    own = "".join(f' {key}="{escape(str(value), _IN_ATTRIBUTES)}"' for key, value in attributes.items())
    content = "".join(inner)
    return f"<{name}{own}>{content}</{name}>" if content else f"<{name}{own}/>"


def valued(name: str, value: str | int) -> str:
    """Write an element whose only attribute is `w:val`."""
    return element(name, {"w:val": value})


def characters(text: str) -> str:
    """Escape plain text."""
    return escape(text, _ENTITIES)
