"""Leaders in tables of contents as one box each: WeasyPrint 70.0 creates, lays out and paints a box per dot.

The page bytes do not change: every dot is still drawn and marked as an artifact individually.
"""

import re
from typing import Any, Final

from hidaka_dx.typeset.borrowed import Matrix, boxes, leaders, pydyf

_HANDLE_LEADER: Final = leaders.handle_leader
_PLAIN: Final = re.compile("[ -~·‥…⋯・。＿]+")
"""Characters that are never drawn as emoji."""


class _Step:
    """Takes the place of a dot's text box while WeasyPrint computes the positions of the dots."""

    __slots__ = ("position_x", "width")

    def __init__(self, width: float) -> None:
        self.width = width
        self.position_x = 0.0

    def copy(self) -> "_Step":
        return _Step(self.width)


class Dots(boxes.TextBox):  # type: ignore[misc]
    """The text boxes of one leader."""

    places: tuple[float, ...]
    """Left edge of each dot, in px, in painting order."""

    def translate(self, dx: float = 0, dy: float = 0, ignore_floats: bool = False) -> None:  # noqa: FBT001, FBT002
        """Move the box and each dot."""
        super().translate(dx, dy, ignore_floats)
        if dx:
            self.places = tuple(place + dx for place in self.places)


def handle_leader(context: Any, line: Any, containing_block: Any) -> None:
    """Fill the leader of a line, if it has one, as WeasyPrint's function of this name does."""
    leader = leaders.leader_index(line)[1]
    text = leader.children[0] if leader is not None and leader.children else None
    if text is None or text.width <= 0 or not _simple(text, line):
        _HANDLE_LEADER(context, line, containing_block)
        return
    leader.children = (_Step(text.width),)
    _HANDLE_LEADER(context, line, containing_block)
    places = tuple(step.position_x for step in leader.children)
    leader.children = (_dots(text, places),) if places else ()


def _simple(text: Any, line: Any) -> bool:
    """Tell whether the dots of a leader differ only in position."""
    plain = _PLAIN.fullmatch(text.text) and text.text.strip()
    return bool(plain) and text.style["text_decoration_line"] == "none" and line.style["direction"] == "ltr"


def _dots(text: Any, places: tuple[float, ...]) -> Dots:
    box = Dots.__new__(Dots)
    box.__dict__.update(text.__dict__)
    box.position_x, box.places = places[0], places
    return box


class RepeatedDots(pydyf.Object):  # type: ignore[misc]
    """The remaining dots of a leader, as one item of a content stream.

    Begins inside the first one's text object and marked content, and ends inside the last one's.
    """

    def __init__(self, dots: Dots, glyphs: list[bytes], mark: bytes) -> None:
        """Take the operators that drew the first dot, without position, and those that begin its marked content, if any."""
        super().__init__()
        self._places, self._y = dots.places[1:], dots.position_y + dots.baseline
        self._glyphs = glyphs
        self.mark = mark

    @property
    def data(self) -> bytes:
        """Return the operators; without marked content, all dots share one text object and one font operator."""
        before = [b"ET", b"EMC", self.mark, b"BT"] if self.mark else []
        after = self._glyphs if self.mark else [item for item in self._glyphs if not item.endswith(b" Tf")]
        items: list[bytes] = []
        for place in self._places:
            items += [*before, _at(place, self._y), *after]
        return b"\n".join(items)


def repeat_dots(stream: Any, dots: Dots, known: int) -> None:
    """Draw the remaining dots like the first one, whose operators follow the `known` items of a content stream."""
    if len(dots.places) < 2:
        return
    mark = b""
    if stream._tags is not None:  # noqa: SLF001
        tag = stream._tags[dots]  # noqa: SLF001
        mark = opening_operators(f"/{tag['tag']}", pydyf.Dictionary({"MCID": tag["mcid"]}))
    stream.stream.append(RepeatedDots(dots, stream.stream[known + 1 :], mark))


def opening_operators(tag: str, properties: Any) -> bytes:
    """Return the operators that begin marked content."""
    return b"\n".join((tag.encode(), properties.data, b"BDC"))


def _at(x: float, y: float) -> bytes:
    """Return the operator that moves to a position."""
    stream = pydyf.Stream()
    stream.set_text_matrix(*Matrix(d=-1, e=x, f=y).values)
    return bytes(stream.stream[0])
