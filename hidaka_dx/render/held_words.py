"""Words as HTML: escaped, with what no line end may part held together."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from hidaka_dx.compose.codes import Codes, split_at_codes


def kept(text: str, keep: Sequence[str]) -> Markup:
    """Escape a text and wrap the words of `keep` in it against line breaks; its own line breaks are kept."""
    if "\n" in text:
        return Markup("<br>").join(kept(line, keep) for line in text.split("\n"))
    if not keep:
        return escape(text)
    found = re.split("(" + "|".join(map(re.escape, sorted(keep, key=len, reverse=True))) + ")", text)
    pieces = (
        Markup('<span class="phrase">{}</span>').format(piece) if place % 2 else escape(piece)
        for place, piece in enumerate(found)
    )
    return Markup().join(pieces)


def named(text: str, known: Codes, keep: Sequence[str]) -> Markup:
    """Like `kept`; also wraps each code followed by its name, so that no line break separates the two."""
    pieces = (
        Markup('<span class="code">{}</span>').format(piece) if place % 2 else kept(piece, keep)
        for place, piece in enumerate(split_at_codes(text, known))
    )
    return Markup().join(pieces)
