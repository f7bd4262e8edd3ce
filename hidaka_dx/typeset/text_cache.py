"""Cache for short texts that WeasyPrint lays out itself: numbers, dots, heading and note marks.

WeasyPrint 70.0 makes a Pango layout for each such text at each place, one more to draw it, and several to find the
width of its box. A plan of a thousand headings has the same few hundred texts in the same few styles fifty times
each.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Final, NamedTuple

from hidaka_dx.typeset.borrowed import Layout

_LONGEST: Final = 16
"""Maximum length of cached texts; longer ones are rarely repeated."""
_MOST: Final = 4096
"""Maximum number of cached results."""


class _Glyphs(NamedTuple):
    """The content stream operators of a text, without its position."""

    fonts: Any
    """The fonts of the PDF it was written into."""
    font: tuple[str, float]
    """Its name in content streams, and its size."""
    shown: bytes
    """The operator that shows the glyphs."""


class _CacheEntry:
    """A cached text in one style."""

    def __init__(self, text: str, style: Any, direction: int) -> None:
        """Take what a `Layout` knows of its text."""
        self.text, self.style, self.direction = text, style, direction
        self.glyphs: _Glyphs | None = None
        """The operators that drew it; none before the first time."""

    @cached_property
    def metrics(self) -> Any:
        """Return the positions of underlines and the like, without keeping Pango objects."""
        layout = Layout(self.style)
        layout.deactivate()
        return layout


class CachedText:
    """A cached text in a line; used in place of WeasyPrint's `Layout`."""

    justification_spacing = 0

    def __init__(self, kept: _CacheEntry, max_width: float | None) -> None:
        """Take the cached text and the width available in its line, in px."""
        self.kept, self.max_width = kept, max_width
        self.text, self.first_line_direction = kept.text, kept.direction

    def __getattr__(self, name: str) -> Any:
        """Delegate the metrics of underlines and the like."""
        if name == "kept":
            raise AttributeError(name)
        return getattr(self.kept.metrics, name)

    def reactivate(self, style: Any) -> None:
        """Do nothing: no Pango layout is kept."""

    def deactivate(self) -> None:
        """Do nothing: no Pango layout is kept."""

    def layout(self) -> Any:
        """Return a layout as WeasyPrint needs it for drawing."""
        layout = Layout(self.kept.style, 0, self.max_width)
        layout.set_text(self.text, justify=True)
        return layout

    def draw(self, stream: Any, matrix: Any, draw: Callable[[Any], Any]) -> Any:
        """Draw the text into a page, reusing the operators of the first time; return the emoji still to be drawn.

        `draw` does with a layout what `draw_first_line` does.
        """
        glyphs = self.kept.glyphs
        if glyphs is not None and glyphs.fonts is stream._fonts:  # noqa: SLF001
            stream.set_text_matrix(*matrix.values)
            stream.set_font_size(*glyphs.font)
            stream.stream.append(glyphs.shown)
            return []
        known = len(stream.stream)
        emoji = draw(self.layout())
        self.kept.glyphs = None if emoji else _read(stream, known)
        return emoji


def _read(stream: Any, known: int) -> _Glyphs | None:
    """Read what was drawn after the `known` items; None if it is more than glyphs of one font at one position."""
    items = stream.stream[known:]
    operators = [item.rpartition(b" ")[2] for item in items]
    if operators not in ([b"Tm", b"TJ"], [b"Tm", b"Tf", b"TJ"]):
        return None
    return _Glyphs(stream._fonts, stream._current_font, items[-1])  # noqa: SLF001


class TextCache:
    """Cache of the short texts of one document."""

    def __init__(self, split: Callable[..., Any]) -> None:
        """Take WeasyPrint's `split_first_line`."""
        self._split = split
        self._known: dict[Any, tuple[_CacheEntry, tuple[Any, ...]]] = {}

    def split_first_line(self, text: str, style: Any, *args: Any, **options: Any) -> Any:
        """Take as much text as fits in a line; return what WeasyPrint's function of this name returns."""
        context, max_width, spacing, *more = args
        if spacing or len(text) > _LONGEST:
            return self._split(text, style, *args, **options)
        if max_width is None or max_width > 0:
            kept, found = self._set((text, id(style)), text, style, context, None, 0)
            if found[1] is None and (max_width is None or found[2] <= max_width):
                return CachedText(kept, max_width), *found
        key = (text, id(style), max_width, *more, *options.items())
        kept, found = self._set(key, text, style, context, max_width, 0, *more, **options)
        return CachedText(kept, max_width), *found

    def _set(self, key: Any, text: str, style: Any, *args: Any, **options: Any) -> tuple[_CacheEntry, tuple[Any, ...]]:
        """Return the entry for a key, else ask WeasyPrint.

        The style is kept in the entry, so that its id() is not reused.
        """
        if key not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            layout, *found = self._split(text, style, *args, **options)
            self._known[key] = _CacheEntry(layout.text, style, layout.first_line_direction), tuple(found)
        return self._known[key]
