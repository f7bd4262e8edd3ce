"""Overflow check: words and rules on a finished page that overflow their cell, column or paper, or are not printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, NamedTuple

from hidaka_dx.japanese.kinsoku import FULL_OPENING
from hidaka_dx.japanese.spacing import ENDING
from hidaka_dx.typeset.borrowed import boxes

SLACK: Final = 1.0
"""Tolerance for rounding in CSS px, less than the thinnest rule and the gap beside it."""
HANGING: Final = 0.5
"""Allowed overhang in ems: the blank half of a bracket or stop (JLREQ 3.1.9)."""


@dataclass(frozen=True)
class Overflow:
    """Content that overflows its container."""

    words: str
    """The text, or the nearest text; empty where it has none."""
    where: str
    """The container it overflows: 欄, 版面, ページ or 紙."""


class _Frame(NamedTuple):
    """The edges of a container, in CSS px."""

    name: str
    left: float
    right: float
    top: float
    bottom: float


def overflows(document: Any) -> Iterator[Overflow]:
    """Find overflowing content in a rendered document, in page order."""
    for page in document.pages:
        box = page._page_box  # noqa: SLF001  WeasyPrint has no public access to the page box
        paper = _Frame("紙", 0.0, box.margin_width(), 0.0, box.margin_height())
        left, top = box.content_box_x(), box.content_box_y()
        area = _Frame("版面", left, left + box.width, top, top + box.height)
        for child in box.children:
            yield from _inside(child, paper if isinstance(child, boxes.MarginBox) else area, paper)


def _inside(box: Any, frame: _Frame, paper: _Frame) -> Iterator[Overflow]:
    """Check a box recursively; `frame` is the cell, text area or paper that must contain it."""
    box = box.__dict__.get("_box", box)  # absolutely positioned boxes appear in their parent as placeholders
    if _is_hidden(box):
        return
    if box.style["position"] in ("absolute", "fixed"):
        frame = paper
    if isinstance(box, boxes.TextBox):
        yield from _text(box, frame)
        return
    room = frame if _is_set(box) else paper if _is_decorated(box) else None
    if room and not _holds(room, _border(box)):
        yield Overflow(_words(box), room.name)
        return
    if isinstance(box, boxes.TableCellBox):
        frame = _Frame("欄", *_border(box))
    if isinstance(box, boxes.TableBox) and (head := _lost_head(box)):
        yield Overflow(head, "ページ")
    if isinstance(box, boxes.ParentBox):
        found = (stray for child in box.children for stray in _inside(child, frame, paper))
        yield from _once(box, found)


def _lost_head(table: Any) -> str:
    """Return the words of a table head that is missing from the page: WeasyPrint omits a head that is too high."""
    head = None if table.element is None else table.element.find("thead")
    shown = head is None or any(getattr(group, "is_header", False) for group in table.children)
    return "" if head is None or shown else " ".join("".join(head.itertext()).split())


def _once(box: Any, found: Iterator[Overflow]) -> Iterator[Overflow]:
    """Report a line once as a whole, and only the first finding of a cell."""
    if isinstance(box, boxes.LineBox):
        yield from (Overflow(_line(box), stray.where) for stray in islice(found, 1))
    else:
        yield from islice(found, 1) if isinstance(box, boxes.TableCellBox) else found


def _line(box: Any) -> str:
    return "".join(child.text for child in box.descendants() if isinstance(child, boxes.TextBox)).strip()


def _text(box: Any, frame: _Frame) -> Iterator[Overflow]:
    text, left, top = box.text.strip(), box.position_x, box.position_y
    half = HANGING * box.style["font_size"]
    right = left + box.width - (half if text[-1:] in ENDING else 0.0)
    edges = (left + (half if text[:1] in FULL_OPENING else 0.0), right, top, top + box.height)
    if text and not _holds(frame, edges):
        yield Overflow(text, frame.name)


def _holds(frame: _Frame, edges: tuple[float, float, float, float]) -> bool:
    left, right, top, bottom = edges
    across = frame.left - SLACK <= left and right <= frame.right + SLACK
    return across and frame.top - SLACK <= top and bottom <= frame.bottom + SLACK


def _border(box: Any) -> tuple[float, float, float, float]:
    left, top = box.border_box_x(), box.border_box_y()
    return left, left + box.border_width(), top, top + box.border_height()


def _is_set(box: Any) -> bool:
    """Tell whether a box is checked as a unit: a picture, a table, a cell."""
    return isinstance(box, boxes.ReplacedBox | boxes.TableBox | boxes.TableCellBox)


def _is_decorated(box: Any) -> bool:
    """Tell whether a block has a border or background; these may extend into the margin, as change bars do."""
    if not isinstance(box, boxes.BlockLevelBox):
        return False
    edges = (box.style[f"border_{side}_width"] for side in ("top", "right", "bottom", "left"))
    return any(edges) or box.style["background_color"].alpha > 0


def _is_hidden(box: Any) -> bool:
    return box.style["visibility"] != "visible" or "only_seen" in vars(box)


def _words(box: Any) -> str:
    """Return the first words of a box, to quote in the message."""
    texts = (child.text.strip() for child in box.descendants() if isinstance(child, boxes.TextBox))
    return next(filter(None, texts), "") if isinstance(box, boxes.ParentBox) else ""
