"""Japanese line composition inside WeasyPrint 70.0 (和文の行組版: JLREQ, JIS X 4051).

WeasyPrint breaks and justifies lines for Western text. Inside `with japanese_line_composition():` ten private functions
of it are replaced, for lines that hold Japanese; all other lines stay as WeasyPrint sets them. Fonts and numbers of the
whole file are written by ours (`embedding`, `settled`). Nothing happens on import.
"""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Final

from hidaka_dx.japanese.kinsoku import breaks
from hidaka_dx.japanese.letters import is_japanese
from hidaka_dx.typeset.borrowed import Layout, boxes, require_known
from hidaka_dx.typeset.borrowed.lines import DRAW_TEXT, INLINE, PREFERRED
from hidaka_dx.typeset.borrowed.patches import original, replaced
from hidaka_dx.typeset.embedding import own_fonts
from hidaka_dx.typeset.finish import finish
from hidaka_dx.typeset.glyphs import shape
from hidaka_dx.typeset.leaders import Dots, handle_leader, repeat_dots
from hidaka_dx.typeset.lines import Line, Piece, annotate, detached_piece, place_of
from hidaka_dx.typeset.outlines import Tracer
from hidaka_dx.typeset.settled import settled_numbers
from hidaka_dx.typeset.text_cache import CachedText, TextCache

if TYPE_CHECKING:
    from hidaka_dx.typeset.composition import ParagraphText

WRAPPING: Final = ("normal", "pre-wrap", "pre-line")
"""Values of `white-space` that allow line breaks; a phrase of a heading (`nowrap`) breaks only if wider than a line."""
_CAN_BREAK_TEXT: Final = original(f"{INLINE}.can_break_text")
_CAN_BREAK_INSIDE: Final = original(f"{INLINE}.can_break_inside")
_SPLIT_FIRST_LINE: Final = original(f"{INLINE}.split_first_line")
_SPLIT_INLINE_BOX: Final = original(f"{INLINE}.split_inline_box")
_SPLIT_INLINE_LEVEL: Final = original(f"{INLINE}.split_inline_level")
_TEXT_ALIGN: Final = original(f"{INLINE}.text_align")
_INLINE_LINE_WIDTHS: Final = original(f"{PREFERRED}.inline_line_widths")
_DRAW_FIRST_LINE: Final = original(f"{DRAW_TEXT}.draw_first_line")


class _Composer:
    """Replacement for WeasyPrint's functions; each method has the signature of the function it replaces."""

    def __init__(self) -> None:
        """Start with an empty cache of short texts."""
        self.words = TextCache(_SPLIT_FIRST_LINE)
        self.entered: tuple[ParagraphText, int] | None = None
        """Paragraph position of the inline element laid out last."""

    def replacements(self) -> dict[str, Any]:
        """Return each method by the dotted name of the WeasyPrint function that it replaces."""
        return {
            f"{INLINE}.split_first_line": self.split_first_line,
            f"{PREFERRED}.split_first_line": self.split_first_line,
            f"{INLINE}.can_break_text": self.can_break_text,
            f"{INLINE}.can_break_inside": self.can_break_inside,
            f"{INLINE}.split_inline_box": self.split_inline_box,
            f"{INLINE}.split_inline_level": self.split_inline_level,
            f"{INLINE}.text_align": self.text_align,
            f"{INLINE}.handle_leader": handle_leader,
            f"{PREFERRED}.inline_line_widths": self.inline_line_widths,
            f"{DRAW_TEXT}.draw_first_line": self.draw_first_line,
            **own_fonts(),
            **settled_numbers(),
        }

    def split_first_line(self, text: str, style: Any, *args: Any, **options: Any) -> Any:
        """Split off as much text as fits in a line."""
        _, max_width, spacing, *more = args
        piece = self._piece(text, style, spacing)
        if piece is None:
            return self.words.split_first_line(text, style, *args, **options)
        minimum = options.get("minimum", False)
        line = Line(piece, piece.end - len(text), max_width)
        is_line_start = options.get("is_line_start", more[0] if more else True) and (minimum or line.begins)
        if max_width is None or not (style["white_space"] in WRAPPING or (is_line_start and line.is_wider(max_width))):
            return line.whole()
        overflow = style["overflow_wrap"]
        breakable = is_line_start and (overflow == "anywhere" or (overflow == "break-word" and not minimum))
        return line.split(max_width, breakable=breakable)

    @staticmethod
    def _piece(text: str, style: Any, spacing: float) -> Piece | None:
        """Return the piece whose remainder this text is; None where WeasyPrint is to split the text."""
        if not isinstance(spacing, Piece):
            return None
        if style is spacing.shaped.style and spacing.shaped.text.endswith(text):
            return spacing
        return detached_piece(text, style)

    def can_break_text(self, text: str, lang: str | None) -> bool | None:
        """Tell whether a line may break inside a text, or between the last and the first letter of two elements."""
        if self.entered is not None and len(text) == 2:
            paragraph, start = self.entered
            if start and paragraph.text[start - 1 : start + 1] == text:
                return paragraph.allowed[start]
        if is_japanese(text):
            return any(breaks(text))
        found: bool | None = _CAN_BREAK_TEXT(text, lang)
        return found

    def can_break_inside(self, box: Any) -> bool | None:
        """Tell whether a line may break inside a laid-out box; a Western word may break if it is too wide for the line."""
        line = getattr(box, "pango_layout", None)
        if isinstance(line, Line) and not is_japanese(box.text):
            return any(line.piece.paragraph.allowed[line.start + 1 : line.start + len(box.text)])
        found: bool | None = _CAN_BREAK_INSIDE(box)
        return found

    def split_inline_box(self, context: Any, box: Any, *args: Any) -> Any:
        """Record where a line begins and where it may break if its first word is too wide; then let WeasyPrint lay it out."""
        if isinstance(box, boxes.LineBox) and annotate(box, args[1] - args[0]) and (place := place_of(box, args[3])):
            paragraph, index = place
            paragraph.begin(min(index, len(paragraph.text) - 1), args[1] - args[0])
            if box.style["overflow_wrap"] == "anywhere" and box.style["white_space"] != "nowrap":
                paragraph.allow_break_inside_word(args[1] - args[0], shrink=box.style["text_align_all"] == "justify")
        return _SPLIT_INLINE_BOX(context, box, *args)

    def split_inline_level(self, context: Any, box: Any, *args: Any) -> Any:
        """Lay out an inline-level box, then record where it began: WeasyPrint asks next whether to break before it."""
        result = _SPLIT_INLINE_LEVEL(context, box, *args)
        self.entered = place_of(box)
        return result

    def inline_line_widths(self, context: Any, box: Any, *args: Any, **options: Any) -> Any:
        """Measure the lines of a box (for table columns and shrink-to-fit), after reading it as a paragraph."""
        if isinstance(box, boxes.LineBox):
            annotate(box)
        return _INLINE_LINE_WIDTHS(context, box, *args, **options)

    def text_align(self, context: Any, line: Any, available_width: float, last: bool) -> Any:  # noqa: FBT001
        """Justify or align a line."""
        offset = finish(line, available_width, last=last)
        if offset is None:
            return _TEXT_ALIGN(context, line, available_width, last)
        return offset

    def draw_first_line(self, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
        """Draw a line, or a leader, into a page."""
        known = len(stream.stream)
        emoji = self._draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        if isinstance(textbox, Dots):
            repeat_dots(stream, textbox, known)
        return emoji

    def _draw(self, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
        """Draw a line into a page; a watermark is drawn as paths, so that it is not extracted as text."""
        line = textbox.pango_layout
        if "only_seen" in vars(textbox) and self._trace(stream, textbox, matrix):
            return []
        whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        if isinstance(line, Line) and whole:
            line.draw(stream, matrix, line.start + len(textbox.text))
            return []

        def draw(layout: Any) -> Any:
            textbox.pango_layout = layout
            return _DRAW_FIRST_LINE(stream, textbox, text_overflow, block_ellipsis, matrix)

        if isinstance(line, CachedText) and whole:
            return line.draw(stream, matrix, draw)
        if isinstance(line, CachedText):
            return draw(line.layout())
        if isinstance(line, Line):
            layout = Layout(textbox.style, 0, line.max_width)
            layout.set_text(line.text)
            return draw(layout)
        return draw(line)

    @staticmethod
    def _trace(stream: Any, textbox: Any, matrix: Any) -> bool:
        """Draw a text box as paths; return whether that was possible."""
        line, text = textbox.pango_layout, textbox.text
        if isinstance(line, Line):
            line.draw(stream, matrix, line.start + len(text), Tracer)
            return True
        shaped = shape(text, textbox.style)
        if shaped is not None:
            Tracer(stream, shaped, matrix, 0.0).draw(0, len(text), [0.0] * len(text))
        return shaped is not None


def japanese_line_composition() -> AbstractContextManager[None]:
    """Set Japanese lines by JLREQ while the context lasts.

    May be nested. Not thread-safe.
    """
    require_known()
    return replaced(_Composer().replacements())
