"""Validation of documents from outside: nothing that a web page or a PDF would execute.

A `document.json` in an archive or in a file that was sent may have been written by anyone. Text is escaped where it
is printed; names, numbers and drawings are used where escaping is not enough.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from hidaka_dx.bounds import LARGEST_AMOUNT

DEEPEST: Final = 40
"""Levels of parts, blocks and words inside each other: twice as many as any plan has."""
LARGEST: Final = 100_000
"""Larger than any number in a plan's layout."""
AMOUNT: Final = (-LARGEST_AMOUNT, LARGEST_AMOUNT)
BOUNDS: Final[dict[str, tuple[float, float]]] = {
    "depth": (1, 5),
    "span": (1, 100),
    **dict.fromkeys((f"facts.{name}" for name in ("value", "values", "amount", "spent")), AMOUNT),
}
"""Least and greatest of numbers that are not of layout."""
LARGEST_FILE: Final = 32 * 2**20
"""Bytes of a document as data: ten times as much as 300 measures."""
LONGEST_NAME: Final = 120
MOST_PIECES: Final = 20_000
"""Elements of a drawing."""
_ID: Final = re.compile(r"""[a-z0-9][^\x00-\x20\x7f"'`<>&()\[\]{};:/\\#%?*|=,!$@^~+]{0,199}""")
"""Ids of fields end in their Japanese label; no sign of HTML, of style sheets or of paths is in them."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_IMAGE: Final = re.compile(r"[a-z0-9-]{1,100}\.(png|jpg|jpeg)")
_FILE_NAME: Final = re.compile(rf'[^./\\:*?"<>|\n][^/\\:*?"<>|\n]{{0,{LONGEST_NAME - 1}}}')
_NAMES: Final = {
    **dict.fromkeys(("id", "target", "note", "kind", "facts.id", "facts.target"), _ID),
    "language": _LANGUAGE,
    "image": _IMAGE,
}
"""Fields whose values name something to a browser or to the typesetter."""
_UNSEEN: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
"""Characters that control something, and those that turn the order of others round."""
_SVG: Final = "http://www.w3.org/2000/svg"
_NUMBER: Final = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,4})?")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}|none")
_LENGTH: Final = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?(pt)?")
_BOX: Final = re.compile(r"(-?[0-9]{1,6}(\.[0-9]{1,4})? ){3}-?[0-9]{1,6}(\.[0-9]{1,4})?")
_SHAPE: Final = re.compile(r"[MLHVCSQTAZmlhvcsqtaz0-9 .,-]{0,100000}")
_FONTS: Final = re.compile(r"[A-Za-z0-9 ,'-]{0,200}")
_DASHES: Final = re.compile(r"none|[0-9 .,]{1,100}")
_WORD: Final = re.compile(r"[a-z]{1,20}")
_LINES: Final = {"fill": _COLOUR, "stroke": _COLOUR, "stroke-width": _NUMBER, "stroke-dasharray": _DASHES}
_PIECES: Final[dict[str, dict[str, re.Pattern[str]]]] = {
    "rect": {**dict.fromkeys(("x", "y", "width", "height", "rx"), _NUMBER), **_LINES},
    "circle": {**dict.fromkeys(("cx", "cy", "r"), _NUMBER), **_LINES},
    "path": {"d": _SHAPE, **_LINES},
    "text": {
        **dict.fromkeys(("x", "y", "font-size"), _NUMBER),
        "fill": _COLOUR,
        "font-weight": _WORD,
        "text-anchor": _WORD,
    },
}
"""All elements of the drawings that `figures` makes, and the form of each attribute."""
_SHEET: Final = {"width": _LENGTH, "height": _LENGTH, "viewBox": _BOX, "font-family": _FONTS}


class ForeignError(ValueError):
    """A document contains something this program never writes; the Japanese message says what."""


def require_small(raw: bytes) -> bytes:
    """Return the data if it is small enough to parse; raises ForeignError for data that would exhaust the memory."""
    if len(raw) > LARGEST_FILE:
        raise ForeignError(f"大きすぎます（{LARGEST_FILE >> 20} MiBまで）")
    return raw


def require_plain(document: object) -> None:
    """Reject a document, given as a tree of dataclasses, with content that this program would not have written.

    Raises ForeignError.
    """
    for name in ("title", "short_title", "edition"):
        words = getattr(document, name, "第1版")
        if not _FILE_NAME.fullmatch(words):
            raise ForeignError(f"名前（{name}）が空か、長すぎるか、ファイル名に使えない字を含んでいます")
    for name, value, depth in _values(document):
        if depth > DEEPEST:
            raise ForeignError("入れ子が深すぎます")
        _require_fit(name, value)


def _values(root: object) -> Iterator[tuple[str, object, int]]:
    """Yield every value of a tree with its field name and depth; iterative, to be safe at any depth.

    Inside the facts of a document, names begin with `facts.`.
    """
    waiting: list[tuple[str, Any, int]] = [("", root, 0)]
    while waiting:
        name, value, depth = waiting.pop()
        if isinstance(value, str | int | float | None):
            yield name, value, depth
        elif isinstance(value, tuple):
            waiting += [(name, each, depth + 1) for each in value]
        else:
            inside = "facts." if name.startswith("facts") else ""
            waiting += [(inside + each, getattr(value, each), depth + 1) for each in _fields(value.__class__)]
            if depth > DEEPEST:
                yield name, None, depth


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    """Return the field names of a dataclass; none for anything else, such as a day."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()


def _require_fit(name: str, value: object) -> None:
    if isinstance(value, str):
        if name == "drawing":
            _require_own(value)
        elif name in _NAMES and not _NAMES[name].fullmatch(value):
            raise ForeignError(f"{name} が、使えない形（{value[:40]!a}）です")
        if _UNSEEN.search(value):
            raise ForeignError("見えない文字（制御文字など）が入っています")
    elif isinstance(value, int | float):
        _require_measure(name, value)


def _require_measure(name: str, value: float) -> None:
    least, most = BOUNDS.get(name, (-LARGEST, LARGEST))
    if not math.isfinite(value) or not least <= value <= most:
        raise ForeignError(f"{name} の数が大きすぎるか、数ではありません")


def _require_own(drawing: str) -> None:
    """Reject a drawing that differs in any character from what `figures` would have written."""
    try:
        same = rebuilt(drawing) == drawing
    except ElementTree.ParseError:
        same = False
    if not same:
        raise ForeignError("図が、このしくみで描いた形ではありません")


def rebuilt(drawing: str) -> str:
    """Serialise a drawing again from its known elements; raises ForeignError for others, ParseError for invalid XML."""
    if "<!" in drawing or "<?" in drawing:
        raise ForeignError("図に、宣言やコメントが入っています")
    root = ElementTree.fromstring(drawing)  # noqa: S314  safe: XML with declarations, hence entities, was rejected
    if root.tag != f"{{{_SVG}}}svg" or len(root) > MOST_PIECES:
        raise ForeignError("図が、SVGではないか、大きすぎます")
    attributes = _attributes(root, _SHEET)
    pieces = "".join(f"{_piece(each)}{escape(each.tail or '')}" for each in root)
    return f'<svg xmlns="{_SVG}"{attributes}>{escape(root.text or "")}{pieces}</svg>\n'


def _piece(element: ElementTree.Element) -> str:
    name = element.tag.removeprefix(f"{{{_SVG}}}")
    known = _PIECES.get(name)
    if known is None or element.tag == name or len(element):
        raise ForeignError(f"図に、使わない要素（{name[:40]!a}）が入っています")
    text, attributes = escape(element.text or ""), _attributes(element, known)
    return f"<{name}{attributes}>{text}</{name}>" if text else f"<{name}{attributes}/>"


def _attributes(element: ElementTree.Element, known: dict[str, re.Pattern[str]]) -> str:
    for name, value in element.attrib.items():
        if name not in known or not known[name].fullmatch(value):
            raise ForeignError(f"図に、使わない属性（{name[:40]!a}）か、使えない値が入っています")
    return "".join(f" {name}={quoteattr(value)}" for name, value in element.attrib.items())
