"""How close the lines of a contents page stand: with air where they then fit on one page, else closer."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from hidaka_dx import theme
from hidaka_dx.document import ContentsEntry
from hidaka_dx.japanese.widths import width

SIZE: Final = 11.5
HEAD: Final = 68.25
"""Height of the title of the page, with the room below it."""
INDENT: Final = (24.0, 48.0, 72.0)
"""What stands left of the titles of each depth, as `page.css` has it."""
PAGE: Final = 40.0
"""Room for the dots and the number of the page."""


def is_dense(contents: Sequence[ContentsEntry]) -> bool:
    """Tell whether a contents page needs its lines closer together to stay one page, if it can."""
    lines = sum(_lines(each) for each in contents)
    gaps = sum(each.depth == 1 for each in contents[1:])  # the first stands right below the title
    return HEAD + lines * theme.CONTENTS_LINE + gaps * theme.CONTENTS_GAP > theme.LINES * theme.LINE


def _lines(entry: ContentsEntry) -> int:
    room = theme.MEASURE - INDENT[min(max(entry.depth, 1), len(INDENT)) - 1] - PAGE
    return max(1, ceil(width(entry.title, SIZE, bold=entry.depth == 1) / room))
