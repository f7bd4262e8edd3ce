"""Drawings made for paper, on a page of the web: size and lettering are left to the style sheet."""

import re
from typing import Final

from markupsafe import Markup

_PRINTED: Final = re.compile(r' (?:width|height|font-family)="[^"]*"')


def on_screen(svg: str) -> Markup:
    """Give a drawing of this house as part of a page; its words are told beside it."""
    opening, end, rest = svg.partition(">")
    hidden = _PRINTED.sub("", opening) + ' aria-hidden="true" focusable="false"'
    return Markup(hidden + end + rest)  # noqa: S704  drawn by `figures`, in an edition that is as it was issued
