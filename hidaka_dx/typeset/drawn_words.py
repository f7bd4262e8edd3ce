"""The words of drawings, set as the words of the text are: 和欧間, 約物 and trimmed brackets (JLREQ 3.1, 3.2.6).

WeasyPrint places the letters of a drawing one by one. A plain line of ours is shaped and written as one line instead,
its middle or end where it was asked for; anything else (a town's own drawing with turned or spaced words) stays as it was.
Only where a style sheet asks for it, as those of archives do not: editions are set again as they were issued.
"""

import re
from math import fsum
from typing import Any, Final

from hidaka_dx.japanese.letters import is_japanese
from hidaka_dx.typeset.asked import is_asked
from hidaka_dx.typeset.borrowed import Matrix, css
from hidaka_dx.typeset.borrowed.lines import DRAW_NODE
from hidaka_dx.typeset.borrowed.patches import original
from hidaka_dx.typeset.composition import ParagraphText
from hidaka_dx.typeset.glyphs import Pen, Shaped, shape

_DRAW_NODE: Final = original(DRAW_NODE)
ASKED: Final = "__drawn_words"
"""Custom property `--drawn-words: set` of the whole document (assets/css/figure.css)."""
PLAIN: Final = frozenset(("x", "y", "font-size", "font-family", "font-weight", "fill", "text-anchor"))
"""What `figures/svg.py` says of a line of words."""
_OF_SHEET: Final = frozenset(("width", "height", "viewBox"))
"""What a drawing says of itself; some of it is handed on to what it holds."""
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SHARES: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a line stands left of its place."""
WEIGHTS: Final = {"normal": 400, "bold": 700}


class _Style(dict[str, Any]):
    """The style of a line of words; Pango's fonts are asked of its `font_config`."""

    font_config: Any


def asked_by(document: Any) -> dict[str, Any]:
    """Return what replaces WeasyPrint's drawing where the style sheets of a laid-out document ask for set words."""
    return {DRAW_NODE: draw_node} if is_asked(document, ASKED, "set") else {}


def draw_node(svg: Any, node: Any, font_size: float, fill_stroke: bool = True, context: Any = None) -> None:  # noqa: FBT001, FBT002  as it is called
    """Draw a part of a drawing; in place of WeasyPrint's `SVG.draw_node`."""
    if not (fill_stroke and _is_plain(node) and _draw(svg, node)):
        _DRAW_NODE(svg, node, font_size, fill_stroke, context)


def _is_plain(node: Any) -> bool:
    """Tell whether a node is one line of Japanese words in one style, at one place."""
    if node.tag != "text" or not is_japanese(node.text or "") or list(node):
        return False
    said = {name for name in node.attrib if not name.startswith("{")}
    is_placed = all(_NUMBER.fullmatch(node.get(name, "")) for name in ("x", "y", "font-size"))
    return said - _OF_SHEET <= PLAIN and is_placed and float(node.get("font-size")) > 0


def _draw(svg: Any, node: Any) -> bool:
    """Write a line of words; return whether its fonts allow it."""
    shaped = shape(node.text, _style(svg, node))
    share = SHARES.get(node.get("text-anchor", "start"))
    if shaped is None or share is None or not node.visible:
        return False
    flush, gaps, width = _placed(shaped)
    left, size = float(node.get("x")) - share * width, shaped.style["font_size"]
    node.text_bounding_box = left, float(node.get("y")) - size, width, size  # a link around it asks for it
    svg.stream.push_state()
    fill, stroke = svg.set_graphical_state(node, size)
    svg.stream.begin_text()
    svg.fill_stroke(fill, stroke, text=True)
    Pen(svg.stream, shaped, Matrix(d=-1, e=left, f=float(node.get("y"))), -flush).draw(0, len(shaped.text), gaps)
    svg.stream.end_text()
    svg.stream.pop_state()
    return True


def _style(svg: Any, node: Any) -> _Style:
    style = _Style(css.properties.INITIAL_VALUES)
    style.font_config = svg.font_config
    style["font_family"] = [font.strip().strip("\"'") for font in node.get("font-family", "sans-serif").split(",")]
    style["font_weight"] = WEIGHTS.get(node.get("font-weight", "normal"), 400)
    style["font_size"] = float(node.get("font-size"))
    return style


def _placed(shaped: Shaped) -> tuple[float, list[float], float]:
    """Return the blank half before a line that is not seen, the gaps behind its characters, and the width of what is seen."""
    count, size = len(shaped.text), shaped.style["font_size"]
    text = ParagraphText(shaped.text, shaped.widths(), [size] * count, [False] * count)
    gaps = [*(text.gap(index) for index in range(1, count)), 0.0]
    flush = text.flush(0)
    return flush, gaps, fsum(text.widths) + fsum(gaps) - flush - text.hang(count)
